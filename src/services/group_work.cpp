#include "services/group_work.hpp"

#include "services/packages.hpp"
#include "services/policy.hpp"
#include "services/ports/interdependency_store.hpp"
#include "services/ports/organisation_store.hpp"
#include "services/ports/place_store.hpp"
#include "services/ports/programme_store.hpp"
#include "services/ports/standard_store.hpp"
#include "services/problems.hpp"

namespace tributary::services {

base::Result<GroupWork> group_work(const Context& context, const Actor& actor, domain::GroupId id) {
  if (const auto may = require_read(Thing::group, actor, {}); !may) return base::fail(may.error());
  const auto tx = context.database.read();
  if (!tx->organisations().find_group(id)) return base::fail(not_found("group"));
  const Relations relations = relations_of(actor, {});
  GroupWork out;
  if (may_read(Thing::amendment, relations)) {
    auto& proposed = out.proposed.emplace();
    for (domain::Amendment& each : tx->standards().amendments_by(id)) {
      const auto standard = tx->standards().find(each.standard);
      if (standard && !standard->deleted) proposed.push_back({.amendment = std::move(each), .standard_name = standard->name});
    }
  }
  if (may_read(Thing::interdependency, relations)) {
    auto& issues = out.issues.emplace();
    for (domain::Interdependency& each : tx->interdependencies().with_party(id)) {
      const auto place = tx->places().find(each.place);
      issues.push_back({.issue = std::move(each), .place_name = place ? place->name : ""});
    }
  }
  if (may_read(Thing::programme, relations)) out.programmes = tx->programmes().steered_by(id);
  for (PackageLine& each : tx->packages().lines_steered_by(id))
    if (may_read_line(actor, each)) out.packages.push_back(std::move(each));
  return out;
}

}  // namespace tributary::services
