#include "services/mentions.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "services/ports/person_store.hpp"
#include "services/problems.hpp"
#include "services/texts.hpp"

namespace tributary::services {

using domain::FreeText;
using domain::PersonId;

namespace {

constexpr std::size_t most_offered = 8;

bool may_be_told(Transaction& tx, const domain::Person& person, const FreeText& text) {
  return !person.disabled && person.id != text.author && reads_text(tx, actor_of(tx, person), text);
}

bool holds(std::string_view name, std::string_view words) { return base::lower(name).find(base::lower(base::trim(words))) != std::string::npos; }

base::Problem refused() {
  return {.code = "mention-refused", .title = "Somebody you mention may not read this",
          .detail = "Choose a wider audience, or take their name out. Nobody is told of a comment that they may not read.",
          .field = "/mentions"};
}

}  // namespace

bool may_hold_mentions(const domain::TextSubject& subject) { return subject.slot == "comment"; }

base::Done put_mentions(Transaction& tx, const FreeText& text, const std::vector<PersonId>& people, base::Instant now) {
  if (!may_hold_mentions(text.subject)) return {};
  if (people.size() > most_mentions)
    return base::fail({.code = "too-many-mentions", .title = "That mentions too many people",
                       .detail = "Mention at most " + std::to_string(most_mentions) + ".", .field = "/mentions"});
  const auto before = tx.mentions().in(text.id);
  std::vector<PersonId> kept;
  for (const PersonId id : people) {
    const auto person = tx.people().find(id);
    if (person && may_be_told(tx, *person, text)) kept.push_back(id);
    else if (std::ranges::find(before, id, &Mentioned::person) == before.end()) return base::fail(refused());
  }
  tx.mentions().set(text.id, kept, now);
  return {};
}

base::Result<std::vector<Mentioned>> people_to_mention(const Context& context, const Actor& actor, const domain::TextSubject& subject,
                                                       domain::Audience audience, std::optional<domain::TextId> id, std::string_view words) {
  const auto tx = context.database.read();
  const auto project = tx->texts().project_of(subject.thing, subject.thing_id);
  if (!project) return base::fail(not_found(base::word(subject.thing)));
  if (const auto may = require_write(Thing::text_indoors, actor, *scope_of_text_project(*tx, *project)); !may) return base::fail(may.error());
  FreeText text;
  text.subject = subject;
  text.subject.project = *project;
  text.audience = audience;
  text.author = actor.person;
  text.written = context.clock.now();
  if (id) {
    const auto stored = tx->texts().find(*id);
    if (!stored || stored->author != actor.person) return base::fail(not_found("text"));
    text.written = stored->written;
  }
  std::vector<Mentioned> out;
  const auto offer = [&](const domain::Person& person) {
    const bool offered = std::ranges::find(out, person.id, &Mentioned::person) != out.end();
    if (!offered && out.size() < most_offered && holds(person.name, words) && may_be_told(*tx, person, text))
      out.push_back({.person = person.id, .name = person.name});
  };
  for (const Insider& each : tx->texts().insiders(text.subject))
    if (const auto person = tx->people().find(each.person)) offer(*person);
  if (audience != domain::Audience::indoors)
    for (const domain::Person& person : tx->people().all()) offer(person);
  return out;
}

std::vector<MentionRead> mentions_read_by(Transaction& tx, const Actor& actor, base::Instant since) {
  std::vector<MentionRead> out;
  for (const MentionOf& each : tx.mentions().of(actor.person, since)) {
    auto text = tx.texts().find(each.text);
    const bool stands = text && !text->deleted && tx.texts().project_of(text->subject.thing, text->subject.thing_id);
    if (stands && reads_text(tx, actor, *text)) out.push_back({.text = *std::move(text), .at = each.at});
  }
  return out;
}

}  // namespace tributary::services
