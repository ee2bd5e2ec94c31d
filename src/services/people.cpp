#include "services/people.hpp"

#include <algorithm>

#include "services/letters.hpp"
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

// All of a person's roles lie where the administrator's do.
bool lies_within(Transaction& tx, const Actor& actor, const std::vector<domain::Grant>& grants) {
  return std::ranges::all_of(grants, [&](const domain::Grant& grant) {
    const auto scope = grant.place ? std::optional(scope_of_place(tx, *grant.place)) : scope_of_text_project(tx, *grant.project);
    return !scope || may_write(Thing::place_role, relations_of(actor, *scope));
  });
}

base::Problem password_is_theirs() {
  return {.kind = base::ProblemKind::forbidden, .code = "password-is-theirs", .title = "People choose their own password",
          .detail = "Have a link mailed to the person. Only the machine's operator sets a password: leave out --as."};
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

bool keeps_accounts(const Actor& actor) { return require_account_keeper(Thing::person, actor).has_value(); }

base::Done require_keeper_of(Transaction& tx, const Actor& actor, domain::PersonId person) {
  if (const auto may = require_account_keeper(Thing::person, actor); !may) return may;
  if (!tx.people().find(person)) return base::fail(not_found("person"));
  if (!lies_within(tx, actor, tx.people().grants_of(person)))
    return base::fail({.kind = base::ProblemKind::forbidden, .code = "account-elsewhere", .title = "That account has roles elsewhere",
                       .detail = "You look after accounts whose roles all lie where you are administrator. Ask an administrator "
                                 "of the place above."});
  return {};
}

base::Result<domain::Person> add_person(const Context& context, const Actor& actor, const NewAccount& wanted) {
  if (const auto may = require_account_keeper(Thing::person, actor); !may) return base::fail(may.error());
  auto address = domain::read_email(wanted.email);
  if (!address) return base::fail(address.error());
  auto called = read_name(wanted.name, "/name");
  if (!called) return base::fail(called.error());
  std::optional<std::string> hash;
  if (wanted.password) {
    if (!actor.is_operator) return base::fail(password_is_theirs());
    if (const auto good = domain::check_password(*wanted.password, {.email = *address}); !good) return base::fail(good.error());
    hash = hash_password(*wanted.password);
  }
  domain::Person person{.email = *std::move(address), .name = *std::move(called)};
  const base::Instant now = context.clock.now();
  const auto tx = context.database.write();
  if (tx->people().find_by_email(person.email))
    return base::fail({.kind = base::ProblemKind::conflict, .code = "email-taken", .title = "That email address has an account",
                       .detail = "Use that account, or another address.", .field = "/email"});
  person.id = tx->people().add(person, hash, now);
  if (wanted.invite) post_letter(*tx, domain::LetterKind::invitation, person.id, std::nullopt, now);
  tx->commit();
  return person;
}

base::Result<std::vector<PersonWithRoles>> list_people(const Context& context, const Actor& actor) {
  if (!actor.is_operator)
    if (const auto may = require_read(Thing::person, actor, {}); !may) return base::fail(may.error());
  const bool keeper = keeps_accounts(actor);
  const auto tx = context.database.read();
  std::vector<PersonWithRoles> out;
  for (domain::Person& person : tx->people().all()) {
    PersonWithRoles each{.person = std::move(person), .grants = {}, .invited = false, .may_keep = false, .may_end = {}};
    each.grants = tx->people().grants_of(each.person.id);
    each.may_keep = keeper && lies_within(*tx, actor, each.grants);
    each.invited = each.may_keep && !tx->people().password_hash(each.person.id);
    for (const domain::Grant& grant : each.grants)
      each.may_end.push_back(keeper && grant.place && may_write(Thing::place_role, relations_of(actor, scope_of_place(*tx, *grant.place))));
    out.push_back(std::move(each));
  }
  return out;
}

base::Done reset_password(const Context& context, const Actor& actor, domain::PersonId person, const std::string& password) {
  if (!actor.is_operator) return base::fail(password_is_theirs());
  const auto owner = context.database.read()->people().find(person);
  if (!owner) return base::fail(not_found("person"));
  if (const auto good = domain::check_password(password, *owner); !good) return good;
  const std::string hash = hash_password(password);
  const auto tx = context.database.write();
  if (!tx->people().find(person)) return base::fail(not_found("person"));
  set_password(*tx, person, hash, context.clock.now());
  tx->commit();
  return {};
}

base::Done set_disabled(const Context& context, const Actor& actor, domain::PersonId person, bool disabled) {
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
