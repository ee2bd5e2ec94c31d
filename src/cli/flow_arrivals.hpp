// Who comes to a flow model, as people say it: a wrong unit of time shows there first.
#pragma once

#include <string>
#include <vector>

#include "engines/flow/model.hpp"

namespace tributary::cli {

// "A week brings 21.4 referrals and 25 lists.": a handful of kinds, by the least unit of time in which ten of each come. Empty where nobody does.
[[nodiscard]] std::string arrivals_in_words(const tributary::flow::Model& model);

// How the people of a source come, to follow its name: "by appointment, 60 in each 7 days, of whom 18% don't come".
[[nodiscard]] std::string how_they_come(const tributary::flow::Source& source, tributary::flow::TimeUnit unit);

// The kinds of arrivals of which nobody comes, at whatever date.
[[nodiscard]] std::vector<std::string> nobody_of(const tributary::flow::Model& model);

}  // namespace tributary::cli
