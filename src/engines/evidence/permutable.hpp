// Whether a panel's clusters could have swapped their dates of adoption, and how few of them are few.
#pragma once

#include <optional>
#include <vector>

#include "engines/evidence/panel.hpp"
#include "engines/evidence/randomisation.hpp"

namespace tributary::evidence {

struct Permutable {
  std::vector<std::uint32_t> cluster_of;  // by unit
  Adoption adopted;                       // by cluster

  [[nodiscard]] Adoption units(const Adoption& way) const;  // by unit, where the clusters adopted so
};

// None where units span clusters, where not all of a cluster adopt at once, or where there are more than 60 clusters: then large-sample
// errors serve.
[[nodiscard]] std::optional<Permutable> permutable(const CheckedPanel& panel);

// Under 30, or under 10 of them with the change or without.
[[nodiscard]] bool few_clusters(const CheckedPanel& panel);

}  // namespace tributary::evidence
