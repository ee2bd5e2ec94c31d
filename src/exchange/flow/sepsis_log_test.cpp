// A hospital's real event log, read as a table beside a model and replayed: counts and times as published of it (4TU, DOI
// 10.4121/uuid:915d2bfb-7e84-49ad-a286-dc35f063a460).
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <numeric>
#include <optional>
#include <set>

#include "base/clock.hpp"
#include "engines/flow/check.hpp"
#include "engines/flow/experiment.hpp"
#include "exchange/flow/columns.hpp"
#include "exchange/flow/flow_model.hpp"

namespace tributary::exchange::flow {

namespace {

// Empty where it is absent, which is said.
std::string sepsis_log() {
  const char* root = std::getenv("TRIBUTARY_ROOT");
  std::ifstream stream(std::filesystem::path(root != nullptr ? root : ".") / "../shared/data/event-logs/sepsis.csv", std::ios::binary);
  if (!stream) MESSAGE("skipped: ../shared/data/event-logs/sepsis.csv is absent");
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

// By case, when each activity first happened, in days; and when the first and the last thing did.
struct Journey {
  std::map<std::string, double> first;
  double begins = HUGE_VAL, ends = -HUGE_VAL;

  // The first of those whose names begin so.
  [[nodiscard]] std::optional<double> at(const std::string& activity) const {
    std::optional<double> out;
    for (auto each = first.lower_bound(activity); each != first.end() && each->first.starts_with(activity); ++each) out = std::min(out.value_or(HUGE_VAL), each->second);
    return out;
  }
};

std::vector<double> between(const std::map<std::string, Journey>& cases, const std::string& from, const std::string& to, double unit) {
  std::vector<double> out;
  for (const auto& [name, each] : cases) {
    const auto begin = each.at(from), end = each.at(to);
    if (begin && end) out.push_back((*end - *begin) * unit);
  }
  std::sort(out.begin(), out.end());
  return out;
}

double mean_of(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size()); }
double median_of(const std::vector<double>& values) { return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2; }
double share_up_to(const std::vector<double>& values, double most) {
  return static_cast<double>(std::upper_bound(values.begin(), values.end(), most) - values.begin()) / static_cast<double>(values.size());
}

constexpr const char* replayed = R"(
schema = "tributary.flow/1"
name = "sepsis"
time_unit = "day"
begins_on = 2013-11-07

[arrivals.log]
replay = { table = "sepsis", time = "timestamp", case = "case_id" }
to = { ward = 0.7714, out = 0.2286 }

[services.ward]
kind = "unlimited"
stay = { distribution = "lognormal", mean = 7.587, sd = 7.509 }
next = "out"

[run]
warm_up = 0
length = 577
replications = 40
)";

}  // namespace

