// What scenarios say of a model: which values they change, how, and from when.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "exchange/flow/document.hpp"

namespace tributary::exchange::flow {

// A change to one value of the file. A member is put into a list of names (1), or taken out of it (0): `value` has both its name and that.
struct Change {
  enum class How : std::uint8_t { set, scale, add, member } how = How::set;
  std::string path;
  Node value;
  bool among_others = false;  // in a table of its own, which may be new to the model
  bool anew = false;          // the first of a law or of a number with its source, which takes the place of what was there
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

// [scenarios.*], in the order of the file. Fails with the first mistake, and where it stands.
[[nodiscard]] base::Result<std::vector<ScenarioText>> scenarios_of(const Node& scenarios);

// `{ value = 7.4, source = … }` is changed in its value; a list of probabilities or a distribution as a whole by `set`. What was
// written in a scenario then stands where the model has it: there its draws belong.
[[nodiscard]] base::Done apply(Node& root, const Change& change);

}  // namespace tributary::exchange::flow
