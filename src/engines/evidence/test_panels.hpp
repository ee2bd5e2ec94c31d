// Panels for tests, made by a rule and seeded noise.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "engines/evidence/panel.hpp"
#include "engines/random/samplers.hpp"

namespace tributary::evidence {

using AdoptsAt = std::function<std::optional<unsigned>(unsigned unit)>;
using MeasuredAt = std::function<std::optional<double>(unsigned unit, unsigned time)>;

inline Panel panel_of(unsigned units, unsigned times, const AdoptsAt& adopts, const MeasuredAt& measured) {
  Panel panel;
  for (unsigned t = 0; t < times; ++t) panel.time_names.push_back("month " + std::to_string(t + 1));
  for (unsigned u = 0; u < units; ++u) {
    panel.unit_names.push_back("site " + std::to_string(u + 1));
    const auto from = adopts(u);
    for (unsigned t = 0; t < times; ++t)
      panel.rows.push_back({.unit = u, .time = t, .cluster = u, .outcome = measured(u, t), .treated = from && t >= *from});
  }
  panel.cluster_names = panel.unit_names;
  return panel;
}

class Noise {
 public:
  explicit Noise(std::uint64_t seed) : stream_(random::replication_key(seed, 0), 1) {}
  double operator()() { return random::normal(stream_); }

 private:
  random::Stream stream_;
};

}  // namespace tributary::evidence
