#include "exchange/flow/document.hpp"

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_MAX_NESTED_VALUES 32
#define TOML_ASSERT(expr) static_assert(true)  // it asserts of a key what it then refuses in a sentence
#include <toml++/toml.h>

#include <algorithm>
#include <charconv>

namespace tributary::exchange::flow {

namespace {

// The library, and whoever walks a tree, goes down by recursion; it bounds values within values (above), and here its keys are bounded.
constexpr std::size_t longest_key = 32;  // parts with dots between them
constexpr std::size_t deepest = 64;      // tables and lists within one another

base::Problem too_deep(std::string where, std::string field) {
  return {.kind = base::ProblemKind::malformed, .code = "file-too-deep", .title = "The file is nested too deeply",
          .detail = "A key has at most " + std::to_string(longest_key) + " parts with dots between them, and at most " + std::to_string(deepest) +
                    " tables and lists stand within one another. A dot that belongs to a name stands in quotes: \"St. Mary's\".",
          .field = std::move(field), .where = std::move(where)};
}

// The line of the first key with too many parts; 0 where there is none. What stands in quotes or after # is passed over.
int line_of_long_key(std::string_view text) {
  int line = 1;
  std::size_t dots = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\n') ++line, dots = 0;
    else if (c == '#') i = std::min(text.find('\n', i), text.size()) - 1;
    else if (c == '"' || c == '\'') {
      const std::string_view many = c == '"' ? "\"\"\"" : "\'\'\'";
      const std::string_view quote = text.substr(i).starts_with(many) ? many : many.substr(0, 1);
      for (i += quote.size(); i < text.size() && !text.substr(i).starts_with(quote); ++i) {
        if (text[i] == '\\' && c == '"') ++i;
        if (i < text.size() && text[i] == '\n' && quote.size() == 1) break;
        if (i < text.size() && text[i] == '\n') ++line;
      }
      i += quote.size() == 1 && i < text.size() && text[i] == '\n' ? -1 : quote.size() - 1;
    } else if (c == '.') {
      if (++dots >= longest_key) return line;
    } else if (c == '=' || c == ',' || c == '[' || c == ']' || c == '{' || c == '}') {
      dots = 0;
    }
  }
  return 0;
}

base::Result<Node> converted(const toml::node& from, const std::string& file, const std::string& path, std::size_t depth);

std::string joined(const std::string& path, std::string_view key) {
  return path.empty() ? std::string(key) : path + "." + std::string(key);
}

// Text goes to terminals and reports: it holds no codes that move a cursor or colour what follows.
bool printable(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if ((c < 0x20 && c != '\n' && c != '\t' && c != '\r') || c == 0x7f) return false;
    if (c == 0xc2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xa0) return false;  // U+0080 to U+009F
  }
  return true;
}

base::Problem not_printable(const Node& at) {
  return {.code = "text-not-printable", .title = "Text holds a control character", .detail = "It can't be shown as it stands. Leave the control character out.",
          .field = printable(at.path) ? at.path : std::string(), .where = where(at)};
}

base::Result<Node> converted(const toml::node& from, const std::string& file, const std::string& path, std::size_t depth) {
  Node node;
  node.file = file;
  node.line = static_cast<int>(from.source().begin.line);
  node.column = static_cast<int>(from.source().begin.column);
  node.path = path;
  if (depth > deepest) return base::fail(too_deep(where(node), path));
  if (const auto* table = from.as_table()) {
    node.kind = Node::Kind::table;
    for (const auto& [key, value] : *table) {
      auto member = converted(value, file, joined(path, key.str()), depth + 1);
      if (!member) return base::fail(member.error());
      if (!printable(key.str())) return base::fail(not_printable(*member));
      node.members.emplace_back(std::string(key.str()), std::move(*member));
    }
    // The library keeps tables by name; people read them as they are written.
    std::stable_sort(node.members.begin(), node.members.end(), [](const auto& a, const auto& b) {
      return std::pair(a.second.line, a.second.column) < std::pair(b.second.line, b.second.column);
    });
  } else if (const auto* list = from.as_array()) {
    node.kind = Node::Kind::list;
    for (const auto& value : *list) {
      auto item = converted(value, file, joined(path, std::to_string(node.items.size())), depth + 1);
      if (!item) return base::fail(item.error());
      node.items.push_back(std::move(*item));
    }
  } else if (const auto* whole = from.as_integer()) {
    node.kind = Node::Kind::number, node.number = static_cast<double>(whole->get()), node.whole = true;
  } else if (const auto* real = from.as_floating_point()) {
    node.kind = Node::Kind::number, node.number = real->get();
  } else if (const auto* text = from.as_string()) {
    node.kind = Node::Kind::text, node.text = text->get();
    if (!printable(node.text)) return base::fail(not_printable(node));
  } else if (const auto* truth = from.as_boolean()) {
    node.kind = Node::Kind::truth, node.truth = truth->get();
  } else if (const auto* date = from.as_date()) {
    auto made = base::make_date(date->get().year, date->get().month, date->get().day);
    if (!made) {
      base::Problem problem = made.error();
      problem.where = where(node), problem.field = path;
      return base::fail(std::move(problem));
    }
    node.kind = Node::Kind::date, node.date = *made;
  } else {
    base::Problem problem;
    problem.code = "value-not-known";
    problem.title = "A model has no use for a time of day";
    problem.detail = path + " is a time or a date with a time. Use a date (2026-11-26), a number, or a length of time (\"4 h\").";
    problem.field = path, problem.where = where(node);
    return base::fail(std::move(problem));
  }
  return node;
}

}  // namespace

