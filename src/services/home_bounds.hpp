// What lies within a zoom, and under which node of it.
#pragma once

#include <unordered_set>

#include "services/home.hpp"

namespace tributary::services {

class HomeBounds {
 public:
  HomeBounds(const HomeWork& work, const HomeZoom& zoom, const domain::Place& place)
      : zoom_(zoom), of_system_(place.kind == domain::PlaceKind::system) {
    places_.insert(zoom.place);
    for (const domain::Place& each : work.places)
      if (of_system_ && each.system == zoom.place) places_.insert(each.id);
  }

  [[nodiscard]] bool hold(domain::PlaceId place, std::optional<domain::OrganisationId> organisation, std::optional<domain::TeamId> team) const {
    return places_.contains(place) && (!zoom_.organisation || organisation == zoom_.organisation) && (!zoom_.team || team == zoom_.team);
  }
  // Of what it holds. Nothing where no node stands for it: a locality's organisations, of a package that no organisation made.
  [[nodiscard]] std::optional<std::int64_t> node_of(domain::PlaceId place, std::optional<domain::OrganisationId> organisation,
                                                    std::optional<domain::TeamId> team) const {
    if (zoom_.organisation) return team ? std::optional(team->value) : std::nullopt;
    if (of_system_) return place.value;
    return organisation ? std::optional(organisation->value) : std::nullopt;
  }
  [[nodiscard]] std::int64_t node(domain::PlaceId place, domain::OrganisationId organisation, domain::TeamId team) const {
    return node_of(place, organisation, team).value();
  }
  [[nodiscard]] const HomeZoom& zoom() const { return zoom_; }

 private:
  HomeZoom zoom_;
  bool of_system_;
  std::unordered_set<domain::PlaceId> places_;
};

// Fills the picture's ends, those of nodes without a name, and what is carried between them.
void draw_carried(HomePicture& picture, const HomeBounds& bounds);

}  // namespace tributary::services
