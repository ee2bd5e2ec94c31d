#include "engines/measure/next_step.hpp"

#include <doctest/doctest.h>

#include <set>

namespace tributary::measure {
namespace {

constexpr VariationIcon every_variation[] = {
    VariationIcon::none,        VariationIcon::common_cause, VariationIcon::improvement_high, VariationIcon::improvement_low,
    VariationIcon::concern_high, VariationIcon::concern_low, VariationIcon::neither_high,     VariationIcon::neither_low};
constexpr AssuranceIcon every_assurance[] = {AssuranceIcon::none, AssuranceIcon::pass, AssuranceIcon::hit_or_miss, AssuranceIcon::fail};

bool says(const std::string& text, std::string_view words) { return text.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("common cause that misses its target asks for another system, never for an explanation of one value") {
  const std::string next = next_step(VariationIcon::common_cause, AssuranceIcon::fail);
  CHECK(next.starts_with("Change the system."));
  CHECK(says(next, "asking why of any one value will not help"));
}

TEST_CASE("special cause asks what happened, whatever the target") {
  for (const AssuranceIcon assurance : every_assurance) {
    CHECK(next_step(VariationIcon::concern_high, assurance).starts_with("Find out why"));
    CHECK(next_step(VariationIcon::improvement_low, assurance).starts_with("Find out what made it better"));
    CHECK(next_step(VariationIcon::neither_high, assurance).starts_with("Find out what changed"));
  }
}

TEST_CASE("getting worse is told while the target is still met, and a target out of reach asks for both") {
  CHECK(says(next_step(VariationIcon::concern_low, AssuranceIcon::pass), "there is time to act"));
  CHECK(says(next_step(VariationIcon::concern_low, AssuranceIcon::fail), "the system must change as well"));
}

TEST_CASE("which side a signal is on changes nothing of what is to be done") {
  for (const AssuranceIcon assurance : every_assurance) {
    CHECK(next_step(VariationIcon::concern_high, assurance) == next_step(VariationIcon::concern_low, assurance));
    CHECK(next_step(VariationIcon::improvement_high, assurance) == next_step(VariationIcon::improvement_low, assurance));
  }
}

TEST_CASE("every pair of icons asks for something, and each cell of the matrix for something of its own") {
  std::set<std::string> cells;
  for (const VariationIcon variation : every_variation)
    for (const AssuranceIcon assurance : every_assurance) {
      const std::string next = next_step(variation, assurance);
      CHECK(next.ends_with("."));
      cells.insert(next);
    }
  CHECK(cells.size() == 14);  // four each of common cause, concern and improvement; change; too few values
}

}  // namespace tributary::measure
