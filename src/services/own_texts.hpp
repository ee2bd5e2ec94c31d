// What somebody has written, everywhere, and who of the team can't read it: those who joined after it was written.
//
// Promises  one's own texts only; opening them reaches the team, its partners, leads and mentor, and nobody outside
// See       texts.hpp for one text at a time
#pragma once

#include <string>
#include <vector>

#include "services/context.hpp"
#include "services/ports/text_store.hpp"

namespace tributary::services {

struct Newcomer {
  domain::PersonId person;
  std::string name;
  base::Instant since;  // when they joined
  bool asked = false;   // to read it
};

struct OwnTextView {
  OwnText own;
  std::vector<Newcomer> withheld_from;  // of an indoors text
};

// Newest first; at most `most_own_texts`.
inline constexpr std::size_t most_own_texts = 500;
[[nodiscard]] std::vector<OwnTextView> own_texts(const Context& context, const Actor& actor);

// Opens all that the actor keeps indoors in a project to one who joined later. Says which were opened. Fails with
// "not-of-the-team".
[[nodiscard]] base::Result<std::vector<domain::TextId>> open_own_texts(const Context& context, const Actor& actor, domain::ProjectId project,
                                                                       domain::PersonId person);
// Takes that back of those texts, all of them one's own: what was read meanwhile stays in the log, what was asked for waits again.
// Fails with "not-found".
[[nodiscard]] base::Done close_own_texts(const Context& context, const Actor& actor, const std::vector<domain::TextId>& texts,
                                         domain::PersonId person);

}  // namespace tributary::services
