// Any text as a flow model: it is refused with a reason and a place, or checked, solved, and run for a moment; nobody is lost in it.
#include <algorithm>

#include "engines/flow/analytic/solve.hpp"
#include "engines/flow/check.hpp"
#include "engines/flow/engine/recursion.hpp"
#include "exchange/flow/flow_model.hpp"
#include "tests/fuzz/target.hpp"

using tributary::base::check;
namespace file = tributary::exchange::flow;
namespace flow = tributary::flow;

namespace {

void told(const tributary::base::Problem& problem) { check(!problem.code.empty() && !problem.title.empty() && !problem.detail.empty(), "a refusal says why"); }

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto read = file::ModelFile::read(tributary::fuzz::text_of(bytes, size), "model.toml");
  if (!read) return told(read.error()), 0;
  // "more" is of the same areas, whatever else is asked for as well.
  const file::TableLoader tables = [](const std::string& name) -> tributary::base::Result<std::string> {
    return std::string(name == "more" ? "area,near,beds\nsouth,b,3\nnorth,a,4\neast,a,5\n" : name == "twice" ? "area\nnorth\nnorth\n" : "area,people,a,b\nnorth,1,10,20\nsouth,2,20,20\n");
  };
  const file::ScenarioText* scenario = read->scenarios().empty() ? nullptr : &read->scenarios().front();
  auto made = read->model(scenario, tables);
  if (!made) return told(made.error()), 0;
  if (const auto fine = flow::check_model(made->model); !fine) return told(fine.error()), 0;
  for (const auto& each : flow::warnings_of(made->model)) told(each);
  if (const auto solved = flow::solve(made->model)) {
    for (const auto& each : solved->services) check(!each.occupied || each.occupied->value >= 0, "theory has nobody less than nobody");
  } else {
    told(solved.error());
  }
  // For a moment only: what a model may ask for is bounded by check_model, not what a fuzzer can wait for.
  for (auto& source : made->model.sources) source.at_most = std::min<std::int64_t>(source.at_most.value_or(50), 50);
  for (auto& service : made->model.services) {
    if (service.start.occupied + service.start.queue > 50 || !made->model.return_visits.empty()) return 0;
  }
  made->model.measures.clear();
  const flow::Tables compiled = flow::compile(made->model);
  flow::Simulation simulation(compiled);
  const flow::Horizon horizon{.warm_up = 0, .length = std::min(made->model.run.length, 30.0), .daily_snapshots = false, .until_empty = false};
  const auto& tally = simulation.run(1, 0, horizon);
  check(tally.arrived >= tally.left, "nobody leaves who never came");
  check(tally.present.count() == static_cast<double>(tally.arrived - tally.left), "who came is there or has left");
  if (!flow::beyond_recursion(compiled).empty()) return 0;
  flow::Recursion recursion(compiled);
  const flow::Tally* told = recursion.run(1, 0, horizon);
  check(told == nullptr || (told->arrived == tally.arrived && told->left == tally.left), "the recursion counts what events count");
  return 0;
}
