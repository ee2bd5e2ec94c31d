// What scenarios say of a model: which values they change, how, and from when.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "exchange/flow/document.hpp"

namespace tributary::exchange::flow {

// A change to one value of the file.
struct Change {
  enum class How : std::uint8_t { set, scale, add } how = How::set;
  std::string path;
  Node value;
};

// Changes that go live at a date: at, ramp, uptake, fidelity and decay stand in `given`.
struct DatedChanges {
  Node given;
  std::vector<Change> changes;
};

struct ScenarioText {
  std::string name, title;
  std::vector<Change> changes;      // from the start
  std::vector<DatedChanges> dated;
};

}  // namespace tributary::exchange::flow
