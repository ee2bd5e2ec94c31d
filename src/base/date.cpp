#include "base/date.hpp"

#include <charconv>

#include "base/text.hpp"

namespace tributary::base {

namespace chr = std::chrono;

namespace {
constexpr const char* month_names[] = {"January", "February", "March", "April", "May", "June", "July",
                                       "August", "September", "October", "November", "December"};
}  // namespace

Result<Date> make_date(int year, unsigned month, unsigned day) {
  const chr::year_month_day ymd{chr::year{year}, chr::month{month}, chr::day{day}};
  if (year < first_year || year > last_year)
    return fail({.code = "date-out-of-range", .title = "The date is out of range",
                 .detail = "The year " + std::to_string(year) + " is not between " + std::to_string(first_year) + " and " +
                           std::to_string(last_year) + ". Check it."});
  if (month < 1 || month > 12)
    return fail({.code = "date-unknown", .title = "There is no such date",
                 .detail = "There is no month " + std::to_string(month) + ". Check the day and the month."});
  if (day > 28 && day <= 31 && !ymd.ok()) {
    const auto last = static_cast<unsigned>(chr::year_month_day_last{ymd.year(), chr::month_day_last{ymd.month()}}.day());
    return fail({.code = "date-unknown", .title = "There is no such date",
                 .detail = std::string(month_names[month - 1]) + (month == 2 ? " " + std::to_string(year) : "") + " has " + std::to_string(last) +
                           " days, not " + std::to_string(day) + "."});
  }
  if (!ymd.ok())
    return fail({.code = "date-unknown", .title = "There is no such date",
                 .detail = std::to_string(day) + " " + month_names[month - 1] + " " + std::to_string(year) +
                           " is not in the calendar. Check the day and the month."});
  return chr::sys_days{ymd};
}

Result<Date> parse_iso_date(std::string_view text) {
  const auto unreadable = [&] {
    return fail({.code = "date-unreadable", .title = "The date can't be read",
                 .detail = "\"" + shorten(text, 40) + "\" is not a date like 2026-03-31."});
  };
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return unreadable();
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  const auto whole = [](std::string_view part, auto& out) {
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), out);
    return error == std::errc{} && end == part.data() + part.size() && part[0] >= '0' && part[0] <= '9';
  };
  if (!whole(text.substr(0, 4), year) || !whole(text.substr(5, 2), month) || !whole(text.substr(8, 2), day))
    return unreadable();
  return make_date(year, month, day);
}

std::string to_iso(Date date) {
  const chr::year_month_day ymd{date};
  const auto year = static_cast<int>(ymd.year());
  if (year < 0 || year > 9999)
    return std::to_string(year) + "-" + pad2(static_cast<unsigned>(ymd.month())) + "-" + pad2(static_cast<unsigned>(ymd.day()));
  std::string out = "0000-00-00";  // by hand, since every page writes dates by the hundred
  const auto put = [&](std::size_t at, unsigned number) {
    out[at] = static_cast<char>('0' + number / 10 % 10);
    out[at + 1] = static_cast<char>('0' + number % 10);
  };
  put(0, static_cast<unsigned>(year) / 100);
  put(2, static_cast<unsigned>(year) % 100);
  put(5, static_cast<unsigned>(ymd.month()));
  put(8, static_cast<unsigned>(ymd.day()));
  return out;
}

std::string in_words(Date date) {
  const chr::year_month_day ymd{date};
  return std::to_string(static_cast<unsigned>(ymd.day())) + " " + month_names[static_cast<unsigned>(ymd.month()) - 1] + " " +
         std::to_string(static_cast<int>(ymd.year()));
}

Date add_months(Date date, int months) {
  const chr::year_month_day from{date};
  chr::year_month_day to = from + chr::months{months};
  if (!to.ok()) to = chr::year_month_day{chr::year_month_day_last{to.year(), chr::month_day_last{to.month()}}};
  return chr::sys_days{to};
}

}  // namespace tributary::base
