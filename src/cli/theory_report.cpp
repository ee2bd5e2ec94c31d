// What theory says of a model, for people, spreadsheets and scripts.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cli/flow_figures.hpp"
#include "cli/flow_report.hpp"
#include "exchange/flow/beside_theory.hpp"
#include "exchange/flow/report_json.hpp"

namespace tributary::cli {

namespace {

using engine::Theory;
using exchange::flow::numbers_of_theory;
using exchange::flow::theory_of;
using exchange::flow::worth_telling;

std::vector<std::pair<const char*, double>> of_load(const engine::ServiceSolution& service) {
  std::vector<std::pair<const char*, double>> out{{"arrival_rate", service.load.arrivals}, {service.load.visits ? "visits_each" : "time_in_bed", service.load.in_bed}, {"load", service.load.offered}};
  if (service.load.visits) out.emplace_back("slots", service.load.beds);
  else if (!service.unlimited) out.emplace_back("beds", service.load.beds);
  if (service.load.utilisation) out.emplace_back("utilisation", *service.load.utilisation);
  if (service.load.on_books) out.emplace_back("caseload_utilisation", *service.load.on_books);
  if (service.load.busiest) out.emplace_back("busiest_utilisation", *service.load.busiest);
  if (!service.load.keeps_up()) out.emplace_back("line_grows", service.load.growth);
  return out;
}

bool all_alike(const std::vector<std::optional<Theory>>& periods) {
  return std::all_of(periods.begin(), periods.end(), [&](const auto& each) { return each && periods.front() && each->value == periods.front()->value; });
}

// A sentence on each service.
std::string reasons(const TheoryReport& report) {
  std::string out;
  for (const auto& [name, title, theory] : report.solutions) {
    for (const auto& service : theory.services) {
      out += "\n" + (report.solutions.size() > 1 ? name + ", " : "") + service.name + ": ";
      if (service.formula == nullptr) {
        out += service.why + ".";
        continue;
      }
      out += std::string(service.formula->name) + " [" + service.formula->source + "], " + (service.exact ? "exact" : "near (≈): " + service.why) + ". It takes for granted: " +
             service.formula->assumes + ".";
    }
  }
  if (std::ranges::any_of(report.solutions, [](const auto& each) { return std::ranges::any_of(each.theory.services, [](const auto& service) { return service.load.uncertain; }); }))
    out += "\nSome numbers of the model aren't known exactly, and theory takes what they are about: all that rests on them is near (≈).";
  for (const auto& each : report.contradictions) out += "\nSources contradict each other: " + each;
  return out + "\n";
}

}  // namespace

std::string solution_in(const TheoryReport& report, Format format) {
  Table table({"scenario", "of", "name", "number", "period", "value", "value_is", "formula"}, {"scenario", "of", "name", "number", "formula"});
  const auto add = [&](const std::string& scenario, const char* of, const std::string& name, const std::string& number, const std::string& period, const std::optional<Theory>& value,
                       const std::string& formula = "") {
    if (value) table.add({scenario, of, name, number, period, figure(value->value, format), how_near(*value, format), formula});
  };
  for (const auto& [name, title, theory] : report.solutions) {
    add(name, "system", "", "present", "", theory.present);
    add(name, "system", "", "time_in_system", "", theory.time_in_system);
    for (const auto& service : theory.services) {
      if (service.open.empty()) {
        for (const auto& [number, value] : of_load(service)) {
          const bool given = std::string_view(number) == "beds" || std::string_view(number) == "slots";
          table.add({name, "service", service.name, number, "", figure(value, format), service.load.uncertain && !given ? how_near({}, format) : "", "traffic equations"});
        }
      }
      for (const char* number : numbers_of_theory) {
        const auto value = theory_of(service, number);
        if (worth_telling(number, value)) add(name, "service", service.name, number, "", value, service.formula == nullptr ? "" : service.formula->name);
      }
    }
    for (const auto& measure : theory.measures) {
      add(name, "measure", measure.name, measure.unit, "", measure.whole, measure.formula);
      if (measure.periods.empty()) continue;
      if (all_alike(measure.periods)) {
        add(name, "measure", measure.name, measure.unit, "each", measure.periods.front(), measure.formula);
        continue;
      }
      for (std::size_t i = 0; i < measure.periods.size(); ++i) add(name, "measure", measure.name, measure.unit, std::to_string(i + 1), measure.periods[i], measure.formula);
    }
  }
  if (format != Format::table) return table.in(format);
  return title_line(report) + "By theory, without a run; times in " + unit_words(report.unit) + "; model " + report.hash.substr(0, 12) + "; tributary " + report.version + "\n\n" +
         (table.empty() ? "Theory knows none of its numbers; tributary flow run does. Why:\n" : table.in(format)) + reasons(report);
}

std::string solution_as_json(const TheoryReport& report) { return exchange::flow::json_of(report).dump(2) + "\n"; }

}  // namespace tributary::cli
