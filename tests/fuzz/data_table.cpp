// Any bytes as a table of cases: refused with a reason, or every column is a number or none for every case, or says where it is neither.
#include <cmath>

#include "exchange/data_table.hpp"
#include "tests/fuzz/target.hpp"

using tributary::base::check;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto table = tributary::exchange::DataTable::read(tributary::fuzz::text_of(bytes, size), "cases.csv");
  if (!table) {
    check(!table.error().code.empty() && !table.error().detail.empty(), "a refusal says why");
    return 0;
  }
  check(table->cases() > 0, "a table that was read has cases");
  for (std::size_t column = 0; column < table->names().size(); ++column) {
    check(table->texts(column).size() == table->cases(), "every case has a text");
    const auto numbers = table->numbers(column);
    if (!numbers) {
      check(numbers.error().where.starts_with("cases.csv:"), "a number that can't be read says where it stands");
      check(!table->has_numbers(column), "a column of something else is no column of numbers");
      continue;
    }
    check(numbers->size() == table->cases(), "every case has a number or none");
    for (const auto& number : *numbers) check(!number || std::isfinite(*number), "numbers are finite");
    const auto every = table->every_number(column);
    check(every.has_value() || every.error().code == "value-missing", "only a gap stops them all from being there");
    const auto found = table->column(table->names()[column], "");
    check(found.has_value() || found.error().code == "column-twice" || table->names()[column].starts_with('#') || table->names()[column].empty(), "a column is found by its name");
  }
  return 0;
}
