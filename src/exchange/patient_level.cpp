#include "exchange/patient_level.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "base/text.hpp"
#include "exchange/dates.hpp"
#include "exchange/numbers.hpp"

namespace tributary::exchange {

namespace {

using std::string_view;

constexpr std::uint32_t header_rows = 20;  // a header stands among the first rows
constexpr std::size_t fewest_plain = 3;    // NHS numbers without spaces that make a column suspect
constexpr std::size_t fewest_births = 5;
constexpr std::chrono::days births_span{30 * 365};
constexpr std::chrono::days childhood_span{5 * 365};

using base::is_digit;

base::Problem refusal(std::string reason, Place place) {
  return {.code = "patient-level-data",
          .title = "This looks like data about individual patients",
          .detail = std::move(reason) +
                    " Nothing was stored. Import counts and rates, and leave columns about individuals out.",
          .field = "column " + column_name(place.column),
          .where = cell_name(place)};
}

// The words of a header: lower case, every other character a single space; what stands in brackets is about how it is written.
std::string words_of(string_view header) {
  std::string words;
  int depth = 0;
  for (const char c : header) {
    if (c == '(' || c == '[') ++depth;
    if (depth > 0) {
      if (c == ')' || c == ']') --depth;
      continue;
    }
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || is_digit(c);
    if (letter) words += c;
    else if (c != '\'' && !words.empty() && words.back() != ' ') words += ' ';
  }
  return base::lower(base::trim(words));
}

// "Patient's DOB", "NHS number of the patient": takes whose it is off; true where it said so.
bool take_person(std::string& words) {
  constexpr auto people = std::to_array<string_view>({"patient", "patients", "client", "clients", "service user", "service users", "person",
                                                      "pt", "child", "childs", "baby", "babys", "infant", "mother", "mothers"});
  for (const string_view who : people) {
    if (words.starts_with(std::string(who) + " ")) return words.erase(0, who.size() + 1), true;
    for (const string_view of : {" of the ", " of ", " for ", " "})
      if (words.ends_with(std::string(of) + std::string(who)))
        return words.erase(words.size() - of.size() - who.size()), true;
  }
  return false;
}

bool names_an_individual(string_view header) {
  if (header.empty() || header.size() > 60 || header.find('%') != header.npos) return false;
  std::string words = words_of(header);
  const bool of_a_person = take_person(words);
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

// Words beside which a number of ten digits is an identifier, and those beside which it is an amount.
bool has_any(string_view header, std::initializer_list<string_view> any) {
  const std::string words = " " + words_of(header) + " ";
  return std::ranges::any_of(any, [&](string_view word) { return words.find(" " + std::string(word) + " ") != words.npos; });
}

bool heads_identifiers(string_view header) {
  return has_any(header, {"id", "ids", "identifier", "identity", "no", "ref", "reference", "nhs", "patient", "patients", "person", "client",
                          "case", "record", "key", "unit number", "case number", "patient number"});
}

bool heads_amounts(string_view header) {
  return has_any(header, {"pounds", "pound", "gbp", "spend", "spent", "cost", "costs", "budget", "income", "money", "value of", "price", "phone",
                          "telephone", "tel", "mobile", "bytes", "seconds", "milliseconds", "timestamp"}) ||
         header.find("\xC2\xA3") != header.npos;
}

// No-break and thin spaces as spaces, the other dashes as dashes: what a document or a web page puts between the digits.
std::string with_plain_marks(string_view cell) {
  constexpr auto marks = std::to_array<std::pair<string_view, char>>({{"\xC2\xA0", ' '}, {"\xE2\x80\xAF", ' '}, {"\xE2\x80\x89", ' '},
      {"\xE2\x80\x87", ' '}, {"\xE2\x80\x90", '-'}, {"\xE2\x80\x91", '-'}, {"\xE2\x80\x93", '-'}, {"\xE2\x88\x92", '-'}});
  std::string plain;
  while (!cell.empty()) {
    const auto found = std::ranges::find_if(marks, [&](const auto& mark) { return cell.starts_with(mark.first); });
    plain += found != marks.end() ? found->second : cell.front();
    cell.remove_prefix(found != marks.end() ? found->first.size() : 1);
  }
  return plain;
}

// The ten-digit numbers within a cell, not beside other digits: how many there are, how many are NHS numbers, and whether
// one of these is written 3-3-4.
struct TenDigits {
  std::size_t seen = 0;
  std::size_t valid = 0;
  bool valid_as_334 = false;
};

TenDigits ten_digits_in_plain(string_view cell) {
  TenDigits found;
  for (std::size_t i = 0; i < cell.size();) {
    if (!is_digit(cell[i])) {
      ++i;
      continue;
    }
    std::array<char, 10> digits{};
    std::size_t count = 0;
    std::size_t end = i;
    std::string marks_after;  // after how many digits a mark stood
    for (; end < cell.size() && count <= digits.size(); ++end) {
      const char c = cell[end];
      if (is_digit(c)) {
        if (count < digits.size()) digits[count] = c;
        ++count;
        continue;
      }
      const bool joins = c == ' ' || c == '-' || c == '.';
      const bool groups = c == ',' && (count == 1 || count == 4 || count == 7);
      const bool mark = ((joins && (count == 3 || count == 6)) || groups) && end + 1 < cell.size() && is_digit(cell[end + 1]) &&
                        is_digit(cell[end - 1]);
      if (!mark) break;
      marks_after += static_cast<char>('0' + count);
    }
    while (end < cell.size() && is_digit(cell[end])) ++end, ++count;
    // 9434765919.0 is how a table of numbers with gaps is written out; 9434765919.5 is an amount.
    std::size_t zeros = end;
    if (end + 1 < cell.size() && cell[end] == '.')
      for (++zeros; zeros < cell.size() && cell[zeros] == '0';) ++zeros;
    const bool decimal = end + 1 < cell.size() && (cell[end] == '.' || cell[end] == ',') && is_digit(cell[end + 1]) &&
                         (zeros == end || (zeros < cell.size() && is_digit(cell[zeros])));
    const bool after_point = i > 0 && (cell[i - 1] == '.' || cell[i - 1] == ',');
    const bool as_334 = marks_after == "36";
    if (count == digits.size() && (marks_after.empty() || as_334 || marks_after == "147") && !decimal && !after_point) {
      ++found.seen;
      if (is_nhs_number({digits.data(), digits.size()})) {
        ++found.valid;
        found.valid_as_334 = found.valid_as_334 || as_334;
      }
    }
    i = std::max(end, i + 1);
  }
  return found;
}

TenDigits ten_digits_in(string_view cell) {
  if (cell.size() < 10 || std::count_if(cell.begin(), cell.end(), is_digit) < 10) return {};
  const bool plain = std::all_of(cell.begin(), cell.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
  return plain ? ten_digits_in_plain(cell) : ten_digits_in_plain(with_plain_marks(cell));
}

bool is_plain_number(string_view cell) {
  const auto reading = read_number(cell);
  return reading && (reading->value || reading->gap != Gap::none);
}

// What is above the first ten-digit number of a column: its head, if there is one.
string_view head_of(const Table& table, Place first) {
  for (std::uint32_t row = first.row; row-- > 0;)
    if (const string_view cell = table.cell({row, first.column}); !cell.empty() && !is_plain_number(cell)) return cell;
  return {};
}

// A cell over a column of numbers none of which has ten digits: dates run down, and each person has a column.
bool heads_a_column(const Table& table, Place place) {
  bool numbers = false;
  for (std::uint32_t row = place.row + 1; row < table.rows(); ++row) {
    const string_view cell = table.cell({row, place.column});
    if (ten_digits_in(cell).seen > 0) return false;
    numbers = numbers || is_plain_number(cell);
  }
  return numbers;
}

base::Done refuse_nhs_numbers(const Table& table) {
  struct Column {
    TenDigits sum;
    Place first;
    std::size_t filled = 0;
    bool among_words = false;  // "NHS 9434765919" in a sentence
  };
  std::vector<Column> columns(table.columns());
  for (std::uint32_t row = 0; row < table.rows(); ++row)
    for (std::uint32_t c = 0; c < table.columns(row); ++c) {
      const string_view cell = table.cell({row, c});
      Column& column = columns[c];
      column.filled += cell.empty() ? 0 : 1;
      const TenDigits found = ten_digits_in(cell);
      if (found.seen == 0) continue;
      if (column.sum.valid == 0 && found.valid > 0) column.first = {row, c};
      column.sum.seen += found.seen;
      column.sum.valid += found.valid;
      column.sum.valid_as_334 = column.sum.valid_as_334 || found.valid_as_334;
      column.among_words = column.among_words || (found.valid > 0 && has_any(cell, {"nhs", "patient", "pt"}));
      if (row < header_rows && found.valid > 0 && heads_a_column(table, {row, c}))
        return base::fail(refusal("The head of column " + column_name(c) + " in row " + std::to_string(row + 1) + " is a valid NHS number.", {row, c}));
    }
  for (const Column& column : columns) {
    const TenDigits& sum = column.sum;
    if (sum.valid == 0) continue;
    const string_view head = head_of(table, column.first);
    // One in eleven amounts passes the check digit by chance: one alone tells only where it is written or headed as an
    // identifier is; two, where the column holds nothing else of that length and isn't headed as an amount.
    const bool told = sum.valid_as_334 || column.among_words || heads_identifiers(head);
    const bool nothing_else = sum.valid >= 2 && sum.valid == sum.seen && sum.seen + (head.empty() ? 0 : 1) >= column.filled;
    const bool enough = told || sum.valid >= fewest_plain || (nothing_else && !heads_amounts(head));
    if (enough && 2 * sum.valid >= sum.seen)
      return base::fail(refusal("Column " + column_name(column.first.column) + " holds " +
                                    (sum.valid == 1 ? "a valid NHS number" : std::to_string(sum.valid) + " valid NHS numbers, the first") +
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

base::Problem looks_like_births(const Days& days, std::string why) {
  return refusal("Column " + column_name(days.place.column) + " looks like dates of birth: " + std::move(why) + ", from row " +
                     std::to_string(days.place.row + 1) + ".",
                 days.place);
}

// A sheet of counts has one column of dates, in order. Days of birth stand beside it, in no order.
bool in_no_order(const Days& days) {
  return days.rising + days.falling >= 4 && 3 * std::min(days.rising, days.falling) >= std::max(days.rising, days.falling);
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
  const auto beside = [&](const Days& days) {  // the dates of what happened: in another column, and nearly as many
    return std::ranges::find_if(columns, [&](const Days& each) { return &each != &days && 2 * each.count >= days.count && each.count > 0; });
  };
  for (const Days& days : columns) {
    if (days.count == 0) continue;
    const auto events = beside(days);
    const string_view head = head_of(table, days.place);
    if (has_any(head, {"born", "birth", "births", "bdate"}) && head.find('%') == head.npos && (events != columns.end() || in_no_order(days)))
      return base::fail(looks_like_births(days, "it is headed so and holds days"));
    if (days.count < fewest_births || !in_no_order(days) || days.all_first_of_month) continue;
    if (days.last - days.first > births_span)
      return base::fail(looks_like_births(days, std::to_string(days.count) + " days out of order over more than thirty years"));
    // Of children: over more than five years, while all that happened to them did within a quarter of that.
    const bool of_children = events != columns.end() && days.last - days.first > childhood_span && days.last <= events->last &&
                             4 * (events->last - events->first) < days.last - days.first;
    if (of_children)
      return base::fail(looks_like_births(days, std::to_string(days.count) + " days out of order over more than five years, beside later ones"));
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
