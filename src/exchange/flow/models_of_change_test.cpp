// Models that ship of what projects, programmes and their spread change, against what was published, what theory says and sums by hand.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <numeric>
#include <sstream>
#include <string>
#include <vector>

#include "engines/flow/analytic/queues.hpp"
#include "engines/flow/analytic/solve.hpp"
#include "engines/flow/check.hpp"
#include "engines/flow/experiment.hpp"
#include "exchange/flow/flow_model.hpp"

namespace tributary::exchange::flow {

namespace {

std::filesystem::path beside_models(const std::string& path) {
  const char* root = std::getenv("TRIBUTARY_ROOT");
  REQUIRE(root != nullptr);
  return std::filesystem::path(root) / path;
}

std::string text_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  REQUIRE_MESSAGE(stream.good(), file);
  return {std::istreambuf_iterator<char>(stream), {}};
}

engine::Model that_ships(const std::string& name, const std::string& scenario = "base") {
  const auto file = ModelFile::read(text_of(beside_models("models/" + name + ".toml")), name + ".toml");
  REQUIRE_MESSAGE(file, file.error().detail);
  const ScenarioText* found = nullptr;
  for (const auto& each : file->scenarios()) {
    if (each.name == scenario) found = &each;
  }
  REQUIRE((found != nullptr || scenario == "base"));
  auto made = file->model(found, [&](const std::string& table) -> base::Result<std::string> { return text_of(beside_models("models/" + name + "/" + table + ".csv")); });
  REQUIRE_MESSAGE(made, made.error().detail);
  const auto fine = engine::check_model(made->model);
  REQUIRE_MESSAGE(fine, fine.error().detail);
  return std::move(made->model);
}

engine::RunResult few_runs_of(engine::Model model, int replications) {
  model.run.replications = replications;
  auto run = engine::run_model(model);
  REQUIRE(run);
  return std::move(*run);
}

// A measure of a solution or of a run.
const auto& told(const auto& answers, const std::string& name) {
  const auto found = std::find_if(answers.measures.begin(), answers.measures.end(), [&](const auto& each) { return each.name == name; });
  REQUIRE_MESSAGE(found != answers.measures.end(), name);
  return *found;
}

double by_theory(const engine::Solution& theory, const std::string& name) {
  const auto& value = told(theory, name).whole;
  REQUIRE(value);
  CHECK(value->exact);
  return value->value;
}

void within_chance(const engine::Estimate& seen, double expected) {
  CAPTURE(seen.mean);
  CAPTURE(seen.standard_error());
  CAPTURE(expected);
  CHECK(std::fabs(seen.mean - expected) < 3 * seen.standard_error());
}

// Every measure that theory knows, whole and by period.
void measures_agree(const engine::RunResult& run, const engine::Solution& theory) {
  int compared = 0;
  for (std::size_t i = 0; i < run.measures.size(); ++i) {
    const auto& seen = run.measures[i].whole;
    const auto& known = theory.measures[i].whole;
    if (!seen || !known || !(seen->sd > 0)) continue;
    CAPTURE(run.measures[i].name);
    within_chance(*seen, known->value);
    ++compared;
  }
  CHECK(compared >= 5);
}

}  // namespace

TEST_CASE("telemedicine for care homes comes to the calls, attendances and call-outs that were published, and to the bed-days of each source") {
  struct Row { const char* scenario; double bed_days; };
  for (const Row& row : {Row{"bed_days_inetwork", 1452}, Row{"bed_days_hsj", 3205 * 8600 / 8500.}, Row{"bed_days_trust", 1773 * 671 / 274.}}) {
    CAPTURE(row.scenario);
    const auto theory = engine::solve(that_ships("care-home-telemedicine", row.scenario));
    REQUIRE(theory);
    CHECK(std::fabs(by_theory(*theory, "calls: tameside") - 8600) < .5);
    CHECK(std::fabs(by_theory(*theory, "attendances_avoided: tameside") - 2360) < .5);
    CHECK(std::fabs(by_theory(*theory, "gp_visits_avoided: tameside") - 808) < .5);
    CHECK(std::fabs(by_theory(*theory, "bed_days_avoided") - row.bed_days) < 1);
    CHECK(by_theory(*theory, "calls: lancashire") == 0);
  }
  const engine::Model model = that_ships("care-home-telemedicine", "bed_days_hsj");
  measures_agree(few_runs_of(model, 25), *engine::solve(model));
}

