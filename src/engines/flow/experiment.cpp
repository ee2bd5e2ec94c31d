#include "engines/flow/experiment.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <new>
#include <thread>

#include "engines/flow/engine/either_way.hpp"
#include "engines/flow/warm_up.hpp"
#include "engines/flow/ways.hpp"

namespace tributary::flow {

namespace {

Observed mean_of(double sum, std::uint64_t count) {
  if (count == 0) return {};
  const auto people = static_cast<double>(count);
  return {sum / people, people, 0};
}

Replication numbers(const Tally& tally, double span) {
  Replication out;
  const auto mean = [&](const Level& level, double seen) { return tally.snapshots > 0 ? seen / static_cast<double>(tally.snapshots) : level.area(tally.to) / span; };
  out.services.reserve(tally.services.size());
  for (const ServiceCounts& counts : tally.services) {
    ServiceNumbers service;
    service.occupied = mean(counts.occupied, counts.seen_occupied);
    service.queue = mean(counts.queue, counts.seen_queue);
    service.blocked = mean(counts.blocked, counts.seen_blocked);
    service.in_transition = mean(counts.in_transition, counts.seen_in_transition);
    service.beds = counts.capacity_area / span;
    service.arrivals = static_cast<double>(counts.arrivals);
    service.starts = static_cast<double>(counts.starts);
    service.departures = static_cast<double>(counts.departures);
    service.turned_away = static_cast<double>(counts.turned_away);
    service.reneged = static_cast<double>(counts.reneged);
    service.placed_out = static_cast<double>(counts.placed_out);
    service.overflowed = static_cast<double>(counts.overflowed);
    service.wait = mean_of(counts.wait, counts.starts);
    service.wait_if_waited = mean_of(counts.wait, counts.waited);
    service.stay = mean_of(counts.stay, counts.departures);
    service.active_stay = mean_of(counts.active.sum, counts.active.count);
    service.share_delayed = mean_of(static_cast<double>(counts.delayed), counts.arrivals);
    if (counts.slots > 0 || counts.visits > 0) service.visits = static_cast<double>(counts.visits);
    service.slots_used = mean_of(static_cast<double>(counts.visits), counts.slots);
    service.visit_delay = mean_of(counts.visit_delay.sum, counts.visit_delay.count);
    out.services.push_back(service);
  }
  out.measures = tally.measures;
  out.trend = tally.trend;
  out.present = mean(tally.present, tally.seen_present);
  out.time_in_system = mean_of(tally.time_in_system.sum, tally.time_in_system.count);
  out.arrived = tally.arrived, out.left = tally.left, out.timers = tally.events;
  return out;
}

Drift drift_of(const std::vector<Replication>& replications) {
  std::vector<Observed> differences;
  Drift out;
  double first = 0, last = 0;
  for (const Replication& each : replications) {
    if (each.trend.size() < trend_parts) continue;
    double early = 0, late = 0;
    for (int i = 0; i < trend_parts / 3; ++i) early += each.trend[i], late += each.trend[trend_parts - 1 - i];
    early /= trend_parts / 3, late /= trend_parts / 3;
    first += early, last += late;
    differences.emplace_back(late - early);
  }
  if (differences.size() < 2) return out;
  out.first_third = first / static_cast<double>(differences.size());
  out.last_third = last / static_cast<double>(differences.size());
  const auto difference = estimate(differences);
  if (difference && difference->standard_error() > 0) out.standard_errors = difference->mean / difference->standard_error();
  return out;
}

template <class Take>
std::vector<Observed> observed(const std::vector<Replication>& replications, Take take) {
  std::vector<Observed> values(replications.size());
  std::transform(replications.begin(), replications.end(), values.begin(), [&](const Replication& each) -> Observed { return take(each); });
  return values;
}

template <class Take>
std::optional<Estimate> over(const std::vector<Replication>& replications, Take take) {
  return estimate(observed(replications, take));
}

class Runner {
 public:
  Runner(const Model& model, const Control& control) : control_(control), model_(model), seed_(model.run.seed), tables_(compile(model)) {
    horizon_.warm_up = model.run.warm_up.value_or(0);
    horizon_.length = model.run.length;
    horizon_.daily_snapshots = model.run.daily_snapshots;
    horizon_.until_empty = model.run.until_empty;
    horizon_.cancel = control.cancel;
  }

