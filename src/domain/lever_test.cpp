#include "domain/lever.hpp"

#include <doctest/doctest.h>

namespace tributary::domain {

TEST_CASE("a return's price is the hours of those who said theirs, and nothing is guessed for the others") {
  ReturnRequest monthly;
  monthly.times_a_year = 12;
  monthly.teams_asked = 40;
  CHECK(hours_a_year(monthly, {}) == 0);
  CHECK(hours_a_year(monthly, {{.team = {1}, .team_name = {}, .hours = 2}, {.team = {2}, .team_name = {}, .hours = 0.5}}) == 30);
}

TEST_CASE("a pooled budget's total is the sum of its parts where all are known, and otherwise what was stated") {
  Investment pool;
  pool.pounds = 100;
  CHECK(total_of(pool) == 100);
  pool.contributions = {{.by = {}, .pounds = 60}, {.by = {}, .pounds = {}}};
  CHECK(total_of(pool) == 100);
  pool.contributions.back().pounds = 30;
  CHECK(total_of(pool) == 90);
}

}  // namespace tributary::domain
