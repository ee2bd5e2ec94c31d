// The minimal hitting sets of a positive row's differences: its prime implicants. Of minimum_models.cpp.
#pragma once

#include <algorithm>
#include <vector>

#include "engines/evidence/qca/bits.hpp"
#include "engines/evidence/qca/minimum_models.hpp"

namespace tributary::evidence::qca {

template <std::size_t W>
struct Implicant {
  std::uint64_t fixed = 0;  // conditions that it names, with the row's levels
  std::uint32_t row = 0;    // the first positive row where it holds
  Bits<W> covers;           // the positive rows where it holds
};

// Those that hold no other among them; each once.
inline std::vector<std::uint64_t> minimal_sets(std::vector<std::uint64_t> sets) {
  std::ranges::sort(sets, [](std::uint64_t a, std::uint64_t b) { return std::pair(std::popcount(a), a) < std::pair(std::popcount(b), b); });
  std::vector<std::uint64_t> kept;
  for (const std::uint64_t set : sets)
    if (std::ranges::none_of(kept, [&](std::uint64_t each) { return (each & ~set) == 0; })) kept.push_back(set);
  return kept;
}

// By depth-first search: each condition of the set under way must be the only one to hit some difference. [Murakami, Uno 2014]
template <std::size_t Sets, std::size_t W>
class HittingSets {
 public:
  // `same`: by condition, the positive rows that agree with this row there.
  HittingSets(const std::vector<std::uint64_t>& differences, const std::vector<Bits<W>>& same, std::uint32_t row, const Effort& effort,
              std::vector<Implicant<W>>& found)
      : differences_(differences), same_(same), row_(row), effort_(effort), found_(found), hits_(same.size()) {
    for (std::size_t i = 0; i < differences.size(); ++i)
      for (std::size_t c = 0; c < same.size(); ++c)
        if ((differences[i] >> c & 1) != 0) hits_[c].set(i);
  }

  // False where a limit was met, or it was stopped.
  bool search(std::size_t rows) {
    const std::uint64_t all = same_.size() == 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << same_.size()) - 1;
    return extend(0, all, Bits<Sets>::first(differences_.size()), Bits<W>::first(rows), 0);
  }
  [[nodiscard]] bool stopped() const { return stopped_; }
  [[nodiscard]] bool too_long() const { return steps_ > effort_.most_steps; }

 private:
  bool extend(std::uint64_t fixed, std::uint64_t open, const Bits<Sets>& missed, const Bits<W>& covers, std::size_t depth) {
    if (!goes_on()) return false;
    if (!missed.any()) return report(fixed, covers);
    // The difference that leaves the fewest ways to be hit.
    int fewest = 65;
    std::uint64_t choices = 0;
    missed.each([&](std::size_t i) {
      const std::uint64_t ways = differences_[i] & open;
      if (const int n = std::popcount(ways); n < fewest) fewest = n, choices = ways;
    });
    open &= ~choices;
    for (std::uint64_t left = choices; left != 0; left &= left - 1) {
      const auto c = static_cast<std::size_t>(std::countr_zero(left));
      if (add(c, missed, depth)) {
        if (!extend(fixed | std::uint64_t{1} << c, open, missed - hits_[c], covers & same_[c], depth + 1)) return false;
        open |= std::uint64_t{1} << c;
      }
    }
    return true;
  }

  // Whether each that was chosen is still the only one to hit some difference; fills the next depth's critical sets.
  bool add(std::size_t c, const Bits<Sets>& missed, std::size_t depth) {
    auto& now = critical_[depth];
    auto& next = critical_[depth + 1];
    for (std::size_t i = 0; i < depth; ++i) {
      next[i] = now[i] - hits_[c];
      if (!next[i].any()) return false;
    }
    next[depth] = missed & hits_[c];
    return true;
  }

  bool goes_on() {
    steps_ += Sets;
    if (steps_ / Sets % 4096 == 0 && effort_.stop) stopped_ = effort_.stop();
    return !stopped_ && !too_long();
  }

  bool report(std::uint64_t fixed, const Bits<W>& covers) {
    if (covers.lowest() != row_) return true;  // was found at an earlier row
    found_.push_back({.fixed = fixed, .row = row_, .covers = covers});
    return found_.size() <= effort_.most_implicants;
  }

  const std::vector<std::uint64_t>& differences_;
  const std::vector<Bits<W>>& same_;
  std::uint32_t row_;
  const Effort& effort_;
  std::vector<Implicant<W>>& found_;
  std::vector<Bits<Sets>> hits_;  // by condition, the differences that it hits
  std::array<std::array<Bits<Sets>, most_conditions + 1>, most_conditions + 2> critical_{};
  std::uint64_t steps_ = 0;
  bool stopped_ = false;
};

}  // namespace tributary::evidence::qca
