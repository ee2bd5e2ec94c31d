// Signal: special-cause variation found on a measure's chart, as it stands at its last point.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/words.hpp"
#include "domain/ids.hpp"

namespace tributary::domain {

// Which way the variation goes and what that means, as Making Data Count's icons say it.
enum class Variation { common_cause, improvement_high, improvement_low, concern_high, concern_low, neither_high, neither_low };
enum class Assurance { pass, hit_or_miss, fail };  // of the measure's target

struct Signal {
  Variation variation = Variation::common_cause;
  std::optional<Assurance> assurance;
  base::Date last{};                          // the date of the point that it speaks of
  std::vector<std::optional<double>> recent;  // the last values up to it, oldest first; a gap has none
  std::string basis;                          // hash of all that it was drawn from

  friend bool operator==(const Signal&, const Signal&) = default;
};

}  // namespace tributary::domain

template <>
inline constexpr auto tributary::base::words<tributary::domain::Variation> =
    tributary::base::word_list<tributary::domain::Variation>({
        {tributary::domain::Variation::common_cause, "common_cause"},
        {tributary::domain::Variation::improvement_high, "improvement_high"},
        {tributary::domain::Variation::improvement_low, "improvement_low"},
        {tributary::domain::Variation::concern_high, "concern_high"},
        {tributary::domain::Variation::concern_low, "concern_low"},
        {tributary::domain::Variation::neither_high, "neither_high"},
        {tributary::domain::Variation::neither_low, "neither_low"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::domain::Assurance> =
    tributary::base::word_list<tributary::domain::Assurance>({
        {tributary::domain::Assurance::pass, "pass"},
        {tributary::domain::Assurance::hit_or_miss, "hit_or_miss"},
        {tributary::domain::Assurance::fail, "fail"},
    });
