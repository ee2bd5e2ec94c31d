#include "domain/guessable_password.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "base/text.hpp"

namespace tributary::domain {

namespace {

using std::string_view;

constexpr std::size_t fewest_different = 5;
constexpr std::size_t fewest_left = 6;    // characters beside address and runs
constexpr std::size_t longest_unit = 8;   // of a piece over and over
constexpr std::size_t shortest_run = 4;

constexpr auto runs = std::to_array<string_view>({"abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "qwertzuiop", "azertyuiop",
                                                  "asdfghjkl", "zxcvbnm", "!\"£$%^&*()"});

// Words of the list are tried with all their forms: "passwords" is "password" and "s".
constexpr auto common = std::to_array<string_view>({
    "a",        "abc",      "account",   "admin",      "administrator", "april",   "arsenal",    "august",   "autumn",   "baseball", "batman",
    "bolton",   "bury",     "change",    "changeit",   "changeme",      "charlie", "chelsea",    "computer", "data",     "december", "default",
    "demo",     "demonstration", "doctor", "dragon",   "everton",       "february", "football",  "freedom",  "friday",   "god",      "guest",
    "health",   "hello",    "hospital",  "hunter",     "i",             "iloveyou", "improvement", "is",     "it",       "january",  "july",
    "june",     "letmein",  "liverpool", "login",      "love",          "manchester", "march",   "master",   "may",      "me",       "monday",
    "monkey",   "my",       "new",       "nhs",        "november",      "nurse",   "october",    "oldham",   "only",     "open",     "p",
    "pass",     "passcode", "passphrase", "passwd",    "password",      "please",  "princess",   "qwerty",   "rochdale", "root",     "s",
    "salford",  "saturday", "secret",    "september",  "shadow",        "spring",  "starwars",   "stockport", "summer",  "sunday",   "sunshine",
    "superman", "system",   "tameside",  "temp",       "temporary",     "test",    "testing",    "the",      "this",     "to",       "of",       "at",      "in",       "for",      "and",     "thursday", "trafford",
    "tributary", "trust",   "tuesday",   "united",     "user",          "ward",    "wednesday",  "welcome",  "wigan",    "winter",   "you",
    "your",
});

// What people write for letters.
char plain_letter(char c) {
  switch (c) {
    case '0': return 'o';
    case '1': case '!': case '|': return 'i';
    case '3': return 'e';
    case '4': case '@': return 'a';
    case '5': case '$': return 's';
    case '7': return 't';
    default: return c;
  }
}

bool repeats_a_piece(string_view text) {
  for (std::size_t unit = 1; unit <= longest_unit && 2 * unit <= text.size(); ++unit) {
    bool all = true;
    for (std::size_t i = unit; i < text.size() && all; ++i) all = text[i] == text[i - unit];
    if (all) return true;
  }
  return false;
}

// How far a run goes from there, upwards or downwards: "1234", "rewq".
std::size_t run_at(string_view text) {
  std::size_t longest = 0;
  for (const string_view run : runs)
    for (const bool up : {true, false}) {
      std::string way(run);
      if (!up) std::ranges::reverse(way);
      const auto from = way.find(text.front());
      if (from == way.npos) continue;
      std::size_t length = 0;
      while (length < text.size() && from + length < way.size() && way[from + length] == text[length]) ++length;
      longest = std::max(longest, length);
    }
  return longest;
}

std::string without_runs(string_view text) {
  std::string left;
  while (!text.empty()) {
    const std::size_t run = run_at(text);
    if (run < shortest_run) left += text.front();
    text.remove_prefix(run < shortest_run ? 1 : run);
  }
  return left;
}

void take_out(std::string& text, string_view what) {
  if (what.size() < 4) return;
  for (auto at = text.find(what); at != text.npos; at = text.find(what)) text.erase(at, what.size());
}

// Whether the letters are nothing but words of the list, at most two of them different (little words don't count).
bool is_common_words(const std::string& letters) {
  if (letters.empty()) return true;
  struct Cut {
    bool possible = false;
    std::set<string_view> words;
  };
  std::vector<Cut> cuts(letters.size() + 1);
  cuts[0].possible = true;
  for (std::size_t i = 0; i < letters.size(); ++i) {
    if (!cuts[i].possible) continue;
    for (const string_view word : common) {
      if (!string_view(letters).substr(i).starts_with(word)) continue;
      std::set<string_view> words = cuts[i].words;
      if (word.size() > 3 || word == "nhs") words.insert(word);
      Cut& next = cuts[i + word.size()];
      if (!next.possible || words.size() < next.words.size()) next = {.possible = true, .words = std::move(words)};
    }
  }
  return cuts.back().possible && cuts.back().words.size() <= 2;
}

}  // namespace

std::string easily_guessed(string_view password, string_view email) {
  const std::string lowered = base::lower(password);
  if (std::set<char>(lowered.begin(), lowered.end()).size() < fewest_different) return "It has hardly any different characters.";
  if (repeats_a_piece(lowered)) return "It is one short piece over and over.";
  std::string rest = lowered;
  const std::string address = base::lower(email);
  take_out(rest, address);
  const std::string name = address.substr(0, address.find('@'));
  take_out(rest, name);
  std::string spoken = name;  // "stroke lead" for stroke.lead@…
  std::ranges::replace_if(spoken, [](char c) { return c == '.' || c == '_' || c == '-'; }, ' ');
  take_out(rest, spoken);
  std::erase(spoken, ' ');
  take_out(rest, spoken);
  const bool named = rest.size() < lowered.size();
  rest = without_runs(rest);
  if (std::ranges::count_if(rest, [](char c) { return c != ' '; }) < static_cast<std::ptrdiff_t>(fewest_left))
    return named ? "It is little more than your e-mail address." : "It is a run of neighbouring keys.";
  // Digits and marks around words add little; within them they stand for letters.
  const auto ends = [](char c) { return !((c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80); };
  while (!rest.empty() && ends(rest.back())) rest.pop_back();
  while (!rest.empty() && ends(rest.front())) rest.erase(rest.begin());
  std::string letters;
  for (const char c : rest)
    if (const char letter = plain_letter(c); (letter >= 'a' && letter <= 'z') || static_cast<unsigned char>(letter) >= 0x80) letters += letter;
  if (is_common_words(letters)) return "It is made of the words that are tried first.";
  return {};
}

}  // namespace tributary::domain
