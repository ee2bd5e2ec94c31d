// Any cell as a date and as a number: what is read is in range, and the same on a second look.
#include <cmath>
#include <vector>

#include "base/text.hpp"
#include "exchange/dates.hpp"
#include "exchange/numbers.hpp"
#include "tests/fuzz/target.hpp"

using tributary::base::check;
namespace exchange = tributary::exchange;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  // Lines are the cells of one column.
  std::vector<std::string_view> cells;
  std::string_view rest = tributary::fuzz::text_of(bytes, size);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    cells.push_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  const exchange::DateColumn column = exchange::look_at_dates(cells, exchange::DateOrder::by_column);
  check(column.rule.order != exchange::DateOrder::by_column, "a column that was looked at has an order");
  check(column.dates <= column.cells && column.cells <= cells.size(), "dates are cells");
  for (const std::string_view cell : cells) {
    (void)exchange::read_date(cell, {.order = exchange::DateOrder::month_first, .day_numbers = true, .years = true});
    if (const auto read = exchange::read_date(cell, column.rule)) {
      const std::string iso = tributary::base::to_iso(read->date);
      const auto again = tributary::base::parse_iso_date(iso);
      check(again.has_value() && *again == read->date, "a date reads back as itself");
    }
    const auto number = exchange::read_number(cell);
    if (number) {
      check(number->value.has_value() == (number->gap == exchange::Gap::none), "a number or a gap, never both");
      check(!number->value || (std::isfinite(*number->value) && std::fabs(*number->value) <= 1e15),
            "numbers are in range");
      const auto again = number->value ? exchange::read_number(tributary::base::to_text(*number->value)) : number;
      check(again && again->value == number->value, "a number reads back as itself");
      (void)exchange::understood(cell, *number);
    }
  }
  return 0;
}
