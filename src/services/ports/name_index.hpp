// Search: names of things, and the words of texts whose audience is wider than indoors. Writing a thing keeps it here, in the
// same transaction; narrowing or deleting it takes it out in the same.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/words.hpp"
#include "domain/ids.hpp"

namespace tributary::services {

// 8 is the standard's.
enum class NamedThing { place = 1, organisation = 2, group = 3, objective = 4, programme = 5, project = 6, measure = 7,
                        person = 9, test = 10, driver = 11, text = 12 };

// What may be found, so that the index looks at nothing else: kinds that are open to the reader wherever they stand, and what
// decides where a thing has a rule of its own.
struct SearchSight {
  std::vector<NamedThing> open;
  std::optional<domain::PersonId> reader;       // sees their sandbox, and what they wrote
  bool published_measures = false;
  std::vector<domain::ProjectId> projects;      // whose unpublished measures they see
  std::vector<domain::PlaceId> places;          // the same; with the localities of a system
  bool network = false, system = false;         // texts for these; public ones are everybody's
};

struct NameHit {
  NamedThing thing = NamedThing::place;
  std::int64_t id = 0;
  std::string name;
  std::string excerpt;                          // of a text: where the words stand
  std::optional<domain::TestId> test;           // that a text is about
  std::optional<domain::ProjectId> project;     // that a test, driver or text is of
  std::string project_name;
};

class NameIndex {
 public:
  virtual ~NameIndex() = default;

  // What holds every word, the last one perhaps begun only: at most `most` of each kind, best first.
  virtual std::vector<NameHit> find(std::string_view words, const SearchSight& sight, int most) = 0;
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
        {tributary::services::NamedThing::person, "person"},
        {tributary::services::NamedThing::test, "test"},
        {tributary::services::NamedThing::driver, "driver"},
        {tributary::services::NamedThing::text, "text"},
    });
