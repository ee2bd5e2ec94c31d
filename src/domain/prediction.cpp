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
constexpr std::chrono::days one_day{1};
using std::chrono::days;

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
  while (base::add_months(from, months + 1) - one_day <= to) ++months;
  return months;
}

base::Date monday_of(base::Date on) { return on - days{std::chrono::weekday{on}.iso_encoding() - 1}; }

Days months_of(base::Date on, unsigned months) {
  const std::chrono::year_month_day day{on};
  const unsigned first_month = (unsigned{day.month()} - 1) / months * months + 1;
  const base::Date first{day.year() / std::chrono::month{first_month} / 1};
  return {.first = first, .last = base::add_months(first, static_cast<int>(months)) - one_day};
}

// From the day after which a year ends on this one.
Days year_until(base::Date on) {
  base::Date first = base::add_months(on, -12) + one_day;
  while (base::add_months(first, 12) <= on) first += one_day;  // beside a leap day
  return {.first = first, .last = on};
}

// A yearly count may move by some days; the first day of a year and its last are fifty-two weeks apart and one year all the same.
bool of_one_year(base::Date earlier, base::Date later) {
  constexpr days nearly_a_year{350};
  return later - earlier < nearly_a_year || (std::chrono::year_month_day{earlier}.day() == std::chrono::day{1} && later == base::add_months(earlier, 12) - one_day);
}

// One interval after that day. Only for a measure that keeps one.
base::Date one_later(Interval interval, base::Date on) {
  switch (interval) {
    case Interval::day: return on + one_day;
    case Interval::week: return on + days{7};
    case Interval::month: return base::add_months(on, 1);
    case Interval::quarter: return base::add_months(on, 3);
    case Interval::year: return base::add_months(on, 12);
    case Interval::irregular: break;
  }
  base::check(false, "an interval has its length");
  return on;
}

}  // namespace

base::Done check_rows(Statistic statistic, Interval interval, const std::vector<PredictionRow>& rows) {
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
    if (i > 0 && in_calendar_periods(interval) && days_of(interval, rows[i]).first <= days_of(interval, rows[i - 1]).last)
      return row_problem("rows-of-one-period", "Two rows speak of the same observation",
                         "The measure has one value for each period, so a row speaks of another period than the row before.",
                         at + (rows[i].from ? "/from_on" : "/on_date"));
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

bool in_calendar_periods(Interval interval) {
  return interval == Interval::week || interval == Interval::month || interval == Interval::quarter;
}

Days period_of(Interval interval, base::Date on) {
  return in_calendar_periods(interval) ? days_of_value(interval, on) : Days{.first = on, .last = on};
}

Days days_of_value(Interval interval, base::Date on) {
  switch (interval) {
    case Interval::day: return {.first = on, .last = on + one_day};
    case Interval::week: return {.first = monday_of(on), .last = monday_of(on) + days{6}};
    case Interval::month: return months_of(on, 1);
    case Interval::quarter: return months_of(on, 3);
    case Interval::year: return year_until(on);
    case Interval::irregular: return {.first = on, .last = base::add_months(on, 1)};
  }
  base::check(false, "every interval has its days");
  return {};
}

std::optional<base::Date> value_of_the_period(Interval interval, base::Date on, std::span<const Observation> values) {
  if (!in_calendar_periods(interval) && interval != Interval::year) return std::nullopt;
  const bool yearly = interval == Interval::year;
  const Days period = yearly ? Days{.first = base::add_months(on, -12), .last = base::add_months(on, 12)} : days_of_value(interval, on);
  for (auto at = std::ranges::lower_bound(values, period.first, {}, &Observation::on); at != values.end() && at->on <= period.last; ++at)
    if (at->value && at->on != on && (!yearly || of_one_year(std::min(at->on, on), std::max(at->on, on)))) return at->on;
  return std::nullopt;
}

std::vector<SecondValue> second_values(Interval interval, std::span<const Observation> was, std::span<const Observation> now) {
  std::vector<SecondValue> out;
  for (const Observation& each : now) {
    const auto before = std::ranges::lower_bound(was, each.on, {}, &Observation::on);
    if (!each.value || (before != was.end() && before->on == each.on && before->value)) continue;
    if (const auto other = value_of_the_period(interval, each.on, now)) out.push_back({.on = each.on, .other = *other});
  }
  return out;
}

std::optional<Days> two_of_a_period(Interval interval, std::span<const Observation> values) {
  for (const Observation& each : values)
    if (const auto other = each.value ? value_of_the_period(interval, each.on, values) : std::nullopt) return Days{.first = std::min(*other, each.on), .last = std::max(*other, each.on)};
  return std::nullopt;
}

Days days_of_mean(Interval interval, base::Date from, base::Date to) {
  constexpr days half_a_week{3};  // from the middle of a week, Thursday, to either end
  if (!in_calendar_periods(interval)) return {.first = from, .last = to};
  if (interval != Interval::week) return {.first = days_of_value(interval, from).first, .last = days_of_value(interval, to).last};
  const Days weeks{.first = monday_of(from + half_a_week), .last = monday_of(to - half_a_week) + days{6}};
  return weeks.first <= weeks.last ? weeks : days_of_value(interval, to);
}

Days days_of(Interval interval, const PredictionRow& row) {
  return row.from ? days_of_mean(interval, *row.from, row.on) : days_of_value(interval, row.on);
}

base::Date due_on(Interval interval, const PredictionRow& row) {
  const bool by_calendar = interval == Interval::month || interval == Interval::quarter;
  return by_calendar ? days_of_value(interval, row.on).last : row.on;
}

base::Date due_on(Interval interval, const Prediction& prediction) { return due_on(interval, prediction.rows.back()); }

bool speaks_of_before(Interval interval, const Prediction& prediction, base::Date day) {
  return std::ranges::any_of(prediction.rows, [&](const PredictionRow& row) { return due_on(interval, row) < day; });
}

std::optional<base::Date> next_observation_due(Interval interval, base::Date last) {
  if (interval == Interval::irregular) return std::nullopt;
  const std::chrono::year_month_day day{last};
  const auto month = static_cast<unsigned>(day.month());
  const bool first = static_cast<unsigned>(day.day()) == 1 && (interval == Interval::month || (interval == Interval::quarter && month % 3 == 1) ||
                                                               (interval == Interval::year && (month == 1 || month == 4)));
  const base::Date next = one_later(interval, last);
  return first ? one_later(interval, next) : next;
}

}  // namespace tributary::domain
