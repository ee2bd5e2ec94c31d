#include "services/packages.hpp"

#include <algorithm>
#include <unordered_set>

#include "base/check.hpp"
#include "base/text.hpp"
#include "services/input_check.hpp"
#include "services/measures.hpp"
#include "services/package_page.hpp"
#include "services/places.hpp"
#include "services/ports/measure_store.hpp"
#include "services/ports/objective_store.hpp"
#include "services/ports/place_store.hpp"
#include "services/ports/standard_store.hpp"
#include "services/projects.hpp"

namespace tributary::services {

using domain::Audience;
using domain::Package;
using domain::PackageId;
using domain::PackageState;
using domain::PackageVersion;

namespace {

constexpr std::size_t longest = 4'000;

base::Problem withdrawn_already(const Package& package) {
  return {.kind = base::ProblemKind::conflict, .code = "package-withdrawn", .title = "The package is withdrawn",
          .detail = "It was withdrawn because: " + (package.withdrawal ? package.withdrawal->reason : "") + " Take the withdrawal back first."};
}

const domain::PackageMeasure* described_in(const PackageVersion* version, domain::MeasureId source) {
  if (version == nullptr) return nullptr;
  const auto found = std::ranges::find(version->measures, std::optional(source), &domain::PackageMeasure::source);
  return found == version->measures.end() ? nullptr : &*found;
}

// Words, references, and measures of the package's own project, whose definition is taken as it stands now. One that the actor
// may not read stays as the team has described it in `before`; nobody else draws it in.
base::Done check_content(Transaction& tx, const Actor& actor, const Package& package, PackageVersion& content, const PackageVersion* before) {
  InputCheck check;
  check.name(content.name, "/name");
  check.words(content.summary, "/summary", 1'000);
  check.words(content.aim, "/aim", 2'000);
  check.words(content.context, "/context", longest);
  check.words(content.contact, "/contact", 200);
  check.words(content.standard, "/standard", 1'000);
  if (content.objective)
    if (const auto found = tx.objectives().find(*content.objective); !found || found->deleted)
      check.note(unknown_reference("objective", "/objective_id"));
  for (std::size_t i = 0; i < content.standards.size(); ++i)
    if (const auto found = tx.standards().find(content.standards[i]); !found || found->deleted)
      check.note(unknown_reference("standard", "/standard_ids/" + std::to_string(i)));
  for (std::size_t i = 0; i < content.components.size(); ++i) {
    const std::string at = "/components/" + std::to_string(i);
    check.name(content.components[i].name, at + "/name");
    check.words(content.components[i].why, at + "/why", longest);
  }
  for (std::size_t i = 0; i < content.facts.size(); ++i) {
    const std::string at = "/facts/" + std::to_string(i);
    check.name(content.facts[i].topic, at + "/topic");
    check.name(content.facts[i].figure, at + "/figure");
    check.words(content.facts[i].says, at + "/says", 1'000);
    check.name(content.facts[i].source, at + "/source", 500);
  }
  for (std::size_t i = 0; i < content.measures.size(); ++i) {
    const std::string at = "/measures/" + std::to_string(i);
    domain::PackageMeasure& each = content.measures[i];
    if (each.source) {
      const auto found = tx.measures().find(*each.source);
      if (!found || !package.project || found->measure.owner.project != package.project) {
        check.note({.code = "measure-elsewhere", .title = "That measure isn't of the package's project",
                    .detail = "Results come straight from measures of the project that the package comes from.", .field = at + "/measure_id"});
        continue;
      }
      if (!may_read_measure(actor, *found)) {
        const domain::PackageMeasure* described = described_in(before, *each.source);
        if (described == nullptr) {
          check.note({.code = "measure-unread", .title = "That measure isn't open to you",
                      .detail = "It isn't published. The project's lead can publish it, or choose it for the package.", .field = at + "/measure_id"});
          continue;
        }
        const int slot = each.slot;
        each = *described;
        each.slot = slot;
        continue;
      }
      const domain::Measure& m = found->measure;
      each = {.slot = each.slot, .source = m.id, .name = m.name, .kind = m.kind, .experience = m.experience, .definition = m.definition,
              .unit = m.unit, .quantity = m.quantity, .scale = m.scale, .direction = m.direction, .interval = m.interval};
    } else {
      check.name(each.name, at + "/name");
      check.words(each.definition, at + "/definition", longest);
      check.words(each.unit, at + "/unit", 40);
      domain::Measure as_measure;
      as_measure.owner.place = package.place;
      as_measure.quantity = each.quantity;
      as_measure.scale = each.scale;
      if (const auto good = domain::check_measure(as_measure); !good) check.note(good.error());
    }
  }
  return check.done();
}

// Slots that the input names must be the package's; others are given by the domain.
base::Done check_slots(const PackageVersion& content, const PackageVersion* before) {
  const auto known = [](const auto& list, int slot) {
    return std::ranges::any_of(list, [&](const auto& each) { return each.slot == slot; });
  };
  const auto wrong = [&](const auto& list, const auto* earlier, std::string_view what) -> base::Done {
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::string at = "/" + std::string(what) + "s/" + std::to_string(i) + "/slot";
      if (list[i].slot != 0 && (earlier == nullptr || !known(*earlier, list[i].slot)))
        return base::fail(unknown_reference(std::string(what) + " of this package", at));
      if (list[i].slot != 0 && std::ranges::count_if(list, [&](const auto& each) { return each.slot == list[i].slot; }) > 1)
        return base::fail({.code = "slot-twice", .title = "It is listed twice", .detail = "Two entries say that they are the same " + std::string(what) + ".", .field = at});
    }
    return {};
  };
  if (const auto good = wrong(content.components, before == nullptr ? nullptr : &before->components, "component"); !good) return good;
  return wrong(content.measures, before == nullptr ? nullptr : &before->measures, "measure");
}

base::Result<Package> writable_package(Transaction& tx, const Actor& actor, PackageId id, Thing thing) {
  auto package = readable_package(tx, actor, id);
  if (!package) return package;
  if (const auto may = require_write(thing, actor, scope_of_package(tx, *package)); !may) return base::fail(may.error());
  return package;
}

base::Result<PackagePage> page_again(const Context& context, const Actor& actor, std::unique_ptr<Transaction> tx, PackageId id) {
  auto page = page_of_package(*tx, actor, context.clock.now(), id);
  tx->commit();
  return page;
}

bool holds_words(const PackageLine& line, const std::string& words) {
  const std::string text = base::lower(line.name + " " + line.summary + " " + line.context + " " + line.place_name + " " + line.organisation_name);
  std::string_view rest = words;
  while (!rest.empty()) {
    const std::size_t space = rest.find(' ');
    const std::string_view word = rest.substr(0, space);
    if (!word.empty() && text.find(word) == std::string::npos) return false;
    rest = space == std::string_view::npos ? std::string_view() : rest.substr(space + 1);
  }
  return true;
}

}  // namespace

Scope scope_of_package(Transaction& tx, const Package& package) {
  Scope scope = scope_of_place(tx, package.place);
  scope.project = package.project;
  return scope;
}

Thing package_thing(Audience audience) {
  switch (audience) {
    case Audience::network: return Thing::package_network;
    case Audience::system: return Thing::package_system;
    case Audience::public_: return Thing::package_public;
    case Audience::indoors: break;
  }
  base::check(false, "a published package is never indoors");
  return Thing::package_draft;
}

bool may_read_package(const Actor& actor, const Scope& scope, std::optional<Audience> audience) {
  const Relations relations = relations_of(actor, scope);
  return may_read(Thing::package_draft, relations) || (audience && may_read(package_thing(*audience), relations));
}

bool may_read_line(const Actor& actor, const PackageLine& line) {
  return may_read_package(actor, {.project = line.project, .place = line.place, .system = line.system, .author = {}}, line.audience);
}

base::Result<Package> readable_package(Transaction& tx, const Actor& actor, PackageId id) {
  const auto line = tx.packages().line(id);
  if (!line || !may_read_line(actor, *line)) return base::fail(not_found("change package"));
  return *tx.packages().find(id);
}

std::optional<PackageVersion> current_version(Transaction& tx, PackageId id) {
  std::optional<PackageVersion> out;
  for (PackageVersion& each : tx.packages().versions(id))
    if (each.published) out = std::move(each);
  return out;
}

std::vector<PackageVersion> versions_after(Transaction& tx, PackageId id, int number) {
  auto out = tx.packages().versions(id);
  std::erase_if(out, [&](const PackageVersion& each) { return !each.published || each.number <= number; });
  return out;
}

PackageVersion next_draft(Transaction& tx, PackageId id) {
  auto versions = tx.packages().versions(id);
  base::check(!versions.empty(), "a stored package has a version");
  PackageVersion last = std::move(versions.back());
  if (!last.published) return last;
  last.id = {};
  last.number += 1;
  last.audience.reset();
  last.published.reset();
  last.what_changed.clear();
  return last;
}

base::Result<std::vector<PackageLine>> list_packages(const Context& context, const Actor& actor, const PackageFilter& filter) {
  const auto tx = context.database.read();
  if (filter.place && !tx->places().find(*filter.place)) return base::fail(not_found("place"));
  std::unordered_set<PackageId> adopted;
  if (filter.adopted_in)
    for (const AdoptionLine& each : tx->packages().adoptions_in(*filter.adopted_in)) adopted.insert(each.package);
  const std::string words = base::lower(filter.words);
  std::vector<PackageLine> out = tx->packages().lines(filter.place);
  std::erase_if(out, [&](const PackageLine& line) {
    return (filter.adopted_in && !adopted.contains(line.id)) || (filter.objective && line.objective != filter.objective) || (filter.dimension && line.dimension != filter.dimension) ||
           !holds_words(line, words) || !may_read_line(actor, line);
  });
  return out;
}

base::Result<PackagePage> add_package(const Context& context, const Actor& actor, PackageInput input) {
  auto tx = context.database.write();
  Package package{.id = {}, .place = input.place, .project = input.project, .parent = {}, .state = PackageState::draft,
                  .marked_illustrative = input.illustrative, .withdrawal = {}, .created = {}, .deleted = false, .version = 1};
  if (input.project) {
    const auto project = tx->projects().find(*input.project);
    if (!project || project->deleted) return base::fail(unknown_reference("project", "/project_id"));
    package.place = project->place;
    package.parent = tx->packages().adoption_of_project(project->id);
  }
  if (!tx->places().find(package.place)) return base::fail(unknown_reference("place", "/place_id"));
  if (const auto may = require_write(Thing::package_draft, actor, scope_of_package(*tx, package)); !may) return base::fail(may.error());
  PackageVersion& content = input.content;
  content.number = 1;
  if (const auto good = check_content(*tx, actor, package, content, nullptr); !good) return base::fail(good.error());
  if (const auto good = check_slots(content, nullptr); !good) return base::fail(good.error());
  domain::give_slots(content, {});
  const PackageId id = tx->packages().add(package, content, actor.person, context.clock.now());
  return page_again(context, actor, std::move(tx), id);
}

base::Result<PackagePage> update_package(const Context& context, const Actor& actor, PackageId id, int version, PackageVersion content) {
  auto tx = context.database.write();
  auto package = writable_package(*tx, actor, id, Thing::package_draft);
  if (!package) return base::fail(package.error());
  if (package->version != version) return base::fail(stale("change package"));
  if (package->state == PackageState::withdrawn) return base::fail(withdrawn_already(*package));
  const PackageVersion before = next_draft(*tx, id);
  if (const auto good = check_content(*tx, actor, *package, content, &before); !good) return base::fail(good.error());
  if (const auto good = check_slots(content, &before); !good) return base::fail(good.error());
  content.id = before.id;
  content.number = before.number;
  content.what_changed = before.what_changed;
  domain::give_slots(content, tx->packages().versions(id));
  tx->packages().save_draft(id, content);
  if (!tx->packages().set_state(id, package->state, package->withdrawal, version)) return base::fail(stale("change package"));
  return page_again(context, actor, std::move(tx), id);
}

base::Result<PackagePage> publish_package(const Context& context, const Actor& actor, PackageId id, int version, Audience audience,
                                          std::string what_changed) {
  auto tx = context.database.write();
  auto package = writable_package(*tx, actor, id, Thing::package_publication);
  if (!package) return base::fail(package.error());
  if (package->version != version) return base::fail(stale("change package"));
  if (package->state == PackageState::withdrawn) return base::fail(withdrawn_already(*package));
  if (audience == Audience::indoors)
    return base::fail({.code = "audience-indoors", .title = "A package is written to be read", .detail = "Choose network, system or public.", .field = "/audience"});
  const PackageVersion draft = next_draft(*tx, id);
  if (!draft.id.stored())
    return base::fail({.kind = base::ProblemKind::conflict, .code = "draft-missing", .title = "There is nothing new to publish",
                       .detail = "Version " + std::to_string(draft.number - 1) + " is published. Change the package first; that opens the next version."});
  auto words = read_words(what_changed, "/what_changed", 2'000);
  if (!words) return base::fail(words.error());
  if (const auto good = domain::check_publishable(draft); !good) return base::fail(good.error());
  std::string unpublished;
  for (const domain::PackageMeasure& each : draft.measures) {
    if (!each.source) continue;
    const auto found = tx->measures().find(*each.source);
    if (!found || !found->measure.published) unpublished += (unpublished.empty() ? "\"" : ", \"") + each.name + "\"";
  }
  if (!unpublished.empty())
    return base::fail({.code = "measures-unpublished", .title = "A package's results come from published measures",
                       .detail = "Not published: " + unpublished + ". The project's lead publishes a measure on its page; or leave it out of the package.",
                       .field = "/measures"});
  // What an accepted proposal noted is kept with what is said now.
  if (!draft.what_changed.empty()) *words = words->empty() ? draft.what_changed : draft.what_changed + "\n" + *words;
  tx->packages().publish(id, draft.id, audience, *words, actor.person, context.clock.now());
  if (!tx->packages().set_state(id, PackageState::published, {}, version)) return base::fail(stale("change package"));
  return page_again(context, actor, std::move(tx), id);
}

base::Result<PackagePage> withdraw_package(const Context& context, const Actor& actor, PackageId id, int version, std::string reason) {
  auto tx = context.database.write();
  auto package = writable_package(*tx, actor, id, Thing::package_publication);
  if (!package) return base::fail(package.error());
  auto words = read_name(reason, "/reason", 2'000);
  if (!words) return base::fail(words.error());
  if (package->state == PackageState::withdrawn) return base::fail(withdrawn_already(*package));
  if (package->state == PackageState::draft)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "package-not-published", .title = "It isn't published",
                       .detail = "A draft is removed instead; nobody can have adopted it."});
  const domain::Withdrawal withdrawal{.at = context.clock.now(), .by = actor.person, .reason = *std::move(words)};
  if (!tx->packages().set_state(id, PackageState::withdrawn, withdrawal, version)) return base::fail(stale("change package"));
  return page_again(context, actor, std::move(tx), id);
}

base::Result<PackagePage> reinstate_package(const Context& context, const Actor& actor, PackageId id) {
  auto tx = context.database.write();
  auto package = writable_package(*tx, actor, id, Thing::package_publication);
  if (!package) return base::fail(package.error());
  if (package->state == PackageState::withdrawn)
    base::check(tx->packages().set_state(id, PackageState::published, {}, package->version), "one writer: the version stands");
  return page_again(context, actor, std::move(tx), id);
}

base::Result<PackagePage> discard_draft(const Context& context, const Actor& actor, PackageId id, int version) {
  auto tx = context.database.write();
  const auto package = writable_package(*tx, actor, id, Thing::package_draft);
  if (!package) return base::fail(package.error());
  if (package->state == PackageState::withdrawn) return base::fail(withdrawn_already(*package));
  if (package->state == PackageState::draft)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "first-draft", .title = "It is all there is of the package",
                       .detail = "Nothing was published yet. Remove the package instead; that can be taken back too."});
  const PackageVersion draft = next_draft(*tx, id);
  if (!draft.id.stored())
    return base::fail({.kind = base::ProblemKind::conflict, .code = "draft-missing", .title = "There is no draft to discard",
                       .detail = "Version " + std::to_string(draft.number - 1) + " is published, and nothing was written since."});
  if (!tx->packages().set_state(id, package->state, package->withdrawal, version)) return base::fail(stale("change package"));
  tx->packages().discard_draft(draft.id, context.clock.now());
  return page_again(context, actor, std::move(tx), id);
}

base::Result<PackagePage> bring_back_draft(const Context& context, const Actor& actor, PackageId id) {
  auto tx = context.database.write();
  const auto package = writable_package(*tx, actor, id, Thing::package_draft);
  if (!package) return base::fail(package.error());
  const auto discarded = tx->packages().last_discarded(id);
  if (!discarded) return base::fail(not_found("discarded draft"));
  const PackageVersion next = next_draft(*tx, id);
  if (next.id.stored())
    return base::fail({.kind = base::ProblemKind::conflict, .code = "draft-begun", .title = "Another draft was begun meanwhile",
                       .detail = "Discard or publish the draft of version " + std::to_string(next.number) + " first; then this one can come back."});
  if (const auto published = current_version(*tx, id); published && *published->published > discarded->at)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "published-since", .title = "A version was published since",
                       .detail = "Version " + std::to_string(published->number) + " came after this draft was laid aside, and the draft would put its own words over it. "
                                 "Change the package anew; proposals that the draft had taken are open again."});
  base::check(tx->packages().set_state(id, package->state, package->withdrawal, package->version), "one writer: the version stands");
  tx->packages().bring_back_draft(discarded->id, next.number);
  return page_again(context, actor, std::move(tx), id);
}

