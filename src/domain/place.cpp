#include "domain/place.hpp"

namespace tributary::domain {

base::Done check_order(std::optional<base::Date> from, std::optional<base::Date> to, std::string_view field) {
  if (from && to && *to < *from)
    return base::fail({.code = "ends-before-it-begins", .title = "The end is before the beginning",
                       .detail = base::in_words(*to) + " is before " + base::in_words(*from) + ". Check both dates.",
                       .field = std::string(field)});
  return {};
}

}  // namespace tributary::domain
