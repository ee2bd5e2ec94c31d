// Namesakes: what is called the same in the same place, told apart by a number where no project may tell them apart.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "services/name_as_seen.hpp"

namespace tributary::services {

// Adds "(1 of 2)" to where each of several stands, in the order given. `name` and `where` give an entry's.
template <class Entry, class Name, class Where>
void number_namesakes(std::vector<Entry>& entries, Name name, Where where) {
  std::map<std::pair<std::string, std::string>, std::vector<Entry*>> alike;
  for (Entry& each : entries) alike[{name_as_seen(name(each)), where(each)}].push_back(&each);
  for (const auto& [called, all] : alike)
    for (std::size_t i = 0; all.size() > 1 && i < all.size(); ++i) where(*all[i]) += " (" + std::to_string(i + 1) + " of " + std::to_string(all.size()) + ")";
}

}  // namespace tributary::services
