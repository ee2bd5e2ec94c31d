#include "exchange/dates.hpp"

#include <doctest/doctest.h>

using namespace tributary;
using exchange::DateOrder;
using exchange::DateRule;
using exchange::look_at_dates;
using exchange::Span;

namespace {

std::string date_of(std::string_view cell, const DateRule& rule = {}) {
  const auto reading = exchange::read_date(cell, rule);
  return reading ? base::to_iso(reading->date) : reading.error().code;
}

Span span_of(std::string_view cell) { return exchange::read_date(cell, {}).value().span; }

}  // namespace

TEST_CASE("a day is read in each of the ways that people write it") {
  for (const char* written : {"2024-04-01",
                              "01/04/2024",
                              "1/4/24",
                              "01-04-2024",
                              "1.4.2024",
                              "2024/04/01",
                              "1 April 2024",
                              "1st of April 2024",
                              "Mon 1 Apr 2024",
                              "1-Apr-24",
                              "01-Apr-2024",
                              "April 1, 2024",
                              "20240401",
                              "2024-04-01T00:00:00",
                              "2024-04-01 00:00",
                              "2024-04-01T00:00:00.000Z",
                              "01/04/2024 00:00:00",
                              "01/04/2024 12:00:00 AM",
                              "2024-Apr-01",
                              "w/c 01/04/2024",
                              " 01/04/2024\xC2\xA0"}) {
    CAPTURE(written);
    CHECK(date_of(written) == "2024-04-01");
  }
}

TEST_CASE("a month, a quarter and a financial year mean their first day") {
  for (const char* month : {"Apr-24", "Apr 24", "Apr 2024", "April 2024", "APRIL-2024", "2024-04", "2024/04", "04/2024",
                            "2024 Apr", "Apr'24", "202404"}) {
    CAPTURE(month);
    CHECK(date_of(month) == "2024-04-01");
    CHECK(span_of(month) == Span::month);
  }
  CHECK(date_of("Sept 2023") == "2023-09-01");
  CHECK(date_of("Apr\xE2\x80\x93"
                "24") == "2024-04-01");  // a dash, as Word makes of a hyphen
  CHECK(date_of("April\xC2\xA0"
                "2024") == "2024-04-01");
  CHECK(date_of("-01/04/2024") == "date-unreadable");
  CHECK(date_of("2018-19 Q1") == "2018-04-01");
  CHECK(date_of("Q4 2018/19") == "2019-01-01");
  CHECK(date_of("July to September 2020") == "2020-07-01");
  CHECK(date_of("Oct-Dec 2019") == "2019-10-01");
  CHECK(span_of("Oct-Dec 2019") == Span::quarter);
  CHECK(date_of("Nov16 to Oct17") == "2016-11-01");
  CHECK(date_of("Nov19 to Oct 20") == "2019-11-01");
  CHECK(date_of("2018-19") == "2018-04-01");
  CHECK(date_of("FY 2018/2019") == "2018-04-01");
  CHECK(span_of("2018/19") == Span::year);
  CHECK(date_of("2024-W01") == "2024-01-01");
  CHECK(date_of("2021-W01") == "2021-01-04");
  CHECK(date_of("2020-W53") == "2020-12-28");
  CHECK(date_of("2021-W53") == "date-unreadable");
}

