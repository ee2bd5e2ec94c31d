// How often the people of each source come.
#include <algorithm>
#include <cmath>

#include "engines/flow/analytic/people.hpp"
#include "engines/flow/engine/calendar.hpp"
#include "engines/flow/match.hpp"

namespace tributary::flow {

namespace {

// Before the profile.
Coming process_of(const Process& process) {
  Coming out;
  std::visit(Match{
                 [&](const PoissonArrivals& poisson) { out = {poisson.rate, poisson.rate, true, true, 1}; },
                 [&](const CountedArrivals& counted) { out.rate = moments(counted.count).mean / counted.period; },
                 [&](const RenewalArrivals& renewal) {
                   const Moments gap = moments(renewal.gap);
                   out.rate = gap.mean > 0 ? 1 / gap.mean : 0;
                   out.steady = true;
                   if (gap.variance) out.squared_cv = *gap.variance / (gap.mean * gap.mean);
                   const auto* law = std::get_if<Exponential>(&renewal.gap.law);
                   out.poisson = law != nullptr && !renewal.gap.truncation && renewal.gap.shift == 0 && !renewal.first;
                 },
                 [&](const ScheduledArrivals& booked) { out.rate = static_cast<double>(booked.at.size()) * (1 - booked.no_show) / booked.period; },
                 [&](const ReplayedArrivals& log) {
                   if (!log.at.empty() && log.at.back() > 0) out.rate = static_cast<double>(log.at.size()) / log.at.back();
                 },
             },
             process);
  out.busiest = out.rate;
  return out;
}

// Of so many a period those of periods in which nobody may come are lost.
double share_of_periods(const Calendar& calendar, const Source& source, double period, double span) {
  constexpr double most = 100'000;
  const double periods = std::max(1.0, std::round(span / period));
  if (periods > most) return 1;
  double some = 0;
  for (double i = 0; i < periods; ++i) some += calendar.integral(source.profile, source.begins + i * period, source.begins + (i + 1) * period) > 0 ? 1 : 0;
  return some / periods;
}

}  // namespace

std::vector<Coming> comings(const Model& model) {
  const Calendar calendar(model.unit, model.begins_on);
  const double year = 365 * calendar.day();
  const double from = model.run.warm_up.value_or(0);
  std::vector<Coming> out;
  for (const Source& source : model.sources) {
    Coming coming = process_of(source.process);
    const double ends = std::min(source.ends.value_or(HUGE_VAL), from + model.run.length);
    const auto* renewal = std::get_if<RenewalArrivals>(&source.process);
    const bool too_late = renewal != nullptr && renewal->first.value_or(0) >= ends;
    if (source.at_most == 0 || source.begins >= ends || too_late) coming = {0, 0, true, true, 1};
    if (!source.profile.constant()) {
      // Over a year of whole weeks, or over the whole year where months or dates count.
      const bool weekly = source.profile.by_month.empty() && source.profile.by_date.empty();
      const double span = weekly ? 7 * calendar.day() : year;
      double busiest = 0;
      const int hours = static_cast<int>(std::lround(span / calendar.per_hour()));
      for (int hour = 0; hour < hours; ++hour) busiest = std::max(busiest, calendar.factor(source.profile, (hour + 0.5) * calendar.per_hour()));
      coming.busiest = coming.rate * busiest;
      if (const auto* counted = std::get_if<CountedArrivals>(&source.process)) coming.rate *= share_of_periods(calendar, source, counted->period, span);
      else coming.rate *= calendar.integral(source.profile, 0, span) / span;
      coming.steady = false;
    }
    // From when, until when, and how many in all.
    const bool always = source.begins <= from && (!source.ends || *source.ends >= from + model.run.length || model.run.until_empty);
    const bool enough = !source.at_most || model.run.until_empty || static_cast<double>(*source.at_most) >= 1.5 * coming.rate * (from + model.run.length);
    coming.steady = coming.steady && always && enough;
    out.push_back(coming);
  }
  return out;
}

}  // namespace tributary::flow
