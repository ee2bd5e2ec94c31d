#include "services/combinations.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "services/adoptions.hpp"
#include "services/measures.hpp"
#include "services/projects.hpp"
#include "tests/project_drafts.hpp"

namespace tributary::services {

using domain::Condition;
using domain::Degree;
using domain::Expected;
using domain::Role;

namespace {

std::vector<domain::Observation> days(test::SmallPlace& at, int from, const std::vector<double>& values) {
  std::vector<domain::Observation> out;
  const base::Date today = base::london_date(at.clock.now());
  for (std::size_t i = 0; i < values.size(); ++i)
    out.push_back({.on = today + std::chrono::days{from + static_cast<int>(i)}, .value = values[i], .numerator = {}, .denominator = {}, .note = {}});
  return out;
}

domain::Conditions conditions(std::optional<Degree> driven, std::optional<Degree> supported, std::optional<Degree> complex) {
  domain::Conditions out;
  out.driven_locally = driven;
  out.supported = supported;
  out.complex = complex;
  return out;
}

// A package of a locality, and others that take it on.
struct Adopters {
  test::SmallPlace at;
  Actor voice = at.person(Role::system_lead);
  Actor adopter = at.person(Role::mentor);
  domain::PackageId package;
  int slot = 1;

  Adopters() {
    domain::Measure made;
    made.owner.project = at.project;
    made.name = "Home before noon";
    made.unit = "%";
    made.direction = domain::Direction::up;
    made.interval = domain::Interval::day;
    const auto measure = add_measure(at.context(), at.lead(), made).value().measure.id;
    REQUIRE(publish_measure(at.context(), at.lead(), measure, 1, true));
    domain::PackageVersion content;
    content.name = "Home by lunch";
    content.summary = "Everything is ready the evening before";
    content.aim = "More people go home before noon";
    content.context = "A ward of 24 beds";
    content.contact = "Ward manager";
    content.components = {{.slot = 0, .part = domain::Part::core, .name = "Ready the evening before", .why = "Mornings are full"}};
    content.measures = {{.slot = 0, .source = measure}};
    auto page = add_package(at.context(), at.lead(), {.content = content, .place = {}, .project = at.project, .illustrative = false}).value();
    page = publish_package(at.context(), voice, page.package.id, page.package.version, domain::Audience::system, "").value();
    package = page.package.id;
    slot = page.current->version.measures.at(0).slot;
  }

  AdoptionPage adopt(const std::string& name) {
    const auto place = test::add_locality(at, name);
    const auto made = adopt_package(at.context(), adopter, package, {.place = place, .team = at.team, .new_team = {}, .name = {}, .aim = {}, .serves = {}, .serves_none = false}).value();
    adopter = at.actor(adopter.person);
    return made;
  }

  domain::MeasureId place(const std::string& name, Degree driven, Degree supported, Degree complex, bool record = true) {
    const auto adoption = adopt(name);
    if (record) REQUIRE(record_conditions(at.context(), adopter, adoption.adoption.id, adoption.adoption.version, conditions(driven, supported, complex)));
    return adoption.adoption.measures.at(0).measure;
  }

  // Ten values before the adoption around 50, and as many after it.
  void measure(domain::MeasureId id, double gain, bool publish = true) {
    std::vector<double> before, after;
    for (int i = 0; i < 10; ++i) {
      before.push_back(50 + i % 3 + (i * 7 % 4) * 0.5);
      after.push_back(before.back() + gain);
    }
    before.insert(before.end(), after.begin(), after.end());
    REQUIRE(observe(at.context(), adopter, id, days(at, -30, before)));  // the day of adoption is 21 days ago: the tenth value's
    if (publish) REQUIRE(publish_measure(at.context(), adopter, id, 1, true));
  }

  void three_weeks_on() { at.clock.set(at.clock.now() + std::chrono::days{21}); }

