#include "exchange/board_workbook.hpp"

namespace tributary::exchange {

std::string_view column_name(measure::VariationIcon icon) {
  switch (icon) {
    case measure::VariationIcon::improvement_high:
    case measure::VariationIcon::improvement_low: return "Improving";
    case measure::VariationIcon::common_cause: return "Varying as usual";
    case measure::VariationIcon::concern_high:
    case measure::VariationIcon::concern_low: return "Getting worse";
    case measure::VariationIcon::neither_high:
    case measure::VariationIcon::neither_low: return "Changed, neither good nor bad";
    case measure::VariationIcon::none: break;
  }
  return "Too few values to tell";
}

std::string_view row_name(measure::AssuranceIcon icon) {
  switch (icon) {
    case measure::AssuranceIcon::pass: return "Will meet its target";
    case measure::AssuranceIcon::hit_or_miss: return "Meets it or misses it, by chance";
    case measure::AssuranceIcon::fail: return "Will miss its target";
    case measure::AssuranceIcon::none: break;
  }
  return "Not judged by a target";
}

std::string sheet_name(std::size_t number, std::string_view name) {
  constexpr std::size_t most = 31;  // of Excel, in UTF-16 units
  std::string out = std::to_string(number) + " ";
  std::size_t length = out.size();
  for (std::size_t i = 0; i < name.size();) {
    const auto lead = static_cast<unsigned char>(name[i]);
    const std::size_t bytes = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const std::size_t units = bytes == 4 ? 2 : 1;
    if (length + units > most || i + bytes > name.size()) break;
    const bool forbidden = lead < 0x20 || lead == 0x7F || std::string_view("[]:*?/\\'").find(name[i]) != std::string_view::npos;
    out += forbidden ? std::string_view(" ") : name.substr(i, bytes);
    length += units;
    i += bytes;
  }
  while (out.ends_with(' ')) out.pop_back();
  return out;
}

}  // namespace tributary::exchange
