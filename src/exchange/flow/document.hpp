// Document: a model file as a tree of values that remember where they stand.
//
// Idea      the TOML library stays in document.cpp; whoever reads the tree can say "stroke.toml:17: the value of …", and a
//           scenario is the same tree with some values replaced
// Fails     "file-not-toml" with file, line and what the parser expected
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.hpp"
#include "base/result.hpp"

namespace tributary::exchange::flow {

struct Node {
  enum class Kind : std::uint8_t { table, list, number, text, truth, date };
  Kind kind = Kind::table;
  std::vector<std::pair<std::string, Node>> members;  // of a table, as written
  std::vector<Node> items;                            // of a list
  double number = 0;
  bool whole = false;      // written without a point
  bool inlined = false;    // a table: { … } on one line, which is one value
  bool scaled = false;     // by a scenario
  bool truth = false;
  std::string text;
  base::Date date{};
  std::string file;        // as given on the command line
  int line = 0, column = 0;
  std::string path;        // "services.asu.beds"

  Node();  // in document.cpp: clang would ask whether a member, which holds a Node, is whole before Node is
  [[nodiscard]] const Node* find(std::string_view key) const;
  [[nodiscard]] Node* find(std::string_view key);
};

// At most so many bytes are read: a model is written by people, and tables stand beside it.
inline constexpr std::size_t longest_model = 4 << 20;

[[nodiscard]] base::Result<Node> read_document(std::string_view text, std::string_view file);

// The member at a dotted path ("services.asu.stay.0.mean": a number is a list's position), or null.
[[nodiscard]] Node* at_path(Node& root, std::string_view path);

// What the file says nearest to a path: of "services.ward.next" the service where it has no next. Names may hold dots.
[[nodiscard]] const Node& nearest_at(const Node& root, std::string_view path);

// What stands there now stands at this path, with all that is in it.
void move_to(Node& node, const std::string& path);

// "file:line", for a Problem's `where`.
[[nodiscard]] std::string where(const Node& node);

}  // namespace tributary::exchange::flow
