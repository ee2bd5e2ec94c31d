// Observed: a number that one replication came to; none where nothing happened that it could be of.
#pragma once

#include <optional>

namespace tributary::flow {

struct Observed : std::optional<double> {
  using std::optional<double>::optional;
  Observed() = default;
  Observed(const std::optional<double>& value) : std::optional<double>(value) {}  // by itself
  Observed(double value, double over, double within) : std::optional<double>(value), weight(over), off(within) {}

  friend bool operator==(const Observed& a, const Observed& b) {
    return a.has_value() == b.has_value() && (!a.has_value() || *a == *b) && a.weight == b.weight && a.off == b.off;
  }

  double weight = 0;  // of a mean over people (or over what time is counted by chance): how many they were; 0: it is no such mean
  double off = 0;     // the exact number may lie so far away, where memory doesn't hold it
};

}  // namespace tributary::flow
