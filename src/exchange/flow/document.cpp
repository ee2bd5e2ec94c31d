#include "exchange/flow/document.hpp"

#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_ASSERT(expr) static_assert(true)  // it asserts of a key what it then refuses in a sentence
#include <toml++/toml.h>

#include <algorithm>
#include <charconv>

namespace tributary::exchange::flow {

namespace {

base::Result<Node> converted(const toml::node& from, const std::string& file, const std::string& path);

std::string joined(const std::string& path, std::string_view key) {
  return path.empty() ? std::string(key) : path + "." + std::string(key);
}

base::Result<Node> converted(const toml::node& from, const std::string& file, const std::string& path) {
  Node node;
  node.file = file;
  node.line = static_cast<int>(from.source().begin.line);
  node.column = static_cast<int>(from.source().begin.column);
  node.path = path;
  if (const auto* table = from.as_table()) {
    node.kind = Node::Kind::table;
    for (const auto& [key, value] : *table) {
      auto member = converted(value, file, joined(path, key.str()));
      if (!member) return base::fail(member.error());
      node.members.emplace_back(std::string(key.str()), std::move(*member));
    }
    // The library keeps tables by name; people read them as they are written.
    std::stable_sort(node.members.begin(), node.members.end(), [](const auto& a, const auto& b) {
      return std::pair(a.second.line, a.second.column) < std::pair(b.second.line, b.second.column);
    });
  } else if (const auto* list = from.as_array()) {
    node.kind = Node::Kind::list;
    for (const auto& value : *list) {
      auto item = converted(value, file, joined(path, std::to_string(node.items.size())));
      if (!item) return base::fail(item.error());
      node.items.push_back(std::move(*item));
    }
  } else if (const auto* whole = from.as_integer()) {
    node.kind = Node::Kind::number, node.number = static_cast<double>(whole->get()), node.whole = true;
  } else if (const auto* real = from.as_floating_point()) {
    node.kind = Node::Kind::number, node.number = real->get();
  } else if (const auto* text = from.as_string()) {
    node.kind = Node::Kind::text, node.text = text->get();
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
  return converted(parsed.table(), std::string(file), "");
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

}  // namespace tributary::exchange::flow
