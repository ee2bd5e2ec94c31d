// Free texts in and out of JSON.
#pragma once

#include <initializer_list>
#include <optional>

#include "http/json.hpp"
#include "services/texts.hpp"

namespace tributary::http {

[[nodiscard]] Json text_json(const services::VisibleText& text);
[[nodiscard]] Json texts_json(const std::vector<services::VisibleText>& texts);
[[nodiscard]] Json readings_json(const std::vector<services::TextReading>& readings);

// The member of that name, which is an object with a body, an audience and a version; absent or null: none.
[[nodiscard]] std::optional<services::TextDraft> read_draft(Fields& in, std::string_view name);
// Those of the members of these names that are there.
[[nodiscard]] services::SlotDrafts read_drafts(Fields& in, std::initializer_list<std::string_view> slots);

}  // namespace tributary::http
