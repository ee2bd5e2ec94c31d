#include "cli/flow_optimise.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cli/flow_figures.hpp"
#include "cli/flow_options.hpp"
#include "cli/flow_runner.hpp"
#include "cli/flow_study.hpp"
#include "engines/optimise/pareto_front.hpp"
#include "exchange/flow/factor.hpp"

namespace tributary::cli {

namespace {

using Json = nlohmann::ordered_json;
namespace file = exchange::flow;

constexpr std::size_t most_objectives = 4;

struct OptimiseOptions {
  StudyOptions study;
  std::vector<std::string> least, most;
  optimise::Evolution evolution;
};

// A measure, a factor's level, or how many members of a group there are.
struct Objective {
  std::string name;
  bool most = false;
  std::optional<std::size_t> measure;  // none: of factors
  std::vector<std::size_t> factors;
};

class Optimisation {
 public:
  Optimisation(Study& study, const OptimiseOptions& options) : study_(study), options_(options) {}

  base::Done prepare() {
    for (const auto& [names, most] : {std::pair(&options_.least, false), std::pair(&options_.most, true)}) {
      for (const std::string& name : *names) {
        auto objective = objective_of(name, most);
        if (!objective) return base::fail(objective.error());
        objectives_.push_back(std::move(*objective));
      }
    }
    if (objectives_.empty() || objectives_.size() > most_objectives)
      return base::fail({.code = "objective-missing", .title = "Objectives are wanted", .detail = "Say by --least and --most what is wanted, one to " + std::to_string(most_objectives) + ": measures of the model, or its factors. " + names_in_words(), .field = "--least"});
    return {};
  }

  // Every combination where these are no more than the search would try.
  std::vector<optimise::Choice> search() {
    double combinations = 1;
    std::vector<optimise::Variable> variables;
    for (const auto& each : study_.factors()) {
      const auto levels = each.levels();
      combinations *= levels ? static_cast<double>(*levels) : HUGE_VAL;
      variables.push_back(levels ? optimise::Variable{0, static_cast<double>(*levels - 1), true} : optimise::Variable{each.from, each.to, false});
    }
    points_ = options_.evolution.population * (options_.evolution.generations + 1);
    exhaustive_ = combinations <= static_cast<double>(points_);
    if (exhaustive_) points_ = static_cast<std::size_t>(combinations);
    if (exhaustive_) return every_combination(variables);
    auto evolution = options_.evolution;
    evolution.seed = study_.settings().seed;
    return optimise::pareto_front(variables, objectives_.size(), evolution, [this](const std::vector<double>& at) { return evaluate(at); });
  }

  [[nodiscard]] const std::optional<base::Problem>& stopped() const { return stopped_; }
  [[nodiscard]] const std::optional<base::Problem>& refused() const { return refused_; }
  [[nodiscard]] std::size_t tried() const { return answers_.size() + left_out_; }
  [[nodiscard]] std::size_t left_out() const { return left_out_; }
  [[nodiscard]] bool exhaustive() const { return exhaustive_; }
  [[nodiscard]] const std::vector<Objective>& objectives() const { return objectives_; }
  [[nodiscard]] const Answers& answers(const optimise::Choice& choice) const { return answers_.at(choice.at); }

  [[nodiscard]] std::vector<double> levels(const std::vector<double>& at) const {
    std::vector<double> out;
    for (std::size_t i = 0; i < at.size(); ++i) {
      const file::Factor& factor = study_.factors()[i];
      out.push_back(factor.step ? factor.nearest(factor.from + at[i] * *factor.step) : at[i]);
    }
    return out;
  }

 private:
  base::Result<Objective> objective_of(const std::string& name, bool most) const {
    Objective out{name, most, {}, {}};
    for (std::size_t i = 0; i < study_.factors().size(); ++i) {
      const auto& factor = study_.factors()[i];
      if (factor.name == name || factor.group == name) out.factors.push_back(i);
    }
    if (!out.factors.empty()) return out;
    const auto found = std::ranges::find(study_.measures(), name, &StudiedMeasure::name);
    if (found == study_.measures().end())
      return base::fail({.kind = base::ProblemKind::not_found, .code = "objective-not-known", .title = "There is no such measure or factor", .detail = "\"" + base::shorten(name, 60) + "\": " + names_in_words(), .field = most ? "--most" : "--least"});
    out.measure = static_cast<std::size_t>(found - study_.measures().begin());
    return out;
  }

