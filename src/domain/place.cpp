#include "domain/place.hpp"

namespace tributary::domain {

base::Done check_order(std::optional<base::Date> from, std::optional<base::Date> to, std::string_view field) {
  if (from && to && *to < *from)
    return base::fail({.code = "ends-before-it-begins", .title = "The end is before the beginning",
                       .detail = base::to_iso(*to) + " is before " + base::to_iso(*from) + ". Check both dates.",
                       .field = std::string(field)});
  return {};
}

}  // namespace tributary::domain
