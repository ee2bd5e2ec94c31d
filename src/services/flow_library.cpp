#include "services/flow_library.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <semaphore>
#include <set>

#include "base/text.hpp"
#include "engines/flow/analytic/solve.hpp"
#include "engines/flow/check.hpp"
#include "exchange/cells.hpp"
#include "exchange/flow/reader.hpp"
#include "exchange/patient_level.hpp"
#include "services/passwords.hpp"

namespace tributary::services {

namespace engine = flow_file::engine;

namespace {

constexpr std::size_t most_kept = 16, most_scenarios_kept = 12;
constexpr std::ptrdiff_t most_solved_at_once = 3;  // of a transport's eight workers
constexpr std::chrono::milliseconds longest_wait{1500};
std::counting_semaphore<most_solved_at_once> solving{most_solved_at_once};

std::string bare(std::string_view table) { return std::string(table.ends_with(".csv") ? table.substr(0, table.size() - 4) : table); }

std::string number_text(double value) { return base::to_text(value); }

base::Problem scenario_unknown(const std::string& name, const std::vector<flow_file::ScenarioText>& scenarios) {
  std::string all = "base";
  for (const auto& each : scenarios) all += ", " + each.name;
  return {.code = "scenario-unknown", .title = "The model has no such scenario", .detail = "\"" + base::shorten(name, 60) + "\": it has " + all + ".", .field = "/scenario"};
}

base::Result<std::vector<flow_file::Setting>> settings_of(const domain::FlowScenario& asked, const std::vector<flow_file::Factor>& factors) {
  std::vector<flow_file::Setting> out;
  for (const domain::FlowLevel& each : asked.levels) {
    const std::string field = "/levels/" + each.factor;
    const auto found = std::ranges::find(factors, each.factor, &flow_file::Factor::name);
    if (found == factors.end())
      return base::fail({.code = "factor-not-known", .title = "The model has no such factor", .detail = "\"" + base::shorten(each.factor, 60) + "\" is none of its [factors].", .field = field});
    if (!found->scenario.empty() && found->scenario != asked.scenario)
      return base::fail({.code = "factor-of-scenario", .title = "That is varied in one scenario alone", .detail = found->title + " is varied on top of the scenario " + found->scenario + ".", .field = field});
    if (!(each.level >= found->from && each.level <= found->to))
      return base::fail({.code = "level-out-of-range", .title = "The level is out of range",
                         .detail = found->title + " may be from " + number_text(found->from) + " to " + number_text(found->to) + ": the model says no more of it than that.", .field = field});
    out.push_back({&*found, each.level});
  }
  return out;
}

// Each table once, and none of single people.
base::Done check_tables(const std::vector<domain::FlowTable>& tables) {
  std::set<std::string> names;
  for (const domain::FlowTable& each : tables) {
    if (!names.insert(bare(each.name)).second)
      return base::fail({.code = "table-twice", .title = "A table is given twice", .detail = "\"" + base::shorten(bare(each.name), 60) + "\": give each table once.", .field = "/tables"});
    const auto cells = exchange::read_cells(each.text, bare(each.name) + ".csv");
    if (!cells) return base::fail(cells.error());
    if (const auto good = exchange::refuse_patient_level(*cells); !good) return base::fail(good.error());
  }
  return {};
}

bool replays(const flow_file::engine::Model& model) {
  return std::ranges::any_of(model.sources, [](const auto& source) { return std::holds_alternative<flow_file::engine::ReplayedArrivals>(source.process); });
}

base::Problem person_level() {
  return {.code = "person-level-data", .title = "Data about people stay where they are",
          .detail = "The model replays people who came, one by one. No such table is kept here: fit arrivals to it, or run the model with it by the command line.", .field = "/text"};
}

}  // namespace

struct ReadFlowModel::Kept {
  template <class Value>
  using List = std::list<std::pair<std::string, std::shared_ptr<const Value>>>;  // the last asked first

  std::mutex mutex;
  List<Made> made;
  List<engine::Solution> solved;

