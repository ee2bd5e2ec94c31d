// What a preview promises whatever the cells: every row has one fate, the sums agree, dates are in order and once each.
#pragma once

#include <cmath>

#include "exchange/observations.hpp"
#include "tests/fuzz/target.hpp"

namespace tributary::fuzz {

inline void check_measure(const exchange::Recipe& recipe, const exchange::MeasureRead& measure,
                          const exchange::Preview& preview) {
  base::check(measure.rule < recipe.measures.size(), "a measure comes from a rule");
  base::check(!measure.observations.empty(), "a measure has observations");
  for (std::size_t i = 0; i < measure.observations.size(); ++i) {
    const exchange::Observation& o = measure.observations[i];
    base::check(i == 0 || measure.observations[i - 1].date < o.date, "dates are in order, and once each");
    base::check(o.place.row < preview.rows.size(), "an observation has a row");
    base::check(preview.rows[o.place.row].fate != exchange::RowFate::refused, "a refused row gives nothing");
    const bool gap = o.gap != exchange::Gap::none;
    const bool ratio = recipe.measures[measure.rule].kind == exchange::ValueKind::ratio;
    base::check(gap == (!o.value && !o.numerator), "there is a value, or the reason why there is none");
    base::check(o.numerator.has_value() == o.denominator.has_value(), "a ratio has both parts");
    base::check(gap || ratio == o.numerator.has_value(), "only a ratio has parts");
    base::check(!o.value || std::isfinite(*o.value), "a value is finite");
    if (o.numerator)
      base::check(*o.numerator >= 0 && *o.numerator <= *o.denominator && *o.denominator > 0, "a ratio is from 0 to 1");
  }
}

inline void check_preview(const exchange::Recipe& recipe, const exchange::Table& table,
                          const exchange::Preview& preview) {
  const exchange::Totals& t = preview.totals;
  base::check(preview.rows.size() == table.rows() && t.rows <= table.rows(), "every row has a fate, and those below the header are counted");
  base::check(t.understood + t.partly + t.ignored + t.refused == t.rows, "the fates add up to the rows");
  base::check(preview.remarks.size() <= exchange::most_remarks, "remarks are bounded");
  std::uint64_t observations = 0;
  for (const exchange::MeasureRead& measure : preview.measures) {
    check_measure(recipe, measure, preview);
    observations += measure.observations.size();
  }
  base::check(observations == t.observations && preview.measures.size() == t.measures,
              "the totals are those of the measures");
  for (const exchange::RowAccount& row : preview.rows)
    base::check(row.fate == exchange::RowFate::understood || !row.why.empty(), "what is not taken has its reason");
  base::check(exchange::rows_in_words(preview, 0, t.rows).size() == t.rows, "every row can be told in words");
}

}  // namespace tributary::fuzz
