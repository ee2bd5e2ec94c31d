// Of a path at which a model has nothing, the one that may be meant.
#pragma once

#include <string>
#include <string_view>

#include "exchange/flow/document.hpp"

namespace tributary::exchange::flow {

// " Is services.ward.beds meant?", or what is wrong with a * in it; empty where nothing is near.
[[nodiscard]] std::string path_meant(const Node& root, std::string_view path);

}  // namespace tributary::exchange::flow
