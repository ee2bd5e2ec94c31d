#include "services/people.hpp"

#include <algorithm>

#include "services/passwords.hpp"
#include "services/places.hpp"
#include "services/policy.hpp"
#include "services/ports/person_store.hpp"
#include "services/ports/place_store.hpp"
#include "services/problems.hpp"
#include "services/texts.hpp"

namespace tributary::services {

namespace {

// An administrator anywhere looks after accounts: a person belongs to no place.
base::Done require_account_keeper(Thing thing, const Actor& actor) {
  Relations all = relations_of(actor, {});
  for (const domain::Grant& grant : actor.grants)
    if (grant.role == domain::Role::administrator) all |= administrator;
  if (may_write(thing, all)) return {};
  return require_write(thing, actor, {});
}

// Whoever sets a password or closes an account could act in its stead: all its roles lie where the administrator's do.
base::Done require_keeper_of(Transaction& tx, const Actor& actor, domain::PersonId person) {
  if (!tx.people().find(person)) return base::fail(not_found("person"));
  for (const domain::Grant& grant : tx.people().grants_of(person)) {
    const auto scope = grant.place ? std::optional(scope_of_place(tx, *grant.place)) : scope_of_text_project(tx, *grant.project);
    if (scope && !may_write(Thing::place_role, relations_of(actor, *scope)))
      return base::fail({.kind = base::ProblemKind::forbidden, .code = "account-elsewhere", .title = "That account has roles elsewhere",
                         .detail = "You look after accounts whose roles all lie where you are administrator. Ask an administrator "
                                   "of the place above."});
  }
  return {};
}

base::Done check_no_confidence(Transaction& tx, domain::PersonId person) {
  const auto grants = tx.people().grants_of(person);
  if (std::ranges::any_of(grants, [](const domain::Grant& grant) { return grant.project.has_value(); }))
    return base::fail({.kind = base::ProblemKind::conflict, .code = "regulator-is-a-member",
                       .title = "Who keeps a team's confidence can't be its regulator",
                       .detail = "This person is a member or mentor of a project. End that first, or choose someone else.",
                       .field = "/role"});
  return {};
}

}  // namespace

base::Result<domain::Person> add_person(const Context& context, const Actor& actor, const std::string& email,
                                        const std::string& name, const std::string& password) {
  if (const auto may = require_account_keeper(Thing::person, actor); !may) return base::fail(may.error());
  auto address = domain::read_email(email);
  if (!address) return base::fail(address.error());
  auto called = read_name(name, "/name");
  if (!called) return base::fail(called.error());
  std::optional<std::string> hash;
  if (!password.empty()) {
    if (const auto good = domain::check_password(password); !good) return base::fail(good.error());
    hash = hash_password(password);
  }
  domain::Person person{.email = *std::move(address), .name = *std::move(called)};
  const auto tx = context.database.write();
  if (tx->people().find_by_email(person.email))
    return base::fail({.kind = base::ProblemKind::conflict, .code = "email-taken", .title = "That e-mail address has an account",
                       .detail = "Use that account, or another address.", .field = "/email"});
  person.id = tx->people().add(person, hash, context.clock.now());
  tx->commit();
  return person;
}

base::Result<std::vector<PersonWithRoles>> list_people(const Context& context, const Actor& actor) {
  if (!actor.is_operator)
    if (const auto may = require_read(Thing::person, actor, {}); !may) return base::fail(may.error());
  const auto tx = context.database.read();
  std::vector<PersonWithRoles> out;
  for (domain::Person& person : tx->people().all()) {
    auto grants = tx->people().grants_of(person.id);
    out.push_back({.person = std::move(person), .grants = std::move(grants)});
  }
  return out;
}

base::Done reset_password(const Context& context, const Actor& actor, domain::PersonId person, const std::string& password) {
  if (const auto may = require_account_keeper(Thing::person, actor); !may) return may;
  if (const auto good = domain::check_password(password); !good) return good;
  const std::string hash = hash_password(password);
  const auto tx = context.database.write();
  if (const auto may = require_keeper_of(*tx, actor, person); !may) return may;
  tx->people().set_password_hash(person, hash);
  tx->people().end_sessions_of(person);
  tx->commit();
  return {};
}

base::Done set_disabled(const Context& context, const Actor& actor, domain::PersonId person, bool disabled) {
  if (const auto may = require_account_keeper(Thing::person, actor); !may) return may;
  const auto tx = context.database.write();
  if (const auto may = require_keeper_of(*tx, actor, person); !may) return may;
  tx->people().set_disabled(person, disabled ? std::optional(context.clock.now()) : std::nullopt);
  if (disabled) tx->people().end_sessions_of(person);
  tx->commit();
  return {};
}

base::Result<domain::Grant> grant_role(const Context& context, const Actor& actor, domain::PersonId person,
                                       domain::Role role, domain::PlaceId place) {
  if (domain::is_project_role(role))
    return base::fail({.code = "role-is-a-projects", .title = "That role is given within a project",
                       .detail = "A project's lead admits its members and its mentor.", .field = "/role"});
  if (!actor.is_operator && actor.person == person)
    return base::fail({.kind = base::ProblemKind::forbidden, .code = "grant-to-oneself", .title = "Nobody admits themself",
                       .detail = "Ask another administrator.", .field = "/person_id"});
  const auto tx = context.database.write();
  if (!tx->people().find(person)) return base::fail(unknown_reference("person", "/person_id"));
  if (!tx->places().find(place)) return base::fail(unknown_reference("place", "/place_id"));
  if (const auto may = require_write(Thing::place_role, actor, scope_of_place(*tx, place)); !may) return base::fail(may.error());
  if (role == domain::Role::regulator)
    if (const auto apart = check_no_confidence(*tx, person); !apart) return base::fail(apart.error());
  domain::Grant grant{.person = person, .role = role, .place = place, .project = {}, .since = context.clock.now(), .until = {}};
  for (const domain::Grant& held : tx->people().grants_of(person))
    if (held.role == role && held.place == place) return held;
  grant.id = tx->people().add_grant(grant, actor.is_operator ? std::nullopt : std::optional(actor.person));
  tx->commit();
  return grant;
}

base::Done end_role(const Context& context, const Actor& actor, domain::GrantId id) {
  const auto tx = context.database.write();
  const auto grant = tx->people().find_grant(id);
  if (!grant || grant->until || !grant->place) return base::fail(not_found("role"));
  if (const auto may = require_write(Thing::place_role, actor, scope_of_place(*tx, *grant->place)); !may) return may;
  tx->people().end_grant(id, context.clock.now());
  tx->commit();
  return {};
}

}  // namespace tributary::services
