#include "exchange/flow/moments.hpp"

#include "base/text.hpp"
#include "exchange/flow/reader.hpp"
#include "exchange/numbers.hpp"

namespace tributary::exchange::flow {

namespace {

// A date, and what stands after it as a time of day.
struct Cut {
  std::string_view date, time;
};

Cut cut(std::string_view cell) {
  const std::size_t colon = cell.find(':');
  if (colon == std::string_view::npos) return {cell, {}};
  std::size_t at = colon;
  while (at > 0 && base::is_digit(cell[at - 1])) --at;
  if (at == 0 || at == colon || (cell[at - 1] != 'T' && cell[at - 1] != ' ')) return {cell, {}};
  return {base::trim(cell.substr(0, at - 1)), cell.substr(at)};
}

}  // namespace

bool says_nothing(std::string_view cell) {
  if (cell.empty()) return true;
  if (cell.size() > 24) return false;
  const auto reading = read_number(cell);
  return reading && reading->gap != Gap::none;
}

Moments::Moments(const Table& table, std::uint32_t column) : table_(table), column_(column) {
  std::vector<std::string_view> dates;
  for (std::uint32_t row = 1; row < table.rows(); ++row) {
    const std::string_view cell = table.cell({row, column});
    if (!says_nothing(cell)) dates.push_back(cut(cell).date);
  }
  const DateColumn looked = look_at_dates(dates);
  rule_ = looked.rule;
  said_ = looked.said;
}

std::optional<double> Moments::read(std::uint32_t row) {
  const std::string_view cell = table_.cell({row, column_});
  if (says_nothing(cell)) return {};
  const Cut parts = cut(cell);
  const auto date = read_date(parts.date, rule_);
  if (!date || date->span != Span::day) return {};
  const auto seconds = parts.time.empty() ? std::optional(0.0) : seconds_of_day(parts.time);
  if (!seconds) return {};
  clock_ = clock_ || *seconds > 0;
  return static_cast<double>(date->date.time_since_epoch().count()) + *seconds / 86'400;
}

}  // namespace tributary::exchange::flow
