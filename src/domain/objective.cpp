#include "domain/objective.hpp"

#include <cmath>
#include <utility>

#include "base/text.hpp"
#include "domain/place.hpp"

namespace tributary::domain {

namespace {
constexpr double largest_aim = 1e12;  // of either sign: what a page can show
}

bool is_measurable(const Aim& aim) { return (!aim.measure.empty() || aim.measured) && aim.to && aim.by; }

base::Done check_aim(const Aim& aim, std::string_view field) {
  const std::string at(field);
  const auto lacks = [&](std::string_view what, std::string_view part) {
    return base::fail({.code = "aim-not-measurable", .title = "The aim can't be measured yet",
                       .detail = "Say " + std::string(what) + ", so that everyone can tell later whether it was reached.",
                       .field = at + "/" + std::string(part)});
  };
  if (aim.measure.empty() && !aim.measured) return lacks("what is measured", "measure");
  if (!aim.to) return lacks("which value is to be reached", "to");
  if (!aim.by) return lacks("by when", "by");
  if (!std::isfinite(*aim.to)) return lacks("a number to be reached", "to");
  if (aim.from && !std::isfinite(*aim.from)) return lacks("a number to start from", "from");
  for (const auto& [value, part] : {std::pair{aim.from, "from"}, std::pair{aim.to, "to"}})
    if (value && std::abs(*value) > largest_aim)
      return base::fail({.code = "aim-too-large", .title = "The number is too large",
                         .detail = "At most " + base::to_text(largest_aim) + " fits. Choose a larger unit, such as £ million.",
                         .field = at + "/" + part});
  if (aim.from && *aim.from == *aim.to)
    return base::fail({.code = "aim-changes-nothing", .title = "The aim changes nothing",
                       .detail = "It goes from " + base::to_text(*aim.from) + " to the same value. Change one of them.",
                       .field = at + "/to"});
  return check_order(aim.from_on, aim.by, at + "/by");
}

}  // namespace tributary::domain
