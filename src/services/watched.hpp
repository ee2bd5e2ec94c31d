// Progress: how work that takes a while tells how far it is, and learns that it should stop.
#pragma once

#include <functional>

namespace tributary::services {

// How far it is, 0 to 1; false: it has been cancelled, so stop and store nothing (Problem "cancelled").
using Progress = std::function<bool(double)>;

}  // namespace tributary::services
