// People, their sessions, their grants, and failed sign-ins.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.hpp"
#include "domain/person.hpp"

namespace tributary::services {

struct Session {
  std::string token_hash;
  domain::PersonId person;
  std::string csrf;
  base::Instant expires;
};

struct Failures {
  int count = 0;
  base::Instant window_began;
};

struct LeadToSee {
  base::Instant since;
  std::string by_name;  // empty: it isn't known
};

class PersonStore {
 public:
  virtual ~PersonStore() = default;

  virtual domain::PersonId add(const domain::Person& person, const std::optional<std::string>& password_hash,
                               base::Instant now) = 0;
  virtual std::optional<domain::Person> find(domain::PersonId id) = 0;
  virtual std::optional<domain::Person> find_by_email(std::string_view email) = 0;
  virtual std::vector<domain::Person> all() = 0;
  virtual std::optional<std::string> password_hash(domain::PersonId id) = 0;
  virtual void set_password_hash(domain::PersonId id, const std::string& hash) = 0;
  virtual void set_disabled(domain::PersonId id, std::optional<base::Instant> at) = 0;
  virtual std::optional<base::Instant> disabled_at(domain::PersonId id) = 0;  // none: the account is open
  virtual void set_name(domain::PersonId id, const std::string& name) = 0;
  virtual bool any() = 0;

  virtual domain::GrantId add_grant(const domain::Grant& grant, std::optional<domain::PersonId> by) = 0;
  virtual void end_grant(domain::GrantId id, base::Instant at) = 0;
  virtual void reopen_grant(domain::GrantId id) = 0;  // as if it had not ended
  virtual std::optional<domain::Grant> find_grant(domain::GrantId id) = 0;
  virtual std::vector<domain::Grant> grants_of(domain::PersonId person) = 0;    // those in force
  virtual std::vector<domain::Grant> grants_to(domain::ProjectId project) = 0;  // those in force
  virtual std::vector<domain::Grant> grants_at(domain::PlaceId place) = 0;      // those in force
  virtual std::vector<domain::Grant> grants_ended(domain::ProjectId project, base::Instant at) = 0;  // at that very moment
  virtual std::vector<domain::Grant> grants_ever(domain::ProjectId project) = 0;  // in force or ended, in the order given
  virtual std::vector<domain::Grant> leads_ever(domain::ProjectId project) = 0;   // in force or ended, in the order given
  virtual std::optional<domain::PersonId> granted_by(domain::GrantId id) = 0;   // none: the machine's operator

  // A lead that its holder hasn't seen yet: from when and by whom it is.
  virtual void add_lead_to_see(domain::GrantId lead) = 0;
  virtual std::optional<LeadToSee> lead_to_see(domain::ProjectId project, domain::PersonId person) = 0;  // in force
  virtual void note_lead_seen(domain::ProjectId project, domain::PersonId person) = 0;

  virtual void add_session(const Session& session, base::Instant now) = 0;
  virtual std::optional<Session> find_session(std::string_view token_hash) = 0;
  virtual void end_session(std::string_view token_hash) = 0;
  virtual void end_sessions_of(domain::PersonId person) = 0;
  virtual void forget_sessions_before(base::Instant now) = 0;

  virtual Failures failures(std::string_view key) = 0;
  virtual void set_failures(std::string_view key, const Failures& failures) = 0;
  virtual void clear_failures(std::string_view key) = 0;
};

}  // namespace tributary::services
