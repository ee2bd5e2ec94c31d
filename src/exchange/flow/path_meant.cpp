#include "exchange/flow/path_meant.hpp"

#include <algorithm>
#include <vector>

#include "exchange/flow/reader.hpp"

namespace tributary::exchange::flow {

// Part by part, each that isn't there by the nearest name that is.
std::string path_meant(const Node& root, std::string_view path) {
  const Node* node = &root;
  std::string meant;
  while (!path.empty() && node != nullptr) {
    std::string key(path.substr(0, path.find('.')));
    path.remove_prefix(std::min(path.size(), key.size() + 1));
    if (key != "*" && key.find('*') != std::string::npos) return " Only a whole part of a path may be *, as in services.*.beds: \"" + key + "\" is none.";
    const Node* next = node->find(key);
    if (next == nullptr && node->kind == Node::Kind::table) {
      std::vector<std::string> known;
      for (const auto& each : node->members) known.push_back(each.first);
      key = nearest_name(key, known);
      next = node->find(key);
    } else if (next == nullptr && node->kind == Node::Kind::list) {
      next = at_path(const_cast<Node&>(*node), key);
    }
    if (next == nullptr) return {};
    meant += (meant.empty() ? "" : ".") + key;
    node = next;
  }
  return meant.empty() ? "" : " Is " + meant + " meant?";
}

}  // namespace tributary::exchange::flow
