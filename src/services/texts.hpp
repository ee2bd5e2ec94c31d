// Free texts: writing them, and who reads which.
//
// Idea      every free text has an audience. "Indoors", the default, is read by its author and by those of the project's
//           team, patient partners, leads and mentor who were there when it was written, or to whom its author opened it
// Promises  who may not read a text gets nothing of it: someone of the team learns that there is one (`withheld`), someone
//           outside doesn't. Reading an indoors text that isn't one's own is logged, once a person, text and London day,
//           before its words are handed over. No body goes into a log line, an error or the search
// Use       another service, within its own transaction: write_text or put_text with a subject, visible_texts for its
//           page, and note_readings once its transaction has ended and before it answers
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domain/free_text.hpp"
#include "services/context.hpp"
#include "services/policy.hpp"
#include "services/ports/mention_store.hpp"
#include "services/ports/text_store.hpp"

namespace tributary::services {

// Where a project stands. Nothing when there is no such project, or it is deleted: what belongs to it goes with it.
[[nodiscard]] std::optional<Scope> scope_of_text_project(Transaction& tx, domain::ProjectId project);

// Where what a text is about stands: its project, or its place. Nothing when that isn't there, or is deleted.
[[nodiscard]] std::optional<Scope> scope_of_text(Transaction& tx, const domain::TextSubject& about);

// What is kept indoors is opened to nobody else.
[[nodiscard]] base::Problem not_of_the_team();

struct TextDraft {
  std::string body;
  domain::Audience audience = domain::Audience::indoors;
  std::optional<int> version;  // of the text that it replaces; none for a new one
  std::vector<domain::PersonId> mentions = {};  // of a comment; see mentions.hpp
};

// What somebody writes along: slot and text. The slot is also the name of its field in the input.
using SlotDrafts = std::vector<std::pair<std::string, TextDraft>>;

struct VisibleText {
  domain::FreeText text;  // its body is empty when withheld
  bool withheld = false;
  bool asked = false;  // the reader, of who wrote it, to open what is withheld
  bool may_edit = false;
  std::vector<Mentioned> mentions = {};  // in what the reader reads
};

struct Texts {
  std::vector<VisibleText> texts;
  std::vector<domain::TextId> confidential;  // whose reading must be noted
};

// Within a service's own transaction ----------------------------------------------------------------------------------

// Writes a new text. `field` is the input's, for the problem. Fails with "text-missing", "text-too-long",
// "text-unreadable", "slot-unknown", "forbidden".
[[nodiscard]] base::Result<domain::FreeText> write_text(Transaction& tx, const Actor& actor, base::Instant now,
                                                        domain::TextSubject subject, const TextDraft& draft,
                                                        std::string_view field);

// The actor's own text in that slot: writes it, replaces it (the draft's version must be the stored one: "stale"), or
// deletes it where the body is empty. Nothing is written where nothing differs.
[[nodiscard]] base::Done put_text(Transaction& tx, const Actor& actor, base::Instant now, const domain::TextSubject& subject,
                                  const TextDraft& draft, std::string_view field);

// The same for several slots of one thing; the field that a problem names is the slot's.
[[nodiscard]] base::Done put_texts(Transaction& tx, const Actor& actor, base::Instant now, domain::TextSubject about,
                                   const SlotDrafts& drafts);

// Appends to `out` what the actor may see about a thing, in the order written.
void visible_texts(Transaction& tx, const Actor& actor, domain::TextThing thing, std::int64_t thing_id, Texts& out);
// The same of texts that are at hand.
void see_texts(Transaction& tx, const Actor& actor, std::vector<domain::FreeText> all, Texts& out);

// Leaves only those texts for which it holds: nobody has read the others.
void keep_texts(Texts& texts, const std::function<bool(const domain::FreeText&)>& wanted);

// Whether the actor reads its words.
[[nodiscard]] bool reads_text(Transaction& tx, const Actor& actor, const domain::FreeText& text);

// Logs the readings, each with the audience that its text has, that aren't logged yet. Not within another write transaction: there is one writer.
void note_readings(const Context& context, const Actor& actor, const Texts& texts);

// One call each ---------------------------------------------------------------------------------------------------------

// What the actor may see about a project or a test, in one slot, or in all but stories where none is named. Fails with "not-found", and with "forbidden" for who may see
// neither the thing nor any text about it.
[[nodiscard]] base::Result<Texts> list_texts(const Context& context, const Actor& actor, const domain::TextSubject& subject);
[[nodiscard]] base::Result<domain::FreeText> add_text(const Context& context, const Actor& actor,
                                                      const domain::TextSubject& subject, const TextDraft& draft);
// Body and audience; only its author. Fails as write_text does, with "not-found" or "stale".
[[nodiscard]] base::Result<domain::FreeText> update_text(const Context& context, const Actor& actor, domain::TextId id,
                                                         const TextDraft& draft);
[[nodiscard]] base::Result<domain::FreeText> delete_text(const Context& context, const Actor& actor, domain::TextId id, int version);
[[nodiscard]] base::Result<domain::FreeText> restore_text(const Context& context, const Actor& actor, domain::TextId id);
// What it said before; its author alone.
[[nodiscard]] base::Result<std::vector<domain::FreeTextRevision>> text_revisions(const Context& context, const Actor& actor,
                                                                                 domain::TextId id);

// Its author opens an indoors text to somebody who joined later, or takes that back. The person must be of the team or its
// mentor ("not-of-the-team"): consent opens no text to the outside.
[[nodiscard]] base::Done give_consent(const Context& context, const Actor& actor, domain::TextId id, domain::PersonId person);
[[nodiscard]] base::Done withdraw_consent(const Context& context, const Actor& actor, domain::TextId id, domain::PersonId person);

// Who joined later and is withheld it asks its author to open it; once is enough. Fails with "not-withheld".
[[nodiscard]] base::Done ask_for_text(const Context& context, const Actor& actor, domain::TextId id);

// Who read it, for its author and the project's lead.
[[nodiscard]] base::Result<std::vector<TextReading>> read_log(const Context& context, const Actor& actor, domain::TextId id);

}  // namespace tributary::services
