#include "services/search.hpp"

#include <doctest/doctest.h>

#include "services/measures.hpp"
#include "tests/measured_place.hpp"

namespace tributary::services {

using test::MeasuredPlace;

namespace {

std::string found(const MeasuredPlace& at, const Actor& actor, std::string_view words) {
  std::string out;
  const auto hits = search_names(at.context, actor, words);
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
    CHECK(search_names(at.context, at.executive, typed).has_value());
  CHECK(search_names(at.context, at.executive, " ").error().code == "text-missing");
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

}  // namespace tributary::services
