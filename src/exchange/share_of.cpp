#include "exchange/share_of.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/text.hpp"
#include "exchange/numbers.hpp"

namespace tributary::exchange {

namespace {

// Its words in lower case with a space around each, so that "total" is found and "totally" is not.
std::string words_of(const std::string& title) {
  std::string words = " ";
  for (const char c : base::lower(title)) {
    const bool letter = (c >= 'a' && c <= 'z') || base::is_digit(c) || (static_cast<unsigned char>(c) & 0x80U) != 0;
    if (letter) words += c;
    else if (words.back() != ' ') words += ' ';
  }
  if (words.back() != ' ') words += ' ';
  return words;
}

bool says(const std::string& words, std::initializer_list<std::string_view> any) {
  return std::ranges::any_of(any, [&](std::string_view word) { return words.find(" " + std::string(word) + " ") != words.npos; });
}

bool no_whole(const std::string& words) {
  return says(words, {"day", "days", "hour", "hours", "minute", "minutes", "time", "cost", "costs", "spend", "budget", "income", "score"});
}

bool plainly_whole(const std::string& words) {
  return says(words, {"total", "all", "overall", "eligible", "denominator", "sample", "audited", "out of"});
}

bool some_whole(const std::string& words) {
  return says(words, {"attendances", "attendance", "admissions", "admitted", "referrals", "referred", "discharges", "patients", "people", "cases",
                      "records", "residents", "appointments", "contacts", "invited", "offered", "due", "planned", "reviewed"});
}

bool plainly_part(const std::string& words) {
  return says(words, {"seen", "within", "in time", "on time", "complete", "completed", "compliant", "met", "achieved", "recovered", "screened",
                      "treated", "breach", "breaches", "breached", "numerator", "done", "passed", "correct", "attended", "accepted", "of which",
                      "yes", "with", "without", "under", "over", "assessed", "vaccinated", "readmitted", "dna"});
}

bool counts(const ColumnLook& look) {
  return look.values >= 2 && look.whole == look.values && look.negative == 0 && look.with_sign == 0 && look.unit.empty();
}

// Some row is below, and few are above: those are slips, which are told when the rows are read. Where words say which is the
// whole, fewer than are below; else one in ten.
bool few_above(const Table& table, const std::vector<std::uint32_t>& rows, std::uint32_t part, std::uint32_t whole, bool called) {
  std::size_t below = 0;
  std::size_t above = 0;
  for (const std::uint32_t row : rows) {
    const auto over = read_number(table.cell({row, part}));
    const auto under = read_number(table.cell({row, whole}));
    if (!over || !under || !over->value || !under->value) continue;
    above += *over->value > *under->value ? 1 : 0;
    below += *over->value < *under->value ? 1 : 0;
  }
  return called ? above < below : below > 0 && 10 * above <= below;
}

// "seen in time" of "seen": the whole's words, and more.
bool is_some_of(const std::string& part_words, const std::string& whole_words) {
  return whole_words.size() > 2 && part_words.size() > whole_words.size() && part_words.find(whole_words) != part_words.npos;
}

enum class Likely : std::uint8_t { no, may_be, plainly };

Likely is_share(const Table& table, const std::vector<std::uint32_t>& rows, const ColumnLook& part, const ColumnLook& whole) {
  const std::string part_words = words_of(part.title);
  const std::string whole_words = words_of(whole.title);
  if (says(part_words, {"numerator"}) && says(whole_words, {"denominator"}))
    return part.with_sign == 0 && whole.with_sign == 0 ? Likely::plainly : Likely::no;
  if (!counts(part) || !counts(whole) || no_whole(whole_words)) return Likely::no;
  const bool called = (plainly_whole(whole_words) && !plainly_whole(part_words)) ||
                      (some_whole(whole_words) && plainly_part(part_words)) || is_some_of(part_words, whole_words);
  if (!few_above(table, rows, part.column, whole.column, called)) return Likely::no;
  return called ? Likely::plainly : Likely::may_be;
}

}  // namespace

bool may_be_whole(const std::string& title) { return !no_whole(words_of(title)); }

std::optional<Share> share_of(const Table& table, const std::vector<std::uint32_t>& rows, const ColumnLook& one, const ColumnLook& other) {
  const Likely first = is_share(table, rows, one, other);
  const Likely second = is_share(table, rows, other, one);
  if (first == second) return std::nullopt;
  const bool of_other = first > second;
  const auto [part, whole] = of_other ? std::pair{one.column, other.column} : std::pair{other.column, one.column};
  return Share{.part = part, .whole = whole, .plain = std::max(first, second) == Likely::plainly};
}

}  // namespace tributary::exchange
