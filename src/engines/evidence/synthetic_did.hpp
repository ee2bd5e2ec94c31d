// Synthetic difference-in-differences: the comparison of changes, with units and times weighted so that the groups moved alike before.
//
// Method    unit weights on the simplex make the donors' mixture run parallel to the changed units before (a level apart is allowed),
//           with the ridge T₀ ζ², ζ = (changed · times after)^¼ σ, σ the standard deviation of donors' steps before; time weights make
//           the times before stand for those after among donors (ridge N₀ (10⁻⁶ σ)²); the effect is the weighted difference in
//           differences [Arkhangelsky, Athey, Hirshberg, Imbens, Wager 2021, doi 10.1257/aer.20190159, algorithm 1; weights solved exactly]
//           Errors: placebo (donors as if changed; every one where one unit changed, else 200 seeded choices; their algorithm 4), and
//           the jackknife with fixed weights where several changed (their algorithm 3)
// Given     as synthetic_control does; donors must outnumber the changed units for the placebo
// Fails     as block_of does
#pragma once

#include <optional>
#include <vector>

#include "engines/evidence/synthetic_control.hpp"

namespace tributary::evidence {

struct SyntheticDid {
  Estimate effect;                   // error by placebo
  std::optional<double> jackknife;   // its standard error
  std::optional<double> jackknife_p; // where several units changed: by that error, t with one degree fewer than they are
  std::optional<double> rank_p;      // how many choices of as many donors give as much; no smaller than there are ways to choose
  std::size_t placebos = 0;
  std::vector<Donor> donors;         // with their weights
  std::vector<double> time_weights;  // of the times before
  Told told;
};

[[nodiscard]] base::Result<SyntheticDid> synthetic_did(const CheckedPanel& panel, const SyntheticOptions& options, std::uint64_t seed);

}  // namespace tributary::evidence
