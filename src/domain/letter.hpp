// Letter: something to be mailed to a person. What it says is made when it is sent, from what is so then.
#pragma once

#include <optional>

#include "base/clock.hpp"
#include "base/words.hpp"
#include "domain/ids.hpp"

namespace tributary::domain {

enum class LetterKind { invitation, password_reset, password_changed, lead_named, role_ended, digest };

struct Letter {
  LetterId id;
  LetterKind kind = LetterKind::invitation;
  PersonId to;
  std::optional<ProjectId> project;  // that it is about
  std::optional<GrantId> grant;      // that it is about
  base::Instant made;
  int tries = 0;
};

// A link that lets its holder choose a person's password, once.
struct PasswordLink {
  PersonId person;
  LetterKind kind = LetterKind::password_reset;  // an invitation or a reset
  base::Instant expires;
};

}  // namespace tributary::domain

template <>
inline constexpr auto tributary::base::words<tributary::domain::LetterKind> =
    tributary::base::word_list<tributary::domain::LetterKind>({
        {tributary::domain::LetterKind::invitation, "invitation"},
        {tributary::domain::LetterKind::password_reset, "password_reset"},
        {tributary::domain::LetterKind::password_changed, "password_changed"},
        {tributary::domain::LetterKind::lead_named, "lead_named"},
        {tributary::domain::LetterKind::role_ended, "role_ended"},
        {tributary::domain::LetterKind::digest, "digest"},
    });
