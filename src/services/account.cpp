#include "services/account.hpp"

#include "services/ports/letter_store.hpp"
#include "services/ports/person_store.hpp"
#include "services/ports/place_store.hpp"
#include "services/ports/project_store.hpp"
#include "services/problems.hpp"

namespace tributary::services {

namespace {

Account account_of(Transaction& tx, domain::PersonId id) {
  Account out{.person = *tx.people().find(id), .roles = {}, .weekly_digest = tx.letters().wants_digest(id)};
  for (const domain::Grant& grant : tx.people().grants_of(id)) {
    RoleHeld held{.grant = grant, .at = ""};
    if (grant.place)
      if (const auto place = tx.places().find(*grant.place)) held.at = place->name;
    if (grant.project) {
      const auto project = tx.projects().find(*grant.project);
      if (!project || project->deleted) continue;
      held.at = project->name;
    }
    out.roles.push_back(std::move(held));
  }
  return out;
}

}  // namespace

base::Result<Account> own_account(const Context& context, const Actor& actor) {
  return account_of(*context.database.read(), actor.person);
}

base::Result<Account> change_oneself(const Context& context, const Actor& actor, const std::string& name, std::optional<bool> weekly_digest,
                                     int version) {
  auto called = read_name(name, "/name");
  if (!called) return base::fail(called.error());
  const auto tx = context.database.write();
  if (tx->people().find(actor.person)->version != version) return base::fail(stale("account"));
  tx->people().set_name(actor.person, *called);
  if (weekly_digest) tx->letters().set_wants_digest(actor.person, *weekly_digest);
  Account out = account_of(*tx, actor.person);
  tx->commit();
  return out;
}

void sign_out_everywhere(const Context& context, const Actor& actor) {
  const auto tx = context.database.write();
  tx->people().end_sessions_of(actor.person);
  tx->commit();
}

}  // namespace tributary::services
