// InTime: people in a service without limit, from the start of a run on, under arrivals that vary with time.
//
// Idea      the number is Poisson with mean m(t) = ∫ λ(t − u) P(S > u) du, λ constant by the hour  [Eick, Massey, Whitt 1993, eq. 6]; who
//           is there at the start adds the chance of being there still
// Given     services to which people come from outside alone
#pragma once

#include <optional>
#include <vector>

#include "engines/flow/analytic/network.hpp"
#include "engines/flow/analytic/traffic.hpp"

namespace tributary::flow {

class InTime {
 public:
  // Absent where the service is limited, is fed by others, or where stays are followed by transitions.
  [[nodiscard]] static std::optional<InTime> of(const Model& model, const std::vector<PersonKind>& kinds, const Traffic& traffic, const Network& network,
                                                std::uint32_t service);

  // Mean number over [from, to], from < to.
  [[nodiscard]] double mean(double from, double to) const;

 private:
  // ∫ P(S > u) du and ∫∫ of it up to x, of a mixture of stays: tabulated, cubic in between.
  class Stays {
   public:
    Stays() = default;
    explicit Stays(const std::vector<std::pair<double, const Distribution*>>& mixture);
    [[nodiscard]] double once(double x) const;   // ∫₀ˣ P(S > u) du
    [[nodiscard]] double twice(double x) const;  // ∫₀ˣ once(u) du
    [[nodiscard]] double longest() const { return at_.back(); }
    [[nodiscard]] double uniform_rest(double t) const;  // E[(1 − t / S)⁺]: what is uniform on a stay lasts longer than t

   private:
    std::vector<double> at_, survival_, once_, twice_;
  };
  struct Piece { double from, to, rate; };  // so many people per time unit
  struct Feed { std::vector<Piece> pieces; Stays stays; };

  std::vector<Feed> feeds_;
  double queue_ = 0, occupied_ = 0;  // at the start
  Start::Rest rest_ = Start::Rest::equilibrium;
  Stays starting_;
};

}  // namespace tributary::flow
