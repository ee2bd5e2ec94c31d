#include "engines/flow/analytic/traffic.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "engines/flow/analytic/routes.hpp"
#include "engines/flow/analytic/visits.hpp"
#include "engines/flow/course.hpp"
#include "engines/flow/match.hpp"
#include "engines/flow/ways.hpp"

namespace tributary::flow {

namespace {

// Where somebody may be: services by position, then return visits on their way.
using Node = std::size_t;

// The ways of one kind through the model.
class Walk {
 public:
  Walk(const Model& model, const PersonKind& kind, const std::vector<Fullness>& fullness) : model_(model), kind_(kind), fullness_(fullness) {}

  // What happens to those who come to a service.
  struct Fates {
    double served = 1, elsewhere = 0;  // shares: in a bed here; placed in a bed of `placed`
    std::uint32_t placed = 0;
    std::vector<Onto> others;          // those who are neither, by where they come next; who leaves is in none
  };

  std::vector<Onto> entry() { return onwards(model_.sources[kind_.source].to, {}, 1); }

  Fates fates(std::uint32_t service) {
    Fates out;
    const Service& at = model_.services[service];
    const Fullness& full = fullness_[service];
    const auto group = reserve_group(model_, kind_, service);
    if (!group) leave_open(service, "for whom its beds are kept asks what only a run can tell");
    double left = full.lost.empty() ? 0 : full.lost[group.value_or(full.lost.size() - 1)];
    out.served = 1 - left - full.given_up;
    for (const WhenFull& each : at.when_full) {
      std::visit(Match{
                     [&](const Wait& wait) {
                       if (wait.reneged) add(out.others, onwards(*wait.reneged, service, full.given_up));
                     },
                     [&](const Overflow& over) {
                       for (const auto to : services_from(model_, over.to)) {
                         if (left > 0 && model_.services[to].kind != Service::Kind::unlimited) leave_open(to, "some come from " + at.name + " when that is full, while there is room here");
                       }
                       add(out.others, onwards(over.to, service, left)), left = 0;
                     },
                     [&](const Divert& divert) {
                       if (!divert.repatriate) out.placed = divert.out_of_area.value, out.elsewhere = left, left = 0;
                     },
                     [&](const TurnAway&) { add(out.others, left_system(left)), left = 0; },
                     [](const auto&) {},
                 },
                 each);
    }
    return out;
  }

  // From the end of a stay.
  std::vector<Onto> after(ChoiceId next, std::uint32_t service, double chance) { return onwards(next, service, chance); }

  // All from a node.
  std::vector<Onto> from(Node node) {
    if (node >= services()) return onwards(model_.return_visits[node - services()].to, {}, 1);
    std::vector<Onto> out;
    const auto service = static_cast<std::uint32_t>(node);
    const Fates fate = fates(service);
    const double on = fate.served + fate.elsewhere;
    if (on > 0) add(out, onwards(model_.services[node].next, service, on));
    add(out, fate.others);
    return out;
  }

  [[nodiscard]] Node services() const { return model_.services.size(); }

  std::map<std::uint32_t, std::string> open;  // by service

  void leave_open(std::uint32_t service, const std::string& why) { open.try_emplace(service, why); }

 private:
  static void add(std::vector<Onto>& to, const std::vector<Onto>& more) { to.insert(to.end(), more.begin(), more.end()); }

  std::vector<Onto> onwards(ChoiceId choice, std::optional<std::uint32_t> service, double chance) {
    std::vector<Onto> out;
    const Targets found = targets_from(model_, kind_, choice, service);
    if (!found.open.empty()) {
      for (const auto each : services_from(model_, choice)) leave_open(each, found.open);
    }
    for (const Target& each : found.targets) {
      if (each.service) out.push_back({*each.service, chance * each.chance});
      else add(out, left_system(chance * each.chance));
    }
    return out;
  }

