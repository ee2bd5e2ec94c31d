#include "engines/measure/chart_type.hpp"

namespace tributary::measure {

std::string_view name_of(ChartType type) {
  switch (type) {
    case ChartType::run: return "run";
    case ChartType::xmr: return "xmr";
    case ChartType::moving_range: return "mr";
    case ChartType::p: return "p";
    case ChartType::u: return "u";
    case ChartType::c: return "c";
    case ChartType::np: return "np";
    case ChartType::p_prime: return "p-prime";
    case ChartType::u_prime: return "u-prime";
    case ChartType::i_prime: return "i-prime";
    case ChartType::xbar: return "xbar";
    case ChartType::s: return "s";
    case ChartType::t: return "t";
    case ChartType::g: return "g";
  }
  return "";
}

std::optional<ChartType> chart_type_named(std::string_view name) {
  for (const ChartType type : every_chart_type)
    if (name_of(type) == name) return type;
  return std::nullopt;
}

}  // namespace tributary::measure
