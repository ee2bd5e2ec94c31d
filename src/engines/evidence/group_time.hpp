// Group-time effects: what a change did, where units adopted it at different times.
//
// Idea      those who adopted together are a group. Each group is compared, at each time, with units that are without the change at that
//           time, and with where both stood just before the group adopted it. No unit that already has the change serves as the
//           comparison, which is what goes wrong in one regression with a level for every unit and time
// Method    ATT(g, t) = mean over g of (Y_t − Y_(g−1)) − mean over the comparison of the same  [Callaway and Sant'Anna 2021,
//           doi 10.1016/j.jeconom.2020.12.001, without covariates], g − 1 the time before adoption also for times before it.
//           Overall: each group's mean over its times with the change, groups weighted by their units (their eq. 3.11); by event time,
//           groups weighted by their units among those observed so long (eq. 3.4)
//           Errors: influence functions summed by cluster, the weights' included; no small-sample factor. Where fewer than ten
//           clusters are treated, or a group is of one cluster, a group's own scatter says little or nothing: each treated unit is
//           then taken to vary as the never-treated do, in the same mean over the same times [in the spirit of Conley and Taber 2011,
//           doi 10.1162/REST_a_00049], with as many degrees of freedom as those units less 1
// Given     a checked panel; several rows of a cell are averaged; units not observed at both times sit out that comparison; units that
//           have the change from the first time on have no before and are left out
// Promises  no NaN; errors are absent where nothing is left to judge them by
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engines/evidence/finding.hpp"
#include "engines/evidence/panel.hpp"

namespace tributary::evidence {

enum class Compare : std::uint8_t { never_treated, not_yet_treated };

struct GroupTime {
  std::uint32_t group = 0, time = 0;  // the group's first time with the change; places in time_names
  double effect = 0;
  std::optional<double> standard_error;  // by influence functions
  std::size_t treated = 0, compared = 0;  // units
};

struct EventTime {
  std::int64_t event = 0;  // times since adoption; −1 is the time before it, 0 by definition and not listed
  Estimate effect;
  std::size_t units = 0;
};

struct JointTest {
  double statistic = 0, p = 1;
  std::size_t coefficients = 0;
};

struct GroupTimeEffects {
  std::vector<GroupTime> cells;
  std::vector<EventTime> events;
  Estimate overall;        // each treated unit counts alike
  Estimate every_cell;     // each treated unit and time counts alike
  bool noise_of_controls = false;      // how the errors were judged
  std::optional<JointTest> before;     // that all effects before adoption are none; absent where they can't be tested together
  std::size_t always_treated = 0;      // units left out
};

// Fails with "no-comparison" where no group has units to be compared with.
[[nodiscard]] base::Result<GroupTimeEffects> group_time_effects(const CheckedPanel& panel, Compare compare);

// The overall effect alone, for units that adopted at these times: for permutations. None where nothing can be compared.
[[nodiscard]] std::optional<double> overall_effect(const std::vector<std::optional<double>>& cell_means, std::size_t times,
                                                   const std::vector<std::optional<std::uint32_t>>& adopted, const std::vector<double>& unit_weight,
                                                   Compare compare);

// How large the effects before adoption are together: the root of their squares' sum, groups weighted by their units. None where there are none.
[[nodiscard]] std::optional<double> size_before(const std::vector<std::optional<double>>& cell_means, std::size_t times,
                                                const std::vector<std::optional<std::uint32_t>>& adopted, const std::vector<double>& unit_weight,
                                                Compare compare);

// The mean weight of each unit's rows.
[[nodiscard]] std::vector<double> unit_weights(const CheckedPanel& panel);

}  // namespace tributary::evidence
