#include "engines/evidence/event_study.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/check.hpp"
#include "engines/evidence/did_told.hpp"
#include "engines/evidence/figures.hpp"
#include "engines/evidence/permutable.hpp"
#include "engines/statistics/clustered_fit.hpp"
#include "engines/statistics/distributions.hpp"

namespace tributary::evidence {
namespace {

std::string named(std::int64_t event) { return event < 0 ? std::to_string(-event) + " before" : std::to_string(event) + " after"; }

base::Done by_regression(const CheckedPanel& panel, std::uint32_t window, EventStudy& out) {
  const auto start = static_cast<std::int64_t>(**std::ranges::find_if(panel.adopted, [](const auto& each) { return each.has_value(); }));
  std::map<std::int64_t, std::vector<double>> terms;
  std::map<std::int64_t, std::vector<bool>> units;
  for (std::size_t i = 0; i < panel.unit.size(); ++i) {
    if (!panel.adopted[panel.unit[i]]) continue;
    const std::int64_t event = std::clamp<std::int64_t>(static_cast<std::int64_t>(panel.time[i]) - start, -static_cast<std::int64_t>(window), window);
    if (event == -1) continue;
    auto& term = terms[event];
    if (term.empty()) term.assign(panel.unit.size(), 0);
    term[i] = 1;
    auto& seen = units[event];
    if (seen.empty()) seen.assign(panel.units(), false);
    seen[panel.unit[i]] = true;
  }
  std::vector<std::int64_t> events;
  std::vector<std::vector<double>> columns;
  for (auto& [event, column] : terms) {
    events.push_back(event);
    columns.push_back(std::move(column));
  }
  const std::size_t effects_asked = columns.size();
  columns.insert(columns.end(), panel.covariates.begin(), panel.covariates.end());
  const statistics::TwoWayEffects effects(panel.unit, panel.time, panel.weighted ? panel.weight : std::vector<double>{});
  const auto fit = statistics::fit_clustered(effects, panel.outcome, columns, panel.cluster, panel.clusters() <= 200);
  const auto& covariance = fit.cr2.empty() ? fit.cr1 : fit.cr2;
  std::vector<double> before;
  std::vector<std::size_t> places;
  for (std::size_t j = 0; j < fit.kept.size(); ++j) {
    if (fit.kept[j] >= effects_asked) break;
    const std::int64_t event = events[fit.kept[j]];
    EventTime each{.event = event, .effect = {.name = named(event), .value = fit.coefficients[j]}};
    each.units = static_cast<std::size_t>(std::ranges::count(units[event], true));
    const double df = fit.cr2.empty() ? static_cast<double>(fit.clusters) - 1 : fit.degrees[j];
    if (!covariance.empty() && covariance.at(j, j) > 0 && df > .1) {
      const double se = std::sqrt(covariance.at(j, j)), width = statistics::student_quantile(.975, df) * se;
      each.effect.standard_error = se;
      each.effect.degrees_of_freedom = df;
      each.effect.p = statistics::student_two_sided(each.effect.value / se, df);
      if (std::isfinite(width)) each.effect.low = each.effect.value - width, each.effect.high = each.effect.value + width;
    }
    if (event < -1) {
      before.push_back(each.effect.value);
      places.push_back(j);
    }
    out.events.push_back(std::move(each));
  }
  if (std::ranges::none_of(out.events, [](const EventTime& each) { return each.event >= 0; }))
    return base::fail({.code = "effect-not-identified", .title = "The change can't be told from levels of units and times",
                       .detail = "No unit was measured both just before and after, or no other was measured at the same times.", .field = "/treated"});
  if (before.empty() || covariance.empty() || fit.clusters < 3 * before.size()) return {};
  statistics::Matrix block(before.size(), before.size());
  for (std::size_t i = 0; i < before.size(); ++i)
    for (std::size_t j = 0; j < before.size(); ++j) block.at(i, j) = covariance.at(places[i], places[j]);
  const auto test = statistics::inverse_quadratic(before, block);
  if (test.rank == 0) return {};
  const double f = test.value / static_cast<double>(test.rank);
  out.before = JointTest{.statistic = f, .p = statistics::fisher_beyond(f, static_cast<double>(test.rank), static_cast<double>(fit.clusters - 1)), .coefficients = test.rank};
  return {};
}

// A straight line through the effects before, which is 0 at the time just before.
std::optional<double> trend_of(const std::vector<EventTime>& events) {
  double along = 0, square = 0;
  for (const EventTime& each : events) {
    if (each.event >= -1) continue;
    const auto x = static_cast<double>(each.event + 1);
    along += x * each.effect.value;
    square += x * x;
  }
  if (square == 0) return {};
  return along / square;
}

// What difference-in-differences doubts of the same rows is doubted here too.
void take_doubts(const Did& did, const CheckedPanel& panel, const std::string& tests, Told& told) {
  if (!did.sure) told.answer.insert(told.answer.end(), did.told.answer.begin(), did.told.answer.end());
  Assumption& trends = told.assumptions.front();
  const Assumption& straight = did.told.assumptions.front();
  base::check(straight.code == trends.code, "difference-in-differences tells of trends first");
  const bool worse = straight.holds == Holds::no ? trends.holds != Holds::no : straight.holds == Holds::doubtful && trends.holds != Holds::no && trends.holds != Holds::doubtful;
  if (worse) {
    trends.holds = straight.holds;
    trends.found = straight.found + (tests.empty() ? "" : " Taken together, the effects before it show none of that (" + tests + ").");
  }
  tell_doubts(did, panel, told);
}

Told tell(const EventStudy& study, const Did& did, const CheckedPanel& panel, const EventStudyOptions& options) {
  Told told;
  const EventTime* first = nullptr;
  const EventTime* last = nullptr;
  std::size_t before = 0;
  for (const EventTime& each : study.events) {
    before += each.event < -1;
    if (each.event < 0) continue;
    if (!first) first = &each;
    last = &each;
  }
  const double scale = panel.scale();
  const auto with = [scale](const EventTime& each) {
    return higher_or_lower(beyond_rounding(each.effect.value, scale)) + (each.effect.low && each.effect.high ? " (" + range(*each.effect.low, *each.effect.high) + ")" : "");
  };
  std::optional<double> p;
  std::string tests;
  if (study.before) p = study.before->p;
  if (study.before_few) p = p ? std::min(*p, study.before_few->p) : study.before_few->p;
  told.answer.push_back("Against the time just before the change, " + options.did.outcome + " was " + with(*first) + " in the first time with it" +
                        (last != first ? " and " + with(*last) + " after " + std::to_string(last->event) : "") + ", beyond what it was for the others.");
  Assumption trends{.code = "parallel-trends", .would_make_wrong = "That groups moved alike before doesn't show that they would have gone on so; and with few or noisy times before, a difference goes unseen."};
  if (before == 0) {
    trends.found = "There is only one time before the change, so whether the groups had moved alike can't be seen.";
  } else if (!p) {
    trends.found = "The effects before the change can't be tested together with so few clusters.";
  } else {
    trends.holds = *p < .05 ? Holds::no : *p < .1 ? Holds::doubtful : Holds::yes;
    trends.found = *p < .05 ? "Those who changed had moved otherwise already before" : "Before the change the two groups moved alike, as far as the data can tell";
    tests = std::string(study.before ? "all " + counted(study.before->coefficients, "effect", "effects") + " before it together: " + chance(study.before->p) : "") +
            (study.before && study.before_few ? "; " : "") + (study.before_few ? "randomisation: " + chance(study.before_few->p) : "");
    trends.found += " (" + tests + ").";
    if (*p < .05) told.answer.push_back("They had moved otherwise already before it (" + chance(*p) + "), so what came after can't be put down to the change alone.");
  }
  if (study.trend) trends.found += " A straight line through them rises by " + figure(beyond_rounding(*study.trend, scale)) + " a time.";
  told.assumptions.push_back(std::move(trends));
  if (study.by_group_time) told.warnings.push_back("Units adopted at different times: effects are of those observed so long, which are not the same at each.");
  take_doubts(did, panel, tests, told);
  return told;
}

}  // namespace

base::Result<EventStudy> event_study(const CheckedPanel& panel, const EventStudyOptions& options) {
  // The effect as a whole first: what refuses it, or makes it doubtful, does so to its parts.
  const auto did = difference_in_differences(panel, options.did);
  if (!did) return base::fail(did.error());
  EventStudy out{.by_group_time = panel.staggered};
  const auto never = panel.units() - panel.ever_treated();
  const Compare compare = options.did.compare.value_or(never >= 2 || !panel.staggered ? Compare::never_treated : Compare::not_yet_treated);
  if (panel.staggered) {
    auto effects = group_time_effects(panel, compare);
    if (!effects) return base::fail(effects.error());
    for (EventTime& each : effects->events)
      if (std::abs(each.event) <= static_cast<std::int64_t>(options.window)) out.events.push_back(std::move(each));
    out.before = effects->before;
    if (std::ranges::none_of(out.events, [](const EventTime& each) { return each.event >= 0; }))
      return base::fail({.code = "effect-not-identified", .title = "No effect after the change lies within the window",
                         .detail = "Ask for more times than " + std::to_string(options.window) + ".", .field = "/window"});
  } else if (auto done = by_regression(panel, options.window, out); !done) {
    return base::fail(done.error());
  }
  if (const auto pattern = permutable(panel); pattern && few_clusters(panel)) {
    const auto means = panel.cell_means();
    const auto weight = unit_weights(panel);
    const auto test = randomisation_test(pattern->adopted, [&](const Adoption& way) { return size_before(means, panel.times(), pattern->units(way), weight, compare); },
                                        options.did.seed, 2'000, 999);
    // Where no small p could come out, a large one says nothing.
    if (test && test->smallest_p < .1) out.before_few = test;
  }
  out.trend = trend_of(out.events);
  out.told = tell(out, *did, panel, options);
  return out;
}

}  // namespace tributary::evidence
