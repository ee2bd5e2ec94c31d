#include "cli/flow_sensitivity.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/flow_figures.hpp"
#include "cli/flow_options.hpp"
#include "cli/flow_runner.hpp"
#include "cli/flow_study.hpp"
#include "engines/statistics/sobol_indices.hpp"

namespace tributary::cli {

namespace {

using Json = nlohmann::ordered_json;
namespace file = exchange::flow;

constexpr double low_share = 0.025, high_share = 0.975;  // of a law of what isn't known: the ends of its 95 % interval

struct SensitivityOptions {
  StudyOptions study;
  bool sobol = false;
  int points = 64;
};

// A factor that is varied, or a number that isn't known exactly.
struct Input {
  std::string name;
  const file::Factor* factor = nullptr;  // null: an unknown
};

// Those that --vary says, and what the model doesn't know exactly; its own factors where there is neither.
std::vector<Input> inputs_of(const Study& study, const SensitivityOptions& options) {
  std::vector<Input> out;
  const bool said = !options.study.vary.empty();
  if (said || study.unknowns().empty()) {
    for (const auto& each : study.factors()) out.push_back({each.name, &each});
  }
  for (const auto& each : study.unknowns()) {  // but for what a factor sets
    const bool set = std::ranges::any_of(out, [&](const Input& input) { return input.factor != nullptr && input.factor->how == file::Change::How::set && std::ranges::find(input.factor->paths, each) != input.factor->paths.end(); });
    if (!set) out.push_back({each, nullptr});
  }
  return out;
}

// The answers where each input is at its share of the way.
base::Result<Answers> at_shares(Study& study, const std::vector<Input>& inputs, const std::vector<std::optional<double>>& shares, const std::string& called) {
  std::vector<file::Setting> settings;
  file::UnknownShares unknowns;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (!shares[i]) continue;
    if (inputs[i].factor == nullptr) unknowns[inputs[i].name] = *shares[i];
    else settings.push_back({inputs[i].factor, inputs[i].factor->at(*shares[i])});
  }
  auto answers = study.at(settings, called, study.unknowns().empty() ? nullptr : &unknowns);
  if (!answers) return base::fail(answers.error());
  for (const Answer& each : *answers) {
    if (!each.silent.empty()) return base::fail(theory_silent(each));
  }
  return answers;
}

struct Swing {
  std::size_t input;
  Answers low, high;
};

std::optional<double> width(const Swing& swing, std::size_t measure) {
  const auto low = swing.low[measure].value(), high = swing.high[measure].value();
  return low && high ? std::optional(std::fabs(*high - *low)) : std::nullopt;
}

// Those that matter most first.
std::vector<Swing> in_order(std::vector<Swing> swings, std::size_t measure) {
  std::ranges::stable_sort(swings, [&](const Swing& a, const Swing& b) { return width(a, measure).value_or(-1) > width(b, measure).value_or(-1); });
  return swings;
}

std::string ends_of(const Input& input, bool high) {
  if (input.factor == nullptr) return high ? "97.5 %" : "2.5 %";
  return figure(high ? input.factor->to : input.factor->from, Format::table);
}

std::string swings_in(const Study& study, const std::vector<Input>& inputs, const std::vector<Swing>& swings, const Answers& base, Format format) {
  Table table({"measure", "input", "low_at", "high_at", "as_it_stands", "low", "high", "high_less_low", "half_width"}, {"measure", "input", "low_at", "high_at"});
  const auto f = [&](const std::optional<double>& value) { return value ? figure(*value, format) : std::string(); };
  for (std::size_t m = 0; m < study.measures().size(); ++m) {
    for (const Swing& each : in_order(swings, m)) {
      const Input& input = inputs[each.input];
      const auto low = each.low[m].value(), high = each.high[m].value();
      const auto changed = study.by_theory() ? std::nullopt : change(each.low[m], each.high[m]);
      const auto difference = changed ? std::optional(changed->mean) : low && high ? std::optional(*high - *low) : std::nullopt;
      table.add({study.measures()[m].name, input.name, ends_of(input, false), ends_of(input, true), f(base[m].value()), f(low), f(high), f(difference),
                 changed && changed->knows_spread() ? figure(changed->half_width, format) : ""});
    }
  }
  if (format != Format::table) return table.in(format);
  return study.head() + "One input at a time from its low to its high end, the others as they stand; those that matter most first." +
         (study.unknowns().empty() ? "" : "\nas_it_stands has each uncertain number at its middle; a run draws them anew in each replication, so that its mean is another number.") + "\n\n" + table.in(format) +
         "\nWhat inputs do together doesn't show here: --sobol tells.\n";
}

Json json_of_swings(const Study& study, const std::vector<Input>& inputs, const std::vector<Swing>& swings, const Answers& base) {
  Json out = Json::array();
  const auto maybe = [](const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); };
  for (std::size_t m = 0; m < study.measures().size(); ++m) {
    for (const Swing& each : in_order(swings, m)) {
      const Input& input = inputs[each.input];
      Json one = {{"measure", study.measures()[m].name}, {"input", input.name}, {"is", input.factor == nullptr ? "unknown" : "factor"}};
      if (input.factor != nullptr) one["low_at"] = input.factor->from, one["high_at"] = input.factor->to;
      else one["low_share"] = low_share, one["high_share"] = high_share;
      one["as_it_stands"] = maybe(base[m].value()), one["low"] = maybe(each.low[m].value()), one["high"] = maybe(each.high[m].value());
      if (!study.by_theory()) one["high_less_low"] = json_of(change(each.low[m], each.high[m]));
      out.push_back(std::move(one));
    }
  }
  return out;
}

