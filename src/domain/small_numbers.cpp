#include "domain/small_numbers.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "base/text.hpp"

namespace tributary::domain {

namespace {

// Units in which nobody is counted, in lower case, as people write them.
constexpr std::array no_people = std::to_array<std::string_view>({
    "second", "seconds", "s", "minute", "minutes", "min", "mins", "hour", "hours", "h", "hrs", "day", "days", "week", "weeks", "month", "months",
    "year", "years", "£", "£000", "£k", "£m", "gbp", "pounds", "bed", "beds", "bed days", "bed-days", "wte", "fte", "whole-time equivalents",
    "km", "miles", "kg", "tonnes", "kwh", "tco2e", "points", "score", "tasks", "sites", "places", "wards", "organisations",
});

struct Share {
  double part = 0, whole = 0;
  friend bool operator==(const Share&, const Share&) = default;
};

// "Tasks" of "tasks a round", "days" of "Days per patient".
std::string counted_in(std::string_view unit) {
  std::string out = base::lower(unit);
  for (const std::string_view each : {" a ", " an ", " per ", " each ", "/"})
    if (const auto at = out.find(each); at != std::string::npos && at > 0) out.resize(at);
  return out;
}

std::optional<Share> share_of(const Observation& of) {
  if (!of.value || !of.numerator || !of.denominator) return std::nullopt;
  return Share{.part = *of.numerator, .whole = *of.denominator};
}

bool leaves_few(const Share& one, const Share& other) { return is_few(one.whole - other.part) || is_few(other.whole - one.part); }

// Whether the last of these may be shown, after what was shown of the ones before.
bool may_be_shown(std::span<const Said> said, const Share& now) {
  std::vector<Share> shown;
  const auto fine = [&](const Share& each) {
    return !is_few(each.part) && !is_few(each.whole) && !is_few(each.whole - each.part) &&
           std::ranges::none_of(shown, [&](const Share& before) { return leaves_few(each, before); });
  };
  for (const Said& each : said)
    if (const auto share = share_of(each.observation); share && fine(*share)) shown.push_back(*share);
  return std::ranges::find(shown, now) != shown.end();
}

// Of that date, out of all that was said by date.
std::span<const Said> said_of(std::span<const Said> ever, base::Date on) {
  const auto found = std::ranges::equal_range(ever, on, {}, [](const Said& each) { return each.observation.on; });
  return {found.begin(), found.end()};
}

bool is_suppressed(const Measure& measure, const Observation& figure, std::span<const Said> ever) {
  if (!never_told(measure, figure).empty()) return true;
  switch (measure.quantity) {
    case Quantity::number: return is_few(*figure.value);
    case Quantity::rate: return is_few(*figure.numerator) || is_few(*figure.denominator);
    case Quantity::proportion: return !may_be_shown(said_of(ever, figure.on), *share_of(figure));
  }
  return true;
}

Observation rounded(const Measure& measure, const Observation& figure) {
  Observation out{.on = figure.on, .value = {}, .numerator = {}, .denominator = {}, .note = {}};
  if (measure.quantity == Quantity::number) {
    out.value = to_nearest_five(*figure.value);
    return out;
  }
  out.numerator = to_nearest_five(*figure.numerator);
  out.denominator = to_nearest_five(*figure.denominator);
  out.value = measure.scale * *out.numerator / *out.denominator;
  return out;
}

}  // namespace

SmallNumbers small_numbers_of(const Measure& measure) {
  if (measure.small_numbers) return *measure.small_numbers;
  if (measure.quantity != Quantity::number) return SmallNumbers::people;
  return std::ranges::find(no_people, counted_in(measure.unit)) != no_people.end() ? SmallNumbers::none : SmallNumbers::people;
}

bool is_few(double count) {
  const double size = std::abs(count);
  return size > 1e-9 && size < 7.5;
}

double to_nearest_five(double count) { return std::round(count / 5) * 5; }

std::string_view never_told(const Measure& measure, const Observation& figure) {
  if (measure.chart == ChartKind::t || measure.chart == ChartKind::g) return "events";
  if (measure.quantity != Quantity::number && !share_of(figure)) return "parts";
  return {};
}

std::vector<Released> released(const Measure& measure, SmallNumbers small, std::span<const Observation> current, std::span<const Said> ever) {
  std::vector<Released> out;
  out.reserve(current.size());
  for (const Observation& each : current) {
    Released figure{.observation = {.on = each.on, .value = {}, .numerator = {}, .denominator = {}, .note = {}}};
    if (each.value && small == SmallNumbers::none) {
      figure.observation = each;
      figure.observation.note.clear();
    } else if (each.value && small == SmallNumbers::people && !is_suppressed(measure, each, ever)) {
      figure.observation = rounded(measure, each);
    } else {
      figure.suppressed = each.value.has_value();
    }
    out.push_back(std::move(figure));
  }
  return out;
}

}  // namespace tributary::domain
