#include "engines/flow/analytic/closed_form.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "engines/flow/match.hpp"

namespace tributary::flow {

namespace {

const char* const uneven = "people don't come independently of one another, as the formula takes them to";

// The streams of those who come to one service.
class AtService {
 public:
  AtService(const Model& whole, const Traffic& traffic, std::uint32_t service) : model(whole.services[service]), at(service) {
    for (const std::uint32_t each : traffic.came_to[service]) streams.push_back(&traffic.streams[each]);
  }

  template <class Take>
  [[nodiscard]] double sum(Take take) const {
    double out = 0;
    for (const Stream* each : streams) out += take(*each);
    return out;
  }
  [[nodiscard]] double came() const {
    return sum([](const Stream& each) { return each.came; });
  }
  [[nodiscard]] double mean() const {
    return sum([](const Stream& each) { return each.came * each.in_bed.mean; }) / came();
  }
  // E[S²] of all who come; absent where it is infinite.
  [[nodiscard]] std::optional<double> second_moment() const {
    double out = 0;
    for (const Stream* each : streams) {
      if (!each->in_bed.variance) return {};
      out += each->came * (*each->in_bed.variance + each->in_bed.mean * each->in_bed.mean);
    }
    return out / came();
  }
  [[nodiscard]] std::size_t levels() const {
    std::size_t out = 1;
    for (const Stream* each : streams) out = std::max(out, each->level + 1);
    return out;
  }

  const Service& model;
  std::uint32_t at;
  std::vector<const Stream*> streams;
};

class Chooser {
 public:
  Chooser(const Model& model, const std::vector<Coming>& comings, const std::vector<PersonKind>& kinds, const Traffic& traffic, const std::vector<Load>& loads,
          const Network& network)
      : model_(model), comings_(comings), kinds_(kinds), traffic_(traffic), loads_(loads), network_(network) {}

  ClosedForm choose(std::uint32_t at) {
    const AtService here(model_, traffic_, at);
    const Service& service = here.model;
    ClosedForm out;
    const auto none = [&](std::string why) {
      out.why = std::move(why);
      return out;
    };
    if (!traffic_.open[at].empty()) return none(traffic_.open[at] + ": simulate");
    if (service.kind == Service::Kind::unlimited) return without_limit(at, out);
    if (here.streams.empty()) return none("nobody comes");
    if (service.visits && !loads_[at].waits_without_limit) return none("visits come in turn as there are slots, and not everybody waits for the first: no closed form; simulate");
    if (service.visits) {
      return none(loads_[at].steady_state() ? "visits come in turn as there are slots: no closed form for the waits; time on the books and who is on them are (≈) those with slots for all; simulate"
                                            : "more visits are needed than there are slots, or more people than its caseload has room for: the line grows for ever, and no steady state exists");
    }
    if (network_.held[at] != 0 && network_.blocked[at] == 0) return none("people wait for it in beds of the service that they come from: no closed form; simulate");
    if (network_.held[at] != 0) return none("beds are held while the next service is full: no closed form; simulate");
    if (service.early_discharge) return none("people are discharged early under pressure: no closed form; simulate");
    if (!loads_[at].steady_beds) return none("the beds vary with time and are limited: no closed form; simulate");
    if (network_.steady[at] == 0) return none("people come unevenly in time and beds are limited: no closed form; simulate");
    if (!loads_[at].steady_state()) return none("more people come than there are beds for: the line grows for ever, and no steady state exists");
    if (network_.filled_by_overflow[at] != 0 && loads_[at].waits_without_limit) return none(declined("some come from full services, but only while there is room here"));
    out.exact = network_.independent[at] != 0;
    if (!out.exact) out.why = uneven;
    if (service.when_full.size() > 1 && std::any_of(service.when_full.begin(), service.when_full.end(), [](const WhenFull& each) {
          const auto* divert = std::get_if<Divert>(&each);
          return std::holds_alternative<Hold>(each) || std::holds_alternative<Poll>(each) || (divert != nullptr && divert->repatriate);
        })) {
      return refuse(out, "who finds no bed tries several things, and then waits for it after all");
    }
    if (service.pool.given() || !service.reserves.empty()) return sharing(here, out);
    const WhenFull first = service.when_full.empty() ? WhenFull(Wait{}) : service.when_full.front();
    if (const auto* divert = std::get_if<Divert>(&first); divert != nullptr && divert->repatriate) return returning(here, out);
    if (std::holds_alternative<Poll>(first)) return none(declined("whoever asks first when a bed is free gets it, not who waited longest"));
    if (std::holds_alternative<Wait>(first) || std::holds_alternative<Hold>(first)) {
      const auto* wait = std::get_if<Wait>(&first);
      return wait != nullptr && (wait->patience || wait->longest_queue) ? limited(here, *wait, out) : waiting(here, out);
    }
    if (loads_[at].waits_without_limit) return none(declined("who finds no bed tries elsewhere, and then waits"));
    if (std::any_of(service.when_full.begin(), service.when_full.end(), [](const WhenFull& each) { return std::holds_alternative<Wait>(each); }))
      return none(declined("who finds no bed tries elsewhere, and then waits"));
    out.formula = &formulas::loss;
    out.fullness.lost = out.fullness.full = {erlang_b(service.capacity.beds, here.came() * here.mean())};
    no_line(out);
    return out;
  }

