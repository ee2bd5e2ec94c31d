// What a project's page says of each of its measures, kept until the measure or its data change.
//
// Why       a page of five measures read 500 observations and drew five charts to say whether one shows an improvement:
//           four fifths of its time
// Promises  the facts are of stored rows alone, the same for every reader: who may see what is decided where they are used;
//           what is found is of the version and the changes that the reader's own transaction sees
#pragma once

#include <mutex>
#include <optional>
#include <unordered_map>

#include "domain/measure.hpp"

namespace tributary::services {

struct ChartFacts {
  int values = 0;                // dates that have one
  std::optional<double> recent;  // the mean of the last three
  bool improved = false;         // lastingly, as far as it goes: see progress.hpp
  int points_since = 0;
};

class ChartFactsCache {
 public:
  [[nodiscard]] std::optional<ChartFacts> find(const domain::Measure& measure) const {
    const std::lock_guard lock(mutex_);
    const auto kept = kept_.find(measure.id);
    if (kept == kept_.end() || kept->second.version != measure.version || kept->second.changes != measure.changes) return std::nullopt;
    return kept->second.facts;
  }
  void keep(const domain::Measure& measure, const ChartFacts& facts) {
    const std::lock_guard lock(mutex_);
    if (kept_.size() >= most) kept_.clear();
    kept_[measure.id] = {.version = measure.version, .changes = measure.changes, .facts = facts};
  }

 private:
  static constexpr std::size_t most = 200'000;  // some 20 MB
  struct Kept {
    int version = 0;
    int changes = 0;
    ChartFacts facts;
  };
  mutable std::mutex mutex_;
  std::unordered_map<domain::MeasureId, Kept> kept_;
};

}  // namespace tributary::services
