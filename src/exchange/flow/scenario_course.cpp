#include "exchange/flow/scenario_course.hpp"

#include <algorithm>
#include <array>

#include "exchange/flow/factor.hpp"
#include "exchange/flow/parameters.hpp"
#include "exchange/flow/reader.hpp"

namespace tributary::exchange::flow {

namespace {

constexpr std::string_view all_scenarios = "scenarios.";

// What holds where a change at a date doesn't say it.
struct Key { std::string_view name; std::optional<double> unless_said; };
constexpr std::array<Key, 5> course{{{"at", {}}, {"ramp", 0.0}, {"uptake", 1.0}, {"fidelity", 1.0}, {"decay", {}}}};

const Key* key_of(std::string_view name) {
  const auto* found = std::ranges::find(course, name, &Key::name);
  return found == course.end() ? nullptr : found;
}

const char* word_of(Change::How how) { return how == Change::How::scale ? "scale." : how == Change::How::add ? "add." : "set."; }

// What follows `before` and a point in the path; none where it doesn't begin so.
std::optional<std::string> after(const std::string& path, const std::string& before) {
  if (path.size() <= before.size() || path[before.size()] != '.' || !path.starts_with(before)) return {};
  return path.substr(before.size() + 1);
}

// Where the scenario says what stands at a path: a key of a change's course, or the value of one of its changes.
struct Place {
  DatedChanges* dated = nullptr;
  const Key* key = nullptr;
  Node* value = nullptr;
  [[nodiscard]] bool found() const { return key != nullptr || value != nullptr; }
};

Node* value_at(std::vector<Change>& changes, const std::string& rest) {
  const auto found = std::ranges::find_if(changes, [&](const Change& each) { return word_of(each.how) + each.path == rest; });
  return found == changes.end() ? nullptr : &found->value;
}

Place place_of(ScenarioText& scenario, const std::string& path) {
  for (DatedChanges& each : scenario.dated) {
    const auto rest = after(path, each.given.path);
    if (!rest) continue;
    if (const Key* key = key_of(*rest)) return {&each, key, nullptr};
    if (Node* value = value_at(each.changes, *rest)) return {&each, nullptr, value};
  }
  const auto rest = after(path, std::string(all_scenarios) + scenario.name);
  return {nullptr, nullptr, rest ? value_at(scenario.changes, *rest) : nullptr};
}

base::Problem not_there(const ScenarioText& scenario, const Change& change) {
  std::string last = change.path.substr(change.path.rfind('.') + 1), detail = "\"" + change.path + "\": ";
  if (key_of(last) != nullptr) {
    detail += scenario.dated.empty() ? "the scenario " + scenario.name + " doesn't change at a date. Give it an at." : "the scenario " + scenario.name + " says that of " + scenario.dated.front().given.path + ".";
  } else {
    std::vector<std::string> known;
    for (const Key& each : course) known.emplace_back(each.name);
    const std::string near = nearest_name(last, known);
    detail += near.empty() ? "of a scenario can be varied at, ramp, uptake, fidelity and decay, and a number that it sets (scenarios." + scenario.name + ".set.PATH), scales by or adds." : "is " + near + " meant?";
  }
  return problem_at(change.value, "path-not-known", "The scenario has no such value", detail);
}

// Applies the change to one value, which stays where it stands.
base::Done apply_to(Node& value, const Change& change) {
  if (change.how != Change::How::set && value.kind == Node::Kind::text)
    return base::fail(problem_at(change.value, "value-not-a-number", "The value can't be scaled", "\"" + change.path + "\" is \"" + value.text + "\". Set it to a number: " + change.path + "=."));
  Node root;
  root.members.emplace_back("value", value);
  if (auto done = apply(root, {change.how, "value", change.value}); !done) return done;
  const std::string path = value.path;
  value = root.members.front().second;
  move_to(value, path);
  return {};
}

}  // namespace

bool of_a_scenario(std::string_view path) { return path.starts_with(all_scenarios); }

base::Done change_scenario(ScenarioText& scenario, const Change& change) {
  const Place place = place_of(scenario, change.path);
  if (!place.found()) return base::fail(not_there(scenario, change));
  if (place.value != nullptr) return apply_to(*place.value, change);
  Node& given = place.dated->given;
  const std::string key(place.key->name);
  if (given.find(key) == nullptr) {
    if (change.how != Change::How::set && !place.key->unless_said) return base::fail(not_there(scenario, change));
    Node value = change.value;
    if (change.how != Change::How::set) value.number = *place.key->unless_said;
    move_to(value, given.path + "." + key);
    given.members.emplace_back(key, std::move(value));
  }
  return apply_to(*given.find(key), change);
}

std::optional<double> said_by_scenario(const ScenarioText& scenario, const std::string& path) {
  ScenarioText copy = scenario;
  const Place place = place_of(copy, path);
  const Node* said = place.value;
  if (place.key != nullptr) {
    said = place.dated->given.find(place.key->name);
    if (said == nullptr) return place.key->unless_said;
  }
  if (said != nullptr && said->kind == Node::Kind::table && said->find("value") != nullptr) said = said->find("value");
  return said != nullptr && said->kind == Node::Kind::number ? std::optional(said->number) : std::nullopt;
}

base::Done varies_this_scenario(const Factor& factor, const ScenarioText* scenario, const std::vector<ScenarioText>& all) {
  for (const std::string& path : factor.paths) {
    if (!of_a_scenario(path)) continue;
    const auto owner = std::ranges::find_if(all, [&](const ScenarioText& each) { return after(path, std::string(all_scenarios) + each.name).has_value(); });
    if (owner == all.end()) {
      std::vector<std::string> known;
      for (const ScenarioText& each : all) known.push_back(each.name);
      const std::string name = path.substr(all_scenarios.size(), path.find('.', all_scenarios.size()) - all_scenarios.size()), near = nearest_name(name, known);
      return base::fail({.kind = base::ProblemKind::not_found, .code = "scenario-unknown", .title = "The model has no such scenario", .detail = "\"" + path + "\": " + (near.empty() ? "no scenario is called " + name + "." : "is " + near + " meant?"), .field = {}});
    }
    if (scenario == nullptr || scenario->name != owner->name) {
      const bool of_the_model = factor.name != path && factor.scenario.empty();
      return base::fail({.code = "factor-of-another-scenario", .title = "The factor is of another scenario", .detail = path + " is of the scenario " + owner->name + ": " + (of_the_model ? "give [factors." + factor.name + "] scenario = \"" + owner->name + "\"." : "say --scenario " + owner->name + "."), .field = {}});
    }
    ScenarioText copy = *scenario;
    Change change{factor.how, path, {}};
    change.value.kind = Node::Kind::number, change.value.number = factor.from, change.value.file = factor.name;
    if (auto done = change_scenario(copy, change); !done) return done;
  }
  return {};
}

std::vector<std::string> overridden_at_a_date(const Factor& factor, const ScenarioText* scenario) {
  std::vector<std::string> out;
  if (scenario == nullptr) return out;
  for (const std::string& path : factor.paths) {
    for (const DatedChanges& dated : scenario->dated) {
      for (const Change& each : dated.changes) {
        if (each.how != Change::How::set || (!covers(each.path, path) && !covers(path, each.path))) continue;
        const Node* at = dated.given.find("at");
        out.push_back(path + " is varied as it is before the scenario " + scenario->name + " changes: that sets " + (each.path == path ? "it" : each.path) + " to " + in_words(each.value) + (at == nullptr ? "" : " (at " + in_words(*at) + ")") +
                      ", whatever it was. To vary what it is set to, say " + dated.given.path + ".set." + each.path + "; how many it reaches, " + dated.given.path + ".uptake.");
      }
    }
  }
  return out;
}

}  // namespace tributary::exchange::flow
