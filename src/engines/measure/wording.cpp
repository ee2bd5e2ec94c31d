#include "engines/measure/wording.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/text.hpp"

namespace tributary::measure {
namespace {

struct NamedPeriod {
  int from_days, to_days;
  Period period;
};

constexpr std::array<NamedPeriod, 7> named_periods = {{
    {1, 1, {"day", "days"}},
    {7, 7, {"week", "weeks"}},
    {14, 14, {"fortnight", "fortnights"}},
    {28, 31, {"month", "months", true}},
    {89, 92, {"quarter", "quarters", true}},
    {181, 184, {"half-year", "half-years", true}},
    {365, 366, {"year", "years", true}},
}};

constexpr std::array<const char*, 12> month_names = {"January",   "February", "March",    "April",
                                                     "May",       "June",     "July",     "August",
                                                     "September", "October",  "November", "December"};

}  // namespace

Period period_of(std::span<const Point> points) {
  std::array<std::size_t, named_periods.size()> votes{};
  for (std::size_t i = 1; i < points.size(); ++i) {
    const auto days = (points[i].date - points[i - 1].date).count();
    for (std::size_t k = 0; k < named_periods.size(); ++k) {
      if (days >= named_periods[k].from_days && days <= named_periods[k].to_days) ++votes[k];
    }
  }
  const auto most = std::ranges::max_element(votes);
  if (*most * 2 <= points.size() - std::min<std::size_t>(points.size(), 1) || *most == 0) return {"point", "points"};
  Period period = named_periods[static_cast<std::size_t>(most - votes.begin())].period;
  if (period.whole_months) {
    // Four-weekly points are no calendar months: their days of the month wander.
    const auto day = [](const Point& point) { return std::chrono::year_month_day{point.date}.day(); };
    const auto month_end = [](const Point& point) {
      const std::chrono::year_month_day date{point.date};
      return date.day() == (date.year() / date.month() / std::chrono::last).day();
    };
    const bool same_day = std::ranges::all_of(points, [&](const Point& p) { return day(p) == day(points.front()); });
    period.whole_months = same_day || std::ranges::all_of(points, month_end);
  }
  return period;
}

std::string written_date(base::Date date, const Period& period) {
  const std::chrono::year_month_day ymd{date};
  const std::string month = month_names[static_cast<unsigned>(ymd.month()) - 1];
  const std::string text = month + " " + std::to_string(static_cast<int>(ymd.year()));
  return period.whole_months ? text : std::to_string(static_cast<unsigned>(ymd.day())) + " " + text;
}

std::string written_number(double value, int decimals) {
  if (!(std::abs(value) < 1e15)) return base::to_text(value);
  std::array<char, 64> buffer;
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(value), std::chars_format::fixed, decimals)
          .ptr;
  std::string digits(buffer.data(), end);
  const bool zero = digits.find_first_not_of("0.") == std::string::npos;
  const auto whole = std::min(digits.find('.'), digits.size());
  for (auto at = static_cast<std::ptrdiff_t>(whole) - 3; at > 0; at -= 3)
    digits.insert(static_cast<std::size_t>(at), ",");
  return value < 0 && !zero ? "−" + digits : digits;
}

int decimals_for(double spread, double size) {
  const double reference = spread > 0 ? spread : std::abs(size) / 10;
  if (!(reference > 0) || !std::isfinite(reference)) return 0;
  return std::clamp(1 - static_cast<int>(std::floor(std::log10(reference))), 0, 9);
}

}  // namespace tributary::measure
