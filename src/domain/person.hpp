// Person, role and grant: who somebody is to a place or a project, from when until when.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/words.hpp"
#include "domain/ids.hpp"

namespace tributary::domain {

enum class Role {
  team_member, patient_partner, project_lead, mentor,                           // to a project
  locality_lead, executive, system_lead, analyst, regulator, administrator,    // to a place
};

// Roles that only a project's lead gives, to a project; all others are given at a place.
[[nodiscard]] constexpr bool is_project_role(Role role) { return role <= Role::mentor; }

// Roles in which somebody speaks for a place: given by who speaks there already.
[[nodiscard]] constexpr bool speaks_for_a_place(Role role) {
  return role == Role::locality_lead || role == Role::executive || role == Role::system_lead;
}

// Those of them that lead it: who holds one speaks in the place's name, and makes others speak.
[[nodiscard]] constexpr bool leads_a_place(Role role) { return role == Role::locality_lead || role == Role::system_lead; }

// An account may be closed by mistake, or by one person alone: for so long nobody takes over what its owner led or spoke for.
inline constexpr std::chrono::days closed_before_succession{28};

struct Person {
  PersonId id;
  std::string email;
  std::string name;
  bool demonstration = false;  // has a published password: works on loopback only
  bool disabled = false;
  int version = 1;
};

// Exactly one of place and project is set. A grant at a system covers its localities.
struct Grant {
  GrantId id;
  PersonId person;
  Role role = Role::team_member;
  std::optional<PlaceId> place;
  std::optional<ProjectId> project;
  base::Instant since;
  std::optional<base::Instant> until;
};

// Trimmed, 3 to 254 bytes with one @ inside, and no character that means something in a letter's head. Fails with "email-unreadable".
[[nodiscard]] base::Result<std::string> read_email(std::string_view text);

// NIST SP 800-63B: length is what counts, 12 to 200 characters, any; and nothing that would be tried first. Who belongs to the
// demonstration may keep its published one. Fails with "password-too-short", "-too-long" or "-easily-guessed".
[[nodiscard]] base::Done check_password(std::string_view password, const Person& owner);

}  // namespace tributary::domain

template <>
inline constexpr auto tributary::base::words<tributary::domain::Role> =
    tributary::base::word_list<tributary::domain::Role>({
        {tributary::domain::Role::team_member, "team_member"},
        {tributary::domain::Role::patient_partner, "patient_partner"},
        {tributary::domain::Role::project_lead, "project_lead"},
        {tributary::domain::Role::mentor, "mentor"},
        {tributary::domain::Role::locality_lead, "locality_lead"},
        {tributary::domain::Role::executive, "executive"},
        {tributary::domain::Role::system_lead, "system_lead"},
        {tributary::domain::Role::analyst, "analyst"},
        {tributary::domain::Role::regulator, "regulator"},
        {tributary::domain::Role::administrator, "administrator"},
    });
