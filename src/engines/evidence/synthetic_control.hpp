// Synthetic control: what would have come of the one place that changed, as a mixture of places that didn't?
//
// Idea      a mixture of others that moved with a place for long, before it changed, says where it would have gone
// Method    weights from 0 that add up to 1, their mixture nearest the changed unit's outcomes at every time before (and to its
//           predictors' means before, where given: then each row is divided by its standard deviation over units and counts alike)
//           [Abadie, Diamond, Hainmueller 2010, doi 10.1198/jasa.2009.ap08746; weights solved exactly, simplex_fit.hpp]
//           Placebo in space: every donor in turn as if it had changed; the changed unit's rank by the ratio of root mean squared gaps
//           after and before is its p. In time: as if the change had come half-way through the time before. Leave one out: without
//           each donor of weight above .01
// Given     a checked panel in which every unit has a value at every time; those that change do so at once and count as their mean
// Fails     "panel-incomplete", "adoption-staggered", "too-few-donors" (under 2), "too-few-before" (under 2 times)
// See       docs/guide/reference/evidence.md, "Synthetic control"
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engines/evidence/finding.hpp"
#include "engines/evidence/panel.hpp"
#include "engines/evidence/prediction_score.hpp"

namespace tributary::evidence {

struct SyntheticOptions {
  Better better = Better::neither;
  std::string outcome = "the outcome";
};

struct Donor {
  std::string unit;
  double weight = 0;
};

struct SyntheticPoint {
  std::uint32_t time = 0;  // place in time_names
  double changed = 0, synthetic = 0;
};

// One unit as if it had changed: its mean gap after, and how large gaps are.
struct SyntheticGap {
  std::string unit;
  double effect = 0, before = 0, after = 0;  // root mean squares of gaps
  std::optional<double> ratio;               // absent where the fit before is perfect
};

struct LeftOut {
  std::string donor;
  double effect = 0;
};

struct SyntheticControl {
  Estimate effect;  // mean over the times after; p by rank
  std::vector<Donor> donors;
  std::vector<SyntheticPoint> path;
  SyntheticGap gap;
  std::vector<SyntheticGap> placebos;
  std::size_t rank = 0;  // 1: the largest ratio of all
  std::vector<LeftOut> without;
  std::optional<SyntheticGap> earlier;      // placebo in time
  std::optional<std::uint32_t> earlier_at;  // its start
  std::uint32_t start = 0;
  Told told;
};

[[nodiscard]] base::Result<SyntheticControl> synthetic_control(const CheckedPanel& panel, const SyntheticOptions& options);

// A complete panel as a table by unit and time, those that change apart.
struct Block {
  std::vector<std::vector<double>> changed, donors;  // by unit, then time
  std::vector<std::string> donor_names;
  std::vector<std::uint32_t> changed_units, donor_units;
  std::uint32_t start = 0;  // the first time with the change
};
[[nodiscard]] base::Result<Block> block_of(const CheckedPanel& panel);

}  // namespace tributary::evidence