  // Replications from those that are done up to `count`; false when cancelled.
  bool reach(std::size_t count, std::size_t hoped) {
    const std::size_t begin = done_.size();
    if (count <= begin) return true;
    done_.resize(count);
    std::vector<char> ready(count);
    std::atomic<std::size_t> next{begin};
    const auto run_some = [&] {
      EitherWay ways(tables_, model_.run.engine);
      for (std::size_t i = next++; i < count; i = next++) {
        if (cancelled()) return;
        if (control_.mine && !control_.mine(i)) continue;
        if (is_known(i)) {
          // Nothing to do: it is as it would be.
        } else if (!model_.drawn) {
          take(i, ways);
        } else if (const auto drawn = model_.drawn(seed_, i)) {
          const Tables tables = compile(*drawn);
          EitherWay its_own(tables, model_.run.engine);
          take(i, its_own);
        } else {
          fail(i, drawn.error());
        }
        if (cancelled()) return;  // a replication that is cut short is none
        ready[i] = 1;
        const std::scoped_lock lock(telling_);
        if (control_.progress) tell(i, hoped);
      }
    };
    const auto work = [&] {
      try {
        run_some();
      } catch (const std::bad_alloc&) {  // of a thread nobody else could catch it
        fail(begin, no_room());
      }
    };
    const unsigned wanted = control_.threads > 0 ? control_.threads : std::max(1U, std::thread::hardware_concurrency());
    const auto threads = std::min<std::size_t>(wanted, count - begin);
    {
      std::vector<std::jthread> crew;
      for (std::size_t i = 1; i < threads; ++i) crew.emplace_back(work);
      work();
    }
    if (!cancelled() && control_.gather) control_.gather(begin, done_, problem_);
    if (!cancelled()) return true;
    std::size_t whole = begin;  // those in a row from the first: which they are doesn't depend on the threads
    while (whole < count && ready[whole] != 0) ++whole;
    done_.resize(whole);
    return whole == count;
  }

  // Whether the model can be run as it asks to be.
  [[nodiscard]] base::Done fits() const {
    if (model_.run.engine != RunSettings::Engine::recursion) return {};
    const std::string why = beyond_recursion(tables_);
    if (why.empty()) return {};
    return base::fail({.code = "recursion-not-possible", .title = "The model can't be run by the recursion", .detail = "That runs plain first-come queues, and here " + why + ". Run it by events.", .field = "run.engine"});
  }

  // Of the first replication whose numbers no model can have.
  [[nodiscard]] const std::optional<ProblemAt>& problem() const { return problem_; }
  [[nodiscard]] bool cancelled() const { return control_.cancel != nullptr && control_.cancel->load(); }
  void warm_up(double time) { horizon_.warm_up = time; }
  [[nodiscard]] const Horizon& horizon() const { return horizon_; }
  [[nodiscard]] const std::vector<Replication>& done() const { return done_; }
  std::vector<Replication> take() { return std::move(done_); }

 private:
  void take(std::size_t at, EitherWay& ways) {
    const Tally& tally = ways.run(seed_, at, horizon_);
    if (tally.stuck) return fail(at, stuck());
    done_[at] = numbers(tally, std::max(1e-300, tally.to - tally.from));
    done_[at].by_recursion = ways.by_recursion();
    if (cancelled() || !control_.keep) return;
    const std::scoped_lock lock(telling_);
    control_.keep(at, done_[at]);
  }

  bool is_known(std::size_t at) {
    if (!control_.known) return false;
    const std::scoped_lock lock(telling_);
    auto known = control_.known(at);
    if (!known) return false;
    done_[at] = std::move(*known);
    return true;
  }

  void tell(std::size_t at, std::size_t hoped) {
    ++progress_.done, progress_.of = hoped;
    progress_.measures.resize(model_.measures.size());
    for (std::size_t i = 0; i < done_[at].measures.size(); ++i) {
      const auto& values = done_[at].measures[i];
      if (!values.empty() && values[0]) progress_.measures[i].add(values[0]);
    }
    control_.progress(progress_);
  }

  // The first replication that fails is told, whichever thread had it.
  void fail(std::size_t at, const base::Problem& problem) {
    const std::scoped_lock lock(telling_);
    if (!problem_ || at < problem_->replication) problem_ = ProblemAt{at, problem};
  }

  static base::Problem no_room() {
    return flow::problem("no-memory", "There is not enough memory",
                      "The people who are there at one time don't fit into this machine's memory. Look at rates, stays and their units, and at run.length.", "run");
  }

  static base::Problem stuck() {
    return flow::problem("time-stands-still", "Time doesn't go on",
                      "Ten million things happened at one moment: people go round through stays that take no time. Give these a stay above 0, or let more of them leave.", "services");
  }

