#pragma once

#include "services/ports/name_index.hpp"

namespace tributary::store {

class Connection;

// SQLite's full-text index; triggers of the migration keep it.
class SqlNameIndex final : public services::NameIndex {
 public:
  explicit SqlNameIndex(Connection& db) : db_(db) {}

  std::vector<services::NameHit> find(std::string_view words, const services::SearchSight& sight, int most) override;

 private:
  Connection& db_;
};

}  // namespace tributary::store
