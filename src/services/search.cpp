#include "services/search.hpp"

#include <utility>

#include "services/policy.hpp"
#include "services/problems.hpp"

namespace tributary::services {

namespace {

// Things that whole circles of people see, wherever those stand. Measures and texts have rules of their own.
constexpr std::pair<NamedThing, Thing> open_things[] = {
    {NamedThing::place, Thing::place},         {NamedThing::organisation, Thing::organisation}, {NamedThing::group, Thing::group},
    {NamedThing::objective, Thing::objective}, {NamedThing::programme, Thing::programme},       {NamedThing::project, Thing::project},
    {NamedThing::person, Thing::person},       {NamedThing::test, Thing::test},                 {NamedThing::driver, Thing::driver_diagram},
};

// By the policy's table alone, so that a change there is a change here.
SearchSight sight_of(const Actor& actor) {
  const Relations relations = relations_of(actor, {});
  SearchSight sight{.published_measures = may_read(Thing::published_measure, relations),
                    .network = may_read(Thing::text_network, relations),
                    .system = may_read(Thing::text_system, relations)};
  if (!actor.is_operator) sight.reader = actor.person;
  for (const auto& [named, thing] : open_things)
    if (may_read(thing, relations)) sight.open.push_back(named);
  for (const domain::Grant& grant : actor.grants) {
    const Relations there = relations_of(actor, {.project = grant.project, .place = grant.place, .system = {}, .author = {}});
    if (grant.project && may_read(Thing::private_measure, there)) sight.projects.push_back(*grant.project);
    if (grant.place && may_read(Thing::place_measure, there)) sight.places.push_back(*grant.place);
  }
  return sight;
}

}  // namespace

base::Result<std::vector<NameHit>> search(const Context& context, const Actor& actor, std::string_view words) {
  auto asked = read_name(words, "q");
  if (!asked) return base::fail(asked.error());
  return context.database.read()->names().find(*asked, sight_of(actor), most_hits_of_a_kind);
}

}  // namespace tributary::services
