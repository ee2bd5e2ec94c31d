// Lever, investment and return requested: what pulls on the work from outside it, what was put into it, and what it is asked for.
//
// Idea      a lever supports or opposes objectives; money is a fact that stands beside the work; a return that is asked of teams
//           has a price in hours, stated by those who fill it in
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/date.hpp"
#include "base/words.hpp"
#include "domain/ids.hpp"
#include "domain/party.hpp"

namespace tributary::domain {

enum class LeverKind { financial, regulatory, workforce };
enum class LeverLevel { national, system, locality, organisation };
enum class Effect { supports, opposes };

// What a lever does to an objective, and why one thinks so.
struct Pull {
  ObjectiveId objective;
  Effect effect = Effect::supports;
  std::string why;
};

struct Lever {
  LeverId id;
  PlaceId place;  // where it is felt
  LeverKind kind = LeverKind::financial;
  LeverLevel level = LeverLevel::system;
  std::string name;
  std::string about;
  Party holder;
  std::optional<base::Date> from;
  std::optional<base::Date> to;
  std::vector<Pull> pulls;
  std::string source;
  bool illustrative = false;
  bool deleted = false;
  int version = 1;
};

// Who put in how much; the amount may be unpublished.
struct Contribution {
  Party by;
  std::optional<double> pounds;
};

// What was invested where. With several who put in, it is a pooled budget.
struct Investment {
  InvestmentId id;
  PlaceId place;
  std::string name;  // for what
  std::string about;
  std::optional<ObjectiveId> objective;
  std::optional<double> pounds;  // the whole, where it is known
  std::optional<base::Date> from;
  std::optional<base::Date> to;
  bool pooled = false;
  std::vector<Contribution> contributions;
  std::string source;
  bool illustrative = false;
  bool deleted = false;
  int version = 1;
};

// What somebody asks of teams, again and again.
struct ReturnRequest {
  ReturnId id;
  PlaceId place;
  std::string name;      // what is asked
  std::string about;     // what it is for
  Party asked_by;
  std::string asked_of;  // in words: every ward
  std::vector<OrganisationId> asked_organisations;  // of whose teams alone; empty: of any team of its place
  double times_a_year = 12;
  std::optional<int> teams_asked;
  std::string source;
  bool illustrative = false;
  bool deleted = false;
  int version = 1;
};

// What one team says that it takes it, each time.
struct TeamHours {
  TeamId team;
  std::string team_name;  // read along; not written
  double hours = 0;
  base::Instant at;
  int version = 1;
};

// Hours a year of those teams that have said theirs. Nothing is guessed for the others.
[[nodiscard]] double hours_a_year(const ReturnRequest& request, const std::vector<TeamHours>& hours);

// A number of pounds without a part of a penny.
[[nodiscard]] bool is_whole_pence(double pounds);

// What is known of what was put in, to the penny.
struct PutIn {
  double pounds = 0;
  bool all = false;  // every part is known, and there is one
};
[[nodiscard]] PutIn put_in(const Investment& investment);

// The sum of what was put in, where every part is known; else the whole as it was stated.
[[nodiscard]] std::optional<double> total_of(const Investment& investment);

}  // namespace tributary::domain

template <>
inline constexpr auto tributary::base::words<tributary::domain::LeverKind> =
    tributary::base::word_list<tributary::domain::LeverKind>({
        {tributary::domain::LeverKind::financial, "financial"},
        {tributary::domain::LeverKind::regulatory, "regulatory"},
        {tributary::domain::LeverKind::workforce, "workforce"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::domain::LeverLevel> =
    tributary::base::word_list<tributary::domain::LeverLevel>({
        {tributary::domain::LeverLevel::national, "national"},
        {tributary::domain::LeverLevel::system, "system"},
        {tributary::domain::LeverLevel::locality, "locality"},
        {tributary::domain::LeverLevel::organisation, "organisation"},
    });
template <>
inline constexpr auto tributary::base::words<tributary::domain::Effect> =
    tributary::base::word_list<tributary::domain::Effect>({
        {tributary::domain::Effect::supports, "supports"},
        {tributary::domain::Effect::opposes, "opposes"},
    });
