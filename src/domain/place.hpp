// Place, organisation, team and group. The place is not a tree: organisations and groups span places.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/date.hpp"
#include "base/words.hpp"
#include "domain/ids.hpp"

namespace tributary::domain {

enum class PlaceKind { system, locality };

// An identifier in a scheme: ODS, GSS or any other. Opaque text; the same value may stand in two schemes.
struct Code {
  std::string scheme;
  std::string value;
};

struct Place {
  PlaceId id;
  PlaceKind kind = PlaceKind::locality;
  std::string name;
  std::optional<PlaceId> system;  // of a locality
  std::string about;
  std::string source;
  std::vector<Code> codes;
  int version = 1;
};

enum class OrganisationKind { nhs, council, primary_care, voluntary, university, industry };

struct Service {  // an organisation serves a place
  PlaceId place;
  std::optional<base::Date> from;
  std::optional<base::Date> to;
};

struct Successor {
  OrganisationId organisation;
  std::optional<base::Date> on;
  std::string note;
};

struct Organisation {
  OrganisationId id;
  OrganisationKind kind = OrganisationKind::nhs;
  std::string name;
  bool illustrative = false;  // plainly fictitious; everything of it is marked
  std::optional<base::Date> opened;
  std::optional<base::Date> closed;
  std::string source;
  std::vector<Code> codes;
  std::vector<Service> serves;
  std::vector<Successor> successors;
  int version = 1;
};

struct Team {
  TeamId id;
  OrganisationId organisation;
  std::string name;
  std::optional<base::Date> dissolved = {};
  std::optional<TeamId> successor = {};  // of a dissolved one: where its open projects went
  int version = 1;
};

enum class GroupKind { clinical_network, alliance, programme, commissioner, steering_group };

// An organisation or a person, with the part it plays, from when until when.
struct GroupMember {
  GroupMemberId id;
  std::optional<OrganisationId> organisation;
  std::optional<PersonId> person;
  std::string part;
  std::optional<base::Date> from;
  std::optional<base::Date> to;
};

struct Group {
  GroupId id;
  GroupKind kind = GroupKind::clinical_network;
  std::string name;
  PlaceId place;
  std::string about;
  std::string source;
  bool illustrative = false;
  std::vector<GroupMember> members;
  int version = 1;
};

// Dates that end before they begin are refused with "ends-before-it-begins".
[[nodiscard]] base::Done check_order(std::optional<base::Date> from, std::optional<base::Date> to, std::string_view field);

}  // namespace tributary::domain

template <>
inline constexpr auto tributary::base::words<tributary::domain::PlaceKind> =
    tributary::base::word_list<tributary::domain::PlaceKind>({
        {tributary::domain::PlaceKind::system, "system"},
        {tributary::domain::PlaceKind::locality, "locality"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::domain::OrganisationKind> =
    tributary::base::word_list<tributary::domain::OrganisationKind>({
        {tributary::domain::OrganisationKind::nhs, "nhs"},
        {tributary::domain::OrganisationKind::council, "council"},
        {tributary::domain::OrganisationKind::primary_care, "primary_care"},
        {tributary::domain::OrganisationKind::voluntary, "voluntary"},
        {tributary::domain::OrganisationKind::university, "university"},
        {tributary::domain::OrganisationKind::industry, "industry"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::domain::GroupKind> =
    tributary::base::word_list<tributary::domain::GroupKind>({
        {tributary::domain::GroupKind::clinical_network, "clinical_network"},
        {tributary::domain::GroupKind::alliance, "alliance"},
        {tributary::domain::GroupKind::programme, "programme"},
        {tributary::domain::GroupKind::commissioner, "commissioner"},
        {tributary::domain::GroupKind::steering_group, "steering_group"},
    });
