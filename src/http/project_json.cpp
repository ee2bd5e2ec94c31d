#include "http/project_json.hpp"

#include <nlohmann/json.hpp>

#include "http/text_json.hpp"

namespace tributary::http {

namespace {

void write_instant(JsonText& out, std::string_view name, const std::optional<base::Instant>& at) {
  at ? out.text(name, base::to_iso(*at)) : out.null(name);
}

void write_aim(JsonText& out, std::string_view name, const domain::Aim& aim) {
  out.key(name);
  out.object();
  out.text("measure", aim.measure);
  out.id("measure_id", aim.measured);
  out.text("unit", aim.unit);
  out.number("from", aim.from);
  out.date("from_on", aim.from_on);
  out.number("to", aim.to);
  out.date("by", aim.by);
  out.flag("measurable", domain::is_measurable(aim));
  out.end('}');
}

void write_measure_line(JsonText& out, const domain::Measure& measure, const std::optional<domain::ChartFacts>& chart, base::Date today) {
  out.object();
  out.whole("id", measure.id.value);
  out.text("name", measure.name);
  out.text("kind", base::word(measure.kind));
  out.text("unit", measure.unit);
  out.text("direction", base::word(measure.direction));
  out.text("interval", base::word(measure.interval));
  out.flag("experience", measure.experience);
  out.number("target", domain::target_on(measure.targets, today));
  out.flag("published", measure.published.has_value());
  out.date("latest_on", chart ? chart->latest : std::nullopt);
  chart && chart->variation ? out.text("variation", base::word(*chart->variation)) : out.null("variation");
  out.key("recent");
  out.array();
  if (chart)
    for (const auto& value : chart->trail) out.number(value);
  out.end(']');
  out.end('}');
}

void write_test_line(JsonText& out, const services::TestOfProject& test) {
  out.object();
  out.whole("id", test.id.value);
  out.text("name", test.name);
  out.id("previous_id", test.previous);
  out.id("change_idea_id", test.change_idea);
  out.date("started_on", test.started);
  out.date("ended_on", test.ended);
  test.decision.empty() ? out.null("decision") : out.text("decision", test.decision);
  out.end('}');
}

void write_may(JsonText& out, const services::MayOnProject& may) {
  out.object();
  out.flag("edit", may.edit);
  out.flag("end", may.end);
  out.flag("remove", may.remove);
  out.flag("admit", may.admit);
  out.flag("change_drivers", may.change_drivers);
  out.flag("add_test", may.add_test);
  out.flag("add_measure", may.add_measure);
  out.flag("answer", may.answer);
  out.flag("agree_origin", may.agree_origin);
  out.flag("name_lead", may.name_lead);
  out.flag("take_back_lead", may.take_back_lead);
  out.flag("read_indoors", may.read_indoors);
  out.end('}');
}

template <class List, class Write>
void write_list(JsonText& out, std::string_view name, const List& list, Write write) {
  out.key(name);
  out.array();
  for (const auto& each : list) write(out, each);
  out.end(']');
}

}  // namespace

void write_named(JsonText& out, std::int64_t id, std::string_view name) {
  out.object();
  out.whole("id", id);
  out.text("name", name);
  out.end('}');
}

void write_objective(JsonText& out, const services::ObjectiveAtPlace& at) {
  const domain::Objective& objective = at.objective;
  out.object();
  out.whole("id", objective.id.value);
  out.whole("place_id", objective.place.value);
  out.text("place_name", at.place_name);
  out.id("parent_id", objective.parent);
  out.text("name", objective.name);
  out.text("dimension", base::word(objective.dimension));
  write_aim(out, "aim", objective.aim);
  out.text("fixed", objective.fixed);
  out.text("yours", objective.yours);
  out.text("why_here", objective.why_here);
  out.text("source", objective.source);
  out.flag("illustrative", objective.illustrative);
  out.flag("deleted", objective.deleted);
  out.whole("version", objective.version);
  out.end('}');
}

void write_objective_in_place(JsonText& out, const services::ObjectiveInPlace& at) {
  const domain::Objective& objective = at.objective;
  out.object();
  out.whole("id", objective.id.value);
  out.whole("place_id", objective.place.value);
  out.text("place_name", at.place_name);
  out.id("parent_id", objective.parent);
  out.whole("depth", at.depth);
  out.text("name", objective.name);
  out.text("dimension", base::word(objective.dimension));
  write_aim(out, "aim", objective.aim);
  out.flag("illustrative", objective.illustrative);
  out.whole("own", at.own);
  out.whole("all", at.all);
  out.whole("here", at.here);
  out.whole("illustrative_projects", at.illustrative);
  out.flag("unserved", at.unserved());
  out.end('}');
}

void write_project(JsonText& out, const services::ProjectInPlace& at) {
  const domain::Project& project = at.project;
  out.object();
  out.whole("id", project.id.value);
  out.text("name", project.name);
  out.whole("team_id", project.team.value);
  out.text("team_name", at.names.team_name);
  out.date("team_dissolved_on", at.names.team_dissolved);
  out.whole("organisation_id", at.names.organisation.value);
  out.text("organisation_name", at.names.organisation_name);
  out.flag("illustrative", at.names.illustrative);
  out.whole("place_id", project.place.value);
  out.text("place_name", at.names.place_name);
  out.text("aim", project.aim);
  write_aim(out, "aim_in_numbers", project.aim_in_numbers);
  out.text("origin", base::word(project.origin));
  out.key("origin_agreement");
  if (project.agreement) {
    out.object();
    out.whole("person_id", project.agreement->by.value);
    out.text("name", at.agreed_by_name);
    out.date("on", project.agreement->on);
    out.end('}');
  } else {
    out.null();
  }
  write_list(out, "objective_ids", project.serves, [](JsonText& o, domain::ObjectiveId id) { o.whole(id.value); });
  out.flag("serves_none", project.serves_none);
  out.text("state", base::word(project.state));
  out.date("ended_on", project.ended);
  out.text("owner_after", project.owner_after);
  out.date("review_on", project.review);
  write_instant(out, "created_at", project.created);
  out.flag("deleted", project.deleted);
  out.whole("version", project.version);
  out.end('}');
}

void write_project_summary(JsonText& out, const services::ProjectSummary& project) {
  out.object();
  out.whole("id", project.id.value);
  out.text("name", project.name);
  out.text("aim", project.aim);
  out.text("state", base::word(project.state));
  out.text("origin", base::word(project.origin));
  out.flag("serves_none", project.serves_none);
  if (project.next_review) out.date("next_review_on", project.next_review);
  write_instant(out, "created_at", project.created);
  out.whole("team_id", project.team.value);
  out.text("team_name", project.team_name);
  out.whole("organisation_id", project.organisation.value);
  out.text("organisation_name", project.organisation_name);
  out.flag("illustrative", project.illustrative);
  out.whole("place_id", project.place.value);
  out.text("place_name", project.place_name);
  out.end('}');
}

void write_project_summaries(JsonText& out, std::string_view name, const std::vector<services::ProjectSummary>& projects) {
  write_list(out, name, projects, write_project_summary);
}

void write_member(JsonText& out, const services::Member& member) {
  out.object();
  out.whole("id", member.grant.id.value);
  out.whole("person_id", member.grant.person.value);
  out.text("name", member.name);
  out.text("role", base::word(member.grant.role));
  write_instant(out, "since", member.grant.since);
  out.end('}');
}

void write_members(JsonText& out, const std::vector<services::Member>& members) { write_list(out, "members", members, write_member); }

void write_driver(JsonText& out, const services::DriverWithTests& with) {
  const domain::Driver& driver = with.driver;
  out.object();
  out.whole("id", driver.id.value);
  out.whole("project_id", driver.project.value);
  out.text("kind", base::word(driver.kind));
  out.id("parent_id", driver.parent);
  out.text("name", driver.name);
  out.whole("position", driver.position);
  out.whole("version", driver.version);
  write_list(out, "tests", with.tests, [](JsonText& o, const services::IdeaTest& test) { write_named(o, test.test.value, test.name); });
  out.end('}');
}

void write_drivers(JsonText& out, const std::vector<services::DriverWithTests>& drivers) { write_list(out, "drivers", drivers, write_driver); }

void write_later_checks(JsonText& out, const std::vector<domain::LaterCheck>& checks) {
  write_list(out, "later_checks", checks, [](JsonText& o, const domain::LaterCheck& check) {
    o.object();
    o.whole("months", check.months);
    o.date("due_on", check.due);
    check.result ? o.text("result", base::word(*check.result)) : o.null("result");
    check.result ? o.text("recorded_by", check.recorded_by_name) : o.null("recorded_by");
    write_instant(o, "recorded_at", check.recorded_at);
    o.whole("version", check.version);
    o.end('}');
  });
}

void write_progress(JsonText& out, const domain::Progress& progress) {
  out.object();
  out.number("score", progress.at->score);
  out.text("name", progress.at->name);
  out.number("next", progress.next != nullptr ? std::optional(progress.next->score) : std::nullopt);
  write_list(out, "levels", progress.levels, [](JsonText& o, const domain::AssessedLevel& level) {
    o.object();
    o.number("score", level.level->score);
    o.text("name", level.level->name);
    o.flag("reached", level.reached);
    write_list(o, "evidence", level.evidence, [](JsonText& e, const domain::AssessedEvidence& each) {
      e.object();
      e.text("code", each.evidence->code);
      e.text("says", each.evidence->says);
      e.text("how", each.evidence->how);
      e.flag("question", each.evidence->holds == nullptr);
      e.flag("met", each.met);
      e.whole("version", each.version);
      e.end('}');
    });
    o.end('}');
  });
  out.end('}');
}

void write_page(JsonText& out, const services::ProjectPage& page, base::Date today) {
  out.object();
  out.key("project");
  write_project(out, page.at);
  out.key("adopted");
  if (page.adopted) {
    out.object();
    out.whole("adoption_id", page.adopted->id.value);
    out.id("package_id", page.adopted->package);
    out.text("package_name", page.adopted->package_name);
    out.text("place_name", page.adopted->place_name);
    out.flag("illustrative", page.adopted->illustrative);
    out.end('}');
  } else {
    out.null();
  }
  out.date("next_review_on", page.next_review);
  out.key("texts");
  out.raw(texts_json(page.texts).dump());
  write_list(out, "objectives", page.objectives, write_objective);
  write_members(out, page.members);
  out.flag("led", page.led);
  out.date("new_lead_from", page.new_lead_from);
  write_drivers(out, page.drivers);
  out.key("measures");
  out.array();
  for (std::size_t i = 0; i < page.measures.size(); ++i) write_measure_line(out, page.measures[i], page.charts[i], today);
  out.end(']');
  write_list(out, "tests", page.tests, write_test_line);
  out.key("progress");
  write_progress(out, page.progress);
  write_later_checks(out, page.later_checks);
  write_list(out, "values_then", page.values_then, [](JsonText& o, const services::ValueThen& each) {
    o.object();
    o.whole("months", each.months);
    o.whole("measure_id", each.measure.value);
    o.text("measure_name", each.measure_name);
    o.text("unit", each.unit);
    o.date("on_date", each.on);
    o.number("value", each.value);
    o.end('}');
  });
  write_list(out, "still_open", page.still_open, [](JsonText& o, const services::StillOpen& each) {
    o.object();
    o.text("kind", base::word(each.kind));
    o.whole("test_id", each.test.value);
    o.text("test_name", each.test_name);
    o.text("measure_name", each.measure_name);
    o.end('}');
  });
  write_list(out, "programmes", page.programmes,
             [](JsonText& o, const domain::Programme& programme) { write_named(o, programme.id.value, programme.name); });
  write_list(out, "my_roles", page.my_roles, [](JsonText& o, domain::Role role) { o.text(base::word(role)); });
  out.key("may");
  write_may(out, page.may);
  out.end('}');
}

domain::Aim read_aim(Fields& in) {
  return {.measure = in.optional_text("measure"), .measured = in.optional_id<domain::MeasureId>("measure_id"),
          .unit = in.optional_text("unit"), .from = in.optional_number("from"), .from_on = in.optional_date("from_on"),
          .to = in.optional_number("to"), .by = in.optional_date("by")};
}

}  // namespace tributary::http
