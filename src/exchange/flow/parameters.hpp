// Parameters: every number of a model file, with what the file says of where it comes from.
//
// Idea      a table says its source, licence and note of all that stands in it, so a number's evidence is its own, or else the source
//           of the nearest table around it that says anything, or else that of the first [[evidence]] which says that it covers the
//           number's path, or else the note around it, or what the top of the file says
// Promises  every number by which people move is among them, whether or not anybody says where it comes from
// See       docs/guide/reference/flow-model.md, "At the top"
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engines/flow/model.hpp"
#include "exchange/flow/document.hpp"
#include "exchange/flow/flow_model.hpp"

namespace tributary::exchange::flow {

struct Parameter {
  std::string path;                    // "services.wards.stay"
  std::string value;                   // "exponential, mean 36"
  bool uncertain = false;              // drawn anew in each replication
  std::string source, licence, note;   // all empty: nobody says where it comes from
  std::string said_of;                 // the path, or the [[evidence]]'s `of`, where that is said; empty: of the number itself
};

// `tree` is a model's, as FlowModel::tree has it; `evidence` what the model says of numbers by path.
[[nodiscard]] std::vector<Parameter> parameters_of(const Node& tree, std::span<const tributary::flow::Evidence> evidence);

// Does a path, in which * stands for any letters of a name, name that one or a table around it?
[[nodiscard]] bool covers(std::string_view pattern, std::string_view path);

// A value in words: "0.64", "lognormal, mean 33.2, sd 32", "Bolton, Bury".
[[nodiscard]] std::string in_words(const Node& value);

// What a scenario does to the model, as it is written.
struct ChangeTold {
  std::string path, how, before, value, at, source, note;  // `before`: as the model has it, where it does; `at`: empty from the start
};
[[nodiscard]] std::vector<ChangeTold> changes_told(const ScenarioText& scenario, const Node& tree);

}  // namespace tributary::exchange::flow