  const Control& control_;
  const Model& model_;
  Progress progress_;
  std::optional<ProblemAt> problem_;
  std::mutex telling_;
  Horizon horizon_;
  std::uint64_t seed_;
  Tables tables_;
  std::vector<Replication> done_;
};

ServiceEstimates service_estimates(const Model& model, const std::vector<Replication>& replications, std::size_t at) {
  ServiceEstimates out;
  out.name = model.services[at].name;
  out.title = model.services[at].title;
  out.unlimited = !model.services[at].limits_people();
  const auto take = [&](auto member) { return over(replications, [&](const Replication& each) -> Observed { return each.services[at].*member; }); };
  out.occupied = take(&ServiceNumbers::occupied);
  out.queue = take(&ServiceNumbers::queue);
  out.blocked = take(&ServiceNumbers::blocked);
  out.in_transition = take(&ServiceNumbers::in_transition);
  out.wait = take(&ServiceNumbers::wait);
  out.wait_if_waited = take(&ServiceNumbers::wait_if_waited);
  out.share_delayed = take(&ServiceNumbers::share_delayed);
  out.stay = take(&ServiceNumbers::stay);
  out.active_stay = take(&ServiceNumbers::active_stay);
  out.arrivals = take(&ServiceNumbers::arrivals);
  out.placed_out = take(&ServiceNumbers::placed_out);
  out.turned_away = take(&ServiceNumbers::turned_away);
  out.reneged = take(&ServiceNumbers::reneged);
  out.visits = take(&ServiceNumbers::visits);
  out.slots_used = take(&ServiceNumbers::slots_used);
  out.visit_delay = take(&ServiceNumbers::visit_delay);
  if (const auto beds = take(&ServiceNumbers::beds)) out.beds = beds->mean;
  return out;
}

MeasureEstimates measure_estimates(const Model& model, const std::vector<Replication>& replications, std::size_t at) {
  const Measure& measure = model.measures[at];
  MeasureEstimates out{measure.name, measure.title, measure.unit, {}, measure.period.value_or(0), {}};
  std::size_t periods = 0;
  for (const Replication& each : replications) periods = std::max(periods, each.measures[at].size());
  for (std::size_t i = 0; i < periods; ++i) {
    auto value = over(replications, [&](const Replication& each) { return each.measure(at, i); });
    if (i == 0) out.whole = value;
    else out.periods.push_back(value);
  }
  return out;
}

}  // namespace

base::Result<RunResult> run_model(const Model& model, const Control& control) {
  std::size_t precise_at = 0;
  if (const auto& want = model.run.precision) {
    const auto found = std::find_if(model.measures.begin(), model.measures.end(), [&](const Measure& each) { return each.name == want->measure; });
    if (found == model.measures.end()) {
      return base::fail(problem("measure-not-known", "There is no such measure", "\"" + want->measure + "\" is to be known precisely, but is no measure of the model.", "run.precision.measure"));
    }
    precise_at = static_cast<std::size_t>(found - model.measures.begin());
  }

  RunResult out;
  Runner runner(model, control);
  if (auto fits = runner.fits(); !fits) return base::fail(fits.error());
  if (!model.run.warm_up) {
    const auto found = find_warm_up(model);
    runner.warm_up(found);
    out.warm_up_found = true;
  }
  bool whole = true;
  if (const auto& want = model.run.precision) {
    // In batches of a fixed size, so that how many there are doesn't depend on the threads.
    auto count = static_cast<std::size_t>(want->at_least);
    out.precise = false;
    while ((whole = runner.reach(count, static_cast<std::size_t>(want->at_most))) && !runner.problem()) {
      const auto value = over(runner.done(), [&](const Replication& each) { return each.measure(precise_at, 0); });
      if (value && value->count > 1) {
        const double wanted = want->relative ? want->half_width * std::fabs(value->mean) : want->half_width;
        if ((out.precise = value->half_width <= wanted)) break;
      }
      if (count >= static_cast<std::size_t>(want->at_most)) break;
      count = std::min<std::size_t>(want->at_most, count + std::max<std::size_t>(10, count / 4));
    }
  } else {
    whole = runner.reach(static_cast<std::size_t>(model.run.replications), static_cast<std::size_t>(model.run.replications));
  }

  if (const auto& met = runner.problem()) return base::fail(met->problem);
  out.cancelled = !whole;
  out.warm_up = runner.horizon().warm_up;
  out.length = runner.horizon().length;
  out.seed = model.run.seed;
  out.replications = runner.take();
  for (std::size_t i = 0; i < model.services.size(); ++i) out.services.push_back(service_estimates(model, out.replications, i));
  for (std::size_t i = 0; i < model.measures.size(); ++i) out.measures.push_back(measure_estimates(model, out.replications, i));
  out.present = over(out.replications, [](const Replication& each) { return Observed(each.present); });
  out.time_in_system = over(out.replications, [](const Replication& each) { return each.time_in_system; });
  for (const Replication& each : out.replications) out.people += each.arrived, out.timers += each.timers, out.by_recursion += each.by_recursion ? 1 : 0;
  out.drift = drift_of(out.replications);
  return out;
}

Compared compare(const RunResult& before, const RunResult& after, const std::function<Observed(const Replication&)>& number_before,
                 const std::function<Observed(const Replication&)>& number_after) {
  auto a = observed(before.replications, number_before), b = observed(after.replications, number_after);
  const std::size_t both = std::min(a.size(), b.size());
  a.resize(both), b.resize(both);
  return {estimate(a), estimate(b), paired_difference(a, b)};
}

bool fits_recursion(const Model& model) { return beyond_recursion(compile(model)).empty(); }

}  // namespace tributary::flow
