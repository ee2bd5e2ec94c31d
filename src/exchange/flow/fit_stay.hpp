// The laws of the stays in one service, of all people or of a class. For fit_journeys.cpp.
#pragma once

#include <optional>

#include "exchange/flow/fit_journeys.hpp"

namespace tributary::exchange::flow {

// All laws that have a fit, tested; none where the law that was asked for has none. The service and the class are the caller's to say.
[[nodiscard]] std::optional<StayFit> fit_stay(const statistics::Sample& sample, const FitWanted& wanted);

}  // namespace tributary::exchange::flow
