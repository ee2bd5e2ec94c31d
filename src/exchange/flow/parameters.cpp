#include "exchange/flow/parameters.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "exchange/flow/length_of_time.hpp"

namespace tributary::exchange::flow {

namespace {

constexpr std::array<std::string_view, 10> sections{"areas", "travel", "segments", "attributes", "arrivals", "services", "pools", "rules", "outcomes", "returns"};
constexpr std::array<std::string_view, 4> besides{"source", "licence", "note", "title"};
constexpr std::size_t most_items = 12;

bool aside(std::string_view key) { return std::ranges::find(besides, key) != besides.end(); }

bool scalar(const Node& node) { return node.kind != Node::Kind::table && node.kind != Node::Kind::list; }

bool is_time(const Node& node) { return node.kind == Node::Kind::text && length_of_time(node.text, tributary::flow::TimeUnit::day).has_value(); }

// A name of a table or of a column stands for all of its numbers.
bool is_data(std::string_view key) { return key == "table" || key == "from_areas"; }

std::string number_in_words(double value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return {text.data(), end};
}

bool any_number(const Node& node) {
  if (node.kind == Node::Kind::number || is_time(node)) return true;
  return std::ranges::any_of(node.items, any_number) || std::ranges::any_of(node.members, [](const auto& each) { return !aside(each.first) && any_number(each.second); });
}

bool any_unknown(const Node& node) {
  return node.find("about") != nullptr || std::ranges::any_of(node.items, any_unknown) || std::ranges::any_of(node.members, [](const auto& each) { return any_unknown(each.second); });
}

// One number, however it is said: a table of what it is made of is not taken apart.
bool whole(const Node& node) {
  if (scalar(node)) return true;
  if (node.kind == Node::Kind::list) return std::ranges::all_of(node.items, scalar);
  if (node.find("value") != nullptr || node.find("about") != nullptr || node.find("distribution") != nullptr) return true;
  return std::ranges::all_of(node.members, [](const auto& each) { return aside(each.first) || each.second.kind == Node::Kind::number; });
}

struct Said { std::string source, licence, note, of; };

std::string text_of(const Node& node, std::string_view key) {
  const Node* found = node.kind == Node::Kind::table ? node.find(key) : nullptr;
  return found != nullptr && found->kind == Node::Kind::text ? found->text : std::string();
}

Said said_in(const Node& node) { return {text_of(node, "source"), text_of(node, "licence"), text_of(node, "note"), node.path}; }
bool says(const Said& said) { return !said.source.empty() || !said.licence.empty() || !said.note.empty(); }

// Of a number, or of a part of it.
Said first_said(const Node& node) {
  if (Said own = said_in(node); says(own)) return own;
  for (const auto& [name, member] : node.members) {
    if (Said inner = first_said(member); says(inner)) return inner;
  }
  return {};
}

class Gatherer {
 public:
  Gatherer(std::span<const tributary::flow::Evidence> evidence, Said of_all) : evidence_(evidence), of_all_(std::move(of_all)) {}

  void walk(const Node& node, const std::string& key, Said around) {
    if (whole(node) && !is_named_table(node)) {
      if (any_number(node) || (is_data(key) && node.kind == Node::Kind::text)) add(node, around);
      return;
    }
    if (Said own = said_in(node); says(own)) around = own;
    for (const auto& [name, member] : node.members) {
      if (!aside(name)) walk(member, name, around);
    }
    for (const Node& item : node.items) walk(item, key, around);
  }

  std::vector<Parameter> out;

 private:
  // A service or the like: its path has two names, and its numbers are parameters of their own.
  static bool is_named_table(const Node& node) {
    return node.kind == Node::Kind::table && std::ranges::count(node.path, '.') < 2 && node.find("value") == nullptr && node.find("about") == nullptr && node.find("distribution") == nullptr;
  }

  void add(const Node& node, const Said& around) {
    Parameter one{node.path, in_words(node), any_unknown(node), {}, {}, {}, {}};
    Said said = first_said(node);
    if (says(said)) {
      said.of.clear();
    } else {  // a source that covers it says more than a note that happens to stand around it
      said = around.source.empty() ? by_path(node.path) : around;
      if (!says(said)) said = around;
      if (!says(said)) said = of_all_;
    }
    one.source = said.source, one.licence = said.licence, one.note = said.note, one.said_of = said.of;
    out.push_back(std::move(one));
  }

