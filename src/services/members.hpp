// Who is of a project: its lead admits, ends memberships and hands over; somebody always leads, unless their account is
// closed: then who speaks for the place names a new lead.
//
// Promises  only a lead admits, whatever other roles there are; nobody who is a regulator anywhere is admitted; what was
//           written indoors before somebody joined stays closed to them (see texts.hpp)
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "domain/person.hpp"
#include "services/context.hpp"

namespace tributary::services {

struct Member {
  domain::Grant grant;
  std::string name;
};

// As team member, patient partner or mentor; one of them. Fails with "lead-is-handed-over", "reference-unknown", "regulator-apart",
// "of-it-already" (in another of these parts).
[[nodiscard]] base::Result<Member> admit_member(const Context& context, const Actor& actor, domain::ProjectId project,
                                                domain::PersonId person, domain::Role role);
// The lead ends anybody's; everybody ends their own. Fails with "last-lead".
[[nodiscard]] base::Done end_membership(const Context& context, const Actor& actor, domain::ProjectId project, domain::GrantId membership);
// It goes on as if it had not ended. Where somebody wrote indoors meanwhile the person joins anew instead, by another membership:
// what was written while they were out stays closed to them. A lead that ended is handed over instead. Fails as admit_member does.
[[nodiscard]] base::Result<Member> restore_membership(const Context& context, const Actor& actor, domain::ProjectId project,
                                                      domain::GrantId membership);
// Another person leads from now on; who handed over stays as a team member. Fails as admit_member does: the project's
// mentor or patient partner ends that first.
[[nodiscard]] base::Result<std::vector<Member>> hand_over_lead(const Context& context, const Actor& actor, domain::ProjectId project,
                                                               domain::PersonId to);

// For a project whose leads' accounts are all closed, and have been for 28 days. The new lead reads nothing that was written
// indoors before (see texts.hpp); those who led stay as team members, and can take the lead back once their accounts are open
// again; everybody of the team is told by mail. Fails with "somebody-leads", "account-closed-lately", "grant-to-oneself", or as
// admit_member does.
[[nodiscard]] base::Result<std::vector<Member>> name_lead(const Context& context, const Actor& actor, domain::ProjectId project,
                                                          domain::PersonId person);

// What hand_over_lead or name_lead did is taken back, by who did it, within a day: each is again what they were. Fails with
// "handover-stands" after that day, or where who handed over has been out of the team since.
// Who led until a lead was named over their closed account leads again, at any time; who leads now stays as a team member.
[[nodiscard]] base::Result<std::vector<Member>> take_back_lead(const Context& context, const Actor& actor, domain::ProjectId project);

// Within a transaction that is open already.
[[nodiscard]] bool somebody_leads(Transaction& tx, domain::ProjectId project);
// Where nobody leads: from which day a new lead may be named. None: from now, since nobody is left to come back.
[[nodiscard]] std::optional<base::Date> new_lead_from(Transaction& tx, domain::ProjectId project);
// That person led until a lead was named over their closed account, and does not lead again.
[[nodiscard]] bool was_named_over(Transaction& tx, domain::ProjectId project, domain::PersonId person);
// Those of now, leads first.
[[nodiscard]] std::vector<Member> members_of(Transaction& tx, domain::ProjectId project);

}  // namespace tributary::services