Node::Node() = default;

const Node* Node::find(std::string_view key) const {
  for (const auto& [name, value] : members) {
    if (name == key) return &value;
  }
  return nullptr;
}

Node* Node::find(std::string_view key) { return const_cast<Node*>(std::as_const(*this).find(key)); }

void move_to(Node& node, const std::string& path) {
  node.path = path;
  for (auto& [name, member] : node.members) move_to(member, path + "." + name);
  for (std::size_t i = 0; i < node.items.size(); ++i) move_to(node.items[i], path + "." + std::to_string(i));
}

std::string where(const Node& node) { return node.line > 0 ? node.file + ":" + std::to_string(node.line) : node.file; }

base::Result<Node> read_document(std::string_view text, std::string_view file) {
  if (text.size() > longest_model) {
    base::Problem problem;
    problem.kind = base::ProblemKind::too_large;
    problem.code = "model-too-large";
    problem.title = "The model file is too large";
    problem.detail = "It has more than 4 MB. Put areas, travel times and event logs in CSV files beside it.";
    problem.where = file;
    return base::fail(std::move(problem));
  }
  if (const int line = line_of_long_key(text); line > 0) return base::fail(too_deep(std::string(file) + ":" + std::to_string(line), {}));
  const toml::parse_result parsed = toml::parse(text, file);
  if (!parsed) {
    const auto& error = parsed.error();
    base::Problem problem;
    problem.kind = base::ProblemKind::malformed;
    problem.code = "file-not-toml";
    problem.title = "The file can't be read as TOML";
    problem.detail = std::string(error.description());
    problem.where = std::string(file) + ":" + std::to_string(error.source().begin.line);
    return base::fail(std::move(problem));
  }
  return converted(parsed.table(), std::string(file), "", 0);
}

Node* at_path(Node& root, std::string_view path) {
  Node* node = &root;
  while (!path.empty() && node != nullptr) {
    const std::size_t dot = path.find('.');
    const std::string_view key = path.substr(0, dot);
    path = dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1);
    if (node->kind == Node::Kind::list) {
      std::size_t index = 0;
      const auto [end, error] = std::from_chars(key.data(), key.data() + key.size(), index);
      node = error == std::errc() && end == key.data() + key.size() && index < node->items.size() ? &node->items[index] : nullptr;
    } else {
      node = node->find(key);
    }
  }
  return node;
}

const Node& nearest_at(const Node& root, std::string_view path) {
  const Node* best = &root;
  for (const Node* node = &root; node != nullptr && !path.empty();) {
    const Node* next = nullptr;
    std::size_t length = 0;
    const auto begins = [&](std::string_view key) { return path.starts_with(key) && (path.size() == key.size() || path[key.size()] == '.') && key.size() >= length; };
    for (const auto& [name, member] : node->members) {
      if (begins(name)) next = &member, length = name.size();
    }
    for (std::size_t i = 0; i < node->items.size(); ++i) {
      if (const std::string index = std::to_string(i); begins(index)) next = &node->items[i], length = index.size();
    }
    path.remove_prefix(std::min(path.size(), length + 1));
    node = next;
    if (node != nullptr && node->line > 0) best = node;
  }
  return *best;
}

}  // namespace tributary::exchange::flow
