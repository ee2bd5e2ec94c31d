// Part: those people of a model whom one number is about, in some services and under a condition, and what theory says of them.
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "engines/flow/analytic/ground.hpp"
#include "engines/flow/analytic/solve.hpp"

namespace tributary::flow {

// Rates are per time unit. Each is absent where theory has no answer, or the condition asks what only a run can tell.
class Part {
 public:
  // `services` none: all. `whose` null: everybody.
  Part(const Model& model, const Ground& ground, const std::vector<ServiceId>& services, const Condition* whose);

  [[nodiscard]] std::optional<Theory> occupied() const;
  [[nodiscard]] std::optional<Theory> occupied(double from, double to) const;  // mean over a time of the run
  [[nodiscard]] std::optional<Theory> seen(double from, double to) const;      // the same as the run counts it: at midnights, where it does
  [[nodiscard]] std::optional<Theory> queue() const;
  [[nodiscard]] std::optional<Theory> blocked() const;      // in beds whose stay is over, who wait for the next service
  [[nodiscard]] std::optional<Theory> in_transition() const;
  [[nodiscard]] std::optional<Theory> came() const;
  [[nodiscard]] std::optional<Theory> started() const;      // got a bed of the service to which they came
  [[nodiscard]] std::optional<Theory> departed() const;
  [[nodiscard]] std::optional<Theory> placed_out() const;
  [[nodiscard]] std::optional<Theory> away() const;         // people placed out of area, mean
  [[nodiscard]] std::optional<Theory> turned_away() const;
  [[nodiscard]] std::optional<Theory> given_up() const;
  [[nodiscard]] std::optional<Theory> wait() const;
  [[nodiscard]] std::optional<Theory> wait_if_waited() const;
  [[nodiscard]] std::optional<Theory> share_delayed() const;
  [[nodiscard]] std::optional<Theory> share_waiting_over(double threshold) const;
  [[nodiscard]] std::optional<Theory> stay() const;
  [[nodiscard]] std::optional<Theory> active_stay() const;
  [[nodiscard]] std::optional<Theory> delay_with_beds(int beds) const;
  [[nodiscard]] double beds() const;                        // mean, of those with a limit
  [[nodiscard]] std::optional<Theory> visits() const;       // given by teams
  [[nodiscard]] std::optional<Theory> slots_used() const;   // of the teams' slots, the share; absent where none of them gives visits

 private:
  enum class When : std::uint8_t { coming, being, going };  // what is known of people then: where they go next, when they go
  enum class Lost : std::uint8_t { placed_out, turned_away };
  template <class Take>
  [[nodiscard]] std::optional<Theory> sum(When when, Take take) const;
  template <class Take>
  [[nodiscard]] std::optional<Theory> followed(Take take) const;
  template <class Take>
  [[nodiscard]] std::optional<Theory> left_beds(Take take) const;
  template <class Take>
  [[nodiscard]] std::optional<Theory> of_lines(Take take) const;
  [[nodiscard]] std::optional<Theory> lost_to(Lost lost) const;
  [[nodiscard]] std::optional<bool> among(const Stream& stream, When when) const;
  [[nodiscard]] std::optional<Theory> with_slots_for_all(std::optional<Theory> time) const;
  [[nodiscard]] bool steady_by_then(std::uint32_t service) const;
  [[nodiscard]] bool holds(std::uint32_t service) const { return std::binary_search(here_.begin(), here_.end(), service); }

  const Model& model_;
  const Ground& ground_;
  const Condition* whose_;
  std::vector<std::uint32_t> here_;  // services, ascending
};

}  // namespace tributary::flow
