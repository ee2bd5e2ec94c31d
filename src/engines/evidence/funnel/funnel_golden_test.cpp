// Known answers: ten standardised ratios with exact limits, and a month of real A&E attendances. Read where they stand.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engines/evidence/funnel/funnel.hpp"

namespace tributary::evidence::funnel {
namespace {

namespace fs = std::filesystem;

fs::path golden_funnel() {
  const char* given = std::getenv("TRIBUTARY_ROOT");
  fs::path root = given ? fs::path(given) : fs::current_path();
  while (!given && !fs::exists(root / "CMakePresets.json") && root.has_relative_path()) root = root.parent_path();
  const fs::path folder = root / ".." / "shared" / "golden" / "evidence";
  if (fs::exists(folder)) return folder;
  MESSAGE("skipped: ../shared/golden/evidence is absent");
  return {};
}

TEST_CASE("standardised ratios have the exact limits, intervals and overdispersion of the reference") {
  const fs::path folder = golden_funnel();
  if (folder.empty()) return;
  const auto wanted = nlohmann::json::parse(std::ifstream(folder / "expected.json"))["funnel_SR"];
  std::vector<Site> sites;
  for (std::size_t i = 0; i < wanted["O"].size(); ++i) sites.push_back({.name = std::to_string(i), .observed = wanted["O"][i], .size = wanted["E"][i]});
  const auto found = funnel(sites, {.kind = Kind::ratio, .winsorised = 0});
  REQUIRE(found.has_value());
  const auto near = [](double value, double reference) { return std::abs(value - reference) <= 1e-9 * std::max(0.1, std::abs(reference)); };
  for (std::size_t i = 0; i < sites.size(); ++i) {
    const Point& point = found->points[i];
    CHECK(near(point.value, wanted["SMR"][i]));
    CHECK(near(point.own.low, wanted["exact_ci_lo"][i]));
    CHECK(near(point.own.high, wanted["exact_ci_hi"][i]));
    CHECK(near(point.z, wanted["z_sqrt"][i]));
    CHECK(near(point.exact[0].low, wanted["limits95_lo"][i]));
    CHECK(near(point.exact[0].high, wanted["limits95_hi"][i]));
  }
  CHECK(near(found->phi, wanted["phi"]));
}

TEST_CASE("of 134 emergency departments 123 lie outside naive limits, which says that the limits are wrong") {
  const fs::path folder = golden_funnel();
  if (folder.empty()) return;
  std::vector<Site> sites;
  std::ifstream file(folder / "funnel_ae_type1_2019_03.csv");
  std::string line;
  std::getline(file, line);
  while (std::getline(file, line)) {
    const auto first = line.find(','), second = line.find(',', first + 1);
    sites.push_back({.name = line.substr(1, first - 2), .observed = std::stod(line.substr(second + 1)), .size = std::stod(line.substr(first + 1))});
  }
  REQUIRE(sites.size() == 134);
  const auto found = funnel(sites, {});
  REQUIRE(found.has_value());
  CHECK(found->target == doctest::Approx(0.20514).epsilon(1e-4));
  const auto outside = [](Place place) { return place == Place::below_998 || place == Place::above_998; };
  CHECK(std::ranges::count_if(found->points, [](const Point& each) { return std::abs(each.z) > 3.090232306167813; }) == 123);
  CHECK(std::ranges::count_if(found->points, [&](const Point& each) { return outside(each.by_exact); }) == 123);
  CHECK(std::ranges::count_if(found->points, [&](const Point& each) { return outside(each.by_additive); }) < 5);
  CHECK(std::ranges::count_if(found->points, [&](const Point& each) { return outside(each.by_multiplicative); }) < 5);
}

}  // namespace
}  // namespace tributary::evidence::funnel
