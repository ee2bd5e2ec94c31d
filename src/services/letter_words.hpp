// What letters say. Plain English, and nothing that a team wrote in its own words.
#pragma once

#include <string>

#include "domain/letter.hpp"
#include "domain/person.hpp"
#include "services/context.hpp"
#include "services/ports/mail.hpp"

namespace tributary::services {

// Subject and text; makes the link that it holds, where it holds one. Nothing when there is no longer anything to say.
[[nodiscard]] std::optional<Email> write_letter(Transaction& tx, const domain::Letter& letter, const domain::Person& to,
                                                std::string_view site, base::Instant now);

}  // namespace tributary::services
