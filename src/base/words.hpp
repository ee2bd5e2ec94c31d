// The words of an enumeration: one list serves the database, the API and the error that names what is allowed.
//
// Use       template <> inline constexpr auto base::words<Season> = base::word_list<Season>({{Season::spring, "spring"}, …});
// Promises  a word names one value and a value has one word
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/check.hpp"
#include "base/result.hpp"

namespace tributary::base {

template <class E, std::size_t N>
constexpr std::array<std::pair<E, std::string_view>, N> word_list(const std::pair<E, std::string_view> (&list)[N]) {
  std::array<std::pair<E, std::string_view>, N> out{};
  for (std::size_t i = 0; i < N; ++i) out[i] = list[i];
  return out;
}

// Specialised beside each enumeration.
template <class E>
inline constexpr int words = 0;

template <class E>
[[nodiscard]] std::string_view word(E value) {
  for (const auto& [each, text] : words<E>)
    if (each == value) return text;
  check(false, "every value of an enumeration has a word");
  return {};
}

template <class E>
[[nodiscard]] std::optional<E> from_word(std::string_view text) {
  for (const auto& [each, known] : words<E>)
    if (known == text) return each;
  return std::nullopt;
}

// Fails with "word-unknown", naming the words that are known.
template <class E>
[[nodiscard]] Result<E> read_word(std::string_view text, std::string_view field) {
  if (const auto value = from_word<E>(text)) return *value;
  std::string known;
  for (const auto& [each, name] : words<E>) known += (known.empty() ? "" : ", ") + std::string(name);
  return fail({.code = "word-unknown", .title = "That is not one of the choices",
               .detail = "\"" + std::string(text.substr(0, 40)) + "\" is not one of: " + known + ".",
               .field = std::string(field)});
}

}  // namespace tributary::base
