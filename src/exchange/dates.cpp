#include "exchange/dates.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "base/text.hpp"
#include "exchange/date_parts.hpp"

namespace tributary::exchange {

namespace {

namespace chr = std::chrono;
using base::Result;
using std::string_view;

constexpr int pivot = 70;                     // two-digit years: 70 to 99 are 1970 to 1999, the others 2000 to 2069
constexpr unsigned first_day_number = 25569;  // 1 January 1970, counted from 30 December 1899 as Excel does
constexpr unsigned last_day_number = 62091;   // 31 December 2069

base::Problem date_problem(string_view code, string_view title, string_view cell, string_view hint) {
  return {.code = std::string(code),
          .title = std::string(title),
          .detail = "\"" + base::shorten(cell, 40) + "\" " + std::string(hint)};
}

base::Problem unreadable(string_view cell) {
  return date_problem("date-unreadable", "The date can't be read", cell,
                      "is not a date that is understood. Write 31/03/2024, Apr-24 or 2024-04-01.");
}

base::Problem without_year(string_view cell) {
  return date_problem("date-without-year", "The date has no year", cell,
                      "lacks its year, or a full one. Write 24/04/2024, or Apr-24 for a month.");
}

int full_year(const DatePart& part) {
  const int year = static_cast<int>(part.number);
  if (part.text.size() != 2) return year;
  return year < pivot ? 2000 + year : 1900 + year;
}

Result<DateReading> on(int year, unsigned month, unsigned day, Span span) {
  const auto date = base::make_date(year, month, day);
  if (!date) return base::fail(date.error());
  return DateReading{.date = *date, .span = span};
}

bool is_next_year(const DatePart& year, const DatePart& next) {
  if (next.text.size() == 4) return next.number == year.number + 1;
  return next.text.size() == 2 && next.number == (year.number + 1) % 100;
}

// ISO 8601: week 1 holds 4 January, weeks begin on Monday.
Result<DateReading> on_week(string_view cell, int year, unsigned week) {
  const auto fourth = base::make_date(year, 1, 4);
  if (!fourth) return base::fail(fourth.error());
  const auto monday = [](base::Date in_week) { return in_week - (chr::weekday{in_week} - chr::Monday); };
  const base::Date date = monday(*fourth) + chr::weeks{static_cast<int>(week) - 1};
  const auto next = base::make_date(year + 1, 1, 4);
  if (week < 1 || (next && date >= monday(*next))) return base::fail(unreadable(cell));
  return DateReading{.date = date, .span = Span::week};
}

// From one month to another: three months are a quarter, twelve a year.
Result<DateReading> on_months(string_view cell, unsigned from, int year, unsigned to, int to_year) {
  const int months = (to_year - year) * 12 + static_cast<int>(to) - static_cast<int>(from) + 1;
  if (months == 3) return on(year, from, 1, Span::quarter);
  if (months == 12) return on(year, from, 1, Span::year);
  return base::fail(date_problem("date-unreadable", "The date can't be read", cell,
                                 "spans neither a quarter nor a year. Write the first month, like Apr-24."));
}

Result<DateReading> read_digits(string_view cell, const DatePart& part, const DateRule& rule) {
  if (part.text.size() == 8)
    return on(static_cast<int>(part.number / 10000), part.number / 100 % 100, part.number % 100, Span::day);
  if (part.text.size() == 6) return on(static_cast<int>(part.number / 100), part.number % 100, 1, Span::month);
  if (part.text.size() == 4 && rule.years) return on(static_cast<int>(part.number), 1, 1, Span::year);
  if (part.text.size() == 5 && rule.day_numbers && part.number >= first_day_number && part.number <= last_day_number)
    return DateReading{.date = base::Date{} + chr::days{static_cast<int>(part.number - first_day_number)}};
  return base::fail(
      date_problem("date-unreadable", "The date can't be read", cell,
                   "is a bare number. Format the column as dates in the spreadsheet, or write 01/04/2024."));
}

// Year and month, or two years that follow one another: NHS years run from April.
Result<DateReading> read_year_and(string_view cell, const DatePart& year, const DatePart& other, const DateRule& rule) {
  const int y = static_cast<int>(year.number);
  const bool may_be_month = other.text.size() <= 2 && other.number >= 1 && other.number <= 12;
  if (is_next_year(year, other) && (!may_be_month || rule.financial_years)) return on(y, 4, 1, Span::year);
  if (other.text.size() > 2) return base::fail(unreadable(cell));
  return on(y, other.number, 1, Span::month);
}

Result<DateReading> read_parts(string_view cell, const DateParts& parts, const DateRule& rule) {
  const auto& p = parts.list;
  const string_view shape = parts.shape;
  const auto is = [&](string_view pattern) {  // n: one or two digits, y: two or four
    if (pattern.size() != shape.size()) return false;
    for (std::size_t i = 0; i < shape.size(); ++i) {
      const char want = pattern[i];
      const char have = shape[i];
      const bool fits = want == 'n'   ? have == '1' || have == '2'
                        : want == 'y' ? have == '2' || have == '4'
                                      : have == want;
      if (!fits) return false;
    }
    return true;
  };
  const Span day = parts.week ? Span::week : Span::day;
  if (is("4nn")) return on(full_year(p[0]), p[1].number, p[2].number, day);
  if (is("nny")) {
    const bool day_first = rule.order != DateOrder::month_first;
    const unsigned month = p[day_first ? 1 : 0].number;
    const unsigned other = p[day_first ? 0 : 1].number;
    if (month > 12 && other >= 1 && other <= 12)
      return base::fail({.code = "date-unknown", .title = "There is no such date",
                         .detail = "There is no month " + std::to_string(month) + "; write the " + (day_first ? "day" : "month") + " first: " +
                                   base::pad2(p[1].number) + "/" + base::pad2(p[0].number) + "/" + std::to_string(full_year(p[2])) + "."});
    return on(full_year(p[2]), p[day_first ? 1 : 0].number, p[day_first ? 0 : 1].number, day);
  }
  if (is("My")) return on(full_year(p[1]), p[0].number, 1, Span::month);
  if (is("4M")) return on(full_year(p[0]), p[1].number, 1, Span::month);
  if (is("nMy")) return on(full_year(p[2]), p[1].number, p[0].number, day);
  if (is("4Mn")) return on(full_year(p[0]), p[1].number, p[2].number, day);
  if (is("Mn4")) return on(full_year(p[2]), p[0].number, p[1].number, day);
  if (is("4n") || is("44")) return read_year_and(cell, p[0], p[1], rule);
  if (is("n4")) return on(full_year(p[1]), p[0].number, 1, Span::month);
  if (is("4") || is("5") || is("6") || is("8")) return read_digits(cell, p[0], rule);
  if (is("4Wn") && p[1].text == "w") return on_week(cell, full_year(p[0]), p[2].number);

  // Quarters of NHS years: 2018-19 Q1, Q1 2018/19.
  const bool quarter_last = (is("4nW1") || is("44W1")) && p[2].text == "q";
  const bool quarter_first = (is("W14n") || is("W144")) && p[0].text == "q";
  if (quarter_last || quarter_first) {
    const DatePart& year = p[quarter_last ? 0 : 2];
    const unsigned quarter = p[quarter_last ? 3 : 1].number;
    if (!is_next_year(year, p[quarter_last ? 1 : 3]) || quarter < 1 || quarter > 4) return base::fail(unreadable(cell));
    const auto april = base::make_date(static_cast<int>(year.number), 4, 1);
    if (!april) return base::fail(april.error());
    return DateReading{.date = base::add_months(*april, 3 * (static_cast<int>(quarter) - 1)), .span = Span::quarter};
  }
  if ((is("4W1") && p[1].text == "q") || (is("W14") && p[0].text == "q"))
    return base::fail(
        date_problem("date-ambiguous", "The date can be read in two ways", cell,
                     "may be a quarter of the calendar or of the NHS year. Write 2018-19 Q1, or Apr-18."));

  // Months from … to …: Jan-Mar 2019, October to December 2019, Nov16 to Oct17.
  if (is("MMy") || (is("MWMy") && p[1].text == "to")) {
    const DatePart& to = p[parts.count - 2];
    const int year = full_year(p[parts.count - 1]);
    return on_months(cell, p[0].number, p[0].number > to.number ? year - 1 : year, to.number, year);
  }
  if (is("MyWMy") && p[2].text == "to")
    return on_months(cell, p[0].number, full_year(p[1]), p[3].number, full_year(p[4]));

  if (is("nM") || is("Mn") || is("nn")) return base::fail(without_year(cell));
  return base::fail(unreadable(cell));
}

Result<DateReading> read_lowered(string_view cell, string_view lowered, const DateRule& rule) {
  const int time = take_time_of_day(lowered);
  if (time > 0)
    return base::fail(date_problem("date-with-time", "The date has a time of day", cell,
                                   "has a time of day. An observation belongs to a date: write the date alone."));
  const auto parts = time < 0 || lowered.size() > 60 ? std::nullopt : cut_date(lowered);
  if (!parts || parts->count == 0) return base::fail(unreadable(cell));
  return read_parts(cell, *parts, rule);
}

}  // namespace

Result<DateReading> read_date(string_view cell, const DateRule& rule) {
  const string_view text = base::trim(cell);
  if (text.size() == 10 && text[4] == '-' && text[7] == '-')  // most cells are this, or not a date at all
    if (const auto date = base::parse_iso_date(text)) return DateReading{.date = *date};
  if (text.empty() || text.size() > 80) return base::fail(unreadable(text));
  return read_lowered(text, comparable_date(text), rule);
}

DateColumn look_at_dates(const std::vector<string_view>& cells, DateOrder asked) {
  DateColumn column;
  column.rule.order = asked == DateOrder::by_column ? DateOrder::day_first : asked;
  std::string day_above_12;  // an example of each
  std::string month_above_12;
  std::string undecided;
  std::size_t day_numbers = 0;
  std::size_t years = 0;
  for (string_view cell : cells) {
    cell = base::trim(cell);
    if (cell.empty()) continue;
    ++column.cells;
    if (cell.size() > 60) continue;
    const std::string lowered = comparable_date(cell);
    string_view rest = lowered;
    if (take_time_of_day(rest) != 0) continue;
    const auto parts = cut_date(rest);
    if (!parts || parts->count == 0) continue;
    const auto& p = parts->list;
    if (parts->count == 1 && p[0].digits) {
      day_numbers += p[0].number >= first_day_number && p[0].number <= last_day_number ? 1 : 0;
      years += p[0].text.size() == 4 && p[0].number >= 1970 && p[0].number <= 2069 ? 1 : 0;
    } else if (parts->count == 2 && p[0].text.size() == 4 && p[0].digits && p[1].digits && is_next_year(p[0], p[1]) &&
               p[1].number > 12) {
      column.rule.financial_years = true;  // 2012-13 is no month, so 2011-12 beside it is none either
    } else if (parts->count == 3 && p[0].digits && p[1].digits && p[2].digits && p[0].text.size() <= 2) {
      std::string& example = p[0].number > 12 ? day_above_12 : p[1].number > 12 ? month_above_12 : undecided;
      if (example.empty()) example = cell;
    }
  }
  column.rule.day_numbers = column.cells > 0 && day_numbers == column.cells;
  column.rule.years = column.cells > 0 && years == column.cells;
  column.order_shown = asked != DateOrder::by_column || day_above_12.empty() != month_above_12.empty();
  const auto warn = [&](std::string sentence) {
    column.warned.push_back(sentence);
    column.said.push_back(std::move(sentence));
  };
  if (asked == DateOrder::by_column && !month_above_12.empty() && day_above_12.empty()) column.rule.order = DateOrder::month_first;
  if (column.rule.order == DateOrder::month_first && !month_above_12.empty()) {
    warn("Dates are read as month/day/year, since " + month_above_12 + " can't be day/month.");
  } else if (column.rule.order == DateOrder::month_first && !undecided.empty()) {
    warn("Dates are read as month/day/year (" + undecided + "), as was said of the sheet.");
  } else if (asked == DateOrder::by_column) {
    if (!day_above_12.empty() && !month_above_12.empty()) {
      warn("Some dates are day/month (" + day_above_12 + ") and some month/day (" + month_above_12 +
           "): all are read as day/month, and those that can't be are refused.");
    } else if (!day_above_12.empty()) {
      column.said.push_back("Dates are read as day/month/year, as " + day_above_12 + " shows.");
    } else if (!undecided.empty()) {
      column.said.push_back("No date tells day from month (" + undecided +
                            "): they are read as day/month/year, the order used in the United Kingdom.");
    }
  }
  if (column.rule.day_numbers)
    column.said.push_back("Whole numbers are read as Excel's day numbers: 45383 is 1 April 2024.");
  if (column.rule.years) column.said.push_back("A year stands for its first of January.");
  if (column.rule.financial_years) column.said.push_back("Years such as 2011-12 run from April to March.");
  for (string_view cell : cells) {
    cell = base::trim(cell);
    if (cell.empty() || !read_date(cell, column.rule)) continue;
    ++column.dates;
    column.numbers += std::all_of(cell.begin(), cell.end(), base::is_digit) ? 1 : 0;
  }
  return column;
}

}  // namespace tributary::exchange