TEST_CASE("where sources on telemedicine contradict each other it is told, and only there") {
  const auto sentences = engine::contradictions(that_ships("care-home-telemedicine"));
  REQUIRE(sentences.size() == 3);
  CHECK(sentences[0].find("1452 / 671 is 2.164, not 6.8.") != std::string::npos);
  CHECK(sentences[1].find("3205 × 8600 / 8500 is 3243, not 1452.") != std::string::npos);
  CHECK(sentences[2].find("1773 × 671 / 274 is 4342, not 1452.") != std::string::npos);
}

TEST_CASE("without telemedicine those attend who would have, and need the beds that were not needed") {
  const auto with = engine::solve(that_ships("care-home-telemedicine")), without = engine::solve(that_ships("care-home-telemedicine", "without"));
  REQUIRE((with && without));
  const auto whole = [](const engine::Solution& theory, const std::string& name) { return told(theory, name).whole->value; };
  CHECK(std::fabs(whole(*without, "attendances: tameside") - 2360) < .5);
  CHECK(whole(*without, "attendances: lancashire") == doctest::Approx(whole(*with, "attendances: lancashire")));
  CHECK(whole(*without, "beds_not_needed") == 0);
  CHECK(without->services[3].occupied->value - with->services[3].occupied->value == doctest::Approx(whole(*with, "beds_not_needed")));
}

// Lancashire's calls are 27.8624 a day and 26 in 100 of them avoid an attendance; 306 days of the run come after it begins. What has been reached
// by then is uptake × fidelity × (a triangle, what follows it, and where it fades the integral of 2^(−t / half-life)).
TEST_CASE("a second locality that takes telemedicine up avoids what its uptake, pace and decay come to, and calls wait for clinicians") {
  const double a_day = .278624 * 100 * .26, quarter = 365. / 4;
  struct Row { const char* scenario; double days; };
  for (const Row& row : {Row{"spread", .8 * (182.5 / 2 + 306 - 182.5)}, Row{"spread_slower", .4 * .75 * 306 * 306 / (2 * 365.)},
                         Row{"spread_fades", .8 * (quarter / 2 + quarter / std::log(2) * (1 - std::exp2(-(306 - quarter) / quarter)))}}) {
    CAPTURE(row.scenario);
    const auto run = few_runs_of(that_ships("care-home-telemedicine", row.scenario), 8);
    within_chance(*told(run, "attendances_avoided: lancashire").whole, a_day * row.days);
  }
  const auto base = few_runs_of(that_ships("care-home-telemedicine"), 8), spread = few_runs_of(that_ships("care-home-telemedicine", "spread"), 8),
             third = few_runs_of(that_ships("care-home-telemedicine", "spread_and_a_third"), 8);
  // Twelve months are over before, and are to the last attendance as they were.
  for (std::size_t month = 0; month < 12; ++month) CHECK(told(spread, "a_month").periods[month]->mean == told(base, "a_month").periods[month]->mean);
  const double calls = .278624 * (46 + .8 * 100), load = calls / 48;
  for (std::size_t month = 18; month < 22; ++month) {  // nobody more is reached
    within_chance(*told(spread, "a_month").periods[month], (.278624 * 46 * .2744 + .8 * a_day) * 365 / 12);
    within_chance(*told(spread, "hub_delayed").periods[month], engine::erlang_c(2, load));
    within_chance(*told(third, "hub_delayed").periods[month], engine::erlang_c(3, load));
  }
}

