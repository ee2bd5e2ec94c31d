// [[arithmetic]]: published figures that must follow from one another, and some that don't.
#include <doctest/doctest.h>

#include "engines/flow/check.hpp"
#include "exchange/flow/flow_model.hpp"

namespace tributary::exchange::flow {

namespace {

std::vector<std::string> contradicted(const std::string& sums) {
  const auto file = ModelFile::read("schema = \"tributary.flow/1\"\nname = \"sums\"\ntime_unit = \"day\"\n" + sums +
                                        "[arrivals.all]\nrate = 1\nto = \"ward\"\n[services.ward]\nkind = \"unlimited\"\nstay = 1\nnext = \"out\"\n",
                                    "sums.toml");
  REQUIRE_MESSAGE(file, file.error().detail);
  const auto made = file->model(nullptr, [](const std::string& name) -> base::Result<std::string> { return name; });
  REQUIRE_MESSAGE(made, made.error().detail);
  return engine::contradictions(made->model);
}

}  // namespace

// Morris et al. 2014 and 2019, and SSNAP's 2016 share of those who come within four hours in Greater Manchester.
TEST_CASE("what was published of stroke centralisation follows from itself") {
  CHECK(contradicted(R"(
[[arithmetic]]
says = "168 fewer deaths in 21 months are 96 a year"
stated = 96
times = [168, 12]
over = [21]
tolerance = 0.0001
[[arithmetic]]
says = "168 deaths at 1.1 percentage points are of 15,273 patients in 21 months"
stated = 15273
times = [168]
over = [0.011]
tolerance = 0.0001
[[arithmetic]]
says = "6,750 bed-days at 1.5 days each are of 4,500 patients a year"
stated = 4500
times = [6750]
over = [1.5]
tolerance = 0.0001
[[arithmetic]]
says = "69 deaths at 1.8 percentage points are of those of 4,457 who are treated in a hyper-acute unit, 86 %"
stated = 3833
times = [69]
over = [0.018]
tolerance = 0.0001
[[arithmetic]]
says = "86 % of 4,457"
stated = 3833
times = [0.86, 4457]
tolerance = 0.0001
[[arithmetic]]
says = "35.5 % come within four hours, and of these the rule takes 64 %"
stated = 0.227
times = [0.355, 0.64]
tolerance = 0.002
)")
            .empty());
}

TEST_CASE("bed-days that are not the beds stated beside them are told, with what they come to") {
  const auto told = contradicted(R"(
[[arithmetic]]
says = "2,360 attendances avoided of 8,600 calls are 27.44 %"
stated = 0.2744
times = [2360]
over = [8600]
tolerance = 0.0005
[[arithmetic]]
says = "1,452 bed-days from April 2017 to January 2019 are 6.8 beds"
stated = 6.8
times = [1452]
over = [671]
)");
  REQUIRE(told.size() == 1);
  CHECK(told[0] == "1,452 bed-days from April 2017 to January 2019 are 6.8 beds: 1452 / 671 is 2.164, not 6.8.");
}

}  // namespace tributary::exchange::flow
