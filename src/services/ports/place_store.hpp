// Places, with their codes.
#pragma once

#include <optional>
#include <vector>

#include "base/clock.hpp"
#include "domain/place.hpp"

namespace tributary::services {

class PlaceStore {
 public:
  virtual ~PlaceStore() = default;
  virtual domain::PlaceId add(const domain::Place& place, base::Instant now) = 0;
  virtual std::optional<domain::Place> find(domain::PlaceId id) = 0;
  virtual std::optional<domain::Place> find_by_name(std::string_view name) = 0;
  virtual std::optional<domain::PlaceId> find_by_code(std::string_view scheme, std::string_view value) = 0;
  virtual std::vector<domain::Place> all() = 0;  // systems first, then localities by name
  // False when `expected` isn't the stored version.
  virtual bool update(const domain::Place& place, int expected) = 0;
  virtual bool is_referred_to(domain::PlaceId id) = 0;  // by anything but its own codes, removed things too
  // For good; nothing may refer to it. False when `expected` isn't the stored version.
  virtual bool remove(domain::PlaceId id, int expected) = 0;
};

}  // namespace tributary::services
