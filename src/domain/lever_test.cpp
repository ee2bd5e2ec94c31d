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

TEST_CASE("what was put in is told to the penny") {
  CHECK(is_whole_pence(100.01));
  CHECK(is_whole_pence(999'999'999'999.99));
  CHECK(!is_whole_pence(100.005));
  CHECK(!is_whole_pence(1e-9));
  Investment pool;
  pool.contributions = {{.by = {}, .pounds = 0.1}, {.by = {}, .pounds = 0.2}};
  CHECK(put_in(pool).all);
  CHECK(put_in(pool).pounds == 0.3);
  CHECK(total_of(pool) == 0.3);
}

}  // namespace tributary::domain
