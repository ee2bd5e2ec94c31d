#include "exchange/evidence/report.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

namespace tributary::exchange {
namespace {

EvidenceReport sample() {
  EvidenceReport report{.method = "meta"};
  report.inputs = {{.file = "sites.csv", .sha256 = "00"}};
  report.options = {{"level", 0.95}, {"log", true}};
  report.told.answer = {"It went down."};
  report.told.assumptions = {{.code = "alike", .holds = evidence::Holds::cannot_tell, .found = "Sites may differ.", .would_make_wrong = "A wrong count."}};
  report.told.warnings = {"Three sites are few."};
  report.estimates = {{.name = "effect", .value = -0.123456789, .low = -0.2, .high = -0.05}};
  report.tables = {{.name = "sites", .title = "Sites", .columns = {"site", "part_of"}, .rows = {{std::string("A"), std::vector<std::string>{"x", "y"}}, {std::string("B"), std::monostate()}}}};
  return report;
}

TEST_CASE("a script reads every number as it is, what made it, and null for what isn't known") {
  const auto json = nlohmann::json::parse(evidence_json(sample()));
  CHECK(json["inputs"][0]["file"] == "sites.csv");
  CHECK(json["options"]["log"] == true);
  CHECK(json["estimates"][0]["value"] == -0.123456789);
  CHECK(json["estimates"][0]["p"].is_null());
  CHECK(json["tables"]["sites"][0]["part_of"] == nlohmann::json({"x", "y"}));
  CHECK(json["tables"]["sites"][1]["part_of"].is_null());
  CHECK(json["assumptions"][0]["holds"] == "cannot_tell");
}

}  // namespace
}  // namespace tributary::exchange
