#include "engines/evidence/qca/truth_table.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace tributary::evidence::qca {
namespace {

constexpr double nearness = 1e-9;  // a share that misses its cut by less reaches it

std::optional<Term> row_of(const Cases& cases, std::size_t of_case) {
  Term levels;
  for (const Condition& condition : cases.conditions) {
    const double x = condition.values[of_case];
    if (!condition.multi_value && x == 0.5) return std::nullopt;
    levels.push_back(static_cast<std::int8_t>(condition.multi_value ? x : x > 0.5 ? 1 : 0));
  }
  return levels;
}

bool contradicts(const Cases& cases, const std::vector<std::size_t>& of_row) {
  const bool with = std::ranges::any_of(of_row, [&](std::size_t i) { return cases.outcome[i] > 0.5; });
  return with && std::ranges::any_of(of_row, [&](std::size_t i) { return cases.outcome[i] < 0.5; });
}

base::Done check_cuts(const Cuts& cuts) {
  const auto fine = [](double cut) { return cut >= 0 && cut <= 1; };
  if (fine(cuts.consistency) && fine(cuts.pri) && cuts.cases >= 1) return {};
  return base::fail({.code = "cut-out-of-range", .title = "A cut is out of range", .detail = "Consistency and PRI are cut between 0 and 1, and cases at 1 or more.", .field = "/cuts"});
}

}  // namespace

base::Result<TruthTable> truth_table(const Cases& cases, const Cuts& cuts) {
  if (auto fine = check_cases(cases); !fine) return base::fail(fine.error());
  if (auto fine = check_cuts(cuts); !fine) return base::fail(fine.error());
  TruthTable table;
  table.possible = 1;
  for (const Condition& condition : cases.conditions) table.possible *= condition.levels;
  std::map<Term, std::vector<std::size_t>> members;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    if (auto levels = row_of(cases, i)) members[*levels].push_back(i);
    else table.between.push_back(i);
  }
  for (auto& [levels, of_row] : members) {
    TruthRow row{.levels = levels, .cases = std::move(of_row)};
    row.fit = sufficiency(memberships(cases, levels), cases.outcome);
    row.contradictory = contradicts(cases, row.cases);
    if (row.cases.size() >= cuts.cases) {
      const bool reached = row.fit.consistency.value_or(0) >= cuts.consistency - nearness && row.fit.pri.value_or(0) >= cuts.pri - nearness;
      row.standing = reached ? Standing::positive : Standing::negative;
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace tributary::evidence::qca