TEST_CASE("a programme for the top segment changes the whole by its coverage, its effect and how large the segment is") {
  const double top = 19665 + 29205, a_month = 1. / 12;
  const auto solved = [](const char* scenario) { return *engine::solve(that_ships("high-impact-primary-care", scenario)); };
  const auto base = solved("base");
  CHECK(std::fabs(by_theory(base, "attendances") / a_month - 1003140) < 2);
  CHECK(std::fabs(by_theory(base, "admissions") / a_month - 300799) < 10);
  struct Row { const char* scenario; double fewer_attendances, more_contacts; };
  for (const Row& row : {Row{"all", .2 * 2.5 * top, 20 * top}, Row{"half", .1 * 2.5 * top, 10 * top}, Row{"half_the_effect", .1 * 2.5 * top, 20 * top}, Row{"no_effect", 0, 20 * top},
                         Row{"most_deprived", .2 * 2.5 * 19665, 20 * 19665.}, Row{"as_calderdale", .33 * 2.5 * top, 20 * top}}) {
    CAPTURE(row.scenario);
    const auto after = solved(row.scenario);
    const auto change = [&](const char* measure) { return (by_theory(after, measure) - by_theory(base, measure)) / a_month; };
    CHECK(-change("attendances") == doctest::Approx(row.fewer_attendances).epsilon(1e-6));
    CHECK(-change("admissions") == doctest::Approx(row.fewer_attendances / 2).epsilon(1e-6));
    CHECK(change("contacts") == doctest::Approx(row.more_contacts).epsilon(1e-6));
    CHECK(by_theory(base, "beds") - by_theory(after, "beds") == doctest::Approx(row.fewer_attendances / 2 * 8 / 365).epsilon(1e-4));
    CHECK(by_theory(after, "attendances_by: others") == doctest::Approx(by_theory(base, "attendances_by: others")));
  }
}

// A twentieth of all people, so that the test is quick: every rate is Poisson, and means are a twentieth.
TEST_CASE("coverage that grows to a half comes to half the effect of reaching everybody") {
  engine::Model model = that_ships("high-impact-primary-care", "half_by_july");
  const auto fewer = [](engine::Model& each) {
    for (engine::Source& source : each.sources) std::get<engine::PoissonArrivals>(source.process).rate /= 20;
  };
  fewer(model);
  for (engine::Model& each : model.versions) fewer(each);
  const auto run = few_runs_of(model, 6);
  const auto half = engine::solve(that_ships("high-impact-primary-care", "half"));
  for (const char* name : {"attendances", "attendances_by: high_need_most", "attendances_by: high_need_elsewhere", "attendances_by: others", "contacts"}) {
    CAPTURE(name);
    for (std::size_t month = 3; month < 6; ++month) {
      const auto& seen = *told(run, name).periods[month];
      const double expected = by_theory(*half, name) / 20;
      CHECK(std::fabs(seen.mean - expected) < 4 * std::sqrt(expected / 6));  // a Poisson number's standard error
    }
  }
}

TEST_CASE("the table of boroughs is of sums over Greater Manchester's small areas, and its top segment a tenth of people in income deprivation") {
  const engine::Model model = that_ships("high-impact-primary-care");
  const auto sum = [](const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); };
  CHECK(std::fabs(sum(model.sources[0].area_weights) / 10 - 19665) < 1);
  CHECK(std::fabs(sum(model.sources[1].area_weights) / 10 - 29205) < 1);
  CHECK(sum(model.sources[2].area_weights) == 2812569);
  const auto file = beside_models("../shared/data/greater-manchester/areas.csv");
  if (!std::filesystem::exists(file)) {
    MESSAGE("skipped: ../shared/data/greater-manchester is absent");
    return;
  }
  struct Small { std::string borough; double score, people; };
  std::vector<Small> areas;
  std::istringstream lines(text_of(file));
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    std::vector<std::string> cells;
    std::istringstream row(line);
    for (std::string cell; std::getline(row, cell, ',');) cells.push_back(cell);
    areas.push_back({cells.at(2), std::stod(cells.at(19)), std::stod(cells.at(21))});
  }
  CHECK(areas.size() == 1673);
  std::stable_sort(areas.begin(), areas.end(), [](const Small& a, const Small& b) { return a.score > b.score; });
  std::map<std::string, std::vector<double>> boroughs;
  double before = 0;
  for (const Small& each : areas) {
    auto& sums = boroughs.try_emplace(each.borough, 3, 0.0).first->second;
    sums[0] += each.people;
    sums[before + each.people / 2 <= 2812569 / 5. ? 1 : 2] += each.people * each.score;
    before += each.people;
  }
  REQUIRE(boroughs.size() == model.areas.size());
  std::size_t at = 0;
  for (const auto& [name, sums] : boroughs) {
    CAPTURE(name);
    CHECK(model.areas[at].name == name);
    CHECK(model.sources[2].area_weights[at] == sums[0]);
    CHECK(std::fabs(model.sources[0].area_weights[at] - sums[1]) <= .5);
    CHECK(std::fabs(model.sources[1].area_weights[at] - sums[2]) <= .5);
    ++at;
  }
}

