// Every cover of the rows by the fewest columns. Of minimum_models.cpp.
//
// Method    depth-first, the rarest row first; what is left needs as many columns as it has rows of which no two share a column, and as
//           its rows' prices say (row_prices.hpp). Prices are made only where the search is found to be long: they take a while
#pragma once

#include <algorithm>
#include <numeric>
#include <tuple>
#include <vector>

#include "engines/evidence/qca/bits.hpp"
#include "engines/evidence/qca/minimum_models.hpp"
#include "engines/evidence/qca/row_prices.hpp"

namespace tributary::evidence::qca {

enum class Search : std::uint8_t { done, too_long, stopped };

template <std::size_t W>
class MinimumCover {
 public:
  // `covers`: by implicant, the rows where it holds; every row is in one.
  MinimumCover(const std::vector<Bits<W>>& covers, std::size_t rows, const Effort& effort) : rows_(rows), effort_(effort) {
    drop_implied_rows(covers);
    group(covers);
    number_by_rarity();
  }

  Search search() {
    wide_ = undominated();
    widest_ = list(wide_);
    std::size_t size = bound(open_, widest_);
    while (!exists_of(size)) {
      if (ended_ != Search::done) return ended_;
      ++size;
    }
    all_ = list(affordable(size));
    every_of(size);
    if (ended_ == Search::stopped) return ended_;
    if (models_.empty()) {  // the search for all ended before it came to one; this was found
      chosen_ = first_;
      take();
    }
    return Search::done;
  }

  [[nodiscard]] const std::vector<std::vector<std::size_t>>& models() const { return models_; }  // of implicants, as many as are listed
  [[nodiscard]] std::uint64_t count() const { return count_; }
  [[nodiscard]] bool counted() const { return ended_ == Search::done; }

 private:
  static constexpr std::uint64_t short_search = 20'000;
  struct Lists {
    std::vector<std::vector<std::size_t>> of_row;  // the columns with it
    std::vector<Bits<W>> reach;                    // all rows of those
  };
  struct Choice {
    std::size_t row, column;
  };

  // A row that every implicant of another has as well is covered with that other.
  void drop_implied_rows(const std::vector<Bits<W>>& covers) {
    std::vector<Bits<W>> implied(rows_, Bits<W>::first(rows_));
    for (const Bits<W>& each : covers) each.each([&](std::size_t row) { implied[row] = implied[row] & each; });
    open_ = Bits<W>::first(rows_);
    for (std::size_t row = 0; row < rows_; ++row) {
      if (!open_.has(row)) continue;
      (implied[row] & open_).each([&](std::size_t other) {
        if (other != row) open_.clear(other);
      });
    }
  }

  // Implicants that hold at the same open rows are one column.
  void group(const std::vector<Bits<W>>& covers) {
    std::vector<std::tuple<int, Bits<W>, std::size_t>> sorted;
    for (std::size_t i = 0; i < covers.size(); ++i)
      if (const Bits<W> rows = covers[i] & open_; rows.any()) sorted.emplace_back(-rows.count(), rows, i);
    std::ranges::sort(sorted);
    for (const auto& [size, rows, i] : sorted) {
      if (columns_.empty() || columns_.back() != rows) {
        columns_.push_back(rows);
        members_.emplace_back();
      }
      members_.back().push_back(i);
    }
  }

  // From here on rows are numbered so that the lowest is the rarest.
  void number_by_rarity() {
    std::vector<std::pair<std::size_t, std::size_t>> columns_of;
    open_.each([&](std::size_t row) {
      columns_of.emplace_back(std::ranges::count_if(columns_, [&](const Bits<W>& each) { return each.has(row); }), row);
    });
    std::ranges::sort(columns_of);
    std::vector<std::size_t> number(rows_, 0);
    for (std::size_t i = 0; i < columns_of.size(); ++i) number[columns_of[i].second] = i;
    for (Bits<W>& column : columns_) {
      Bits<W> renumbered;
      column.each([&](std::size_t row) { renumbered.set(number[row]); });
      column = renumbered;
    }
    rows_ = columns_of.size();
    open_ = Bits<W>::first(rows_);
  }

  // Those that no other has all rows of; columns come widest first. Of very many all: comparing them would take longer than it saves.
  std::vector<std::size_t> undominated() const {
    constexpr std::size_t most_compared = 50'000;
    std::vector<std::size_t> kept;
    if (columns_.size() > most_compared) {
      kept.resize(columns_.size());
      std::iota(kept.begin(), kept.end(), std::size_t{0});
      return kept;
    }
    for (std::size_t i = 0; i < columns_.size(); ++i)
      if (std::ranges::none_of(kept, [&](std::size_t each) { return columns_[i].within(columns_[each]); })) kept.push_back(i);
    return kept;
  }

  Lists list(const std::vector<std::size_t>& columns) const {
    Lists lists{std::vector<std::vector<std::size_t>>(rows_), std::vector<Bits<W>>(rows_)};
    for (const std::size_t i : columns) {
      columns_[i].each([&](std::size_t row) {
        lists.of_row[row].push_back(i);
        lists.reach[row] = lists.reach[row] | columns_[i];
      });
    }
    return lists;
  }

