#include "engines/measure/profile.hpp"

#include <cmath>
#include <string>

namespace tributary::measure {
namespace {

base::Problem setting_problem(const char* field, const std::string& detail) {
  return {.code = "setting-out-of-range",
          .title = "A chart setting is out of range",
          .detail = detail,
          .field = std::string("/profile/") + field};
}

bool positive(double value) { return std::isfinite(value) && value > 0; }

}  // namespace

base::Done check_profile(const Profile& profile) {
  if (profile.shift_points < 6 || profile.shift_points > 8) {
    return base::fail(setting_problem(
        "shift_points", "A shift is " + std::to_string(profile.shift_points) + " points long here. Use 6, 7 or 8."));
  }
  if (profile.trend_points < 6 || profile.trend_points > 8) {
    return base::fail(setting_problem(
        "trend_points", "A trend is " + std::to_string(profile.trend_points) + " points long here. Use 6, 7 or 8."));
  }
  if (!positive(profile.factor)) return base::fail(setting_problem("factor", "Use a factor above 0, such as 2.66."));
  if (!positive(profile.screen_factor) || profile.screen_factor < 1) {
    return base::fail(setting_problem("screen_factor", "Use a screening factor of at least 1, such as 3.267."));
  }
  return {};
}

}  // namespace tributary::measure
