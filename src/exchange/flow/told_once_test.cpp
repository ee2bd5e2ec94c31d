#include "tests/flow_runs.hpp"

namespace tributary::exchange::flow {

TEST_CASE("a mistake is told once, in sentences that end once") {
  const auto with = [](const std::string& was, const std::string& now) {
    std::string text = tested::free_ward;
    const auto read = tested::read(text.replace(text.find(was), was.size(), now));
    REQUIRE_FALSE(read);
    return read.error();
  };
  for (const char* const mean : {"mean = -4", "mean = nan", "mean = inf"}) {
    const auto told = with("mean = 4", mean);
    CHECK(told.code == "number-out-of-range");
    CHECK(told.others.empty());
  }
  const auto law = with("mean = 4, sd = 3", "mean = 0, sd = 3");  // a number, and no law
  CHECK(law.code != "number-out-of-range");
  const auto condition = with("next = \"rehab\"", "next = [{ when = \"clss == 'x'\", to = \"rehab\" }, { to = \"home\" }]");
  CHECK(condition.detail.find("is class meant? Write comparisons") != std::string::npos);
}

}  // namespace tributary::exchange::flow
