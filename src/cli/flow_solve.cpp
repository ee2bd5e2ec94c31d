#include "cli/flow_solve.hpp"

#include <CLI/CLI.hpp>
#include <cmath>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cli/flow_figures.hpp"
#include "cli/flow_options.hpp"
#include "cli/flow_runner.hpp"
#include "cli/flow_study.hpp"
#include "engines/statistics/threshold.hpp"

namespace tributary::cli {

namespace {

using Json = nlohmann::ordered_json;
using statistics::Excess;
using statistics::Threshold;
namespace file = exchange::flow;

constexpr std::size_t fine_levels = 1024;  // of a factor without steps

struct SolveOptions {
  StudyOptions study;
  std::optional<double> at_most, at_least;
};

// One factor, by position: steps, or as many levels as are worth telling apart.
class Levels {
 public:
  explicit Levels(const file::Factor& factor) : factor_(factor) {}
  [[nodiscard]] std::size_t last() const { return factor_.levels().value_or(fine_levels + 1) - 1; }
  [[nodiscard]] double at(std::size_t position) const {
    return factor_.step ? factor_.nearest(factor_.from + static_cast<double>(position) * *factor_.step) : factor_.at(static_cast<double>(position) / static_cast<double>(last()));
  }

 private:
  const file::Factor& factor_;
};

struct Solved {
  Threshold threshold;
  std::map<std::size_t, Answer> answers;  // by position
};

struct Question {
  const file::Factor& factor;
  Levels levels;
  StudiedMeasure measure;
  bool at_most;
  double target;
  std::optional<double> varied;  // the number that the factor scales or adds to, where that is one

