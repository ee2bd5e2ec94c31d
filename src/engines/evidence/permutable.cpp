#include "engines/evidence/permutable.hpp"

namespace tributary::evidence {

namespace {
constexpr std::size_t most_permuted = 60, few = 30, few_of_a_kind = 10;
}

Adoption Permutable::units(const Adoption& way) const {
  Adoption out(cluster_of.size());
  for (std::size_t u = 0; u < out.size(); ++u) out[u] = way[cluster_of[u]];
  return out;
}

std::optional<Permutable> permutable(const CheckedPanel& panel) {
  if (!panel.nested || panel.clusters() > most_permuted) return {};
  Permutable out{.cluster_of = std::vector<std::uint32_t>(panel.units()), .adopted = Adoption(panel.clusters())};
  for (std::size_t i = 0; i < panel.unit.size(); ++i) out.cluster_of[panel.unit[i]] = panel.cluster[i];
  std::vector<bool> known(panel.clusters());
  for (std::size_t u = 0; u < panel.units(); ++u) {
    const auto c = out.cluster_of[u];
    if (known[c] && out.adopted[c] != panel.adopted[u]) return {};
    out.adopted[c] = panel.adopted[u];
    known[c] = true;
  }
  return out;
}

bool few_clusters(const CheckedPanel& panel) {
  const std::size_t treated = panel.treated_clusters();
  return panel.clusters() < few || treated < few_of_a_kind || (panel.nested && panel.clusters() < treated + few_of_a_kind);
}

}  // namespace tributary::evidence
