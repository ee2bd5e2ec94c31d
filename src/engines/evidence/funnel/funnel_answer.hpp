// What a funnel says, in sentences: which sites stand out, once it is allowed for that sites differ anyway.
//
// Promises  plain English; the same words for the same result; standing out is told as a question to ask, never as a verdict
#pragma once

#include "engines/evidence/finding.hpp"
#include "engines/evidence/funnel/funnel.hpp"

namespace tributary::evidence::funnel {

// Which limits an answer goes by.
enum class Limits : std::uint8_t { exact, multiplicative, additive };

[[nodiscard]] Place place_by(const Point& point, Limits limits);
// Additive where five sites or more differ more than chance makes them (p < .05), else exact.
[[nodiscard]] Limits limits_for(const Funnel& funnel);

[[nodiscard]] Told tell(const Funnel& funnel, const std::vector<Site>& sites, Limits limits);

[[nodiscard]] std::string_view name_of(Place place);    // "above 99.8 %"
[[nodiscard]] std::string_view name_of(Limits limits);  // "additive"

}  // namespace tributary::evidence::funnel
