#include "exchange/patient_level.hpp"

#include <algorithm>
#include <array>
#include <chrono>

#include "base/text.hpp"
#include "exchange/dates.hpp"

namespace tributary::exchange {

namespace {

using std::string_view;

constexpr std::uint32_t header_rows = 20;  // a header stands among the first rows
constexpr std::size_t fewest_plain = 3;    // NHS numbers without spaces that make a column suspect
constexpr std::size_t fewest_births = 5;
constexpr std::chrono::days births_span{30 * 365};

using base::is_digit;

base::Problem refusal(std::string reason, Place place) {
  return {.code = "patient-level-data",
          .title = "This looks like data about individual patients",
          .detail = std::move(reason) +
                    " Nothing was stored. Import counts and rates, and leave columns about individuals out.",
          .field = "column " + column_name(place.column),
          .where = cell_name(place)};
}

// The words of a header: lower case, every other character a single space.
std::string words_of(string_view header) {
  std::string words;
  for (const char c : header) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c);
    if (letter) words += c;
    else if (c != '\'' && !words.empty() && words.back() != ' ') words += ' ';
  }
  return base::lower(base::trim(words));
}

bool names_an_individual(string_view header) {
  if (header.empty() || header.size() > 40) return false;
  std::string words = words_of(header);
  bool of_a_person = false;
  for (const string_view who : {"patient ", "patients ", "client ", "service user ", "person ", "pt "})
    if (words.starts_with(who)) {
      words.erase(0, who.size());
      of_a_person = true;
      break;
    }
  constexpr auto telling = std::to_array<string_view>({"nhs number",
                                                       "nhs no",
                                                       "nhsnumber",
                                                       "nhsno",
                                                       "nhs num",
                                                       "date of birth",
                                                       "dateofbirth",
                                                       "dob",
                                                       "d o b",
                                                       "birth date",
                                                       "birthdate",
                                                       "birthday",
                                                       "surname",
                                                       "forename",
                                                       "forenames",
                                                       "first name",
                                                       "firstname",
                                                       "last name",
                                                       "lastname",
                                                       "family name",
                                                       "given name",
                                                       "full name",
                                                       "hospital number",
                                                       "hospital no",
                                                       "hosp no",
                                                       "mrn",
                                                       "medical record number",
                                                       "chi number",
                                                       "chi no",
                                                       "national insurance number",
                                                       "ni number",
                                                       "nino",
                                                       "person id"});
  if (std::find(telling.begin(), telling.end(), words) != telling.end()) return true;
  return of_a_person && (words == "name" || words == "id" || words == "address" || words == "postcode");
}

// The ten-digit numbers within a cell, not beside other digits: how many there are, how many are NHS numbers, and whether
// one of these is written 3-3-4.
struct TenDigits {
  std::size_t seen = 0;
  std::size_t valid = 0;
  bool valid_as_334 = false;
};

TenDigits ten_digits_in(string_view cell) {
  TenDigits found;
  for (std::size_t i = 0; i < cell.size();) {
    if (!is_digit(cell[i])) {
      ++i;
      continue;
    }
    std::array<char, 10> digits{};
    std::size_t count = 0;
    std::size_t end = i;
    int marks = 0;
    for (; end < cell.size() && count <= digits.size(); ++end) {
      const char c = cell[end];
      if (is_digit(c)) {
        if (count < digits.size()) digits[count] = c;
        ++count;
        continue;
      }
      const bool mark = (c == ' ' || c == '-') && (count == 3 || count == 6) && end + 1 < cell.size() &&
                        is_digit(cell[end + 1]) && is_digit(cell[end - 1]);
      if (!mark) break;
      ++marks;
    }
    while (end < cell.size() && is_digit(cell[end])) ++end, ++count;
    const bool decimal = end + 1 < cell.size() && (cell[end] == '.' || cell[end] == ',') && is_digit(cell[end + 1]);
    const bool after_point = i > 0 && (cell[i - 1] == '.' || cell[i - 1] == ',');
    if (count == digits.size() && marks != 1 && !decimal && !after_point) {
      ++found.seen;
      if (is_nhs_number({digits.data(), digits.size()})) {
        ++found.valid;
        found.valid_as_334 = found.valid_as_334 || marks == 2;
      }
    }
    i = end;
  }
  return found;
}