  // Of those who leave some come back.
  std::vector<Onto> left_system(double chance) {
    std::vector<Onto> out;
    for (std::uint32_t i = 0; i < model_.return_visits.size() && chance > 0; ++i) {
      const ReturnVisit& visit = model_.return_visits[i];
      const auto truth = settled(visit.whose, model_, kind_);
      if (!truth) {
        for (const auto each : services_from(model_, visit.to)) leave_open(each, "who comes back asks what only a run can tell");
      }
      if (truth != true) continue;
      out.push_back({services() + i, chance * visit.probability});
      chance *= 1 - visit.probability;
    }
    return out;
  }

  const Model& model_;
  const PersonKind& kind_;
  const std::vector<Fullness>& fullness_;
};

// The nodes that a kind can reach, and the chances between them, by their places in `nodes`.
struct KindNetwork {
  std::vector<Node> nodes;
  std::vector<std::vector<Onto>> onto;
  std::vector<double> entry;
};

KindNetwork network_of(Walk& walk) {
  KindNetwork out;
  std::map<Node, std::size_t> place;
  const auto placed = [&](const std::vector<Onto>& ways) {
    std::vector<Onto> row;
    for (const Onto& each : ways) {
      if (!(each.chance > 0)) continue;
      const auto [found, fresh] = place.try_emplace(each.node, out.nodes.size());
      if (fresh) out.nodes.push_back(each.node);
      row.push_back({found->second, each.chance});
    }
    return row;
  };
  const auto entry = placed(walk.entry());
  for (std::size_t i = 0; i < out.nodes.size(); ++i) out.onto.push_back(placed(walk.from(out.nodes[i])));
  out.entry.assign(out.nodes.size(), 0);
  for (const Onto& each : entry) out.entry[each.node] += each.chance;
  return out;
}

std::size_t priority_level(const Service& service, std::uint32_t cls) {
  if (service.priorities.empty()) return 0;
  std::vector<double> distinct = service.priorities;
  std::sort(distinct.begin(), distinct.end());
  distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
  return static_cast<std::size_t>(std::lower_bound(distinct.begin(), distinct.end(), service.priorities[cls]) - distinct.begin());
}

Moments sum_of(const Moments& a, const Moments& b) {
  Moments out{a.mean + b.mean, {}};
  if (a.variance && b.variance) out.variance = *a.variance + *b.variance;  // drawn apart
  return out;
}

class Accounts {
 public:
  Accounts(const Model& model, const std::vector<PersonKind>& kinds, const std::vector<Fullness>& fullness) : model_(model), kinds_(kinds), fullness_(fullness) {
    const std::size_t services = model.services.size();
    out_.open.resize(services), out_.before.resize(services), out_.sources.resize(services);
    out_.came_to.resize(services), out_.in_bed_of.resize(services);
  }

  Traffic sum() {
    for (std::uint32_t i = 0; i < kinds_.size(); ++i) add(i);
    spread_open();
    for (std::uint32_t i = 0; i < out_.streams.size(); ++i) {
      const Stream& stream = out_.streams[i];
      if (stream.bed == stream.service) out_.came_to[stream.service].push_back(i);
      out_.in_bed_of[stream.bed].push_back(i);
    }
    return std::move(out_);
  }

 private:
  void add(std::uint32_t at) {
    const PersonKind& kind = kinds_[at];
    Walk walk(model_, kind, fullness_);
    const KindNetwork network = network_of(walk);
    const auto often = visits(network.onto, network.entry);
    out_.people += kind.rate;
    for (std::size_t i = 0; i < network.nodes.size(); ++i) {
      const Node node = network.nodes[i];
      if (node >= walk.services()) {
        out_.people += often ? kind.rate * (*often)[i] : 0;
        continue;
      }
      const auto service = static_cast<std::uint32_t>(node);
      if (!often) walk.leave_open(service, "some of those who come go round for ever");
      if (network.entry[i] > 0) out_.sources[service].insert(kind.source);
      std::set<std::size_t> seen;
      lead(network, i, service, walk.services(), seen);
      if (often && (*often)[i] > 0) come(walk, at, service, kind.rate * (*often)[i]);
    }
    for (const auto& [service, why] : walk.open) {
      if (out_.open[service].empty()) out_.open[service] = why;
    }
  }

