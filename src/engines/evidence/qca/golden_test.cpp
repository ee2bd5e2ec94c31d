// Known answers: Lipset's cases crisp, fuzzy and multi-value, their calibration, and random sets with a planted rule. Read where they stand.
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "engines/evidence/qca/calibration.hpp"
#include "engines/evidence/qca/necessity.hpp"
#include "engines/evidence/qca/solution.hpp"

namespace tributary::evidence::qca {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

fs::path golden_folder() {
  const char* given = std::getenv("TRIBUTARY_ROOT");
  fs::path root = given ? fs::path(given) : fs::current_path();
  while (!given && !fs::exists(root / "CMakePresets.json") && root.has_relative_path()) root = root.parent_path();
  const fs::path folder = root / ".." / "shared" / "golden" / "qca";
  if (fs::exists(folder)) return folder;
  MESSAGE("skipped: ../shared/golden/qca is absent");
  return {};
}

using Row = std::map<std::string, std::string>;

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    else if (c == ',' && !quoted) cells.emplace_back();
    else if (c != '\r') cells.back() += c;
  }
  return cells;
}

std::vector<Row> read_rows(const fs::path& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  const auto columns = split(line);
  std::vector<Row> rows;
  while (std::getline(file, line)) {
    const auto cells = split(line);
    Row row;
    for (std::size_t i = 0; i < columns.size(); ++i) row[columns[i]] = cells.at(i);
    rows.push_back(std::move(row));
  }
  return rows;
}

// Some values stand in the files as their labels.
double value_of(const std::string& cell) {
  static const std::map<std::string, double> labels = {
      {"Undeveloped", 0},    {"Developed", 1},          {"Highly developed", 2}, {"Low urbanization", 0}, {"High urbanization", 1}, {"Low literacy", 0}, {"High literacy", 1},
      {"Not industrialized", 0}, {"Industrialized", 1}, {"Unstable", 0},         {"Stable", 1},           {"Collapse", 0},          {"Survival", 1}};
  const auto label = labels.find(cell);
  return label == labels.end() ? std::strtod(cell.c_str(), nullptr) : label->second;
}

Cases cases_of(const std::vector<Row>& rows, const std::vector<std::string>& conditions, const std::string& outcome) {
  Cases cases{.outcome_name = outcome};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    cases.names.push_back(rows[i].contains("case") ? rows[i].at("case") : std::to_string(i + 1));
    cases.outcome.push_back(value_of(rows[i].at(outcome)));
  }
  for (const std::string& name : conditions) {
    Condition condition{.name = name};
    for (const Row& row : rows) condition.values.push_back(value_of(row.at(name)));
    const double most = *std::ranges::max_element(condition.values);
    if (most > 1) condition.multi_value = true, condition.levels = static_cast<unsigned>(most) + 1;
    cases.conditions.push_back(std::move(condition));
  }
  return cases;
}

struct GoldenCase {
  Cases cases;
  Cuts cuts;
};

GoldenCase read_case(const fs::path& folder, const json& wanted) {
  std::string outcome = wanted["outcome"];
  const bool absent = outcome.starts_with('~');
  Cases cases = cases_of(read_rows(folder / std::string(wanted["data"])), wanted["conditions"], absent ? outcome.substr(1) : outcome);
  return {.cases = absent ? negated(std::move(cases)) : std::move(cases),
          .cuts = {.consistency = wanted["incl.cut"], .pri = wanted["pri.cut"], .cases = wanted["n.cut"]}};
}

// The file's numbers have ten digits.
bool near(const std::optional<double>& value, double wanted) { return value && std::abs(*value - wanted) <= 1e-9 * std::max(1.0, std::abs(wanted)); }

std::set<std::string> names(const Cases& cases, const Model& model) {
  std::set<std::string> all;
  for (const TermFit& each : model.terms) all.insert(name_of(cases, each.term));
  return all;
}

