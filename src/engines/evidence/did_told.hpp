// What a difference-in-differences says in plain words, and what it checked.
#pragma once

#include "engines/evidence/did.hpp"

namespace tributary::evidence {

[[nodiscard]] Told tell_did(const Did& did, const CheckedPanel& panel, const DidOptions& options);

// What every answer from such a panel rests on, whether it tells one effect or one for each time: how many clusters there are, who else
// was touched, how its rows lie. Added to what is told already.
void tell_doubts(const Did& did, const CheckedPanel& panel, Told& told);

// "2.75 higher", "1.1 lower".
[[nodiscard]] std::string higher_or_lower(double value);

}  // namespace tributary::evidence
