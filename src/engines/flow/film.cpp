#include "engines/flow/film.hpp"

#include <algorithm>
#include <atomic>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "engines/flow/engine/simulation.hpp"

namespace tributary::flow {

namespace {

constexpr std::size_t most_steps = 2500, most_there = 4000;
constexpr std::uint32_t outside = none;

class Camera {
 public:
  Camera(Film& film, std::atomic<bool>& enough) : film_(film), enough_(enough) {}

  void see(const Happening& happening) {
    using What = Happening::What;
    if (enough_) return;
    if (happening.time > film_.from && !rolling_) begin();  // who is put there as the run begins is there
    switch (happening.what) {
      case What::came: return take(happening, FilmStep::What::waits, happening.service);
      case What::began:
      case What::repatriated: return take(happening, FilmStep::What::is_served, happening.service);
      case What::blocked: return take(happening, FilmStep::What::is_kept, happening.service);
      case What::left: return take(happening, FilmStep::What::leaves, happening.exit);
      case What::transition: case What::departed: case What::placed_out: case What::turned_away: case What::gave_up: case What::visited: case What::missed: return;
    }
  }

  void finish() {
    if (!rolling_) begin();
    if (!enough_) return;
    film_.cut = !film_.too_many;
    if (!film_.steps.empty()) film_.to = film_.steps.back().time;
  }

  void count_ways() {
    std::map<std::tuple<std::uint32_t, bool, std::uint32_t>, std::uint32_t> ways;
    std::unordered_map<std::uint32_t, std::uint32_t> places;
    for (const FilmStep& each : film_.there) places[each.person] = each.at;
    for (const FilmStep& each : film_.steps) {
      const auto found = places.find(each.person);
      const std::uint32_t from = found == places.end() ? outside : found->second;
      const bool leaves = each.what == FilmStep::What::leaves;
      if (leaves || from != each.at) ++ways[{from, leaves, each.at}];
      if (leaves) places.erase(each.person);
      else places[each.person] = each.at;
    }
    for (const auto& [way, people] : ways) {
      const auto [from, leaves, to] = way;
      film_.ways.push_back({from == outside ? std::nullopt : std::optional(from), to, leaves, people});
    }
  }

 private:
  struct Whereabouts {
    FilmStep::What what = FilmStep::What::waits;
    std::uint32_t at = 0;
    std::optional<std::uint32_t> number;   // in the film
    std::optional<std::size_t> last;       // their last step in it
  };

  void begin() {
    rolling_ = true;
    if (people_.size() > most_there) {
      film_.too_many = true;
      enough_ = true;
      return;
    }
    for (auto& [person, where] : people_) {
      where.number = static_cast<std::uint32_t>(film_.people++);
      film_.there.push_back({where.what, film_.from, *where.number, where.at});
    }
  }

  void take(const Happening& happening, FilmStep::What what, std::uint32_t at) {
    if (enough_) return;
    Whereabouts& where = people_[happening.person];
    where.what = what, where.at = at;
    if (rolling_) write(where, happening.time);
    if (what == FilmStep::What::leaves) people_.erase(happening.person);
  }

  // Who is served as they come doesn't wait: one step, not two.
  void write(Whereabouts& where, double time) {
    if (!where.number) where.number = static_cast<std::uint32_t>(film_.people++);
    FilmStep* last = where.last ? &film_.steps[*where.last] : nullptr;
    if (last != nullptr && last->time == time && last->what == FilmStep::What::waits && where.what != FilmStep::What::waits) {
      last->what = where.what, last->at = where.at;
      return;
    }
    where.last = film_.steps.size();
    film_.steps.push_back({where.what, time, *where.number, where.at});
    if (film_.steps.size() >= most_steps) enough_ = true;
  }

  Film& film_;
  std::atomic<bool>& enough_;
  bool rolling_ = false;
  std::map<std::uint64_t, Whereabouts> people_;
};

}  // namespace

base::Result<Film> film_of(const Model& model) {
  std::optional<Model> drawn;
  if (model.drawn) {
    auto made = model.drawn(model.run.seed, 0);
    if (!made) return base::fail(made.error());
    drawn = std::move(*made);
    drawn->run = model.run;
  }
  const Tables tables = compile(drawn ? *drawn : model);
  Film out;
  out.from = model.run.warm_up.value_or(0);
  out.to = out.from + model.run.length;
  std::atomic<bool> enough{false};
  Camera camera(out, enough);
  Simulation simulation(tables);
  simulation.trace([&camera](const Happening& happening) { camera.see(happening); });
  simulation.run(model.run.seed, 0, {.warm_up = out.from, .length = model.run.length, .daily_snapshots = false, .until_empty = model.run.until_empty, .cancel = &enough});
  camera.finish();
  camera.count_ways();
  return out;
}

}  // namespace tributary::flow
