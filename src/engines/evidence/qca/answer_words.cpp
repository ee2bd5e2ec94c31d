#include "engines/evidence/qca/answer_words.hpp"

#include <array>
#include <charconv>
#include <cmath>

#include "base/text.hpp"
#include "engines/evidence/qca/answer.hpp"

namespace tributary::evidence::qca {

std::string two_digits(const std::optional<double>& share) {
  if (!share) return "not known";
  std::array<char, 16> out{};
  // What rounds to 1 and isn't is told as .99: a perfect figure says that nothing contradicts.
  const double shown = *share < 1 - 1e-12 ? std::min(0.99, std::round(*share * 100) / 100) : 1;
  if (shown == 1) return "1";
  const auto end = std::to_chars(out.data(), out.data() + out.size(), std::max(0.0, shown), std::chars_format::fixed, 2).ptr;
  return {out.data() + 1, end};
}

std::string whole(double count) {
  if (count >= 1e15) return base::to_text(count);
  std::string digits = std::to_string(static_cast<long long>(count));
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

std::string count_of(std::size_t n, const std::string& noun) {
  return n == 1 ? "one " + noun : std::to_string(n) + " " + noun + "s";
}

std::string capital(std::string sentence) {
  if (!sentence.empty() && sentence[0] >= 'a' && sentence[0] <= 'z') sentence[0] = static_cast<char>(sentence[0] - 'a' + 'A');
  return sentence;
}

std::string names_of(const Cases& cases, const std::vector<std::size_t>& which) {
  constexpr std::size_t most = 12;
  std::string all;
  for (std::size_t i = 0; i < which.size() && i < most; ++i) all += (i == 0 ? "" : ", ") + cases.names[which[i]];
  if (which.size() > most) all += " and " + std::to_string(which.size() - most) + " more";
  return all;
}

std::string cases_in_words(const Cases& cases, const std::vector<std::size_t>& which) {
  return which.empty() ? "no case" : count_of(which.size(), "case") + " (" + names_of(cases, which) + ")";
}

std::string literal_in_words(const Cases& cases, std::size_t condition, unsigned level) {
  const Condition& of = cases.conditions[condition];
  if (of.multi_value) return of.name + " at level " + std::to_string(level);
  if (level == 0) return of.absent.empty() ? "not " + of.name : of.absent;
  return of.name;
}

std::string in_words(const Cases& cases, const Term& term) {
  std::string all;
  for (std::size_t i = 0; i < term.size(); ++i)
    if (term[i] != any_level) all += (all.empty() ? "" : " and ") + literal_in_words(cases, i, static_cast<unsigned>(term[i]));
  return all.empty() ? "any combination" : all;
}

}  // namespace tributary::evidence::qca