TEST_CASE("what could be read in two ways, or is no date, is refused and says so") {
  CHECK(date_of("24-Apr") == "date-without-year");
  CHECK(date_of("Apr 1") == "date-without-year");
  CHECK(date_of("04/24") == "date-without-year");
  CHECK(date_of("2018 Q1") == "date-ambiguous");
  CHECK(date_of("2024-04-01T08:30") == "date-with-time");
  CHECK(date_of("01/04/2024 23:59:59") == "date-with-time");
  for (const char* none : {"", "total", "12", "1/2/3/4", "45383", "2024", "1/4/024", "1/4/20244", "April", "RF4", "//",
                           "1:00", "2024-04-01 extra", "Jan-Feb 2020", "31/04/2024x"}) {
    CAPTURE(none);
    CHECK(date_of(none) == "date-unreadable");
  }
  CHECK(date_of("31/04/2024") == "date-unknown");
  CHECK(date_of("0000-01-01") == "date-out-of-range");
  CHECK(date_of("01/04/0000") == "date-out-of-range");
  CHECK(date_of("2024-00") == "date-unknown");
  CHECK(date_of("13/13/2024") == "date-unknown");
  CHECK(date_of("1/4/69") == "2069-04-01");
  CHECK(date_of("1/4/70") == "1970-04-01");
}

TEST_CASE("a column decides between day/month and month/day") {
  const auto month_first = look_at_dates({"04/01/2024", "04/13/2024"});
  CHECK(month_first.rule.order == DateOrder::month_first);
  CHECK(month_first.dates == 2);
  CHECK(date_of("04/01/2024", month_first.rule) == "2024-04-01");
  const auto day_first = look_at_dates({"01/04/2024", "30/04/2024"});
  CHECK(day_first.rule.order == DateOrder::day_first);
  const auto undecided = look_at_dates({"01/04/2024", "01/05/2024", ""});
  CHECK(undecided.rule.order == DateOrder::day_first);
  REQUIRE(undecided.said.size() == 1);
  CHECK(undecided.said[0].find("United Kingdom") != std::string::npos);
  const auto mixed = look_at_dates({"13/04/2024", "04/14/2024", "01/05/2024"});
  CHECK(mixed.rule.order == DateOrder::day_first);
  CHECK(mixed.dates == 2);
  CHECK(look_at_dates({"01/04/2024"}, DateOrder::month_first).rule.order == DateOrder::month_first);
  // Whatever made it so, a person is told.
  CHECK(month_first.warned == std::vector<std::string>{"Dates are read as month/day/year, since 04/13/2024 can't be day/month."});
  CHECK(look_at_dates({"04/01/2024", "04/13/2024"}, DateOrder::month_first).warned == month_first.warned);
  CHECK(look_at_dates({"01/04/2024"}, DateOrder::month_first).warned == std::vector<std::string>{"Dates are read as month/day/year (01/04/2024), as was said of the sheet."});
  CHECK(mixed.warned.size() == 1);
  CHECK(day_first.warned.empty());
  CHECK(undecided.warned.empty());
}

TEST_CASE("digits alone are day numbers or years only where the whole column is") {
  const auto serials = look_at_dates({"45383", "45413", ""});
  CHECK(serials.rule.day_numbers);
  CHECK(serials.dates == 2);
  CHECK(serials.numbers == 2);
  CHECK(date_of("45383", serials.rule) == "2024-04-01");
  CHECK_FALSE(look_at_dates({"45383", "01/04/2024"}).rule.day_numbers);
  CHECK_FALSE(look_at_dates({"45383", "12"}).rule.day_numbers);
  CHECK(date_of("2019", look_at_dates({"2018", "2019"}).rule) == "2019-01-01");
  CHECK(date_of("2011-12", look_at_dates({"2011-12", "2012-13"}).rule) == "2011-04-01");
  CHECK(date_of("2011-12", look_at_dates({"2011-11", "2011-12"}).rule) == "2011-12-01");
  CHECK(look_at_dates({}).dates == 0);
}

TEST_CASE("day and month the other way round are told as they should be written") {
  CHECK(exchange::read_date("02/14/2024", {}).error().detail == "There is no month 14; write the day first: 14/02/2024.");
  CHECK(exchange::read_date("14/02/24", {.order = DateOrder::month_first}).error().detail == "There is no month 14; write the month first: 02/14/2024.");
  CHECK(exchange::read_date("31/02/2024", {}).error().detail == "February 2024 has 29 days, not 31.");
}
