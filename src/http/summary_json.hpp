// A project as a line of a list, and its next review, for the answers that are built as trees.
#pragma once

#include "http/json.hpp"
#include "services/ports/project_store.hpp"
#include "services/support_needs.hpp"

namespace tributary::http {

[[nodiscard]] Json summary_json(const services::ProjectSummary& project);
[[nodiscard]] Json next_review_json(const std::optional<services::NextReview>& next);  // null where there is none

}  // namespace tributary::http