void check_solution(const Cases& cases, const Solution& found, const json& wanted) {
  // A model of one term stands as its name.
  std::set<std::set<std::string>> models, found_models;
  for (const json& model : wanted["models"]) models.insert(model.is_string() ? std::set<std::string>{model} : std::set<std::string>(model.begin(), model.end()));
  for (const Model& model : found.models) found_models.insert(names(cases, model));
  CHECK(found_models == models);
  CHECK(found.count == models.size());
  REQUIRE(found.models.size() == 1);
  const Model& model = found.models.front();
  const json& fit = wanted["fit"]["models"][0]["sol"];
  CHECK(near(model.fit.consistency, fit[0]));
  CHECK(near(model.fit.pri, fit[1]));
  CHECK(near(model.fit.coverage, fit[2]));
  for (const json& term : wanted["fit"]["terms"]) {
    const auto same = std::ranges::find_if(model.terms, [&](const TermFit& each) { return name_of(cases, each.term) == term["term"].get<std::string>(); });
    REQUIRE(same != model.terms.end());
    CHECK(near(same->fit.consistency, term["inclS"]));
    CHECK(near(same->fit.pri, term["PRI"]));
    CHECK(near(same->fit.coverage, term["covS"]));
    if (term["covU"].is_number()) CHECK(near(same->unique, term["covU"]));
  }
}

Solutions solved(const GoldenCase& given, const Expectations& expectations = {}) {
  const auto table = truth_table(given.cases, given.cuts);
  REQUIRE(table.has_value());
  const auto solutions = solve(given.cases, *table, expectations, {});
  REQUIRE(solutions.has_value());
  return *solutions;
}

TEST_CASE("the published solutions of Lipset's cases are found, with their consistencies and coverages") {
  const fs::path folder = golden_folder();
  if (folder.empty()) return;
  const json all = json::parse(std::ifstream(folder / "expected.json"));
  for (const auto& [id, wanted] : all.items()) {
    INFO(id);
    const GoldenCase given = read_case(folder, wanted);
    const Expectations present(given.cases.conditions.size(), {1});
    const Solutions solutions = solved(given, wanted.contains("intermediate") ? present : Expectations());
    check_solution(given.cases, solutions.conservative, wanted["conservative"]);
    REQUIRE(solutions.parsimonious.has_value());
    check_solution(given.cases, *solutions.parsimonious, wanted["parsimonious"]);
    if (!wanted.contains("intermediate")) continue;
    REQUIRE(solutions.intermediate.size() == 1);
    check_solution(given.cases, solutions.intermediate.front().solution, wanted["intermediate"][0]);
  }
}

TEST_CASE("the truth tables of Lipset's cases are those of the reference, row by row") {
  const fs::path folder = golden_folder();
  if (folder.empty()) return;
  const json all = json::parse(std::ifstream(folder / "expected.json"));
  for (const auto& [id, wanted] : all.items()) {
    INFO(id);
    const GoldenCase given = read_case(folder, wanted);
    const auto table = truth_table(given.cases, given.cuts);
    REQUIRE(table.has_value());
    std::size_t observed = 0;
    for (const Row& row : read_rows(folder / (id + "_truthtable.csv"))) {
      if (row.at("n") == "0") continue;
      REQUIRE(observed < table->rows.size());
      const TruthRow& found = table->rows[observed++];
      for (std::size_t i = 0; i < given.cases.conditions.size(); ++i) CHECK(std::to_string(found.levels[i]) == row.at(given.cases.conditions[i].name));
      CHECK(std::to_string(found.cases.size()) == row.at("n"));
      CHECK((found.standing == Standing::positive ? "1" : "0") == row.at("OUT"));
      CHECK(near(found.fit.consistency, value_of(row.at("incl"))));
      CHECK(near(found.fit.pri, value_of(row.at("PRI"))));
      std::string listed;
      for (const std::size_t i : found.cases) listed += (listed.empty() ? "" : ",") + given.cases.names[i];
      CHECK(listed == row.at("cases"));
    }
    CHECK(observed == table->rows.size());
  }
}

