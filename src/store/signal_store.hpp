#pragma once

#include "services/ports/signal_store.hpp"

namespace tributary::store {

class Connection;

class SqlSignalStore final : public services::SignalStore {
 public:
  explicit SqlSignalStore(Connection& db) : db_(db) {}

  std::vector<domain::MeasureId> due(int most) override;
  std::optional<domain::Signal> find(domain::MeasureId measure) override;
  std::optional<domain::ChartFacts> facts(domain::MeasureId measure) override;
  services::KeptFacts facts_of(domain::ProjectId project) override;
  void keep(domain::MeasureId measure, const std::optional<domain::Signal>& signal, const domain::ChartFacts& facts,
            std::string_view edition) override;
  void redraw_others(std::string_view edition) override;

 private:
  Connection& db_;
};

// How recent values are kept, and read back: "12.5 13 - 14".
[[nodiscard]] std::string recent_text(const std::vector<std::optional<double>>& values);
[[nodiscard]] std::vector<std::optional<double>> recent_values(std::string_view text);

}  // namespace tributary::store
