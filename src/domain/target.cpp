#include "domain/target.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "domain/measure.hpp"

namespace tributary::domain {

namespace {

constexpr double most_aimed_at = 1e15;  // as of a measure's other numbers

base::Problem target_refused(std::string code, std::string title, std::string detail, std::string field) {
  return {.code = std::move(code), .title = std::move(title), .detail = std::move(detail), .field = std::move(field)};
}

base::Done check_value(const Measure& measure, std::optional<double> value, const std::string& field) {
  if (!value) return {};
  if (!std::isfinite(*value) || std::abs(*value) > most_aimed_at)
    return base::fail(target_refused("number-not-finite", "That is not a usable number",
                              "A number here lies between minus and plus 10^15; infinity and \"not a number\" are refused.", field));
  if (measure.quantity == Quantity::proportion && (*value < 0 || *value > measure.scale))
    return base::fail(target_refused("target-out-of-range", "The target is out of range",
                              "A proportion lies between 0 and " + base::to_text(measure.scale) + ".", field));
  return {};
}

}  // namespace

std::optional<double> value_on(const Target& target, base::Date on) {
  if (!target.is_way() || !target.value || !target.starts || on <= *target.starts) return target.value;
  if (on >= *target.ends) return target.end_value;
  const double share = static_cast<double>((on - *target.starts).count()) / static_cast<double>((*target.ends - *target.starts).count());
  return *target.value + share * (*target.end_value - *target.value);
}

std::optional<double> target_on(std::span<const Target> targets, base::Date on) {
  for (std::size_t i = targets.size(); i > 0; --i)
    if (const Target& each = targets[i - 1]; !each.starts || *each.starts <= on) return value_on(each, on);
  return std::nullopt;
}

base::Done check_target(const Measure& measure, const Target& target) {
  if (!target.value && !target.ends && !target.end_value && !target.starts)
    return base::fail(target_refused("target-empty", "Nothing is aimed at", "Give the value that is to be reached, or the date from which there is no target.", "/value"));
  if (target.ends || target.end_value) {
    if (!target.starts || !target.value || !target.ends || !target.end_value)
      return base::fail(target_refused("target-way-unfinished", "A way from one value to another has two ends",
                                "Give the date and the value from which it starts, and those at which it arrives.",
                                !target.starts ? "/starts_on" : !target.value ? "/value" : !target.ends ? "/ends_on" : "/end_value"));
    if (*target.ends <= *target.starts)
      return base::fail(target_refused("target-way-backwards", "It arrives before it starts",
                                "The way starts on " + base::in_words(*target.starts) + ". Choose a later date by which it arrives.", "/ends_on"));
  }
  if (const auto good = check_value(measure, target.value, "/value"); !good) return good;
  return check_value(measure, target.end_value, "/end_value");
}

}  // namespace tributary::domain