  [[nodiscard]] Said by_path(std::string_view path) const {
    for (const auto& each : evidence_) {
      if (std::ranges::any_of(each.covers, [&](const std::string& pattern) { return covers(pattern, path); })) return {each.source, each.licence, each.note, each.of};
    }
    return {};
  }

  std::span<const tributary::flow::Evidence> evidence_;
  Said of_all_;  // what the top of the file says
};

// Does a name match one in which * stands for any letters?
bool alike(std::string_view pattern, std::string_view name) {
  const auto star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == name;
  const auto before = pattern.substr(0, star), after = pattern.substr(star + 1);
  if (!name.starts_with(before)) return false;
  for (std::size_t from = before.size(); from <= name.size(); ++from) {
    if (alike(after, name.substr(from))) return true;
  }
  return false;
}

void tell(const Change& change, std::string at, const Node& tree, std::vector<ChangeTold>& out) {
  const Node& near = nearest_at(tree, change.path);
  ChangeTold one;
  one.path = change.path;
  one.how = change.how == Change::How::set ? "set" : change.how == Change::How::scale ? "scale" : "add";
  if (near.path == change.path) one.before = in_words(near);
  one.value = in_words(change.value);
  one.at = std::move(at);
  const Said said = first_said(change.value);
  one.source = said.source, one.note = said.note;
  out.push_back(std::move(one));
}

}  // namespace

bool covers(std::string_view pattern, std::string_view path) {
  while (!pattern.empty()) {
    if (path.empty()) return false;
    const auto end = std::min(pattern.find('.'), pattern.size()), stop = std::min(path.find('.'), path.size());
    if (!alike(pattern.substr(0, end), path.substr(0, stop))) return false;
    pattern.remove_prefix(std::min(end + 1, pattern.size()));
    path.remove_prefix(std::min(stop + 1, path.size()));
  }
  return true;
}

std::string in_words(const Node& value) {
  switch (value.kind) {
    case Node::Kind::number: return number_in_words(value.number);
    case Node::Kind::text: return value.text;
    case Node::Kind::truth: return value.truth ? "true" : "false";
    case Node::Kind::date: return base::in_words(value.date);
    case Node::Kind::list: {
      std::string out;
      for (std::size_t i = 0; i < value.items.size() && i < most_items; ++i) out += (i == 0 ? "" : value.items[i].kind == Node::Kind::table ? "; " : ", ") + in_words(value.items[i]);
      if (value.items.size() > most_items) out += ", and " + std::to_string(value.items.size() - most_items) + " more";
      return out;
    }
    case Node::Kind::table: break;
  }
  if (const Node* inner = value.find("value")) return in_words(*inner);
  std::string out;
  for (const auto& [name, member] : value.members) {
    if (aside(name)) continue;
    if (!out.empty()) out += ", ";
    if (name != "distribution") out += name + " ";
    out += member.kind == Node::Kind::table ? "(" + in_words(member) + ")" : in_words(member);
  }
  return out;
}

std::vector<Parameter> parameters_of(const Node& tree, std::span<const tributary::flow::Evidence> evidence) {
  Said of_all = said_in(tree);
  of_all.of = "the model";
  Gatherer gatherer(evidence, std::move(of_all));
  for (const auto& [name, section] : tree.members) {
    if (std::ranges::find(sections, name) != sections.end() || name == "costs") gatherer.walk(section, name, {});
  }
  return std::move(gatherer.out);
}

std::vector<ChangeTold> changes_told(const ScenarioText& scenario, const Node& tree) {
  std::vector<ChangeTold> out;
  for (const Change& each : scenario.changes) tell(each, "", tree, out);
  for (const DatedChanges& dated : scenario.dated) {
    std::string when;
    for (const char* key : {"at", "ramp", "uptake", "fidelity", "decay"}) {
      if (const Node* node = dated.given.find(key)) when += (when.empty() ? "" : ", ") + (std::string_view(key) == "at" ? "" : std::string(key) + " ") + in_words(*node);
    }
    for (const Change& each : dated.changes) tell(each, when, tree, out);
  }
  return out;
}

}  // namespace tributary::exchange::flow
