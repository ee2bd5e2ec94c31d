// Any two texts, parted by a line of dashes, as travel times and people: refused with a reason, or everybody is allocated.
#include <cmath>

#include "engines/flow/allocation.hpp"
#include "exchange/flow/travel_table.hpp"
#include "tests/fuzz/target.hpp"

using tributary::base::check;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text = tributary::fuzz::text_of(bytes, size);
  const std::size_t line = text.find("\n---\n");
  if (line == std::string_view::npos) return 0;
  const auto table = tributary::exchange::flow::read_travel_table(
      {.travel = text.substr(0, line + 1), .travel_name = "travel.csv", .people = text.substr(line + 5), .people_name = "people.csv", .people_column = {}, .sites = {}});
  if (!table) {
    check(!table.error().code.empty() && !table.error().detail.empty() && !table.error().where.empty(), "a refusal says what and where");
    return 0;
  }
  const auto all = tributary::flow::allocate(table->minutes, table->sites.size(), table->people);
  double people = 0, loads = 0;
  for (const double each : table->people) people += each;
  for (const double each : all.load) loads += each;
  check(std::fabs(people - loads) <= 1e-9 * people, "everybody goes somewhere");
  return 0;
}
