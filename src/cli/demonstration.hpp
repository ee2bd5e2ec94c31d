// The demonstration: a place, its people and two years of their work, told through the API.
//
// Idea      demo/*.json holds what happened, in order: who asked for what, on which day. It is replayed through the same
//           routes, rules and transactions that people use, with the clock set to each day, so that predictions lock,
//           observations arrive and answers are computed as they would have been. What the rules refuse can't get in
// Dates     are counted from the day of loading, so that the demonstration doesn't age
// See       docs/guide/reference/demonstration.md for the files' format
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "base/result.hpp"
#include "services/ports/database.hpp"

namespace tributary::cli {

// Published, which is why the demonstration is served to this machine only.
inline constexpr std::string_view demonstration_password = "demonstration only";

struct DemonstrationAccount {
  std::string email;
  std::string name;
};

// Fills an empty database. Fails with "demonstration-step-refused", which names the file and the step.
[[nodiscard]] base::Done load_demonstration(services::Database& database, base::Instant now);

// The accounts that still have the published password.
[[nodiscard]] std::vector<DemonstrationAccount> demonstration_accounts(services::Database& database);

}  // namespace tributary::cli
