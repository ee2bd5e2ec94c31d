#pragma once

#include "services/ports/measure_store.hpp"

namespace tributary::store {

class Connection;

// Gives each measure its targets, by date; in one statement, however many measures there are.
void read_targets(Connection& db, std::vector<services::StandingMeasure>& measures);

}  // namespace tributary::store
