#include "engines/flow/analytic/part.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "engines/flow/analytic/routes.hpp"
#include "engines/flow/engine/calendar.hpp"

namespace tributary::flow {

namespace {

bool repatriates(const ClosedForm& form) { return form.formula == &formulas::returning; }

// A share by group or level; the last where there are fewer.
double at(const std::vector<double>& shares, std::size_t which) { return shares.empty() ? 0 : shares[std::min(which, shares.size() - 1)]; }

std::optional<Theory> ratio(const std::optional<Theory>& of, const std::optional<Theory>& over) {
  if (!of || !over || !(over->value > 0)) return {};
  return Theory{of->value / over->value, of->exact && over->exact};
}

std::optional<Theory> plus(const std::optional<Theory>& a, const std::optional<Theory>& b) {
  if (!a || !b) return {};
  return Theory{a->value + b->value, a->exact && b->exact};
}

}  // namespace

Part::Part(const Model& model, const Ground& ground, const std::vector<ServiceId>& services, const Condition* whose)
    : model_(model), ground_(ground), whose_(whose != nullptr && whose->everybody() ? nullptr : whose) {
  for (const ServiceId each : services) here_.push_back(each.value);
  for (std::uint32_t i = 0; services.empty() && i < model.services.size(); ++i) here_.push_back(i);
  std::sort(here_.begin(), here_.end());
  here_.erase(std::unique(here_.begin(), here_.end()), here_.end());
}

std::optional<bool> Part::among(const Stream& stream, When when) const {
  if (whose_ == nullptr) return true;
  return settled(*whose_, model_, ground_.kinds[stream.kind], stream.service, when == When::going ? std::optional(next_of(model_, stream.next)) : std::nullopt);
}

// Of each stream what `take` says, where those are counted who come to a service or those who are in its beds.
template <class Take>
std::optional<Theory> Part::sum(When when, Take take) const {
  Theory out{0, true};
  for (const std::uint32_t i : here_) {
    if (!ground_.traffic.open[i].empty()) return {};
    for (const std::uint32_t at : when == When::coming ? ground_.traffic.came_to[i] : ground_.traffic.in_bed_of[i]) {
      const Stream& stream = ground_.traffic.streams[at];
      const auto truth = among(stream, when);
      if (!truth) return {};
      if (!*truth) continue;
      const std::optional<Theory> one = take(stream);
      if (!one) return {};
      out.value += one->value;
      out.exact = out.exact && one->exact;
    }
  }
  return out;
}

std::optional<Theory> Part::occupied() const {
  auto out = sum(When::being, [&](const Stream& each) -> std::optional<Theory> {
    const auto& form = ground_.forms[each.service];
    if (ground_.served_known[each.service] == 0 || model_.services[each.bed].early_discharge) return {};
    double here = 1;  // share of their time in bed that they are here
    if (repatriates(form)) here = 1 - form.away / ground_.loads[each.service].offered;
    return Theory{each.served * each.in_bed.mean * here, ground_.served_exact[each.service] != 0 && (here == 1 || whose_ == nullptr) && !model_.services[each.bed].visits};
  });
  for (const auto& [i, elsewhere] : ground_.returning) {
    if (!out || !holds(elsewhere)) continue;
    if (whose_ != nullptr || !repatriates(ground_.forms[i])) return {};
    out->value += ground_.forms[i].away;
    out->exact = out->exact && ground_.served_exact[i] != 0;
  }
  return plus(out, blocked());
}

// As many as wait where they go next, if people come to that from here alone.
std::optional<Theory> Part::blocked() const {
  Theory out{0, true};
  for (const std::uint32_t i : here_) {
    if (!ground_.traffic.open[i].empty()) return {};
    if (ground_.network.blocked[i] == 0) continue;
    if (whose_ != nullptr) return {};
    for (std::uint32_t next = 0; next < model_.services.size(); ++next) {
      const auto& before = ground_.traffic.before[next];
      if (ground_.network.waits_upstream[next] == 0 || before.count(i) == 0) continue;
      if (ground_.network.held[next] != 0 || before.size() > 1 || !ground_.traffic.sources[next].empty()) return {};
      const auto queue = Part(model_, ground_, {{next}}, nullptr).queue();
      if (!queue) return {};
      out.value += queue->value;
      out.exact = out.exact && queue->exact;
    }
  }
  return out;
}

std::optional<Theory> Part::occupied(double from, double to) const {
  return followed([&](const InTime& time) { return std::optional(Theory{time.mean(from, to), time.exact(from, to)}); });
}

std::optional<Theory> Part::seen(double from, double to) const {
  if (!model_.run.daily_snapshots) return occupied(from, to);
  const double day = Calendar(model_.unit, model_.begins_on).day();
  auto out = followed([&](const InTime& time) -> std::optional<Theory> {
    const auto mean = time.at_midnights(from, to, day);
    return mean ? std::optional(Theory{*mean, time.exact(0, 0) && !time.ends_at_once()}) : std::nullopt;
  });
  // What isn't followed is the mean over the day, and so the number at its end only where every hour is alike and people come at random.
  const bool at_random = std::all_of(ground_.comings.begin(), ground_.comings.end(), [](const Coming& each) { return each.poisson; });
  if (out && !at_random) out->exact = false;
  for (const std::uint32_t i : here_) {
    if (out && ground_.network.steady[i] == 0 && (whose_ != nullptr || !ground_.in_time[i])) out->exact = false;
  }
  return out;
}

// A service without limit comes to its steady state in some lengths of stay.
bool Part::steady_by_then(std::uint32_t service) const {
  return model_.services[service].kind != Service::Kind::unlimited || !model_.run.warm_up || *model_.run.warm_up > 5 * ground_.loads[service].in_bed;
}

// Levels of services that are followed in time, and of the others what they are in the steady state.
template <class Take>
std::optional<Theory> Part::followed(Take take) const {
  if (whose_ != nullptr) {
    // Only all people together are followed in time: of some the steady state is exact where it is that of all by then.
    auto some = occupied();
    for (const std::uint32_t i : here_) {
      const auto& time = ground_.in_time[i];
      if (!time && some && !steady_by_then(i)) some->exact = false;
      const auto steady = time && some ? Part(model_, ground_, {{i}}, nullptr).occupied() : std::nullopt;
      if (!steady) continue;
      const std::optional<Theory> now = take(*time);
      if (!now || !now->exact || std::fabs(now->value - steady->value) > 1e-5 * steady->value) some->exact = false;
    }
    return some;
  }
  Theory out{0, true};
  for (const std::uint32_t i : here_) {
    if (const auto& time = ground_.in_time[i]) {
      const std::optional<Theory> now = take(*time);
      if (!now) return {};
      out.value += now->value, out.exact = out.exact && now->exact;
      continue;
    }
    const auto one = Part(model_, ground_, {{i}}, nullptr).occupied();
    if (!one) return {};
    out.value += one->value;
    out.exact = out.exact && one->exact && steady_by_then(i);
  }
  return out;
}

std::optional<Theory> Part::queue() const {
  auto out = sum(When::coming, [&](const Stream& each) -> std::optional<Theory> {
    const auto& form = ground_.forms[each.service];
    if (repatriates(form) && whose_ == nullptr) return Theory{0, ground_.served_exact[each.service] != 0};
    if (!form.line_known) return {};
    return Theory{each.came * at(form.in_line, each.level), form.exact && ground_.came_exact[each.service] != 0};
  });
  for (const auto& each : ground_.returning) {
    if (out && holds(each.service)) out->value += ground_.forms[each.service].away;
  }
  return out;
}

std::optional<Theory> Part::in_transition() const {
  for (const auto& each : ground_.returning) {  // where that is depends on whether they were brought back before
    if (holds(each.elsewhere)) return {};
  }
  return sum(When::being, [&](const Stream& each) -> std::optional<Theory> {
    if (each.transition == nullptr) return Theory{0, true};
    if (ground_.served_known[each.service] == 0 || repatriates(ground_.forms[each.service])) return {};
    return Theory{each.served * (each.in_bed.mean - each.active.mean), ground_.served_exact[each.service] != 0 && steady_by_then(each.service)};
  });
}

// Where people come from full services too, a run counts them again.
std::optional<Theory> Part::came() const {
  if (std::any_of(here_.begin(), here_.end(), [&](std::uint32_t each) { return ground_.network.filled_by_overflow[each] != 0; })) return {};
  return sum(When::coming, [&](const Stream& each) { return Theory{each.came, ground_.came_exact[each.service] != 0}; });
}

std::optional<Theory> Part::started() const {
  return sum(When::coming, [&](const Stream& each) -> std::optional<Theory> {
    if (ground_.served_known[each.service] == 0 || repatriates(ground_.forms[each.service])) return {};
    return Theory{each.served, ground_.served_exact[each.service] != 0};
  });
}

// Those who leave a bed, each counted as `take` says.
template <class Take>
std::optional<Theory> Part::left_beds(Take take) const {
  for (const auto& each : ground_.returning) {  // brought back: they leave two beds
    if (holds(each.service) || holds(each.elsewhere)) return {};
  }
  return sum(When::going, [&](const Stream& each) -> std::optional<Theory> {
    if (ground_.served_known[each.service] == 0 || model_.services[each.bed].early_discharge) return {};
    return Theory{take(each), ground_.served_exact[each.service] != 0};
  });
}

std::optional<Theory> Part::departed() const { return left_beds([](const Stream& each) { return each.served; }); }

std::optional<Theory> Part::lost_to(Lost lost) const {
  return sum(When::coming, [&](const Stream& each) -> std::optional<Theory> {
    const Service& service = model_.services[each.service];
    const auto& form = ground_.forms[each.service];
    const bool away = std::any_of(service.when_full.begin(), service.when_full.end(), [](const WhenFull& way) { return std::holds_alternative<TurnAway>(way); });
    const bool placed = std::any_of(service.when_full.begin(), service.when_full.end(), [](const WhenFull& way) { return std::holds_alternative<Divert>(way); });
    const bool over = std::any_of(service.when_full.begin(), service.when_full.end(), [](const WhenFull& way) { return std::holds_alternative<Overflow>(way); });
    if (service.kind == Service::Kind::unlimited || !(lost == Lost::turned_away ? away : placed)) return Theory{0, true};
    if (form.formula == nullptr || over) return {};  // how many of those who overflow find room isn't known
    const double share = repatriates(form) ? form.placed : at(form.fullness.lost, each.group);
    return Theory{each.came * share, ground_.served_exact[each.service] != 0};
  });
}

std::optional<Theory> Part::placed_out() const { return lost_to(Lost::placed_out); }
std::optional<Theory> Part::turned_away() const { return lost_to(Lost::turned_away); }

std::optional<Theory> Part::away() const {
  Theory out{0, true};
  for (const Stream& each : ground_.traffic.streams) {
    if (each.bed == each.service || !holds(each.service)) continue;
    const auto truth = among(each, When::being);
    if (!truth) return {};
    if (!*truth) continue;
    out.value += each.served * each.active.mean;
    out.exact = out.exact && ground_.served_exact[each.service] != 0;
  }
  for (const std::uint32_t i : here_) {
    if (ground_.served_known[i] == 0 || (repatriates(ground_.forms[i]) && whose_ != nullptr)) return {};
    out.value += ground_.forms[i].away;
    out.exact = out.exact && ground_.served_exact[i] != 0;
  }
  return out;
}

std::optional<Theory> Part::given_up() const {
  return sum(When::coming, [&](const Stream& each) -> std::optional<Theory> {
    if (ground_.served_known[each.service] == 0) return {};
    return Theory{each.came * ground_.forms[each.service].fullness.given_up, ground_.served_exact[each.service] != 0};
  });
}

// Of those who get a bed, the sum of what `take` says of them and the closed form of their service.
template <class Take>
std::optional<Theory> Part::of_lines(Take take) const {
  return sum(When::coming, [&](const Stream& each) -> std::optional<Theory> {
    const auto& form = ground_.forms[each.service];
    if (!form.line_known) return {};
    const std::optional<double> value = take(each, form);
    if (!value) return {};
    return Theory{each.served * *value, form.exact && ground_.served_exact[each.service] != 0};
  });
}

std::optional<Theory> Part::wait() const {
  return ratio(of_lines([](const Stream& each, const ClosedForm& form) { return std::optional(at(form.wait, each.level)); }), started());
}

std::optional<Theory> Part::wait_if_waited() const {
  return ratio(of_lines([](const Stream& each, const ClosedForm& form) { return std::optional(at(form.wait, each.level)); }),
               of_lines([](const Stream& each, const ClosedForm& form) { return std::optional(at(form.waited, each.level)); }));
}

std::optional<Theory> Part::share_waiting_over(double threshold) const {
  return ratio(of_lines([&](const Stream& each, const ClosedForm& form) -> std::optional<double> {
                 if (form.line) return form.line->waits_longer_than(threshold);
                 return at(form.waited, each.level) == 0 ? std::optional(0.0) : std::nullopt;
               }),
               started());
}

std::optional<Theory> Part::share_delayed() const {
  return ratio(sum(When::coming,
                   [&](const Stream& each) -> std::optional<Theory> {
                     const auto& form = ground_.forms[each.service];
                     if (form.formula == nullptr) return {};
                     return Theory{each.came * at(form.fullness.full, each.group), form.exact && ground_.came_exact[each.service] != 0};
                   }),
               came());
}

std::optional<Theory> Part::stay() const {
  return with_slots_for_all(ratio(plus(left_beds([](const Stream& each) { return each.served * each.in_bed.mean; }), blocked()), departed()));
}

std::optional<Theory> Part::active_stay() const {
  return with_slots_for_all(ratio(left_beds([](const Stream& each) { return each.served * each.active.mean; }), departed()));
}

// A visit may come later than it is due, so that times on the books are never known exactly.
std::optional<Theory> Part::with_slots_for_all(std::optional<Theory> time) const {
  for (const std::uint32_t i : here_) {
    if (time && model_.services[i].visits) time->exact = false;
  }
  return time;
}

// Slots come by the day, and a run may begin and end with other days than the mean week has: near.
std::optional<Theory> Part::visits() const {
  auto out = left_beds([](const Stream& each) { return each.served * each.visits; });
  if (out) out->exact = false;
  return out;
}

std::optional<Theory> Part::slots_used() const {
  double slots = 0;
  for (const std::uint32_t i : here_) {
    if (model_.services[i].visits) slots += ground_.loads[i].beds;
  }
  return ratio(visits(), Theory{slots, false});
}

// From a Poisson number N: P(N = n) / P(N <= n).
std::optional<Theory> Part::delay_with_beds(int beds) const {
  bool poisson = true;
  for (const std::uint32_t i : here_) {
    if (model_.services[i].kind != Service::Kind::unlimited) return {};
    if (ground_.network.blocked[i] != 0) return {};
    poisson = poisson && ground_.forms[i].formula == &formulas::without_limit;
  }
  const auto load = occupied();
  if (!load) return {};
  return Theory{erlang_b(beds, load->value), load->exact && poisson};
}

double Part::beds() const {
  double out = 0;
  std::set<std::size_t> pools;
  for (const std::uint32_t i : here_) {
    if (model_.services[i].visits) out += ground_.loads[i].caseload;
    else if (model_.services[i].kind != Service::Kind::unlimited) out += ground_.loads[i].provided;
    if (model_.services[i].pool.given()) pools.insert(model_.services[i].pool.at());
  }
  for (const std::size_t pool : pools) out += model_.pools[pool].beds;
  return out;
}

}  // namespace tributary::flow
