#include "http/home_handlers.hpp"

#include <algorithm>

#include "http/json.hpp"
#include "http/project_json.hpp"
#include "services/home.hpp"

namespace tributary::http {

namespace {

std::string_view contract_word(services::NodeKind kind) {
  switch (kind) {
    case services::NodeKind::localities: return "locality";
    case services::NodeKind::organisations: return "organisation";
    case services::NodeKind::teams: return "team";
  }
  base::check(false, "every kind of node has a word");
  return "";
}

base::Result<services::HomeZoom> read_zoom(const Request& request) {
  services::HomeZoom zoom{.place = id_in_path<domain::PlaceId>(request)};
  const auto organisation = number_in_query(request, "organisation_id");
  if (!organisation) return base::fail(organisation.error());
  if (*organisation) zoom.organisation = domain::OrganisationId{**organisation};
  const auto team = number_in_query(request, "team_id");
  if (!team) return base::fail(team.error());
  if (*team) zoom.team = domain::TeamId{**team};
  if (zoom.team && !zoom.organisation)
    return base::fail({.code = "organisation-missing", .title = "A team stands in its organisation",
                       .detail = "Name the team's organisation too, as organisation_id.", .field = "organisation_id"});
  if (const auto found = request.query.find("dimension"); found != request.query.end()) {
    const auto dimension = base::read_word<domain::Dimension>(found->second, "dimension");
    if (!dimension) return base::fail(dimension.error());
    zoom.dimension = *dimension;
  }
  return zoom;
}

void write_verdicts(JsonText& out, const domain::AnswerCounts& counts, bool shown) {
  out.key("answers");
  if (!shown) return out.null();
  out.object();
  out.whole("as_expected", counts.as_expected);
  out.whole("better", counts.better);
  out.whole("worse", counts.worse);
  out.whole("outside", counts.outside);
  out.whole("no_value", counts.no_value);
  out.whole("after_data", counts.after_data);
  out.whole("restated", counts.restated);
  out.end('}');
}

void write_answered(JsonText& out, int answered, bool shown) { shown ? out.whole("answered", answered) : out.null("answered"); }

// Of a team, to who may not see teams: none.
std::string_view shown_name(const services::Home& home, bool node, std::string_view name) {
  return node && home.picture->nodes_are == services::NodeKind::teams && !home.teams_shown ? std::string_view{} : name;
}

void write_signal(JsonText& out, domain::MeasureId measure, const services::MeasureSignal& of) {
  out.object();
  out.whole("measure_id", measure.value);
  out.text("measure_name", of.name);
  out.flag("illustrative", of.illustrative);
  out.text("variation", base::word(of.signal.variation));
  of.signal.assurance ? out.text("assurance", base::word(*of.signal.assurance)) : out.null("assurance");
  out.date("last_on", of.signal.last);
  out.key("recent");
  out.array();
  for (const auto& value : of.signal.recent) out.number(value);
  out.end(']');
  out.end('}');
}

void write_objective(JsonText& out, const services::HomeObjective& each, bool answers_shown) {
  out.object();
  out.key("objective");
  write_objective_in_place(out, each.in_place);
  write_verdicts(out, each.answers, answers_shown);
  out.key("signals");
  out.object();
  out.whole("improvement", each.signals.improvement);
  out.whole("concern", each.signals.concern);
  out.whole("neither", each.signals.neither);
  out.whole("common_cause", each.signals.common_cause);
  out.end('}');
  out.key("signal");
  each.signal != nullptr ? write_signal(out, *each.in_place.objective.aim.measured, *each.signal) : out.null();
  out.end('}');
}

void write_mark(JsonText& out, const services::HomeProject& project) {
  out.object();
  out.whole("id", project.id.value);
  out.text("name", project.name);
  out.whole("node", project.node);
  out.key("objectives");
  out.array();
  for (const domain::ObjectiveId card : project.cards) out.whole(card.value);
  out.end(']');
  out.flag("answered", project.answered);
  out.flag("outside", project.outside);
  out.flag("illustrative", project.illustrative);
  project.variation ? out.text("variation", base::word(*project.variation)) : out.null("variation");
  out.end('}');
}

void write_journeys(JsonText& out, const services::Home& home) {
  constexpr std::size_t most_named = 3;
  const services::HomePicture& picture = *home.picture;
  const auto write_end = [&](std::string_view name, std::uint32_t at) {
    const services::HomeEnd& end = picture.ends[at];
    out.key(name);
    out.object();
    end.node ? out.whole("node", *end.node) : out.null("node");
    out.whole("place_id", end.place.value);
    out.text("name", shown_name(home, end.node.has_value(), end.name));
    out.end('}');
  };
  out.whole("packages_travelling", home.journeys.packages);
  out.key("journeys");
  out.array();
  for (const auto& journey : home.journeys.between) {
    out.object();
    write_end("from", journey.from);
    write_end("to", journey.to);
    out.whole("adoptions", journey.adoptions);
    out.whole("stopped", journey.stopped);
    out.whole("illustrative_adoptions", journey.illustrative);
    out.whole("packages", static_cast<std::int64_t>(journey.packages.size()));
    out.key("named");
    out.array();
    for (std::size_t i = 0; i < std::min(most_named, journey.packages.size()); ++i) {
      const services::PackageFact& package = picture.facts.packages->packages[journey.packages[i]->package];
      out.object();
      out.whole("id", package.id.value);
      out.text("name", package.name);
      out.flag("illustrative", package.illustrative);
      out.whole("adoptions", journey.packages[i]->adoptions);
      out.whole("illustrative_adoptions", journey.packages[i]->illustrative);
      out.end('}');
    }
    out.end(']');
    out.end('}');
  }
  out.end(']');
}

void write_bands(JsonText& out, const services::Home& home) {
  const services::HomePicture& picture = *home.picture;
  out.key("objectives");
  out.array();
  for (const auto& each : picture.objectives) write_objective(out, each, home.answers_shown);
  out.end(']');
  out.key("nodes");
  out.array();
  for (const auto& each : picture.nodes) {
    out.object();
    out.whole("id", each.id);
    out.text("name", shown_name(home, true, each.name));
    out.flag("illustrative", each.illustrative);
    out.whole("projects", each.projects);
    write_answered(out, each.answered, home.answers_shown);
    out.whole("outside", each.outside);
    out.whole("illustrative_projects", each.illustrative_projects);
    out.end('}');
  }
  out.end(']');
  out.key("streams");
  out.array();
  for (const auto& each : picture.streams) {
    out.object();
    out.whole("node", each.node);
    out.whole("objective", each.card.value);
    out.whole("projects", each.projects);
    write_answered(out, each.answered, home.answers_shown);
    out.whole("illustrative_projects", each.illustrative);
    write_verdicts(out, each.answers, home.answers_shown);
    out.end('}');
  }
  out.end(']');
  const auto write_marks = [&](std::string_view name, const std::vector<services::HomeProject>& marks) {
    out.key(name);
    out.array();
    if (home.projects_shown)
      for (const auto& each : marks) write_mark(out, each);
    out.end(']');
  };
  write_marks("projects", picture.projects);
  write_marks("outside_plan", picture.outside_plan);
}

}  // namespace

base::Result<Response> get_home(const Request& request, const services::Context& context) {
  const auto zoom = read_zoom(request);
  if (!zoom) return base::fail(zoom.error());
  const auto found = services::home_of(context, request.actor(), *zoom);
  if (!found) return base::fail(found.error());
  const services::HomePicture& picture = *found->picture;
  JsonText out(64 * 1024);
  out.object();
  out.key("place");
  write_named(out, found->place.id.value, found->place.name);
  out.key("system");
  found->system ? write_named(out, found->system->id.value, found->system->name) : out.null();
  out.key("organisation");
  if (found->organisation) {
    out.object();
    out.whole("id", found->organisation->first.value);
    out.text("name", found->organisation->second.name);
    out.flag("illustrative", found->organisation->second.illustrative);
    out.end('}');
  } else {
    out.null();
  }
  out.key("team");
  found->team ? write_named(out, found->team->first.value, found->team->second) : out.null();
  out.text("nodes_are", contract_word(picture.nodes_are));
  out.whole("active_projects", picture.active_projects);
  out.whole("outside", picture.outside);
  write_answered(out, picture.answered, found->answers_shown);
  out.whole("illustrative_projects", picture.illustrative);
  out.whole("unserved_objectives", std::ranges::count_if(picture.objectives, [](const auto& each) { return each.in_place.unserved(); }));
  out.whole("reviews_this_week", picture.reviews_this_week);
  write_bands(out, *found);
  write_journeys(out, *found);
  out.flag("may_agree", found->may_agree);
  out.end('}');
  return reply(200, out);
}

}  // namespace tributary::http
