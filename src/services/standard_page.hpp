// What the services of standards and of amendments share, within a transaction.
#pragma once

#include "services/input_check.hpp"
#include "services/standards.hpp"

namespace tributary::services {

void check_wording(InputCheck& check, domain::Wording& words);
// The latest of each party, oldest first.
[[nodiscard]] std::vector<domain::Position> latest_positions(Transaction& tx, domain::AmendmentId id);
[[nodiscard]] AmendmentInStandard in_standard(Transaction& tx, domain::Amendment amendment, const std::vector<domain::StandardVersion>& versions);
// `whole`: with what only its own page shows.
[[nodiscard]] StandardPage standard_page(Transaction& tx, const Actor& actor, domain::Standard standard, base::Date today, bool whole);

}  // namespace tributary::services
