#include "services/tests.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "services/answers.hpp"
#include "services/ports/measure_store.hpp"
#include "services/ports/prediction_store.hpp"
#include "services/ports/project_store.hpp"
#include "services/ports/test_store.hpp"
#include "services/problems.hpp"

namespace tributary::services {

using domain::Test;
using domain::TestId;

namespace {

base::Problem test_conflict(const char* code, const char* title, const char* detail) {
  return {.kind = base::ProblemKind::conflict, .code = code, .title = title, .detail = detail};
}

base::Problem not_started() {
  return test_conflict("test-not-started", "The test hasn't started", "Start it first: that locks its predictions.");
}

base::Problem date_in_future(std::string field) {
  return {.code = "date-in-future", .title = "That day hasn't come yet", .detail = "Give today or an earlier day.",
          .field = std::move(field)};
}

base::Done put_words(Transaction& tx, const Actor& actor, base::Instant now, const Test& test, const SlotDrafts& words) {
  return put_texts(tx, actor, now, {.project = test.project, .thing = domain::TextThing::test, .thing_id = test.id.value, .slot = {}}, words);
}

// Name, idea, previous test and dates are good within the project. An idea or a test that it came from `before` may have been
// removed since: it stays named until somebody chooses another.
base::Done check_planned(Transaction& tx, Test& test, const Test& before = {}) {
  auto name = read_name(test.name, "/name");
  if (!name) return base::fail(name.error());
  test.name = *std::move(name);
  if (const auto order = domain::check_plan(test); !order) return order;
  if (test.change_idea && test.change_idea != before.change_idea && !tx.tests().is_change_idea(*test.change_idea, test.project))
    return base::fail(unknown_reference("change idea in this project's driver diagram", "/change_idea_id"));
  if (!test.previous || test.previous == before.previous) return {};
  const auto tests = tx.tests().of_project(test.project);
  if (std::ranges::find(tests, *test.previous, &Test::id) == tests.end())
    return base::fail(unknown_reference("test in this project", "/previous_id"));
  if (test.id.stored() && domain::makes_circle(tests, test.id, *test.previous))
    return base::fail({.code = "ramp-circles", .title = "The ramp would lead back to itself",
                       .detail = "The test before this one comes, directly or not, from this one. Choose another, or none.",
                       .field = "/previous_id"});
  return {};
}

base::Done require_project_open(Transaction& tx, domain::ProjectId id) {
  const auto project = tx.projects().find(id);
  if (!project || project->deleted) return base::fail(not_found("project"));
  if (project->state != domain::ProjectState::active)
    return base::fail(test_conflict("project-ended", "The project has ended", "Reopen it to plan another test."));
  return {};
}

base::Done require_test_write(Transaction& tx, const Actor& actor, domain::ProjectId project) {
  const auto scope = scope_of_text_project(tx, project);
  if (!scope) return base::fail(not_found("test"));
  if (!may_read(Thing::test, relations_of(actor, *scope))) return base::fail(not_found("test"));
  return require_write(Thing::test, actor, *scope);
}

// The test to change, by somebody who may.
base::Result<Test> find_to_change(Transaction& tx, const Actor& actor, TestId id) {
  auto test = tx.tests().find(id);
  if (!test) return base::fail(not_found("test"));
  if (const auto may = require_test_write(tx, actor, test->project); !may) return base::fail(may.error());
  return *std::move(test);
}

void nothing_more(Transaction&, const Test&, base::Instant) {}

// Finds a test that isn't deleted, lets `change` change it and write beside it, stores it, does what follows from it, commits.
template <class Change, class Then = decltype(&nothing_more)>
base::Result<Test> change_test(const Context& context, const Actor& actor, TestId id, int version, Change change,
                               Then then = &nothing_more) {
  const auto tx = context.database.write();
  auto test = find_to_change(*tx, actor, id);
  if (!test) return test;
  if (test->deleted) return base::fail(not_found("test"));
  if (test->version != version) return base::fail(stale("test"));
  const base::Instant now = context.clock.now();
  if (const base::Done done = change(*tx, *test, now); !done) return base::fail(done.error());
  if (!tx->tests().update(*test, version)) return base::fail(stale("test"));
  ++test->version;
  then(*tx, *test, now);
  tx->commit();
  return test;
}

void lock_of_test(Transaction& tx, const Test& test, base::Instant now) {
  for (const domain::Prediction& each : tx.predictions().of_test(test.id)) {
    if (each.deleted) continue;
    tx.predictions().lock(each.id, seen_already(tx, each) ? domain::LockEvent::after_data : domain::LockEvent::test_started, now);
    settle(tx, each.measure, now);
  }
}

// What "no change" would have been ends where the test begins; what was predicted is answered once it is decided.
void settle_of_test(Transaction& tx, const Test& test, base::Instant now) {
  for (const domain::Prediction& each : tx.predictions().of_test(test.id))
    if (!each.deleted) settle(tx, each.measure, now);
}

Test add_planned(Transaction& tx, const Actor& actor, base::Instant now, const Test& wanted) {
  Test test{.id = {}, .project = wanted.project, .previous = wanted.previous, .change_idea = wanted.change_idea,
            .name = wanted.name, .planned_from = wanted.planned_from, .planned_to = wanted.planned_to, .created = now,
            .created_by = actor.person};
  test.id = tx.tests().add(test);
  return test;
}

base::Problem start_fixed(base::Date on) {
  return {.kind = base::ProblemKind::conflict, .code = "start-fixed", .title = "The test keeps the day it started",
          .detail = "It started on " + base::in_words(on) + ", its prediction locked then, and data have come since. Start it from that day again.",
          .field = "/started_on"};
}

}  // namespace

bool is_on_record(Transaction& tx, const Test& test) {
  return std::ranges::any_of(tx.predictions().of_test(test.id), [](const domain::Prediction& each) { return !each.deleted && each.lock; });
}

std::optional<base::Date> fixed_start(Transaction& tx, const Test& test) {
  if (test.started || !test.first_started || !test.first_started_on) return std::nullopt;
  const bool rests = std::ranges::any_of(tx.predictions().of_test(test.id), [&](const domain::Prediction& each) {
    return !each.deleted && each.lock &&
           (!tx.predictions().answers(each.id).empty() || tx.measures().value_stored_since(each.measure, *test.first_started));
  });
  return rests ? test.first_started_on : std::nullopt;
}

base::Result<Test> plan_test(const Context& context, const Actor& actor, Test test, const SlotDrafts& words) {
  const auto tx = context.database.write();
  if (const auto open = require_project_open(*tx, test.project); !open) return base::fail(open.error());
  if (const auto may = require_test_write(*tx, actor, test.project); !may) return base::fail(may.error());
  test.id = {};
  if (const auto good = check_planned(*tx, test); !good) return base::fail(good.error());
  const base::Instant now = context.clock.now();
  test = add_planned(*tx, actor, now, test);
  if (const auto put = put_words(*tx, actor, now, test, words); !put) return base::fail(put.error());
  tx->commit();
  return test;
}

base::Result<Test> replan_test(const Context& context, const Actor& actor, const Test& wanted, const SlotDrafts& words) {
  return change_test(context, actor, wanted.id, wanted.version, [&](Transaction& tx, Test& test, base::Instant now) -> base::Done {
    const Test before = test;
    test.name = wanted.name;
    test.previous = wanted.previous;
    test.change_idea = wanted.change_idea;
    test.planned_from = wanted.planned_from;
    test.planned_to = wanted.planned_to;
    if (const auto good = check_planned(tx, test, before); !good) return good;
    return put_words(tx, actor, now, test, words);
  });
}

base::Result<Test> start_test(const Context& context, const Actor& actor, TestId id, int version, std::optional<base::Date> on) {
  const auto start = [&](Transaction& tx, Test& test, base::Instant now) -> base::Done {
    if (test.started)
      return base::fail(test_conflict("test-started", "The test has started already", "Its predictions are locked since then."));
    if (test.decision)
      return base::fail(test_conflict("test-decided", "The test has been decided", "Plan the next one from it."));
    const base::Date today = base::london_date(now);
    if (on && *on > today) return base::fail(date_in_future("/started_on"));
    const auto fixed = fixed_start(tx, test);
    if (fixed && on && on != fixed) return base::fail(start_fixed(*fixed));
    test.started = now;
    test.started_on = fixed ? fixed : on.value_or(today);
    if (!fixed) {
      test.first_started = test.started;
      test.first_started_on = test.started_on;
    }
    return {};
  };
  return change_test(context, actor, id, version, start, lock_of_test);
}

base::Result<Test> take_back_start(const Context& context, const Actor& actor, TestId id, int version) {
  return change_test(context, actor, id, version, [&](Transaction&, Test& test, base::Instant) -> base::Done {
    if (!test.started) return base::fail(not_started());
    if (test.ended_on || test.decision)
      return base::fail(test_conflict("test-ended", "The test is over", "What happened and what was decided rest on its start."));
    test.started.reset();
    test.started_on.reset();
    return {};
  }, settle_of_test);
}

base::Result<Test> record_doing(const Context& context, const Actor& actor, TestId id, int version,
                                std::optional<base::Date> ended_on, const SlotDrafts& words) {
  return change_test(context, actor, id, version, [&](Transaction& tx, Test& test, base::Instant now) -> base::Done {
    if (!test.started_on) return base::fail(not_started());
    if (ended_on && *ended_on > base::london_date(now)) return base::fail(date_in_future("/ended_on"));
    if (ended_on && *ended_on < *test.started_on)
      return base::fail({.code = "ends-before-it-begins", .title = "It ends before it begins",
                         .detail = "It started on " + base::in_words(*test.started_on) + ".", .field = "/ended_on"});
    test.ended_on = ended_on;
    return put_words(tx, actor, now, test, words);
  });
}

base::Result<Test> record_study(const Context& context, const Actor& actor, TestId id, int version, const SlotDrafts& words) {
  return change_test(context, actor, id, version, [&](Transaction& tx, Test& test, base::Instant now) -> base::Done {
    if (!test.started_on) return base::fail(not_started());
    return put_words(tx, actor, now, test, words);
  });
}

base::Result<Acted> act_on_test(const Context& context, const Actor& actor, TestId id, int version, domain::Decision decision,
                                const SlotDrafts& words, const std::optional<std::string>& next_name) {
  Acted out;
  auto acted = change_test(context, actor, id, version, [&](Transaction& tx, Test& test, base::Instant now) -> base::Done {
    if (!test.started_on && decision != domain::Decision::abandon) return base::fail(not_started());
    if (test.decision != decision) test.decided = now;
    test.decision = decision;
    if (const auto put = put_words(tx, actor, now, test, words); !put) return put;
    if (!next_name) return {};
    if (const auto open = require_project_open(tx, test.project); !open) return open;
    auto name = read_name(*next_name, "/next_name");
    if (!name) return base::fail(name.error());
    Test next = test;
    next.previous = test.id;
    next.name = *std::move(name);
    next.planned_from.reset();
    next.planned_to.reset();
    if (next.change_idea && !tx.tests().is_change_idea(*next.change_idea, test.project)) next.change_idea.reset();
    out.next = add_planned(tx, actor, now, next);
    return {};
  }, settle_of_test);  // who decides waits for no more values
  if (!acted) return base::fail(acted.error());
  out.test = *std::move(acted);
  return out;
}

base::Result<Test> take_back_decision(const Context& context, const Actor& actor, TestId id, int version) {
  return change_test(context, actor, id, version, [](Transaction&, Test& test, base::Instant) -> base::Done {
    if (!test.decision)
      return base::fail(test_conflict("test-undecided", "The test isn't decided", "There is no decision to take back."));
    test.decision.reset();
    test.decided.reset();
    return {};
  });
}

base::Result<Test> delete_test(const Context& context, const Actor& actor, TestId id, int version) {
  return change_test(context, actor, id, version, [&](Transaction& tx, Test& test, base::Instant now) -> base::Done {
    if (is_on_record(tx, test))
      return base::fail(test_conflict("test-predicted", "The test's prediction is locked",
                                      "What was predicted stays on the record, whatever comes of it. Decide to abandon the test instead."));
    test.deleted = now;
    return {};
  });
}

base::Result<Test> restore_test(const Context& context, const Actor& actor, TestId id) {
  const auto tx = context.database.write();
  auto test = find_to_change(*tx, actor, id);
  if (!test || !test->deleted) return test;
  mark_seen_while_away(*tx, id, *test->deleted, context.clock.now());
  test->deleted.reset();
  if (test->previous) {
    const auto tests = tx->tests().of_project(test->project);
    if (domain::makes_circle(tests, test->id, *test->previous)) test->previous.reset();
  }
  if (!tx->tests().update(*test, test->version)) return base::fail(stale("test"));
  ++test->version;
  for (const domain::Prediction& each : tx->predictions().of_test(id))
    if (!each.deleted) observations_changed(*tx, each.measure, context.clock.now());  // what arrived meanwhile
  tx->commit();
  return test;
}

base::Result<std::vector<Test>> list_tests(const Context& context, const Actor& actor, domain::ProjectId project) {
  const auto tx = context.database.read();
  const auto stored = tx->projects().find(project);
  if (!stored || stored->deleted) return base::fail(not_found("project"));
  const auto scope = scope_of_text_project(*tx, project);
  if (!may_read(Thing::test, relations_of(actor, *scope))) return base::fail(not_found("project"));
  return tx->tests().of_project(project);
}

}  // namespace tributary::services
