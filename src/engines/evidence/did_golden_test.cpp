// Known answers: Card and Krueger 1994, in long form. Read where they stand.
#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "engines/evidence/did.hpp"

namespace tributary::evidence {
namespace {

namespace fs = std::filesystem;

std::vector<std::vector<std::string>> card_krueger() {
  const char* given = std::getenv("TRIBUTARY_ROOT");
  fs::path root = given ? fs::path(given) : fs::current_path();
  while (!given && !fs::exists(root / "CMakePresets.json") && root.has_relative_path()) root = root.parent_path();
  std::ifstream file(root / ".." / "shared" / "golden" / "evidence" / "card_krueger.csv");
  std::vector<std::vector<std::string>> rows;
  for (std::string line; std::getline(file, line);) {
    rows.emplace_back(1);
    for (const char c : line) {
      if (c == ',') rows.back().emplace_back();
      else if (c != '\r') rows.back().back() += c;
    }
  }
  if (rows.empty()) MESSAGE("skipped: ../shared/golden/evidence is absent");
  return rows;
}

// Full-time equivalents: full-time and managers, part-time by half.
std::optional<double> staff(const std::vector<std::string>& row, std::size_t first) {
  for (std::size_t i = first; i < first + 3; ++i)
    if (row[i] == "NA" || row[i].empty()) return {};
  const auto number = [&](std::size_t i) { return std::strtod(row[i].c_str(), nullptr); };
  return number(first) + .5 * number(first + 1) + number(first + 2);
}

Panel long_form(const std::vector<std::vector<std::string>>& rows, bool by_store) {
  Panel panel{.time_names = {"before", "after"}};
  if (!by_store) panel.unit_names = {"Pennsylvania", "New Jersey"};
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto store = static_cast<std::uint32_t>(panel.cluster_names.size());
    const bool jersey = rows[i][3] == "1";
    panel.cluster_names.push_back("store " + std::to_string(i));
    if (by_store) panel.unit_names.push_back(panel.cluster_names.back());
    for (const std::uint32_t time : {0U, 1U})
      panel.rows.push_back({.unit = by_store ? store : jersey ? 1U : 0U, .time = time, .cluster = store, .outcome = staff(rows[i], time == 0 ? 12 : 15), .treated = jersey && time == 1});
  }
  return panel;
}

bool near(double ours, double theirs) { return std::abs(ours - theirs) <= 1e-9 * std::abs(theirs); }

}  // namespace

TEST_CASE("Card and Krueger's difference in differences, its cells and each kind of error, to nine figures") {
  const auto rows = card_krueger();
  if (rows.empty()) return;
  const auto panel = check_panel(long_form(rows, false));
  REQUIRE(panel.has_value());
  CHECK(panel->unit.size() == 794);
  const auto did = difference_in_differences(*panel, {.better = Better::up, .outcome = "staff"});
  REQUIRE(did.has_value());
  CHECK(near(did->effect.value, 2.753605782981));
  CHECK(near(*did->plain->standard_error, 1.688409130909));
  CHECK(near(*did->cr1->standard_error, 1.306607012419));
  CHECK(near(*did->cr2->standard_error, 1.310233369426));
  CHECK(near(*did->cr2->degrees_of_freedom, 116.928666417559));
  CHECK(near(*did->effect.p, 0.03773411034845));
  REQUIRE(did->four.size() == 4);
  CHECK(near(did->four[0].mean, 20.439408099688));
  CHECK(near(*did->four[0].standard_error, 0.5082607034148));
  CHECK(near(did->four[3].mean, 21.165584415584));
  CHECK(did->four[3].rows == 77);
}

TEST_CASE("Card and Krueger's balanced sample: a level for every store gives 2.75 (1.34)") {
  const auto rows = card_krueger();
  if (rows.empty()) return;
  const auto did = difference_in_differences(*check_panel(long_form(rows, true)), {});
  REQUIRE(did.has_value());
  CHECK(near(did->effect.value, 2.75));
  // Errors of the published regression of changes take one variance for both states; CR2 takes each state's own.
  CHECK(*did->cr2->standard_error == doctest::Approx(1.31).epsilon(.02));
}

}  // namespace tributary::evidence
