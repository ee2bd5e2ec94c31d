// A table of travel times with the people of each area, for an allocation (engines/flow/allocation.hpp).
//
// Given     travel: a CSV whose first column names the areas and whose others are minutes to the sites that they are named by;
//           people: a CSV whose first column names the areas, and one column of numbers
// Fails     with what read_cells says of either, "site-not-in-travel", "area-not-in-travel", "area-twice", "minutes-wanted",
//           "people-wanted", "column-unknown", "people-none", "sites-none"; with file, line and value
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace tributary::exchange::flow {

struct TravelTable {
  std::vector<std::string> areas, sites;
  std::vector<float> minutes;   // areas × sites
  std::vector<double> people;   // by area
  std::size_t left_out = 0;     // areas of the travel table of whom the people's says nothing
};

struct TravelFiles {
  std::string_view travel, travel_name;   // bytes, and what the file is called
  std::string_view people, people_name;
  std::optional<std::string> people_column;       // the second unless told
  std::vector<std::string> sites;                 // those that are open; empty: all of the table
};

[[nodiscard]] base::Result<TravelTable> read_travel_table(const TravelFiles& files);

}  // namespace tributary::exchange::flow
