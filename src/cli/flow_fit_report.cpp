#include "cli/flow_fit_report.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cli/flow_figures.hpp"
#include "exchange/flow/fit_cautions.hpp"

namespace tributary::cli {

namespace {

using exchange::flow::ClassFit;
using exchange::flow::p_in_words;
using exchange::flow::short_figure;
using exchange::flow::StayFit;
using exchange::flow::TestedLaw;
using FitJson = nlohmann::ordered_json;

std::string class_of(const FitReport& report, const StayFit& stay) { return stay.cls ? report.fit.classes[*stay.cls].name : std::string(); }

std::string parameters_in(const TestedLaw& each, Format format) {
  const auto& names = statistics::parameters_of(each.fitted.law.family());
  const auto& values = each.fitted.law.parameters();
  std::string out;
  for (std::size_t i = 0; i < values.size(); ++i) {
    out += (i == 0 ? "" : "; ") + std::string(names[i]) + " " + figure(values[i], format);
    if (!each.fitted.intervals.empty()) out += " (" + figure(each.fitted.intervals[i].low, format) + " to " + figure(each.fitted.intervals[i].high, format) + ")";
  }
  return out;
}

std::string laws_in(const FitReport& report, Format format) {
  const bool several = report.fit.classes.size() > 1;
  std::vector<std::string> columns{"service", "class", "law", "parameters", "mean", "aic", "bic", "anderson_darling", "p"};
  if (!several && format == Format::table) columns.erase(columns.begin() + 1);
  Table out(columns, {"service", "class", "law", "parameters"});
  const auto number = [&](double value, const char* plain) {
    if (format != Format::table) return base::to_text(value);
    char text[40];
    std::snprintf(text, sizeof text, plain, value);
    return std::string(text);
  };
  for (const StayFit& stay : report.fit.stays) {
    for (const TestedLaw& each : stay.laws) {
      std::vector<std::string> row{report.fit.services[stay.service].title, class_of(report, stay), std::string(name_of(each.fitted.law.family())), parameters_in(each, format),
                                   number(each.fitted.law.mean(), "%.4g"), number(each.fitted.aic, "%.1f"), number(each.fitted.bic, "%.1f"), number(each.test.anderson_darling, "%.3g"), (each.test.further == 0 && format == Format::table ? "≤" : "") + number(each.test.p, "%.3f")};
      if (!several && format == Format::table) row.erase(row.begin() + 1);
      out.add(std::move(row));
    }
  }
  return out.in(format);
}

const char* number_in_words(std::size_t count) {
  static constexpr const char* words[] = {"no", "one", "two", "three", "four", "five"};
  return words[std::min<std::size_t>(count, 5)];
}

std::string percent(double share) { return short_figure(100 * share) + " %"; }

// "lognormal fits best of five; even it is rejected (p < .002): …"
std::string verdict(const FitReport& report, const StayFit& stay) {
  const std::string unit = exchange::flow::units_in_words(report.fit.unit);
  const std::string whose = report.fit.services[stay.service].title + (stay.cls ? " (" + class_of(report, stay) + ")" : "");
  std::string out = whose + ": " + std::to_string(stay.ended) + " stays that ended" + (stay.going_on > 0 ? ", " + std::to_string(stay.going_on) + " going on" : std::string()) + ", a mean of " + short_figure(stay.seen.mean) + " " + unit +
                    " (standard error " + short_figure(stay.seen.error) + ").";
  if (stay.fixed) return out + " All are alike.\n";
  const TestedLaw& law = stay.law();
  const std::string name(name_of(law.fitted.law.family()));
  if (stay.chosen == 0) out += " The " + name + " fits best of " + number_in_words(stay.laws.size()) + " by AIC";
  else out += " The " + name + " was asked for; the " + std::string(name_of(stay.laws.front().fitted.law.family())) + " fits better (AIC " + short_figure(law.fitted.aic - stay.laws.front().fitted.aic) + " less)";
  if (law.test.p < .05) {
    out += std::string(stay.chosen == 0 ? "; even it" : "; it") + " is rejected (" + p_in_words(law.test.p) + "): it says that " + percent(stay.furthest.law) + " stay up to " + short_figure(stay.furthest.at) + " " + unit + ", and " + percent(stay.furthest.seen) + " were seen to.";
    if (stay.ended > 2000) out += " Of so many stays a test finds what matters to no bed: compare the deciles below.";
  } else {
    out += ", and the stays look like it (" + p_in_words(law.test.p) + ").";
  }
  for (std::size_t i = 0; i < stay.laws.size(); ++i) {
    const double more = stay.laws[i].fitted.aic - stay.laws.front().fitted.aic;
    if (i > 0 && i != stay.chosen && more < 2) out += " The " + std::string(name_of(stay.laws[i].fitted.law.family())) + " is hardly worse (AIC " + short_figure(more) + " more).";
  }
  const auto bic = std::min_element(stay.laws.begin(), stay.laws.end(), [](const TestedLaw& a, const TestedLaw& b) { return a.fitted.bic < b.fitted.bic; });
  if (bic != stay.laws.begin()) out += " By BIC, which asks more of parameters, the " + std::string(name_of(bic->fitted.law.family())) + " does.";
  out += "\n  " + unit + " by which so many have left\n  share  ";
  std::string seen = "  seen   ", fitted = "  law    ";
  for (const auto& each : stay.deciles) {
    const auto cell = [](std::string text) { return std::string(9 - std::min<std::size_t>(9, text.size()), ' ') + text; };
    char share[16];
    std::snprintf(share, sizeof share, "%.0f%%", 100 * each.p);
    out += cell(share), seen += cell(short_figure(each.seen)), fitted += cell(short_figure(each.law));
  }
  return out + "\n" + seen + "\n" + fitted + "\n";
}

std::string of_profile(const char* by, const statistics::ProfileTest& test) {
  if (!test.untested.empty()) return std::string("  by ") + by + ": " + test.untested + "\n";
  const auto [least, most] = std::minmax_element(test.factors.begin(), test.factors.end());
  return std::string("  by ") + by + ": " + (test.shown ? "from " + short_figure(*least) + " to " + short_figure(*most) + " times the mean" : std::string("no more than chance makes")) + " (" + p_in_words(test.p) + ")\n";
}

std::string arrivals_in_words(const FitReport& report, const ClassFit& each) {
  const std::string whose = report.fit.classes.size() > 1 ? "Arrivals of " + each.name : "Arrivals";
  if (!each.arrivals) return whose + ": the file doesn't say when " + std::to_string(each.cases) + " people came.\n";
  const auto& a = *each.arrivals;
  if (a.comings == 0) return whose + ": " + short_figure(a.rate) + " a day, as was said.\n";
  std::string out = whose + ": " + std::to_string(a.comings) + " over " + short_figure(a.days) + " days, " + figure(a.rate, Format::table) + " a day (95 % interval " + figure(a.low, Format::table) + " to " + figure(a.high, Format::table) + ").";
  if (a.dispersion) out += " Daily counts vary " + short_figure(*a.dispersion) + " times as much as at random (" + p_in_words(*a.dispersion_p) + ")" +
                           (a.by_weekday.shown || a.by_month.shown ? ", " + short_figure(*a.dispersion_within) + " times within the profiles (" + p_in_words(*a.dispersion_within_p) + ")." : ".");
  return out + "\n" + of_profile("hour", a.by_hour) + of_profile("weekday", a.by_weekday) + of_profile("month", a.by_month);
}

std::string ways_in_words(const FitReport& report, const std::string& from, const exchange::flow::Ways& ways) {
  std::string out;
  for (std::size_t i = 0; i < ways.shares.size(); ++i) {
    if (ways.shares[i] > 0) out += (out.empty() ? "" : ", ") + percent(ways.shares[i]) + " to " + (i < report.fit.services.size() ? report.fit.services[i].title : std::string("out"));
  }
  return "  from " + from + ": " + out + "\n";
}

FitJson json_of(const statistics::ProfileTest& test) {
  if (!test.untested.empty()) return {{"tested", false}, {"why", test.untested}};
  return {{"tested", true}, {"p", test.p}, {"statistic", test.statistic}, {"degrees", test.degrees}, {"written", test.shown}, {"factors", test.factors}};
}

template <class T>
FitJson or_null(const std::optional<T>& value) { return value ? FitJson(*value) : FitJson(); }

FitJson json_of(const StayFit& stay, const FitReport& report) {
  FitJson out{{"service", report.fit.services[stay.service].title}, {"class", stay.cls ? FitJson(class_of(report, stay)) : FitJson()}, {"ended", stay.ended}, {"going_on", stay.going_on}, {"rounded_to", stay.grid > 0 ? FitJson(stay.grid) : FitJson()},
              {"mean", stay.seen.mean}, {"mean_error", stay.seen.error}};
  if (stay.fixed) out["fixed"] = *stay.fixed;
  out["laws"] = FitJson::array();
  for (const TestedLaw& each : stay.laws) {
    FitJson law{{"law", name_of(each.fitted.law.family())}, {"log_likelihood", each.fitted.log_likelihood}, {"aic", each.fitted.aic}, {"bic", each.fitted.bic}, {"anderson_darling", each.test.anderson_darling}, {"p", each.test.p},
                {"samples", each.test.samples}, {"mean", each.fitted.law.mean()}, {"sd", each.fitted.law.sd()}};
    if (each.fitted.mean.error > 0) law["mean_interval"] = {{"error", each.fitted.mean.error}, {"low", each.fitted.mean.low}, {"high", each.fitted.mean.high}};
    const auto& names = statistics::parameters_of(each.fitted.law.family());
    for (std::size_t i = 0; i < names.size(); ++i) {
      FitJson parameter{{"name", names[i]}, {"value", each.fitted.law.parameters()[i]}};
      if (!each.fitted.intervals.empty()) parameter.update({{"error", each.fitted.intervals[i].error}, {"low", each.fitted.intervals[i].low}, {"high", each.fitted.intervals[i].high}});
      law["parameters"].push_back(std::move(parameter));
    }
    out["laws"].push_back(std::move(law));
  }
  if (stay.laws.empty()) return out;
  out["chosen"] = name_of(stay.law().fitted.law.family());
  for (const auto& each : stay.deciles) out["deciles"].push_back({{"share", each.p}, {"seen", each.seen}, {"law", each.law}});
  out["furthest"] = {{"at", stay.furthest.at}, {"seen", stay.furthest.seen}, {"law", stay.furthest.law}};
  return out;
}

FitJson json_of(const ClassFit& each) {
  FitJson out{{"class", each.name}, {"cases", each.cases}, {"arrivals", FitJson()}};
  if (!each.arrivals) return out;
  const auto& a = *each.arrivals;
  out["arrivals"] = {{"cases", a.comings}, {"days", a.days}, {"rate_a_day", a.rate}, {"error", a.error}, {"low", a.low}, {"high", a.high}, {"dispersion", or_null(a.dispersion)}, {"dispersion_p", or_null(a.dispersion_p)},
                     {"dispersion_within", or_null(a.dispersion_within)}, {"dispersion_within_p", or_null(a.dispersion_within_p)}, {"by_hour", json_of(a.by_hour)}, {"by_weekday", json_of(a.by_weekday)}, {"by_month", json_of(a.by_month)},
                     {"first_half", or_null(a.first_half)}, {"second_half", or_null(a.second_half)}, {"trend_p", or_null(a.trend_p)}};
  return out;
}

FitJson json_of(const FitReport& report, const exchange::flow::Ways& ways) {
  FitJson out = FitJson::object();
  for (std::size_t i = 0; i < ways.shares.size(); ++i) out[i < report.fit.services.size() ? report.fit.services[i].title : "out"] = ways.shares[i];
  return out;
}

}  // namespace

std::vector<std::string> fit_cautions(const FitReport& report) {
  std::vector<std::string> out;
  for (const auto& each : report.left_out) out.push_back("Left out: " + std::to_string(each.count) + " × " + each.what + " (first at " + each.first + ").");
  for (const auto& each : report.fit.services) {
    if (each.zero > 0) out.push_back(std::to_string(each.zero) + " of " + std::to_string(each.visits + each.zero) + " stays in " + each.title + " (" + percent(static_cast<double>(each.zero) / static_cast<double>(each.visits + each.zero)) + ") took no time: these people pass it by.");
  }
  out.insert(out.end(), report.notes.begin(), report.notes.end());
  out.insert(out.end(), report.fit.cautions.begin(), report.fit.cautions.end());
  return out;
}

std::string fit_in(const FitReport& report, Format format) {
  if (format != Format::table) return laws_in(report, format);
  std::string out = report.source + ": " + std::to_string(report.rows) + " rows, " + std::to_string(report.fit.cases) + " cases. Read so: ";
  for (std::size_t i = 0; i < report.read_as.size(); ++i) out += (i == 0 ? "" : "; ") + report.read_as[i];
  out += ".\n\n";
  for (const ClassFit& each : report.fit.classes) out += arrivals_in_words(report, each);
  if (report.fit.services.size() > 1) {
    out += "Ways:\n" + ways_in_words(report, "coming", report.fit.classes.front().enter);
    for (std::size_t cls = 1; cls < report.fit.classes.size(); ++cls) out += ways_in_words(report, "coming (" + report.fit.classes[cls].name + ")", report.fit.classes[cls].enter);
    for (const auto& each : report.fit.services) out += ways_in_words(report, each.title, each.next);
  }
  if (report.fit.stays.front().laws.empty() && report.fit.stays.size() == 1) out += "\n";
  else out += "\n" + laws_in(report, format) + "\n";
  for (const StayFit& each : report.fit.stays) out += verdict(report, each);
  const auto cautions = fit_cautions(report);
  if (!cautions.empty()) out += "\n";
  for (const auto& each : cautions) out += "- " + each + "\n";
  if (report.model.empty()) out += "\nA model also needs how many come: say --per-day, or which column says when with --start.\n";
  if (!report.written.empty()) out += "\nWritten: " + report.written + ". Next: tributary flow run " + report.written + "\n";
  return out;
}

std::string fit_as_json(const FitReport& report) {
  FitJson out{{"source", report.source}, {"rows", report.rows}, {"cases", report.fit.cases}, {"time_unit", exchange::flow::units_in_words(report.fit.unit)}, {"seed", report.seed}, {"version", TRIBUTARY_VERSION}, {"read_as", report.read_as}};
  out["left_out"] = FitJson::array();
  for (const auto& each : report.left_out) out["left_out"].push_back({{"what", each.what}, {"count", each.count}, {"first", each.first}});
  for (const ClassFit& each : report.fit.classes) {
    FitJson cls = json_of(each);
    cls["enter"] = json_of(report, each.enter);
    out["classes"].push_back(std::move(cls));
  }
  for (const auto& each : report.fit.services) out["services"].push_back({{"service", each.title}, {"visits", each.visits}, {"took_no_time", each.zero}, {"end_unknown", each.unknown}, {"next", json_of(report, each.next)}});
  for (const StayFit& each : report.fit.stays) out["stays"].push_back(json_of(each, report));
  out["cautions"] = fit_cautions(report);
  out["written"] = report.written.empty() ? FitJson() : FitJson(report.written);
  if (!report.model.empty()) out["model"] = report.model;
  return out.dump(2, ' ', false, FitJson::error_handler_t::replace) + "\n";
}

}  // namespace tributary::cli
