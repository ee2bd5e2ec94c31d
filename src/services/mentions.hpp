// Mentions: people whom a comment calls on by name, so that they find it in their week.
//
// Promises  nobody can be mentioned who may not read the comment as it stands, and nobody is offered who may not. Whether they
//           may is asked anew whenever they would be told: narrowing the comment, removing it, or a role that ends takes the
//           mention back, and who isn't told doesn't learn that there was one
// See       texts.hpp for who reads which text; week.hpp for where a mention is told
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "domain/free_text.hpp"
#include "services/context.hpp"
#include "services/ports/mention_store.hpp"

namespace tributary::services {

inline constexpr std::size_t most_mentions = 20;

// Comments alone.
[[nodiscard]] bool may_hold_mentions(const domain::TextSubject& subject);

// Within the transaction that wrote the text as it now stands. Who was mentioned before and can no longer read it is left out;
// anybody new must be able to: fails with "mention-refused" or "too-many-mentions".
[[nodiscard]] base::Done put_mentions(Transaction& tx, const domain::FreeText& text, const std::vector<domain::PersonId>& people,
                                      base::Instant now);

// Whom its writer may mention in a comment with that audience: those whose names hold the words, of the team first; at most
// eight. `text`: the comment that is edited, where it isn't a new one. Fails with "not-found", or "forbidden" for who may not comment.
[[nodiscard]] base::Result<std::vector<Mentioned>> people_to_mention(const Context& context, const Actor& actor,
                                                                     const domain::TextSubject& subject, domain::Audience audience,
                                                                     std::optional<domain::TextId> text, std::string_view words);

// The comments that mention the actor, which they read, newest first.
struct MentionRead {
  domain::FreeText text;
  base::Instant at;
};
[[nodiscard]] std::vector<MentionRead> mentions_read_by(Transaction& tx, const Actor& actor, base::Instant since);

}  // namespace tributary::services
