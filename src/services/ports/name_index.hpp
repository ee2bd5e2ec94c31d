// Search: names of things, and the words of texts that are for the system or the public. Writing a thing keeps it here, in the same
// transaction; narrowing or deleting it takes it out in the same. What is kept indoors, what is for the network and stories are
// never here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/words.hpp"
#include "domain/free_text.hpp"

namespace tributary::services {

enum class NamedThing { place = 1, organisation = 2, group = 3, objective = 4, programme = 5, project = 6, measure = 7, standard = 8,
                        lever = 9, interdependency = 10, person = 11, test = 12, driver = 13, text = 14, package = 15, team_ = 16 };

// What may be found, so that the index looks at nothing else: kinds that are open to the reader wherever they stand, and what
// decides where a thing has a rule of its own. Whoever asks holds each hit against the policy itself once more.
struct SearchSight {
  std::vector<NamedThing> open;
  std::optional<domain::PersonId> reader;       // sees their sandbox
  bool published_measures = false;
  std::vector<domain::ProjectId> projects;      // whose unpublished measures they see
  std::vector<domain::PlaceId> places;          // the same; with the localities of a system
  std::vector<domain::ProjectId> draft_projects;
  std::vector<domain::PlaceId> draft_places;    // whose draft packages they see; likewise
  std::vector<domain::Audience> packages;       // the audiences of packages that they see
  std::vector<domain::Audience> texts;          // of texts
};

struct NameHit {
  NamedThing thing = NamedThing::place;
  std::int64_t id = 0;
  std::string name;                             // of a text: of what it is about
  std::string excerpt;                          // of a text: where the words stand
  std::optional<domain::TextThing> about;       // what a text is about …
  std::int64_t about_id = 0;                    // … and its id; of a team, its organisation's
  std::optional<domain::ProjectId> project;     // that a test, driver or text is of
  std::string beside;                           // the name of that project, of a team's organisation, or of where a measure belongs
};

class NameIndex {
 public:
  virtual ~NameIndex() = default;

  // What holds every word, the last one perhaps begun only unless `whole`: at most `most` of each kind, best first.
  virtual std::vector<NameHit> find(std::string_view words, const SearchSight& sight, int most, bool whole = false) = 0;

  // Words that stand in the index anywhere, for whomever: those that begin with the first or second letter of `word` and differ from
  // it by a slip or two, the nearest first and of those the commonest. Whoever shows one makes sure that its reader may find it.
  virtual std::vector<std::string> like(std::string_view word, int most) = 0;

  // Texts of before the index knew texts: puts in the words of at most so many of them. Says how many are left.
  virtual int index_due_texts(int most) = 0;
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
        {tributary::services::NamedThing::person, "person"},
        {tributary::services::NamedThing::test, "test"},
        {tributary::services::NamedThing::driver, "driver"},
        {tributary::services::NamedThing::text, "text"},
        {tributary::services::NamedThing::package, "package"},
        {tributary::services::NamedThing::team_, "team"},
    });
