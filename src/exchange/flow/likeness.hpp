// `like` of a service: whatever it doesn't say itself it has from the service that it is like, as if that stood there too. Its title
// and its site are its own.
#pragma once

#include "base/result.hpp"
#include "exchange/flow/document.hpp"

namespace tributary::exchange::flow {

// Fails with "name-not-known", "text-wanted", and "like-in-a-circle".
[[nodiscard]] base::Done take_after(Node& root);

}  // namespace tributary::exchange::flow
