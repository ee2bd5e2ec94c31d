#include "services/search.hpp"

#include "services/measures.hpp"
#include "services/policy.hpp"
#include "services/problems.hpp"

namespace tributary::services {

namespace {

// All but measures are open to whole circles of people, wherever they stand; a measure has its own rule.
bool may_see(Transaction& tx, const Actor& actor, Relations relations, const NameHit& hit) {
  switch (hit.thing) {
    case NamedThing::place: return may_read(Thing::place, relations);
    case NamedThing::organisation: return may_read(Thing::organisation, relations);
    case NamedThing::group: return may_read(Thing::group, relations);
    case NamedThing::objective: return may_read(Thing::objective, relations);
    case NamedThing::programme: return may_read(Thing::programme, relations);
    case NamedThing::project: return may_read(Thing::project, relations);
    case NamedThing::standard: return may_read(Thing::standard, relations);
    case NamedThing::lever: return may_read(Thing::lever, relations);
    case NamedThing::interdependency: return may_read(Thing::interdependency, relations);
    case NamedThing::measure: return find_readable(tx, actor, {hit.id}).has_value();
  }
  return false;
}

}  // namespace

base::Result<std::vector<NameHit>> search_names(const Context& context, const Actor& actor, std::string_view words) {
  constexpr int page = 100;
  constexpr int pages = 5;  // what many may not see is not looked through for ever
  auto asked = read_name(words, "q");
  if (!asked) return base::fail(asked.error());
  const auto tx = context.database.read();
  const Relations relations = relations_of(actor, {});
  std::vector<NameHit> out;
  for (int i = 0; i < pages; ++i) {
    std::vector<NameHit> found = tx->names().find(*asked, page, i * page);
    for (NameHit& hit : found) {
      if (!may_see(*tx, actor, relations, hit)) continue;
      out.push_back(std::move(hit));
      if (out.size() == most_hits) return out;
    }
    if (found.size() < page) break;
  }
  return out;
}

}  // namespace tributary::services
