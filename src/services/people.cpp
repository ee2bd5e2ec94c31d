#include "services/people.hpp"

#include <algorithm>

#include "services/letters.hpp"
#include "services/passwords.hpp"
#include "services/places.hpp"
#include "services/policy.hpp"
#include "services/ports/person_store.hpp"
#include "services/ports/place_store.hpp"
#include "services/ports/text_store.hpp"
#include "services/problems.hpp"
#include "services/texts.hpp"
#include "services/voices.hpp"

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

// Who inspects holds no other role: with it they would read what is everybody's but theirs.
base::Done check_apart(Transaction& tx, domain::PersonId person, domain::Role role) {
  const auto grants = tx.people().grants_of(person);
  const bool inspects = role == domain::Role::regulator;
  if (std::ranges::any_of(grants, [&](const domain::Grant& held) { return held.place && (held.role == domain::Role::regulator) != inspects; }))
    return base::fail({.kind = base::ProblemKind::conflict, .code = "regulator-apart", .title = "A regulator holds no other role",
                       .detail = inspects ? "This person holds another role at a place. End that first, or choose someone else."
                                          : "This person is a regulator. End that role first, or choose someone else.",
                       .field = "/role"});
  if (!inspects) return {};
  if (std::ranges::any_of(grants, [](const domain::Grant& grant) { return grant.project.has_value(); }))
    return base::fail({.kind = base::ProblemKind::conflict, .code = "regulator-is-a-member",
                       .title = "Who keeps a team's confidence can't be its regulator",
                       .detail = "This person is a member or mentor of a project. End that first, or choose someone else.",
                       .field = "/role"});
  return {};
}

constexpr std::chrono::hours day_of_giving{24};

constexpr Relations leads_a_place = locality_lead | system_lead;

// How much a role that speaks for a place may do there: nobody gives or ends more than their own.
int standing(domain::Role role) { return role == domain::Role::system_lead ? 3 : role == domain::Role::locality_lead ? 2 : 1; }
int standing(Relations relations) {
  if ((relations & system_lead) != nobody) return standing(domain::Role::system_lead);
  if ((relations & locality_lead) != nobody) return standing(domain::Role::locality_lead);
  return (relations & executive) != nobody ? standing(domain::Role::executive) : 0;
}

bool leads_below(Transaction& tx, const Actor& actor, domain::PlaceId place) {
  return std::ranges::any_of(localities_of(tx, place),
                             [&](domain::PlaceId each) { return (relations_of(actor, scope_of_place(tx, each)) & leads_a_place) != nobody; });
}

// Who leads a locality names the lead of a system that has none.
bool names_from_below(Transaction& tx, const Actor& actor, domain::Role role, domain::PlaceId place, base::Date today) {
  return role == domain::Role::system_lead && !has_lead(tx, place, today) && leads_below(tx, actor, place);
}

// Whoever leads a system ends the leads of its localities: one that names a friend of its own would take all the others. Where
// several have leads, it takes two of them.
base::Done check_of_another(Transaction& tx, const Actor& actor, domain::PersonId named, domain::PlaceId system, base::Date today) {
  int led = 0;
  const auto leads = [&](domain::PlaceId place, domain::PersonId person) {
    return std::ranges::any_of(tx.people().grants_at(place), [&](const domain::Grant& each) { return each.person == person && domain::leads_a_place(each.role); });
  };
  for (const domain::PlaceId each : localities_of(tx, system)) {
    if (has_lead(tx, each, today)) ++led;
    if (leads(each, named) && !leads(each, actor.person)) return {};
  }
  if (led < 2) return {};
  return base::fail({.kind = base::ProblemKind::forbidden, .code = "leads-no-other", .title = "Choose who leads another locality",
                     .detail = "Where several localities have a lead, one names the lead of another for the system, so that none takes all by itself.",
                     .field = "/person_id"});
}

base::Problem above_own(std::string next) {
  return {.kind = base::ProblemKind::forbidden, .code = "role-above-own", .title = "That role may do more than yours",
          .detail = "An executive gives and ends executives; a locality lead also locality leads there; a system lead all. " + std::move(next),
          .field = "/role"};
}

// A system lead leads a system, and a locality lead a locality: elsewhere either would stand above those who lead there.
base::Done check_fits(Transaction& tx, domain::Role role, domain::PlaceId place) {
  const auto at = tx.places().find(place);
  const bool locality = at && at->kind == domain::PlaceKind::locality;
  if (role != (locality ? domain::Role::system_lead : domain::Role::locality_lead)) return {};
  return base::fail({.code = "role-elsewhere", .title = at->name + (locality ? " is a locality, which a locality lead leads" : " is a system, which a system lead leads"),
                     .detail = locality ? "Give the role of a locality lead there, or that of a system lead at the system." : "Give the role of a system lead there, or that of a locality lead at one of its localities.",
                     .field = "/role"});
}

