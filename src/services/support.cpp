#include "services/support.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "base/text.hpp"
#include "services/input_check.hpp"
#include "services/places.hpp"
#include "services/ports/person_store.hpp"
#include "services/ports/programme_store.hpp"
#include "services/ports/text_store.hpp"
#include "services/project_endings.hpp"
#include "services/projects.hpp"

namespace tributary::services {

using domain::ProjectId;
using domain::SessionKind;
using domain::SupportSession;
using domain::SupportSessionId;

namespace {

// Who took part is of the team, its partners or its mentor; those who were, and have left since, stay named.
base::Done check_attended(Transaction& tx, const SupportSession& session, const std::vector<domain::Attendant>& before) {
  const auto grants = tx.people().grants_to(session.project);
  for (std::size_t i = 0; i < session.attended.size(); ++i) {
    const domain::PersonId person = session.attended[i].person;
    const bool of_it = std::ranges::find(grants, person, &domain::Grant::person) != grants.end();
    if (!of_it && std::ranges::find(before, person, &domain::Attendant::person) == before.end())
      return base::fail({.code = "not-of-the-team", .title = "They are not of this project's team",
                         .detail = "Those who took part are named among the team, its partners and its mentor. Ask the project's "
                                   "lead to admit them first, or leave them out.",
                         .field = "/attended_ids/" + std::to_string(i)});
  }
  return {};
}

// What is the same of each of the session's projects.
base::Done check_shared(SupportSession& session, base::Date today) {
  InputCheck check;
  if (session.kind == SessionKind::training) check.name(session.topic, "/topic");
  else session.topic.clear();
  if (session.kind == SessionKind::training) session.see_on.reset();
  check.that(domain::check_session(session, today));
  return check.done();
}

base::Done check_projects(SessionKind kind, const std::vector<ProjectId>& projects) {
  if (projects.empty())
    return base::fail({.code = "projects-missing", .title = "Which project was it with?", .detail = "Name the project, or the projects of a training.",
                       .field = "/project_ids"});
  if (kind == SessionKind::mentoring && projects.size() > 1)
    return base::fail({.code = "one-project-each", .title = "Mentoring is with one project",
                       .detail = "The five questions are about one team's work. Log a session for each, or say that it was training.",
                       .field = "/project_ids"});
  return {};
}

base::Done put_words(Transaction& tx, const Actor& actor, base::Instant now, const SupportSession& session, const SessionWords& words) {
  for (const auto& [slot, draft] : words) {
    const domain::TextSubject subject{.project = session.project, .thing = domain::TextThing::session,
                                      .thing_id = session.id.value, .slot = slot};
    if (const auto put = put_text(tx, actor, now, subject, draft, "/" + slot); !put) return put;
  }
  return {};
}

base::Done check_under_way(const domain::Project& project) {
  if (project.state == domain::ProjectState::active) return {};
  return base::fail({.kind = base::ProblemKind::conflict, .code = "project-ended", .title = "The project has ended",
                     .detail = project.name + " is " + std::string(base::word(project.state)) + ". A session is logged while its project is under way; its lead can open it again.",
                     .field = "/project_ids"});
}

// Of several projects each names its own: somebody of one team isn't asked to be of the others.
std::vector<domain::Attendant> of_the_project(Transaction& tx, std::vector<domain::Attendant> attended, ProjectId project) {
  const auto grants = tx.people().grants_to(project);
  std::erase_if(attended, [&](const domain::Attendant& each) { return std::ranges::find(grants, each.person, &domain::Grant::person) == grants.end(); });
  return attended;
}

bool says_the_same(Transaction& tx, const SupportSession& session, const SessionWords& words) {
  const auto texts = tx.texts().about(domain::TextThing::session, session.id.value);
  const auto stands = [](const domain::FreeText& text) { return !text.deleted; };
  const auto said = std::ranges::count_if(words, [](const auto& each) { return !base::trim(each.second.body).empty(); });
  return std::ranges::count_if(texts, stands) == said && std::ranges::all_of(words, [&](const auto& each) {
    return base::trim(each.second.body).empty() || std::ranges::any_of(texts, [&](const domain::FreeText& text) {
      return stands(text) && text.subject.slot == each.first && base::trim(text.body) == base::trim(each.second.body) && text.audience == each.second.audience;
    });
  });
}

// A form that was sent twice: the same of each of the projects, by the same person within a minute.
std::vector<SupportSession> stored_just_now(Transaction& tx, const SupportSession& wanted, const std::vector<ProjectId>& projects, const SessionWords& words) {
  constexpr std::chrono::seconds a_minute{60};
  const auto people = [](const std::vector<domain::Attendant>& all) {
    std::vector<std::int64_t> out;
    for (const domain::Attendant& each : all) out.push_back(each.person.value);
    std::ranges::sort(out);
    return out;
  };
  std::vector<SupportSession> out;
  for (const ProjectId id : projects) {
    if (std::ranges::find(out, id, &SupportSession::project) != out.end()) continue;
    const auto attended = people(projects.size() > 1 ? of_the_project(tx, wanted.attended, id) : wanted.attended);
    const auto all = tx.support().of_project(id);
    const auto same = std::ranges::find_if(all, [&](const SupportSession& each) {
      return each.created_by == wanted.created_by && wanted.created - each.created <= a_minute && each.kind == wanted.kind && each.held_on == wanted.held_on &&
             each.topic == wanted.topic && each.see_on == wanted.see_on && people(each.attended) == attended && says_the_same(tx, each, words);
    });
    if (same == all.end()) return {};
    out.push_back(*same);
  }
  return out;
}

// A session of a project that isn't removed, to who may write it.
base::Result<SupportSession> writable_session(Transaction& tx, const Actor& actor, SupportSessionId id) {
  auto session = tx.support().find(id);
  const auto scope = session ? scope_of_text_project(tx, session->project) : std::nullopt;
  if (!scope) return base::fail(not_found("session"));
  if (const auto may = require_write(Thing::support_session, actor, *scope); !may) return base::fail(may.error());
  return *std::move(session);
}

SessionView view_of(Transaction& tx, const Actor& actor, SupportSession session, const Scope& scope, Texts* texts) {
  const Relations relations = relations_of(actor, scope);
  SessionView out{.session = std::move(session), .sees_attendance = may_read(Thing::support_attendance, relations), .projects = 1,
                  .texts = {}, .may_edit = may_write(Thing::support_session, relations)};
  if (!out.sees_attendance) {
    out.session.attended.clear();
    out.session.see_on.reset();
  }
  if (out.session.occasion) out.projects = static_cast<int>(tx.support().projects_of_occasion(*out.session.occasion).size());
  if (texts == nullptr) return out;
  Texts found;
  visible_texts(tx, actor, domain::TextThing::session, out.session.id.value, found);
  std::ranges::copy(found.confidential, std::back_inserter(texts->confidential));
  out.texts = std::move(found.texts);
  std::erase_if(out.texts, [](const VisibleText& each) { return each.text.deleted.has_value(); });
  return out;
}

}  // namespace

base::Result<std::vector<SupportSession>> add_session(const Context& context, const Actor& actor, const SupportSession& wanted,
                                                      const std::vector<ProjectId>& projects, const SessionWords& words) {
  const base::Instant now = context.clock.now();
  SupportSession session = wanted;
  if (const auto good = check_projects(session.kind, projects); !good) return base::fail(good.error());
  if (const auto good = check_shared(session, base::london_date(now)); !good) return base::fail(good.error());
  session.created = now;
  session.created_by = actor.person;
  session.created_by_name = actor.name;
  const auto tx = context.database.write();
  std::vector<SupportSession> out;
  if (auto already = stored_just_now(*tx, session, projects, words); !already.empty()) return already;
  for (const ProjectId id : projects) {
    if (std::ranges::find(out, id, &SupportSession::project) != out.end()) continue;
    const auto project = writable_project(*tx, actor, id, Thing::support_session);
    if (!project) return base::fail(project.error());
    if (const auto good = check_under_way(*project); !good) return base::fail(good.error());
    if (const auto good = check_after_beginning(*tx, *project, session.held_on, "/held_on"); !good) return base::fail(good.error());
    session.project = id;
    SupportSession one = session;
    if (projects.size() > 1) one.attended = of_the_project(*tx, session.attended, id);
    if (const auto good = check_attended(*tx, one, {}); !good) return base::fail(good.error());
    one.id = tx->support().add(one);
    if (projects.size() > 1) {
      if (!session.occasion) session.occasion = one.id;
      if (!one.occasion) {
        one.occasion = one.id;
        base::check(tx->support().update(one, one.version), "what was just added is there");
        ++one.version;
      }
    }
    if (const auto put = put_words(*tx, actor, now, one, words); !put) return base::fail(put.error());
    out.push_back(*tx->support().find(one.id));
  }
  tx->commit();
  return out;
}

base::Result<SupportSession> update_session(const Context& context, const Actor& actor, const SupportSession& wanted, const SessionWords& words) {
  const base::Instant now = context.clock.now();
  const auto tx = context.database.write();
  auto session = writable_session(*tx, actor, wanted.id);
  if (!session) return session;
  if (session->deleted) return base::fail(not_found("session"));
  const auto before = session->attended;
  session->held_on = wanted.held_on;
  session->topic = wanted.topic;
  session->see_on = wanted.see_on;
  session->attended = wanted.attended;
  if (const auto good = check_shared(*session, base::london_date(now)); !good) return base::fail(good.error());
  if (const auto project = tx->projects().find(session->project))
    if (const auto good = check_after_beginning(*tx, *project, session->held_on, "/held_on"); !good) return base::fail(good.error());
  if (const auto good = check_attended(*tx, *session, before); !good) return base::fail(good.error());
  if (!tx->support().update(*session, wanted.version)) return base::fail(stale("session"));
  if (const auto put = put_words(*tx, actor, now, *session, words); !put) return base::fail(put.error());
  auto out = tx->support().find(session->id);
  tx->commit();
  return *std::move(out);
}

base::Done delete_session(const Context& context, const Actor& actor, SupportSessionId id, int version) {
  const auto tx = context.database.write();
  const auto session = writable_session(*tx, actor, id);
  if (!session) return base::fail(session.error());
  if (session->deleted) return base::fail(not_found("session"));
  if (!tx->support().set_deleted(id, context.clock.now(), version)) return base::fail(stale("session"));
  tx->commit();
  return {};
}

base::Done restore_session(const Context& context, const Actor& actor, SupportSessionId id) {
  const auto tx = context.database.write();
  const auto session = writable_session(*tx, actor, id);
  if (!session) return base::fail(session.error());
  if (session->deleted) base::check(tx->support().set_deleted(id, std::nullopt, session->version), "one writer: the version stands");
  tx->commit();
  return {};
}

base::Result<SessionPage> session_page(const Context& context, const Actor& actor, SupportSessionId id) {
  SessionPage out;
  Texts noted;
  {
    const auto tx = context.database.read();
    auto session = tx->support().find(id);
    const auto scope = session ? scope_of_text_project(*tx, session->project) : std::nullopt;
    if (!scope || session->deleted) return base::fail(not_found("session"));
    if (const auto may = require_read(Thing::support_session, actor, *scope); !may) return base::fail(may.error());
    auto project = tx->projects().summary(session->project);
    base::check(project.has_value(), "a session's project is stored");
    out.project = *std::move(project);
    for (SupportSession& each : tx->support().of_project(session->project)) {
      const bool earlier = each.held_on < session->held_on || (each.held_on == session->held_on && each.id.value < session->id.value);
      if (!earlier || each.kind != SessionKind::mentoring) continue;
      out.before = view_of(*tx, actor, std::move(each), *scope, &noted);
      break;
    }
    out.session = view_of(*tx, actor, *std::move(session), *scope, &noted);
  }
  note_readings(context, actor, noted);
  return out;
}

base::Result<SessionsOfProject> list_sessions(const Context& context, const Actor& actor, ProjectId id) {
  SessionsOfProject out;
  Texts noted;
  {
    const auto tx = context.database.read();
    const auto scope = scope_of_text_project(*tx, id);
    if (!scope) return base::fail(not_found("project"));
    if (const auto may = require_read(Thing::support_session, actor, *scope); !may) return base::fail(may.error());
    out.project = *tx->projects().summary(id);
    for (const SupportSession& each : tx->support().of_project(id)) {
      if (!out.last && each.kind == SessionKind::mentoring) out.last = view_of(*tx, actor, each, *scope, &noted);
      out.sessions.push_back(view_of(*tx, actor, each, *scope, nullptr));
    }
    out.may_add = out.project.state == domain::ProjectState::active && may_write(Thing::support_session, relations_of(actor, *scope));
  }
  note_readings(context, actor, noted);
  return out;
}

namespace {

ThresholdsOfProgramme thresholds_now(Transaction& tx, const Actor& actor, const domain::Programme& programme) {
  ThresholdsOfProgramme out{.now = {}, .version = 0, .history = tx.support().thresholds(programme.id),
                            .may_edit = may_write(Thing::support_thresholds, relations_of(actor, scope_of_place(tx, programme.place)))};
  if (!out.history.empty()) {
    out.now = out.history.front().thresholds;
    out.version = out.history.front().version;
  }
  return out;
}

}  // namespace

base::Result<ThresholdsOfProgramme> thresholds_of(const Context& context, const Actor& actor, domain::ProgrammeId id) {
  if (const auto may = require_read(Thing::support_thresholds, actor, {}); !may) return base::fail(may.error());
  const auto tx = context.database.read();
  const auto programme = tx->programmes().find(id);
  if (!programme || programme->deleted) return base::fail(not_found("programme"));
  return thresholds_now(*tx, actor, *programme);
}

base::Result<ThresholdsOfProgramme> set_thresholds(const Context& context, const Actor& actor, domain::ProgrammeId id,
                                                   const domain::SupportThresholds& thresholds, const std::string& reason, int expected) {
  const auto tx = context.database.write();
  const auto programme = tx->programmes().find(id);
  if (!programme || programme->deleted) return base::fail(not_found("programme"));
  if (const auto may = require_write(Thing::support_thresholds, actor, scope_of_place(*tx, programme->place)); !may)
    return base::fail(may.error());
  ThresholdsSet set{.thresholds = thresholds, .reason = reason, .by = actor.person, .by_name = actor.name, .at = context.clock.now(),
                    .version = expected + 1};
  InputCheck check;
  check.name(set.reason, "/reason", 1000);
  check.that(domain::check_thresholds(thresholds));
  if (const auto good = check.done(); !good) return base::fail(good.error());
  if (thresholds_now(*tx, actor, *programme).version != expected) return base::fail(stale("programme's thresholds"));
  tx->support().add_thresholds(id, set);
  auto out = thresholds_now(*tx, actor, *programme);
  tx->commit();
  return out;
}

}  // namespace tributary::services
