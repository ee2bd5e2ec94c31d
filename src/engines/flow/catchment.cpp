#include "engines/flow/catchment.hpp"

#include <cmath>
#include <optional>
#include <unordered_set>
#include <utility>

#include "engines/flow/engine/simulation.hpp"

namespace tributary::flow {

namespace {

constexpr std::uint64_t most_replications = 20, enough_people = 500'000;

class Count {
 public:
  Count(const Model& model, Catchment& into) : model_(model), into_(into) {}

  void see(const Happening& happening) {
    if (happening.what == Happening::What::left) {
      served_.erase(happening.person);
      return;
    }
    if (happening.what != Happening::What::began || !served_.insert(happening.person).second) return;
    if (happening.area == none || happening.time < model_.run.warm_up.value_or(0)) return;
    AreaServed& area = into_.areas[happening.area];
    ++area.people, ++people;
    const SiteId site = model_.services[happening.service].site;
    if (!site.given()) return;
    ++area.by_site[site.at()];
    if (model_.travel.minutes.empty()) return;
    const float minutes = model_.travel.at({happening.area}, site, model_.sites.size());
    if (std::isnan(minutes)) return;
    area.minutes += minutes;
    ++area.travelled;
  }
  void begin() { served_.clear(); }

  std::uint64_t people = 0;

 private:
  const Model& model_;
  Catchment& into_;
  std::unordered_set<std::uint64_t> served_;  // who are there and have been served
};

}  // namespace

base::Result<Catchment> catchment_of(const Model& model) {
  Catchment out;
  out.areas.assign(model.areas.size(), {0, std::vector<std::uint32_t>(model.sites.size()), 0, 0});
  const auto replications = std::min<std::uint64_t>(most_replications, static_cast<std::uint64_t>(model.run.replications));
  Count count(model, out);
  std::optional<Tables> tables;
  std::optional<Model> drawn;
  for (std::uint64_t replication = 0; replication < replications && count.people < enough_people; ++replication) {
    if (model.drawn) {
      auto made = model.drawn(model.run.seed, replication);
      if (!made) return base::fail(made.error());
      drawn = std::move(*made);
      drawn->run = model.run;
    }
    if (model.drawn || !tables) tables.emplace(compile(drawn ? *drawn : model));
    Simulation simulation(*tables);
    simulation.trace([&count](const Happening& happening) { count.see(happening); });
    count.begin();
    simulation.run(model.run.seed, replication, {.warm_up = model.run.warm_up.value_or(0), .length = model.run.length, .daily_snapshots = false, .until_empty = model.run.until_empty});
    ++out.replications;
  }
  return out;
}

}  // namespace tributary::flow
