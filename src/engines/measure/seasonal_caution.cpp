#include "engines/measure/seasonal_caution.hpp"

#include <algorithm>

namespace tributary::measure {

void caution_of_season(Season season, std::optional<double> strength, const std::string& how, Appraisal& appraisal) {
  if (strength.value_or(0) < strong_season) return;
  const std::string what = season == Season::weekday ? "the day of the week" : "the season";
  if (const auto alike = std::ranges::find(appraisal.cautions, "autocorrelated", &Caution::code); alike != appraisal.cautions.end())
    if (const auto at = alike->text.find(neighbours_advice); at != alike->text.npos) alike->text.erase(at, neighbours_advice.size());
  appraisal.cautions.push_back({.code = "seasonal", .text = "Values repeat with " + what + ": remove it (" + how + ") before reading signals."});
}

}  // namespace tributary::measure
