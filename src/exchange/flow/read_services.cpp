// [services.NAME], [pools.NAME], [groups].
#include <algorithm>
#include <optional>
#include <string_view>

#include "exchange/flow/model_parts.hpp"

namespace tributary::exchange::flow {

namespace {

using engine::Service;

// A stay is one distribution for all, or a list with conditions of which the first that holds counts.
std::vector<engine::Stay> stays(Reader& reader, const Node& node) {
  std::vector<engine::Stay> out;
  if (node.kind != Node::Kind::list) {
    out.push_back({{}, reader.distribution(node)});
    return out;
  }
  for (const Node& item : reader.items(node)) {
    reader.table(item, "Each stay of a list");
    out.push_back({reader.condition(item), reader.distribution(item)});
  }
  return out;
}

// `what` is beds or visits; beds are by their load where that is told of the service in this position.
engine::Capacity capacity(Reader& reader, const Node& node, const std::string& what, std::optional<std::uint32_t> service = {}) {
  engine::Capacity out;
  if (node.kind != Node::Kind::table || node.find("value") != nullptr || node.find("about") != nullptr) {
    out.beds = reader.count(node);
    return out;
  }
  if (const Node* share = service ? node.find("utilisation") : nullptr) {
    reader.only(node, {"utilisation"});
    const double utilisation = reader.number(*share, 0.01, 1);
    reader.by_load.push_back({{*service}, utilisation});
    return out;
  }
  reader.only(node, {"usually", "from[]", "hours[]"});
  if (const Node* usually = node.find("usually")) out.beds = reader.count(*usually);
  if (const Node* steps = node.find("from"); steps != nullptr) {
    for (const Node& item : steps->items) {
      reader.only(item, {"at", what});
      const Node* at = item.find("at");
      const Node* beds = item.find(what);
      if (at == nullptr || beds == nullptr) reader.problem(item, "step-incomplete", "A change of capacity says when and how many", "Write { at = …, " + what + " = … }.");
      else out.steps.push_back({reader.time_or_date(*at), reader.count(*beds)});
    }
    std::sort(out.steps.begin(), out.steps.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
  }
  if (const Node* hours = node.find("hours"); hours != nullptr) {
    for (const Node& item : hours->items) {
      reader.only(item, {"days", "from", "to", what});
      engine::Capacity::Hours row;
      if (const Node* days = item.find("days")) row.weekdays = weekdays(reader, *days);
      row.from = reader.hour_at(item, "from", 0);
      row.to = reader.hour_at(item, "to", 24);
      if (const Node* beds = item.find(what)) row.beds = reader.count(*beds);
      if (row.to > row.from) {
        out.hours.push_back(row);
      } else {  // over midnight: the evening, and the morning after
        auto morning = row;
        row.to = 24;
        morning.from = 0;
        morning.weekdays = static_cast<std::uint8_t>(((morning.weekdays << 1) | (morning.weekdays >> 6)) & 0x7f);
        out.hours.push_back(row);
        out.hours.push_back(morning);
      }
    }
  }
  return out;
}

engine::WhenFull when_full(Reader& reader, const Node& node) {
  const auto exit_of = [&](const Node& at) { return engine::ExitId{reader.name(at, reader.exits, "exit")}; };
  if (node.kind == Node::Kind::text) {
    if (node.text == "wait") return engine::Wait{};
    if (node.text == "hold") return engine::Hold{};
    const std::string near = nearest_name(node.text, {"wait", "hold", "overflow", "divert", "turn_away", "poll"});
    reader.problem(node, "way-not-known", "There is no such thing to do when a service is full",
                   "\"" + node.text + "\": write \"wait\" or \"hold\", or a table with longest_queue, patience, overflow, divert, turn_away or poll" + (near.empty() ? "." : ". Is " + near + " meant?"));
    return engine::Wait{};
  }
  if (const Node* to = node.find("overflow")) {
    reader.only(node, {"overflow", "wait_there"});
    const Node* joins = node.find("wait_there");
    return engine::Overflow{reader.choice(*to), joins != nullptr && reader.truth(*joins)};
  }
  if (const Node* exit = node.find("turn_away")) return reader.only(node, {"turn_away"}), engine::TurnAway{exit_of(*exit)};
  if (const Node* every = node.find("poll")) return reader.only(node, {"poll"}), engine::Poll{reader.distribution(*every)};
  if (const Node* out = node.find("divert")) {
    reader.only(node, {"divert", "repatriate"});
    engine::Divert divert{{reader.name(*out, reader.services, "service")}, false};
    if (const Node* back = node.find("repatriate")) divert.repatriate = reader.truth(*back);
    return divert;
  }
  reader.only(node, {"longest_queue", "patience", "give_up"});
  engine::Wait wait;
  if (const Node* to = node.find("give_up"); to != nullptr && node.find("patience") == nullptr) {
    reader.problem(*to, "patience-missing", "Nobody gives up whose patience has no end", "Add patience = a length of time beside give_up.");
  }
  if (const Node* most = node.find("longest_queue")) wait.longest_queue = reader.count(*most);
  if (const Node* patience = node.find("patience")) {
    wait.patience = reader.distribution(*patience);
    if (const Node* to = node.find("give_up")) wait.reneged = reader.choice(*to);
    else reader.problem(node, "give-up-missing", "Those whose patience ends must go somewhere", "Add give_up = \"an exit or a service\" beside patience.");
  }
  return wait;
}

void priorities(Reader& reader, const Node& node, Service& service) {
  reader.table(node, "Priorities by class");
  double last = 0;
  for (const auto& [name, value] : node.members) last = std::max(last, reader.number(value) + 1);
  service.priorities.assign(reader.model.classes.size(), last);  // classes not named come after all that are
  for (const auto& [name, value] : node.members) {
    const auto found = reader.classes.find(name);
    if (found == reader.classes.end()) reader.problem(value, "name-not-known", "There is no such class", "\"" + name + "\" is no class of this model.");
    else service.priorities[found->second] = reader.number(value);
  }
}

engine::Start start(Reader& reader, const Node& node) {
  reader.only(node, {"occupied", "queue", "rest"});
  engine::Start out;
  if (const Node* occupied = node.find("occupied")) out.occupied = reader.count(*occupied);
  if (const Node* queue = node.find("queue")) out.queue = reader.count(*queue);
  if (const Node* rest = node.find("rest")) {
    const std::string word = reader.text(*rest);
    if (word == "whole") out.rest = engine::Start::Rest::whole;
    else if (word == "uniform") out.rest = engine::Start::Rest::uniform;
    else if (word != "equilibrium") reader.problem(*rest, "rest-not-known", "There is no such rest of a stay", "\"" + word + "\": use equilibrium, uniform or whole.");
  }
  return out;
}

void read_service(Reader& reader, const std::string& name, const Node& node, std::uint32_t position) {
  Service& out = reader.model.services[position];
  reader.only(node, {"title", "like", "kind", "site", "beds", "caseload", "pool", "reserve[]", "stay", "transition", "next", "priority", "when_full", "redraw_after_waiting",
                     "early_discharge", "start", "note", "visits", "per", "days", "needs", "every", "missed"});
  out.title = reader.text_at(node, "title");
  if (out.title.empty()) out.title = name;
  const std::string kind = reader.text_at(node, "kind");
  if (kind == "team") out.kind = Service::Kind::team;
  else if (kind == "unlimited") out.kind = Service::Kind::unlimited;
  else if (!kind.empty() && kind != "beds") reader.problem(*node.find("kind"), "kind-not-known", "There is no such kind of service", "\"" + kind + "\": use beds, team or unlimited.");
  const char* const size = out.kind == Service::Kind::team ? "caseload" : "beds";
  read_visits(reader, name, node, out);
  if (const Node* beds = node.find(size)) out.capacity = capacity(reader, *beds, "beds", position);
  else if (out.kind != Service::Kind::unlimited && !out.visits) reader.problem(node, "capacity-missing", "A service says how many it can have at once", "Give " + name + " " + (out.kind == Service::Kind::team ? "caseload, or visits" : "beds") + ", or kind = \"unlimited\".");
  if (const Node* site = node.find("site")) out.site = {reader.name(*site, reader.sites, "site")};
  else if (const auto found = reader.sites.find(name); found != reader.sites.end()) out.site = {found->second};
  if (const Node* pool = node.find("pool")) out.pool = {reader.name(*pool, reader.pools, "pool")};
  if (const Node* reserve = node.find("reserve")) {
    for (const Node& item : reserve->items) {
      reader.only(item, {"when", "class", "segment", "area", "beds"});
      const Node* beds = item.find("beds");
      auto who = reader.condition(item);
      if (beds == nullptr || who.everybody()) reader.problem(item, "reserve-incomplete", "Beds are kept for somebody", "Write { class = \"…\", beds = … }: how many, and for whom.");
      out.reserves.push_back({std::move(who), beds == nullptr ? 0 : reader.count(*beds)});
    }
  }
  if (const Node* stay = node.find("stay")) {
    out.stays = stays(reader, *stay);
    for_everybody(reader, *stay, out.stays, "length of stay");
  } else if (!out.visits) {
    reader.problem(node, "stay-missing", "A service says how long people stay", "Give " + name + " a stay.");
  }
  if (const Node* transition = node.find("transition")) out.transitions = stays(reader, *transition);
  if (const Node* priority = node.find("priority")) priorities(reader, *priority, out);
  if (const Node* ways = node.find("when_full")) {
    if (ways->kind == Node::Kind::list) {
      for (const Node& item : reader.items(*ways)) out.when_full.push_back(when_full(reader, item));
    } else {
      out.when_full.push_back(when_full(reader, *ways));
    }
  }
  if (const Node* redraw = node.find("redraw_after_waiting")) out.redraw_after_waiting = reader.truth(*redraw);
  if (const Node* early = node.find("early_discharge")) {
    reader.only(*early, {"queue", "within"});
    const Node* queue = early->find("queue");
    out.early_discharge = engine::EarlyDischarge{queue == nullptr ? 1 : reader.count(*queue, 1), reader.time_at(*early, "within", 0)};
  }
  if (const Node* at = node.find("start")) out.start = start(reader, *at);
  if (const Node* next = node.find("next")) out.next = reader.choice(*next);
  else reader.problem(node, "next-missing", "A service says where people go next", "Give " + name + " a next: a service, an exit, or probabilities.");
  // A scenario may take the limit off a service by its kind alone.
  if (const Node* other = node.find(out.kind == Service::Kind::team ? "beds" : "caseload"); other != nullptr && out.kind != Service::Kind::unlimited) {
    reader.problem(*other, "size-not-of-kind", "A service has beds, or a team a caseload", "Say beds, or kind = \"team\" with caseload; " + name + " says " + (out.kind == Service::Kind::team ? "beds of a team." : "a caseload of what is no team."));
  }
}

}  // namespace

std::vector<engine::Stay> stays_of(Reader& reader, const Node& node) { return stays(reader, node); }

engine::Capacity slots_of(Reader& reader, const Node& node) { return capacity(reader, node, "visits"); }

void for_everybody(Reader& reader, const Node& node, const std::vector<engine::Stay>& stays, const std::string& what) {
  if (stays.empty()) reader.problem(node, "list-wanted", "A list holds something", node.path + " is empty.");
  else if (!stays.back().when.everybody()) reader.problem(node, "case-missing", "Somebody would have no " + what, "The last of " + node.path + " must be for everybody else, without a condition.");
}

std::uint8_t weekdays(Reader& reader, const Node& node) {
  static constexpr std::string_view names[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  std::uint8_t out = 0;
  const auto add = [&](const Node& item) {
    const std::string word = reader.text(item);
    if (word == "weekdays") return void(out |= 0x1f);
    if (word == "weekend") return void(out |= 0x60);
    for (unsigned i = 0; i < 7; ++i) {
      if (names[i] == word) return void(out |= 1U << i);
    }
    reader.problem(item, "day-not-known", "There is no such day", "\"" + word + "\": use Monday to Sunday, weekdays or weekend.");
  };
  if (node.kind == Node::Kind::list) {
    for (const Node& item : reader.items(node)) add(item);
  } else {
    add(node);
  }
  return out;
}

void read_services(Reader& reader, const Node& root) {
  if (const Node* services = root.find("services")) {
    std::uint32_t at = 0;
    for (const auto& [name, node] : services->members) read_service(reader, name, node, at++);
  }
}

}  // namespace tributary::exchange::flow