 private:
  std::string declined(std::string why) { return std::move(why) + ": no closed form; simulate"; }

  static void no_line(ClosedForm& out) { out.line_known = true, out.wait = out.waited = out.in_line = {0}; }

  ClosedForm without_limit(std::uint32_t at, ClosedForm& out) const {
    no_line(out);
    out.formula = &formulas::without_limit;
    out.exact = network_.steady[at] != 0;
    if (!out.exact) out.why = "people come unevenly in time; this is the mean over it";
    if (network_.independent[at] == 0 || network_.blocked[at] != 0) out.formula = &formulas::little;
    if (network_.filled_by_overflow[at] != 0 && AtService(model_, traffic_, at).streams.empty()) out.formula = &formulas::overflow;
    return out;
  }

  ClosedForm refuse(ClosedForm& out, std::string why) {
    out.exact = false;
    out.why = declined(std::move(why));
    return out;
  }

  // Beds that are kept for some, or that several services share: in both, whoever finds none must go.
  ClosedForm sharing(const AtService& here, ClosedForm& out) {
    const auto loses = [](const Service& service) {
      return !service.when_full.empty() && std::all_of(service.when_full.begin(), service.when_full.end(), [](const WhenFull& each) {
        const auto* divert = std::get_if<Divert>(&each);
        return std::holds_alternative<TurnAway>(each) || std::holds_alternative<Overflow>(each) || (divert != nullptr && !divert->repatriate);
      });
    };
    if (!loses(here.model)) return refuse(out, "people wait for beds that some share and others don't");
    std::vector<int> own;
    std::vector<double> offered;
    int common = 0;
    std::optional<std::size_t> mine;  // among the pool's services
    if (!here.model.pool.given()) {
      // A reserve is like beds of one's own; the others share what is left.
      common = here.model.capacity.beds;
      for (const Reserve& each : here.model.reserves) own.push_back(each.beds), common -= each.beds;
      own.push_back(0);
      offered.assign(own.size(), 0);
      for (const Stream* each : here.streams) offered[each->group] += each->came * each->in_bed.mean;
    } else {
      common = model_.pools[here.model.pool.at()].beds;
      for (std::uint32_t i = 0; i < model_.services.size(); ++i) {
        const Service& other = model_.services[i];
        if (other.pool != here.model.pool || other.kind == Service::Kind::unlimited) continue;
        if (!loses(other) || !other.reserves.empty()) return refuse(out, "people wait for beds of the pool, or some of them are kept for some");
        if (!loads_[i].steady_beds || network_.steady[i] == 0 || !traffic_.open[i].empty()) return refuse(out, "what the pool's other services need varies with time, or isn't known");
        if (network_.independent[i] == 0) out.exact = false, out.why = uneven;
        if (i == here.at) mine = own.size();
        own.push_back(other.capacity.beds);
        offered.push_back(loads_[i].offered);
      }
    }
    if (*std::max_element(own.begin(), own.end()) + common > 3000) return refuse(out, "more than 3,000 beds are shared, which takes long to work out");
    out.fullness.lost = shared_beds_loss(own, common, offered);
    if (mine) out.fullness.lost = {out.fullness.lost[*mine]};
    out.formula = &formulas::shared;
    out.fullness.full = out.fullness.lost;
    no_line(out);
    return out;
  }

  ClosedForm returning(const AtService& here, ClosedForm& out) {
    if (std::any_of(here.streams.begin(), here.streams.end(), [](const Stream* each) { return each->transition != nullptr; }))
      return refuse(out, "who is in transition elsewhere isn't brought back");
    const double load = here.came() * here.mean();
    out.formula = &formulas::returning;
    out.away = overflow_with_return(here.model.capacity.beds, load);
    out.placed = poisson_at_least(here.model.capacity.beds, load);
    out.fullness.full = {out.placed};
    return out;
  }

