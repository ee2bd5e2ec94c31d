#include "exchange/flow/dated.hpp"

#include <algorithm>
#include <array>

namespace tributary::exchange::flow {

namespace {

constexpr std::array<std::string_view, 8> changeable{"arrivals", "services", "rules", "attributes", "pools", "outcomes", "returns", "segments"};

template <class List>
std::string other_names(const List& before, const List& changed, const char* what) {
  const auto name = [](const auto& each) -> const std::string& {
    if constexpr (std::is_same_v<std::decay_t<decltype(each)>, std::string>) return each;
    else return each.name;
  };
  const auto missing = [&](const List& from, const List& in) {
    for (const auto& each : from) {
      if (std::none_of(in.begin(), in.end(), [&](const auto& other) { return name(other) == name(each); })) return name(each);
    }
    return std::string();
  };
  if (const std::string more = missing(changed, before); !more.empty()) return "The " + std::string(what) + " " + more + " would be added at a date.";
  if (const std::string less = missing(before, changed); !less.empty()) return "The " + std::string(what) + " " + less + " would be taken away at a date.";
  return {};
}

std::string of_source(const engine::Source& before, const engine::Source& changed) {
  if (before.process.index() != changed.process.index()) return "Arrivals " + before.name + " would come in another way at a date.";
  bool same = before.begins == changed.begins && before.ends == changed.ends && before.at_most == changed.at_most;
  if (const auto* counted = std::get_if<engine::CountedArrivals>(&before.process)) same = same && counted->period == std::get<engine::CountedArrivals>(changed.process).period;
  if (const auto* booked = std::get_if<engine::ScheduledArrivals>(&before.process)) same = same && booked->period == std::get<engine::ScheduledArrivals>(changed.process).period;
  return same ? std::string() : "Of arrivals " + before.name + " the begin, the end, the most and the period are of the whole run.";
}

std::string of_service(const engine::Service& before, const engine::Service& changed) {
  const bool same = before.kind == changed.kind && before.site == changed.site && before.pool == changed.pool && before.reserves.size() == changed.reserves.size() &&
                    before.start.occupied == changed.start.occupied && before.start.queue == changed.start.queue && before.start.rest == changed.start.rest;
  return same ? std::string() : "Of " + before.name + " the kind, the site, the pool, the start and for whom beds are kept are of the whole run.";
}

// The hours of visits are of the whole run; how many there are, how many people need and how far apart may change.
std::string of_visits(const engine::Service& before, const engine::Service& changed) {
  if (!before.visits && !changed.visits) return {};
  const auto hours = [](const auto& a, const auto& b) { return a.weekdays == b.weekdays && a.from == b.from && a.to == b.to; };
  const bool same = before.visits && changed.visits && before.visits->caseload == changed.visits->caseload && before.visits->weekly == changed.visits->weekly &&
                    before.visits->weekdays == changed.visits->weekdays &&
                    std::equal(before.visits->slots.hours.begin(), before.visits->slots.hours.end(), changed.visits->slots.hours.begin(), changed.visits->slots.hours.end(), hours);
  return same ? std::string() : "Of " + before.name + " whether it gives visits, on which days and hours, by the day or the week, and whether its caseload is limited are of the whole run.";
}

}  // namespace

void read_when(Reader& reader, const DatedChanges& dated) {
  const Node& node = dated.given;
  engine::Curve curve;
  curve.at = reader.time_or_date(*node.find("at"));
  curve.ramp = reader.time_at(node, "ramp", 0);
  curve.uptake = reader.number_at(node, "uptake", 1, 0, 1);
  curve.fidelity = reader.number_at(node, "fidelity", 1, 0, 1);
  if (const Node* decay = node.find("decay")) {
    curve.half_life = reader.time(*decay);
    if (!(curve.half_life > 0)) reader.problem(*decay, "number-out-of-range", "A change decays over a time", "decay is the time in which the reach of a change halves: above 0.");
  }
  if (dated.changes.empty()) reader.problem(node, "changes-missing", "A change at a date changes nothing", "Give " + node.path + " set, scale or add.");
  for (const Change& each : dated.changes) {
    const std::string_view path = each.path;
    const std::string_view first = path.substr(0, path.find('.'));
    const bool known = std::find(changeable.begin(), changeable.end(), first) != changeable.end();
    const bool who = path.find(".reserve") != std::string_view::npos && !path.ends_with(".beds");
    const bool log = first == "arrivals" && path.find(".replay") != std::string_view::npos;
    if (known && !who && !log) continue;
    reader.problem(each.value, "not-at-a-date", "That can't change at a date",
                   "\"" + each.path + "\" is of the whole run. At a date there can change arrivals, services, rules, attributes, pools, outcomes, returns and segments, and of a reserve its beds.");
  }
  reader.model.changes.push_back(curve);
}

std::string not_at_a_date(const engine::Model& before, const engine::Model& changed) {
  for (const std::string& why : {other_names(before.services, changed.services, "service"), other_names(before.sources, changed.sources, "kind of arrivals"),
                                 other_names(before.attributes, changed.attributes, "attribute"), other_names(before.pools, changed.pools, "pool"),
                                 other_names(before.outcomes, changed.outcomes, "outcome"), other_names(before.return_visits, changed.return_visits, "return visit"),
                                 other_names(before.segments, changed.segments, "segment")}) {
    if (!why.empty()) return why;
  }
  for (std::size_t i = 0; i < before.attributes.size(); ++i) {
    if (before.attributes[i].levels != changed.attributes[i].levels) return "The levels of " + before.attributes[i].name + " are of the whole run; their shares may change.";
  }
  for (std::size_t i = 0; i < before.sources.size(); ++i) {
    if (const std::string why = of_source(before.sources[i], changed.sources[i]); !why.empty()) return why;
  }
  for (std::size_t i = 0; i < before.services.size(); ++i) {
    if (const std::string why = of_service(before.services[i], changed.services[i]); !why.empty()) return why;
    if (const std::string why = of_visits(before.services[i], changed.services[i]); !why.empty()) return why;
  }
  return {};
}

}  // namespace tributary::exchange::flow
