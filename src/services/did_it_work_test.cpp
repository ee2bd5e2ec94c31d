#include "services/did_it_work.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>

#include "services/charts.hpp"
#include "tests/predicting.hpp"

namespace tributary::services {

using domain::Role;

namespace {

// Four years of months: 20, with noise that doesn't follow itself, and from June 2024 on so much more.
domain::MeasureId measured(test::SmallPlace& at, double step, domain::Interval interval = domain::Interval::month) {
  const auto id = add_measure(at.context(), at.lead(), {.owner = {.project = at.project}, .name = "Seen within the hour", .unit = "%", .direction = domain::Direction::up, .interval = interval}).value().measure.id;
  std::vector<domain::Observation> values;
  const base::Date change = test::date("2024-06-01");
  for (int month = 0; month < 48; ++month) {
    const base::Date on = base::add_months(test::date("2022-03-01"), month);
    values.push_back({.on = on, .value = 20 + ((month * 7) % 11) * 0.4 + (on >= change ? step : 0), .numerator = {}, .denominator = {}, .note = {}});
  }
  REQUIRE(observe(at.context(), at.lead(), id, values));
  return id;
}

}  // namespace

TEST_CASE("a step that was put in is found, told as a benefit, and stands beside what would have been") {
  test::SmallPlace at;
  const auto id = measured(at, 6);
  const auto found = did_it_work(at.context(), at.lead(), id, {.from = test::date("2024-06-01"), .season = false}).value();
  CHECK(found.found.at_end.value == doctest::Approx(6).epsilon(0.2));
  CHECK(*found.found.at_end.low > 3);
  CHECK(found.found.told.answer.at(0).find(": a benefit") != std::string::npos);
  CHECK(found.points.size() == 48);
  CHECK(*found.points.back().fitted - *found.points.back().without == doctest::Approx(found.found.at_end.value));
  CHECK(found.by_prais_winsten.has_value());
  CHECK(found.inputs_hash.size() == 64);
}

TEST_CASE("where nothing changed, it says that the data don't show it") {
  test::SmallPlace at;
  const auto found = did_it_work(at.context(), at.lead(), measured(at, 0), {.from = test::date("2024-06-01"), .season = false}).value();
  CHECK(found.found.told.answer.at(0).starts_with("The data don't show that the change made a difference"));
}

TEST_CASE("a month that was half before and half after stands aside, and so does what the team left out of its chart") {
  test::SmallPlace at;
  const auto id = measured(at, 6);
  REQUIRE(add_ghost(at.context(), at.lead(), {.measure = id, .on = test::date("2023-01-01"), .reason = "A flood"}));
  const auto found = did_it_work(at.context(), at.lead(), id, {.from = test::date("2024-06-12"), .season = false}).value();
  CHECK(found.points.at(27).on == test::date("2024-06-01"));
  CHECK(found.points.at(27).aside == "mixed");
  CHECK_FALSE(found.points.at(27).fitted);
  CHECK(found.points.at(10).aside == "left-out");
  CHECK(found.found.told.warnings.back().find("1 value that was left out of the chart") != std::string::npos);
}

TEST_CASE("a value that stands aside is no gap, and the first point of limits drawn anew is after, whatever its day of the month") {
  test::SmallPlace at;
  const auto id = measured(at, 6);
  const auto said = [](const DidItWork& found, std::string_view words) {
    return std::ranges::any_of(found.found.told.warnings, [&](const std::string& each) { return each.find(words) != std::string::npos; });
  };
  const auto within = did_it_work(at.context(), at.lead(), id, {.from = test::date("2024-06-12"), .season = false}).value();
  CHECK(said(within, "1 value stands aside: of the time while the change came in."));
  CHECK_FALSE(said(within, "gaps"));

  const auto ends = add_measure(at.context(), at.lead(), {.owner = {.project = at.project}, .name = "By the month's end", .unit = "%", .interval = domain::Interval::month}).value().measure.id;
  std::vector<domain::Observation> values;
  for (int month = 0; month < 24; ++month)
    if (month != 5) values.push_back({.on = base::add_months(test::date("2023-02-01"), month) - std::chrono::days{1}, .value = 20 + ((month * 7) % 11) * 0.4, .numerator = {}, .denominator = {}, .note = {}});
  REQUIRE(observe(at.context(), at.lead(), ends, values));
  REQUIRE(add_phase(at.context(), at.lead(), {.measure = ends, .starts = test::date("2024-01-31"), .reason = "A new way of counting", .cause = "The register changed"}));
  const auto anew = did_it_work(at.context(), at.lead(), ends, {.from = test::date("2024-01-31"), .season = false}).value();
  CHECK(std::ranges::none_of(anew.points, [](const LinePoint& each) { return each.aside == "mixed"; }));
  CHECK(said(anew, "There are gaps"));  // June was never measured
}

TEST_CASE("of a measure of working days a weekend is no gap") {
  test::SmallPlace at;
  const auto id = add_measure(at.context(), at.lead(), {.owner = {.project = at.project}, .name = "Seen the same day", .interval = domain::Interval::day}).value().measure.id;
  std::vector<domain::Observation> values;
  for (int day = 0; day < 70; ++day)
    if (const base::Date on = test::date("2025-09-01") + std::chrono::days{day}; std::chrono::weekday{on}.iso_encoding() < 6)
      values.push_back({.on = on, .value = 20 + ((day * 7) % 11), .numerator = {}, .denominator = {}, .note = {}});
  REQUIRE(observe(at.context(), at.lead(), id, values));
  const auto found = did_it_work(at.context(), at.lead(), id, {.from = test::date("2025-10-04"), .season = true}).value();  // a Saturday
  CHECK(std::ranges::none_of(found.found.told.warnings, [](const std::string& each) { return each.find("gaps") != std::string::npos; }));
  CHECK(std::ranges::all_of(found.points, [](const LinePoint& each) { return each.fitted.has_value(); }));
}

TEST_CASE("of each change it says whether it can be asked yet, and if not why") {
  test::Predicting at;  // values up to 1 February 2026; it is 2 March
  const auto begun = [&](const char* name, const char* on) {
    const auto test = plan_test(at.at.context(), at.lead, {.project = at.at.project, .name = name}, {}).value();
    REQUIRE(start_test(at.at.context(), at.lead, test.id, test.version, test::date(on)));
  };
  begun("Ring at nine", "2025-09-01");
  begun("Ring at seven", "2026-02-01");
  begun("Ring at six", "2026-02-20");
  REQUIRE(add_phase(at.at.context(), at.lead, {.measure = at.measure, .starts = test::date("2025-09-01"), .reason = "It shifted", .cause = "The rota"}));
  const auto changes = changes_to_ask(at.at.context(), at.lead, at.measure).value();
  REQUIRE(changes.size() == 4);
  CHECK(changes[0].why_not.empty());
  CHECK(changes[1].why_not.empty());
  CHECK(changes[0].redrawn != changes[1].redrawn);
  CHECK(changes[2].name == "Ring at seven");
  CHECK(changes[2].why_not == "One value has come after it, and a line takes two.");
  CHECK(changes[3].why_not == "Nothing has been measured after it.");
  CHECK(changes_to_ask(at.at.context(), at.at.person(Role::executive), at.measure).error().code == "not-found");
}

TEST_CASE("what it says of many changes is what the question itself would answer, with gaps, points left out and days within a month") {
  test::SmallPlace at;
  const auto id = add_measure(at.context(), at.lead(), {.owner = {.project = at.project}, .name = "Seen the same day"}).value().measure.id;
  std::vector<domain::Observation> values;
  for (int month = 0; month < 12; ++month) {
    const bool gap = month == 2 || month == 9;
    values.push_back({.on = base::add_months(test::date("2024-12-01"), month), .value = gap ? std::nullopt : std::optional(20.0 + (month * 5) % 7), .numerator = {}, .denominator = {}, .note = gap ? "Not counted" : ""});
  }
  REQUIRE(observe(at.context(), at.lead(), id, values));
  const auto add_ghost_of = [&](const char* on) { REQUIRE(add_ghost(at.context(), at.lead(), {.measure = id, .on = test::date(on), .reason = "A strike"})); };
  const auto agree = [&] {
    std::size_t asked = 0, can = 0;
    const auto changes = changes_to_ask(at.context(), at.lead(), id).value();
    for (const AskableChange& each : changes) {
      const auto answer = did_it_work(at.context(), at.lead(), id, {.from = each.from, .season = false});
      CHECK_MESSAGE(each.why_not.empty() == answer.has_value(), each.name, ": ", each.why_not);
      ++asked, can += answer.has_value();
    }
    return std::pair{asked, can};
  };
  for (int step = 0; step < 26; ++step) {
    const auto test = plan_test(at.context(), at.lead(), {.project = at.project, .name = "Test " + std::to_string(step)}, {}).value();
    REQUIRE(start_test(at.context(), at.lead(), test.id, test.version, test::date("2024-11-20") + std::chrono::days{15 * step}));
  }
  for (const char* on : {"2025-03-01", "2025-07-01"}) REQUIRE(add_phase(at.context(), at.lead(), {.measure = id, .starts = test::date(on), .reason = "It shifted", .cause = "The rota"}));
  const auto all = agree();
  CHECK(all.first == 28);
  CHECK((all.second > 5 && all.second < 24));
  for (const char* on : {"2024-12-01", "2025-04-01", "2025-11-01"}) add_ghost_of(on);
  CHECK(agree().second < all.second);
  add_ghost_of("2025-06-01");
  CHECK(agree().second == 0);  // six values make no line
}

TEST_CASE("what can't be asked is refused with why, and who may not read the chart reads nothing here") {
  test::SmallPlace at;
  const auto id = measured(at, 6);
  CHECK(did_it_work(at.context(), at.lead(), id, {.from = test::date("2030-01-01"), .season = false}).error().code == "interruption-outside");
  CHECK(did_it_work(at.context(), at.lead(), id, {.from = test::date("2030-01-01"), .season = false}).error().field == "/from_on");
  CHECK(did_it_work(at.context(), at.lead(), measured(at, 0, domain::Interval::irregular), {.from = test::date("2024-06-01"), .season = false}).error().code == "interval-irregular");
  CHECK(did_it_work(at.context(), at.person(Role::executive), id, {.from = test::date("2024-06-01"), .season = false}).error().code == "not-found");
}

TEST_CASE("the season is allowed for unless told otherwise, where two whole years of values suffice, and it says which") {
  test::SmallPlace at;
  const auto id = measured(at, 6);
  const auto says = [](const std::vector<std::string>& sentences, std::string_view words) { return std::ranges::any_of(sentences, [&](const std::string& each) { return each.find(words) != std::string::npos; }); };
  const auto unasked = did_it_work(at.context(), at.lead(), id, {.from = test::date("2024-06-01")}).value();
  CHECK(unasked.season);
  CHECK(says(unasked.found.told.answer, "Seasons are allowed for."));
  CHECK_FALSE(did_it_work(at.context(), at.lead(), id, {.from = test::date("2024-06-01"), .season = false}).value().season);
  const auto brief = add_measure(at.context(), at.lead(), {.owner = {.project = at.project}, .name = "A year and a half", .interval = domain::Interval::month}).value().measure.id;
  std::vector<domain::Observation> values;
  for (int month = 0; month < 18; ++month) values.push_back({.on = base::add_months(test::date("2024-01-01"), month), .value = 20 + ((month * 7) % 11), .numerator = {}, .denominator = {}, .note = {}});
  REQUIRE(observe(at.context(), at.lead(), brief, values));
  const auto few = did_it_work(at.context(), at.lead(), brief, {.from = test::date("2024-10-01")}).value();
  CHECK_FALSE(few.season);
  CHECK(says(few.found.told.warnings, "Seasons aren't allowed for: that takes two whole years of values."));
}

TEST_CASE("where the other method says the other, or a season was seen once, the first sentence claims no benefit") {
  // A level that drifts by itself: values follow one another, and Newey–West's interval is the narrower.
  test::SmallPlace at;
  const auto drifting = [&](unsigned seed) {
    const auto id = add_measure(at.context(), at.lead(), {.owner = {.project = at.project}, .name = "Drifting " + std::to_string(seed), .direction = domain::Direction::up, .interval = domain::Interval::month}).value().measure.id;
    std::vector<domain::Observation> values;
    double level = 0;
    for (int month = 0; month < 30; ++month) {
      seed = seed * 1103515245U + 12345U;
      level = 0.8 * level + (seed >> 16 & 0x7fff) / 32768.0 - 0.5;
      values.push_back({.on = base::add_months(test::date("2022-01-01"), month), .value = 20 + level, .numerator = {}, .denominator = {}, .note = {}});
    }
    REQUIRE(observe(at.context(), at.lead(), id, values));
    return did_it_work(at.context(), at.lead(), id, {.from = test::date("2023-04-01"), .season = false}).value();
  };
  int differ = 0;
  for (unsigned seed = 1; seed <= 30; ++seed) {
    const auto found = drifting(seed);
    const bool sure = *found.found.at_end.p < 0.05, otherwise = *found.by_prais_winsten->p < 0.05;
    const std::string& first = found.found.told.answer.front();
    CHECK((first.find("says the other, so take it as not settled.") != std::string::npos) == (sure != otherwise));
    if (sure == otherwise) continue;
    ++differ;
    CHECK(first.find("a benefit") == std::string::npos);
    CHECK(first.find("harm") == std::string::npos);
  }
  CHECK(differ > 0);
}

TEST_CASE("what else began among the values is named, and then nothing else can't be taken to have happened") {
  test::Predicting at;
  const auto begun = [&](const char* name, const char* on) {
    const auto test = plan_test(at.at.context(), at.lead, {.project = at.at.project, .name = name}, {}).value();
    REQUIRE(start_test(at.at.context(), at.lead, test.id, test.version, test::date(on)));
  };
  begun("Ring at nine", "2025-09-01");
  const auto alone = [](const DidItWork& found) { return *std::ranges::find(found.found.told.assumptions, "nothing-else-then", &evidence::Assumption::code); };
  CHECK(alone(did_it_work(at.at.context(), at.lead, at.measure, {.from = test::date("2025-09-01")}).value()).holds == evidence::Holds::cannot_tell);
  begun("The same at night", "2025-10-10");
  begun("After the last value", "2026-02-20");
  REQUIRE(add_phase(at.at.context(), at.lead, {.measure = at.measure, .starts = test::date("2025-12-01"), .reason = "It shifted", .cause = "The rota"}));
  const auto other = alone(did_it_work(at.at.context(), at.lead, at.measure, {.from = test::date("2025-09-01")}).value());
  CHECK(other.holds == evidence::Holds::doubtful);
  CHECK(other.found == "The same at night (10 October 2025) began in that time too. Limits were drawn anew from 1 December 2025 (It shifted).");
}

TEST_CASE("where a further slope can't be told, it advises a step alone, which can be asked for") {
  test::Predicting at;
  const auto from = test::date("2026-02-01");  // the last value
  const auto refused = did_it_work(at.at.context(), at.lead, at.measure, {.from = from, .season = false});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().detail == "One value has come after it, and a line takes two. Ask of a step alone, or wait for more.");
  CHECK(did_it_work(at.at.context(), at.lead, at.measure, {.from = from, .season = false, .slope = false}));
}

}  // namespace tributary::services
