#include "services/search.hpp"

#include <doctest/doctest.h>

#include "services/measures.hpp"
#include "services/texts.hpp"
#include "tests/measured_place.hpp"

namespace tributary::services {

using test::MeasuredPlace;

namespace {

std::string found(const MeasuredPlace& at, const Actor& actor, std::string_view words) {
  std::string out;
  const auto hits = search(at.context, actor, words);
  for (const NameHit& hit : *hits)
    out += (out.empty() ? "" : "; ") + std::string(base::word(hit.thing)) + " " + hit.name;
  return out;
}

}  // namespace

TEST_CASE("things are found by the words of their names, the last one begun only, accents and case apart") {
  const MeasuredPlace at;
  CHECK(found(at, at.executive, "fewer fal") == "project Fewer falls");
  CHECK(found(at, at.executive, "trust NOWHÉRE") == "organisation Nowhere Trust");
  CHECK(found(at, at.executive, "falls fewer nothing").empty());
}

TEST_CASE("nothing that a person types is an operator") {
  const MeasuredPlace at;
  for (const char* typed : {"\"", "falls OR nowhere", "name:falls", "falls*", "NEAR(", "(", "-falls", "'; DROP TABLE project; --", "*"})
    CHECK(search(at.context, at.executive, typed).has_value());
  CHECK(search(at.context, at.executive, " ").error().code == "text-missing");
}

TEST_CASE("a measure is found by those who may see it, under its newest name, until it is deleted") {
  const MeasuredPlace at;
  const auto made = add_measure(at.context, at.lead, {.owner = {.project = at.project}, .name = "Harmful tumbles"});
  REQUIRE(made.has_value());
  CHECK(found(at, at.lead, "tumbles") == "measure Harmful tumbles");
  CHECK(found(at, at.executive, "tumbles").empty());
  auto measure = publish_measure(at.context, at.lead, made->measure.id, 1, true)->measure;
  CHECK(found(at, at.executive, "tumbles") == "measure Harmful tumbles");
  measure.name = "Slips";
  REQUIRE(update_measure(at.context, at.lead, measure).has_value());
  CHECK(found(at, at.executive, "tumbles").empty());
  CHECK(found(at, at.executive, "slips") == "measure Slips");
  REQUIRE(delete_measure(at.context, at.lead, measure.id, measure.version + 1).has_value());
  CHECK(found(at, at.executive, "slips").empty());
  REQUIRE(restore_measure(at.context, at.lead, measure.id).has_value());
  CHECK(found(at, at.executive, "slips") == "measure Slips");
}

TEST_CASE("words of a text are found by its audience, and by nobody once it is kept indoors, narrowed or deleted") {
  const MeasuredPlace at;
  using domain::Audience;
  const domain::TextSubject subject{.project = at.project, .thing = domain::TextThing::project, .thing_id = at.project.value, .slot = "comment"};
  const auto write = [&](std::string body, Audience audience) {
    return add_text(at.context, at.lead, subject, {.body = std::move(body), .audience = audience, .version = {}}).value();
  };
  write("The porters were walrus short", Audience::indoors);
  CHECK(found(at, at.lead, "walrus").empty());
  auto text = write("Everybody should read about the ocelot on ward four", Audience::system);
  CHECK(found(at, at.executive, "oce") == "text Fewer falls");
  CHECK(search(at.context, at.executive, "ocelot")->front().excerpt == "Everybody should read about the ocelot on ward four");
  const auto rewrite = [&](std::string body, Audience audience) {
    text = update_text(at.context, at.lead, text.id, {.body = std::move(body), .audience = audience, .version = text.version}).value();
  };
  rewrite("About the lynx", Audience::system);
  CHECK(found(at, at.executive, "ocelot").empty());
  CHECK(found(at, at.executive, "lynx") == "text Fewer falls");
  rewrite("About the lynx", Audience::network);
  CHECK(found(at, at.executive, "lynx").empty());
  CHECK(found(at, at.lead, "lynx").empty());  // the network's words stand in no index
  rewrite("About the lynx", Audience::indoors);
  CHECK(found(at, at.lead, "lynx").empty());
  rewrite("About the lynx", Audience::public_);
  CHECK(found(at, at.executive, "lynx") == "text Fewer falls");
  REQUIRE(delete_text(at.context, at.lead, text.id, text.version));
  CHECK(found(at, at.executive, "lynx").empty());
  REQUIRE(restore_text(at.context, at.lead, text.id));
  CHECK(found(at, at.executive, "lynx") == "text Fewer falls");
}

TEST_CASE("what many may not see hides nothing that one may") {
  const MeasuredPlace at;
  {
    const auto tx = at.database->write();
    for (int i = 0; i < 1'200; ++i)
      (void)tx->measures().add({.owner = {.project = at.project}, .name = "Marmot " + std::to_string(i), .created_by = at.lead.person}, at.clock.now());
    tx->commit();
  }
  const auto last = add_measure(at.context, at.lead, {.owner = {.project = at.project}, .name = "Marmot of everybody"});
  REQUIRE(publish_measure(at.context, at.lead, last->measure.id, 1, true).has_value());
  CHECK(found(at, at.executive, "marmot") == "measure Marmot of everybody");
}

TEST_CASE("people are found until their account is closed") {
  const MeasuredPlace at;
  CHECK(found(at, at.executive, "analyst") == "person analyst");
  const auto tx = at.database->write();
  tx->people().set_disabled(at.analyst.person, at.clock.now());
  tx->commit();
  CHECK(found(at, at.executive, "analyst").empty());
}

TEST_CASE("the words of a text that was narrowed or removed remain nowhere in the index") {
  const MeasuredPlace at;
  const domain::TextSubject subject{.project = at.project, .thing = domain::TextThing::project, .thing_id = at.project.value, .slot = "comment"};
  auto raw = at.raw();
  const auto kept = [&](const std::string& word) {
    return raw.value<int>("SELECT (SELECT count(*) FROM search_text_data WHERE instr(CAST(block AS BLOB), CAST(:a AS BLOB)) > 0) + "
                          "(SELECT count(*) FROM search_text_content WHERE instr(c0, :a) > 0)", word);
  };
  auto narrowed = add_text(at.context, at.lead, subject, {.body = "quetzal", .audience = domain::Audience::system, .version = {}}).value();
  auto removed = add_text(at.context, at.lead, subject, {.body = "axolotl", .audience = domain::Audience::public_, .version = {}}).value();
  CHECK(kept("quetzal") > 0);
  CHECK(kept("axolotl") > 0);
  REQUIRE(update_text(at.context, at.lead, narrowed.id, {.body = "quetzal", .audience = domain::Audience::indoors, .version = narrowed.version}));
  CHECK(kept("quetzal") == 0);
  REQUIRE(delete_text(at.context, at.lead, removed.id, removed.version));
  CHECK(kept("axolotl") == 0);
  CHECK(found(at, at.lead, "axolotl").empty());
}

TEST_CASE("texts of before the index knew texts are put in when a server begins") {
  const MeasuredPlace at;
  const domain::TextSubject subject{.project = at.project, .thing = domain::TextThing::project, .thing_id = at.project.value, .slot = "comment"};
  const auto open = add_text(at.context, at.lead, subject, {.body = "okapi", .audience = domain::Audience::system, .version = {}}).value();
  const auto shut = add_text(at.context, at.lead, subject, {.body = "okapi too", .audience = domain::Audience::indoors, .version = {}}).value();
  auto raw = at.raw();
  raw.run("DELETE FROM search_text");
  for (const auto& id : {open.id, shut.id}) raw.run("INSERT INTO text_to_search (free_text_id) VALUES (:a)", id);
  CHECK(found(at, at.executive, "okapi").empty());
  index_due_texts(at.context);
  CHECK(found(at, at.executive, "okapi") == "text Fewer falls");
  CHECK(raw.value<int>("SELECT count(*) FROM search_text") == 1);
  CHECK(raw.value<int>("SELECT count(*) FROM text_to_search") == 0);
}

}  // namespace tributary::services
