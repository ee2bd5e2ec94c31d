// ChartType: which chart a series is drawn on. Each says where its centre and limits come from; rules, icons, phases, ghosts
// and cautions are the same for all.
//
//     measured values      xmr, and its companion moving_range; run (a median, no limits)
//     counts               c; np where every denominator is the same
//     shares and rates     p, u; p_prime, u_prime where large denominators make p and u too narrow [Laney 2002]; i_prime, which
//                          assumes no distribution [Taylor 2018]
//     subgroups            xbar and s
//     rare events          t (time between), g (cases between)
//
// See       estimate.hpp for the formulas; docs/guide/reference/spc.md for which chart to choose
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace tributary::measure {

enum class ChartType : std::uint8_t {
  run,
  xmr,
  moving_range,
  p,
  u,
  c,
  np,
  p_prime,
  u_prime,
  i_prime,
  xbar,
  s,
  t,
  g,
};

inline constexpr std::array every_chart_type = {
    ChartType::run,     ChartType::xmr,     ChartType::moving_range, ChartType::p, ChartType::u, ChartType::c, ChartType::np,
    ChartType::p_prime, ChartType::u_prime, ChartType::i_prime,      ChartType::xbar, ChartType::s, ChartType::t, ChartType::g,
};

// "run", "xmr", "mr", "p", …, "p-prime", …, "g": as options, results and settings write it.
[[nodiscard]] std::string_view name_of(ChartType type);
[[nodiscard]] std::optional<ChartType> chart_type_named(std::string_view name);

// Each point has a size of its own: a denominator, or how many values its subgroup has.
[[nodiscard]] constexpr bool needs_sizes(ChartType type) {
  return type == ChartType::p || type == ChartType::u || type == ChartType::np || type == ChartType::p_prime ||
         type == ChartType::u_prime || type == ChartType::i_prime || type == ChartType::xbar || type == ChartType::s;
}
[[nodiscard]] constexpr bool is_share(ChartType type) { return type == ChartType::p || type == ChartType::p_prime; }

// What can't be below 0: a count, a rate, a spread, a time. A p and a p_prime can't be above 1 either.
[[nodiscard]] constexpr bool never_negative(ChartType type) {
  return type != ChartType::run && type != ChartType::xmr && type != ChartType::i_prime && type != ChartType::xbar;
}

// Limits come from differences between neighbours, which a series of gaps doesn't have.
[[nodiscard]] constexpr bool uses_neighbours(ChartType type) {
  return type == ChartType::xmr || type == ChartType::p_prime || type == ChartType::u_prime || type == ChartType::i_prime ||
         type == ChartType::t;
}

// Rare events: how long, or how many, between them. There is no assurance icon, for limits are no promise about the next event.
[[nodiscard]] constexpr bool is_between_events(ChartType type) { return type == ChartType::t || type == ChartType::g; }

}  // namespace tributary::measure
