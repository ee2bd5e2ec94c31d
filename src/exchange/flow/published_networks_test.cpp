// Networks that were published, typed as models and solved: where people go, what that loads, and who comes through.
#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>

#include "engines/flow/analytic/solve.hpp"
#include "exchange/flow/columns.hpp"
#include "tests/flow_runs.hpp"

namespace tributary::exchange::flow {

using namespace tested;

namespace {

// Mental health of a place as a network of ten services (github nhs-bnssg-analytics/simulation-dts-renege, network_baseline.csv). Its
// people give up waiting; that is left out here, as in the figures of reference, so that the load is what all who come would need.
// Stays are given as their law has it: the mean alone enters loads.
constexpr const char* mental_health = R"(
schema = "tributary.flow/1"
name = "mental-health"
time_unit = "day"
exits = ["planned_end", "other_end", "rejected"]

[arrivals.social_prescribing]
rate = 9
to = "social_prescribing"
[arrivals.iapt]
rate = 32
to = "iapt_assessment"
[arrivals.gp]
rate = 150
to = "gp_initial"
[arrivals.inpatient]
rate = 1
to = "inpatient"

[services.social_prescribing]
beds = 400
stay = { distribution = "lognormal", mu = 4.020459, sigma = 0.3844108 }
next = "planned_end"
[services.iapt_assessment]
beds = 30
stay = { distribution = "empirical", values = [1, 2, 3], weights = [0.2, 0.5, 0.3] }
next = { iapt_therapy = 0.5, planned_end = 0.5 }
[services.iapt_therapy]
beds = 500
stay = { distribution = "empirical", values = [14, 21, 28, 35, 42, 49, 56, 63, 70, 77, 84, 91, 98, 105, 112, 119, 126, 133, 140, 147, 154, 161, 168, 175, 182, 189, 196, 203, 210, 217, 224], weights = [0.1, 0.08, 0.07, 0.08, 0.1, 0.15, 0.04, 0.035, 0.03, 0.02, 0.02, 0.04, 0.03, 0.015, 0.015, 0.015, 0.015, 0.015, 0.015, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.005] }
next = { planned_end = 0.9, other_end = 0.1 }
[services.gp_initial]
beds = 2500
stay = { distribution = "empirical", values = [1, 15, 22, 29, 36, 43], weights = [0.5, 0.1, 0.2, 0.1, 0.05, 0.05] }
next = { social_prescribing = 0.03, iapt_assessment = 0.21, gp_low = 0.07, mhp_triage = 0.66, planned_end = 0.03 }
[services.gp_low]
beds = 15000
stay = { distribution = "empirical", values = [182, 365, 547, 730, 912, 1095], weights = [0.04, 0.2, 0.04, 0.2, 0.02, 0.5] }
next = { planned_end = 0.5, other_end = 0.5 }
[services.gp_high]
beds = 50000
stay = { distribution = "lognormal", mu = 6.625227, sigma = 0.8640404 }
next = "other_end"
[services.mhp_triage]
beds = 200
stay = 1
next = { gp_high = 0.425, mhp_crisis = 0.075, mhp_community = 0.075, rejected = 0.425 }
[services.mhp_crisis]
beds = 140
stay = { distribution = "lognormal", mu = 2.603037, sigma = 0.2684041 }
next = { mhp_community = 0.6, inpatient = 0.3, other_end = 0.1 }
[services.mhp_community]
beds = 4000
stay = { distribution = "lognormal", mu = 5.863699, sigma = 0.2690675 }
next = { gp_low = 0.15, mhp_crisis = 0.05, planned_end = 0.4, other_end = 0.4 }
[services.inpatient]
beds = 45
stay = { distribution = "lognormal", mu = 2.288457, sigma = 0.1680954 }
next = { mhp_community = 0.9, other_end = 0.1 }
)";

// A team's way to thrombolysis: each step with the share of those before it who take it.
std::string thrombolysis(double admissions, const std::vector<double>& shares) {
  static const char* const steps[] = {"onset_known", "arrived_in_time", "scanned_in_time", "time_left", "thrombolysed"};
  std::string out = "schema = \"tributary.flow/1\"\nname = \"team\"\ntime_unit = \"day\"\nexits = [\"ward\"]\n[arrivals.strokes]\nper = \"year\"\nrate = " + std::to_string(admissions) + "\n";
  for (std::size_t i = 0; i < shares.size(); ++i) {
    char share[64];
    std::snprintf(share, sizeof share, "%.17g, ward = %.17g", shares[i], 1 - shares[i]);
    out += std::string(i == 0 ? "to" : "next") + " = { " + steps[i] + " = " + share + " }\n[services." + steps[i] + "]\nkind = \"unlimited\"\nstay = \"10 min\"\n";
  }
  return out + "next = \"ward\"\n[measures.rate]\nquantity = \"share_through\"\nof = \"thrombolysed\"\n";
}

}  // namespace

