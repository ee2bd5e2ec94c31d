// Any text as an event log or a list of stays: refused with a reason, or journeys of which no stay is below 0 or no number, and a fit of
// which the model that is written can be read.
#include <cmath>

#include "engines/flow/check.hpp"
#include "exchange/flow/flow_model.hpp"
#include "exchange/flow/write_model.hpp"
#include "tests/fuzz/target.hpp"

using tributary::base::check;
namespace flow = tributary::exchange::flow;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text = tributary::fuzz::text_of(bytes, size);
  flow::JourneyColumns columns;
  if (text.starts_with("case;") || text.starts_with("chain,")) columns.services = {"In*"}, columns.until = {"Out*"};
  if (text.find("kind") < 200) columns.by = "kind";
  auto journeys = flow::read_journeys(text, "log.csv", columns);
  if (!journeys) {
    check(!journeys.error().code.empty() && !journeys.error().detail.empty(), "a refusal says what and how to mend it");
    return 0;
  }
  for (const flow::Journey& journey : journeys->journeys) {
    check(journey.cls < journeys->classes.size(), "a class is one of those there are");
    for (const flow::Visit& each : journey.visits) check(each.service < journeys->services.size() && std::isfinite(each.stay) && each.stay >= 0, "a stay is 0 or more");
  }
  if (journeys->journeys.size() > 200) return 0;  // many are fitted as few are, and take longer
  const auto fit = flow::fit_journeys(std::move(*journeys), {.law = {}, .a_day = 2});
  if (!fit) {
    check(!fit.error().code.empty() && !fit.error().detail.empty(), "a refusal says what and how to mend it");
    return 0;
  }
  const auto model = flow::write_model(*fit, {.name = "log", .source = "log.csv", .version = "0", .beds = {}, .beds_of = {}});
  if (!model) return 0;
  const auto file = flow::ModelFile::read(*model, "log.toml");
  check(file.has_value(), "what is written can be read");
  const auto made = file->model(nullptr, [](const std::string& name) -> tributary::base::Result<std::string> { return name; });
  check(made.has_value(), "and is a model");
  check(tributary::flow::check_model(made->model).has_value(), "that can be run");
  return 0;
}
