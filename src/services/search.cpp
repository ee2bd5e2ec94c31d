#include "services/search.hpp"

#include <algorithm>
#include <ranges>
#include <utility>

#include "services/measures.hpp"
#include "services/packages.hpp"
#include "services/places.hpp"
#include "services/policy.hpp"
#include "services/problems.hpp"
#include "services/texts.hpp"

namespace tributary::services {

namespace {

// Things that whole circles of people see, wherever those stand. Measures, packages and texts have rules of their own.
constexpr std::pair<NamedThing, Thing> open_things[] = {
    {NamedThing::place, Thing::place},         {NamedThing::organisation, Thing::organisation}, {NamedThing::group, Thing::group},
    {NamedThing::objective, Thing::objective}, {NamedThing::programme, Thing::programme},       {NamedThing::project, Thing::project},
    {NamedThing::standard, Thing::standard},   {NamedThing::lever, Thing::lever},               {NamedThing::interdependency, Thing::interdependency},
    {NamedThing::person, Thing::person},       {NamedThing::test, Thing::test},                 {NamedThing::driver, Thing::driver_diagram},
    {NamedThing::team_, Thing::team_record},
};
constexpr std::pair<domain::Audience, Thing> package_things[] = {
    {domain::Audience::network, Thing::package_network}, {domain::Audience::system, Thing::package_system}, {domain::Audience::public_, Thing::package_public}};
constexpr std::pair<domain::Audience, Thing> text_things[] = {{domain::Audience::system, Thing::text_system}, {domain::Audience::public_, Thing::text_public}};

// By the policy's table alone, so that a change there is a change here.
SearchSight sight_of(const Actor& actor) {
  const Relations relations = relations_of(actor, {});
  SearchSight sight;
  sight.published_measures = may_read(Thing::published_measure, relations);
  if (!actor.is_operator) sight.reader = actor.person;
  for (const auto& [named, thing] : open_things)
    if (may_read(thing, relations)) sight.open.push_back(named);
  Relations anywhere = relations;
  for (const domain::Grant& grant : actor.grants) {
    const Relations there = relations_of(actor, {.project = grant.project, .place = grant.place, .system = {}, .author = {}});
    anywhere |= there;
    if (grant.project && may_read(Thing::private_measure, there)) sight.projects.push_back(*grant.project);
    if (grant.place && may_read(Thing::place_measure, there)) sight.places.push_back(*grant.place);
    if (grant.project && may_read(Thing::package_draft, there)) sight.draft_projects.push_back(*grant.project);
    if (grant.place && may_read(Thing::package_draft, there)) sight.draft_places.push_back(*grant.place);
  }
  for (const auto& [audience, thing] : package_things)
    if (may_read(thing, anywhere)) sight.packages.push_back(audience);
  for (const auto& [audience, thing] : text_things)
    if (may_read(thing, relations)) sight.texts.push_back(audience);
  return sight;
}

// The policy's word on one hit, which is told whose it is where it is a measure. The index was asked for nothing that it would refuse; this is where it is made sure.
bool may_see(Transaction& tx, const Actor& actor, Relations relations, NameHit& hit) {
  switch (hit.thing) {
    case NamedThing::measure: {
      const auto standing = find_readable(tx, actor, {hit.id});
      if (standing) hit.beside = home_of(tx, actor, standing->measure.owner);
      return standing.has_value();
    }
    case NamedThing::package: return readable_package(tx, actor, {hit.id}).has_value();
    case NamedThing::text: {
      const auto text = tx.texts().find({hit.id});
      return text && !text->deleted && text->audience != domain::Audience::indoors && reads_text(tx, actor, *text) &&
             tx.texts().project_of(text->subject.thing, text->subject.thing_id);
    }
    default: break;
  }
  const auto* found = std::ranges::find(open_things, hit.thing, &std::pair<NamedThing, Thing>::first);
  return found != std::end(open_things) && may_read(found->second, relations);
}

std::vector<NameHit> seen_by(Transaction& tx, const Actor& actor, const std::string& words, int most_of_a_kind, bool whole = false) {
  const Relations relations = relations_of(actor, {});
  std::vector<NameHit> hits;
  for (NameHit& hit : tx.names().find(words, sight_of(actor), most_of_a_kind, whole))
    if (may_see(tx, actor, relations, hit)) hits.push_back(std::move(hit));
  return hits;
}

}  // namespace

base::Result<std::vector<NameHit>> search(const Context& context, const Actor& actor, std::string_view words) {
  auto asked = read_name(words, "q");
  if (!asked) return base::fail(asked.error());
  const auto tx = context.database.read();
  return seen_by(*tx, actor, *asked, most_hits_of_a_kind);
}

std::optional<std::string> suggestion_for(const Context& context, const Actor& actor, std::string_view words) {
  constexpr int most_words = 6, most_slips = 2, most_tries = 6;  // each try is a search
  if (std::ranges::any_of(words, [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;  // a number that isn't there is no slip of another
  const auto tx = context.database.read();
  const auto finds = [&](const std::string& word) { return !seen_by(*tx, actor, word, 1).empty(); };
  std::string out;
  int count = 0, slips = 0;
  for (const auto part : std::views::split(words, ' ')) {
    std::string word(part.begin(), part.end());
    if (word.empty()) continue;
    if (++count > most_words) return std::nullopt;
    if (!finds(word)) {
      if (++slips > most_slips) return std::nullopt;
      const auto known = tx->names().like(word, most_tries);
      const auto better = std::ranges::find_if(known, [&](const std::string& one) { return !seen_by(*tx, actor, one, 1, true).empty(); });
      if (better == known.end()) return std::nullopt;
      word = *better;
    }
    out += (out.empty() ? "" : " ") + word;
  }
  return slips > 0 && finds(out) ? std::optional(out) : std::nullopt;
}

void index_due_texts(const Context& context) {
  constexpr int at_once = 500;  // other writers come between
  for (int left = 1; left > 0;) {
    const auto tx = context.database.write();
    left = tx->names().index_due_texts(at_once);
    tx->commit();
  }
}

}  // namespace tributary::services