  // Success at Ash, Birch and Cedar, which were driven and supported; none at the others.
  void six() {
    const auto ash = place("Ash", Degree::fully, Degree::fully, Degree::rather), birch = place("Birch", Degree::fully, Degree::rather, Degree::rather_not),
               cedar = place("Cedar", Degree::rather, Degree::fully, Degree::rather), dale = place("Dale", Degree::not_at_all, Degree::fully, Degree::rather_not),
               elm = place("Elm", Degree::fully, Degree::not_at_all, Degree::rather), firth = place("Firth", Degree::not_at_all, Degree::rather_not, Degree::fully);
    three_weeks_on();
    for (const auto id : {ash, birch, cedar}) measure(id, 8);
    for (const auto id : {dale, elm, firth}) measure(id, 0.4);
  }

  [[nodiscard]] CombinationsQuestion question() const {
    CombinationsQuestion out;
    out.success = {.by = SuccessBy::change, .slot = slot, .at_least = 5, .fully_out = {}, .fully_in = {}, .stopped_is_none = true};
    out.conditions = {{Condition::driven_locally, Expected::helps}, {Condition::supported, Expected::helps}};
    return out;
  }
  Combinations ask(const CombinationsQuestion& asked) { return ask_combinations(at.context(), voice, package, asked).value(); }
};

std::string all_of(const std::vector<std::string>& sentences) {
  std::string out;
  for (const std::string& each : sentences) out += each + "\n";
  return out;
}

bool says(const std::string& text, const std::string& what) { return text.find(what) != std::string::npos; }

}  // namespace

TEST_CASE("who asks is told in sentences which combination went with success, with the places under it") {
  Adopters it;
  it.six();
  const auto found = it.ask(it.question());
  REQUIRE(found.answer);
  CHECK(found.counted.size() == 6);
  const std::string told = all_of(found.answer->told.answer);
  CHECK_MESSAGE(told.starts_with("Success (3 of 6 cases) went with somebody on the spot who drives it and the support it needs;"), told);
  CHECK_MESSAGE(says(told, "3 cases (Ash, Birch, Cedar) with the outcome, and none without it"), told);
  CHECK(says(told, "No other combination of so few terms fits the cases as well."));
  const auto& model = found.answer->analysis.solutions.intermediate.at(0).solution.models.at(0);
  CHECK(model.terms.size() == 1);
  const auto before = std::ranges::find(found.answer->told.assumptions, "conditions-before-outcome", &evidence::Assumption::code);
  CHECK(before->holds == evidence::Holds::yes);
  CHECK(found.inputs_hash.size() == 64);
  CHECK(found.inputs_hash == it.ask(it.question()).inputs_hash);
  auto other = it.question();
  other.success.at_least = 5.5;
  CHECK(it.ask(other).inputs_hash != found.inputs_hash);
}

TEST_CASE("the want of success is asked about by itself, and is called what it is") {
  Adopters it;
  it.six();
  auto asked = it.question();
  asked.absence = true;
  const auto found = it.ask(asked);
  REQUIRE(found.answer);
  const std::string told = all_of(found.answer->told.answer);
  CHECK_MESSAGE(told.starts_with("Want of success (3 of 6 cases) went with "), told);
  CHECK_MESSAGE(says(told, "nobody on the spot who drives it"), told);
  CHECK_MESSAGE(says(told, "It doesn't explain one case (Elm)."), told);
}

TEST_CASE("success by degree places the asker's own improvement between in and out") {
  Adopters it;
  it.six();
  auto asked = it.question();
  asked.success.fully_out = 0;
  asked.success.fully_in = 10;
  const auto found = it.ask(asked);
  REQUIRE(found.answer);
  CHECK(*found.cases.at(0).improvement == doctest::Approx(8));
  CHECK(*found.cases.at(0).success == doctest::Approx(1 / (1 + std::exp(-std::log(19.0) * 3 / 5))));
  CHECK(*found.cases.at(3).success < 0.1);
  asked.success.fully_in = 4;
  CHECK(ask_combinations(it.at.context(), it.voice, it.package, asked).error().code == "anchors-out-of-order");
}

TEST_CASE("only what was recorded before its result counts; each adoption that is left out is told with why") {
  Adopters it;
  const auto late = it.adopt("Late"), unsaid = it.adopt("Unsaid");
  const auto none = it.place("None", Degree::fully, Degree::fully, Degree::rather, false);
  const auto quiet = it.place("Quiet", Degree::fully, Degree::fully, Degree::rather);
  it.six();
  // Written five days before the first value was typed in, and two weeks after the day that it is of.
  REQUIRE(record_conditions(it.at.context(), it.adopter, late.adoption.id, late.adoption.version, conditions(Degree::fully, Degree::fully, {})));
  REQUIRE(record_conditions(it.at.context(), it.adopter, unsaid.adoption.id, unsaid.adoption.version, conditions({}, Degree::fully, {})));
  it.measure(late.adoption.measures.at(0).measure, 8);
  it.measure(unsaid.adoption.measures.at(0).measure, 8, false);
  it.measure(none, 8);
  it.measure(quiet, 8, false);
  const auto found = it.ask(it.question());
  const auto why = [&](std::string_view place) {
    return std::string(std::ranges::find(found.cases, place, [](const CombinationsCase& each) { return each.adoption.place_name; })->why_out);
  };
  CHECK(why("Late") == "conditions-late");
  CHECK(why("Unsaid") == "condition-not-said");
  CHECK(why("None") == "no-conditions");
  CHECK(why("Quiet") == "not-published");
  CHECK(why("Ash").empty());
  CHECK(found.counted.size() == 6);
  REQUIRE(found.answer);
  const std::string warnings = all_of(found.answer->told.warnings);
  CHECK_MESSAGE(says(warnings, "4 adoptions are left out"), warnings);
  CHECK_MESSAGE(says(warnings, "recorded no conditions: None"), warnings);
}

TEST_CASE("an adopter that stopped had no success, unless who asks would rather go by its result") {
  Adopters it;
  it.six();
  it.at.raw().run("UPDATE project SET state = 'stopped', ended_on = '2026-03-20' WHERE id = (SELECT project_id FROM adoption WHERE place_id = (SELECT id FROM place WHERE name = 'Ash'))");
  auto asked = it.question();
  CHECK(*it.ask(asked).cases.at(0).success == 0);
  asked.success.stopped_is_none = false;
  CHECK(*it.ask(asked).cases.at(0).success == 1);
}

TEST_CASE("contradictory places, and models that fit equally well, are said and named") {
  Adopters it;
  it.six();
  it.at.raw().run("UPDATE adoption SET supported = 'fully', driven_locally = 'fully' WHERE place_id = (SELECT id FROM place WHERE name = 'Elm')");
  const auto found = it.ask(it.question());
  REQUIRE(found.answer);
  const auto rows = std::ranges::find(found.answer->told.assumptions, "no-contradictions", &evidence::Assumption::code);
  CHECK(rows->holds == evidence::Holds::doubtful);
  CHECK_MESSAGE(says(rows->found, "somebody on the spot who drives it and the support it needs (Ash, Birch, Cedar, Elm)"), rows->found);
}

TEST_CASE("too few adoptions, or adoptions that all went alike, give no answer and say what is wanted") {
  Adopters it;
  CHECK(it.ask(it.question()).why_not->code == "too-few-cases");
  it.six();
  auto asked = it.question();
  asked.success.at_least = 0.1;
  const auto found = it.ask(asked);
  CHECK_FALSE(found.answer);
  REQUIRE(found.why_not);
  CHECK(found.why_not->code == "outcome-one-sided");
  CHECK(found.why_not->field == "/success/at_least");
}

TEST_CASE("whether it was kept up needs half a year, or an end") {
  Adopters it;
  it.six();
  auto asked = it.question();
  asked.success.by = SuccessBy::kept_up;
  CHECK(it.ask(asked).cases.at(0).why_out == "too-early");
  it.at.raw().run("UPDATE project SET state = 'stopped', ended_on = '2026-03-20' WHERE id = (SELECT project_id FROM adoption WHERE place_id = (SELECT id FROM place WHERE name = 'Elm'))");
  it.at.clock.set(it.at.clock.now() + std::chrono::days{200});
  const auto found = it.ask(asked);
  CHECK(found.counted.size() == 6);
  CHECK(*found.cases.at(0).success == 1);
  CHECK(*found.cases.at(4).success == 0);
}

TEST_CASE("who may not read what adopters recorded learns no more than how many there are") {
  Adopters it;
  it.six();
  for (const Role role : {Role::executive, Role::analyst, Role::regulator}) {
    const Actor outside = it.at.person(role);
    const auto found = ask_combinations(it.at.context(), outside, it.package, it.question());
    if (!found) {
      CHECK(found.error().code == "not-found");  // a regulator sees public packages alone
      continue;
    }
    CHECK(found->cases.empty());
    CHECK(found->hidden == 6);
    CHECK_FALSE(found->answer);
    CHECK_FALSE(says(found->why_not->detail, "Ash"));
    CHECK(conditions_of_adoptions(it.at.context(), outside, it.package)->cases.empty());
  }
  CHECK(conditions_of_adoptions(it.at.context(), it.voice, it.package)->cases.size() == 6);
}

TEST_CASE("a question that can't be asked is refused, with the field") {
  Adopters it;
  const auto refused = [&](auto change) {
    auto asked = it.question();
    change(asked);
    return ask_combinations(it.at.context(), it.voice, it.package, asked).error();
  };
  CHECK(refused([](auto& asked) { asked.success.slot = 99; }).field == "/success/slot");
  CHECK(refused([](auto& asked) { asked.success.at_least = 0; }).field == "/success/at_least");
  CHECK(refused([](auto& asked) { asked.conditions.clear(); }).code == "conditions-missing");
  CHECK(refused([](auto& asked) { asked.conditions.push_back(asked.conditions.front()); }).field == "/conditions/2");
  CHECK(refused([](auto& asked) { asked.days = 8; }).field == "/days");
  CHECK(refused([](auto& asked) { asked.cuts.pri = std::nan(""); }).field == "/pri");
}

TEST_CASE("what adopters found is put together from three of them, without where it comes from, and says what the next place may expect") {
  Adopters it;
  it.six();
  const auto range = adopters_ranges(it.at.context(), it.at.person(Role::analyst), it.package)->at(0);
  REQUIRE(range.together);
  CHECK(range.together->found.forest.size() == 6);
  CHECK(range.together->at == std::vector<std::size_t>{1, 2, 3, 4, 5, 6});  // the first place is where it comes from
  const std::string told = all_of(range.together->told.answer);
  CHECK_MESSAGE(told.starts_with("Over 6 places the change is 4.2 points on average (95 % interval "), told);
  CHECK_MESSAGE(says(told, "At the next place that is like these, expect a change from "), told);
  CHECK(range.together->ways.size() == 4);
  CHECK(range.together->ways[0].method == "restricted maximum likelihood");
  CHECK(range.together->ways[0].average.high == range.together->found.told.high);
  CHECK(range.together->ways[3].method == "DerSimonian–Laird");
  CHECK(range.together->found.prediction->low < range.together->found.told.low);
  CHECK(range.places.at(1).change->standard_error.has_value());
}

TEST_CASE("two adopters are not put together, and the next place to predict is none of those that it rests on") {
  Adopters it;
  const auto ash = it.place("Ash", Degree::fully, Degree::fully, Degree::rather), birch = it.place("Birch", Degree::fully, Degree::rather, Degree::rather),
             cedar = it.place("Cedar", Degree::rather, Degree::fully, Degree::rather);
  it.three_weeks_on();
  it.measure(ash, 8);
  it.measure(birch, 5);
  const auto found = [&] { return adopters_ranges(it.at.context(), it.voice, it.package)->at(0); };
  CHECK_FALSE(found().together);
  it.measure(cedar, 2);
  CHECK(found().together);
  CHECK_FALSE(range_for_measure(it.at.context(), it.adopter, cedar).value()->range.together);
}

}  // namespace tributary::services