  [[nodiscard]] std::string names_in_words() const {
    std::string out;
    for (const auto& each : study_.measures()) out += (out.empty() ? "Of " : ", ") + each.name;
    std::string last;
    for (const auto& each : study_.factors()) {
      const std::string& name = each.group.empty() ? each.name : each.group;
      if (name != last) out += ", " + name;
      last = name;
    }
    return out + ".";
  }

  std::optional<std::vector<double>> evaluate(const std::vector<double>& at) {
    if (stopped_) return std::nullopt;
    const auto levels = this->levels(at);
    auto answers = study_.at(study_.all_at(levels), "choice " + std::to_string(answers_.size() + 1));
    if (!answers && answers.error().code == stopped_early_code) return stopped_ = answers.error(), std::nullopt;
    if (!answers) return leave_out(answers.error());
    std::vector<double> out;
    for (const Objective& each : objectives_) {
      double value = 0;
      if (each.measure && !(*answers)[*each.measure].silent.empty()) return leave_out(theory_silent((*answers)[*each.measure]));
      if (each.measure && !(*answers)[*each.measure].value()) return leave_out(without_value(each.name, levels));
      if (each.measure) value = *(*answers)[*each.measure].value();
      for (const std::size_t i : each.factors) value += levels[i];
      out.push_back(each.most ? -value : value);
    }
    if (answers_.empty()) study_.tell_time(points_ - 1);
    answers_.emplace(at, std::move(*answers));
    return out;
  }

  // A choice that can't be judged is told, or the best there is might be missing without a word.
  std::optional<std::vector<double>> leave_out(base::Problem why) {
    ++left_out_;
    if (!refused_) refused_ = std::move(why);
    return std::nullopt;
  }

  [[nodiscard]] base::Problem without_value(const std::string& measure, const std::vector<double>& levels) const {
    return {.code = "objective-without-value", .title = "A choice has not all that is wanted", .detail = "At " + file::name_of(study_.all_at(levels)) + " " + measure + " has no value" + (study_.by_theory() ? " by theory: leave --theory out, and it is run." : ": nothing happened that it could be of."), .field = "--least"};
  }

  std::vector<optimise::Choice> every_combination(const std::vector<optimise::Variable>& variables) {
    std::vector<optimise::Choice> out;
    std::vector<double> at(variables.size());
    for (;;) {
      if (auto values = evaluate(at)) out.push_back({at, std::move(*values)});
      std::size_t i = 0;
      while (i < at.size() && at[i] == variables[i].high) at[i++] = 0;
      if (i == at.size()) return optimise::undominated(std::move(out));
      ++at[i];
    }
  }

