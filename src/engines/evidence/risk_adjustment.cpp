#include "engines/evidence/risk_adjustment.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/check.hpp"
#include "engines/evidence/figures.hpp"
#include "engines/statistics/distributions.hpp"
#include "engines/statistics/general_linear.hpp"

namespace tributary::evidence {
namespace {

base::Problem unusable(const char* code, const char* title, std::string detail, std::string field = {}) {
  return {.code = code, .title = title, .detail = std::move(detail), .field = std::move(field)};
}

struct Cases {
  std::vector<std::uint32_t> unit;
  std::vector<double> events, trials;
  statistics::Columns columns;  // the intercept first
};

base::Done take_cases(const RiskTable& table, Cases& out, RiskAdjustment& result) {
  out.columns.resize(table.term_names.size() + 1);
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const RiskRow& row = table.rows[i];
    base::check(row.unit < table.unit_names.size() && row.terms.size() == table.term_names.size(), "a row's places are among the names");
    const std::string field = "/rows/" + std::to_string(i);
    if (!row.events || std::ranges::any_of(row.terms, [](const auto& each) { return !each; })) {
      ++result.left_out;
      continue;
    }
    if (!std::isfinite(*row.events) || !std::isfinite(row.trials) || row.trials <= 0 || *row.events < 0 || *row.events > row.trials)
      return base::fail(unusable("events-out-of-range", "More happened than could", figure(*row.events) + " of " + figure(row.trials) + ": events go from 0 to the number of cases, 1 where a row is a case.", field));
    out.unit.push_back(row.unit);
    out.events.push_back(*row.events);
    out.trials.push_back(row.trials);
    out.columns[0].push_back(1);
    for (std::size_t j = 0; j < row.terms.size(); ++j) {
      if (!std::isfinite(*row.terms[j])) return base::fail(unusable("value-not-finite", "A value is no number", "Leave out what is not known.", field));
      if (std::abs(*row.terms[j]) > 1e12) return base::fail(unusable("values-too-large", "A value is too large", "Values may go up to 10^12 in size. Use a larger unit.", field));
      out.columns[j + 1].push_back(*row.terms[j]);
    }
  }
  if (out.unit.empty()) return base::fail(unusable("no-rows", "There are no cases", table.rows.empty() ? "The table has no rows." : "No row has an outcome and every term."));
  result.cases = std::accumulate(out.trials.begin(), out.trials.end(), 0.);
  result.events = std::accumulate(out.events.begin(), out.events.end(), 0.);
  if (result.events == 0) return base::fail(unusable("no-events", "Nothing happened", "None of the cases has the event, so no chance can be told.", "/events"));
  if (result.events == result.cases) return base::fail(unusable("only-events", "It happened to all", "Every case has the event, so no chance can be told.", "/events"));
  if (out.columns.size() > 500) return base::fail(unusable("too-many-terms", "There are too many terms", "500 is the most. A column of many different words is a term a word: join them to groups.", "/terms"));
  return {};
}

base::Problem separation(const RiskTable& table, const statistics::GeneralLinear& fit) {
  std::string names;
  for (const auto place : fit.separated)
    if (fit.kept[place] > 0) names += (names.empty() ? "" : ", ") + table.term_names[fit.kept[place] - 1];
  return unusable("separation", "A term parts those with the event from those without",
                  (names.empty() ? std::string("The terms together say") : names + (names.find(", ") != names.npos ? " together say" : " says")) +
                      " for some cases without exception whether the event happened, so the odds ratio has no end. Join its rare values to others, leave it out, or use --firth.",
                  "/terms");
}

void judge_model(const Cases& cases, const std::vector<double>& chance, RiskAdjustment& out) {
  std::vector<std::size_t> order(chance.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return chance[i]; });
  double below = 0, concordant = 0, seen = 0;
  const double step = out.cases / 10;
  for (std::size_t i = 0; i < order.size();) {
    double events = 0, others = 0, trials = 0, expected = 0;
    std::size_t j = i;
    for (; j < order.size() && chance[order[j]] - chance[order[i]] <= 1e-12; ++j) {
      events += cases.events[order[j]];
      others += cases.trials[order[j]] - cases.events[order[j]];
      trials += cases.trials[order[j]];
      expected += cases.trials[order[j]] * chance[order[j]];
    }
    concordant += events * (below + others / 2);
    below += others;
    if (out.groups.empty() || seen >= step * static_cast<double>(out.groups.size()) * (1 - 1e-12)) out.groups.emplace_back();
    out.groups.back().cases += trials;
    out.groups.back().observed += events;
    out.groups.back().expected += expected;
    seen += trials;
    i = j;
  }
  out.c_statistic = concordant / (out.events * (out.cases - out.events));
  if (out.groups.size() < 3) return;
  double square = 0;
  for (const RiskGroup& each : out.groups) {
    const double variance = each.expected * (1 - each.expected / each.cases);
    if (!(variance > 0)) return;
    square += std::pow(each.observed - each.expected, 2) / variance;
  }
  out.hosmer_lemeshow = square;
  out.hosmer_lemeshow_p = statistics::chi_square_beyond(square, static_cast<double>(out.groups.size() - 2));
}

