// The rows of a file as the points of a chart, each with the row that it stands in.
//
// Given     a table whose first filled row is its header (or none, when that row holds a date already): a column of
//           dates, and one of values or two of numerators and denominators
// Method    columns are those named by header or by letter ("#C"); where none is named, the date is the column called
//           date, month, week, day or period, and the value the one called value, or else the only one of numbers, or what an
//           import would make of the cells, where that is one measure: two counts may be one share
// Promises  points in order of date; blank rows and a last row of totals are left out, and so is the point of a row whose denominator
//           is 0; said so in notes
// Fails     "column-absent", "column-unclear", "filter-matches-nothing", "no-points", "duplicate-date", "ghost-unreadable", "count-not-whole"; and as dates, numbers
//           and ratios do. `where` is FILE:ROW, with rows as a spreadsheet counts them
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engines/measure/series.hpp"
#include "exchange/cells.hpp"

namespace tributary::cli {

struct ChartColumns {
  std::string date;
  std::string value;
  std::string numerator, denominator;  // both or neither; the value is their ratio
  std::string size, spread;            // of subgroups: how many values, and their standard deviation
  std::string ghost;                   // 1, yes or x where a point is ghosted
  std::vector<std::string> only;       // "COLUMN=TEXT": rows where all of these hold
};

struct ChartRows {
  std::vector<measure::Point> points;
  std::vector<double> sizes;        // each point's denominator, or its subgroup's size; 0 where it has none
  std::vector<double> spreads;      // each subgroup's standard deviation
  std::vector<std::uint32_t> rows;  // of each point, counted from 1
  std::string value_name;           // the header of its column
  bool percent = false;             // every number had a percent sign: 95 stands for 95 %
  bool ratio = false;               // of a numerator and a denominator
  bool share = false;               // of 1, as it was guessed
  std::vector<std::string> notes;
};

struct RowRules {
  bool keep_duplicates = false;
  bool rate = false;   // a numerator is no part of its denominator, and may be above it
  bool count = false;  // the value is the numerator itself, and the denominator its size
};

[[nodiscard]] base::Result<ChartRows> read_chart_rows(const exchange::Table& table, const ChartColumns& columns,
                                                      const std::string& source, const RowRules& rules);

}  // namespace tributary::cli
