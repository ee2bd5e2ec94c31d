#include "cli/flow_files.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

#include "base/text.hpp"
#include "cli/read_file.hpp"
#include "engines/flow/check.hpp"
#include "exchange/flow/length_of_time.hpp"
#include "exchange/flow/scenario_course.hpp"

namespace tributary::cli {

namespace file = exchange::flow;

std::optional<double> time_said(const std::string& text, engine::TimeUnit unit) {
  char* end = nullptr;
  const double plain = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0') return file::length_of_time(text, unit);
  return plain >= 0 && std::isfinite(plain) ? std::optional(plain) : std::nullopt;
}

OpenedModel::OpenedModel(const FlowOptions& options)
    : options_(options), tables_([this](const std::string& name) { return table(name); }), hash_(std::make_unique<crypto_hash_sha256_state>()) {
  crypto_hash_sha256_init(hash_.get());
}
OpenedModel::~OpenedModel() = default;

base::Result<std::unique_ptr<OpenedModel>> OpenedModel::open(const FlowOptions& options) {
  auto out = std::unique_ptr<OpenedModel>(new OpenedModel(options));
  const auto text = out->read(options.model);
  if (!text) return base::fail(text.error());
  auto model = file::ModelFile::read(*text, options.model);
  if (!model) return base::fail(model.error());
  out->file_ = std::move(*model);
  for (const std::string& each : options.scenario_files) {
    const auto more = out->read(each);
    if (!more) return base::fail(more.error());
    if (auto done = out->file_->add_scenarios(*more, each); !done) return base::fail(done.error());
  }
  for (const std::string& each : options.tables) {
    const auto equals = each.find('=');
    if (equals == std::string::npos || equals == 0)
      return base::fail({.code = "table-unreadable", .title = "A table is given by name and file", .detail = "\"" + each + "\": write --table NAME=FILE.", .field = "--table"});
    out->given_[out->table_called(each.substr(0, equals))] = each.substr(equals + 1);
  }
  out->hash_tables();
  if (auto done = out->check_tables(); !done) return base::fail(done.error());
  return out;
}

// All that the model or a scenario of it reads, whichever is asked: one that isn't there is told where it is read.
void OpenedModel::hash_tables() {
  for (const std::string& each : file_->all_tables()) {
    const auto known = texts_.try_emplace(each, read_file(path_of(each))).first;
    if (known->second) crypto_hash_sha256_update(hash_.get(), reinterpret_cast<const unsigned char*>(known->second->data()), known->second->size());
  }
}

// As the model calls it, for which a person may say its file, or what it is for: areas, travel, replay of NAME.
std::string OpenedModel::table_called(const std::string& name) const {
  const auto bare = [](std::string_view file) { return file.ends_with(".csv") ? file.substr(0, file.size() - 4) : file; };
  const auto tables = file_->tables();
  for (const auto& [what, file] : tables) {
    if (bare(file) == bare(name)) return file;
  }
  for (const auto& [what, file] : tables) {
    if (what == name) return file;
  }
  return name;
}

// Each table that is given is one that the model, or a scenario of it, reads. A model that can't be made says so when it is.
base::Done OpenedModel::check_tables() {
  const auto asked = [&](const auto& each) { return std::ranges::find(asked_, each.first) != asked_.end(); };
  if (given_.empty() || !file_->model(nullptr, tables_)) return {};
  if (std::ranges::all_of(given_, asked)) return {};
  for (const file::ScenarioText& each : scenarios()) static_cast<void>(file_->model(&each, tables_).has_value());
  for (const auto& each : given_) {
    if (asked(each)) continue;
    const std::string& name = each.first;
    const std::string near = file::nearest_name(name, asked_);
    std::string all;
    for (const std::string& one : asked_) all += (all.empty() ? "" : ", ") + one;
    return base::fail({.kind = base::ProblemKind::not_found, .code = "table-unknown", .title = "The model has no such table",
                       .detail = "\"" + base::shorten(name, 60) + "\"" + (!near.empty() ? ": was it " + near + "?" : all.empty() ? ": it reads none." : ": it reads " + all + "."),
                       .field = "--table"});
  }
  return {};
}

base::Result<file::ScenarioText> OpenedModel::set_on(const file::ScenarioText* scenario) {
  std::vector<std::pair<file::Factor, double>> levels;
  for (const std::string& each : options_.set) {
    auto said = file::level_said(each, factors());
    if (!said) return base::fail(said.error());
    if (!said->first.scenario.empty() && (scenario == nullptr || said->first.scenario != scenario->name))
      return base::fail({.code = "factor-of-another-scenario", .title = "The factor is of another scenario", .detail = said->first.name + " is varied on top of the scenario " + said->first.scenario + ": say --scenario " + said->first.scenario + ".", .field = "--set"});
    levels.push_back(std::move(*said));
  }
  std::vector<file::Setting> settings;
  for (const auto& [factor, level] : levels) {
    if (auto done = file::varies_this_scenario(factor, scenario, scenarios()); !done) {
      base::Problem problem = done.error();
      problem.field = "--set";
      return base::fail(std::move(problem));
    }
    for (std::string& each : file::overridden_at_a_date(factor, scenario)) remarks_.push_back(std::move(each));
    settings.push_back({&factor, level});
  }
  file::ScenarioText out = file::varied(scenario, settings);
  out.name = file::name_of(scenario, settings), out.title = file::title_of(scenario, settings);
  return out;
}

base::Result<std::vector<const file::ScenarioText*>> OpenedModel::chosen(const std::vector<std::string>& names) {
  std::vector<const file::ScenarioText*> out;
  if (names.empty()) out.push_back(nullptr);
  for (const std::string& name : names) {
    if (std::ranges::count(names, name) > 1)
      return base::fail({.code = "scenario-twice", .title = "A scenario is named twice", .detail = "\"" + base::shorten(name, 60) + "\": name each once.", .field = "--scenario"});
    if (name == "base") {
      out.push_back(nullptr);
      continue;
    }
    const auto found = std::ranges::find(scenarios(), name, &file::ScenarioText::name);
    if (found == scenarios().end()) {
      std::vector<std::string> known{"base"};
      for (const auto& each : scenarios()) known.push_back(each.name);
      const std::string near = file::nearest_name(name, known);
      std::string all;
      for (const auto& each : known) all += (all.empty() ? "" : ", ") + each;
      return base::fail({.kind = base::ProblemKind::not_found, .code = "scenario-unknown", .title = "The model has no such scenario",
                         .detail = "\"" + base::shorten(name, 60) + "\"" + (near.empty() ? ": it has " + all + "." : ": was it " + near + "?"), .field = "--scenario"});
    }
    out.push_back(&*found);
  }
  if (options_.set.empty()) return out;
  auto set = set_on(out.back());
  if (!set) return base::fail(set.error());
  set_ = *std::move(set);
  if (options_.set_is_another) out.push_back(&*set_);
  else out.back() = &*set_;
  return out;
}

base::Result<file::FlowModel> OpenedModel::model(const file::ScenarioText* scenario, const file::UnknownShares* shares) {
  auto made = file_->model(scenario, tables_, shares);
  const auto failed = [&](base::Problem problem) {
    if (scenario != nullptr) problem.detail = "In the scenario " + scenario->name + ": " + problem.detail;
    return base::fail(std::move(problem));
  };
  if (!made) return failed(made.error());
  engine::Model& model = made->model;
  if (options_.replications) model.run.replications = *options_.replications, model.run.precision.reset();
  if (options_.seed) model.run.seed = *options_.seed;
  if (const auto length = time_said(options_.length, model.unit)) model.run.length = *length;
  if (options_.run_by) model.run.engine = *options_.run_by;
  if (options_.warm_up == "auto") model.run.warm_up.reset();
  else if (const auto warm_up = time_said(options_.warm_up, model.unit)) model.run.warm_up = *warm_up;
  if (auto done = engine::check_model(model); !done) {
    return failed(made->placed(done.error()));
  }
  return made;
}

std::string OpenedModel::hash() const {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256_state copy = *hash_;
  crypto_hash_sha256_final(&copy, digest.data());
  std::string out;
  for (const unsigned char byte : digest) {
    constexpr const char* digits = "0123456789abcdef";
    out += digits[byte >> 4];
    out += digits[byte & 15];
  }
  return out;
}

base::Result<std::string> OpenedModel::read(const std::string& name) {
  auto text = read_file(name);
  if (text) crypto_hash_sha256_update(hash_.get(), reinterpret_cast<const unsigned char*>(text->data()), text->size());
  return text;
}

std::string OpenedModel::path_of(const std::string& name) const {
  if (const auto given = given_.find(name); given != given_.end()) return given->second;
  const std::filesystem::path model = options_.model;
  const std::string csv = name.ends_with(".csv") ? name : name + ".csv";
  const auto own = model.parent_path() / model.stem() / csv;
  std::error_code none;
  return (std::filesystem::exists(own, none) ? own : model.parent_path() / csv).string();
}

// From where the command line says; or else from the folder of the model's name, or from beside the model.
base::Result<std::string> OpenedModel::table(const std::string& name) {
  asked_.push_back(name);
  const auto known = texts_.find(name);
  auto text = known == texts_.end() ? read_file(path_of(name)) : std::move(known->second);
  if (!text) {
    auto problem = text.error();
    problem.detail = "The model reads the table \"" + name + "\" from " + path_of(name) + ". Put it there, or say --table " + name + "=FILE.";
    return base::fail(std::move(problem));
  }
  return text;
}

}  // namespace tributary::cli