Told tell_risk(const RiskAdjustment& risk, const RiskOptions& options) {
  Told told;
  std::string high, low;
  for (const UnitRisk& each : risk.units) {
    if (each.low > 1) high += (high.empty() ? "" : ", ") + each.unit;
    if (each.high < 1) low += (low.empty() ? "" : ", ") + each.unit;
  }
  told.answer.push_back("For the cases that they had, " + (high.empty() ? "no unit had more " : high + " had more ") + options.outcome + " than expected beyond chance, and " +
                        (low.empty() ? "none fewer" : low + " fewer") + " (95 % limits, " + counted(risk.units.size(), "unit", "units") + ").");
  const double by_chance = .05 * static_cast<double>(risk.units.size());
  told.answer.push_back("Of " + counted(risk.units.size(), "unit", "units") + " about " + figure(by_chance) + " would lie outside by chance alone: put observed and expected on a funnel before naming anybody.");
  if (risk.c_statistic)
    told.assumptions.push_back({.code = "tells-cases-apart", .holds = *risk.c_statistic < .6 ? Holds::doubtful : Holds::yes,
                                .found = "The model tells cases with the event from those without in " + figure(100 * *risk.c_statistic) + " of 100 pairs (c statistic; 50 is tossing a coin).",
                                .would_make_wrong = "A model that hardly tells cases apart hardly adjusts."});
  if (risk.hosmer_lemeshow_p)
    told.assumptions.push_back({.code = "calibrated", .holds = *risk.hosmer_lemeshow_p < .01 ? Holds::no : *risk.hosmer_lemeshow_p < .05 ? Holds::doubtful : Holds::yes,
                                .found = "Observed and expected over groups of risk: Hosmer–Lemeshow " + figure(*risk.hosmer_lemeshow) + " (" + chance(*risk.hosmer_lemeshow_p) + ")." +
                                         (risk.cases > 25'000 ? " With so many cases it finds the smallest misfit: look at the groups." : ""),
                                .would_make_wrong = "Where the model is off for high risks, units that take them are misjudged."});
  else
    told.assumptions.push_back({.code = "calibrated", .holds = Holds::cannot_tell, .found = "Too few different risks to see whether the model is calibrated.", .would_make_wrong = ""});
  const double per_term = std::min(risk.events, risk.cases - risk.events) / static_cast<double>(std::max<std::size_t>(1, risk.terms.size() - 1));
  told.assumptions.push_back({.code = "enough-events", .holds = per_term < 10 ? Holds::doubtful : Holds::yes,
                              .found = figure(risk.events) + " events among " + figure(risk.cases) + " cases, " + figure(per_term) + " a term.",
                              .would_make_wrong = "Under ten events a term a model learns the noise of these very cases."});
  told.assumptions.push_back({.code = "all-risks-known", .holds = Holds::cannot_tell, .found = "What the cases brought with them is all in the terms, recorded alike everywhere.",
                              .would_make_wrong = "What isn't recorded, or recorded more keenly by some, is counted as the unit's doing. Terms that care itself shapes hide its failures."});
  if (options.firth) told.warnings.push_back("Firth's remedy was used: chances are pulled a little towards the middle, so expected need not add up to observed.");
  for (const std::string& each : risk.dropped) told.warnings.push_back("The term " + each + " is told by others and was dropped.");
  if (risk.left_out > 0) told.warnings.push_back(counted(risk.left_out, "row was", "rows were") + " left out, for want of an outcome or a term.");
  return told;
}

}  // namespace

Limits95 poisson_limits(double observed) {
  return {.low = observed > 0 ? statistics::gamma_quantile(observed, .025) : 0, .high = statistics::gamma_quantile(observed + 1, .975)};
}

base::Result<RiskAdjustment> adjust_risk(const RiskTable& table, const RiskOptions& options) {
  RiskAdjustment out;
  Cases cases;
  if (auto done = take_cases(table, cases, out); !done) return base::fail(done.error());
  const auto fit = statistics::fit_general_linear(statistics::Family::binomial, cases.columns, cases.events, cases.trials, options.firth);
  if (!options.firth && !fit.separated.empty()) return base::fail(separation(table, fit));
  if (!fit.converged) return base::fail(unusable("fit-not-found", "The model can't be fitted", "No odds ratios fit best. Leave out terms, or join rare values.", "/terms"));
  std::vector<bool> kept(cases.columns.size());
  for (std::size_t j = 0; j < fit.kept.size(); ++j) {
    kept[fit.kept[j]] = true;
    const double value = fit.coefficients[j], se = std::sqrt(fit.covariance.at(j, j));
    Estimate term{.name = fit.kept[j] == 0 ? "intercept" : table.term_names[fit.kept[j] - 1], .value = value};
    if (se > 0) {
      term.standard_error = se;
      term.low = value - statistics::normal_95 * se;
      term.high = value + statistics::normal_95 * se;
      term.p = statistics::student_two_sided(value / se, 1e300);
    }
    out.terms.push_back(std::move(term));
  }
  for (std::size_t j = 1; j < kept.size(); ++j)
    if (!kept[j]) out.dropped.push_back(table.term_names[j - 1]);

  out.units.resize(table.unit_names.size());
  for (std::size_t u = 0; u < out.units.size(); ++u) out.units[u].unit = table.unit_names[u];
  for (std::size_t i = 0; i < cases.unit.size(); ++i) {
    UnitRisk& unit = out.units[cases.unit[i]];
    unit.cases += cases.trials[i];
    unit.observed += cases.events[i];
    unit.expected += cases.trials[i] * fit.mean[i];
  }
  std::erase_if(out.units, [](const UnitRisk& each) { return each.cases == 0; });
  for (UnitRisk& each : out.units) {
    const Limits95 limits = poisson_limits(each.observed);
    each.ratio = each.observed / each.expected;
    each.low = limits.low / each.expected;
    each.high = limits.high / each.expected;
  }
  judge_model(cases, fit.mean, out);
  out.told = tell_risk(out, options);
  return out;
}

}  // namespace tributary::evidence
