#include <algorithm>
#include <cmath>

#include "engines/evidence/figures.hpp"
#include "engines/evidence/series_design.hpp"

namespace tributary::evidence {
namespace {

// Of ratios how far they lie from 1, in per cent: "30 % below to 12 % above", "30 to 12 % below".
std::string from_one(double ratio) { return figure(100 * std::abs(ratio - 1)); }
std::string side_of_one(double ratio) { return ratio > 1 ? " % above" : " % below"; }
std::string range_about_one(double low, double high) {
  return from_one(low) + ((low > 1) == (high > 1) ? "" : side_of_one(low)) + " to " + from_one(high) + side_of_one(high);
}

void tell_at_end(const InterruptedSeries& series, const SeriesDesign& design, const SeriesOptions& options, Told& told) {
  const bool counts = options.family != SeriesFamily::value;
  const Estimate& end = series.at_end;
  const std::string last = "At the end (" + design.row_names.back() + ") ";
  const std::string likely = end.value == (counts ? 1 : 0) ? std::string("neither above nor below")
                             : counts ? from_one(end.value) + side_of_one(end.value)
                                    : figure(std::abs(end.value)) + (end.value > 0 ? " above" : " below");
  const std::string interval =
      end.low ? " (95 % interval " + (counts ? range_about_one(*end.low, *end.high) : range(*end.low, *end.high)) + (end.p ? "; " + chance(*end.p) : "") + ")" : "";
  const double beyond = end.value - (counts ? 1 : 0);
  std::string judged;
  if (options.better != Better::neither && beyond != 0) judged = (beyond > 0) == (options.better == Better::up) ? ": a benefit" : ": harm";
  if (!end.p) told.answer.push_back(last + options.outcome + " stood " + likely + " what the line before would have come to; the fit is perfect, so chance can't be judged.");
  else if (*end.p < .05) told.answer.push_back(last + options.outcome + " stood " + likely + " what the line before would have come to" + interval + judged + ".");
  else told.answer.push_back("The data don't show that the change made a difference by the end: " + options.outcome + " stood " + likely + " what the line before would have come to, which may be chance" + interval + ".");
  told.answer.push_back("With the change: " + figure(series.with) + "; without it, had the line before gone on: " + figure(series.without) + ".");
  for (const Estimate& each : series.terms)
    if ((each.name.starts_with("step") || each.name.starts_with("further slope")) && each.p && each.low) {
      const bool step = each.name.starts_with("step");
      const double shown = counts ? 100 * std::expm1(each.value) : each.value, low = counts ? 100 * std::expm1(*each.low) : *each.low, high = counts ? 100 * std::expm1(*each.high) : *each.high;
      const std::string unit = counts ? " %" : "";
      told.answer.push_back("The " + each.name + " is " + figure(shown) + unit + (step ? "" : " a " + options.period) + " (" + range(low, high) + unit + "; " + chance(*each.p) + ").");
    }
}

// For words: what is but rounding is none. Ratios and logarithms of rates are of the scale 1.
InterruptedSeries without_rounding(InterruptedSeries series, const SeriesOptions& options) {
  double scale = options.family == SeriesFamily::value ? 0 : 1;
  if (options.family == SeriesFamily::value)
    for (const FittedPoint& each : series.line) scale = std::max(scale, std::abs(each.observed));
  const auto settle = [scale](double& value) { value = beyond_rounding(value, scale); };
  series.terms.push_back(std::move(series.at_end));
  for (Estimate& each : series.terms) {
    settle(each.value);
    if (each.low) settle(*each.low), settle(*each.high);
  }
  series.at_end = std::move(series.terms.back());
  series.terms.pop_back();
  return series;
}

Assumption independence(const InterruptedSeries& series, const SeriesOptions& options) {
  Assumption out{.code = "errors-in-time"};
  if (!series.durbin_watson) {
    out.found = "Nothing is left over, so whether errors follow one another can't be seen.";
    return out;
  }
  const double near = std::abs(*series.autocorrelation) * std::sqrt(static_cast<double>(series.used));
  out.holds = near < 2 ? Holds::yes : Holds::doubtful;
  out.found = "What the lines leave over follows itself with " + figure(*series.autocorrelation) + " (Durbin–Watson " + figure(*series.durbin_watson) + "; 2 is independent).";
  if (options.errors == SeriesErrors::prais_winsten && series.rho) out.found += " Prais–Winsten took out first-order correlation of " + figure(*series.rho) + ".";
  else if (series.lag > 0) out.found += " Newey–West errors allow for " + counted(series.lag, "lag", "lags") + ", times n / (n − k).";
  if (series.lag == 0 && !series.rho && near >= 2) out.found += " The errors don't allow for it: ask for a lag.";
  out.would_make_wrong = "Errors that follow one another over longer make intervals too narrow.";
  return out;
}

}  // namespace

Told tell_series(const InterruptedSeries& found, const SeriesDesign& design, const std::vector<Interruption>& interruptions, const SeriesOptions& options) {
  const InterruptedSeries series = without_rounding(found, options);
  Told told;
  tell_at_end(series, design, options, told);
  told.assumptions.push_back(independence(series, options));
  if (series.dispersion) {
    const bool wide = *series.dispersion > 1.5;
    told.assumptions.push_back({.code = "dispersion", .holds = wide && options.family == SeriesFamily::poisson && series.lag == 0 ? Holds::no : Holds::yes,
                                .found = "Counts vary " + figure(*series.dispersion) + " times as much as Poisson's law has it" +
                                         (wide && options.family == SeriesFamily::poisson && series.lag == 0 ? ": ask for quasi-Poisson, these intervals are too narrow." : "."),
                                .would_make_wrong = ""});
  }
  const auto before = static_cast<std::size_t>(std::ranges::count_if(design.time, [&](double t) { return t < interruptions.front().time; }));
  const auto after = static_cast<std::size_t>(std::ranges::count_if(design.time, [&](double t) { return t >= interruptions.back().time + interruptions.back().phase_in; }));
  told.assumptions.push_back({.code = "line-goes-on", .holds = before < 8 ? Holds::doubtful : Holds::cannot_tell,
                              .found = "The line rests on " + counted(before, "value", "values") + " before the change and " + std::to_string(after) + " after.",
                              .would_make_wrong = "Had the line bent by itself, that bend is counted as the change's doing; the further from the change, the worse."});
  told.assumptions.push_back({.code = "nothing-else-then", .holds = Holds::cannot_tell, .found = "Nothing else happened at the same time.",
                              .would_make_wrong = "Whatever else began then, or changed who is counted, is part of the step. A control series that it touched too would take it out."});
  if (const double span = series.line.empty() ? 0 : series.line.back().time - series.line.front().time + 1; options.season != Season::none && span < 2 * options.cycle)
    told.assumptions.push_back({.code = "season-told-from-change", .holds = Holds::doubtful, .found = "The series covers less than two cycles of the season.",
                                .would_make_wrong = "A season that was seen once can't be told from the change: it may hide the effect, or be taken for it."});
  if (series.lag > 0 && !series.rho && told.assumptions.front().holds == Holds::doubtful && series.used < 400)
    told.warnings.push_back("Newey–West's intervals are known to be too narrow in short series whose errors follow one another; see what Prais–Winsten says.");
  if (before < 8 || after < 8) told.warnings.push_back("Fewer than 8 values on a side make slopes a guess.");
  if (options.season == Season::none && series.used >= 24 && options.cycle == 12) told.warnings.push_back("No season is allowed for; where months differ, a change in winter looks like an effect.");
  if (design.phased > 0) told.warnings.push_back(counted(design.phased, "value stands", "values stand") + " aside: of the time while the change came in.");
  if (design.left_out > 0) told.warnings.push_back(counted(design.left_out, "row has no value and stands aside.", "rows have no value and stand aside."));
  if (design.gaps) told.warnings.push_back("There are gaps in the series; values on both sides of one are taken as neighbours where errors follow one another.");
  return told;
}

}  // namespace tributary::evidence
