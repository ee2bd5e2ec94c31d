#include "cli/evidence_text.hpp"

#include <doctest/doctest.h>

namespace tributary::cli {
namespace {

exchange::EvidenceReport sample() {
  exchange::EvidenceReport report{.method = "meta"};
  report.inputs = {{.file = "sites.csv", .sha256 = "00"}};
  report.options = {{"level", 0.95}, {"log", true}};
  report.told.answer = {"It went down."};
  report.told.assumptions = {{.code = "alike", .holds = evidence::Holds::cannot_tell, .found = "Sites may differ.", .would_make_wrong = "A wrong count."}};
  report.told.warnings = {"Three sites are few."};
  report.estimates = {{.name = "effect", .value = -0.123456789, .low = -0.2, .high = -0.05}};
  report.tables = {{.name = "sites", .title = "Sites", .columns = {"site", "part_of"}, .rows = {{std::string("A"), std::vector<std::string>{"x", "y"}}, {std::string("B"), std::monostate()}}}};
  return report;
}

TEST_CASE("a result is told in sentences, with its interval, its doubts and its tables") {
  const std::string text = evidence_text(sample());
  for (const char* part : {"It went down.\n", "−0.1235", "−0.05", "Sites\nsite  part of\nA     x, y\n", "- The data can't tell: Sites may differ. A wrong count.\n", "- Three sites are few.\n"})
    CHECK_MESSAGE(text.find(part) != std::string::npos, part, " in\n", text);
}

}  // namespace
}  // namespace tributary::cli
