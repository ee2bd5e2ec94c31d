#include "services/problems.hpp"

#include "base/text.hpp"
#include "base/visible.hpp"

namespace tributary::services {

namespace {
constexpr std::size_t longest_line = 200;  // what fits this stands on one line
}

base::Problem not_found(std::string_view what) {
  return {.kind = base::ProblemKind::not_found, .code = "not-found", .title = "There is no such " + std::string(what),
          .detail = "It doesn't exist, or it isn't open to you. Check the address, or ask whoever sent you here."};
}

base::Problem stale(std::string_view what) {
  return {.kind = base::ProblemKind::stale, .code = "stale", .title = "Somebody else changed this first",
          .detail = "The " + std::string(what) + " has changed since you opened it. Compare it with what you typed, then save again."};
}

base::Problem unknown_reference(std::string_view what, std::string_view field) {
  return {.code = "reference-unknown", .title = "There is no such " + std::string(what),
          .detail = "Choose one that exists.", .field = std::string(field)};
}

base::Result<std::string> read_words(std::string_view text, std::string_view field, std::size_t most) {
  const std::string_view words = base::trim(text);
  if (!base::is_utf8(words))
    return base::fail({.code = "text-unreadable", .title = "The text can't be read",
                       .detail = "It holds bytes that are not UTF-8 text. Type it again.", .field = std::string(field)});
  if (const std::size_t count = base::length(words); count > most)
    return base::fail({.code = "text-too-long", .title = "The text is too long",
                       .detail = "It has " + std::to_string(count) + " characters; at most " + std::to_string(most) + " fit.",
                       .field = std::string(field)});
  if (most <= longest_line && !base::is_one_line(words))
    return base::fail({.code = "text-not-a-line", .title = "It holds something that can't be seen",
                       .detail = "A line break, a control character or a mark that turns the direction of writing. Type it again, on one line.",
                       .field = std::string(field)});
  return std::string(words);
}

base::Result<std::string> read_name(std::string_view text, std::string_view field, std::size_t most) {
  auto words = read_words(text, field, most);
  if (words && !base::shows_something(*words))
    return base::fail({.code = "text-missing", .title = "Something is missing", .detail = "Fill this in.",
                       .field = std::string(field)});
  return words;
}

}  // namespace tributary::services
