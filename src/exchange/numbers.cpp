#include "exchange/numbers.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/text.hpp"

namespace tributary::exchange {

namespace {

using std::string_view;

constexpr double largest = 1e15;  // beyond it a double no longer tells neighbouring whole numbers apart
constexpr std::size_t longest_number = 64;

constexpr std::array<string_view, 7> spaces = {" ", "\t", "\n", "\r", "\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"};
constexpr std::array<string_view, 4> dashes = {"-", "\xE2\x88\x92", "\xE2\x80\x93", "\xE2\x80\x94"};
constexpr std::array<string_view, 3> currencies = {"\xC2\xA3", "$", "\xE2\x82\xAC"};

using base::is_digit;
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Takes one of the words off the front; true where it did.
template <std::size_t N>
bool take(string_view& text, const std::array<string_view, N>& words) {
  for (const string_view word : words)
    if (text.starts_with(word)) {
      text.remove_prefix(word.size());
      return true;
    }
  return false;
}

void take_spaces(string_view& text) {
  while (take(text, spaces)) {
  }
}

base::Problem unreadable(string_view cell, string_view hint) {
  return {.code = "number-unreadable",
          .title = "The number can't be read",
          .detail = "\"" + base::shorten(cell, 40) + "\" is not a number. " + std::string(hint)};
}

Gap gap_of(string_view text) {
  if (text.empty()) return Gap::blank;
  if (text.size() > 24) return Gap::none;
  const std::string word = base::lower(text);
  for (const string_view held_back : {"*", "**", "***", "[c]", "suppressed", "supp", "sup"})
    if (word == held_back) return Gap::suppressed;
  for (const string_view absent :
       {"na", "n/a", "#n/a", "n.a.", "n.a", "null", "none", "nil return", "..", ".", ":", "[x]", "[z]", "not available",
        "not applicable", "no data", "missing", "not submitted", "--"})
    if (word == absent) return Gap::not_available;
  if (word == "#div/0!") return Gap::no_denominator;
  for (const string_view dash : dashes)
    if (word == dash) return Gap::not_available;
  return Gap::none;
}

// `<5` and `≤7` hide a small number.
bool hides_small_number(string_view text) {
  if (!take(text, std::array<string_view, 3>{"<=", "<", "\xE2\x89\xA4"})) return false;
  take_spaces(text);
  return !text.empty() && text.size() < 6 && std::all_of(text.begin(), text.end(), is_digit);
}

// The digits with their thousands marks taken out: groups of three after the first, all marked alike.
struct Digits {
  std::string plain;  // what std::from_chars reads
  bool thousands = false;
  string_view wrong;  // why they can't be read; empty when they can
};

Digits take_digits(string_view& text) {
  Digits digits;
  string_view mark;
  std::size_t group = 0;
  const auto take_run = [&] {
    group = 0;
    for (; !text.empty() && is_digit(text.front()); text.remove_prefix(1), ++group) digits.plain += text.front();
  };
  take_run();
  while (group > 0 && digits.plain.size() < longest_number) {
    string_view rest = text;
    string_view found;
    for (const string_view candidate : {string_view(","), spaces[0], spaces[4], spaces[5], spaces[6]})
      if (rest.starts_with(candidate)) found = candidate;
    if (found.empty()) break;
    rest.remove_prefix(found.size());
    if (rest.empty() || !is_digit(rest.front())) break;
    const std::size_t before = group;
    const bool first = !digits.thousands;
    text = rest;
    take_run();
    digits.thousands = true;
    if (group != 3 || (first && before > 3) || (!first && mark != found)) {
      digits.wrong = found == "," ? "A comma stands only before groups of three digits; write a decimal with a point."
                                  : "A space stands only before groups of three digits.";
      return digits;
    }
    mark = found;
  }
  if (text.starts_with('.')) {
    digits.plain += '.';
    text.remove_prefix(1);
    take_run();
  }
  if (text.size() > 1 && (text.front() == 'e' || text.front() == 'E')) {  // 1.2E+05, as Excel shows large numbers
    string_view rest = text.substr(1);
    const bool minus = rest.front() == '-';
    if (minus || rest.front() == '+') rest.remove_prefix(1);
    if (!rest.empty() && is_digit(rest.front())) {
      digits.plain += minus ? "e-" : "e";
      text = rest;
      take_run();
    }
  }
  if (std::none_of(digits.plain.begin(), digits.plain.end(), is_digit) || digits.plain.front() == 'e')
    digits.wrong = "Write digits, or leave the cell empty.";
  return digits;
}

// Why the text after the digits is no unit; empty when it may be one.
string_view not_a_unit(string_view text) {
  const std::string word = base::lower(text);
  for (const string_view multiple : {"k", "m", "bn", "mn", "million", "thousand", "billion"})
    if (word == multiple) return "Write the number in full: 1.2k as 1200.";
  for (const string_view other : {"am", "pm", "st", "nd", "rd", "th", "x"})
    if (word == other) return "Write digits and, if you like, a unit after them.";
  for (const string_view month : {"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"})
    if (word.starts_with(month) && word != "months" && word != "month" && word != "marks")
      return "This looks like a date.";
  const auto fits = [](char c) { return is_letter(c) || c == ' ' || c == '/' || c == '%' || c == '.' || c == '-'; };
  if (text.size() > 32 || (!word.starts_with("per ") && !std::all_of(text.begin(), text.end(), fits)) ||
      !(is_letter(text.front()) || text.front() == '/'))
    return "Write digits and, if you like, a unit after them.";
  return {};
}

}  // namespace

string_view in_words(Gap gap) {
  switch (gap) {
    case Gap::none: return "a value";
    case Gap::blank: return "blank";
    case Gap::suppressed: return "suppressed";
    case Gap::not_available: return "not available";
    case Gap::no_denominator: return "nobody to count";
  }
  return {};
}

base::Result<NumberReading> read_number(string_view cell) {
  string_view text = base::trim(cell);
  NumberReading reading;
  if (!text.empty() && text.size() < 16 && std::all_of(text.begin(), text.end(), is_digit)) {  // most cells are this
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    reading.value = value;
    return reading;
  }
  reading.gap = hides_small_number(text) ? Gap::suppressed : gap_of(text);
  if (reading.gap != Gap::none) return reading;
  if (text.starts_with("##"))
    return base::fail(unreadable(cell, "Excel shows #### where the column is too narrow. Widen it and copy again."));
  if (text.starts_with('#'))
    return base::fail(unreadable(cell, "The spreadsheet shows an error here. Mend its formula and copy again."));

  bool negative = false;
  if (text.starts_with('(') && text.ends_with(')')) {
    text = base::trim(text.substr(1, text.size() - 2));
    reading.parentheses = negative = true;
  }
  const auto take_sign = [&] {
    if (negative) return;
    if (take(text, dashes)) negative = true;
    else if (text.starts_with('+')) text.remove_prefix(1);
    take_spaces(text);
  };
  take_sign();
  reading.currency = take(text, currencies);
  if (reading.currency) take_spaces(text), take_sign();

  Digits digits = take_digits(text);
  if (!digits.wrong.empty()) return base::fail(unreadable(cell, digits.wrong));
  reading.thousands = digits.thousands;
  take_spaces(text);
  if (text == "%") reading.percent = true;
  else if (!text.empty()) {
    if (const string_view why = not_a_unit(text); !why.empty()) return base::fail(unreadable(cell, why));
    reading.unit = text;
  }

  double value = 0;
  const char* end = digits.plain.data() + digits.plain.size();
  const auto [stop, error] = std::from_chars(digits.plain.data(), end, value);
  if (error == std::errc::invalid_argument || stop != end)
    return base::fail(unreadable(cell, "Write digits, with a point before the decimals."));
  if (error != std::errc{} || !std::isfinite(value) || std::fabs(value) > largest)
    return base::fail({.code = "number-out-of-range",
                       .title = "The number is out of range",
                       .detail = "\"" + base::shorten(cell, 40) +
                                 "\" is larger than 10^15, or too small to tell from " +
                                 "zero. Check it, or use a larger unit."});
  reading.value = negative ? -value : value;
  if (*reading.value == 0) reading.value = 0.0;  // not minus zero
  return reading;
}

bool fails_as_number(string_view cell) {
  cell = base::trim(cell);
  if (cell.size() > 64) return false;
  const std::string word = base::lower(cell.starts_with('-') || cell.starts_with('+') ? cell.substr(1) : cell);
  if (word == "nan" || word == "inf" || word == "infinity" || word.starts_with("#")) return true;
  const auto reading = read_number(cell);
  return !reading && reading.error().code == "number-out-of-range";
}

std::string understood(string_view cell, const NumberReading& reading) {
  const std::string quoted = "\"" + base::shorten(cell, 40) + "\"";
  if (reading.gap == Gap::blank || (!reading.value && reading.gap == Gap::none)) return {};
  if (!reading.value && base::trim(cell).starts_with("#DIV"))
    return quoted + " was read as a gap: the formula divides by nothing, so there was nobody to count.";
  if (!reading.value) return quoted + " was read as a gap: " + std::string(in_words(reading.gap)) + ".";
  const bool plain =
      !reading.percent && !reading.thousands && !reading.currency && !reading.parentheses && reading.unit.empty();
  if (plain) return {};
  std::string said = quoted + " was read as " + base::to_text(*reading.value);
  if (reading.percent) said += " per cent";
  if (!reading.unit.empty()) said += "; \"" + std::string(reading.unit) + "\" was taken for its unit";
  return said + ".";
}

}  // namespace tributary::exchange
