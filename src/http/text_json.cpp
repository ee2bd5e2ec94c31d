#include "http/text_json.hpp"

#include <nlohmann/json.hpp>
#include <utility>

namespace tributary::http {

Json text_json(const services::VisibleText& each) {
  const domain::FreeText& text = each.text;
  Json mentions = Json::array();
  for (const services::Mentioned& one : each.mentions) mentions.push_back({{"person_id", one.person.value}, {"name", one.name}});
  return {{"id", text.id.value}, {"thing", base::word(text.subject.thing)}, {"thing_id", text.subject.thing_id},
          {"slot", text.subject.slot}, {"body", each.withheld ? Json(nullptr) : Json(text.body)},
          {"audience", base::word(text.audience)}, {"author_id", text.author.value}, {"author_name", text.author_name},
          {"written_at", base::to_iso(text.written)}, {"edited_at", to_json(text.edited)}, {"withheld", each.withheld},
          {"asked", each.asked}, {"may_edit", each.may_edit}, {"deleted", text.deleted.has_value()}, {"mentions", mentions},
          {"version", text.version}};
}

Json texts_json(const std::vector<services::VisibleText>& texts) {
  Json out = Json::array();
  for (const services::VisibleText& each : texts) out.push_back(text_json(each));
  return out;
}

Json readings_json(const std::vector<services::TextReading>& readings) {
  Json out = Json::array();
  for (const services::TextReading& each : readings)
    out.push_back({{"person_id", each.person.value}, {"name", each.name}, {"on_date", base::to_iso(each.on)},
                   {"first_at", base::to_iso(each.first)}, {"audience", base::word(each.audience)}});
  return out;
}

std::optional<services::TextDraft> read_draft(Fields& in, std::string_view name) {
  auto object = in.object(name);
  if (!object) return std::nullopt;
  services::TextDraft draft;
  draft.body = object->text("body");
  draft.audience = object->optional_word<domain::Audience>("audience").value_or(domain::Audience::indoors);
  if (const auto version = object->optional_integer("version"))
    draft.version = std::in_range<int>(*version) ? static_cast<int>(*version) : 0;  // 0 is no text's
  return draft;
}

services::SlotDrafts read_drafts(Fields& in, std::initializer_list<std::string_view> slots) {
  services::SlotDrafts drafts;
  for (const std::string_view slot : slots)
    if (auto draft = read_draft(in, slot)) drafts.emplace_back(std::string(slot), *std::move(draft));
  return drafts;
}

}  // namespace tributary::http
