// The two icons of Making Data Count. Both speak of the last point that counts and of its phase.
//
// variation   improvement, concern, or change where no direction is better, each high or low; or common cause
// assurance   will the target be met? It will (pass), it won't (fail), or by chance (hit or miss), if nothing changes.
//             A target on a limit passes or fails as one beyond it, unless the profile says otherwise; none without a target
//             or a better direction, nor on a t or g chart. Where targets have dates, the one that holds on the date of that
//             point; one that moves, at the height that it has there: limits stand still, so what it will ask later is told
//             in words (sentence.hpp), not by the icon
#pragma once

#include <string_view>

#include "engines/measure/chart.hpp"

namespace tributary::measure {

void choose_icons(const Series& series, Chart& chart);

// "Improvement (High)", "Common Cause", …, "Hit or Miss", as the published query writes them; empty for none.
[[nodiscard]] std::string_view label(VariationIcon icon);
[[nodiscard]] std::string_view label(AssuranceIcon icon);

// Whether limits meet a target by themselves: the icon for a target of that value, whatever holds now.
[[nodiscard]] AssuranceIcon assurance_of(Direction better, double target, const Limits& limits, TargetOnLimit rule);

}  // namespace tributary::measure
