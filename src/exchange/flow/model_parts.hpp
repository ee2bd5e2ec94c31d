// The readers of a model file's parts. Each finds its tables in the root and writes into the reader's model; names are known
// already (name_everything), so that parts may refer to one another in any order.
#pragma once

#include "exchange/flow/reader.hpp"

namespace tributary::exchange::flow {

// Classes, segments, areas, sites, services, exits, groups, pools, attributes, outcomes and rules, by name.
void name_everything(Reader& reader, const Node& root);

void read_geography(Reader& reader, const Node& root);   // [areas], [travel], [sites.*], [segments.*]
void read_attributes(Reader& reader, const Node& root);  // [attributes.*]
void read_services(Reader& reader, const Node& root);
void read_arrivals(Reader& reader, const Node& root);
void read_outcomes(Reader& reader, const Node& root);    // [outcomes.*], [costs.*], [returns.*]
void read_measures(Reader& reader, const Node& root);
void read_run(Reader& reader, const Node& root);

[[nodiscard]] std::uint8_t weekdays(Reader& reader, const Node& node);
[[nodiscard]] engine::ReplayedArrivals replay(Reader& reader, const Node& node);  // replay = { table, time, case, … }

}  // namespace tributary::exchange::flow
