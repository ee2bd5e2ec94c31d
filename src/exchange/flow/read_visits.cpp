// Of [services.NAME]: visits, per, days, needs, every and missed.
#include <algorithm>
#include <array>

#include "exchange/flow/model_parts.hpp"

namespace tributary::exchange::flow {

namespace {

// Numbers of visits, not times: text in place of a number, or a unit, is a slip.
void only_numbers(Reader& reader, const Node& node) {
  static constexpr std::array<std::string_view, 10> words{"distribution", "outside", "when", "class", "segment", "area", "next", "source", "licence", "note"};
  const auto tell = [&](const Node& at) { reader.problem(at, "number-wanted", "A number of visits is wanted here", "\"" + at.text + "\" for " + at.path + ": needs counts visits, so it has no unit."); };
  if (node.kind == Node::Kind::text) return tell(node);
  for (const Node& item : node.items) only_numbers(reader, item);
  for (const auto& [key, value] : node.members) {
    if (value.kind == Node::Kind::text && std::find(words.begin(), words.end(), key) == words.end()) tell(value);
  }
}

bool is_one(const Node* needs) { return needs == nullptr || (needs->kind == Node::Kind::number && needs->number == 1); }

// A session is of one day.
void same_day(Reader& reader, const Node& node) {
  const Node* hours = node.kind == Node::Kind::table ? node.find("hours") : nullptr;
  if (hours == nullptr) return;
  for (const Node& item : hours->items) {
    // What is no hour is told where the slots are read.
    const auto hour = [](const Node* at) -> std::optional<double> {
      if (at == nullptr || at->kind == Node::Kind::number) return at == nullptr ? std::nullopt : std::optional(at->number);
      const auto seconds = seconds_of_day(at->text);
      return seconds ? std::optional(*seconds / 3600) : std::nullopt;
    };
    const auto from = hour(item.find("from")), to = hour(item.find("to"));
    if (!from || !to || *from < *to) continue;
    reader.problem(item, "session-over-midnight", "Hours of visits end on the day on which they begin", "Let " + item.path + " end by 24, and give the morning after a line of its own.");
  }
}

}  // namespace

void read_visits(Reader& reader, const std::string& name, const Node& node, engine::Service& out) {
  const Node* given = node.find("visits");
  if (given == nullptr) {
    for (const char* each : {"per", "days", "needs", "every", "missed"}) {
      if (const Node* at = node.find(each)) reader.problem(*at, "visits-missing", "Nobody gives visits here", std::string(each) + " is of a team's visits: give " + name + " visits = …, or leave it out.");
    }
    return;
  }
  if (out.kind != engine::Service::Kind::team) reader.problem(*given, "visits-of-a-team", "It is a team that gives visits", "Give " + name + " kind = \"team\", or leave out visits.");
  engine::Visits& visits = out.visits.emplace();
  visits.caseload = node.find("caseload") != nullptr;
  same_day(reader, *given);
  visits.slots = slots_of(reader, *given);
  if (const Node* days = node.find("days")) visits.weekdays = weekdays(reader, *days);
  if (const Node* per = node.find("per")) {
    const std::string word = reader.text(*per);
    visits.weekly = word == "week";
    if (word != "week" && word != "day") reader.problem(*per, "per-not-known", "Visits are of a day or of a week", "\"" + word + "\": use per = \"day\" or per = \"week\".");
    if (visits.weekly && !visits.slots.hours.empty()) reader.problem(*per, "per-with-hours", "Visits in hours are of each day", "Leave out per = \"week\", or the hours of " + name + "'s visits.");
  }
  visits.missed = reader.number_at(node, "missed", 0, 0, 0.99);
  const Node *needs = node.find("needs"), *every = node.find("every");
  if (needs != nullptr) {
    only_numbers(reader, *needs);
    visits.needs = stays_of(reader, *needs);
    for_everybody(reader, *needs, visits.needs, "number of visits");
  } else {
    visits.needs = {{{}, {.law = engine::Fixed{1}, .truncation = {}}}};
  }
  if (every != nullptr) {
    visits.gaps = stays_of(reader, *every);
    for_everybody(reader, *every, visits.gaps, "time between visits");
  } else {
    visits.gaps = {{{}, {.law = engine::Fixed{0}, .truncation = {}}}};
    if (!is_one(needs) || visits.missed > 0) reader.problem(node, "every-missing", "Visits come some time after one another", "Give " + name + " every = the time from each visit to the next.");
  }
}

}  // namespace tributary::exchange::flow
