#include "exchange/evidence/times.hpp"

#include <algorithm>
#include <cmath>

#include "base/plain_number.hpp"
#include "base/text.hpp"
#include "exchange/dates.hpp"

namespace tributary::exchange {
namespace {

using Kind = EvidenceTimes::Kind;

constexpr double latest_time = 1e12;      // either way; no year, month or day is counted so far
constexpr double most_periods = 1e9;

std::optional<double> plain_time(std::string_view text) {
  const auto value = base::plain_number(text);
  return value && std::fabs(*value) <= latest_time ? value : std::nullopt;
}

// 202404 is April 2024.
bool is_month_number(double value) {
  const double month = std::fmod(value, 100);
  return value == std::floor(value) && value >= 190001 && value <= 220012 && month >= 1 && month <= 12;
}

double months_of(double month_number) { return std::floor(month_number / 100) * 12 + std::fmod(month_number, 100) - 1; }

std::chrono::year_month_day parts(base::Date date) { return std::chrono::year_month_day(date); }

double months_of(base::Date date) { return int(parts(date).year()) * 12. + unsigned(parts(date).month()) - 1; }

base::Problem unreadable(std::string_view text, const std::string& option, const std::string& where) {
  return {.code = "time-unreadable", .title = "A time can't be read",
          .detail = "\"" + base::shorten(text, 40) + "\" is not a time as the others are. Use numbers throughout, none beyond 10^15, or dates (2024-04-01, Apr-24).", .field = option, .where = where};
}

void count_periods(EvidenceTimes& out) {
  double step = 0, longest = 0;
  for (std::size_t i = 1; i < out.values.size(); ++i) {
    const double each = out.values[i] - out.values[i - 1];
    step = i == 1 ? each : std::min(step, each);
    longest = std::max(longest, each);
  }
  // All but equally far apart (rounded twelfths of a year, ends of months): one after another. Else by the smallest step.
  // So are times of which some lie nearer to each other than any calendar has it.
  const bool even = longest < 1.25 * step || (step > 0 && !((out.values.back() - out.values.front()) / step <= most_periods));
  for (std::size_t i = 0; i < out.values.size(); ++i)
    out.periods.push_back(even || step == 0 ? static_cast<double>(i) : std::round((out.values[i] - out.values.front()) / step));
  const bool months = out.kind == Kind::months || out.kind == Kind::month_number;
  if (months) out.period = step == 3 ? "quarter" : step == 12 ? "year" : "month";
  else if (out.kind == Kind::days) out.period = step == 1 ? "day" : step == 7 ? "week" : even && step >= 28 && longest <= 31 ? "month" : "period";
}

}  // namespace

base::Result<double> EvidenceTimes::value_of(std::string_view text, const std::string& option, const std::string& where) const {
  if (numbers) {
    const auto value = plain_time(text);
    if (!value || (kind == Kind::month_number && !is_month_number(*value))) return base::fail(unreadable(text, option, where));
    return kind == Kind::month_number ? months_of(*value) : *value;
  }
  const auto date = read_date(text, {});
  if (!date) return base::fail(unreadable(text, option, where));
  return kind == Kind::months ? months_of(date->date) : static_cast<double>(date->date.time_since_epoch().count());
}

base::Result<EvidenceTimes> read_times(const DataTable& table, std::size_t column) {
  EvidenceTimes out;
  const auto texts = table.texts(column);
  std::vector<double> values;
  for (std::size_t i = 0; i < texts.size(); ++i)
    if (texts[i].empty())
      return base::fail(base::Problem{.code = "time-missing", .title = "A row has no time", .detail = "Every row says when it was measured.", .field = "--time", .where = table.where(i)});
  out.numbers = std::ranges::all_of(texts, [](const std::string& each) { return plain_time(each).has_value(); });
  std::vector<std::string> names = texts;
  if (out.numbers) {
    const bool months = std::ranges::all_of(texts, [](const std::string& each) { return is_month_number(*plain_time(each)); });
    out.kind = months ? Kind::month_number : Kind::number;
    for (const std::string& each : texts) values.push_back(months ? months_of(*plain_time(each)) : *plain_time(each));
  } else {
    const auto look = look_at_dates({texts.begin(), texts.end()});
    std::vector<base::Date> dates;
    for (std::size_t i = 0; i < texts.size(); ++i) {
      const auto date = read_date(texts[i], look.rule);
      if (!date) return base::fail(unreadable(texts[i], "--time", table.where(i)));
      dates.push_back(date->date);
      names[i] = base::in_words(date->date);
    }
    const bool same_day = std::ranges::all_of(dates, [&](base::Date each) { return parts(each).day() == parts(dates.front()).day(); });
    out.kind = same_day ? Kind::months : Kind::days;
    for (const base::Date each : dates) values.push_back(same_day ? months_of(each) : static_cast<double>(each.time_since_epoch().count()));
  }
  out.values = values;
  std::ranges::sort(out.values);
  const auto [first, last] = std::ranges::unique(out.values);
  out.values.erase(first, last);
  out.names.resize(out.values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const auto place = static_cast<std::size_t>(std::ranges::lower_bound(out.values, values[i]) - out.values.begin());
    out.names[place] = names[i];
    out.of_case.push_back(static_cast<std::uint32_t>(place));
  }
  count_periods(out);
  return out;
}

}  // namespace tributary::exchange
