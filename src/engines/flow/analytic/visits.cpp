#include "engines/flow/analytic/visits.hpp"

#include <cmath>
#include <cstdint>
#include <utility>

#include "engines/flow/circles.hpp"

namespace tributary::flow {

namespace {

// x of rows · x = right, with the largest pivot of each column; false where there is none.
bool eliminate(std::vector<std::vector<double>>& rows, std::vector<double>& right) {
  const std::size_t n = right.size();
  for (std::size_t column = 0; column < n; ++column) {
    std::size_t pivot = column;
    for (std::size_t row = column + 1; row < n; ++row) {
      if (std::fabs(rows[row][column]) > std::fabs(rows[pivot][column])) pivot = row;
    }
    if (std::fabs(rows[pivot][column]) < 1e-12) return false;
    std::swap(rows[pivot], rows[column]);
    std::swap(right[pivot], right[column]);
    for (std::size_t row = column + 1; row < n; ++row) {
      const double times = rows[row][column] / rows[column][column];
      if (times == 0) continue;
      for (std::size_t k = column; k < n; ++k) rows[row][k] -= times * rows[column][k];
      right[row] -= times * right[column];
    }
  }
  for (std::size_t row = n; row-- > 0;) {
    for (std::size_t k = row + 1; k < n; ++k) right[row] -= rows[row][k] * right[k];
    right[row] /= rows[row][row];
  }
  return true;
}

}  // namespace

std::optional<std::vector<double>> visits(const std::vector<std::vector<Onto>>& onto, const std::vector<double>& entry) {
  std::vector<double> out = entry;
  std::vector<std::size_t> place(onto.size());
  std::vector<std::vector<std::uint32_t>> after(onto.size());
  for (std::size_t i = 0; i < onto.size(); ++i) {
    for (const Onto& each : onto[i]) after[i].push_back(static_cast<std::uint32_t>(each.node));
  }
  for (const auto& together : along_the_way(after)) {
    const std::size_t n = together.size();
    for (std::size_t i = 0; i < n; ++i) place[together[i]] = i;
    std::vector<std::vector<double>> rows(n, std::vector<double>(n));
    std::vector<double> right(n);
    for (std::size_t i = 0; i < n; ++i) rows[i][i] += 1, right[i] = out[together[i]];
    const auto inside = [&](std::size_t node) { return place[node] < n && together[place[node]] == node; };
    for (std::size_t j = 0; j < n; ++j) {
      for (const Onto& each : onto[together[j]]) {
        if (inside(each.node)) rows[place[each.node]][j] -= each.chance;
      }
    }
    if (!eliminate(rows, right)) return {};
    for (std::size_t j = 0; j < n; ++j) {
      out[together[j]] = right[j];
      for (const Onto& each : onto[together[j]]) {
        if (!inside(each.node)) out[each.node] += right[j] * each.chance;
      }
    }
  }
  return out;
}

}  // namespace tributary::flow
