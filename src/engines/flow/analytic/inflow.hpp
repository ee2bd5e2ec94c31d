// Inflow: at which rate people of each kind come to a service without limit, from the start of a run on.
//
// Idea      who comes from outside comes as the source has it; who comes from another service without limit comes when their stay there is
//           over: as many as came there and are there no more. Both are Poisson streams whose rate varies with time  [Eick, Massey, Whitt 1993]
// Method    what comes from other services is counted over four hundred equal parts of the run, and even within each
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "engines/flow/analytic/network.hpp"
#include "engines/flow/analytic/stay_curve.hpp"

namespace tributary::flow {

// So many people per time unit from one time to another.
struct RatePiece { double from = 0, to = 0, rate = 0; };

class Inflow {
 public:
  Inflow(const Model& model, const std::vector<PersonKind>& kinds, const Traffic& traffic, const Network& network) : model_(model), kinds_(kinds), traffic_(traffic), network_(network) {}

  // All who come of a kind: those from outside, and then those from other services, each in order of time. Absent where somebody comes
  // from a service with a limit, round again, by an uneven process, or by way of what only a run can tell; and in large models.
  [[nodiscard]] std::optional<std::vector<RatePiece>> of(std::uint32_t kind, std::uint32_t service);

  // Whether the numbers there, of such a stay, are told exactly and not only near: what comes on doesn't change while it matters, or no part
  // is long beside a stay and none of those before lets people go at once.
  [[nodiscard]] bool exact(std::uint32_t kind, std::uint32_t service, const StayCurve& stay);

  // How long one of the equal parts is.
  [[nodiscard]] double part() const;

  // Of all who come from a source per time unit.
  [[nodiscard]] std::optional<std::vector<RatePiece>> from_outside(std::uint32_t source, double rate) const;

 private:
  struct Coming {
    std::vector<RatePiece> outside;
    std::vector<double> onwards;  // people from other services in each part of the run; empty: none
    bool smooth = true;           // as they come: they may be taken to be even within a part
  };
  const std::optional<Coming>& coming(std::uint32_t kind, std::uint32_t service);
  [[nodiscard]] std::optional<Coming> work_out(std::uint32_t kind, std::uint32_t service);
  bool add_from(std::uint32_t kind, std::uint32_t before, std::uint32_t service, Coming& out);
  [[nodiscard]] std::optional<double> chance(const PersonKind& kind, ChoiceId choice, std::optional<std::uint32_t> from, std::uint32_t service) const;
  [[nodiscard]] bool is_fine(const StayCurve& stay) const { return 10 * part() <= stay.mean(); }

  const Model& model_;
  const std::vector<PersonKind>& kinds_;
  const Traffic& traffic_;
  const Network& network_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::optional<Coming>> known_;
};

}  // namespace tributary::flow
