// EitherWay: replications by the recursion where the model is a plain queue, and event by event elsewhere.
#pragma once

#include <cstdint>
#include <optional>

#include "engines/flow/engine/recursion.hpp"
#include "engines/flow/engine/simulation.hpp"

namespace tributary::flow {

class EitherWay {
 public:
  // `tables` must outlive it. Where `way` asks for the recursion the tables must not be beyond it.
  EitherWay(const Tables& tables, RunSettings::Engine way) : tables_(tables) {
    if (way != RunSettings::Engine::events && beyond_recursion(tables).empty()) recursion_.emplace(tables);
  }

  // As Simulation::run.
  const Tally& run(std::uint64_t seed, std::uint64_t replication, const Horizon& horizon) {
    const Tally* const told = recursion_ ? recursion_->run(seed, replication, horizon) : nullptr;
    by_recursion_ = told != nullptr;
    if (by_recursion_) return *told;
    if (!simulation_) simulation_.emplace(tables_);
    return simulation_->run(seed, replication, horizon);
  }

  // How the last of them was run.
  [[nodiscard]] bool by_recursion() const { return by_recursion_; }

 private:
  const Tables& tables_;
  std::optional<Recursion> recursion_;
  std::optional<Simulation> simulation_;
  bool by_recursion_ = false;
};

}  // namespace tributary::flow
