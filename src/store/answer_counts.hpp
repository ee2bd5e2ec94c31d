// How many answers of each kind stand: for the picture of a place and for packages, which must agree.
#pragma once

#include <optional>

#include "domain/answer.hpp"
#include "domain/ids.hpp"
#include "domain/measure.hpp"
#include "store/connection.hpp"

namespace tributary::store {

// The answer that stands, of each prediction that does, of a measure that is published; alike ones in one row.
#define COUNTED_ANSWERS(where)                                                                                                     \
  "SELECT t.project_id, a.verdict, a.without_value, m.direction, p.after_data, l.verdict, count(*) FROM standing_answer a "         \
  "JOIN prediction p ON p.id = a.prediction_id AND p.deleted_at IS NULL JOIN test t ON t.id = p.test_id AND t.deleted_at IS NULL " \
  "JOIN measure m ON m.id = p.measure_id AND m.published_at IS NOT NULL AND m.deleted_at IS NULL "                                 \
  "LEFT JOIN answer_as_locked l ON l.answer_id = a.id WHERE true " where " GROUP BY 1, 2, 3, 4, 5, 6"

// Tells `take` of each project how many answers count as what.
template <class Take, class... Args>
void count_answers(Connection& db, const char* sql, Take take, const Args&... args) {
  using domain::Verdict;
  db.each<domain::ProjectId, Verdict, bool, domain::Direction, bool, std::optional<Verdict>, int>(
      sql,
      [&](domain::ProjectId project, Verdict verdict, bool without_value, domain::Direction direction, bool after_data, std::optional<Verdict> first,
          int number) {
        take(project, domain::counted_as(without_value ? Verdict::no_value : verdict, direction, after_data, first), number);
      },
      args...);
}

}  // namespace tributary::store
