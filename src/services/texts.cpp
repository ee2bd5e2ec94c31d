#include "services/texts.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "services/mentions.hpp"
#include "services/places.hpp"
#include "services/ports/place_store.hpp"
#include "services/ports/prediction_store.hpp"
#include "services/predictions.hpp"
#include "services/problems.hpp"

namespace tributary::services {

using domain::Audience;
using domain::FreeText;

namespace {

constexpr std::size_t longest_text = 20'000;

// What a text kept indoors is to the policy.
Thing kept_indoors(const domain::TextSubject& about) {
  if (about.place()) return Thing::story_of_place;
  return about.is_story() ? Thing::story_of_project : Thing::text_indoors;
}

Thing thing_of(const FreeText& text) {
  switch (text.audience) {
    case Audience::indoors: return kept_indoors(text.subject);
    case Audience::network: return Thing::text_network;
    case Audience::system: return Thing::text_system;
    case Audience::public_: return Thing::text_public;
  }
  base::check(false, "every audience has its rule");
  return Thing::text_indoors;
}

// Who the actor is to one text.
enum class Sight { none, withheld, read, read_confidential };

// Answers for one actor and one project or place; asks the store only where the grants in force don't decide.
class Reader {
 public:
  Reader(Transaction& tx, const Actor& actor, const domain::TextSubject& about)
      : tx_(tx), actor_(actor), about_(about), scope_(scope_of_text(tx, about)),
        relations_(scope_ ? relations_of(actor, *scope_) : nobody) {}

  [[nodiscard]] bool is_of(const domain::TextSubject& about) const {
    return about.project == about_.project && about.place() == about_.place();
  }

  [[nodiscard]] bool is_author(const FreeText& text) const { return !actor_.is_operator && text.author == actor_.person; }

  Sight sight(const FreeText& text) {
    if (!scope_) return Sight::none;  // the project is deleted
    if (text.deleted) return is_author(text) ? Sight::read : Sight::none;
    if (is_author(text)) return Sight::read;
    if (!may_read(thing_of(text), relations_)) return Sight::none;
    if (text.audience != Audience::indoors) return Sight::read;
    return was_there(text) || was_given(text) ? Sight::read_confidential : Sight::withheld;
  }

  bool asked_for(const FreeText& text) {
    return std::ranges::count(tx_.texts().requests(text.id), actor_.person) > 0;
  }

 private:
  bool was_there(const FreeText& text) {
    for (const domain::Grant& grant : actor_.grants)
      if (grant.project && grant.project == about_.project && grant.since <= text.written) return true;
    if (!since_) since_ = tx_.texts().indoors_since(actor_.person, about_);
    return since_->has_value() && **since_ <= text.written;
  }
  bool was_given(const FreeText& text) {
    const auto people = tx_.texts().consents(text.id);
    return std::ranges::find(people, actor_.person) != people.end();
  }

