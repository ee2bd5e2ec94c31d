// Gathering: what the rows give while they are read, and how it is settled into a preview.
//
// Idea      reading a row says what it holds; only all rows together say whether two hold the same date, and whether a
//           blank lies within a series (a gap) or at its end (nothing yet)
// Used by   long_sheet.cpp and wide_sheet.cpp; everyone else uses observations.hpp
#pragma once

#include <optional>
#include <unordered_map>

#include "exchange/measure_names.hpp"
#include "exchange/observations.hpp"

namespace tributary::exchange {

class Gathering {
 public:
  Gathering(const Recipe& recipe, const Table& table);

  void ignore(std::uint32_t row, std::string code, std::string why);
  void refuse(std::uint32_t row, std::string code, std::string why);
  void refuse_cell(Place place, std::string code, std::string says);
  void remark(Place place, std::string code, std::string says);
  void say(std::string sentence) { preview_.said.push_back(std::move(sentence)); }
  void warn(std::string sentence) { preview_.warned.push_back(std::move(sentence)); }
  void saw_span(Span span) { ++spans_[static_cast<std::size_t>(span)]; }

  // Ignores the row, and answers true, where it is blank, the header again, left out by the recipe, or a total.
  [[nodiscard]] bool ignores(std::uint32_t row);
  // Whose cells can call a row a total: those that hold other words too.
  void look_for_totals(const std::vector<std::uint32_t>& columns, std::uint32_t first_row);
  [[nodiscard]] base::Done look_for_filters(const HeaderRow& header);

  // The measure of the rule that the row taken last by `names` names. Fails with "too-many-measures".
  [[nodiscard]] base::Result<std::uint32_t> measure(std::size_t rule, const MeasureNames& names);
  void add(std::uint32_t measure, const Observation& observation);

  // The row's reading of a number, remarked on where it is more than its digits; nullopt where it is refused.
  [[nodiscard]] std::optional<NumberReading> number(Place place);

  [[nodiscard]] base::Result<Preview> settle();

 private:
  struct Filter {
    std::uint32_t column = 0;
    std::vector<std::string> values;  // in lower case
  };
  void settle_dates(MeasureRead& measure);
  void refuse_same_date(const MeasureRead& measure, std::size_t begin, std::size_t end);
  Observation added_up(std::size_t begin, std::size_t end, const std::vector<Observation>& all);
  void drop_blank_ends(MeasureRead& measure);
  void settle_rows();
  void settle_remarks();
  void settle_span();
  [[nodiscard]] std::optional<Span> span_between_dates() const;
  [[nodiscard]] bool all_at_month_edges() const;

  const Recipe& recipe_;
  const Table& table_;
  Preview preview_;
  std::vector<Remark> refusals_;
  std::vector<Remark> notes_;
  std::vector<std::uint32_t> refused_cells_;  // of each row
  std::vector<bool> added_in_;                // of each row: its values went into another row's observation
  std::vector<std::uint32_t> total_columns_;
  std::vector<Filter> filters_;
  std::vector<std::unordered_map<std::string, std::uint32_t>> measures_;  // of each rule: key → measure
  std::unordered_map<std::string, std::uint32_t> names_;
  std::size_t spans_[5] = {};
};

}  // namespace tributary::exchange
