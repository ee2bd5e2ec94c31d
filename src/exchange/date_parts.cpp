#include "exchange/date_parts.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace tributary::exchange {

namespace {

using base::is_digit;
using std::string_view;

unsigned month_named(string_view word) {
  constexpr std::array<string_view, 12> names = {"january", "february", "march",     "april",   "may",      "june",
                                                 "july",    "august",   "september", "october", "november", "december"};
  for (unsigned i = 0; i < names.size(); ++i)
    if ((word.size() == 3 && names[i].starts_with(word)) || word == names[i] || (i == 8 && word == "sept"))
      return i + 1;
  return 0;
}

bool is_weekday(string_view word) {
  constexpr std::array<string_view, 7> names = {"monday", "tuesday",  "wednesday", "thursday",
                                                "friday", "saturday", "sunday"};
  return word.size() >= 3 &&
         std::any_of(names.begin(), names.end(), [&](string_view n) { return n.starts_with(word); });
}

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

}  // namespace

std::string comparable_date(string_view cell) {
  constexpr std::array<string_view, 4> dashes = {"\xE2\x80\x90", "\xE2\x80\x91", "\xE2\x80\x93", "\xE2\x80\x94"};
  constexpr std::array<string_view, 3> spaces = {"\xC2\xA0", "\xE2\x80\xAF", "\xE2\x80\x89"};
  std::string text = base::lower(cell);
  if (std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) return text;
  const auto replace = [&](string_view from, char to) {
    for (auto at = text.find(from); at != text.npos; at = text.find(from, at + 1)) text.replace(at, from.size(), 1, to);
  };
  for (const string_view dash : dashes) replace(dash, '-');
  for (const string_view space : spaces) replace(space, ' ');
  return text;
}

int take_time_of_day(string_view& text) {
  const auto colon = text.find(':');
  if (colon == text.npos) return 0;
  const auto begin = text.find_last_of("t ", colon);
  if (begin == text.npos) return -1;
  string_view time = base::trim(text.substr(begin + 1));
  text = base::trim(text.substr(0, begin));
  if (const auto zone = time.find_first_of("z+-"); zone != time.npos) time = time.substr(0, zone);
  if (time.ends_with("am") && time.starts_with("12")) time = base::trim(time.substr(2, time.size() - 4));
  int other = 0;
  for (const char c : time) {
    if (!is_digit(c) && c != ':' && c != '.') return -1;
    if (is_digit(c) && c != '0') other = 1;
  }
  return other;
}

std::optional<DateParts> cut_date(string_view text) {
  DateParts parts;
  for (const string_view week :
       {"w/c", "w/b", "wc", "week commencing", "week beginning", "week starting", "w/e", "week ending"})
    if (text.starts_with(week)) {
      text = base::trim(text.substr(week.size()));
      parts.week = true;
      break;
    }
  if (text.starts_with('-') || text.starts_with('/')) return std::nullopt;
  char before = 0;
  for (std::size_t i = 0; i < text.size();) {
    const bool digits = is_digit(text[i]);
    if (!digits && !is_lower(text[i])) {
      if (string_view(" -/.,'\t\n\r").find(text[i]) == string_view::npos) return std::nullopt;
      if (before == 0 || before == ' ') before = text[i];
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < text.size() && (digits ? is_digit(text[end]) : is_lower(text[end]))) ++end;
    const string_view run = text.substr(i, end - i);
    i = end;
    const bool after_digits = parts.count > 0 && parts.list[parts.count - 1].digits;
    const bool ordinal = after_digits && before == 0 && (run == "st" || run == "nd" || run == "rd" || run == "th");
    if (!digits && (ordinal || run == "of" || run == "fy" || is_weekday(run))) continue;
    if (parts.count == parts.list.size()) return std::nullopt;
    DatePart part{.text = run, .digits = digits};
    before = 0;
    if (digits) {
      if (run.size() > 8) return std::nullopt;
      std::from_chars(run.data(), run.data() + run.size(), part.number);
      parts.shape += static_cast<char>('0' + static_cast<char>(run.size()));
    } else {
      part.number = month_named(run);
      parts.shape += part.number > 0 ? 'M' : 'W';
    }
    parts.list[parts.count++] = part;
  }
  return parts;
}

}  // namespace tributary::exchange
