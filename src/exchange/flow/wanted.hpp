// What stands at a place of the file, in the words of a refusal.
#pragma once

#include <string>
#include <vector>

#include "exchange/flow/document.hpp"

namespace tributary::exchange::flow {

[[nodiscard]] const char* kind_in_words(Node::Kind kind);  // "a list"
// The first twelve, with commas.
[[nodiscard]] std::string listed(const std::vector<std::string>& names);

}  // namespace tributary::exchange::flow
