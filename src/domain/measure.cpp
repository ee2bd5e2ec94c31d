#include "domain/measure.hpp"

#include <cmath>

#include "base/check.hpp"
#include "base/text.hpp"

namespace tributary::domain {

namespace {

constexpr double most = 1e15;  // beyond it a double no longer counts in ones

base::Problem refused(std::string code, std::string title, std::string detail, std::string field) {
  return {.code = std::move(code), .title = std::move(title), .detail = std::move(detail), .field = std::move(field)};
}

base::Done check_number(std::optional<double> number, const std::string& field) {
  if (!number || (std::isfinite(*number) && std::abs(*number) <= most)) return {};
  return base::fail(refused("number-not-finite", "That is not a usable number",
                            "A number here lies between minus and plus 10^15; infinity and \"not a number\" are refused.", field));
}

// A chart of shares needs a share, one of rates a rate, one of counts or of what lies between events a plain number.
base::Done check_chart(const Measure& measure) {
  const auto unfitting = [](const char* detail) {
    return base::fail(refused("chart-unfitting", "That chart doesn't fit this measure", detail, "/chart"));
  };
  switch (measure.chart) {
    case ChartKind::run:
    case ChartKind::xmr: return {};
    case ChartKind::p:
    case ChartKind::np:
    case ChartKind::p_prime:
      if (measure.quantity == Quantity::proportion) return {};
      return unfitting("P, nP and P′ charts take a part of a whole: make the measure a proportion, with a numerator and a denominator for "
                       "each date, or choose an XmR or a run chart.");
    case ChartKind::u:
    case ChartKind::u_prime:
      if (measure.quantity == Quantity::rate) return {};
      return unfitting("U and U′ charts take events for so much activity: make the measure a rate, with a numerator and a denominator for each "
                       "date, or choose an XmR or a run chart.");
    case ChartKind::i_prime:
      if (measure.quantity != Quantity::number) return {};
      return unfitting("An I′ chart takes a numerator and a denominator for each date: make the measure a proportion or a rate, or choose an "
                       "XmR or a run chart.");
    case ChartKind::c:
      if (measure.quantity == Quantity::number) return {};
      return unfitting("A C chart takes plain counts, each from as much activity as the next: make the measure a number, or choose a P or a U chart.");
    case ChartKind::t:
    case ChartKind::g:
      if (measure.quantity == Quantity::number) return {};
      return unfitting("T and G charts take how long, or how many cases, lie between two events: make the measure a number, or choose a P or a U chart.");
  }
  base::check(false, "every chart is known");
  return {};
}

}  // namespace

base::Done check_measure(const Measure& measure) {
  base::check(measure.owner.one(), "a measure has exactly one owner");
  if (!std::isfinite(measure.scale) || measure.scale <= 0 || measure.scale > 1e9)
    return base::fail(refused("scale-out-of-range", "The scale is out of range",
                              "It is the number that a numerator over its denominator is multiplied by: 100 for per cent, 1000 for "
                              "\"per 1,000\". It is above 0 and at most 10^9.", "/scale"));
  if (measure.quantity == Quantity::number && measure.scale != 1)
    return base::fail(refused("scale-out-of-range", "A plain number has no scale",
                              "Leave the scale at 1, or make the measure a proportion or a rate.", "/scale"));
  for (const Target& each : measure.targets)
    if (const auto good = check_target(measure, each); !good) {
      base::Problem problem = good.error();
      problem.field = "/target";
      return base::fail(std::move(problem));
    }
  return check_chart(measure);
}

namespace {

// Whether it is that number, or that number rounded to some place.
bool rounds_to(double exact, double said) {
  for (double step = 1; step >= 1e-9; step /= 10)
    if (std::abs(said - std::round(exact / step) * step) <= 1e-9 * std::max(1.0, std::abs(exact))) return true;
  return std::abs(said - exact) <= 1e-9 * std::max(1.0, std::abs(exact));
}

}  // namespace

base::Result<Observation> complete_observation(const Measure& measure, Observation observation, base::Date today,
                                               std::string_view field) {
  const std::string at(field);
  if (observation.on > today)
    return base::fail(refused("date-in-future", "The date is in the future",
                              base::in_words(observation.on) + " is after today, " + base::in_words(today) +
                                  ". An observation has happened; what is expected is a prediction.", at + "/on"));
  if (const auto good = check_number(observation.value, at + "/value"); !good) return base::fail(good.error());
  if (const auto good = check_number(observation.numerator, at + "/numerator"); !good) return base::fail(good.error());
  if (const auto good = check_number(observation.denominator, at + "/denominator"); !good) return base::fail(good.error());

  const bool share = measure.quantity == Quantity::proportion;
  if (observation.numerator || observation.denominator) {
    if (measure.quantity == Quantity::number)
      return base::fail(refused("parts-not-expected", "This measure takes a value alone",
                                "It is a plain number. Give the value, or make a measure that is a proportion or a rate.",
                                at + "/numerator"));
    if (!observation.numerator || !observation.denominator)
      return base::fail(refused("parts-missing", "Numerator and denominator come together",
                                "Give both, or the value alone, or neither for a gap.",
                                at + (observation.numerator ? "/denominator" : "/numerator")));
    if (*observation.denominator <= 0)
      return base::fail(refused("denominator-not-positive", "The denominator is not above zero",
                                "Nothing can be divided by " + base::to_text(*observation.denominator) +
                                    ". Where there was nobody to count, leave the date as a gap.", at + "/denominator"));
    if (*observation.numerator < 0 || (share && *observation.numerator > *observation.denominator))
      return base::fail(refused("numerator-out-of-range", "The numerator doesn't fit the denominator",
                                base::to_text(*observation.numerator) + " of " + base::to_text(*observation.denominator) +
                                    (share ? " is not a part of the whole. Check both numbers." : " is below zero. Check it."),
                                at + "/numerator"));
    const double share_of = measure.scale * *observation.numerator / *observation.denominator;
    if (const auto good = check_number(share_of, at + "/numerator"); !good) return base::fail(good.error());
    if (observation.value && !rounds_to(share_of, *observation.value))
      return base::fail(refused("value-contradicts-parts", "The value and its parts say different things",
                                base::to_text(*observation.numerator) + " of " + base::to_text(*observation.denominator) +
                                    (measure.scale == 1 ? "" : ", times " + base::to_text(measure.scale) + ",") + " is " + base::to_text(share_of) + ", not " +
                                    base::to_text(*observation.value) + ". Leave the value out, or mend what is wrong.", at + "/value"));
    observation.value = share_of;
  } else if (observation.value && share && (*observation.value < 0 || *observation.value > measure.scale)) {
    return base::fail(refused("value-out-of-range", "The value is out of range",
                              base::to_text(*observation.value) + " is not between 0 and " + base::to_text(measure.scale) +
                                  ", as a proportion is.", at + "/value"));
  }
  return observation;
}

}  // namespace tributary::domain