// `to`: left out, whether the actor may give it to anybody.
base::Done require_giver(Transaction& tx, const Actor& actor, domain::Role role, domain::PlaceId place, std::optional<domain::PersonId> to, base::Date today) {
  const Scope scope = scope_of_place(tx, place);
  if (!domain::speaks_for_a_place(role)) return require_write(Thing::place_role, actor, scope);
  const Relations relations = relations_of(actor, scope);
  if (actor.is_operator || standing(relations) >= standing(role)) return {};
  if (names_from_below(tx, actor, role, place, today)) return to ? check_of_another(tx, actor, *to, place, today) : base::Done{};
  const bool administers = may_write(Thing::place_role, relations);
  if (administers && !system_has_lead(tx, place, today)) return {};
  if (may_write(Thing::voice_role, relations)) return base::fail(above_own(who_gives_voice(tx, place, today)));
  if (!administers) return require_write(Thing::voice_role, actor, scope);
  return base::fail({.kind = base::ProblemKind::forbidden, .code = "somebody-speaks", .title = "Somebody leads there already",
                     .detail = "An administrator gives a role that speaks for a place only while nobody leads any place of its system. " +
                               who_gives_voice(tx, place, today) + " Whoever runs the machine can too: `tributary user grant`.",
                     .field = "/role"});
}

base::Done require_ender(Transaction& tx, const Actor& actor, const domain::Grant& grant, base::Instant now) {
  if (!actor.is_operator && grant.person == actor.person) return {};
  const Scope scope = scope_of_place(tx, *grant.place);
  if (!domain::speaks_for_a_place(grant.role)) return require_write(Thing::place_role, actor, scope);
  const Relations relations = relations_of(actor, scope);
  const bool gives = may_write(Thing::place_role, relations) || leads_below(tx, actor, *grant.place);
  // An invitation that went astray is nobody's yet.
  const bool slip = now - grant.since <= day_of_giving || !tx.people().password_hash(grant.person);
  const bool own_slip = gives && slip && tx.people().granted_by(grant.id) == actor.person;
  if (own_slip || actor.is_operator || standing(relations) >= standing(grant.role)) return {};
  if (may_write(Thing::voice_role, relations)) return base::fail(above_own("Its holder ends it, or who stands as high there."));
  if (!gives) return require_write(Thing::voice_role, actor, scope);
  return base::fail({.kind = base::ProblemKind::forbidden, .code = "forbidden", .title = "You can't end that role",
                     .detail = "Its holder ends it, or who stands as high there. Whoever gave it can too, within a day, or until its holder has "
                               "chosen a password. " +
                               std::string(system_has_lead(tx, *grant.place, base::london_date(now))
                                               ? "A lead whose account has been closed for 28 days keeps nobody from naming another."
                                               : "Nobody leads any place there now: name a lead, who can end it.")});
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
      each.may_end.push_back(grant.place && require_ender(*tx, actor, grant, context.clock.now()));
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
  if (tx->people().disabled_at(person).has_value() == disabled) return {};  // closed once: its days run from then
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
                       .detail = "Ask somebody else who may give it.", .field = "/person_id"});
  const auto tx = context.database.write();
  if (!tx->people().find(person)) return base::fail(unknown_reference("person", "/person_id"));
  if (!tx->places().find(place)) return base::fail(unknown_reference("place", "/place_id"));
  const base::Instant now = context.clock.now();
  if (const auto may = require_giver(*tx, actor, role, place, person, base::london_date(now)); !may) return base::fail(may.error());
  if (const auto fits = check_fits(*tx, role, place); !fits) return base::fail(fits.error());
  if (const auto apart = check_apart(*tx, person, role); !apart) return base::fail(apart.error());
  domain::Grant grant{.person = person, .role = role, .place = place, .project = {}, .since = now, .until = {}};
  for (const domain::Grant& held : tx->people().grants_of(person))
    if (held.role == role && held.place == place) return held;
  // Who comes to lead a place comes anew: what was once opened to them there is opened again by its author.
  if (domain::speaks_for_a_place(role)) tx->texts().forget_consents(person, place);
  grant.id = tx->people().add_grant(grant, actor.is_operator ? std::nullopt : std::optional(actor.person));
  tx->commit();
  return grant;
}

base::Done end_role(const Context& context, const Actor& actor, domain::GrantId id) {
  const auto tx = context.database.write();
  const auto grant = tx->people().find_grant(id);
  if (!grant || grant->until || !grant->place) return base::fail(not_found("role"));
  if (const auto may = require_ender(*tx, actor, *grant, context.clock.now()); !may) return may;
  tx->people().end_grant(id, context.clock.now());
  if (actor.is_operator || grant->person != actor.person) post_role_ended(*tx, *grant, context.clock.now());
  tx->commit();
  return {};
}

std::vector<RoleOffer> roles_to_give(const Context& context, const Actor& actor) {
  std::vector<RoleOffer> out;
  const auto tx = context.database.read();
  const auto places = tx->places().all();
  const base::Date today = base::london_date(context.clock.now());
  for (const auto& [role, name] : base::words<domain::Role>) {
    if (domain::is_project_role(role)) continue;
    RoleOffer offer{.role = role, .places = {}};
    for (const domain::Place& place : places)
      if (check_fits(*tx, role, place.id) && require_giver(*tx, actor, role, place.id, {}, today)) offer.places.push_back(place.id);
    if (!offer.places.empty()) out.push_back(std::move(offer));
  }
  return out;
}

}  // namespace tributary::services
