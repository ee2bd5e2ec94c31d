#include "services/project_page.hpp"

#include <algorithm>

#include "services/packages.hpp"
#include "services/ports/measure_store.hpp"
#include "services/ports/objective_store.hpp"
#include "services/ports/person_store.hpp"
#include "services/ports/place_store.hpp"
#include "services/ports/programme_store.hpp"
#include "services/ports/signal_store.hpp"
#include "services/problems.hpp"
#include "services/support_needs.hpp"

namespace tributary::services {

namespace {

MayOnProject may_on(const domain::Project& project, Relations relations) {
  const bool proposed = project.origin == domain::Origin::both && !project.agreement;
  return {.edit = may_write(Thing::project, relations),
          .end = may_write(Thing::project_ending, relations),
          .remove = false,  // known once its predictions are
          .admit = may_write(Thing::membership, relations),
          .change_drivers = may_write(Thing::driver_diagram, relations),
          .add_test = may_write(Thing::test, relations),
          .add_measure = may_write(Thing::private_measure, relations),
          .answer = may_write(Thing::team_answer, relations),
          .agree_origin = proposed && may_write(Thing::origin_agreement, relations) && (relations & indoors) == nobody,
          .name_lead = false,  // known once the members are, as the next
          .take_back_lead = false,
          .read_indoors = may_read(Thing::text_indoors, relations)};
}

void keep_readable(std::vector<domain::Measure>& measures, Relations relations) {
  std::erase_if(measures, [&](const domain::Measure& each) {
    return !may_read(each.published ? Thing::published_measure : Thing::private_measure, relations);
  });
}

std::vector<ObjectiveAtPlace> objectives_of(Transaction& tx, domain::ProjectId project) {
  std::vector<ObjectiveAtPlace> out;
  for (domain::Objective& each : tx.objectives().of_project(project)) {
    const auto place = tx.places().find(each.place);
    out.push_back({.objective = std::move(each), .place_name = place ? place->name : ""});
  }
  return out;
}

std::optional<AdoptedFrom> adopted_from(Transaction& tx, const Actor& actor, domain::ProjectId project) {
  const auto id = tx.packages().adoption_of_project(project);
  const auto adoption = id ? tx.packages().find_adoption(*id) : std::nullopt;
  const auto line = adoption ? tx.packages().line(adoption->package) : std::nullopt;
  if (!line) return std::nullopt;
  AdoptedFrom out{.id = *id, .package = {}, .package_name = {}, .place_name = line->place_name, .illustrative = line->illustrative};
  if (!may_read_line(actor, *line)) return out;
  out.package = line->id;
  if (const auto version = tx.packages().find_version(adoption->package_version)) out.package_name = version->name;
  return out;
}

// What a project says of the people who use the service. What is removed, and comments, are read elsewhere.
void words_of_project(Transaction& tx, const Actor& actor, domain::ProjectId project, Texts& out) {
  visible_texts(tx, actor, domain::TextThing::project, project.value, out);
  keep_texts(out, [](const domain::FreeText& text) {
    return !text.deleted && (text.subject.slot == "what_matters" || text.subject.slot == "taking_part" || text.subject.slot.starts_with("held_"));
  });
}

// The measure that the aim is counted in, or else the first outcome; of `readable` ones.
const domain::Measure* measure_of_the_change(const domain::Project& project, const std::vector<domain::Measure>& readable) {
  const auto aimed = std::ranges::find_if(readable, [&](const domain::Measure& each) { return each.id == project.aim_in_numbers.measured; });
  if (aimed != readable.end()) return &*aimed;
  const auto outcome = std::ranges::find(readable, domain::MeasureKind::outcome, &domain::Measure::kind);
  return outcome != readable.end() ? &*outcome : nullptr;
}

// As it was known when it was said; before it was published, for who keeps it alone.
std::vector<ValueThen> values_then(Transaction& tx, const ProjectPage& page, Relations relations) {
  std::vector<ValueThen> out;
  const domain::Measure* measure = measure_of_the_change(page.at.project, page.measures);
  if (measure == nullptr) return out;
  for (const domain::LaterCheck& check : page.later_checks) {
    if (!check.result || !check.recorded_at) continue;
    if (!may_read(Thing::private_measure, relations) && measure->published > check.recorded_at) continue;
    const auto known = tx.measures().known_at(measure->id, base::london_date(*check.recorded_at), *check.recorded_at);
    const auto last = std::ranges::find_if(known.rbegin(), known.rend(), [](const domain::Observation& each) { return each.value.has_value(); });
    if (last != known.rend())
      out.push_back({.months = check.months, .measure = measure->id, .measure_name = measure->name, .unit = measure->unit, .on = last->on, .value = *last->value});
  }
  return out;
}

}  // namespace

base::Result<ProjectPage> project_page(const Context& context, const Actor& actor, domain::ProjectId id) {
  ProjectPage page;
  Texts texts;
  bool lead_to_see = false;
  {
    const auto tx = context.database.read();
    const auto project = tx->projects().find(id);
    if (!project) return base::fail(not_found("project"));
    const Scope scope = scope_of_project(*tx, *project);
    const Relations relations = relations_of(actor, scope);
    if (project->deleted && !may_write(Thing::project_ending, relations)) return base::fail(not_found("project"));
    if (const auto may = require_read(Thing::project, actor, scope); !may) return base::fail(may.error());
    page = {.at = in_place(*tx, id),
            .adopted = adopted_from(*tx, actor, id),
            .next_review = {},
            .texts = {},
            .objectives = objectives_of(*tx, id),
            .members = members_of(*tx, id),
            .led = somebody_leads(*tx, id),
            .new_lead_from = {},
            .drivers = diagram_of(*tx, id),
            .measures = tx->measures().of({.place = {}, .project = id, .person = {}}),
            .charts = {},
            .tests = tx->projects().tests(id),
            .progress = {},
            .later_checks = tx->projects().later_checks(id),
            .values_then = {},
            .still_open = {},
            .programmes = tx->programmes().of_project(id),
            .my_roles = {},
            .may = may_on(*project, relations)};
    page.next_review = next_review_day(*tx, actor, page.at.names, base::london_date(context.clock.now()));
    // What an unpublished measure shows is the team's, so it tells nobody else how far they have come.
    keep_readable(page.measures, relations);
    page.values_then = values_then(*tx, page, relations);
    const KeptFacts charts = tx->signals().facts_of(id);
    page.progress = progress_of(*tx, *project, {.members = page.members, .drivers = page.drivers, .measures = page.measures, .charts = charts,
                                                .tests = page.tests, .later_checks = page.later_checks});
    for (const domain::Measure& each : page.measures) {
      const auto kept = charts.find(each.id);
      page.charts.push_back(kept != charts.end() ? std::optional(kept->second) : std::nullopt);
    }
    if (page.may.end && project->state == domain::ProjectState::active && !project->deleted) page.still_open = still_open(*tx, id);
    page.may.remove = page.may.end && !is_on_record(*tx, id);
    if (!page.led) page.new_lead_from = new_lead_from(*tx, id);
    const bool rested = !page.new_lead_from || *page.new_lead_from <= base::london_date(context.clock.now());
    page.may.name_lead = !page.led && rested && may_write(Thing::new_lead, relations);
    page.may.take_back_lead = was_named_over(*tx, id, actor.person);
    words_of_project(*tx, actor, id, texts);
    lead_to_see = tx->people().lead_to_see(id, actor.person).has_value();
  }
  for (const Member& member : page.members)
    if (member.grant.person == actor.person) page.my_roles.push_back(member.grant.role);
  if (lead_to_see) {
    const auto tx = context.database.write();
    tx->people().note_lead_seen(id, actor.person);
    tx->commit();
  }
  note_readings(context, actor, texts);
  page.texts = std::move(texts.texts);
  return page;
}

}  // namespace tributary::services
