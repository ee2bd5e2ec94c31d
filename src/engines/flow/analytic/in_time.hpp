// InTime: people in a service without limit, from the start of a run on, under arrivals that vary with time.
//
// Idea      the number is Poisson with mean m(t) = ∫ λ(t − u) P(S > u) du, λ constant by the hour  [Eick, Massey, Whitt 1993, eq. 6]; who
//           is there at the start adds the chance of being there still
// Given     services to which people come from outside, or from others without limit
#pragma once

#include <optional>
#include <vector>

#include "engines/flow/analytic/inflow.hpp"

namespace tributary::flow {

class InTime {
 public:
  // Absent where the service is limited or fed by one that is, its beds may be held, or stays are followed by transitions.
  [[nodiscard]] static std::optional<InTime> of(const Model& model, const std::vector<PersonKind>& kinds, const Traffic& traffic, const Network& network,
                                                Inflow& inflow, std::uint32_t service);

  // Whether such a mean is told exactly: over many parts of the inflow it is, however coarse they are.
  [[nodiscard]] bool exact(double from, double to) const { return exact_ || to - from > 100 * part_; }

  // Some stays end at a moment that is known: whether somebody is still there at it is a matter of what happens first.
  [[nodiscard]] bool ends_at_once() const;

  // Mean number over [from, to], from < to.
  [[nodiscard]] double mean(double from, double to) const;
  // Mean of the numbers at the midnights in (from, to]; none where there are none, or more than anybody counts.
  [[nodiscard]] std::optional<double> at_midnights(double from, double to, double day) const;

 private:
  struct Feed { std::vector<RatePiece> pieces; StayCurve stays; };

  [[nodiscard]] double at(double time) const;
  [[nodiscard]] double uniform_rests(double from, double to) const;

  std::vector<Feed> feeds_;
  bool exact_ = true;
  double part_ = 0;           // of the inflow from other services
  double queue_ = 0, occupied_ = 0;  // at the start
  Start::Rest rest_ = Start::Rest::equilibrium;
  StayCurve starting_;
};

}  // namespace tributary::flow
