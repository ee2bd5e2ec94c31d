#pragma once

#include "services/ports/name_index.hpp"

namespace tributary::store {

class Connection;
class SqlTextStore;

// SQLite's full-text index; triggers of the migration keep it.
class SqlNameIndex final : public services::NameIndex {
 public:
  // `texts`: which open what is sealed.
  SqlNameIndex(Connection& db, SqlTextStore& texts) : db_(db), texts_(texts) {}

  std::vector<services::NameHit> find(std::string_view words, const services::SearchSight& sight, int most, bool whole) override;
  std::vector<std::string> like(std::string_view word, int most) override;
  int index_due_texts(int most) override;

 private:
  Connection& db_;
  SqlTextStore& texts_;
};

}  // namespace tributary::store
