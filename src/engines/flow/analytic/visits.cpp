#include "engines/flow/analytic/visits.hpp"

#include <algorithm>
#include <cmath>

namespace tributary::flow {

namespace {

// Nodes that can reach one another, together; each such set before those that it leads to.
class Circles {
 public:
  explicit Circles(const std::vector<std::vector<Onto>>& onto) : onto_(onto), index_(onto.size()), low_(onto.size()), on_stack_(onto.size()) {
    for (std::size_t i = 0; i < onto.size(); ++i) {
      if (index_[i] == 0) visit(i);
    }
    std::reverse(found.begin(), found.end());
  }

  std::vector<std::vector<std::size_t>> found;

 private:
  // Without recursion: a row of services may be long.
  void visit(std::size_t root) {
    struct Frame { std::size_t node, next; };
    std::vector<Frame> frames{{root, 0}};
    while (!frames.empty()) {
      auto& [node, next] = frames.back();
      if (next == 0 && index_[node] == 0) {
        index_[node] = low_[node] = ++count_;
        stack_.push_back(node), on_stack_[node] = 1;
      }
      if (next < onto_[node].size()) {
        const std::size_t to = onto_[node][next++].node;
        if (index_[to] == 0) frames.push_back({to, 0});
        else if (on_stack_[to] != 0) low_[node] = std::min(low_[node], index_[to]);
        continue;
      }
      const std::size_t done = node;
      frames.pop_back();
      if (!frames.empty()) low_[frames.back().node] = std::min(low_[frames.back().node], low_[done]);
      if (low_[done] != index_[done]) continue;
      auto& together = found.emplace_back();
      for (bool more = true; more;) {
        together.push_back(stack_.back());
        on_stack_[stack_.back()] = 0;
        more = stack_.back() != done;
        stack_.pop_back();
      }
    }
  }

  const std::vector<std::vector<Onto>>& onto_;
  std::vector<std::size_t> index_, low_, stack_;
  std::vector<char> on_stack_;
  std::size_t count_ = 0;
};

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
  for (const auto& together : Circles(onto).found) {
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
