// Small words about text that every room uses. ASCII where it says so; everything else passes UTF-8 through unread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tributary::base {

// Without ASCII white space, and without a no-break space (as Excel pastes it), at both ends.
[[nodiscard]] std::string_view trim(std::string_view text);

[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

// ASCII letters in lower case; other bytes as they are.
[[nodiscard]] std::string lower(std::string_view text);

// At most `most` bytes, cut between code points, with an ellipsis where something was cut. For error messages.
[[nodiscard]] std::string shorten(std::string_view text, std::size_t most);

// True where the bytes are well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms) and hold no NUL.
[[nodiscard]] bool is_utf8(std::string_view text);

// Code points in well-formed UTF-8.
[[nodiscard]] std::size_t length(std::string_view text);

// `7` as `07`.
[[nodiscard]] std::string pad2(unsigned number);

// A number's text as people print it: each hyphen a minus sign (U+2212).
[[nodiscard]] std::string with_minus(std::string number);

// The shortest decimal that reads back as the same double (round-trip digits). The value must be finite.
[[nodiscard]] std::string to_text(double value);

}  // namespace tributary::base
