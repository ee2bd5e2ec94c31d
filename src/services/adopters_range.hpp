// The range of every adopter so far, for who is about to predict: what changed elsewhere, those who stopped among them.
//
// Statistic the mean of a measure's values after the day of adoption, less the mean of those up to it, in the measure's unit;
//           from three values on each side, without those left out of its chart, and from published measures alone. For the place that the package comes from, the
//           end of the measure's baseline takes the place of that day; without a baseline it gives no result
// Promises  adopters stand in the order of their adoption, never of their result; who has no result is listed with why
// Together  what the adopters show together (adopters_together.hpp): random effects over those whose change is known with an error
// Why       one place is probably flattered: it was published because it went well, and what was extreme once is less so the next
//           time (docs/guide/explanation/packages-that-travel.md)
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/adopters_together.hpp"
#include "services/packages.hpp"

namespace tributary::services {

inline constexpr int fewest_values = 3;  // on each side

struct Change {
  double before = 0, after = 0;
  int before_values = 0, after_values = 0;
  int left_out = 0;  // by who measures, with a reason; on either side
  std::optional<double> standard_error;  // from six values on each side that vary: engines/evidence/meta/site_change.hpp

  [[nodiscard]] double by() const { return after - before; }
};

struct RangePlace {
  bool origin = false;                 // where the package comes from
  std::optional<AdoptionLine> adoption;
  std::string place_name;
  bool illustrative = false;
  std::optional<Change> change;
  std::string_view why_none;           // "not-published", "too-few-values", "no-baseline", "not-measured"; empty with a change
};

struct AdoptersRange {
  [[nodiscard]] std::vector<SiteResult> sites() const;  // adopters whose change has a standard error, by date of adoption

  int slot = 0;
  domain::PackageMeasure measure;
  std::vector<RangePlace> places;      // the origin first, then by date of adoption
  int with_result = 0;
  int stopped = 0;                     // adopters that stopped, with a result or without
  std::optional<double> least, most;
  std::optional<Together> together;    // from `fewest_together` adopters with a standard error; without where it comes from
};

// Of values up to `day` and after it, but for those that are left out of the chart. None with fewer than `fewest_values` on a side. Pure.
[[nodiscard]] std::optional<Change> change_around(const std::vector<domain::Observation>& observations, const std::vector<domain::Ghost>& ghosts, base::Date day);

// For each measure of the latest version. Fails with "not-found".
[[nodiscard]] base::Result<std::vector<AdoptersRange>> adopters_ranges(const Context& context, const Actor& actor, domain::PackageId id);
// For the adopter who predicts on a measure of their own; without the adopter's own place. Nothing when it wasn't adopted, or the
// package isn't for these eyes. Fails with "not-found".
struct RangeForMeasure {
  domain::PackageId package;
  std::string package_name;
  AdoptersRange range;
};
[[nodiscard]] base::Result<std::optional<RangeForMeasure>> range_for_measure(const Context& context, const Actor& actor, domain::MeasureId id);

}  // namespace tributary::services
