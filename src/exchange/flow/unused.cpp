#include "exchange/flow/unused.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace tributary::exchange::flow {

namespace {

using Words = std::set<std::string, std::less<>>;

// Every word by which something may be meant: text, and the names before "=", by which probabilities say where to.
void note(const Node& node, Words& words) {
  if (node.kind == Node::Kind::text) words.insert(node.text);
  for (const auto& [name, member] : node.members) words.insert(name), note(member, words);
  for (const Node& item : node.items) note(item, words);
}

void note(const std::vector<Change>& changes, Words& words) {
  for (const Change& each : changes) {
    note(each.value, words);
    for (std::string_view rest = each.path; !rest.empty();) {
      const auto dot = std::min(rest.find('.'), rest.size());
      words.emplace(rest.substr(0, dot));
      rest.remove_prefix(std::min(dot + 1, rest.size()));
    }
  }
}

constexpr std::array<std::pair<std::string_view, const char*>, 4> kinds{{{"rules", "rule"}, {"groups", "group"}, {"pools", "pool"}, {"sites", "site"}}};

}  // namespace

std::vector<base::Problem> never_used(const Node& root, const std::vector<ScenarioText>& scenarios) {
  Words words;
  for (const auto& [key, node] : root.members) {
    const bool named = std::any_of(kinds.begin(), kinds.end(), [&key = key](const auto& each) { return each.first == key; });
    if (!named) note(node, words);
    else for (const auto& [name, member] : node.members) note(member, words);  // not by the name itself
  }
  for (const ScenarioText& each : scenarios) {
    note(each.changes, words);
    for (const DatedChanges& dated : each.dated) note(dated.changes, words);
  }
  std::vector<base::Problem> out;
  for (const auto& [key, what] : kinds) {
    const Node* all = root.find(key);
    if (all == nullptr) continue;
    for (const auto& [name, node] : all->members) {
      if (words.contains(name)) continue;
      out.push_back(problem_at(node, "never-used", "Something is named and never used", "Nothing in the file uses the " + std::string(what) + " " + name + ", and no scenario does."));
    }
  }
  return out;
}

}  // namespace tributary::exchange::flow