  [[nodiscard]] Excess excess(const Answer& answer) const {
    const double mean = *answer.value();
    return {at_most ? mean - target : target - mean, answer.run && answer.run->knows_spread() ? answer.run->half_width : 0};
  }
  [[nodiscard]] std::string wanted() const { return measure.name + (at_most ? " at most " : " at least ") + figure(target, Format::table) + (measure.unit.empty() ? "" : " " + measure.unit); }
  [[nodiscard]] std::string level(std::size_t position) const { return figure(levels.at(position), Format::table) + (factor.unit.empty() ? "" : " " + factor.unit); }
  // "services.ward.beds at 12", "stay times 0.9", "beds + 2".
  [[nodiscard]] std::string at(std::size_t position, const std::string& way = "") const {
    const double by = levels.at(position);
    if (factor.how == file::Change::How::scale) return factor.name + " times " + level(position) + way + makes(varied.value_or(0) * by);
    if (factor.how == file::Change::How::add) return factor.name + (by < 0 ? " − " : " + ") + figure(std::fabs(by), Format::table) + (factor.unit.empty() ? "" : " " + factor.unit) + way + makes(varied.value_or(0) + by);
    return factor.name + " at " + level(position) + way;
  }
  // What that makes of the number; empty where it isn't one.
  [[nodiscard]] std::string makes(double number) const { return varied ? " (from " + figure(*varied, Format::table) + " to " + figure(number, Format::table) + ")" : ""; }
};

base::Result<Solved> solved(Study& study, const Question& question) {
  Solved out;
  const auto answer = [&](std::size_t position) -> base::Result<Excess> {
    const double level = question.levels.at(position);
    auto answers = study.at({{&question.factor, level}}, question.factor.name + " " + base::to_text(level));
    if (!answers) return base::fail(answers.error());
    Answer& one = answers->front();
    if (!one.silent.empty()) return base::fail(theory_silent(one));
    if (!one.value()) return base::fail({.code = "measure-without-value", .title = "The measure has no value", .detail = "With " + question.factor.name + " at " + base::to_text(level) + " nothing happened that " + question.measure.name + " could be of. Run longer, or narrow the range.", .field = "--measure"});
    const Excess excess = question.excess(one);
    if (out.answers.empty()) study.tell_time(static_cast<std::size_t>(3 * std::log2(static_cast<double>(question.levels.last()) + 1)));
    out.answers.emplace(position, std::move(one));
    return excess;
  };
  auto found = statistics::threshold(question.levels.last(), answer);
  if (!found) return base::fail(found.error());
  out.threshold = std::move(*found);
  return out;
}

std::string said(const Question& question, const Answer& answer) {
  const bool spread = answer.run && answer.run->knows_spread();
  return figure(*answer.value(), Format::table) + (spread ? " ± " + figure(answer.run->half_width, Format::table) : "") + (question.measure.unit.empty() ? "" : " " + question.measure.unit);
}

// The answer in a sentence or two.
std::string sentence(const Question& question, const Solved& solved, const std::optional<double>& as_it_stands) {
  const auto& [mean, surely, perhaps, rising, everywhere, turns, asked] = solved.threshold;
  const std::string& name = question.factor.name;
  const std::size_t last = question.levels.last();
  const std::string way = rising ? " or less" : " or more";
  if (!mean) {
    const std::size_t best = rising ? 0 : last;
    return "No level from " + question.level(0) + " to " + question.level(last) + " gives " + question.wanted() + ": " + question.at(best) + " comes nearest, with " + said(question, solved.answers.at(best)) + ".";
  }
  if (everywhere) {
    const std::size_t least = rising ? last : 0;
    return "Every level from " + question.level(0) + " to " + question.level(last) + " gives " + question.wanted() + ", even " + question.level(least) + ", with " + said(question, solved.answers.at(least)) + ". Widen the range to find where it ends.";
  }
  std::string out = question.wanted() + " takes " + question.at(*mean, way) + ": there it is " + said(question, solved.answers.at(*mean)) + ".";
  if (as_it_stands && question.factor.how != file::Change::How::scale && question.factor.how != file::Change::How::add) out += " As it stands, " + name + " is " + figure(*as_it_stands, Format::table) + ".";
  if (surely && *surely != *mean) out += "\nTo be sure of it beyond what chance does to the run (95 %) it takes " + (question.factor.how == file::Change::How::set ? question.level(*surely) + way : question.at(*surely, way)) + (perhaps && *perhaps != *mean ? "; it may be as near as " + question.level(*perhaps) + "." : ".");
  else if (!surely) out += "\nNo level of the range is sure to (95 %): run more --replications, or widen the range.";
  return out;
}

std::string tried_in(const Question& question, const Solved& solved, Format format) {
  Table table({question.factor.name, question.measure.name, "half_width", "met"});
  for (const auto& [position, answer] : solved.answers) {
    const Excess excess = question.excess(answer);
    const bool open = std::fabs(excess.mean) < excess.half_width;
    table.add({figure(question.levels.at(position), format), figure(*answer.value(), format), answer.run && answer.run->knows_spread() ? figure(answer.run->half_width, format) : "",
               std::string(excess.mean <= 0 ? "yes" : "no") + (open ? ", not surely" : "")});
  }
  return table.in(format);
}

std::string json_text(const Study& study, const Question& question, const Solved& solved, const std::optional<double>& as_it_stands) {
  Json out = json_of(study);
  const auto level = [&](const std::optional<std::size_t>& position) { return position ? Json(question.levels.at(*position)) : Json(nullptr); };
  const auto& found = solved.threshold;
  out["measure"] = question.measure.name, out[question.at_most ? "at_most" : "at_least"] = question.target;
  out["factor"] = question.factor.name, out["as_it_stands"] = as_it_stands ? Json(*as_it_stands) : Json(nullptr);
  out["level"] = level(found.mean), out["level_surely"] = level(found.surely), out["level_perhaps"] = level(found.perhaps);
  out["or"] = found.rising ? "less" : "more", out["met_everywhere"] = found.everywhere, out["goes_one_way"] = !found.turns;
  out["says"] = sentence(question, solved, as_it_stands);
  for (const auto& [position, answer] : solved.answers) out["tried"].push_back({{"level", question.levels.at(position)}, {"value", answer.theory ? Json{{"theory", json_of(answer.theory)}} : json_of(answer.run)}});
  return out.dump(2) + "\n";
}

base::Done solve(const SolveOptions& options) {
  if (options.at_most.has_value() == options.at_least.has_value())
    return base::fail({.code = "target-missing", .title = "A target is wanted", .detail = "Say one of --at-most and --at-least: what the measure is to come to.", .field = "--at-most"});
  if (!std::isfinite(options.at_most ? *options.at_most : *options.at_least))
    return base::fail({.code = "target-missing", .title = "A target is a number", .detail = "Say a number that the measure can come to.", .field = options.at_most ? "--at-most" : "--at-least"});
  if (options.study.measures.size() != 1)
    return base::fail({.code = "measure-missing", .title = "One measure is wanted", .detail = "Say by --measure which measure is to meet the target.", .field = "--measure"});
  auto opened = Study::open(options.study);
  if (!opened) return base::fail(opened.error());
  Study& study = **opened;
  if (!study.by_theory() && study.settings().replications < 2)
    return base::fail({.code = "replications-too-few", .title = "One replication says nothing of chance", .detail = "Say --replications 2 or more, so that it can be told which levels surely meet the target.", .field = "--replications"});
  if (study.factors().size() != 1) {
    std::string all;
    for (const auto& each : study.factors()) all += (all.empty() ? "" : ", ") + each.name;
    return base::fail({.code = "factor-missing", .title = "One factor is wanted", .detail = "Say by --vary what may go how far" + (all.empty() ? ": \"services.ward.beds=10..14/1\"." : "; the model has " + all + "."), .field = "--vary"});
  }
  const Question question{study.factors().front(), Levels(study.factors().front()), study.measures().front(), options.at_most.has_value(), options.at_most ? *options.at_most : *options.at_least, study.number_varied(0)};
  if (question.levels.last() == 0) return base::fail({.code = "factor-missing", .title = "A factor has one level", .detail = "Widen the range, or shorten its step.", .field = "--vary"});
  const auto answer = solved(study, question);
  if (!answer) return base::fail(answer.error());
  if (answer->threshold.turns) std::cerr << "tributary: " << question.measure.name << " doesn't go one way as " << question.factor.name << " does: there may be other levels that meet the target. tributary flow sweep shows them.\n";
  const auto as_it_stands = study.as_it_stands(0);
  if (options.study.flow.json) std::cout << json_text(study, question, *answer, as_it_stands);
  else if (options.study.flow.format != Format::table) std::cout << tried_in(question, *answer, options.study.flow.format);
  else std::cout << study.head() + "\n" + sentence(question, *answer, as_it_stands) + "\n\nTried:\n" + tried_in(question, *answer, Format::table);
  return {};
}

}  // namespace

void add_flow_solve(CLI::App& flow, Run& run, const Team* team) {
  const auto options = std::make_shared<SolveOptions>();
  CLI::App* command = flow.add_subcommand("solve", "Say how far a factor must go for a measure to meet a target: how many beds, how much shorter a stay");
  options->study.flow.team = team;
  add_study_options(*command, options->study);
  command->add_option("--at-most", options->at_most, "What the measure is to come to, at most");
  command->add_option("--at-least", options->at_least, "What the measure is to come to, at least");
  add_output_options(*command, options->study.flow, "Everything that is known, as JSON");
  command->callback([&run, options] { run = [options] { return kept_until_done(options->study.flow, [&] { return solve(*options); }); }; });
}

}  // namespace tributary::cli