  // Whoever goes on from a return visit came from the service before it.
  void lead(const KindNetwork& network, std::size_t from, std::uint32_t service, Node services, std::set<std::size_t>& seen) {
    for (const Onto& each : network.onto[from]) {
      if (!seen.insert(each.node).second) continue;
      const Node to = network.nodes[each.node];
      if (to < services) out_.before[to].insert(service);
      else lead(network, each.node, service, services, seen);
    }
  }

  void come(Walk& walk, std::uint32_t kind, std::uint32_t service, double rate) {
    const Service& at = model_.services[service];
    const Walk::Fates fates = walk.fates(service);
    Stream stream;
    stream.kind = kind;
    stream.service = service;
    stream.group = reserve_group(model_, kinds_[kind], service).value_or(at.reserves.size());
    stream.level = priority_level(at, kinds_[kind].cls);
    const OnwardWays ways = onward_ways(model_, kinds_[kind], at.next, service);
    if (!ways.open.empty()) walk.leave_open(service, ways.open);
    for (const Way& way : ways.ways) {
      stream.next = way.choice;
      if (at.visits) {
        if (!come_for_visits(walk, kind, *at.visits, way.choice, stream)) continue;
        stream.bed = service, stream.came = rate * way.chance, stream.served = stream.came * fates.served;
        out_.streams.push_back(stream);
        continue;
      }
      stream.stay = stay_of(at.stays, walk, kind, service, way.choice);
      if (stream.stay == nullptr) continue;
      stream.transition = stay_of(at.transitions, walk, kind, service, way.choice);
      stream.active = known_moments(*stream.stay);
      stream.in_bed = stream.transition == nullptr ? stream.active : sum_of(stream.active, known_moments(*stream.transition));
      stream.bed = service;
      stream.came = rate * way.chance;
      stream.served = stream.came * fates.served;
      out_.streams.push_back(stream);
      if (!(fates.elsewhere > 0)) continue;
      Stream placed = stream;
      placed.bed = fates.placed;
      placed.came = 0;
      placed.served = stream.came * fates.elsewhere;
      out_.streams.push_back(placed);
    }
  }

  // False where it stays open how many visits they need, or how far apart.
  bool come_for_visits(Walk& walk, std::uint32_t kind, const Visits& visits, ChoiceId next, Stream& stream) {
    const Distribution* const needs = stay_of(visits.needs, walk, kind, stream.service, next);
    stream.stay = stay_of(visits.gaps, walk, kind, stream.service, next);
    if (needs == nullptr || stream.stay == nullptr) return false;
    const auto [found, fresh] = courses_.try_emplace({needs, stream.stay});
    if (fresh) found->second = moments_of_course(*needs, *stream.stay, visits.missed);
    stream.visits = found->second.visits;
    stream.active = stream.in_bed = found->second.time;
    return true;
  }

  // The first that holds; none where there are none, or where which it is stays open.
  const Distribution* stay_of(const std::vector<Stay>& stays, Walk& walk, std::uint32_t kind, std::uint32_t service, ChoiceId next) {
    for (const Stay& each : stays) {
      const auto truth = settled(each.when, model_, kinds_[kind], service, next_of(model_, next));
      if (!truth) {
        walk.leave_open(service, "how long people stay asks what only a run can tell");
        return nullptr;
      }
      if (*truth) return &each.length;
    }
    return nullptr;
  }

  const Moments& known_moments(const Distribution& of) {
    const auto [found, fresh] = moments_.try_emplace(&of);
    if (fresh) found->second = moments(of);
    return found->second;
  }

