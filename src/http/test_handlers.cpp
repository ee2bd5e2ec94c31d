#include "http/test_handlers.hpp"

#include <nlohmann/json.hpp>

#include "http/test_json.hpp"
#include "http/text_json.hpp"
#include "services/tests.hpp"

namespace tributary::http {

namespace {

// Answers with the page as it is now.
base::Result<Response> reply_test_page(const Request& request, const services::Context& context, domain::TestId id, int status = 200) {
  const auto page = services::test_page(context, request.actor(), id);
  if (!page) return base::fail(page.error());
  return reply(status, test_page_json(*page), page->test.version);
}

base::Result<Response> then_page(const Request& request, const services::Context& context,
                                 const base::Result<domain::Test>& test, int status = 200) {
  if (!test) return base::fail(test.error());
  return reply_test_page(request, context, test->id, status);
}

domain::Test read_plan(Fields& in) {
  domain::Test test;
  test.name = in.text("name");
  test.previous = in.optional_id<domain::TestId>("previous_id");
  test.change_idea = in.optional_id<domain::DriverId>("change_idea_id");
  test.planned_from = in.optional_date("planned_from");
  test.planned_to = in.optional_date("planned_to");
  return test;
}

}  // namespace

base::Result<Response> list_tests(const Request& request, const services::Context& context) {
  const auto tests = services::list_tests(context, request.actor(), id_in_path<domain::ProjectId>(request));
  if (!tests) return base::fail(tests.error());
  Json out = Json::array();
  for (const domain::Test& test : *tests) out.push_back(test_json(test));
  return reply(200, {{"tests", out}});
}

base::Result<Response> post_test(const Request& request, const services::Context& context) {
  Fields in(request);
  domain::Test wanted = read_plan(in);
  const services::SlotDrafts words = read_drafts(in, {"change", "question", "plan"});
  if (const auto problem = in.problem()) return base::fail(*problem);
  wanted.project = id_in_path<domain::ProjectId>(request);
  return then_page(request, context, services::plan_test(context, request.actor(), wanted, words), 201);
}

base::Result<Response> get_test(const Request& request, const services::Context& context) {
  return reply_test_page(request, context, id_in_path<domain::TestId>(request));
}

base::Result<Response> put_test(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  domain::Test wanted = read_plan(in);
  const services::SlotDrafts words = read_drafts(in, {"change", "question", "plan"});
  if (const auto problem = in.problem()) return base::fail(*problem);
  wanted.id = id_in_path<domain::TestId>(request);
  wanted.version = *version;
  return then_page(request, context, services::replan_test(context, request.actor(), wanted, words));
}

base::Result<Response> delete_test(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  const auto test = services::delete_test(context, request.actor(), id_in_path<domain::TestId>(request), *version);
  if (!test) return base::fail(test.error());
  return nothing();
}

base::Result<Response> restore_test(const Request& request, const services::Context& context) {
  return then_page(request, context, services::restore_test(context, request.actor(), id_in_path<domain::TestId>(request)));
}

base::Result<Response> put_test_start(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  const auto on = in.optional_date("started_on");
  if (const auto problem = in.problem()) return base::fail(*problem);
  return then_page(request, context,
                   services::start_test(context, request.actor(), id_in_path<domain::TestId>(request), *version, on));
}

base::Result<Response> delete_test_start(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  return then_page(request, context,
                   services::take_back_start(context, request.actor(), id_in_path<domain::TestId>(request), *version));
}

base::Result<Response> put_test_doing(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  const auto ended = in.optional_date("ended_on");
  const services::SlotDrafts words = read_drafts(in, {"what_happened"});
  if (const auto problem = in.problem()) return base::fail(*problem);
  return then_page(request, context,
                   services::record_doing(context, request.actor(), id_in_path<domain::TestId>(request), *version, ended, words));
}

base::Result<Response> put_test_study(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  const services::SlotDrafts words = read_drafts(in, {"study"});
  if (const auto problem = in.problem()) return base::fail(*problem);
  return then_page(request, context,
                   services::record_study(context, request.actor(), id_in_path<domain::TestId>(request), *version, words));
}

base::Result<Response> put_test_act(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  Fields in(request);
  const auto decision = in.word<domain::Decision>("decision");
  const services::SlotDrafts words = read_drafts(in, {"act"});
  const auto next_name = in.text_or_null("next_name");
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto acted = services::act_on_test(context, request.actor(), id_in_path<domain::TestId>(request), *version, decision,
                                           words, next_name);
  if (!acted) return base::fail(acted.error());
  const auto page = services::test_page(context, request.actor(), acted->test.id);
  if (!page) return base::fail(page.error());
  return reply(200, {{"page", test_page_json(*page)}, {"next_id", acted->next ? Json(acted->next->id.value) : Json(nullptr)}},
               page->test.version);
}

base::Result<Response> delete_test_act(const Request& request, const services::Context& context) {
  const auto version = expected_version(request);
  if (!version) return base::fail(version.error());
  return then_page(request, context,
                   services::take_back_decision(context, request.actor(), id_in_path<domain::TestId>(request), *version));
}

}  // namespace tributary::http
