// What a difference-in-differences says in plain words, and what it checked.
#pragma once

#include "engines/evidence/did.hpp"

namespace tributary::evidence {

[[nodiscard]] Told tell_did(const Did& did, const CheckedPanel& panel, const DidOptions& options);

// "2.75 higher", "1.1 lower".
[[nodiscard]] std::string higher_or_lower(double value);

}  // namespace tributary::evidence
