// Any text as what a command line says is varied: refused with how to say it, or a range whose levels lie in it.
#include "exchange/flow/factor.hpp"
#include "tests/fuzz/target.hpp"

using tributary::base::check;
namespace flow = tributary::exchange::flow;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto factors = flow::factors_said(tributary::fuzz::text_of(bytes, size), {});
  if (!factors) {
    check(!factors.error().code.empty() && !factors.error().detail.empty(), "a refusal says what and how");
    return 0;
  }
  for (const auto& each : *factors) {
    for (const double share : {0.0, 0.3, 0.9999, 1.0}) {
      const double level = each.at(share);
      check(level >= each.from - 1e-9 * (each.to - each.from) && level <= each.to + 1e-9 * (each.to - each.from), "a level lies in the range");
      check(each.step == std::nullopt || each.nearest(level) == level, "a level is the nearest to itself");
    }
  }
  return 0;
}
