// How scenarios differ from the first of a report, number by number, with the same people in all.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "exchange/flow/report.hpp"

namespace tributary::exchange::flow {

struct Difference {
  std::string scenario, of, name, number;
  std::size_t period;  // 0: the whole run
  double from;         // when that begins
  engine::Estimate before, after, difference;
};

// Of the system, of services that both have, and of measures that both have, in the report's order.
[[nodiscard]] std::vector<Difference> differences(const FlowReport& report);

}  // namespace tributary::exchange::flow
