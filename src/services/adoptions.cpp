#include "services/adoptions.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/check.hpp"
#include "services/input_check.hpp"
#include "services/measures.hpp"
#include "services/places.hpp"
#include "services/ports/driver_store.hpp"
#include "services/ports/measure_store.hpp"
#include "services/ports/objective_store.hpp"
#include "services/ports/place_store.hpp"
#include "services/ports/standard_store.hpp"
#include "services/signals.hpp"

namespace tributary::services {

using domain::Adoption;
using domain::AdoptionId;
using domain::Package;
using domain::PackageId;
using domain::PackageState;
using domain::PackageVersion;

namespace {

base::Problem conflict(std::string code, std::string title, std::string detail, std::string field = {}) {
  return {.kind = base::ProblemKind::conflict, .code = std::move(code), .title = std::move(title), .detail = std::move(detail), .field = std::move(field)};
}

base::Problem withdrawn(const Package& package, const std::string& contact) {
  return conflict("package-withdrawn", "This package is withdrawn",
                  "It was withdrawn because: " + package.withdrawal->reason + " Ask: " + contact + ".");
}

// The measures of the version that the adoption lacks, in its project, unpublished and empty.
std::vector<domain::AdoptedMeasure> copy_measures(Transaction& tx, const Actor& actor, base::Instant now, const Adoption& adoption,
                                                  const PackageVersion& version, const std::string& from) {
  std::vector<domain::AdoptedMeasure> out;
  for (const domain::PackageMeasure& each : version.measures) {
    if (std::ranges::find(adoption.measures, each.slot, &domain::AdoptedMeasure::slot) != adoption.measures.end()) continue;
    domain::Measure made;
    made.owner.project = adoption.project;
    made.name = each.name;
    made.kind = each.kind;
    made.experience = each.experience;
    made.definition = each.definition;
    made.unit = each.unit;
    made.quantity = each.quantity;
    made.scale = each.scale;
    made.direction = each.direction;
    made.interval = each.interval;
    made.source = "Measured as the change package \"" + version.name + "\" of " + from + " says";
    made.created_by = actor.person;
    out.push_back({.slot = each.slot, .measure = tx.measures().add(made, now)});
  }
  return out;
}

// The diagram of the project it grew from; without one, a driver for each core component.
void copy_drivers(Transaction& tx, base::Instant now, domain::ProjectId project, const Package& package, const PackageVersion& version) {
  const auto source = package.project ? tx.drivers().of_project(*package.project) : std::vector<domain::Driver>{};
  if (source.empty()) {
    int position = 0;
    for (const domain::Component& each : version.components)
      if (each.part == domain::Part::core)
        (void)tx.drivers().add({.id = {}, .project = project, .parent = {}, .kind = domain::DriverKind::primary, .name = each.name, .position = position++}, now);
    return;
  }
  std::map<domain::DriverId, domain::DriverId> copies;
  // Parents first: kinds are in the order of the diagram's levels.
  for (const auto kind : {domain::DriverKind::primary, domain::DriverKind::secondary, domain::DriverKind::change_idea})
    for (const domain::Driver& each : source) {
      if (each.kind != kind || (each.parent && !copies.contains(*each.parent))) continue;
      domain::Driver copy = each;
      copy.project = project;
      if (each.parent) copy.parent = copies.at(*each.parent);
      copies[each.id] = tx.drivers().add(copy, now);
    }
}

base::Result<Adoption> find_readable_adoption(Transaction& tx, const Actor& actor, AdoptionId id) {
  auto adoption = tx.packages().find_adoption(id);
  if (!adoption) return base::fail(not_found("adoption"));
  const auto project = tx.projects().find(adoption->project);
  if (!project || project->deleted) return base::fail(not_found("adoption"));
  if (const auto may = require_read(Thing::adoption_record, actor, scope_of_project(tx, *project)); !may) return base::fail(may.error());
  return *std::move(adoption);
}

base::Result<Adoption> find_writable_adoption(Transaction& tx, const Actor& actor, AdoptionId id, std::optional<int> version) {
  auto adoption = find_readable_adoption(tx, actor, id);
  if (!adoption) return adoption;
  const auto project = writable_project(tx, actor, adoption->project, Thing::adoption_record);
  if (!project) return base::fail(project.error());
  if (version && adoption->version != *version) return base::fail(stale("adoption"));
  return adoption;
}

// The last of them, with what changed in each.
PackageVersion newest_of(std::vector<PackageVersion> versions) {
  PackageVersion out = versions.back();
  if (versions.size() == 1) return out;
  out.what_changed.clear();
  for (const PackageVersion& each : versions)
    if (!each.what_changed.empty())
      out.what_changed += (out.what_changed.empty() ? "Version " : "\nVersion ") + std::to_string(each.number) + ": " + each.what_changed;
  return out;
}

AdoptionPage page_of(Transaction& tx, const Actor& actor, AdoptionId id) {
  AdoptionPage page;
  auto adoption = tx.packages().find_adoption(id);
  base::check(adoption.has_value(), "an adoption that was just read or written is stored");
  page.adoption = *std::move(adoption);
  page.package = *tx.packages().find(page.adoption.package);
  page.line = *tx.packages().line(page.package.id);
  page.version = *tx.packages().find_version(page.adoption.package_version);
  page.readable_package = may_read_line(actor, page.line);
  if (auto current = current_version(tx, page.package.id)) {
    page.contact = current->contact;
    if (current->number > page.version.number && page.readable_package) page.newer = newest_of(versions_after(tx, page.package.id, page.version.number));
  }
  page.project = *tx.projects().summary(page.adoption.project);
  const bool has_result = first_result_of(tx, page.adoption).has_value();
  Adoption shown = page.adoption;  // of an unpublished measure others don't learn even that a value has come
  std::erase_if(shown.measures, [&](const domain::AdoptedMeasure& each) {
    const auto found = tx.measures().find(each.measure);
    return found && !may_read_measure(actor, *found);
  });
  page.first_result = first_result_of(tx, shown);
  for (const domain::AdoptedMeasure& each : page.adoption.measures)
    if (const auto found = tx.measures().find(each.measure); found && may_read_measure(actor, *found)) page.measures.push_back(found->measure);
  const auto project = tx.projects().find(page.adoption.project);
  const bool record = may_write(Thing::adoption_record, relations_of(actor, scope_of_project(tx, *project)));
  if (record) page.proposals = tx.packages().proposals_from(id);
  page.may = {.record = record, .conditions = record && !has_result};
  return page;
}

AdoptionPage page_again(Transaction& tx, const Actor& actor, AdoptionId id) {
  auto page = page_of(tx, actor, id);
  tx.commit();
  return page;
}

// One change of an adoption: whoever may write it makes it, or is told why not, and sees the page as it is then.
template <class Change>
base::Result<AdoptionPage> change_adoption(const Context& context, const Actor& actor, AdoptionId id, std::optional<int> version, Change change) {
  const auto tx = context.database.write();
  const auto adoption = find_writable_adoption(*tx, actor, id, version);
  if (!adoption) return base::fail(adoption.error());
  if (const base::Done done = change(*tx, *adoption); !done) return base::fail(done.error());
  return page_again(*tx, actor, id);
}

base::Done stored_unless_stale(bool stored) {
  if (!stored) return base::fail(stale("adoption"));
  return {};
}

struct NewestVersion {
  Package package;
  std::optional<PackageVersion> current;  // the latest published one
};

// Of what was adopted; a withdrawn package takes no more.
base::Result<NewestVersion> newest_of_adopted(Transaction& tx, const Adoption& adoption) {
  NewestVersion out{.package = *tx.packages().find(adoption.package), .current = current_version(tx, adoption.package)};
  if (out.package.state == PackageState::withdrawn) return base::fail(withdrawn(out.package, out.current->contact));
  return out;
}

}  // namespace

std::optional<base::Date> first_result_of(Transaction& tx, const Adoption& adoption) {
  std::optional<base::Date> out;
  for (const domain::AdoptedMeasure& each : adoption.measures)
    if (const auto on = tx.measures().first_value_ever_after(each.measure, adoption.on); on && (!out || *on < *out)) out = on;
  return out;
}

base::Result<AdoptionPage> adopt_package(const Context& context, const Actor& actor, PackageId id, AdoptionInput input) {
  const base::Instant now = context.clock.now();
  auto tx = context.database.write();
  const auto package = readable_package(*tx, actor, id);
  if (!package) return base::fail(package.error());
  if (const auto may = require_write(Thing::package_adoption, actor, {}); !may) return base::fail(may.error());
  const auto version = current_version(*tx, id);
  if (!version)
    return base::fail(conflict("package-not-published", "It isn't published yet", "A draft is still being written. Ask who writes it when it will be."));
  if (package->state == PackageState::withdrawn) return base::fail(withdrawn(*package, version->contact));
  const auto place = tx->places().find(input.place);
  if (!place) return base::fail(unknown_reference("place", "/place_id"));
  if (const auto good = check_lineage(*tx, *package, input.place, {}, "/place_id"); !good) return base::fail(good.error());

  ProjectDraft draft;
  draft.project.name = input.name.empty() ? version->name : input.name;
  draft.project.aim = input.aim.empty() ? version->aim : input.aim;
  draft.project.place = input.place;
  draft.project.team = input.team;
  draft.new_team = input.new_team;
  draft.project.origin = domain::Origin::own_idea;
  draft.project.serves = input.serves;
  draft.project.serves_none = input.serves_none;
  if (input.serves.empty() && !input.serves_none) {
    // The objective that the package serves, where it is one of this system; openly none otherwise.
    const auto objective = version->objective ? tx->objectives().find(*version->objective) : std::nullopt;
    const auto home = objective && !objective->deleted ? tx->places().find(objective->place) : std::nullopt;
    const bool ours = home && home->system.value_or(home->id) == place->system.value_or(place->id);
    if (ours) draft.project.serves = {objective->id};
    else draft.project.serves_none = true;
  }
  const auto project = start_project_within(*tx, actor, std::move(draft), now);
  if (!project) return base::fail(project.error());
  const auto line = tx->packages().line(id);
  Adoption adoption{.id = {}, .package = id, .package_version = version->id, .version_before = {}, .project = *project, .place = input.place,
                    .on = base::london_date(now), .by = actor.person, .conditions = {}, .conditions_recorded = {}, .measures = {},
                    .components = {}, .version = 1};
  adoption.measures = copy_measures(*tx, actor, now, adoption, *version, line->place_name);
  copy_drivers(*tx, now, *project, *package, *version);
  for (const domain::StandardId standard : version->standards) tx->standards().refer(standard, *project, actor.person, now);
  const AdoptionId made = tx->packages().add_adoption(adoption, now);
  draw_due_signals(*tx);
  // Whoever adopts leads the new project, which their grants don't say yet.
  Actor lead = actor;
  lead.grants.push_back({.id = {}, .person = actor.person, .role = domain::Role::project_lead, .place = {}, .project = *project, .since = now, .until = {}});
  return page_again(*tx, lead, made);
}

base::Result<AdoptionPage> adoption_page(const Context& context, const Actor& actor, AdoptionId id) {
  const auto tx = context.database.read();
  if (const auto adoption = find_readable_adoption(*tx, actor, id); !adoption) return base::fail(adoption.error());
  return page_of(*tx, actor, id);
}

base::Result<AdoptionPage> record_conditions(const Context& context, const Actor& actor, AdoptionId id, int version, domain::Conditions conditions) {
  return change_adoption(context, actor, id, version, [&](Transaction& tx, const Adoption& adoption) -> base::Done {
    if (const auto first = first_result_of(tx, adoption))
      return base::fail(conflict("conditions-locked", "The conditions stand as they were written",
                                 "The first result is of " + base::in_words(*first) + ". What is recalled once results are known is coloured by them, so nothing is added "
                                 "or changed now. Say it in a comment on the project instead."));
    InputCheck check;
    check.words(conditions.support, "/support", 2'000);
    check.words(conditions.starting_level, "/starting_level", 2'000);
    check.words(conditions.local_presence, "/local_presence", 2'000);
    check.words(conditions.partners, "/partners", 2'000);
    check.words(conditions.concurrent_changes, "/concurrent_changes", 2'000);
    domain::Conditions besides_days = conditions;
    besides_days.spanner_days.reset();
    if (besides_days == domain::Conditions{})
      check.note({.code = "nothing-said", .title = "Nothing is filled in",
                  .detail = "Say at least one of them: whether there is a dedicated boundary spanner, the support received, where you start from, "
                            "who is on the spot, your partners, what else is changing at the same time, or how far one of them holds.",
                  .field = "/dedicated_spanner"});
    if (conditions.spanner_days && (!std::isfinite(*conditions.spanner_days) || *conditions.spanner_days < 0 || *conditions.spanner_days > 7))
      check.note({.code = "number-out-of-range", .title = "A week has seven days", .detail = "Enter the days a week that the spanner has for it: 0 to 7.", .field = "/spanner_days"});
    if (const auto good = check.done(); !good) return base::fail(good.error());
    return stored_unless_stale(tx.packages().set_conditions(id, conditions, actor.person, context.clock.now(), version));
  });
}

base::Result<AdoptionPage> record_components(const Context& context, const Actor& actor, AdoptionId id, int version,
                                             std::vector<domain::ComponentFate> fates) {
  return change_adoption(context, actor, id, version, [&](Transaction& tx, const Adoption& adoption) -> base::Done {
    const auto adopted = tx.packages().find_version(adoption.package_version);
    InputCheck check;
    for (std::size_t i = 0; i < fates.size(); ++i) {
      const std::string at = "/components/" + std::to_string(i);
      const auto known = std::ranges::find(adopted->components, fates[i].slot, &domain::Component::slot);
      if (known == adopted->components.end()) check.note(unknown_reference("component of the adopted version", at + "/slot"));
      else if (std::any_of(fates.begin(), fates.begin() + static_cast<std::ptrdiff_t>(i), [&](const domain::ComponentFate& other) { return other.slot == fates[i].slot; }))
        check.note({.code = "named-twice", .title = "The component is named twice", .detail = "Say once what became of it.", .field = at + "/slot"});
      else if (fates[i].fate == domain::Fate::kept) check.words(fates[i].reason, at + "/reason", 2'000);
      else check.name(fates[i].reason, at + "/reason", 2'000);
    }
    if (const auto good = check.done(); !good) return base::fail(good.error());
    return stored_unless_stale(tx.packages().set_components(id, fates, actor.person, context.clock.now(), version));
  });
}

base::Result<AdoptionPage> take_up_version(const Context& context, const Actor& actor, AdoptionId id, int version) {
  return change_adoption(context, actor, id, version, [&](Transaction& tx, const Adoption& adoption) -> base::Done {
    const auto newest = newest_of_adopted(tx, adoption);
    if (!newest) return base::fail(newest.error());
    if (!newest->current || newest->current->id == adoption.package_version)
      return base::fail(conflict("no-newer-version", "You have the newest version", "Nothing newer is published."));
    if (!tx.packages().set_version(id, newest->current->id, adoption.package_version, version)) return base::fail(stale("adoption"));
    tx.packages().add_adopted_measures(id, copy_measures(tx, actor, context.clock.now(), adoption, *newest->current, tx.packages().line(adoption.package)->place_name));
    draw_due_signals(tx);
    return {};
  });
}

base::Result<AdoptionPage> return_to_version(const Context& context, const Actor& actor, AdoptionId id, int version) {
  return change_adoption(context, actor, id, version, [&](Transaction& tx, const Adoption& adoption) -> base::Done {
    if (!adoption.version_before) return base::fail(not_found("earlier version"));
    const auto before = tx.packages().find_version(*adoption.version_before), now = tx.packages().find_version(adoption.package_version);
    for (const domain::ComponentFate& told : adoption.components)
      if (std::ranges::find(before->components, told.slot, &domain::Component::slot) == before->components.end()) {
        const auto component = std::ranges::find(now->components, told.slot, &domain::Component::slot);
        if (component == now->components.end()) continue;
        return base::fail(conflict("components-told", "You have said what became of something new",
                                   "\"" + component->name + "\" came with version " + std::to_string(now->number) + "; version " +
                                       std::to_string(before->number) + " hasn't got it. Go on by version " + std::to_string(now->number) + ", and say there what you dropped."));
      }
    return stored_unless_stale(tx.packages().set_version(id, before->id, {}, version));
  });
}

base::Result<AdoptionPage> propose_upstream(const Context& context, const Actor& actor, AdoptionId id, ProposalInput input) {
  return change_adoption(context, actor, id, std::nullopt, [&](Transaction& tx, const Adoption& adoption) -> base::Done {
    const auto newest = newest_of_adopted(tx, adoption);
    if (!newest) return base::fail(newest.error());
    const auto& components = newest->current->components;
    InputCheck check;
    check.name(input.name, "/name");
    check.name(input.why, "/why", 2'000);
    check.name(input.reason, "/reason", 2'000);
    if (input.slot && std::ranges::find(components, *input.slot, &domain::Component::slot) == components.end())
      check.note(unknown_reference("component of the package", "/slot"));
    if (const auto good = check.done(); !good) return base::fail(good.error());
    domain::UpstreamProposal proposal;
    proposal.package = adoption.package;
    proposal.adoption = id;
    proposal.slot = input.slot;
    proposal.part = input.part;
    proposal.name = input.name;
    proposal.why = input.why;
    proposal.reason = input.reason;
    proposal.made_by = actor.person;
    proposal.made = context.clock.now();
    for (const domain::UpstreamProposal& each : tx.packages().proposals_from(id))
      if (each.state == domain::UpstreamProposalState::open && each.slot == proposal.slot && each.part == proposal.part && each.name == proposal.name &&
          each.why == proposal.why && each.reason == proposal.reason)
        return base::fail(conflict("proposed-already", "You have proposed that already", "The same proposal waits for its answer."));
    (void)tx.packages().add_proposal(proposal);
    return {};
  });
}

base::Result<ProjectPackages> packages_of_project(const Context& context, const Actor& actor, domain::ProjectId id) {
  const auto tx = context.database.read();
  const auto project = tx->projects().find(id);
  if (!project || project->deleted) return base::fail(not_found("project"));
  const Scope scope = scope_of_project(*tx, *project);
  if (const auto may = require_read(Thing::project, actor, scope); !may) return base::fail(may.error());
  const Relations relations = relations_of(actor, scope);
  ProjectPackages out;
  if (const auto adoption = tx->packages().adoption_of_project(id)) {
    const auto found = tx->packages().find_adoption(*adoption);
    if (may_read(Thing::adoption_record, relations)) out.adoption = adoption;
    out.adopted_number = tx->packages().find_version(found->package_version)->number;
    if (auto line = tx->packages().line(found->package); line && may_read_line(actor, *line)) {
      out.adopted = std::move(line);
      out.since = versions_after(*tx, found->package, out.adopted_number);
      out.withdrawal = tx->packages().find(found->package)->withdrawal;
      if (const auto current = current_version(*tx, found->package)) out.contact = current->contact;
    }
  }
  for (PackageLine& each : tx->packages().lines_of_project(id))
    if (may_read_line(actor, each)) out.made.push_back(std::move(each));
  out.may_make = may_write(Thing::package_draft, relations);
  return out;
}

}  // namespace tributary::services
