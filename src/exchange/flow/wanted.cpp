// What a reader wants to stand in a table: of which kind, among which keys, and said in one way only.
#include "exchange/flow/wanted.hpp"

#include <algorithm>

#include "exchange/flow/reader.hpp"

namespace tributary::exchange::flow {

namespace {

// "a, b and c"
std::string joined_by_and(const std::vector<std::string_view>& words) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) out += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + std::string(words[i]);
  return out;
}

bool has(const std::vector<std::string_view>& words, std::string_view word) { return std::find(words.begin(), words.end(), word) != words.end(); }

// A key as a reader wants it: "effects[]" is a list, "set{}" a table.
struct Wanted {
  explicit Wanted(std::string_view written) : key(written) {
    if (key.ends_with("[]")) kind = Node::Kind::list;
    if (key.ends_with("{}")) kind = Node::Kind::table;
    if (kind) key.remove_suffix(2);
  }
  std::string_view key;
  std::optional<Node::Kind> kind;
};

}  // namespace

const char* kind_in_words(Node::Kind kind) {
  switch (kind) {
    case Node::Kind::table: return "a table";
    case Node::Kind::list: return "a list";
    case Node::Kind::number: return "a number";
    case Node::Kind::text: return "text";
    case Node::Kind::truth: return "true or false";
    case Node::Kind::date: return "a date";
  }
  return "";
}

std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size() && i < 12; ++i) out += (out.empty() ? "" : ", ") + names[i];
  return names.size() > 12 ? out + " …" : out;
}

void Reader::table(const Node& node, std::string_view what) {
  if (node.kind != Node::Kind::table) problem(node, "table-wanted", "A table is wanted here", std::string(what) + " is a table; here stands " + kind_in_words(node.kind) + ".");
  else if (node.members.empty()) problem(node, "nothing-said", "Nothing is said here", std::string(what) + " is empty. Say something of it, or leave it out.");
}

const std::vector<Node>& Reader::items(const Node& node) {
  if (node.kind != Node::Kind::list) problem(node, "list-wanted", "A list is wanted here", node.path + " is a list, in [ and ]; here stands " + kind_in_words(node.kind) + ".");
  else if (node.items.empty()) problem(node, "list-wanted", "A list holds something", node.path + " is an empty list. Put something into it, or leave it out.");
  return node.items;
}

bool Reader::only(const Node& table, std::initializer_list<std::string_view> known, Empty empty) {
  const std::size_t told = problems.size();
  if (table.kind != Node::Kind::table || empty == Empty::told) this->table(table, table.path.empty() ? std::string_view("The file") : std::string_view(table.path));
  std::vector<std::string> names;
  for (const std::string_view each : known) names.emplace_back(Wanted(each).key);
  for (const auto& [key, value] : table.members) {
    if (key == "source" || key == "licence" || key == "note") {  // evidence, of anything
      text(value);
      continue;
    }
    const auto found = std::find(names.begin(), names.end(), key);
    if (found != names.end()) {
      const auto kind = Wanted(known.begin()[found - names.begin()]).kind;
      if (kind == Node::Kind::table) this->table(value, value.path);
      if (kind == Node::Kind::list) items(value);
      continue;
    }
    const std::string near = nearest_name(key, names);
    problem(value, "key-not-known", "There is no such key here",
            "\"" + key + "\"" + (near.empty() ? " means nothing here. Known: " + listed(names) + "." : " means nothing here. Is " + near + " meant?"));
  }
  return problems.size() == told;
}

bool Reader::one_of(const Node& table, const std::vector<Way>& ways, const std::vector<std::string_view>& all) {
  std::vector<std::string_view> here;
  for (const auto& [key, value] : table.members) {
    const auto of = [&key = key](const Way& way) { return has(way.keys, key) || has(way.beside, key); };
    if (all.empty() ? std::any_of(ways.begin(), ways.end(), of) : has(all, key)) here.emplace_back(key);
  }
  // The way that accounts for most of what stands here; of several the one with more of its own keys.
  const Way* best = nullptr;
  std::pair<std::size_t, std::size_t> most{0, 0};
  for (const Way& way : ways) {
    std::pair<std::size_t, std::size_t> fits{0, 0};
    for (const std::string_view key : here) {
      const bool own = has(way.keys, key);
      fits.first += own || has(way.beside, key), fits.second += own;
    }
    if (best == nullptr || fits > most) best = &way, most = fits;
  }
  if (best == nullptr || most.first == here.size()) return true;
  std::vector<std::string_view> taken, over;
  for (const std::string_view key : here) (has(best->keys, key) || has(best->beside, key) ? taken : over).push_back(key);
  std::string known;
  for (const Way& way : ways) known += (known.empty() ? "" : "; or ") + joined_by_and(way.keys);
  problem(table, "two-ways", "One thing is said in two ways",
          taken.empty() ? table.path + " says " + joined_by_and(over) + ", which means nothing here. Say " + known + "."
                        : table.path + " says " + joined_by_and(over) + " beside " + joined_by_and(taken) + ", and one of them would be thrown away. Say " + known + ".");
  return false;
}

}  // namespace tributary::exchange::flow