base::Done one_at_a_time(Study& study, const std::vector<Input>& inputs, const SensitivityOptions& options) {
  std::vector<std::optional<double>> shares(inputs.size());
  const auto base = at_shares(study, inputs, shares, "as it stands");
  if (!base) return base::fail(base.error());
  study.tell_time(2 * inputs.size());
  std::vector<Swing> swings;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const auto end = [&](bool high) {
      shares.assign(inputs.size(), {});
      shares[i] = inputs[i].factor == nullptr ? (high ? high_share : low_share) : (high ? 1 : 0);
      return at_shares(study, inputs, shares, inputs[i].name + (high ? ", high" : ", low"));
    };
    auto low = end(false);
    if (!low) return base::fail(low.error());
    auto high = end(true);
    if (!high) return base::fail(high.error());
    swings.push_back({i, std::move(*low), std::move(*high)});
  }
  if (options.study.flow.json) {
    Json out = json_of(study);
    out["method"] = "one at a time", out["swings"] = json_of_swings(study, inputs, swings, *base);
    std::cout << out.dump(2) << "\n";
    return {};
  }
  std::cout << swings_in(study, inputs, swings, *base, options.study.flow.format);
  return {};
}

// By measure: none where it doesn't vary, or was not known at some point.
using AllIndices = std::vector<std::optional<std::vector<statistics::SobolIndices>>>;

std::string indices_in(const Study& study, const std::vector<Input>& inputs, const AllIndices& indices, std::size_t runs, int points, Format format) {
  Table table({"measure", "input", "first", "first_low", "first_high", "total", "total_low", "total_high"}, {"measure", "input"});
  std::string silent;
  for (std::size_t m = 0; m < study.measures().size(); ++m) {
    if (!indices[m]) {
      silent += "\n" + study.measures()[m].name + " doesn't vary with any of them, or isn't known at every point.";
      continue;
    }
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      const auto& [first, total] = (*indices[m])[i];
      table.add({study.measures()[m].name, inputs[i].name, figure(first.value, format), figure(first.low, format), figure(first.high, format), figure(total.value, format), figure(total.low, format),
                 figure(total.high, format)});
    }
  }
  if (format != Format::table) return table.in(format);
  return study.head() + "Sobol indices from " + std::to_string(points) + " points, " + std::to_string(runs) + " in all: the share of a measure's variance that an input explains alone (first), and with\nwhat it does together with others (total); with 95 % intervals.\n\n" +
         table.in(format) + silent + (silent.empty() ? "" : "\n") + "\nInputs are independent here: factors even over their range, unknowns by their law. More --points narrow the intervals.\n";
}

