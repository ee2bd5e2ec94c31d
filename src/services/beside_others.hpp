// Beside the others: one measure of a place and the same in the other localities of its system, for one period, as a funnel.
//
// Idea      a locality asks whether it differs from the others by more than its size explains, and a system lead where to ask why
// The same  measures of localities that have name, operational definition, unit, quantity, scale and interval word for word: two
//           people would count alike. There is no other tie between the measures of places; a system's own, of all of them, is no site
// Period    the newest week, month, quarter, or else day, for which all have a value with its numerator and denominator that the team hasn't left out. Who has none at all
//           is left out, by name
// Promises  each reader's own: of the measures that they may read, and no word of others; nothing is stored
// Fails     "not-found". Where nothing can be compared, the answer says why: "not-a-place's", "no-parts", "none-beside", "no-common-period",
//           or as the engine does
// See       engines/evidence/funnel/funnel.hpp; docs/guide/reference/evidence.md
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exchange/evidence/report.hpp"
#include "services/measures.hpp"

namespace tributary::services {

struct BesidePlace {
  domain::PlaceId place;
  std::string name;
  domain::MeasureId measure;
  bool counted = false;  // else it has no value that can be compared
};

struct BesideOthers {
  domain::Measure measure;
  std::vector<BesidePlace> places;            // by name; the reader's own measure among them where it is a locality's
  std::optional<base::Date> from, to;         // of the period
  std::optional<exchange::EvidenceReport> report;  // sizes in the measure's own terms: per 1,000 bed days thousands of bed days
  std::optional<base::Problem> why_not;
};

[[nodiscard]] base::Result<BesideOthers> beside_others(const Context& context, const Actor& actor, domain::MeasureId id);

}  // namespace tributary::services
