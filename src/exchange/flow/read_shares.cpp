// Shares that sum to 1: of where people go, of their classes, of the levels of what is known of them, of the branches of a law.
#include <cmath>
#include <cstdio>

#include "exchange/flow/reader.hpp"

namespace tributary::exchange::flow {

void Reader::sum_to_one(const Node& of, std::vector<double>& shares) {
  double sum = 0, drawn = 0;
  std::vector<bool> unsure;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const Node& written = of.kind == Node::Kind::list ? of.items[i] : of.members[i].second;
    if (written.kind == Node::Kind::number && (written.number < 0 || written.number > 1)) return;  // which was said of it
    unsure.push_back(written.find("about") != nullptr);
    if (unsure.back()) drawn += shares[i];
    sum += shares[i];
  }
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", sum);
  if (drawn > 0 && replication) {
    // What was drawn stands; the others share what is left, in their proportions. Where nothing is left, or all were drawn, each is
    // divided by the sum.
    const bool left = drawn < 1 && sum > drawn;
    for (std::size_t i = 0; i < shares.size(); ++i) {
      if (!left) shares[i] /= sum;
      else if (!unsure[i]) shares[i] *= (1 - drawn) / (sum - drawn);
    }
  } else if (shares.empty() || std::fabs(sum - 1) > 0.02 + 1e-12) {
    problem(of, "probabilities-not-one", "The probabilities don't sum to 1", of.path + " sums to " + text + ", and should to 1. Add what is missing, or correct a figure.");
  } else if (std::fabs(sum - 1) > 1e-12) {
    // Not of what is only rounding in the last of many digits.
    if (std::fabs(sum - 1) > 1e-6) warn(of, "probabilities-normalised", "The probabilities were made to sum to 1", of.path + " sums to " + text + "; each was divided by that.");
    for (double& each : shares) each /= sum;
  }
}

}  // namespace tributary::exchange::flow