base::Done sobol(Study& study, const std::vector<Input>& inputs, const SensitivityOptions& options) {
  const auto points = statistics::sobol_points(static_cast<std::size_t>(options.points), inputs.size(), study.settings().seed);
  std::vector<std::vector<double>> answers(study.measures().size());
  std::vector<char> known(study.measures().size(), 1);
  for (const auto& point : points) {
    const std::size_t done = answers.front().size();
    const auto at = at_shares(study, inputs, {point.begin(), point.end()}, "point " + std::to_string(done + 1) + " of " + std::to_string(points.size()));
    if (!at) return base::fail(at.error());
    if (done == 0) study.tell_time(points.size() - 1);
    for (std::size_t m = 0; m < answers.size(); ++m) {
      const auto value = (*at)[m].value();
      if (!value) known[m] = 0;
      answers[m].push_back(value.value_or(0));
    }
  }
  AllIndices indices;
  for (std::size_t m = 0; m < answers.size(); ++m) {
    indices.push_back(known[m] != 0 ? statistics::sobol_indices(answers[m], inputs.size(), study.settings().seed) : std::nullopt);
  }
  if (!options.study.flow.json) {
    std::cout << indices_in(study, inputs, indices, points.size(), options.points, options.study.flow.format);
    return {};
  }
  Json out = json_of(study);
  out["method"] = "sobol", out["points"] = options.points, out["runs"] = points.size(), out["indices"] = Json::array();
  const auto json = [](const statistics::Index& index) { return Json{{"value", index.value}, {"low", index.low}, {"high", index.high}}; };
  for (std::size_t m = 0; m < answers.size(); ++m) {
    for (std::size_t i = 0; i < inputs.size(); ++i) {
      Json one = {{"measure", study.measures()[m].name}, {"input", inputs[i].name}, {"is", inputs[i].factor == nullptr ? "unknown" : "factor"}, {"first", nullptr}, {"total", nullptr}};
      if (indices[m]) one["first"] = json((*indices[m])[i].first), one["total"] = json((*indices[m])[i].total);
      out["indices"].push_back(std::move(one));
    }
  }
  std::cout << out.dump(2) << "\n";
  return {};
}

base::Done sensitivity(const SensitivityOptions& options) {
  auto opened = Study::open(options.study);
  if (!opened) return base::fail(opened.error());
  Study& study = **opened;
  const auto inputs = inputs_of(study, options);
  if (inputs.empty()) return base::fail(nothing_to_vary());
  if (options.sobol && inputs.size() > statistics::most_inputs)
    return base::fail({.code = "factors-too-many", .title = "There are too many inputs", .detail = std::to_string(inputs.size()) + "; " + std::to_string(statistics::most_inputs) + " is the most for --sobol.", .field = "--vary"});
  return options.sobol ? sobol(study, inputs, options) : one_at_a_time(study, inputs, options);
}

}  // namespace

void add_flow_sensitivity(CLI::App& flow, Run& run, const Team* team) {
  const auto options = std::make_shared<SensitivityOptions>();
  CLI::App* command = flow.add_subcommand("sensitivity", "Say which inputs of a model its measures depend on: what --vary says, and what the model doesn't know exactly");
  options->study.flow.team = team;
  add_study_options(*command, options->study);
  CLI::Option* all = command->add_flag("--sobol", options->sobol, "By Sobol indices, which see what inputs do together; one input at a time unless told");
  command->add_option("--points", options->points, "Of the Sobol sequence; inputs + 2 runs for each. A power of two fills evenly")->check(CLI::Range(8, 65'536))->capture_default_str()->needs(all);
  add_output_options(*command, options->study.flow, "Everything that is known, as JSON");
  command->callback([&run, options] { run = [options] { return kept_until_done(options->study.flow, [&] { return sensitivity(*options); }); }; });
}

}  // namespace tributary::cli