  template <class Value>
  std::shared_ptr<const Value> find(List<Value>& among, const std::string& name) {
    const std::scoped_lock lock(mutex);
    const auto found = std::ranges::find(among, name, &List<Value>::value_type::first);
    if (found == among.end()) return nullptr;
    among.splice(among.begin(), among, found);
    return among.front().second;
  }
  template <class Value>
  std::shared_ptr<const Value> keep(List<Value>& among, const std::string& name, std::shared_ptr<const Value> value) {
    const std::scoped_lock lock(mutex);
    among.emplace_front(name, value);
    if (among.size() > most_scenarios_kept) among.pop_back();
    return value;
  }
};

// The tables by name, and in which order they were asked for.
struct ReadFlowModel::Texts {
  std::map<std::string, std::string, std::less<>> by_name;
  std::vector<std::string> asked;
};

ReadFlowModel::ReadFlowModel(flow_file::ModelFile file, std::vector<domain::FlowTable> tables)
    : texts_(std::make_shared<Texts>()), file_(std::move(file)), factors_(file_.factors()), tables_([texts = texts_](const std::string& name) -> base::Result<std::string> {
        const auto found = texts->by_name.find(bare(name));
        if (found == texts->by_name.end())
          return base::fail({.code = "table-missing", .title = "A table is missing", .detail = "The model reads the table \"" + base::shorten(bare(name), 60) + "\". Give it beside the model, as CSV.", .field = "/tables"});
        texts->asked.push_back(found->first);  // under the loader's lock, once a table
        return found->second;
      }), kept_(std::make_shared<Kept>()) {
  for (domain::FlowTable& each : tables) texts_->by_name[bare(each.name)] = std::move(each.text);
}

base::Result<std::shared_ptr<const ReadFlowModel>> ReadFlowModel::read(const std::string& name, const std::string& text, std::vector<domain::FlowTable> tables) {
  auto file = flow_file::ModelFile::read(text, name + ".toml");
  if (!file) return base::fail(file.error());
  for (const auto& [what, table] : file->tables())
    if (what.starts_with("replay of")) return base::fail(person_level());
  if (const auto good = check_tables(tables); !good) return base::fail(good.error());
  auto out = std::shared_ptr<ReadFlowModel>(new ReadFlowModel(*std::move(file), std::move(tables)));
  const auto base_model = out->at({});
  if (!base_model) return base::fail(base_model.error());
  for (flow_file::Factor& each : out->factors_) {
    const auto stands = flow_file::as_it_stands(each, *(*base_model)->made.tree, flow_file::scenario_of(each, out->file_.scenarios()));
    if (!stands || each.how != flow_file::Change::How::set) continue;
    each.from = std::min(each.from, *stands), each.to = std::max(each.to, *stands);
  }
  std::string bytes = text;
  for (const std::string& each : out->file_.all_tables()) {
    if (const auto found = out->texts_->by_name.find(bare(each)); found != out->texts_->by_name.end()) bytes += found->second;
  }
  out->hash_ = sha256_hex(bytes);
  return std::shared_ptr<const ReadFlowModel>(std::move(out));
}

base::Result<std::shared_ptr<const engine::Solution>> ReadFlowModel::theory_of(const Made& made) const {
  if (auto known = kept_->find(kept_->solved, made.name)) return known;
  if (!solving.try_acquire_for(longest_wait))
    return base::fail({.kind = base::ProblemKind::unavailable, .code = "theory-busy", .title = "Theory is busy with others' questions", .detail = "Ask again in a few seconds."});
  const struct Release {  // also where a mistake of ours is thrown
    ~Release() { solving.release(); }
  } release;
  auto theory = engine::solve(made.made.model);
  if (!theory) theory = engine::Solution::unknown(made.made.model, theory.error().detail);
  return kept_->keep(kept_->solved, made.name, std::make_shared<const engine::Solution>(*std::move(theory)));
}

base::Result<std::shared_ptr<const ReadFlowModel::Made>> ReadFlowModel::at(const domain::FlowScenario& asked) const {
  const flow_file::ScenarioText* scenario = nullptr;
  if (asked.scenario != "base") {
    const auto found = std::ranges::find(file_.scenarios(), asked.scenario, &flow_file::ScenarioText::name);
    if (found == file_.scenarios().end()) return base::fail(scenario_unknown(asked.scenario, file_.scenarios()));
    scenario = &*found;
  }
  const auto settings = settings_of(asked, factors_);
  if (!settings) return base::fail(settings.error());
  const std::string name = flow_file::name_of(scenario, *settings);
  if (auto known = kept_->find(kept_->made, name)) return known;
  auto made = make(scenario, *settings);
  if (!made) return base::fail(made.error());
  made->name = name;
  return kept_->keep(kept_->made, name, std::make_shared<const Made>(*std::move(made)));
}

base::Result<ReadFlowModel::Made> ReadFlowModel::make(const flow_file::ScenarioText* scenario, const std::vector<flow_file::Setting>& settings) const {
  const flow_file::ScenarioText point = flow_file::varied(scenario, settings);
  const auto failed = [&](base::Problem problem) {
    if (scenario != nullptr) problem.detail = "In the scenario " + scenario->name + ": " + problem.detail;
    return base::fail(std::move(problem));
  };
  auto made = file_.model(settings.empty() ? scenario : &point, tables_);
  if (!made) return failed(made.error());
  if (const auto good = engine::check_model(made->model); !good) return failed(made->placed(good.error()));
  return Made{.made = *std::move(made), .name = {}, .title = flow_file::title_of(scenario, settings)};
}

base::Done ReadFlowModel::check_all() const {
  std::vector<domain::FlowScenario> all{{}};
  for (const auto& each : file_.scenarios()) all.push_back({.scenario = each.name, .levels = {}});
  for (const auto& each : file_.factors())
    for (const double level : {each.from, each.to}) all.push_back({.scenario = each.scenario.empty() ? "base" : each.scenario, .levels = {{each.name, level}}});
  for (const domain::FlowScenario& each : all) {
    const auto made = at(each);
    if (!made) return base::fail(made.error());
    if (replays((*made)->made.model)) return base::fail(person_level());
  }
  for (const auto& [name, text] : texts_->by_name)
    if (std::ranges::find(texts_->asked, name) == texts_->asked.end())
      return base::fail({.code = "table-unknown", .title = "The model doesn't read that table", .detail = "\"" + base::shorten(name, 60) + "\" is read by nothing in it, and so isn't kept.", .field = "/tables"});
  return {};
}

std::shared_ptr<const ReadFlowModel> FlowModels::find(const std::string& hash) {
  const std::scoped_lock lock(mutex_);
  const auto found = std::ranges::find(kept_, hash, &ReadFlowModel::hash);
  if (found == kept_.end()) return nullptr;
  kept_.splice(kept_.begin(), kept_, found);
  return kept_.front();
}

void FlowModels::keep(std::shared_ptr<const ReadFlowModel> read) {
  const std::scoped_lock lock(mutex_);
  kept_.push_front(std::move(read));
  if (kept_.size() > most_kept) kept_.pop_back();
}

base::Result<std::shared_ptr<const ReadFlowModel>> FlowModels::read(const domain::FlowModel& model, const domain::FlowModelVersion& version) {
  if (auto known = find(version.hash)) return known;
  auto read = ReadFlowModel::read(model.name, version.text, version.tables);
  if (read) keep(*read);
  return read;
}

}  // namespace tributary::services
