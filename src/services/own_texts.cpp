#include "services/own_texts.hpp"

#include <algorithm>
#include <map>

#include "services/ports/person_store.hpp"
#include "services/problems.hpp"
#include "services/texts.hpp"

namespace tributary::services {

namespace {

std::vector<Newcomer> withheld_from(Transaction& tx, const domain::FreeText& text, const std::vector<Insider>& insiders) {
  std::vector<Newcomer> out;
  for (const Insider& each : insiders)
    if (each.since > text.written && each.person != text.author)
      out.push_back({.person = each.person, .name = each.name, .since = each.since, .asked = false});
  if (out.empty()) return out;
  const auto opened = tx.texts().consents(text.id), asked = tx.texts().requests(text.id);
  std::erase_if(out, [&](const Newcomer& each) { return std::ranges::count(opened, each.person) > 0; });
  for (Newcomer& each : out) each.asked = std::ranges::count(asked, each.person) > 0;
  return out;
}

}  // namespace

std::vector<OwnTextView> own_texts(const Context& context, const Actor& actor) {
  std::vector<OwnTextView> out;
  if (actor.is_operator) return out;
  const auto tx = context.database.read();
  std::map<std::pair<domain::ProjectId, std::optional<domain::PlaceId>>, std::vector<Insider>> insiders;
  for (OwnText& each : tx->texts().by_author(actor.person)) {
    if (out.size() == most_own_texts) break;
    OwnTextView view{.own = std::move(each), .withheld_from = {}};
    if (view.own.text.audience == domain::Audience::indoors) {
      const domain::TextSubject& about = view.own.text.subject;
      const auto [of, fresh] = insiders.try_emplace({about.project, about.place()});
      if (fresh) of->second = tx->texts().insiders(about);
      view.withheld_from = withheld_from(*tx, view.own.text, of->second);
    }
    out.push_back(std::move(view));
  }
  return out;
}

base::Result<std::vector<domain::TextId>> open_own_texts(const Context& context, const Actor& actor, domain::ProjectId project,
                                                          domain::PersonId person) {
  const auto tx = context.database.write();
  const auto insiders = tx->texts().insiders({.project = project, .thing = domain::TextThing::project, .thing_id = project.value, .slot = {}});
  if (std::ranges::count(insiders, person, &Insider::person) == 0) return base::fail(not_of_the_team());
  const base::Instant now = context.clock.now();
  std::vector<domain::TextId> opened;
  for (const OwnText& each : tx->texts().by_author(actor.person)) {
    if (each.text.subject.project != project || each.text.audience != domain::Audience::indoors) continue;
    const auto newcomers = withheld_from(*tx, each.text, insiders);
    if (std::ranges::count(newcomers, person, &Newcomer::person) == 0) continue;
    tx->texts().add_consent(each.text.id, person, now);
    opened.push_back(each.text.id);
  }
  tx->commit();
  return opened;
}

base::Done close_own_texts(const Context& context, const Actor& actor, const std::vector<domain::TextId>& texts, domain::PersonId person) {
  const auto tx = context.database.write();
  if (!tx->people().find(person)) return base::fail(unknown_reference("person", "/person_id"));
  if (texts.empty())
    return base::fail({.code = "texts-missing", .title = "Say which texts", .detail = "Name those that were opened.", .field = "/text_ids"});
  for (const domain::TextId id : texts) {
    const auto text = tx->texts().find(id);
    if (!text || actor.is_operator || text->author != actor.person) return base::fail(not_found("text"));
    tx->texts().end_consent(id, person);
  }
  tx->commit();
  return {};
}

}  // namespace tributary::services
