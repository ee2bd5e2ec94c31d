// QCA: the parsimonious solution with all its models, as conditions are added; beside a plain Quine–McCluskey where that can be waited for.
//
// Sixty random cases with the rule A*B*~C + ~A*D + ~B*C*E planted in them, and sixty whose outcome is chance: the worst there is, with
// many long models. The reference is written by hand: every combination that isn't negative, merged level by level into prime
// implicants, then one smallest cover by trying sizes in turn; it finds one model where ours finds all. Medians of ten sets each.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "bench/turns.hpp"
#include "engines/evidence/qca/minimum_models.hpp"

using namespace tributary::evidence::qca;
namespace bench = tributary::bench;

namespace {

constexpr int cases_in_a_set = 60;
constexpr unsigned sets_of_cases = 10;

struct Rows {
  std::vector<Term> positive, negative;
};

Rows random_rows(std::size_t conditions, unsigned seed, bool planted) {
  std::mt19937 random(seed * 1000 + static_cast<unsigned>(conditions));
  std::map<Term, bool> outcome;
  for (int i = 0; i < cases_in_a_set; ++i) {
    Term row(conditions);
    for (auto& each : row) each = static_cast<std::int8_t>(random() % 2);
    const bool rule = (row[0] && row[1] && !row[2]) || (!row[0] && row[3]) || (!row[1] && row[2] && row[4]);
    outcome.emplace(row, planted ? rule : random() % 2 == 0);
  }
  Rows rows;
  for (const auto& [row, with] : outcome) (with ? rows.positive : rows.negative).push_back(row);
  return rows;
}

struct Cube {
  std::uint32_t fixed, values;
  auto operator<=>(const Cube&) const = default;
};

std::uint32_t bits_of(const Term& row) {
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < row.size(); ++i) bits |= static_cast<std::uint32_t>(row[i]) << i;
  return bits;
}

bool covered(const std::vector<std::vector<bool>>& covers, std::vector<bool> done, std::size_t more) {
  const auto open = std::ranges::find(done, false);
  if (open == done.end()) return true;
  if (more == 0) return false;
  const auto row = static_cast<std::size_t>(open - done.begin());
  for (const auto& each : covers) {
    if (!each[row]) continue;
    std::vector<bool> next = done;
    for (std::size_t i = 0; i < next.size(); ++i) next[i] = next[i] || each[i];
    if (covered(covers, next, more - 1)) return true;
  }
  return false;
}

std::size_t smallest_by_hand(const Rows& rows, std::size_t conditions) {
  std::set<std::uint32_t> negative;
  for (const Term& row : rows.negative) negative.insert(bits_of(row));
  const std::uint32_t all = (1U << conditions) - 1;
  std::set<Cube> level;
  for (std::uint32_t row = 0; row <= all; ++row)
    if (!negative.contains(row)) level.insert({all, row});
  std::vector<Cube> prime;
  while (!level.empty()) {
    std::set<Cube> merged, next;
    for (const Cube& cube : level) {
      for (std::uint32_t bit = 1; bit <= all; bit <<= 1U) {
        if ((cube.fixed & bit) == 0 || !level.contains({cube.fixed, cube.values ^ bit})) continue;
        merged.insert(cube);
        next.insert({cube.fixed & ~bit, cube.values & ~bit});
      }
    }
    std::ranges::set_difference(level, merged, std::back_inserter(prime));
    level = std::move(next);
  }
  std::vector<std::vector<bool>> covers;
  for (const Cube& cube : prime) {
    std::vector<bool> holds;
    for (const Term& row : rows.positive) holds.push_back((bits_of(row) & cube.fixed) == cube.values);
    if (std::ranges::find(holds, true) != holds.end()) covers.push_back(std::move(holds));
  }
  std::size_t size = 1;
  while (!covered(covers, std::vector<bool>(rows.positive.size(), false), size)) ++size;
  return size;
}

template <class Act>
double milliseconds(Act&& act) {
  return bench::times({act}, 1)[0] * 1e3;
}

// False where engine and reference disagree.
bool run(std::size_t conditions, bool planted, bool by_hand, const char* wanted = "") {
  std::vector<double> ours, hand, models;
  bool alike = true;
  for (unsigned seed = 1; seed <= sets_of_cases; ++seed) {
    const Rows rows = random_rows(conditions, seed, planted);
    std::size_t size = 0;
    ours.push_back(milliseconds([&] {
      const auto found = minimum_models(rows.positive, rows.negative, {});
      size = found ? found->models.front().size() : 0;
      models.push_back(found ? static_cast<double>(found->count) : 0);
    }));
    if (by_hand && seed <= 3) {
      hand.push_back(milliseconds([&] { alike = smallest_by_hand(rows, conditions) == size && alike; }));
    }
  }
  const std::string name = std::to_string(conditions) + " conditions, " + (planted ? "a planted rule" : "an outcome by chance");
  bench::row(name, bench::median(ours), "ms", "", 0, wanted);
  bench::row(name + ": the slowest set of cases", std::ranges::max(ours), "ms");
  bench::row(name + ": models", bench::median(models), "");
  if (by_hand) bench::row(name + ": by hand", bench::median(hand), "ms", name, bench::median(hand) / bench::median(ours));
  return alike;
}

}  // namespace

int main() {
  bench::heading();
  bool alike = true;
  for (const auto& [conditions, wanted] : {std::pair(6U, ""), {8U, ""}, {10U, ""}, {12U, "10"}, {14U, "40"}, {16U, ""}, {18U, "2000"}}) alike = run(conditions, true, conditions <= 10, wanted) && alike;
  for (const std::size_t conditions : {6U, 8U, 10U, 12U, 14U}) alike = run(conditions, false, conditions <= 6) && alike;
  if (!alike) std::fputs("bench_evidence_qca: engine and reference find models of other sizes\n", stderr);
  return alike ? 0 : 1;
}
