#include "exchange/numbers.hpp"

#include <doctest/doctest.h>

#include <cmath>

using namespace tributary;
using exchange::Gap;
using exchange::read_number;

namespace {

double number_of(std::string_view cell) {
  const auto reading = read_number(cell);
  REQUIRE_MESSAGE(reading.has_value(), cell, " is refused");
  REQUIRE_MESSAGE(reading->value.has_value(), cell, " is a gap");
  return *reading->value;
}

std::string refusal_of(std::string_view cell) {
  const auto reading = read_number(cell);
  return reading ? "" : reading.error().code;
}

}  // namespace

TEST_CASE("numbers are read as people write them") {
  CHECK(number_of("21289") == 21289);
  CHECK(number_of(" 1,234 ") == 1234);
  CHECK(number_of("1,234,567.5") == 1234567.5);
  CHECK(number_of("1 234") == 1234);
  CHECK(number_of("1\xC2\xA0"
                  "234\xC2\xA0"
                  "567") == 1234567);
  CHECK(number_of("-5") == -5);
  CHECK(number_of("\xE2\x88\x92"
                  "5.25") == -5.25);
  CHECK(number_of("- 5") == -5);
  CHECK(number_of("+5") == 5);
  CHECK(number_of("(1,200)") == -1200);
  CHECK(number_of(".5") == 0.5);
  CHECK(number_of("5.") == 5);
  CHECK(number_of("1.2E+05") == 120000);
  CHECK(number_of("\xC2\xA3"
                  "1,200.50") == 1200.5);
  CHECK(number_of("-\xC2\xA3"
                  "3") == -3);
  CHECK(number_of("\xC2\xA3"
                  "-3") == -3);
  CHECK(number_of("3.5 days") == 3.5);
  CHECK(number_of("3.5 per 1,000 bed days") == 3.5);
  CHECK(number_of("0.1") == 0.1);
  CHECK(number_of("-0") == 0);
  CHECK_FALSE(std::signbit(number_of("-0")));
  CHECK(number_of("95.2%") == 95.2);
  CHECK(number_of("95 %") == 95);
}

TEST_CASE("a reading says what was taken off") {
  const auto percent = read_number("95%").value();
  CHECK(percent.percent);
  const auto days = read_number("3.5 days").value();
  CHECK(days.unit == "days");
  CHECK(exchange::understood("3.5 days", days) == "\"3.5 days\" was read as 3.5; \"days\" was taken for its unit.");
  CHECK(exchange::understood("(12)", read_number("(12)").value()) == "\"(12)\" was read as -12.");
  CHECK(exchange::understood("*", read_number("*").value()) == "\"*\" was read as a gap: suppressed.");
  CHECK(exchange::understood("12", read_number("12").value()).empty());
  CHECK(exchange::understood("", read_number("").value()).empty());
}

TEST_CASE("a gap says why there is no number") {
  for (const char* blank : {"", " ", "\xC2\xA0"}) CHECK(read_number(blank).value().gap == Gap::blank);
  for (const char* held_back : {"*", "[c]", "<5", "\xE2\x89\xA4 7", "< 8"})
    CHECK(read_number(held_back).value().gap == Gap::suppressed);
  for (const char* absent : {"-", "\xE2\x80\x93", "n/a", "N/A", "NA", "NULL", "..", "#N/A", "Not available"})
    CHECK(read_number(absent).value().gap == Gap::not_available);
  CHECK(read_number("#DIV/0!").value().gap == Gap::no_denominator);
}

TEST_CASE("what is no number is refused rather than guessed at") {
  for (const char* none : {"NaN",      "nan",   "inf",  "-inf",   "Infinity", "1,5",  "12,34", "1,2345", "1,234 567",
                           "12 34",    "1.2.3", "1.2k", "3m",     "5 Apr",    "5 pm", "1st",   "10/12",  "01:30",
                           "12 of 30", "#REF!", "####", "abc",    "--5",      "(-5)", "()",    "%",      "\xC2\xA3",
                           "0x1F",     ",5",    "1,",   "5 to 7", "=1+1",     "e5",   ">95",   "1 2"}) {
    CAPTURE(none);
    CHECK(refusal_of(none) == "number-unreadable");
  }
  CHECK(refusal_of("1e300") == "number-out-of-range");
  CHECK(refusal_of("1e-999") == "number-out-of-range");
  CHECK(refusal_of("9999999999999999") == "number-out-of-range");
  CHECK(refusal_of(std::string(5000, '9')) == "number-out-of-range");
}
