// The readers of a model file's parts. Each finds its tables in the root and writes into the reader's model; names are known
// already (name_everything), so that parts may refer to one another in any order.
#pragma once

#include "exchange/flow/reader.hpp"

namespace tributary::exchange::flow {

// Classes, segments, areas, sites, services, exits, groups, pools, attributes, outcomes and rules, by name.
void name_everything(Reader& reader, const Node& root);

void read_head(Reader& reader, const Node& root);        // what stands above all tables, [[evidence]], [[arithmetic]], [review]
void read_geography(Reader& reader, const Node& root);   // [areas], [travel], [sites.*], [segments.*]
void read_attributes(Reader& reader, const Node& root);  // [attributes.*]
void read_services(Reader& reader, const Node& root);
void read_arrivals(Reader& reader, const Node& root);
void read_outcomes(Reader& reader, const Node& root);    // [outcomes.*], [costs.*], [returns.*]
void read_measures(Reader& reader, const Node& root);
void read_run(Reader& reader, const Node& root);

void read_visits(Reader& reader, const std::string& name, const Node& node, engine::Service& out);  // of a team; none where it has none

// One distribution for all, or a list with conditions of which the first that holds counts; and its last must be for everybody.
[[nodiscard]] std::vector<engine::Stay> stays_of(Reader& reader, const Node& node);
void for_everybody(Reader& reader, const Node& node, const std::vector<engine::Stay>& stays, const std::string& what);
// The slots of visits, as beds are written.
[[nodiscard]] engine::Capacity slots_of(Reader& reader, const Node& node);
[[nodiscard]] std::uint8_t weekdays(Reader& reader, const Node& node);
[[nodiscard]] engine::ReplayedArrivals replay(Reader& reader, const Node& node);  // replay = { table, time, case, … }

}  // namespace tributary::exchange::flow
