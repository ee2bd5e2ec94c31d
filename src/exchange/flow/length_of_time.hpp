// Lengths of time as people write them: "4 h", "30 min", "2 weeks".
#pragma once

#include <optional>
#include <string_view>

#include "engines/flow/model.hpp"

namespace tributary::exchange::flow {

// How many of the model's units one of these is; 0 where the word is no unit. A month is 730 hours, a year 8,760.
[[nodiscard]] double length_of(std::string_view unit, tributary::flow::TimeUnit in);

// How to write one, as it follows a colon.
inline constexpr std::string_view lengths_are_written =
    "write a number of 0 or more, in the model's time unit or with its own after it: min, h, days, weeks, months or years, like \"4 h\" or \"2 weeks\".";

// In so many of the model's units each, 0 or more. None where it can't be understood.
[[nodiscard]] std::optional<double> length_of_time(std::string_view text, tributary::flow::TimeUnit unit, double each = 1);

}  // namespace tributary::exchange::flow
