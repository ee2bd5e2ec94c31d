// What can be seen of a text, and whether it stays on its line: names that show nothing, or turn the words around them, are refused.
#pragma once

#include <string_view>

namespace tributary::base {

// Of well-formed UTF-8: holds no control character, line break or mark that turns the direction of what follows.
[[nodiscard]] bool is_one_line(std::string_view text);
// Of well-formed UTF-8: at least one character leaves a mark on a page; spaces, joiners and fillers don't.
[[nodiscard]] bool shows_something(std::string_view text);

}  // namespace tributary::base
