#pragma once

#include "services/ports/place_store.hpp"

namespace tributary::store {

class Connection;

class SqlPlaceStore final : public services::PlaceStore {
 public:
  explicit SqlPlaceStore(Connection& db) : db_(db) {}

  domain::PlaceId add(const domain::Place& place, base::Instant now) override;
  std::optional<domain::Place> find(domain::PlaceId id) override;
  std::optional<domain::Place> find_by_name(std::string_view name) override;
  std::optional<domain::PlaceId> find_by_code(std::string_view scheme, std::string_view value) override;
  std::vector<domain::Place> all() override;
  bool update(const domain::Place& place, int expected) override;
  bool is_referred_to(domain::PlaceId id) override;
  bool remove(domain::PlaceId id, int expected) override;

 private:
  Connection& db_;
};

}  // namespace tributary::store
