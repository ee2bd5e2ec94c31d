#include "services/stories.hpp"

#include <doctest/doctest.h>

#include "services/members.hpp"
#include "services/search.hpp"
#include "tests/small_place.hpp"

namespace tributary::services {

using domain::Audience;
using domain::Role;
using test::instant;

namespace {

StoryDraft draft(std::string title, Audience audience = Audience::indoors, std::optional<int> version = {}) {
  return {.title = std::move(title), .text = {.body = "What *happened*.\n\nAnd then.", .audience = audience, .version = version}};
}

}  // namespace

TEST_CASE("a story comes back as it was told, and its list says titles alone") {
  test::SmallPlace at;
  const Actor lead = at.lead();
  const Story told = write_story(at.context(), lead, story_of(at.project), draft("The night of the flood")).value();
  CHECK(told.title == "The night of the flood");
  CHECK(told.text.text.body == "What *happened*.\n\nAnd then.");
  CHECK(told.text.text.audience == Audience::indoors);
  CHECK(told.about_name == "Home by lunch");
  const auto listed = list_stories(at.context(), lead, story_of(at.project)).value().stories;
  REQUIRE(listed.size() == 1);
  CHECK(listed[0].title == told.title);
  CHECK(listed[0].text.text.body.empty());
  CHECK(write_story(at.context(), lead, story_of(at.project), draft("Two\nlines")).error().code == "text-not-a-line");
  CHECK(write_story(at.context(), lead, story_of(at.project), draft(" ")).error().field == "/title");
}

TEST_CASE("a list of titles is no reading; a story that is read says by whom, and for whom it was then") {
  test::SmallPlace at;
  const Actor mentor = at.person(Role::mentor), executive = at.person(Role::executive), lead = at.lead();
  const Story told = write_story(at.context(), lead, story_of(at.project), draft("A title")).value();
  const domain::TextId id = told.text.text.id;
  REQUIRE(list_stories(at.context(), mentor, story_of(at.project)));
  CHECK(read_log(at.context(), lead, id).value().empty());
  REQUIRE(read_story(at.context(), &mentor, id));
  REQUIRE(update_story(at.context(), lead, id, draft("A title", Audience::system, 1)));
  REQUIRE(read_story(at.context(), &mentor, id));
  REQUIRE(read_story(at.context(), &executive, id));
  REQUIRE(read_story(at.context(), &executive, id));  // twice on a day is once
  const auto readings = read_log(at.context(), lead, id).value();
  REQUIRE(readings.size() == 3);

  const Story narrower = update_story(at.context(), lead, id, draft("A title", Audience::indoors, 2)).value();
  REQUIRE(narrower.read_while_wider.size() == 2);
  for (const TextReading& each : narrower.read_while_wider) CHECK(each.audience == Audience::system);
  CHECK(read_story(at.context(), &executive, id).error().code == "not-found");
  CHECK(list_stories(at.context(), executive, story_of(at.project)).value().stories.empty());
  CHECK(list_stories(at.context(), executive, story_of(at.place)).value().stories.empty());
  CHECK(read_story(at.context(), &mentor, id).value().read_while_wider.empty());
}

TEST_CASE("a mentor who comes new reads what was told before only with its owner's consent, and one who leaves no more") {
  test::SmallPlace at;
  const Actor lead = at.lead();
  const Story told = write_story(at.context(), lead, story_of(at.project), draft("Before you came")).value();
  const domain::TextId id = told.text.text.id;
  at.clock.set(instant("2026-03-03T09:00:00Z"));
  const Actor mentor = at.person(Role::mentor);
  const auto listed = list_stories(at.context(), mentor, story_of(at.project)).value().stories;
  REQUIRE(listed.size() == 1);
  CHECK(listed[0].text.withheld);
  CHECK(listed[0].title.empty());
  CHECK(read_story(at.context(), &mentor, id).error().code == "not-found");
  REQUIRE(ask_for_text(at.context(), mentor, id));
  REQUIRE(give_consent(at.context(), lead, id, mentor.person));
  CHECK(read_story(at.context(), &mentor, id).value().title == "Before you came");

  REQUIRE(end_membership(at.context(), lead, at.project, mentor.grants.at(0).id));
  const Actor gone = at.actor(mentor.person);
  CHECK(read_story(at.context(), &gone, id).error().code == "not-found");
  CHECK(list_stories(at.context(), gone, story_of(at.project)).value().stories.empty());
}

TEST_CASE("who isn't signed in reads what is public, and learns no name by it") {
  test::SmallPlace at;
  const Actor lead = at.lead();
  const Story told = write_story(at.context(), lead, story_of(at.project), draft("For all", Audience::public_)).value();
  const Story read = read_story(at.context(), nullptr, told.text.text.id).value();
  CHECK(read.title == "For all");
  CHECK(read.about_name.empty());
  CHECK_FALSE(read.text.may_edit);
  const auto comment = add_text(at.context(), lead, {.project = at.project, .thing = domain::TextThing::project, .thing_id = at.project.value, .slot = "comment"},
                                {.body = "A remark", .audience = Audience::public_, .version = {}}).value();
  CHECK(read_story(at.context(), nullptr, comment.id).error().code == "not-found");
  REQUIRE(update_story(at.context(), lead, told.text.text.id, draft("For all", Audience::system, 1)));
  CHECK(read_story(at.context(), nullptr, told.text.text.id).error().code == "not-found");
  REQUIRE(update_story(at.context(), lead, told.text.text.id, draft("For all", Audience::public_, 2)));
  REQUIRE(delete_text(at.context(), lead, told.text.text.id, 3));
  CHECK(read_story(at.context(), nullptr, told.text.text.id).error().code == "not-found");
}

TEST_CASE("a place's own story is for those who lead it, and a new one among them reads earlier ones by consent") {
  test::SmallPlace at;
  const Actor keeper = at.person(Role::system_lead), executive = at.person(Role::executive), member = at.person(Role::team_member);
  const Story told = write_story(at.context(), keeper, story_of(at.place), draft("How we came to agree")).value();
  const domain::TextId id = told.text.text.id;
  CHECK(told.about_name == "Somewhere");
  for (const Actor& outside : {executive, member, at.lead(), at.person(Role::administrator), at.person(Role::regulator)}) {
    CHECK(read_story(at.context(), &outside, id).error().code == "not-found");
    CHECK(list_stories(at.context(), outside, story_of(at.place)).value().stories.empty());
    CHECK(write_story(at.context(), outside, story_of(at.place), draft("Not mine")).error().code == "forbidden");
  }
  at.clock.set(instant("2026-03-03T09:00:00Z"));
  const Actor next = at.person(Role::locality_lead);
  CHECK(list_stories(at.context(), next, story_of(at.place)).value().stories.at(0).text.withheld);
  REQUIRE(give_consent(at.context(), keeper, id, next.person));
  CHECK(read_story(at.context(), &next, id).value().title == "How we came to agree");
  CHECK(give_consent(at.context(), keeper, id, executive.person).error().code == "not-of-the-team");
}

TEST_CASE("no search finds a story, however far it travels") {
  test::SmallPlace at;
  const Actor lead = at.lead();
  REQUIRE(write_story(at.context(), lead, story_of(at.project), draft("Zanzibar", Audience::public_)));
  CHECK(search(at.context(), lead, "Zanzibar").value().empty());
}

}  // namespace tributary::services
