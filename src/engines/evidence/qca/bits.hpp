// Bits: a small set of numbers from 0 on, of a size that is known when compiled, so that loops over sets are a few instructions.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace tributary::evidence::qca {

template <std::size_t Words>
struct Bits {
  static constexpr std::size_t size = 64 * Words;
  std::array<std::uint64_t, Words> words{};

  static Bits first(std::size_t n) {  // 0 … n − 1
    Bits all;
    for (std::size_t i = 0; i < n; ++i) all.set(i);
    return all;
  }
  void set(std::size_t i) { words[i / 64] |= std::uint64_t{1} << (i % 64); }
  void clear(std::size_t i) { words[i / 64] &= ~(std::uint64_t{1} << (i % 64)); }
  [[nodiscard]] bool has(std::size_t i) const { return (words[i / 64] >> (i % 64) & 1) != 0; }
  [[nodiscard]] bool any() const {
    std::uint64_t all = 0;
    for (const std::uint64_t word : words) all |= word;
    return all != 0;
  }
  [[nodiscard]] int count() const {
    int n = 0;
    for (const std::uint64_t word : words) n += std::popcount(word);
    return n;
  }
  [[nodiscard]] bool within(const Bits& other) const {
    std::uint64_t beyond = 0;
    for (std::size_t i = 0; i < Words; ++i) beyond |= words[i] & ~other.words[i];
    return beyond == 0;
  }
  [[nodiscard]] bool meets(const Bits& other) const {
    std::uint64_t both = 0;
    for (std::size_t i = 0; i < Words; ++i) both |= words[i] & other.words[i];
    return both != 0;
  }
  // Of each member in order.
  template <class Act>
  void each(Act&& act) const {
    for (std::size_t i = 0; i < Words; ++i)
      for (std::uint64_t word = words[i]; word != 0; word &= word - 1) act(64 * i + static_cast<std::size_t>(std::countr_zero(word)));
  }
  [[nodiscard]] std::size_t lowest() const {  // of a set that isn't empty
    std::size_t i = 0;
    while (words[i] == 0) ++i;
    return 64 * i + static_cast<std::size_t>(std::countr_zero(words[i]));
  }

  friend Bits operator&(Bits a, const Bits& b) {
    for (std::size_t i = 0; i < Words; ++i) a.words[i] &= b.words[i];
    return a;
  }
  friend Bits operator|(Bits a, const Bits& b) {
    for (std::size_t i = 0; i < Words; ++i) a.words[i] |= b.words[i];
    return a;
  }
  friend Bits operator-(Bits a, const Bits& b) {  // without b's
    for (std::size_t i = 0; i < Words; ++i) a.words[i] &= ~b.words[i];
    return a;
  }
  auto operator<=>(const Bits&) const = default;
};

}  // namespace tributary::evidence::qca
