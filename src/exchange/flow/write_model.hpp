// write_model: a fit as the text of a model file that runs.
//
// Idea      what is written is about all: rates, factors, parameters of laws and shares. No stay, date of a person, least, most or
//           quantile of what was seen stands in it; numbers have four figures at most, and how many cases there were two
// Promises  flow_model.hpp reads it; the same fit gives the same text
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "exchange/flow/fit_journeys.hpp"

namespace tributary::exchange::flow {

struct ModelWanted {
  std::string name;                     // of the model
  std::string source;                   // the file's name, without its folders
  std::string version;                  // of the program
  std::optional<int> beds;              // of each service; none: without limit
  std::map<std::string, int> beds_of;   // of one, by its name in the model or its title
  std::uint64_t seed = 1;
};

// Fails with "service-unknown" where `beds_of` names none, and "arrivals-missing" where how many come isn't known.
[[nodiscard]] base::Result<std::string> write_model(const FlowFit& fit, const ModelWanted& wanted);

// The text as TOML has it in quotes: whatever its bytes, a TOML reader gives it back. It must be UTF-8.
[[nodiscard]] std::string toml_text(std::string_view text);

// A law as a model file has it, with what isn't known exactly of its parameters: { distribution = "gamma", … }.
[[nodiscard]] std::string toml_law(const statistics::FittedLaw& fitted);

// The names that services have in the model, in the fit's order: small letters, digits and _.
[[nodiscard]] std::vector<std::string> names_in_model(const FlowFit& fit);

}  // namespace tributary::exchange::flow