  ClosedForm limited(const AtService& here, const Wait& wait, ClosedForm& out) {
    const auto stay = exponential_stay(traffic_, here.at);
    const auto patience = wait.patience ? exponential_mean(*wait.patience) : std::nullopt;
    if (!stay) return refuse(out, "stays differ, or aren't exponential, and not everybody waits till the end");
    if (wait.patience && !patience) return refuse(out, "patience isn't exponential");
    if (here.came() * *stay > 100'000 || (patience && here.came() * *patience > 1e7)) return refuse(out, "the load is above 100,000, which takes long to work out");
    if (wait.longest_queue && *wait.longest_queue > 100'000) return refuse(out, "the line may be longer than 100,000");
    if (here.levels() > 1) return refuse(out, "some go first, and not everybody waits till the end");
    const auto line = limited_line(here.model.capacity.beds, here.came(), *stay, wait.longest_queue, patience);
    out.formula = &formulas::limited;
    out.fullness = {{line.full}, {line.lost}, line.given_up};
    out.line_known = true;
    out.wait = {line.wait}, out.waited = {line.waited}, out.in_line = {line.queue / here.came()};
    return out;
  }

  // Everybody waits as long as it takes.
  ClosedForm waiting(const AtService& here, ClosedForm& out) {
    const int beds = here.model.capacity.beds;
    const double came = here.came(), mean = here.mean();
    const auto second = here.second_moment();
    const auto stay = exponential_stay(traffic_, here.at);
    out.fullness.full = {erlang_c(beds, came * mean)};
    if (!second) return out.fullness.full.clear(), refuse(out, "the variance of the stay is infinite");
    const double variance = std::max(0.0, *second - mean * mean);
    if (here.levels() > 1) {
      by_level(here, stay, variance, out);
    } else if (stay) {
      out.formula = &formulas::waiting;
      out.line = mmc(beds, came, mean);
      out.wait = {out.line->wait}, out.waited = {out.line->probability_of_wait};
      if (const double cv = gap_squared_cv(here); cv != 1) {
        out.formula = &formulas::general;
        out.wait = {ggc_wait(beds, came, mean, variance, cv)};
        out.line.reset();
      }
    } else if (beds == 1 && gap_squared_cv(here) == 1) {
      out.formula = &formulas::one_server;
      out.wait = {mg1_wait(came, mean, variance)};
    } else {
      out.formula = &formulas::general;
      out.exact = false;
      out.why = "more than one bed, and stays that differ or aren't exponential: no exact form is known";
      out.wait = {ggc_wait(beds, came, mean, variance, gap_squared_cv(here))};
    }
    if (out.waited.empty()) out.waited.assign(out.wait.size(), out.fullness.full[0]);
    out.in_line = out.wait;
    out.line_known = true;
    return out;
  }

  void by_level(const AtService& here, std::optional<double> stay, double variance, ClosedForm& out) {
    const int beds = here.model.capacity.beds;
    std::vector<PriorityClass> classes(here.levels());
    for (const Stream* each : here.streams) {
      PriorityClass& level = classes[each->level];
      level.arrivals += each->came;
      level.mean_stay += each->came * each->in_bed.mean;
      level.second_moment += each->came * (*each->in_bed.variance + each->in_bed.mean * each->in_bed.mean);
    }
    std::vector<double> rates;
    for (PriorityClass& level : classes) {
      rates.push_back(level.arrivals);
      if (level.arrivals > 0) level.mean_stay /= level.arrivals, level.second_moment /= level.arrivals;
    }
    out.formula = &formulas::priorities;
    if (beds == 1) {
      out.wait = priority_waits(classes);
    } else {
      out.wait = priority_waits(beds, rates, here.mean());
      if (!stay) {
        out.exact = false;
        out.why = "more than one bed, and stays that differ or aren't exponential; the waits are stretched as Allen and Cunneen's are";
        for (double& each : out.wait) each *= (1 + variance / (here.mean() * here.mean())) / 2;
      }
    }
  }

  // Of the times between those who come, where they come from one source alone.
  [[nodiscard]] double gap_squared_cv(const AtService& here) const {
    std::optional<std::uint32_t> only;
    for (const Stream* each : here.streams) {
      const std::uint32_t source = kinds_[each->kind].source;
      if (only && *only != source) return 1;
      only = source;
    }
    if (!traffic_.before[here.at].empty()) return 1;
    return only ? comings_[*only].squared_cv : 1;
  }

  const Model& model_;
  const std::vector<Coming>& comings_;
  const std::vector<PersonKind>& kinds_;
  const Traffic& traffic_;
  const std::vector<Load>& loads_;
  const Network& network_;
};

}  // namespace

std::vector<ClosedForm> closed_forms(const Model& model, const std::vector<Coming>& comings, const std::vector<PersonKind>& kinds, const Traffic& traffic,
                                     const std::vector<Load>& loads, const Network& network) {
  Chooser chooser(model, comings, kinds, traffic, loads, network);
  std::vector<ClosedForm> out;
  for (std::uint32_t at = 0; at < model.services.size(); ++at) out.push_back(chooser.choose(at));
  return out;
}

}  // namespace tributary::flow
