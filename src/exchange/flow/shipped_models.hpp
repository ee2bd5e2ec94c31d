// The flow models that the program carries (the folder models/), which a place can take as they are.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tributary::exchange::flow {

struct ShippedModel {
  std::string name;   // of its file, without .toml: "mental-health-beds"
  std::string title, about;
  std::string_view text;
  std::vector<std::pair<std::string, std::string_view>> tables;  // by name without .csv, as the folder of its name holds them
};

// By title. Those that only a benchmark is for are left out.
[[nodiscard]] const std::vector<ShippedModel>& shipped_models();
[[nodiscard]] const ShippedModel* find_shipped_model(std::string_view name);

}  // namespace tributary::exchange::flow