base::Done refuse_nhs_numbers(const Table& table) {
  struct Column {
    TenDigits sum;
    Place first;
  };
  std::vector<Column> columns(table.columns());
  for (std::uint32_t row = 0; row < table.rows(); ++row)
    for (std::uint32_t c = 0; c < table.columns(row); ++c) {
      const string_view cell = table.cell({row, c});
      if (cell.size() < 10) continue;
      const TenDigits found = ten_digits_in(cell);
      Column& column = columns[c];
      if (column.sum.valid == 0 && found.valid > 0) column.first = {row, c};
      column.sum.seen += found.seen;
      column.sum.valid += found.valid;
      column.sum.valid_as_334 = column.sum.valid_as_334 || found.valid_as_334;
    }
  for (const Column& column : columns) {
    const bool enough = column.sum.valid_as_334 || column.sum.valid >= fewest_plain;
    if (enough && 2 * column.sum.valid >= column.sum.seen)
      return base::fail(
          refusal("Column " + column_name(column.first.column) + " holds " +
                      (column.sum.valid == 1 ? "a valid NHS number"
                                             : std::to_string(column.sum.valid) + " valid NHS numbers, the first") +
                      " in row " + std::to_string(column.first.row + 1) + ".",
                  column.first));
  }
  return {};
}

base::Done refuse_headers(const Table& table) {
  for (std::uint32_t row = 0; row < std::min(table.rows(), header_rows); ++row)
    for (std::uint32_t c = 0; c < table.columns(row); ++c) {
      if (!names_an_individual(table.cell({row, c}))) continue;
      for (std::uint32_t below = row + 1; below < table.rows(); ++below)
        if (!table.cell({below, c}).empty())
          return base::fail(
              refusal("The header of column " + column_name(c) + " in row " + std::to_string(row + 1) +
                          " is one of those that name individuals (such as NHS number, date of birth, surname).",
                      {row, c}));
    }
  return {};
}

// The days of one column, as far as they tell births from a series.
struct Days {
  std::size_t count = 0;
  std::size_t rising = 0;   // steps to a later day
  std::size_t falling = 0;  // steps to an earlier one
  base::Date first;
  base::Date last;
  base::Date before;
  bool all_first_of_month = true;
  Place place;
};

// Quick, since every cell of every sheet is asked: three digits or more, and two separators.
bool may_be_a_day(string_view cell) {
  if (cell.size() < 6 || cell.size() > 30) return false;
  const auto separates = [](char c) { return c == '/' || c == '-' || c == '.' || c == ' '; };
  return std::count_if(cell.begin(), cell.end(), is_digit) >= 3 &&
         std::count_if(cell.begin(), cell.end(), separates) >= 2;
}

void add_day(Days& days, base::Date date, Place place) {
  if (days.count == 0) days.first = days.last = date, days.place = place;
  else (date > days.before ? days.rising : days.falling) += date == days.before ? 0 : 1;
  days.before = date;
  days.first = std::min(days.first, date);
  days.last = std::max(days.last, date);
  if (std::chrono::year_month_day{date}.day() != std::chrono::day{1}) days.all_first_of_month = false;
  ++days.count;
}

base::Done refuse_births(const Table& table) {
  std::vector<Days> columns(table.columns());
  for (std::uint32_t row = 0; row < table.rows(); ++row)
    for (std::uint32_t c = 0; c < table.columns(row); ++c) {
      const string_view cell = table.cell({row, c});
      if (!may_be_a_day(cell)) continue;
      const auto date = read_date(cell, {});
      if (date && date->span == Span::day) add_day(columns[c], date->date, {row, c});
    }
  for (const Days& days : columns) {
    // A series restarts for each place it covers; births go up and down about equally often.
    const bool out_of_order = 3 * std::min(days.rising, days.falling) >= std::max(days.rising, days.falling);
    if (days.count >= fewest_births && days.rising + days.falling >= 4 && out_of_order && !days.all_first_of_month &&
        days.last - days.first > births_span)
      return base::fail(refusal(
          "Column " + column_name(days.place.column) + " looks like dates of birth: " + std::to_string(days.count) +
              " days out of order over more than thirty years, from row " + std::to_string(days.place.row + 1) + ".",
          days.place));
  }
  return {};
}

}  // namespace

bool is_nhs_number(string_view ten_digits) {
  if (ten_digits.size() != 10 || !std::all_of(ten_digits.begin(), ten_digits.end(), is_digit)) return false;
  if (std::all_of(ten_digits.begin(), ten_digits.end(), [&](char c) { return c == ten_digits[0]; })) return false;
  int sum = 0;
  for (int i = 0; i < 9; ++i) sum += (ten_digits[static_cast<std::size_t>(i)] - '0') * (10 - i);
  const int check = (11 - sum % 11) % 11;
  return check == ten_digits[9] - '0';  // a check of 10 equals no digit
}

base::Done refuse_patient_level(const Table& table) {
  if (auto done = refuse_headers(table); !done) return done;
  if (auto done = refuse_nhs_numbers(table); !done) return done;
  return refuse_births(table);
}

}  // namespace tributary::exchange