TEST_CASE("a hospital's log of sepsis is read with its case that is called NA, and its counts and times are those that were published") {
  const std::string bytes = sepsis_log();
  if (bytes.empty()) return;
  const auto table = Columns::read(bytes, "sepsis.csv");
  REQUIRE(table);
  CHECK(table->rows() == 15'214);
  const auto id = table->find("case_id"), activity = table->find("activity"), timestamp = table->find("timestamp");
  REQUIRE((id && activity && timestamp));
  std::map<std::string, Journey> cases;
  std::set<std::string> activities;
  for (std::size_t row = 0; row < table->rows(); ++row) {
    const auto moment = base::parse_iso_instant(table->cell(row, *timestamp));
    REQUIRE(moment);
    const double days = std::chrono::duration<double, std::ratio<86'400>>(moment->time_since_epoch()).count();
    Journey& each = cases[std::string(table->cell(row, *id))];
    const auto [found, fresh] = each.first.try_emplace(std::string(table->cell(row, *activity)), days);
    found->second = std::min(found->second, days);
    each.begins = std::min(each.begins, days), each.ends = std::max(each.ends, days);
    activities.insert(found->first);
  }
  CHECK(cases.size() == 1'050);
  CHECK(cases.count("NA") == 1);
  CHECK(activities.size() == 16);
  const auto had = [&](const std::string& what) { return std::count_if(cases.begin(), cases.end(), [&](const auto& each) { return each.second.at(what).has_value(); }); };
  CHECK(had("Admission") == 810);
  CHECK(had("Admission NC") == 800);
  CHECK(had("Admission IC") == 110);
  CHECK(had("Release") == 782);
  CHECK(had("Return ER") == 294);

  std::vector<double> lasted;
  for (const auto& [name, each] : cases) lasted.push_back(each.ends - each.begins);
  std::sort(lasted.begin(), lasted.end());
  CHECK(mean_of(lasted) == doctest::Approx(28.469).epsilon(2e-5));
  CHECK(median_of(lasted) == doctest::Approx(5.343).epsilon(1e-4));

  auto stays = between(cases, "Admission", "Release", 1);
  CHECK(std::erase_if(stays, [](double each) { return each < 0; }) == 1);  // one is released before being admitted, as the log has it
  CHECK(stays.size() == 781);
  CHECK(mean_of(stays) == doctest::Approx(7.587).epsilon(5e-5));
  CHECK(median_of(stays) == doctest::Approx(5.463).epsilon(1e-4));
  CHECK(stays[702] == doctest::Approx(14.757).epsilon(1e-4));
  CHECK(std::sqrt(std::accumulate(stays.begin(), stays.end(), 0.0, [&](double sum, double each) { return sum + (each - mean_of(stays)) * (each - mean_of(stays)); }) / 780) ==
        doctest::Approx(7.509).epsilon(1e-4));

  const auto antibiotics = between(cases, "ER Triage", "IV Antibiotics", 1440), from_sepsis = between(cases, "ER Sepsis Triage", "IV Antibiotics", 1440);
  CHECK(antibiotics.size() == 823);
  CHECK(median_of(antibiotics) == doctest::Approx(104.07).epsilon(1e-4));
  CHECK(share_up_to(antibiotics, 60 + 1e-6) == doctest::Approx(.3694).epsilon(2e-4));
  CHECK(median_of(from_sepsis) == doctest::Approx(92.05).epsilon(1e-5));
  CHECK(share_up_to(from_sepsis, 60 + 1e-6) == doctest::Approx(.4156).epsilon(2e-4));
  const auto lactate = between(cases, "ER Triage", "LacticAcid", 24);
  CHECK(lactate.size() == 860);
  CHECK(share_up_to(lactate, 3 + 1e-8) == doctest::Approx(.9860).epsilon(1e-4));
  const auto back = between(cases, "Release", "Return ER", 1);
  CHECK(std::upper_bound(back.begin(), back.end(), 28.0) - back.begin() == 111);
}

TEST_CASE("the log as it is serves a model as its arrivals: each case comes once, when it first appears") {
  const std::string bytes = sepsis_log();
  if (bytes.empty()) return;
  const auto file = ModelFile::read(replayed, "sepsis.toml");
  REQUIRE_MESSAGE(file, file.error().detail);
  const auto made = file->model(nullptr, [&](const std::string&) -> base::Result<std::string> { return bytes; });
  REQUIRE_MESSAGE(made, made.error().detail);
  const auto& log = std::get<engine::ReplayedArrivals>(made->model.sources[0].process);
  CHECK(log.at.size() == 1'050);
  CHECK(log.at.front() == doctest::Approx((8 * 3600 + 18 * 60 + 29) / 86'400.0));
  CHECK(log.at.back() < 577);
  REQUIRE(engine::check_model(made->model));
  const auto run = engine::run_model(made->model);
  REQUIRE(run);
  // Who comes is as the log has it; who of them is admitted, and for how long, is drawn.
  CHECK(std::abs(run->services[0].arrivals->mean - 1050 * .7714) < 3 * run->services[0].arrivals->standard_error());
  CHECK(std::abs(run->services[0].occupied->mean - 1050 * .7714 * 7.587 / 577) < .3);
}

}  // namespace tributary::exchange::flow
