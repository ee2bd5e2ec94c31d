// Seasonal caution: where a season explains most of how values vary, a chart of them as they are signals winters.
#pragma once

#include <optional>
#include <string>

#include "engines/measure/cautions.hpp"
#include "engines/measure/seasonality.hpp"

namespace tributary::measure {

// From this share of the variation about the level on, signals are read once the season is removed.
inline constexpr double strong_season = 0.6;

// Adds "seasonal", which says by `how` to remove it ("for analysts: the season"), in place of the advice for neighbours that are alike.
void caution_of_season(Season season, std::optional<double> strength, const std::string& how, Appraisal& appraisal);

}  // namespace tributary::measure