  Study& study_;
  const OptimiseOptions& options_;
  std::vector<Objective> objectives_;
  std::map<std::vector<double>, Answers> answers_;
  std::optional<base::Problem> stopped_, refused_;
  std::size_t left_out_ = 0;
  bool exhaustive_ = false;
  std::size_t points_ = 0;  // that will be tried
};

std::string how_found(const Optimisation& search) {
  return search.exhaustive() ? "all " + std::to_string(search.tried()) + " combinations" : "NSGA-II, " + std::to_string(search.tried()) + " choices tried";
}

std::string wanted(const Optimisation& search) {
  std::string out;
  for (const auto& each : search.objectives()) out += (out.empty() ? "" : ", ") + std::string(each.most ? "most " : "least ") + each.name;
  return out;
}

// For people the members that are there stand in one column.
std::string front_in(const Study& study, const Optimisation& search, const std::vector<optimise::Choice>& front, Format format) {
  const auto& factors = study.factors();
  const bool person = format == Format::table;
  const auto own_column = [&](std::size_t i) { return !person || factors[i].group.empty() || i == 0 || factors[i - 1].group != factors[i].group; };
  std::vector<std::string> columns;
  for (const auto& each : search.objectives()) {
    if (each.measure) columns.push_back(each.name);
    if (each.measure && !study.by_theory()) columns.push_back(person ? "±" : each.name + "_half_width");
    if (!each.measure && factors[each.factors.front()].group == each.name) columns.push_back("how many " + each.name);
  }
  for (std::size_t i = 0; i < factors.size(); ++i) {
    if (own_column(i)) columns.push_back(person && !factors[i].group.empty() ? factors[i].group : factors[i].name);
  }
  Table table(columns);
  for (const auto& choice : front) {
    std::vector<std::string> row;
    const auto levels = search.levels(choice.at);
    for (std::size_t i = 0; i < search.objectives().size(); ++i) {
      const Objective& each = search.objectives()[i];
      if (each.measure) row.push_back(figure(each.most ? -choice.objectives[i] : choice.objectives[i], format));
      const auto& run = each.measure ? search.answers(choice)[*each.measure].run : std::nullopt;
      if (each.measure && !study.by_theory()) row.push_back(run && run->knows_spread() ? figure(run->half_width, format) : "");
      if (!each.measure && factors[each.factors.front()].group == each.name) row.push_back(figure(each.most ? -choice.objectives[i] : choice.objectives[i], format));
    }
    for (std::size_t i = 0; i < factors.size(); ++i) {
      if (person && !factors[i].group.empty()) {
        if (own_column(i)) row.emplace_back();
        if (levels[i] != 0) row.back() += (row.back().empty() ? "" : " ") + factors[i].member;
      } else {
        row.push_back(figure(levels[i], format));
      }
    }
    table.add(std::move(row));
  }
  if (!person) return table.in(format);
  return study.head() + "Wanted: " + wanted(search) + ". Of " + how_found(search) + ", those of which none is better in everything:\n\n" + table.in(format) +
         (search.exhaustive() ? "" : "\nA search finds good choices, not surely the best: more --generations may find better.\n") +
         (study.by_theory() ? "" : "Choices whose intervals overlap may lie the other way round: run more --replications.\n");
}

std::string json_text(const Study& study, const Optimisation& search, const std::vector<optimise::Choice>& front) {
  Json out = json_of(study);
  out["method"] = search.exhaustive() ? "every combination" : "NSGA-II", out["tried"] = search.tried(), out["left_out"] = search.left_out();
  for (const auto& each : search.objectives()) out["objectives"].push_back({{"name", each.name}, {"wanted", each.most ? "most" : "least"}});
  out["front"] = Json::array();
  for (const auto& choice : front) {
    Json one = {{"levels", Json::object()}, {"objectives", Json::object()}};
    const auto levels = search.levels(choice.at);
    for (std::size_t i = 0; i < levels.size(); ++i) one["levels"][study.factors()[i].name] = levels[i];
    for (std::size_t i = 0; i < choice.objectives.size(); ++i) {
      const Objective& each = search.objectives()[i];
      Json value = {{"value", each.most ? -choice.objectives[i] : choice.objectives[i]}};
      if (each.measure && !study.by_theory()) value = json_of(search.answers(choice)[*each.measure].run);
      one["objectives"][each.name] = std::move(value);
    }
    out["front"].push_back(std::move(one));
  }
  return out.dump(2) + "\n";
}

base::Done optimised(const OptimiseOptions& options) {
  auto opened = Study::open(options.study);
  if (!opened) return base::fail(opened.error());
  Study& study = **opened;
  if (study.factors().empty()) return base::fail(nothing_to_vary());
  Optimisation search(study, options);
  if (auto done = search.prepare(); !done) return done;
  const auto front = search.search();
  if (front.empty() && search.stopped()) return base::fail(*search.stopped());
  if (front.empty() && search.refused()) return base::fail(*search.refused());
  if (search.left_out() > 0) std::cerr << "tributary: " << search.left_out() << " of " << search.tried() << " choices are left out, since they can't be judged. The first: " << base::one_line(*search.refused()) << "\n";
  std::cout << (options.study.flow.json ? json_text(study, search, front) : front_in(study, search, front, options.study.flow.format));
  if (!search.stopped()) return {};
  return base::fail({.code = stopped_early_code, .title = "Stopped early", .detail = std::to_string(search.tried()) + " choices were tried, and the best of them are what was printed.", .field = {}});
}

}  // namespace

void add_flow_optimise(CLI::App& flow, Run& run, const Team* team) {
  const auto options = std::make_shared<OptimiseOptions>();
  options->study.flow.team = team;
  CLI::App* command = flow.add_subcommand("optimise", "Choose levels of factors (beds, sites): those choices of which none is better in everything that is wanted");
  add_study_options(*command, options->study);
  options->study.choices_alone = true;
  command->add_option("--least", options->least, "What is to be little: a measure, a factor, or how many members of one there are")->type_name("NAME");
  command->add_option("--most", options->most, "What is to be much")->type_name("NAME");
  command->add_option("--population", options->evolution.population, "Choices of a generation")->check(CLI::Range(8, 1000))->capture_default_str();
  command->add_option("--generations", options->evolution.generations, "How many; few combinations are all tried")->check(CLI::Range(1, 10'000))->capture_default_str();
  add_output_options(*command, options->study.flow, "Everything that is known, as JSON");
  command->callback([&run, options] {
    options->evolution.population = (options->evolution.population + 3) / 4 * 4;
    run = [options] { return kept_until_done(options->study.flow, [&] { return optimised(*options); }); };
  });
}

}  // namespace tributary::cli
