// What the page of a package shows, within a transaction. Used by packages.cpp and package_proposals.cpp.
#pragma once

#include "services/packages.hpp"

namespace tributary::services {

// The row of the policy that a published package stands under.
[[nodiscard]] Thing package_thing(domain::Audience audience);

// Of one that is stored, for who may read it.
[[nodiscard]] PackagePage page_of_package(Transaction& tx, const Actor& actor, base::Instant now, domain::PackageId id);

}  // namespace tributary::services
