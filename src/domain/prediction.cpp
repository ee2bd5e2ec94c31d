#include "domain/prediction.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "domain/place.hpp"

namespace tributary::domain {

namespace {

constexpr std::size_t most_rows = 60;
constexpr double largest = 1e12;

tl::unexpected<base::Problem> row_problem(const char* code, const char* title, const char* detail, std::string field) {
  return base::fail({.code = code, .title = title, .detail = detail, .field = std::move(field)});
}

base::Done check_dates(Statistic statistic, const PredictionRow& row, const std::string& at) {
  if (statistic == Statistic::mean && !row.from)
    return row_problem("period-missing", "The period has no beginning",
                       "A mean is over a period: give its first day and its last.", at + "/from_on");
  if (statistic == Statistic::value && row.from)
    return row_problem("period-not-expected", "A value has one date",
                       "Leave the first day out, or predict the mean over the period.", at + "/from_on");
  return check_order(row.from, row.on, at + "/on_date");
}

base::Done check_numbers(const PredictionRow& row, const std::string& at) {
  const std::array<std::pair<double, const char*>, 5> numbers{{{row.low90, "/low90"}, {row.low50, "/low50"},
      {row.median, "/median"}, {row.high50, "/high50"}, {row.high90, "/high90"}}};
  for (const auto& [number, name] : numbers) {
    if (!std::isfinite(number))
      return row_problem("number-not-finite", "That is not a number", "Give a number.", at + name);
    if (std::abs(number) > largest)
      return row_problem("number-out-of-range", "The number is too large", "Use a larger unit, such as thousands.", at + name);
  }
  for (std::size_t i = 1; i < numbers.size(); ++i)
    if (numbers[i].first < numbers[i - 1].first)
      return row_problem("intervals-out-of-order", "The intervals are not one within the other",
                         "The 50 % interval holds the median and lies within the 90 % interval.", at + numbers[i].second);
  return {};
}

int complete_months(base::Date from, base::Date to) {
  int months = 0;
  while (base::add_months(from, months + 1) - std::chrono::days(1) <= to) ++months;
  return months;
}

}  // namespace

base::Done check_rows(Statistic statistic, const std::vector<PredictionRow>& rows) {
  if (rows.empty())
    return row_problem("rows-missing", "The prediction says nothing yet", "Give at least one date with its median and intervals.", "/rows");
  if (rows.size() > most_rows)
    return row_problem("too-many-rows", "The prediction is too long", "At most 60 rows fit.", "/rows");
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string at = "/rows/" + std::to_string(i);
    if (const auto good = check_dates(statistic, rows[i], at); !good) return good;
    if (i > 0 && rows[i].from.value_or(rows[i].on) <= rows[i - 1].on)
      return row_problem("rows-out-of-order", "The rows are out of order",
                         "Each row comes after the one before; periods don't overlap.", at + (rows[i].from ? "/from_on" : "/on_date"));
    if (const auto good = check_numbers(rows[i], at); !good) return good;
  }
  return {};
}

int expected_points(Interval interval, base::Date from, base::Date to) {
  const int days = static_cast<int>((to - from).count()) + 1;
  switch (interval) {
    case Interval::day: return std::max(1, days);
    case Interval::week: return std::max(1, days / 7);
    case Interval::month: return std::max(1, complete_months(from, to));
    case Interval::quarter: return std::max(1, complete_months(from, to) / 3);
    case Interval::year: return std::max(1, complete_months(from, to) / 12);
    case Interval::irregular: return 1;
  }
  base::check(false, "every interval has its points");
  return 1;
}

base::Date latest_stand_in(Interval interval, base::Date on) {
  switch (interval) {
    case Interval::day: return on + std::chrono::days(1);
    case Interval::week: return on + std::chrono::days(7);
    case Interval::month: return base::add_months(on, 1);
    case Interval::quarter: return base::add_months(on, 3);
    case Interval::year: return base::add_months(on, 12);
    case Interval::irregular: return base::add_months(on, 1);
  }
  base::check(false, "every interval has its length");
  return on;
}

std::optional<base::Date> next_observation_due(Interval interval, base::Date last) {
  if (interval == Interval::irregular) return std::nullopt;
  const std::chrono::year_month_day day{last};
  const auto month = static_cast<unsigned>(day.month());
  const bool first = static_cast<unsigned>(day.day()) == 1 && (interval == Interval::month || (interval == Interval::quarter && month % 3 == 1) ||
                                                               (interval == Interval::year && (month == 1 || month == 4)));
  const base::Date next = latest_stand_in(interval, last);
  return first ? latest_stand_in(interval, next) : next;
}

}  // namespace tributary::domain
