// The problems that many services meet, worded once.
#pragma once

#include <string_view>

#include "base/result.hpp"

namespace tributary::services {

// "There is no such project." Also said of what exists but isn't for these eyes.
[[nodiscard]] base::Problem not_found(std::string_view what);
// Somebody else changed it since it was read.
[[nodiscard]] base::Problem stale(std::string_view what);
// A reference in the input that points at nothing.
[[nodiscard]] base::Problem unknown_reference(std::string_view what, std::string_view field);

// Trimmed; 1 to `most` characters, one of which shows; one line if at most 200. "text-missing", -too-long, -unreadable, -not-a-line.
[[nodiscard]] base::Result<std::string> read_name(std::string_view text, std::string_view field, std::size_t most = 200);
// The same, but may be empty.
[[nodiscard]] base::Result<std::string> read_words(std::string_view text, std::string_view field, std::size_t most = 20'000);

}  // namespace tributary::services