TEST_CASE("necessity of each fuzzy condition is the reference's") {
  const fs::path folder = golden_folder();
  if (folder.empty()) return;
  const Cases cases = cases_of(read_rows(folder / "LF.csv"), {"DEV", "URB", "LIT", "IND", "STB"}, "SURV");
  const std::vector<Needed> needed = necessity(cases, {});
  for (const Row& row : read_rows(folder / "lipset_fuzzy_necessity.csv")) {
    const auto found = std::ranges::find_if(needed, [&](const Needed& each) { return name_of(cases, each) == row.at("condition"); });
    REQUIRE(found != needed.end());
    CHECK(near(found->fit.consistency, value_of(row.at("inclN"))));
    CHECK(near(found->fit.relevance, value_of(row.at("RoN"))));
    CHECK(near(found->fit.coverage, value_of(row.at("covN"))));
  }
}

TEST_CASE("raw figures are calibrated to the published memberships by their anchors") {
  const fs::path folder = golden_folder();
  if (folder.empty()) return;
  const std::map<std::string, Anchors> anchors = {{"DEV", {400, 550, 900}}, {"URB", {25, 50, 65}}, {"LIT", {50, 75, 90}}, {"IND", {20, 30, 40}}, {"STB", {15, 10, 5}}, {"SURV", {-9, -2, 10}}};
  const auto rows = read_rows(folder / "calibration_direct.csv");
  const auto published = read_rows(folder / "LF.csv");
  for (const auto& [name, of] : anchors) {
    std::vector<double> raw;
    for (const Row& row : rows) raw.push_back(value_of(row.at(name)));
    const auto found = calibrate(raw, of);
    REQUIRE(found.has_value());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      INFO(name, " of ", rows[i].at("case"));
      if (name != "STB" && name != "SURV") CHECK(std::abs((*found)[i] - value_of(published[i].at(name))) <= 0.0101);
      const double wanted = value_of(rows[i].at(name + "_fz"));
      if (name != "SURV") CHECK(near((*found)[i], wanted));
    }
  }
}

// A*B*~C + ~A*D + ~B*C*E, planted in random conditions.
TEST_CASE("a planted rule is among the shortest explanations of random cases, as far as they can tell") {
  const fs::path folder = golden_folder();
  if (folder.empty()) return;
  for (const int conditions : {5, 8, 10}) {
    for (const int n : {30, 60}) {
      const std::string name = "qcarand_k" + std::to_string(conditions) + "_n" + std::to_string(n) + ".csv";
      INFO(name);
      std::vector<std::string> letters;
      for (int i = 0; i < conditions; ++i) letters.emplace_back(1, static_cast<char>('A' + i));
      const GoldenCase given{.cases = cases_of(read_rows(folder / name), letters, "Y"), .cuts = {.consistency = 1}};
      const Solutions solutions = solved(given, Expectations(letters.size()));
      const std::set<std::string> planted = {"A*B*~C", "~A*D", "~B*C*E"};
      REQUIRE(solutions.parsimonious.has_value());
      CHECK(solutions.parsimonious->count >= 1);
      for (const Model& model : solutions.parsimonious->models) {
        CHECK(model.terms.size() <= planted.size());
        CHECK(near(model.fit.consistency, 1));
        CHECK(near(model.fit.coverage, 1));
      }
      // Thirty cases can't always tell it from something briefer.
      const auto& models = solutions.parsimonious->models;
      if (n == 60) CHECK(std::ranges::any_of(models, [&](const Model& each) { return names(given.cases, each) == planted; }));
      // Nothing is expected, so no counterfactual is easy: the intermediate solution is the conservative one.
      REQUIRE(!solutions.intermediate.empty());
      CHECK(names(given.cases, solutions.intermediate.front().solution.models.front()) == names(given.cases, solutions.conservative.models.front()));
    }
  }
}

}  // namespace
}  // namespace tributary::evidence::qca