TEST_CASE("a place's mental health network has the published traffic and loads, and what can't keep up is told") {
  const engine::Model model = typed(mental_health);
  const auto theory = engine::solve(model);
  REQUIRE(theory);
  struct Row { const char* name; double rate, stay, load, utilisation; };
  const Row rows[] = {{"social_prescribing", 13.5, 60.0, 810.0, 2.025}, {"iapt_assessment", 63.5, 2.1, 133.35, 4.445}, {"iapt_therapy", 31.75, 67.9, 2155.83, 4.312},
                      {"gp_initial", 150, 13.25, 1987.5, .795}, {"gp_low", 12.8186, 813.9, 10433.0, .6955}, {"gp_high", 42.075, 1095.0, 46072.1, .9214},
                      {"mhp_triage", 99, 1, 99, .495}, {"mhp_crisis", 8.1979, 14.0, 114.77, .8198}, {"mhp_community", 15.4571, 365.0, 5641.9, 1.4105}, {"inpatient", 3.4594, 10.0, 34.59, .7687}};
  REQUIRE(theory->services.size() == std::size(rows));
  // As many digits as the figures are told with.
  for (std::size_t i = 0; i < std::size(rows); ++i) {
    const engine::Load& load = theory->services[i].load;
    CAPTURE(rows[i].name);
    CHECK(theory->services[i].name == rows[i].name);
    CHECK(load.arrivals == doctest::Approx(rows[i].rate).epsilon(1e-5));
    CHECK(load.in_bed == doctest::Approx(rows[i].stay).epsilon(1e-4));
    CHECK(load.offered == doctest::Approx(rows[i].load).epsilon(2e-4));
    CHECK(*load.utilisation == doctest::Approx(rows[i].utilisation).epsilon(2e-4));
    CHECK(load.steady_state() == (rows[i].utilisation < 1));
  }
  std::vector<std::string> told;
  for (const auto& each : engine::overloads(model, *theory)) told.push_back(each.field);
  CHECK(told == std::vector<std::string>{"services.social_prescribing", "services.iapt_assessment", "services.iapt_therapy", "services.mhp_community"});
}

// Parameters of pathways of stroke teams in England (github samuel-book). The shares were estimated from the rates that they are to give, so
// that this shows that the pathway is complete, and not that it predicts.
TEST_CASE("teams' shares thrombolysed come out of five branching shares each, as published of the first 66") {
  const char* told = std::getenv("TRIBUTARY_ROOT");
  std::ifstream stream(std::filesystem::path(told != nullptr ? told : ".") / "../shared/data/england-stroke/pathway-66-teams.csv", std::ios::binary);
  if (!stream) {
    MESSAGE("skipped: ../shared/data/england-stroke/pathway-66-teams.csv is absent");
    return;
  }
  const auto table = Columns::read(std::string(std::istreambuf_iterator<char>(stream), {}), "pathway-66-teams.csv");
  REQUIRE(table);
  REQUIRE(table->rows() == 66);
  const auto value = [&](std::size_t row, const char* column) {
    const auto at = table->find(column);
    REQUIRE(at);
    const auto number = table->number(row, *at);
    REQUIRE(number);
    return *number;
  };
  std::vector<double> predicted, actual;
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const auto theory = engine::solve(typed(thrombolysis(value(row, "admissions"), {value(row, "onset_known"), value(row, "known_arrival_within_4hrs"), value(row, "scan_within_4_hrs"),
                                                                                  value(row, "onset_scan_4_hrs"), value(row, "eligable")})));
    REQUIRE(theory);
    REQUIRE(theory->measures[0].whole);
    CHECK(theory->measures[0].whole->exact);
    predicted.push_back(100 * theory->measures[0].whole->value);
    actual.push_back(100 * value(row, "thrombolysis_rate"));
  }
  const double n = static_cast<double>(actual.size());
  const double mean_predicted = std::accumulate(predicted.begin(), predicted.end(), 0.0) / n, mean_actual = std::accumulate(actual.begin(), actual.end(), 0.0) / n;
  double both = 0, of_predicted = 0, of_actual = 0, errors = 0, absolute = 0, largest = 0;
  for (std::size_t i = 0; i < actual.size(); ++i) {
    const double p = predicted[i] - mean_predicted, a = actual[i] - mean_actual, error = predicted[i] - actual[i];
    both += p * a, of_predicted += p * p, of_actual += a * a;
    errors += error * error, absolute += std::fabs(error), largest = std::max(largest, std::fabs(error));
  }
  CHECK(std::fabs(both * both / (of_predicted * of_actual) - .9926) < 1e-4);
  CHECK(std::fabs(1 - errors / of_actual - .9824) < 1e-4);
  CHECK(std::fabs(absolute / n - .3666) < 1e-4);                    // percentage points
  CHECK(std::fabs(mean_predicted - mean_actual + .3666) < 1e-4);    // always too low
  CHECK(std::fabs(largest - 2.326) < 1e-3);
}

}  // namespace tributary::exchange::flow
