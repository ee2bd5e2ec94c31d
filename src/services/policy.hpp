// Policy: who may read and who may write what. One table says it all; one test walks it.
//
// Idea      a person stands in relations to a thing (leads its project, is executive at its place, wrote it); each kind of
//           thing names the relations that read it and those that write it. Nothing else decides access
// Scope     a grant at a system covers its localities; a project role covers that project alone
// Promises  indoors is not in any row of a role above or outside: neither executive, system lead, administrator nor
//           regulator reads it
// See       policy.cpp for the table; docs/guide/reference/policy.md is printed from it
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.hpp"
#include "domain/ids.hpp"
#include "services/context.hpp"

namespace tributary::services {

// What a person can be to a thing; a set of them is the sum.
enum Relation : std::uint32_t {
  nobody = 0,
  anyone = 1U << 0U,          // signed in or not
  signed_in = 1U << 1U,
  colleague = 1U << 2U,       // signed in and holding any role but regulator's; or none yet
  peer = 1U << 3U,            // does such work somewhere: team member, patient partner, lead, mentor, locality lead
  author = 1U << 4U,          // wrote it, or owns the sandbox it stands in
  team_member = 1U << 5U,
  patient_partner = 1U << 6U,
  project_lead = 1U << 7U,
  mentor = 1U << 8U,
  locality_lead = 1U << 9U,   // of the thing's place
  executive = 1U << 10U,
  system_lead = 1U << 11U,
  analyst = 1U << 12U,
  regulator = 1U << 13U,
  administrator = 1U << 14U,
  machine_operator = 1U << 15U,
  group_member = 1U << 16U,   // of the group in whose name it is written, now; and no regulator
  place_keeper = 1U << 17U,   // leads the very place that it is about; nobody of the place above, and no regulator
};
using Relations = std::uint32_t;

inline constexpr Relations team = team_member | patient_partner | project_lead;
inline constexpr Relations indoors = team | mentor;

enum class Thing {
  quality_report, place, organisation, team_record, team_dissolution, group, group_people, person, place_role, voice_role, membership,
  objective, standard, amendment, amendment_decision, lever, investment, return_request, return_hours, interdependency, interdependency_word,
  programme, project, project_opening, project_ending, new_lead, lead_handover, origin_agreement, team_answer, driver_diagram, later_check,
  test, open_prediction, answered_prediction, judgement, answer_counts, calibration,
  private_measure, published_measure, value_note, publication, place_measure, place_publication, sandbox_measure, flow_model, flow_run,
  package_draft, package_publication, package_network, package_system, package_public, package_adoption, adoption_record, package_proposal,
  support_session, support_attendance, support_need, missing_mentor, support_thresholds,
  review_day, review, help_outcome,
  story_of_project, story_of_place, story_left_behind,
  text_indoors, text_network, text_system, text_public, text_consent, read_log,
};

struct Rule {
  Thing thing;
  std::string_view name;   // as people and the reference page say it
  Relations readers;
  Relations writers;
  std::string_view why;
};

[[nodiscard]] std::span<const Rule> rules();
[[nodiscard]] const Rule& rule_of(Thing thing);

// Where a thing stands. Leave out what it has not.
struct Scope {
  std::optional<domain::ProjectId> project;
  std::optional<domain::PlaceId> place;
  std::optional<domain::PlaceId> system;    // of that place, when it is a locality
  std::optional<domain::PersonId> author;   // who wrote it, or whose sandbox it is
  bool in_group = false;                    // the actor is a member of the group in whose name it is written
};

[[nodiscard]] Relations relations_of(const Actor& actor, const Scope& scope);
[[nodiscard]] Relations relations_of_stranger();

[[nodiscard]] bool may_read(Thing thing, Relations relations);
[[nodiscard]] bool may_write(Thing thing, Relations relations);

// Problem "forbidden", which names the thing and who may.
[[nodiscard]] base::Done require_read(Thing thing, const Actor& actor, const Scope& scope);
[[nodiscard]] base::Done require_write(Thing thing, const Actor& actor, const Scope& scope);

// The words of a set of relations, for the page and the reference: "project lead, mentor".
[[nodiscard]] std::string words_of(Relations relations);

}  // namespace tributary::services
