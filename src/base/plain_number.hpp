// A number as programs write it ("12", "-0.5", "1e-05"), and nothing else: no white space, no words, no infinity; "-0" is 0.
#pragma once

#include <optional>
#include <string_view>

namespace tributary::base {

// Nothing where the whole text isn't one finite number.
[[nodiscard]] std::optional<double> plain_number(std::string_view text);

}  // namespace tributary::base