  // What comes from a service that isn't known is not known either, nor what comes from one that an unknown share leaves for
  // elsewhere; along all ways that there are, as no streams were sent down those that stayed open.
  void spread_open() {
    std::vector<std::uint32_t> todo;
    for (std::uint32_t i = 0; i < model_.services.size(); ++i) {
      if (!out_.open[i].empty() || (fullness_[i].unknown && comes_to(i))) todo.push_back(i);
    }
    while (!todo.empty()) {
      const std::uint32_t from = todo.back();
      todo.pop_back();
      for (const std::size_t to : ways_on(from)) {
        if (to == from || !out_.open[to].empty()) continue;
        out_.open[to] = "how many come from " + model_.services[from].name + " isn't known";
        todo.push_back(static_cast<std::uint32_t>(to));
      }
    }
  }

  [[nodiscard]] bool comes_to(std::uint32_t service) const {
    return std::any_of(out_.streams.begin(), out_.streams.end(), [&](const Stream& each) { return each.service == service; });
  }

  // To which services people may go from one, when it is full too; return visits are of all who leave.
  [[nodiscard]] std::vector<std::size_t> ways_on(std::uint32_t from) const {
    std::vector<std::size_t> out = services_after(model_, from);
    for (const ReturnVisit& each : model_.return_visits) {
      for (const std::uint32_t to : services_from(model_, each.to)) out.push_back(to);
    }
    return out;
  }

  const Model& model_;
  const std::vector<PersonKind>& kinds_;
  const std::vector<Fullness>& fullness_;
  std::map<const Distribution*, Moments> moments_;
  std::map<std::pair<const Distribution*, const Distribution*>, CourseMoments> courses_;
  Traffic out_;
};

}  // namespace

std::optional<std::size_t> reserve_group(const Model& model, const PersonKind& kind, std::uint32_t service) {
  const auto& reserves = model.services[service].reserves;
  for (std::size_t i = 0; i < reserves.size(); ++i) {
    const auto truth = settled(reserves[i].who, model, kind, service);
    if (!truth) return {};
    if (*truth) return i;
  }
  return reserves.size();
}

Traffic traffic_of(const Model& model, const std::vector<PersonKind>& kinds, const std::vector<Fullness>& fullness) { return Accounts(model, kinds, fullness).sum(); }

std::vector<FirstBed> first_beds(const Model& model, const PersonKind& kind, const std::vector<Fullness>& fullness, const std::vector<ServiceId>& services) {
  Walk walk(model, kind, fullness);
  KindNetwork network = network_of(walk);
  // Whoever gets into one of the beds is counted, and followed no further.
  std::vector<std::vector<FirstBed>> counted(network.nodes.size());
  for (std::size_t i = 0; i < network.nodes.size(); ++i) {
    if (network.nodes[i] >= walk.services()) continue;
    const auto service = static_cast<std::uint32_t>(network.nodes[i]);
    const Walk::Fates fates = walk.fates(service);
    const auto among = [&](std::uint32_t at) { return services.empty() || std::find(services.begin(), services.end(), ServiceId{at}) != services.end(); };
    double on = fates.served + fates.elsewhere;
    if (among(service)) counted[i].push_back({service, false, fates.served}), on -= fates.served;
    if (fates.elsewhere > 0 && among(fates.placed)) counted[i].push_back({fates.placed, true, fates.elsewhere}), on -= fates.elsewhere;
    if (counted[i].empty()) continue;
    // Of the others those go on who are in a bed that is not among them, or in none.
    std::vector<Onto> ways = fates.others;
    if (on > 1e-12) {
      const auto after = walk.after(model.services[service].next, service, on);
      ways.insert(ways.end(), after.begin(), after.end());
    }
    network.onto[i].clear();
    for (const Onto& each : ways) {
      const auto found = std::find(network.nodes.begin(), network.nodes.end(), each.node);
      if (each.chance > 0) network.onto[i].push_back({static_cast<std::size_t>(found - network.nodes.begin()), each.chance});
    }
  }
  std::vector<FirstBed> out;
  const auto often = visits(network.onto, network.entry);
  for (std::size_t i = 0; often && i < often->size(); ++i) {
    for (FirstBed& each : counted[i]) {
      each.share *= (*often)[i];
      out.push_back(each);
    }
  }
  return out;
}

}  // namespace tributary::flow