  Transaction& tx_;
  const Actor& actor_;
  domain::TextSubject about_;
  std::optional<Scope> scope_;
  Relations relations_;
  std::optional<std::optional<base::Instant>> since_;
};

// The text, to who may read it.
base::Result<FreeText> find_readable(Transaction& tx, const Actor& actor, domain::TextId id) {
  auto text = tx.texts().find(id);
  if (!text) return base::fail(not_found("text"));
  const Sight sight = Reader(tx, actor, text->subject).sight(*text);
  if (sight == Sight::none || sight == Sight::withheld) return base::fail(not_found("text"));
  return *std::move(text);
}

// The text, to its author.
base::Result<FreeText> find_own(Transaction& tx, const Actor& actor, domain::TextId id) {
  auto text = find_readable(tx, actor, id);
  if (!text) return text;
  if (actor.is_operator || text->author != actor.person)
    return base::fail({.kind = base::ProblemKind::forbidden, .code = "not-the-author", .title = "Only who wrote it can do that",
                       .detail = "This text is somebody else's. Write one of your own beside it."});
  return text;
}

// The reasoning of a locked prediction stands as the prediction does; its audience is its author's to change.
base::Done check_unlocked(Transaction& tx, const domain::TextSubject& subject) {
  if (subject.thing != domain::TextThing::prediction) return {};
  const auto prediction = tx.predictions().find({subject.thing_id});
  if (prediction && prediction->lock) return base::fail(prediction_locked(*prediction));
  return {};
}

// What stands open to texts of its own, with its project: the words of predictions and answers are written and read with them.
base::Result<domain::TextSubject> find_subject(Transaction& tx, domain::TextSubject subject) {
  const base::Problem missing = not_found(base::word(subject.thing));
  if (const auto place = subject.place()) {
    if (!tx.places().find(*place)) return base::fail(missing);
    return subject;
  }
  const bool open = subject.thing == domain::TextThing::project || subject.thing == domain::TextThing::test;
  const auto project = open ? tx.texts().project_of(subject.thing, subject.thing_id) : std::nullopt;
  if (!project) return base::fail(missing);
  subject.project = *project;
  return subject;
}

base::Result<std::string> read_body(std::string_view body, std::string_view field) {
  return read_name(body, std::string(field) + "/body", longest_text);
}

base::Result<FreeText> set_deleted(const Context& context, const Actor& actor, domain::TextId id, std::optional<int> version,
                                   bool deleted) {
  const auto tx = context.database.write();
  auto text = find_own(*tx, actor, id);
  if (!text) return text;
  if (const auto open = check_unlocked(*tx, text->subject); !open) return base::fail(open.error());
  const auto at = deleted ? std::optional(context.clock.now()) : std::nullopt;
  if (version.value_or(text->version) != text->version || !tx->texts().set_deleted(id, at, text->version))
    return base::fail(stale("text"));
  text->deleted = at;
  ++text->version;
  tx->commit();
  return text;
}

}  // namespace

base::Problem not_of_the_team() {
  return {.code = "not-of-the-team", .title = "It isn't kept indoors for them",
          .detail = "A text kept indoors can be opened to those of its project's team, partners, leads and mentor who joined later (of "
                    "a place's own story, to who leads that place). Ask the project's lead to admit them first.",
          .field = "/person_id"};
}

std::optional<Scope> scope_of_text_project(Transaction& tx, domain::ProjectId project) {
  const auto place = tx.texts().place_of_project(project);
  if (!place) return std::nullopt;
  Scope scope = scope_of_place(tx, *place);
  scope.project = project;
  return scope;
}

std::optional<Scope> scope_of_text(Transaction& tx, const domain::TextSubject& about) {
  const auto place = about.place();
  if (!place) return scope_of_text_project(tx, about.project);
  if (!tx.places().find(*place)) return std::nullopt;
  return scope_of_place(tx, *place);
}

base::Result<FreeText> write_text(Transaction& tx, const Actor& actor, base::Instant now, domain::TextSubject subject,
                                  const TextDraft& draft, std::string_view field) {
  if (const auto known = domain::check_slot(subject.thing, subject.slot, field); !known) return base::fail(known.error());
  auto body = read_body(draft.body, field);
  if (!body) return base::fail(body.error());
  const auto scope = scope_of_text(tx, subject);
  if (!scope) return base::fail(not_found("project"));
  if (const auto may = require_write(kept_indoors(subject), actor, *scope); !may) return base::fail(may.error());
  FreeText text{.id = {}, .subject = std::move(subject), .body = *std::move(body), .audience = draft.audience,
                .author = actor.person, .author_name = actor.name, .written = now, .edited = {}, .deleted = {}, .version = 1};
  text.id = tx.texts().add(text);
  return text;
}

base::Done put_text(Transaction& tx, const Actor& actor, base::Instant now, const domain::TextSubject& subject,
                    const TextDraft& draft, std::string_view field) {
  auto body = read_words(draft.body, std::string(field) + "/body", longest_text);
  if (!body) return base::fail(body.error());
  const auto texts = tx.texts().about(subject.thing, subject.thing_id);
  const auto own = std::ranges::find_if(texts, [&](const FreeText& text) {
    return text.author == actor.person && text.subject.slot == subject.slot && !text.deleted;
  });
  if (own == texts.end()) {
    if (body->empty()) return {};
    const auto written = write_text(tx, actor, now, subject, draft, field);
    return written ? base::Done{} : base::fail(written.error());
  }
  if (own->body == *body && own->audience == draft.audience) return {};
  base::Problem changed = stale("text");
  changed.field = std::string(field);
  if (draft.version != own->version) return base::fail(changed);
  if (body->empty()) return tx.texts().set_deleted(own->id, now, own->version) ? base::Done{} : base::fail(changed);
  FreeText next = *own;
  next.body = *std::move(body);
  next.audience = draft.audience;
  return tx.texts().update(next, own->version, now) ? base::Done{} : base::fail(changed);
}

base::Done put_texts(Transaction& tx, const Actor& actor, base::Instant now, domain::TextSubject about, const SlotDrafts& drafts) {
  for (const auto& [slot, draft] : drafts) {
    about.slot = slot;
    if (const auto put = put_text(tx, actor, now, about, draft, "/" + slot); !put) return put;
  }
  return {};
}

void visible_texts(Transaction& tx, const Actor& actor, domain::TextThing thing, std::int64_t thing_id, Texts& out) {
  see_texts(tx, actor, tx.texts().about(thing, thing_id), out);
}

void see_texts(Transaction& tx, const Actor& actor, std::vector<FreeText> all, Texts& out) {
  std::optional<Reader> at;
  for (FreeText& text : all) {
    if (!at || !at->is_of(text.subject)) at.emplace(tx, actor, text.subject);
    Reader& reader = *at;
    const Sight sight = reader.sight(text);
    if (sight == Sight::none) continue;
    if (sight == Sight::withheld) text.body.clear();
    if (sight == Sight::read_confidential) out.confidential.push_back(text.id);
    const bool own = reader.is_author(text), withheld = sight == Sight::withheld;
    const bool asked = withheld && reader.asked_for(text);
    auto mentions = !withheld && may_hold_mentions(text.subject) ? tx.mentions().in(text.id) : std::vector<Mentioned>{};
    out.texts.push_back({.text = std::move(text), .withheld = withheld, .asked = asked, .may_edit = own, .mentions = std::move(mentions)});
  }
}

void keep_texts(Texts& texts, const std::function<bool(const FreeText&)>& wanted) {
  std::erase_if(texts.texts, [&](const VisibleText& each) { return !wanted(each.text); });
  std::erase_if(texts.confidential, [&](domain::TextId id) {
    return std::ranges::none_of(texts.texts, [&](const VisibleText& each) { return each.text.id == id; });
  });
}

bool reads_text(Transaction& tx, const Actor& actor, const FreeText& text) {
  const Sight sight = Reader(tx, actor, text.subject).sight(text);
  return sight == Sight::read || sight == Sight::read_confidential;
}

void note_readings(const Context& context, const Actor& actor, const Texts& texts) {
  if (texts.confidential.empty()) return;
  const base::Instant now = context.clock.now();
  const base::Date today = base::london_date(now);
  const auto unread = context.database.read()->texts().unread(texts.confidential, actor.person, today);
  if (unread.empty()) return;
  const auto tx = context.database.write();
  for (const domain::TextId id : unread) tx->texts().add_reading(id, actor.person, today, now);
  tx->commit();
}

base::Result<Texts> list_texts(const Context& context, const Actor& actor, const domain::TextSubject& subject) {
  Texts texts;
  {
    const auto tx = context.database.read();
    const auto found = find_subject(*tx, subject);
    if (!found) return base::fail(found.error());
    visible_texts(*tx, actor, subject.thing, subject.thing_id, texts);
    // Stories are found by their titles, and read one by one.
    keep_texts(texts, [&](const FreeText& text) { return subject.slot.empty() ? !text.subject.is_story() : text.subject.slot == subject.slot; });
    // Who may not see the thing itself sees public texts about it, and where there are none, that it isn't theirs to see.
    const Thing thing = subject.thing == domain::TextThing::test ? Thing::test : Thing::project;
    if (texts.texts.empty())
      if (const auto may = require_read(thing, actor, *scope_of_text(*tx, *found)); !may) return base::fail(may.error());
  }
  note_readings(context, actor, texts);
  return texts;
}

base::Result<FreeText> add_text(const Context& context, const Actor& actor, const domain::TextSubject& subject,
                                const TextDraft& draft) {
  const auto tx = context.database.write();
  const auto found = find_subject(*tx, subject);
  if (!found) return base::fail(found.error());
  const base::Instant now = context.clock.now();
  auto text = write_text(*tx, actor, now, *found, draft, "");
  if (!text) return text;
  if (const auto called = put_mentions(*tx, *text, draft.mentions, now); !called) return base::fail(called.error());
  tx->commit();
  return text;
}

base::Result<FreeText> update_text(const Context& context, const Actor& actor, domain::TextId id, const TextDraft& draft) {
  auto body = read_body(draft.body, "");
  if (!body) return base::fail(body.error());
  const auto tx = context.database.write();
  auto text = find_own(*tx, actor, id);
  if (!text) return text;
  if (draft.version != text->version) return base::fail(stale("text"));
  if (text->body != *body)
    if (const auto open = check_unlocked(*tx, text->subject); !open) return base::fail(open.error());
  text->body = *std::move(body);
  text->audience = draft.audience;
  const base::Instant now = context.clock.now();
  if (!tx->texts().update(*text, text->version, now)) return base::fail(stale("text"));
  text->edited = now;
  ++text->version;
  if (const auto called = put_mentions(*tx, *text, draft.mentions, now); !called) return base::fail(called.error());
  tx->commit();
  return text;
}

base::Result<FreeText> delete_text(const Context& context, const Actor& actor, domain::TextId id, int version) {
  return set_deleted(context, actor, id, version, true);
}

base::Result<FreeText> restore_text(const Context& context, const Actor& actor, domain::TextId id) {
  return set_deleted(context, actor, id, std::nullopt, false);
}

base::Result<std::vector<domain::FreeTextRevision>> text_revisions(const Context& context, const Actor& actor, domain::TextId id) {
  const auto tx = context.database.read();
  const auto text = find_own(*tx, actor, id);
  if (!text) return base::fail(text.error());
  return tx->texts().revisions(id);
}

base::Done give_consent(const Context& context, const Actor& actor, domain::TextId id, domain::PersonId person) {
  const auto tx = context.database.write();
  const auto text = find_own(*tx, actor, id);
  if (!text) return base::fail(text.error());
  if (!tx->texts().indoors_since(person, text->subject))
    return base::fail(not_of_the_team());
  tx->texts().add_consent(id, person, context.clock.now());
  tx->commit();
  return {};
}

base::Done withdraw_consent(const Context& context, const Actor& actor, domain::TextId id, domain::PersonId person) {
  const auto tx = context.database.write();
  const auto text = find_own(*tx, actor, id);
  if (!text) return base::fail(text.error());
  tx->texts().end_consent(id, person);
  tx->commit();
  return {};
}

base::Done ask_for_text(const Context& context, const Actor& actor, domain::TextId id) {
  const auto tx = context.database.write();
  const auto text = tx->texts().find(id);
  if (!text) return base::fail(not_found("text"));
  const Sight sight = Reader(*tx, actor, text->subject).sight(*text);
  if (sight == Sight::none) return base::fail(not_found("text"));
  if (sight != Sight::withheld)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "not-withheld", .title = "You can read it already",
                       .detail = "Nothing needs to be asked for. Load the page again to see it."});
  tx->texts().add_request(id, actor.person, context.clock.now());
  tx->commit();
  return {};
}

base::Result<std::vector<TextReading>> read_log(const Context& context, const Actor& actor, domain::TextId id) {
  const auto tx = context.database.read();
  const auto text = tx->texts().find(id);
  if (!text) return base::fail(not_found("text"));
  auto scope = scope_of_text(*tx, text->subject);
  if (!scope) return base::fail(not_found("text"));
  scope->author = text->author;
  if (!may_read(Thing::read_log, relations_of(actor, *scope))) return base::fail(not_found("text"));
  return tx->texts().readings(id);
}

}  // namespace tributary::services