  // Rows of which no two have a column in common need a column each.
  std::size_t bound(Bits<W> left, const Lists& lists) const {
    std::size_t n = 0;
    while (left.any()) {
      left = left - lists.reach[left.lowest()];
      ++n;
    }
    return n;
  }

  bool within_reach(const Bits<W>& left, const Lists& lists, std::size_t more) const {
    return (prices_.empty() || price(left) <= more * std::uint64_t{price_of_a_column}) && bound(left, lists) <= more;
  }

  std::uint64_t price(const Bits<W>& left) const {
    std::uint64_t sum = 0;
    left.each([&](std::size_t row) { sum += prices_[row]; });
    return sum;
  }

  void make_prices() {
    std::vector<std::vector<std::size_t>> columns;
    for (const std::size_t i : wide_) {
      columns.emplace_back();
      columns_[i].each([&](std::size_t row) { columns.back().push_back(row); });
    }
    prices_ = row_prices(columns, rows_);
  }

  // The columns that a cover of so many can afford: a column of cheap rows leaves too much to the others.
  std::vector<std::size_t> affordable(std::size_t size) const {
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < columns_.size(); ++i)
      if (prices_.empty() || price(open_ - columns_[i]) <= (size - 1) * std::uint64_t{price_of_a_column}) kept.push_back(i);
    return kept;
  }

  // False where the search is to end.
  bool goes_on() {
    steps_ += W;
    if (steps_ > (priced_ ? effort_.most_steps : std::min(short_search, effort_.most_steps))) ended_ = Search::too_long;
    if (steps_ / W % 65536 == 0 && effort_.stop && effort_.stop()) ended_ = Search::stopped;
    return ended_ == Search::done;
  }

  // A search is tried without prices; with them where it was long.
  template <class Attempt>
  void attempt(Attempt&& search) {
    for (;;) {
      steps_ = 0;
      ended_ = Search::done;
      search();
      if (ended_ != Search::too_long || priced_) return;
      priced_ = true;
      make_prices();
    }
  }

  bool exists_of(std::size_t size) {
    bool found = false;
    attempt([&] {
      first_.clear();
      found = within_reach(open_, widest_, size) && exists(open_, size);
    });
    return found;
  }

  bool exists(const Bits<W>& left, std::size_t more) {
    if (!left.any()) return true;
    if (more == 0 || !goes_on()) return false;
    const std::size_t row = left.lowest();
    for (const std::size_t column : widest_.of_row[row]) {
      const Bits<W> rest = left - columns_[column];
      if (priced_) steps_ += W;  // to price what is left takes longer than to go there
      if (!within_reach(rest, widest_, more - 1)) continue;
      first_.push_back({row, column});
      if (exists(rest, more - 1)) return true;
      first_.pop_back();
      if (ended_ != Search::done) return false;
    }
    return false;
  }

  void every_of(std::size_t size) {
    attempt([&] {
      if (priced_) all_ = list(affordable(size));
      chosen_.clear();
      models_.clear();
      count_ = 0;
      every(open_, size);
    });
  }

  // Each cover once: a row is covered first by the first of its columns that the cover has.
  void every(const Bits<W>& left, std::size_t more) {
    const std::size_t row = left.lowest();
    for (const std::size_t column : all_.of_row[row]) {
      if (!goes_on()) return;
      const Bits<W> rest = left - columns_[column];
      if (more == 1 ? rest.any() : !within_reach(rest, all_, more - 1)) continue;
      if (comes_before(column)) continue;
      chosen_.push_back({row, column});
      if (more == 1) take();
      else every(rest, more - 1);
      chosen_.pop_back();
      if (ended_ != Search::done) return;
    }
  }

  // Whether a row further up would have been covered by this column first.
  bool comes_before(std::size_t column) const {
    return std::ranges::any_of(chosen_, [&](const Choice& each) { return column < each.column && columns_[column].has(each.row); });
  }

  void take() {
    std::uint64_t ways = 1;
    for (const Choice& each : chosen_) ways *= members_[each.column].size();
    count_ += ways;
    for (std::uint64_t way = 0; way < ways && models_.size() < effort_.most_models; ++way) {
      std::vector<std::size_t> model;
      std::uint64_t rest = way;
      for (const Choice& each : chosen_) {
        const auto& members = members_[each.column];
        model.push_back(members[rest % members.size()]);
        rest /= members.size();
      }
      models_.push_back(std::move(model));
    }
  }

  std::size_t rows_;
  const Effort& effort_;
  Bits<W> open_;                                    // rows that no other implies
  std::vector<Bits<W>> columns_;                    // distinct, widest first
  std::vector<std::vector<std::size_t>> members_;   // the implicants of each
  std::vector<std::size_t> wide_;                   // columns that none has all rows of
  Lists widest_, all_;                              // of those, and of all
  bool priced_ = false;                             // prices were made, if they could be
  std::vector<std::uint32_t> prices_;
  std::vector<Choice> first_, chosen_;
  std::vector<std::vector<std::size_t>> models_;
  std::uint64_t count_ = 0, steps_ = 0;
  Search ended_ = Search::done;
};

}  // namespace tributary::evidence::qca
