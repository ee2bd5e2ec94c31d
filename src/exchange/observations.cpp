#include "exchange/observations.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "exchange/patient_level.hpp"
#include "exchange/sheets.hpp"

namespace tributary::exchange {

namespace {

std::string value_in_words(const Observation& o, bool percent) {
  if (o.value) return base::to_text(*o.value) + (percent ? "%" : "");
  if (o.numerator && o.denominator) return base::to_text(*o.numerator) + " of " + base::to_text(*o.denominator);
  return "no value (" + std::string(in_words(o.gap)) + ")";
}

std::string date_in_words(base::Date date, Span span) {
  constexpr std::array<const char*, 12> months = {"January",   "February", "March",    "April",
                                                  "May",       "June",     "July",     "August",
                                                  "September", "October",  "November", "December"};
  const std::chrono::year_month_day ymd{date};
  const std::string month =
      std::string(months[static_cast<unsigned>(ymd.month()) - 1]) + " " + std::to_string(static_cast<int>(ymd.year()));
  const bool first = ymd.day() == std::chrono::day{1};
  if (span == Span::month && first) return month;
  if (span == Span::quarter && first) return "the quarter from " + month;
  if (span == Span::year && first) return "the year from " + month;
  return (span == Span::week ? "the week of " : "") + std::to_string(static_cast<unsigned>(ymd.day())) + " " + month;
}

struct Given {
  const MeasureRead* measure;
  const Observation* observation;
};

std::string row_in_words(const std::vector<Given>& given, Span span) {
  constexpr std::size_t shown = 4;
  std::string words;
  for (std::size_t i = 0; i < std::min(given.size(), shown); ++i) {
    const auto& [measure, o] = given[i];
    if (i == 0 || o->date != given[i - 1].observation->date)
      words += (i == 0 ? "" : "; ") + date_in_words(o->date, span) + ": ";
    else words += "; ";
    words += base::shorten(measure->name, 100) + " = " + value_in_words(*o, measure->percent);
  }
  if (given.size() > shown) words += "; and " + std::to_string(given.size() - shown) + " more";
  return words + ".";
}

}  // namespace

std::string_view in_words(RowFate fate) {
  switch (fate) {
    case RowFate::understood: return "understood";
    case RowFate::partly: return "understood in part";
    case RowFate::ignored: return "ignored";
    case RowFate::refused: return "refused";
  }
  return {};
}

base::Result<Preview> read_observations(const Recipe& recipe, const Table& table) {
  if (auto done = check_recipe(recipe); !done) return base::fail(done.error());
  if (auto done = refuse_patient_level(table); !done) return base::fail(done.error());
  const auto header = HeaderRow::find(table, recipe.header_row);
  if (!header) return base::fail(header.error());

  Gathering gathering(recipe, table);
  for (const std::string& note : table.notes()) gathering.say(note);
  if (auto done = gathering.look_for_filters(*header); !done) return base::fail(done.error());
  if (recipe.fill_down) gathering.say("An empty cell that names a measure repeats the one above it.");
  const bool wide = recipe.layout == Layout::wide;
  auto done = wide ? gather_wide_sheet(recipe, table, *header, gathering)
                   : gather_long_sheet(recipe, table, *header, gathering);
  if (!done) return base::fail(done.error());
  return gathering.settle();
}

std::vector<std::string> rows_in_words(const Preview& preview, std::uint32_t first, std::uint32_t count) {
  const std::size_t rows = preview.rows.size();
  const std::size_t begin = std::min<std::size_t>(first, rows);
  const std::size_t size = std::min<std::size_t>(count, rows - begin);
  std::vector<std::vector<Given>> given(size);
  for (const MeasureRead& measure : preview.measures)
    for (const Observation& o : measure.observations)
      if (o.place.row >= begin && o.place.row < begin + size) given[o.place.row - begin].push_back({&measure, &o});
  std::vector<std::string> words(size);
  for (std::size_t i = 0; i < size; ++i) {
    const RowAccount& row = preview.rows[begin + i];
    if (!given[i].empty()) words[i] = row_in_words(given[i], preview.span);
    if (!row.why.empty()) words[i] += (words[i].empty() ? "" : " ") + row.why;
  }
  return words;
}

}  // namespace tributary::exchange
