// The second half of Gathering: equal dates, blank ends, and the sums of it all.
#include <algorithm>
#include <array>
#include <iterator>
#include <tuple>
#include <type_traits>

#include "base/text.hpp"
#include "exchange/gathering.hpp"
#include "exchange/sheets.hpp"

namespace tributary::exchange {

namespace {

bool before(const Observation& a, const Observation& b) {
  if (a.date != b.date) return a.date < b.date;
  if (a.place.row != b.place.row) return a.place.row < b.place.row;
  return a.place.column < b.place.column;
}

std::optional<Span> span_of_gap(std::chrono::days gap) {
  const auto days = gap.count();
  if (days == 1) return Span::day;
  if (days == 7) return Span::week;
  if (days >= 28 && days <= 31) return Span::month;
  if (days >= 89 && days <= 92) return Span::quarter;
  if (days == 365 || days == 366) return Span::year;
  return std::nullopt;
}

bool same_values(const Observation& a, const Observation& b) {
  return a.value == b.value && a.numerator == b.numerator && a.denominator == b.denominator && a.gap == b.gap;
}

}  // namespace

base::Result<Preview> Gathering::settle() {
  const auto of_refused_row = [&](const Observation& o) { return preview_.rows[o.place.row].fate == RowFate::refused; };
  for (MeasureRead& measure : preview_.measures) {
    std::erase_if(measure.observations, of_refused_row);
    settle_dates(measure);
  }
  for (MeasureRead& measure : preview_.measures) {  // once more, since equal dates refuse rows too
    std::erase_if(measure.observations, of_refused_row);
    drop_blank_ends(measure);
  }
  std::erase_if(preview_.measures, [](const MeasureRead& measure) { return measure.observations.empty(); });
  settle_rows();
  settle_remarks();
  settle_span();
  if (preview_.measures.empty() && preview_.totals.refused == 0)
    return base::fail(
        {.code = "no-observations",
         .title = "There is nothing to import",
         .detail = "No row holds a date with a value. Check the header row and the columns of the recipe."});
  return std::move(preview_);
}

// Puts the measure in order of date, and makes one observation of each date, or refuses them all.
void Gathering::settle_dates(MeasureRead& measure) {
  auto& all = measure.observations;
  if (!std::is_sorted(all.begin(), all.end(), before)) std::sort(all.begin(), all.end(), before);
  std::vector<Observation> kept;
  kept.reserve(all.size());
  for (std::size_t begin = 0; begin < all.size();) {
    std::size_t end = begin + 1;
    while (end < all.size() && all[end].date == all[begin].date) ++end;
    if (end - begin == 1) kept.push_back(all[begin]);
    else if (recipe_.same_date == SameDate::add_up) kept.push_back(added_up(begin, end, all));
    else refuse_same_date(measure, begin, end);
    begin = end;
  }
  all = std::move(kept);
}

void Gathering::refuse_same_date(const MeasureRead& measure, std::size_t begin, std::size_t end) {
  const auto& all = measure.observations;
  const bool same =
      std::all_of(all.begin() + static_cast<std::ptrdiff_t>(begin), all.begin() + static_cast<std::ptrdiff_t>(end),
                  [&](const Observation& o) { return same_values(o, all[begin]); });
  const bool wide = recipe_.layout == Layout::wide;
  const auto named = [&](const Observation& o) { return wide ? cell_name(o.place) : row_name(o.place.row); };
  std::string why = named(all[begin]) + " and " + named(all[begin + 1]);
  if (end - begin > 2) why += " and " + std::to_string(end - begin - 2) + " more";
  why += " give \"" + base::shorten(measure.name, 80) + "\" for " + base::in_words(all[begin].date) +
         (same ? ", with the same values." : ", with different values.") +
         " Leave one of them, or let the recipe add them up.";
  why.front() = static_cast<char>(why.front() >= 'a' && why.front() <= 'z' ? why.front() - 'a' + 'A' : why.front());
  for (std::size_t i = begin; i < end; ++i) {
    if (wide) refuse_cell(all[i].place, "duplicate-date", why);
    else refuse(all[i].place.row, "duplicate-date", why);
  }
}

// The sum; a gap where any part is one, since the whole is then not known.
Observation Gathering::added_up(std::size_t begin, std::size_t end, const std::vector<Observation>& all) {
  Observation sum = all[begin];
  const auto add = [](std::optional<double>& to, const std::optional<double>& more) {
    if (to && more) *to += *more;
  };
  for (std::size_t i = begin + 1; i < end; ++i) {
    added_in_[all[i].place.row] = true;
    if (sum.gap == Gap::none) sum.gap = all[i].gap;
    add(sum.value, all[i].value);
    add(sum.numerator, all[i].numerator);
    add(sum.denominator, all[i].denominator);
  }
  if (sum.gap != Gap::none) sum.value = sum.numerator = sum.denominator = std::nullopt;
  return sum;
}

// Before the first and after the last thing written, a blank means "not measured yet": no observation.
void Gathering::drop_blank_ends(MeasureRead& measure) {
  auto& all = measure.observations;
  const auto written = [](const Observation& o) { return o.gap != Gap::blank; };
  const auto last = std::find_if(all.rbegin(), all.rend(), written);
  all.erase(last.base(), all.end());
  all.erase(all.begin(), std::find_if(all.begin(), all.end(), written));
  for (const Observation& o : all)
    if (o.gap == Gap::blank) remark(o.place, "blank", "Nothing is written here, amid the series: a gap.");
}

void Gathering::settle_rows() {
  Totals& totals = preview_.totals;
  for (const MeasureRead& measure : preview_.measures) {
    for (const Observation& o : measure.observations) {
      ++preview_.rows[o.place.row].observations;
      totals.gaps += o.gap == Gap::none ? 0 : 1;
      if (totals.observations++ == 0) preview_.first = preview_.last = o.date;
      preview_.first = std::min(preview_.first, o.date);
      preview_.last = std::max(preview_.last, o.date);
    }
  }
  totals.measures = static_cast<std::uint32_t>(preview_.measures.size());
  const std::uint32_t first = std::min(first_data_row(recipe_), table_.rows());
  totals.rows = table_.rows() - first;
  for (std::uint32_t i = first; i < table_.rows(); ++i) {
    RowAccount& row = preview_.rows[i];
    if (row.fate == RowFate::understood && refused_cells_[i] > 0)
      row.fate = row.observations > 0 ? RowFate::partly : RowFate::refused;
    else if (row.fate == RowFate::understood && row.observations == 0 && !added_in_[i])
      ignore(i, "nothing-yet", "No value is written yet.");
    switch (row.fate) {
      case RowFate::understood: ++totals.understood; break;
      case RowFate::partly: ++totals.partly; break;
      case RowFate::ignored: ++totals.ignored; break;
      case RowFate::refused: ++totals.refused; break;
    }
  }
}

// All refusals before any note, as far as there is room; then in order of place, each once.
void Gathering::settle_remarks() {
  auto& kept = preview_.remarks;
  kept = std::move(refusals_);
  const std::size_t room = std::min(most_remarks - kept.size(), notes_.size());
  kept.insert(kept.end(), std::make_move_iterator(notes_.begin()),
              std::make_move_iterator(notes_.begin() + static_cast<std::ptrdiff_t>(room)));
  preview_.more_remarks += notes_.size() - room;
  const auto order = [](const Remark& r) { return std::tie(r.place.row, r.place.column, r.code, r.says); };
  std::sort(kept.begin(), kept.end(), [&](const Remark& a, const Remark& b) { return order(a) < order(b); });
  kept.erase(
      std::unique(kept.begin(), kept.end(), [&](const Remark& a, const Remark& b) { return order(a) == order(b); }),
      kept.end());
}

// By the commonest gap between the dates of a series: seven days are a week. Working days have a gap of three every weekend
// and stay days; nothing where no gap is there, or the commonest is none of these.
std::optional<Span> Gathering::span_between_dates() const {
  std::array<std::size_t, std::extent_v<decltype(spans_)>> gaps{};
  std::size_t others = 0;
  for (const MeasureRead& measure : preview_.measures)
    for (std::size_t i = 1; i < measure.observations.size(); ++i)
      if (const auto span = span_of_gap(measure.observations[i].date - measure.observations[i - 1].date))
        ++gaps[static_cast<std::size_t>(*span)];
      else ++others;
  const auto most = std::max_element(gaps.begin(), gaps.end());
  if (*most == 0 || *most < others) return std::nullopt;
  return static_cast<Span>(most - gaps.begin());
}

// Every date the first, or every one the last, of its month.
bool Gathering::all_at_month_edges() const {
  bool firsts = true;
  bool lasts = true;
  for (const MeasureRead& measure : preview_.measures)
    for (const Observation& o : measure.observations) {
      firsts = firsts && std::chrono::year_month_day{o.date}.day() == std::chrono::day{1};
      lasts = lasts && std::chrono::year_month_day{o.date + std::chrono::days{1}}.day() == std::chrono::day{1};
    }
  return firsts || lasts;
}

// As the recipe says; else the longer of what the cells name (Apr-24) and how far the dates lie apart.
void Gathering::settle_span() {
  if (recipe_.every) {
    preview_.span = *recipe_.every;
    return;
  }
  int kinds = 0;
  for (std::size_t i = 0; i < std::size(spans_); ++i)
    if (spans_[i] > 0) preview_.span = static_cast<Span>(i), ++kinds;
  if (kinds > 1) preview_.span = Span::day;
  if (const auto between = span_between_dates()) preview_.span = std::max(preview_.span, *between);
  else if (preview_.span == Span::day && preview_.totals.observations > 1 && all_at_month_edges()) preview_.span = Span::month;
}

}  // namespace tributary::exchange
