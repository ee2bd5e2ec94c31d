// The weekly letter: the facts of one's week, by mail, without a word that a team wrote.
//
// Idea      on its weekday and hour, in Europe/London, a letter is posted to everybody who wants it and can sign in. Its words are
//           made when it leaves, from the week as it is then (week.hpp): what waits, lies ahead and grows old, and what has
//           happened since the letter before. One with nothing in it is not sent
// Once      a person has one letter for each week in which it was due, Monday to Sunday, whatever day and hour are set meanwhile. A server that was away makes up for the last time, and for none
//           before it; an account that is newer than that time waits for the next
// Promises  names of projects, packages, standards and issues between places, kinds and counts of facts, dates, links. Never the
//           name of a test or measure, a person's name but the reader's own, or any text: letters leave the house
// See       docs/guide/reference/letters.md; letters.hpp for how letters leave
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "domain/person.hpp"
#include "services/context.hpp"

namespace tributary::services {

struct DigestTime {
  std::chrono::weekday day = std::chrono::Monday;
  std::chrono::minutes at = std::chrono::hours{7};  // from midnight
};

// "monday 07:00", in any case. Fails with "digest-unreadable".
[[nodiscard]] base::Result<DigestTime> read_digest_time(std::string_view text);

// The last time that it was due.
[[nodiscard]] base::Instant last_due(const DigestTime& time, base::Instant now);

// Posts what is due and wasn't posted yet, in one transaction. Says how many.
int post_digests(const Context& context, const DigestTime& time);

struct DigestText {
  std::string subject;
  std::string text;
};
// What the letter says at `now`; nothing when there is nothing to say, or it isn't wanted any more. `posted`: when this one was.
[[nodiscard]] std::optional<DigestText> digest_text(Transaction& tx, const domain::Person& to, base::Instant posted, std::string_view site,
                                                    base::Instant now);

}  // namespace tributary::services
