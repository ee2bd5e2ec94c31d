#include "exchange/flow/fit_cautions.hpp"

#include <cmath>
#include <cstdio>

namespace tributary::exchange::flow {

namespace {

std::string of_class(const FlowFit& fit, const std::string& name) { return fit.classes.size() > 1 ? " of " + name : std::string(); }

std::string whose(const FlowFit& fit, const StayFit& stay) {
  return fit.services[stay.service].title + (stay.cls ? ", " + fit.classes[*stay.cls].name : "");
}

}  // namespace

std::string short_figure(double value) {
  char text[40];
  std::snprintf(text, sizeof text, std::fabs(value) >= 1000 ? "%.0f" : "%.3g", value);
  return text;
}

std::string p_in_words(double p) {
  if (p < .0015) return "p < .002";
  char text[40];
  std::snprintf(text, sizeof text, p < .095 ? "p = %.3f" : "p = %.2f", p);
  std::string out = text;
  if (const auto zero = out.find("0."); zero != std::string::npos) out.erase(zero, 1);
  return out;
}

void caution_arrivals(FlowFit& fit) {
  for (const ClassFit& each : fit.classes) {
    if (!each.arrivals || each.arrivals->comings == 0) continue;
    const auto& a = *each.arrivals;
    const std::string of = of_class(fit, each.name);
    if (a.dispersion_within_p && *a.dispersion_within_p < .01 && *a.dispersion_within > 1) {
      fit.cautions.push_back("Daily arrivals" + of + " vary " + short_figure(*a.dispersion_within) + " times as much as if they came at random (" + p_in_words(*a.dispersion_within_p) +
                             "), beyond any profile that is written. The model has them at random, so that in a service with few beds it makes too little of waits.");
    } else if (a.dispersion_within_p && *a.dispersion_within_p < .01) {
      fit.cautions.push_back("Daily arrivals" + of + " are more even than if they came at random (dispersion " + short_figure(*a.dispersion_within) + ", " + p_in_words(*a.dispersion_within_p) +
                             "), as where they are booked. The model has them at random, so that it makes too much of waits.");
    }
    if (a.trend_p && *a.trend_p < .01) {
      fit.cautions.push_back("Arrivals" + of + (*a.second_half > *a.first_half ? " rose: " : " fell: ") + short_figure(*a.first_half) + " a day in the first half of the time, " + short_figure(*a.second_half) + " in the second (" +
                             p_in_words(*a.trend_p) + "). The model has one rate throughout.");
    }
    if (!a.dispersion) fit.cautions.push_back("Arrivals" + of + " are too few (" + std::to_string(a.comings) + " within " + short_figure(a.days) + " days) to tell whether they come at random, or more on some days than on others.");
  }
}

void caution_stays(FlowFit& fit) {
  for (const StayFit& each : fit.stays) {
    if (each.fixed) {
      fit.cautions.push_back("All stays in " + whose(fit, each) + " are alike: the law is fixed.");
      continue;
    }
    const auto& law = each.law().fitted.law;
    const double off = law.mean() / each.seen.mean - 1;
    if (each.going_on == 0 && std::fabs(off) > .05 && std::fabs(law.mean() - each.seen.mean) > 2 * each.seen.error) {
      fit.cautions.push_back("The " + std::string(name_of(law.family())) + " of " + whose(fit, each) + " has a mean of " + short_figure(law.mean()) + " " + units_in_words(fit.unit) + ", and " + short_figure(each.seen.mean) +
                             " were seen: beds in use would come out " + short_figure(100 * std::fabs(off)) + " % too " + (off > 0 ? "high" : "low") + ". Gamma, exponential and hyperexponential keep the mean (--law).");
    }
    if (law.mean_beyond(longest_filling * units_a_day(fit.unit)) > .01 * law.mean()) {
      fit.cautions.push_back("The " + std::string(name_of(law.family())) + " of " + whose(fit, each) + " has so long a tail that a service isn't full for over ten years: a run has fewer people in it, and shorter stays, than the law in the long run.");
    }
    if (each.going_on > 0 && each.going_on * 5 > each.ended + each.going_on)
      fit.cautions.push_back("Over a fifth of the stays in " + whose(fit, each) + " had not ended: how long the longest are is by the law rather than seen.");
  }
}

void caution_late_cases(FlowFit& fit, const Journeys& journeys) {
  if (journeys.services.size() != 1 || journeys.kind != Journeys::Kind::events || fit.stays.empty() || journeys.services[0] != "stay") return;
  const double mean = fit.stays.front().seen.mean / units_a_day(fit.unit);
  std::size_t late = 0;
  for (const Journey& each : journeys.journeys) late += each.came && *each.came > journeys.ends - mean;
  if (late > 0) {
    fit.cautions.push_back(std::to_string(late) + (late == 1 ? " case" : " cases") + " came less than a mean stay (" + short_figure(mean * units_a_day(fit.unit)) + " " + units_in_words(fit.unit) +
                           ") before the log ends. Whether they had ended isn't known; each is taken to end with its last event, which shortens stays.");
  }
}

}  // namespace tributary::exchange::flow
