// The names of things, searched by words. Writing a thing keeps its name here, in the same transaction.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/words.hpp"

namespace tributary::services {

enum class NamedThing { place = 1, organisation = 2, group = 3, objective = 4, programme = 5, project = 6, measure = 7, standard = 8,
                        lever = 9, interdependency = 10 };

struct NameHit {
  NamedThing thing = NamedThing::place;
  std::int64_t id = 0;
  std::string name;
};

class NameIndex {
 public:
  virtual ~NameIndex() = default;

  // Names that hold every word, the last one perhaps begun only; best first. Not yet asked who may see them.
  virtual std::vector<NameHit> find(std::string_view words, int most, int offset) = 0;
};

}  // namespace tributary::services

template <>
inline constexpr auto tributary::base::words<tributary::services::NamedThing> =
    tributary::base::word_list<tributary::services::NamedThing>({
        {tributary::services::NamedThing::place, "place"},
        {tributary::services::NamedThing::organisation, "organisation"},
        {tributary::services::NamedThing::group, "group"},
        {tributary::services::NamedThing::objective, "objective"},
        {tributary::services::NamedThing::programme, "programme"},
        {tributary::services::NamedThing::project, "project"},
        {tributary::services::NamedThing::measure, "measure"},
        {tributary::services::NamedThing::standard, "standard"},
        {tributary::services::NamedThing::lever, "lever"},
        {tributary::services::NamedThing::interdependency, "interdependency"},
    });
