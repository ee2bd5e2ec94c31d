// What a group does: the amendments it proposed, the issues between places that it is part of, the programmes it steers and the
// change packages that came of their projects.
//
// Promises  of each kind only what its row of the policy shows the reader; a kind that is closed to them is none, not empty
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/interdependency.hpp"
#include "domain/programme.hpp"
#include "domain/standard.hpp"
#include "services/context.hpp"
#include "services/ports/package_store.hpp"

namespace tributary::services {

struct ProposedAmendment {
  domain::Amendment amendment;
  std::string standard_name;
};

struct GroupIssue {
  domain::Interdependency issue;
  std::string place_name;  // of who raised it
};

struct GroupWork {
  std::optional<std::vector<ProposedAmendment>> proposed;  // newest first; to standards that aren't deleted
  std::optional<std::vector<GroupIssue>> issues;           // last moved first
  std::optional<std::vector<domain::Programme>> programmes;  // by name
  std::vector<PackageLine> packages;                       // newest first
};

// Fails with "forbidden" or "not-found".
[[nodiscard]] base::Result<GroupWork> group_work(const Context& context, const Actor& actor, domain::GroupId id);

}  // namespace tributary::services
