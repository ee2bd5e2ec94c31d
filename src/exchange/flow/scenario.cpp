#include "exchange/flow/scenario.hpp"

#include <algorithm>
#include <array>

#include "engines/flow/change.hpp"
#include "exchange/flow/path_meant.hpp"
#include "exchange/flow/reader.hpp"

namespace tributary::exchange::flow {

namespace {

constexpr std::ptrdiff_t longest_path = 32;

bool is_when(std::string_view key) { return key == "at" || key == "ramp" || key == "uptake" || key == "fidelity" || key == "decay"; }

// Without quotes around it TOML takes the dots of a path for tables within tables: services.ward.beds = 12. What stands in braces is one value.
base::Done add_changes(Change::How how, const std::string& path, const Node& to, std::vector<Change>& out, bool among_others = false) {
  if (to.kind == Node::Kind::table && !to.inlined) {
    const std::size_t first = out.size();
    for (const auto& [key, value] : to.members) {
      if (auto done = add_changes(how, path + "." + key, value, out, to.members.size() > 1); !done) return done;
    }
    const bool one_value = std::ranges::any_of(std::array{"distribution", "value", "about"}, [&](const char* key) { return to.find(key) != nullptr; });
    if (one_value && out.size() > first) out[first].anew = true;
    return {};
  }
  if (how != Change::How::set && to.kind != Node::Kind::number) return base::fail(problem_at(to, "number-wanted", "A number is wanted here", std::string("To ") + (how == Change::How::scale ? "scale" : "add") + " takes a number."));
  out.push_back({how, path, to, among_others});
  return {};
}

base::Result<std::vector<Change>> changes_of(const Node& node) {
  std::vector<Change> out;
  for (const auto& [key, value] : node.members) {
    if ((key != "set" && key != "scale" && key != "add") || value.kind != Node::Kind::table) continue;
    const auto how = key == "set" ? Change::How::set : key == "scale" ? Change::How::scale : Change::How::add;
    for (const auto& [path, to] : value.members) {
      if (how == Change::How::set && path.find('.') != std::string::npos) out.push_back({how, path, to});
      else if (auto done = add_changes(how, path, to, out); !done) return base::fail(done.error());
    }
  }
  return out;
}

Node name_of_member(Node value) {
  value.kind = Node::Kind::text;
  return value;
}

// `services.*.beds`: of each service; by `scale` and `add` of each that has such a number of its own.
base::Done apply_to_each(Node& root, const Change& change, std::size_t star) {
  const std::string before = change.path.substr(0, star), after = change.path.substr(star + 2);
  const Node* all = at_path(root, before);
  std::vector<std::string> names;
  for (std::size_t i = 0; all != nullptr && i < all->members.size(); ++i) names.push_back(all->members[i].first);
  bool any = false;
  for (const std::string& name : names) {
    Change one = change;
    one.path = before + "." + name + after;
    if (change.how != Change::How::set && one.path.find('*') == std::string::npos && at_path(root, one.path) == nullptr) continue;
    if (auto done = apply(root, one); !done) return done;
    any = true;
  }
  if (!any) return base::fail(problem_at(change.value, "path-not-known", "The model has no such value", "\"" + change.path + "\": nothing in the model is so called, so it can't be changed."));
  return {};
}

// A table that stands apart in a scenario is new where the model has none, and takes the place of a value.
void make_room(Node& root, const Change& change) {
  const std::string_view path(change.path);
  const std::string_view above = path.substr(0, path.rfind('.'));
  Node* there = at_path(root, above);
  const std::size_t dot = above.rfind('.');
  Node* around = there == nullptr && dot != std::string_view::npos ? at_path(root, above.substr(0, dot)) : nullptr;
  if (around != nullptr && around->kind == Node::Kind::table) there = &around->members.emplace_back(std::string(above.substr(dot + 1)), Node()).second;
  else if (there == nullptr || (there->kind == Node::Kind::table && !change.anew)) return;
  *there = Node();
  there->path = above, there->file = change.value.file, there->line = change.value.line;
}

base::Done apply_member(Node& root, const Change& change) {
  Node* list = at_path(root, change.path);
  if (list == nullptr || list->kind != Node::Kind::list) return base::fail(problem_at(change.value, "path-not-known", "The model has no such list", "\"" + change.path + "\" is no list of names in the model."));
  const bool there = std::ranges::find(list->items, change.value.text, &Node::text) != list->items.end();
  if (change.value.number == 0) std::erase_if(list->items, [&](const Node& each) { return each.text == change.value.text; });
  else if (!there) list->items.push_back(name_of_member(change.value));
  return {};
}

}  // namespace

base::Result<std::vector<ScenarioText>> scenarios_of(const Node& scenarios) {
  std::vector<ScenarioText> out;
  if (scenarios.kind != Node::Kind::table || scenarios.members.empty()) return base::fail(problem_at(scenarios, "table-wanted", "A table is wanted here", "Write [scenarios.NAME] with set, scale or add."));
  for (const auto& [name, node] : scenarios.members) {
    ScenarioText scenario;
    scenario.name = name;
    if (node.kind != Node::Kind::table) return base::fail(problem_at(node, "table-wanted", "A table is wanted here", "A scenario is a table: [scenarios." + name + ".set] and the like."));
    if (name == "base") return base::fail(problem_at(node, "scenario-name-taken", "A scenario can't be called base", "The model as it stands is called base. Give this one another name."));
    for (const auto& [key, value] : node.members) {
      const bool table = value.kind == Node::Kind::table;
      if (key == "title" && value.kind != Node::Kind::text) return base::fail(problem_at(value, "text-wanted", "Text is wanted here", value.path + " is text in quotes."));
      if (key == "title") scenario.title = value.text;
      if (key == "title" || key == "note" || ((key == "set" || key == "scale" || key == "add") && table)) continue;
      if (key == "changes" && value.kind == Node::Kind::list && !value.items.empty()) continue;
      if (is_when(key) && node.find("at") != nullptr) continue;
      if (is_when(key)) return base::fail(problem_at(value, "at-missing", "A change says when it begins", "Give " + node.path + " an at: a date, or a time of the run."));
      return base::fail(problem_at(value, "key-not-known", "There is no such key here",
                             "A scenario has title, set, scale and add; at, ramp, uptake, fidelity and decay; and changes; \"" + key + "\" means nothing here."));
    }
    auto changes = changes_of(node);
    if (!changes) return base::fail(changes.error());
    if (node.find("at") != nullptr) scenario.dated.push_back({node, std::move(*changes)});
    else scenario.changes = std::move(*changes);
    if (const Node* parts = node.find("changes")) {
      for (const Node& part : parts->items) {
        for (const auto& [key, value] : part.members) {
          if (is_when(key) || key == "note" || key == "set" || key == "scale" || key == "add") continue;
          return base::fail(problem_at(value, "key-not-known", "There is no such key here", "A change has at, ramp, uptake, fidelity, decay, set, scale and add; \"" + key + "\" means nothing here."));
        }
        if (part.find("at") == nullptr) return base::fail(problem_at(part, "at-missing", "A change says when it begins", "Give " + part.path + " an at: a date, or a time of the run."));
        auto more = changes_of(part);
        if (!more) return base::fail(more.error());
        scenario.dated.push_back({part, std::move(*more)});
      }
    }
    if (scenario.dated.size() > engine::most_changes) {
      return base::fail(problem_at(node, "changes-too-many", "A scenario changes at too many dates", name + " has " + std::to_string(scenario.dated.size()) + " changes at a date; " +
                                                                                                  std::to_string(engine::most_changes) + " is the most. Join those of the same date."));
    }
    if (scenario.title.empty()) scenario.title = name;
    out.push_back(std::move(scenario));
  }
  return out;
}

base::Done apply(Node& root, const Change& change) {
  if (std::count(change.path.begin(), change.path.end(), '.') >= longest_path) {  // or a tree would grow without end, change by change
    return base::fail(problem_at(change.value, "path-not-known", "The model has no such value", "Nothing in a model stands so deep that its path has " + std::to_string(longest_path) + " dots."));
  }
  if (change.how == Change::How::member) return apply_member(root, change);
  if (change.how == Change::How::set && (change.among_others || change.anew)) make_room(root, change);
  if (const std::size_t star = (change.path + ".").find(".*."); star != std::string::npos) return apply_to_each(root, change, star);
  Node* node = at_path(root, change.path);
  if (node == nullptr) {
    const std::string_view path = change.path;
    const std::size_t dot = path.rfind('.');
    Node* parent = at_path(root, dot == std::string_view::npos ? std::string_view() : path.substr(0, dot));
    if (const std::string_view section = path.substr(0, path.find('.')); change.how == Change::How::set && root.find(section) == nullptr && section.size() < path.size()) {
      Node table;  // the first pool of a model that has none
      table.path = section, table.file = change.value.file, table.line = change.value.line;
      root.members.emplace_back(std::string(section), std::move(table));
      return apply(root, change);
    }
    if (change.how != Change::How::set || parent == nullptr || parent->kind != Node::Kind::table) {
      return base::fail(problem_at(change.value, "path-not-known", "The model has no such value", "\"" + change.path + "\" is not in the model, so it can't be changed." + path_meant(root, change.path) + (change.how != Change::How::set && parent != nullptr && parent->kind == Node::Kind::table ? " Give it to the model, or let the scenario set it (.set, or PATH= with --set)." : "")));
    }
    parent->members.emplace_back(std::string(path.substr(dot == std::string_view::npos ? 0 : dot + 1)), change.value);
    move_to(parent->members.back().second, change.path);
    return {};
  }
  if (node->kind == Node::Kind::table && node->find("about") != nullptr && change.how != Change::How::set) {  // its spread goes with it
    for (auto& [key, value] : node->members) {
      if (value.kind != Node::Kind::number) continue;
      if (change.how == Change::How::scale) value.number *= change.value.number, value.scaled = true;
      else if (key != "sd") value.number += change.value.number;
    }
    return {};
  }
  if (Node* value = node->kind == Node::Kind::table ? node->find("value") : nullptr; value != nullptr && change.value.kind == Node::Kind::number) node = value;
  if (change.how == Change::How::set) {
    const std::string path = node->path;
    *node = change.value;
    move_to(*node, path);
    return {};
  }
  if (node->kind != Node::Kind::number) {
    return base::fail(problem_at(change.value, "value-not-a-number", "The value can't be scaled", "\"" + change.path + "\" is no number. Use set, or name the number within it."));
  }
  node->scaled = node->scaled || change.how == Change::How::scale;
  node->number = change.how == Change::How::scale ? node->number * change.value.number : node->number + change.value.number;
  return {};
}

}  // namespace tributary::exchange::flow
