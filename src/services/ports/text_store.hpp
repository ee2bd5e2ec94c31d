// Free texts with their revisions, consents and the log of who read them.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "base/clock.hpp"
#include "base/date.hpp"
#include "domain/free_text.hpp"

namespace tributary::services {

struct TextReading {  // somebody read a text, that day first at that instant, when it was for that audience
  domain::PersonId person;
  std::string name;
  base::Date on;
  base::Instant first;
  domain::Audience audience = domain::Audience::indoors;
};

struct OwnText {  // with where it stands
  domain::FreeText text;
  std::string project_name;             // or its place's, where it is a place's own
  std::string thing_name;               // of its test, where it is about one
  std::optional<domain::TestId> test;
};

struct TextRequest {  // somebody who joined later asks to read a text
  domain::TextId text;
  std::optional<domain::ProjectId> project;  // none of a place's story
  std::string of;                            // the name of that project, or of the place
  std::string asked_by;
  base::Instant at;
};

struct Insider {  // somebody whom "indoors" includes, without a break since then
  domain::PersonId person;
  std::string name;
  base::Instant since;
};

class TextStore {
 public:
  virtual ~TextStore() = default;

  virtual domain::TextId add(const domain::FreeText& text) = 0;
  virtual std::optional<domain::FreeText> find(domain::TextId id) = 0;
  // In the order they were written; deleted ones among them.
  virtual std::vector<domain::FreeText> about(domain::TextThing thing, std::int64_t thing_id) = 0;
  // Newest first, without what is deleted or stands in a deleted project.
  virtual std::vector<OwnText> by_author(domain::PersonId author) = 0;
  // Body and audience; what it said before becomes a revision. False when `expected` isn't the stored version.
  virtual bool update(const domain::FreeText& text, int expected, base::Instant now) = 0;
  virtual bool set_deleted(domain::TextId id, std::optional<base::Instant> at, int expected) = 0;
  virtual std::vector<domain::FreeTextRevision> revisions(domain::TextId id) = 0;

  // Consent given answers a request; where it is taken back, the request waits again.
  virtual void add_consent(domain::TextId id, domain::PersonId person, base::Instant now) = 0;
  virtual void end_consent(domain::TextId id, domain::PersonId person) = 0;
  // Of all texts of that project, or stories of that place.
  virtual void forget_consents(domain::PersonId person, domain::ProjectId project) = 0;
  virtual void forget_consents(domain::PersonId person, domain::PlaceId place) = 0;
  virtual std::vector<domain::PersonId> consents(domain::TextId id) = 0;
  virtual void add_request(domain::TextId id, domain::PersonId person, base::Instant now) = 0;
  virtual std::vector<domain::PersonId> requests(domain::TextId id) = 0;
  virtual std::vector<TextRequest> requests_to(domain::PersonId author) = 0;  // of what isn't deleted, nor its project; oldest first

  // Since when "indoors" has included the person without a break: as of the project's team, a partner, lead or mentor, or as who
  // leads the very place that it is about. None when it doesn't now.
  virtual std::optional<base::Instant> indoors_since(domain::PersonId person, const domain::TextSubject& about) = 0;
  // Whether anybody else has written or changed a text kept indoors since then.
  virtual bool written_indoors_since(domain::ProjectId project, domain::PersonId by_others_than, base::Instant since) = 0;

  virtual std::vector<Insider> insiders(const domain::TextSubject& about) = 0;

  // A place's own stories and, after them, those of its projects (and its localities') that aren't kept indoors; newest first.
  virtual std::vector<domain::FreeText> stories_at(domain::PlaceId place) = 0;
  // What was learnt by a place's projects (and its localities'), for the public: of a project, an answer or a test; newest first.
  virtual std::vector<domain::FreeText> public_lessons(domain::PlaceId place, int most) = 0;

  // Those of `ids` whose reading by the person on that day isn't in the log yet, as the audience of each is now.
  virtual std::vector<domain::TextId> unread(std::span<const domain::TextId> ids, domain::PersonId person, base::Date on) = 0;
  virtual void add_reading(domain::TextId id, domain::PersonId person, base::Date on, base::Instant now) = 0;
  virtual std::vector<TextReading> readings(domain::TextId id) = 0;

  // The place of a project; none when there is no such project, or it is deleted.
  virtual std::optional<domain::PlaceId> place_of_project(domain::ProjectId project) = 0;
  // The project that a thing belongs to; none when there is no such thing, or it is deleted.
  virtual std::optional<domain::ProjectId> project_of(domain::TextThing thing, std::int64_t thing_id) = 0;
};

}  // namespace tributary::services
