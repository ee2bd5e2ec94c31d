// Combinations: which combinations of people, context and complexity went with success, over the adoptions of a package?
//
// Idea      causes here don't add up: the same condition helps at one place and not at another. So places are compared as whole
//           combinations of the conditions that they recorded before results, and the answer is sentences with the places under each
// Success   said by who asks: an improvement of a published measure by so much or more (adopters_range.hpp has the change), or that the
//           adoption was kept up. An adopter that stopped is without success, unless who asks would rather leave out those without a result
// Counts    an adoption whose conditions were recorded no later than the day of its first published result (or of its end), that says each
//           condition asked about, and whose success is known. Every other is left out and told with why; the place that the package
//           comes from has recorded no conditions, and is no case
// Policy    an adoption is a case for who may read what it recorded (Thing::adoption_record); the others are counted and not told
// Promises  the same adoptions and question: the same answer, byte for byte, with the hash of what it rests on. Nothing is stored
// See       engines/evidence/qca for the method; docs/guide/how-to/ask-which-combinations-went-with-success.md
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/condition.hpp"
#include "engines/evidence/qca/answer.hpp"
#include "services/adopters_range.hpp"

namespace tributary::services {

inline constexpr std::size_t fewest_cases = 4;
inline constexpr std::size_t most_asked_about = 8;
inline constexpr int kept_up_days = 182;  // from adoption on, before an adoption that goes on counts as kept up

enum class SuccessBy { change, kept_up };

struct SuccessWanted {
  SuccessBy by = SuccessBy::change;
  int slot = 0;                       // of the package's measure
  double at_least = 0;                // improvement, in its unit, in the direction that is better
  std::optional<double> fully_out, fully_in;  // both or none: degrees of success, at_least in between
  bool stopped_is_none = true;
};

struct ConditionWanted {
  domain::Condition condition = domain::Condition::dedicated_spanner;
  domain::Expected expected = domain::Expected::nothing;
};

struct CombinationsQuestion {
  SuccessWanted success;
  std::vector<ConditionWanted> conditions;
  double days = 2.5;                  // a week: Condition::spanner_days
  bool absence = false;               // what went with the want of success instead
  evidence::qca::Cuts cuts{.consistency = 0.8, .pri = 0.5, .cases = 1};
};

// An adoption that its reader may read, as a case or with why it is none.
struct CombinationsCase {
  AdoptionLine adoption;
  std::vector<std::optional<double>> memberships;  // one a condition asked about
  std::optional<double> improvement;               // of the measure that success is told by
  std::optional<double> success;                   // membership
  // "no-conditions", "conditions-late", "condition-not-said", "too-early", or as RangePlace::why_none; empty: it counts
  std::string_view why_out;
};

struct CombinationsAnswer {
  evidence::qca::Analysis analysis;
  evidence::Told told;
};

struct Combinations {
  PackageLine line;
  std::vector<domain::PackageMeasure> measures;     // of the latest version, by which success can be told
  std::vector<CombinationsCase> cases;              // in the order of adoption
  std::vector<std::size_t> counted;                 // of those, the cases of the analysis
  int hidden = 0;                                   // adoptions that the reader may not read, or whose project was removed
  std::optional<CombinationsAnswer> answer;
  std::optional<base::Problem> why_not;             // where there is none: too few cases, or all alike
  std::string inputs_hash, version;
};

// What there is to ask about: of each adoption the conditions that it recorded. `cases` have one membership for each of
// domain::condition_kinds(), in their order, and no success. Fails with "not-found".
[[nodiscard]] base::Result<Combinations> conditions_of_adoptions(const Context& context, const Actor& actor, domain::PackageId id);

// Fails with "not-found", "reference-unknown" (no such measure), "no-better-direction", "number-out-of-range", "conditions-missing",
// "condition-twice", "cut-out-of-range".
[[nodiscard]] base::Result<Combinations> ask_combinations(const Context& context, const Actor& actor, domain::PackageId id, const CombinationsQuestion& question);

}  // namespace tributary::services

template <>
inline constexpr auto tributary::base::words<tributary::services::SuccessBy> = tributary::base::word_list<tributary::services::SuccessBy>({
    {tributary::services::SuccessBy::change, "change"},
    {tributary::services::SuccessBy::kept_up, "kept_up"},
});