base::Done delete_package(const Context& context, const Actor& actor, PackageId id, int version) {
  const auto tx = context.database.write();
  const auto package = writable_package(*tx, actor, id, Thing::package_draft);
  if (!package) return base::fail(package.error());
  if (package->state != PackageState::draft)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "package-published", .title = "A published package is withdrawn, not removed",
                       .detail = "Others may rest on it. Withdraw it with the reason: they will be told, and what they adopted stays."});
  if (!tx->packages().set_deleted(id, context.clock.now(), version)) return base::fail(stale("change package"));
  tx->commit();
  return {};
}

base::Result<PackagePage> restore_package(const Context& context, const Actor& actor, PackageId id) {
  auto tx = context.database.write();
  const auto package = tx->packages().find(id);
  if (!package) return base::fail(not_found("change package"));
  const Relations relations = relations_of(actor, scope_of_package(*tx, *package));
  if (!may_read(Thing::package_draft, relations)) return base::fail(not_found("change package"));
  if (const auto may = require_write(Thing::package_draft, actor, scope_of_package(*tx, *package)); !may) return base::fail(may.error());
  if (package->deleted) base::check(tx->packages().set_deleted(id, std::nullopt, package->version), "one writer: the version stands");
  return page_again(context, actor, std::move(tx), id);
}

}  // namespace tributary::services
