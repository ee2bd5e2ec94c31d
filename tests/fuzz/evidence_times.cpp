// Any bytes as a table whose first column is of times: refused with a reason and its row, or every case has a time, in order and counted.
#include <cmath>

#include "exchange/evidence/times.hpp"
#include "tests/fuzz/target.hpp"

using tributary::base::check;
namespace exchange = tributary::exchange;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto table = exchange::DataTable::read(tributary::fuzz::text_of(bytes, size), "times.csv");
  if (!table) return 0;
  const auto times = exchange::read_times(*table, 0);
  if (!times) {
    check(!times.error().code.empty() && !times.error().detail.empty() && times.error().where.starts_with("times.csv:"), "a refusal says what and where");
    return 0;
  }
  check(times->of_case.size() == table->cases(), "every case has a time");
  check(times->values.size() == times->names.size() && times->periods.size() == times->names.size(), "every time has a name and a period");
  check(!times->period.empty(), "a period has a name");
  for (std::size_t i = 0; i < times->values.size(); ++i) {
    check(std::isfinite(times->values[i]) && std::isfinite(times->periods[i]), "times are finite");
    check(!times->names[i].empty(), "a time can be told");
    check(i == 0 || (times->values[i - 1] < times->values[i] && times->periods[i - 1] <= times->periods[i]), "times stand in order");
  }
  check(times->periods.front() == 0, "periods are counted from 0");
  std::vector<bool> seen(times->values.size());
  for (const std::uint32_t each : times->of_case) {
    check(each < seen.size(), "a case's time is one of them");
    seen[each] = true;
  }
  for (const bool each : seen) check(each, "every time is some case's");
  // What was in the file can be said again, as by --from.
  for (std::size_t i = 0; i < table->cases(); ++i)
    if (const auto again = times->value_of(table->text(i, 0), "--from", ""); again && times->numbers)
      check(*again == times->values[times->of_case[i]], "a number told again is the same time");
  return 0;
}