// Erlang B and Kosten at a load of 90 × 0.99ⁿ on 92 beds; brought back at once, E[(N − c)⁺].
TEST_CASE("fifteen small projects leave fewer out of area together than any alone, and far from fifteen times as few") {
  const std::map<std::string, int> projects{{"base", 0}, {"one_project", 1}, {"five_projects", 5}, {"fourteen_projects", 14}, {"fifteen_projects", 15}};
  std::map<std::string, double> away, in_use;
  for (const auto& [scenario, count] : projects) {
    CAPTURE(scenario);
    const auto theory = *engine::solve(that_ships("mental-health-beds", scenario));
    const auto kosten = engine::overflow(92, 90 * std::pow(.99, count));
    away[scenario] = by_theory(theory, "out_of_area"), in_use[scenario] = by_theory(theory, "occupancy");
    CHECK(away[scenario] == doctest::Approx(kosten.mean).epsilon(1e-5));
    CHECK(std::pow(theory.services[1].occupied_sd->value, 2) == doctest::Approx(kosten.variance).epsilon(1e-5));
    CHECK(by_theory(theory, "days_a_year") == doctest::Approx(365 * kosten.mean).epsilon(1e-5));
    CHECK(by_theory(theory, "cost_a_year") == doctest::Approx(530 * 365 * kosten.mean).epsilon(1e-5));
  }
  const double alone = away["base"] - away["one_project"], together = away["base"] - away["fifteen_projects"];
  CHECK(alone == doctest::Approx(.528377).epsilon(1e-5));
  CHECK(together == doctest::Approx(5.07329).epsilon(1e-5));
  CHECK(15 * alone > away["base"]);                                                            // more than there are
  CHECK(away["fourteen_projects"] - away["fifteen_projects"] == doctest::Approx(.163113).epsilon(1e-3));  // what the last one adds
  CHECK(in_use["base"] - in_use["fifteen_projects"] > 15 * (in_use["base"] - in_use["one_project"]));     // beds fall free the faster
  const auto brought_back = [](const char* scenario) { return by_theory(*engine::solve(that_ships("mental-health-beds", scenario)), "out_of_area"); };
  CHECK(brought_back("one_brought_back") == doctest::Approx(engine::overflow_with_return(92, 90 * .99)).epsilon(1e-5));
  CHECK(brought_back("fifteen_brought_back") == doctest::Approx(engine::overflow_with_return(92, 90 * std::pow(.99, 15))).epsilon(1e-4));
}

TEST_CASE("runs of one project and of all fifteen agree with theory, and show with the same people that they don't add up") {
  std::map<std::string, double> away;
  for (const char* scenario : {"base", "one_project", "fifteen_projects", "fifteen_brought_back"}) {
    CAPTURE(scenario);
    const engine::Model model = that_ships("mental-health-beds", scenario);
    const auto run = few_runs_of(model, 60);
    measures_agree(run, *engine::solve(model));
    away[scenario] = told(run, "out_of_area").whole->mean;
  }
  const double alone = away["base"] - away["one_project"], together = away["base"] - away["fifteen_projects"];
  CHECK(alone > 0);
  CHECK(together > 5 * alone);
  CHECK(together < 12 * alone);
  CHECK(15 * alone > away["base"]);
}

}  // namespace tributary::exchange::flow
