// Lineage: where a package came from and who took it on, in both directions; and how adoptions add up over time.
//
// Promises  a tree, from its root, in the order of dates; never an order of results. A package that isn't for the reader's eyes
//           keeps its place in the tree without its name. Adoptions of removed projects are out of sight, and come back
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/packages.hpp"

namespace tributary::services {

struct LineageNode {
  int depth = 0;
  std::optional<PackageLine> package;    // one of the two; the name is empty when it isn't for the reader
  std::optional<AdoptionLine> adoption;
  bool readable = true;
};

struct Credit {
  AdoptionLine adoption;
  std::optional<domain::AnswerCounts> answers;  // of predictions on its published measures; none for who may not read such counts
};

struct PackageSpread {
  std::vector<LineageNode> tree;   // depth first
  std::vector<Credit> adopters;    // of the package itself, by date
};

// Who may not see projects sees where it was adopted, and not by which project nor what that one kept.
[[nodiscard]] AdoptionLine for_reader(const Actor& actor, AdoptionLine line);

// Fails with "not-found".
[[nodiscard]] base::Result<PackageSpread> spread_of_package(const Context& context, const Actor& actor, domain::PackageId id);

struct SpreadMonth {
  base::Date month{};  // its first day
  int adopted = 0;     // so far
  int stopped = 0;     // of them, so far
  int illustrative = 0;  // of those adopted so far
};

struct PlaceSpread {
  std::vector<SpreadMonth> months;  // from the first adoption to now, without gaps
  int packages = 0;                 // adopted at least once here
};

// Adoptions in a place; of a system, in its localities. Counts only, of packages that the reader may open. Fails with "not-found".
[[nodiscard]] base::Result<PlaceSpread> spread_in_place(const Context& context, const Actor& actor, domain::PlaceId place);

}  // namespace tributary::services
