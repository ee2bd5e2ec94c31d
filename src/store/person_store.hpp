#pragma once

#include "services/ports/person_store.hpp"

namespace tributary::store {

class Connection;

class SqlPersonStore final : public services::PersonStore {
 public:
  explicit SqlPersonStore(Connection& db) : db_(db) {}

  domain::PersonId add(const domain::Person& person, const std::optional<std::string>& password_hash, base::Instant now) override;
  std::optional<domain::Person> find(domain::PersonId id) override;
  std::optional<domain::Person> find_by_email(std::string_view email) override;
  std::vector<domain::Person> all() override;
  std::optional<std::string> password_hash(domain::PersonId id) override;
  void set_password_hash(domain::PersonId id, const std::string& hash) override;
  void set_disabled(domain::PersonId id, std::optional<base::Instant> at) override;
  std::optional<base::Instant> disabled_at(domain::PersonId id) override;
  void set_name(domain::PersonId id, const std::string& name) override;
  bool any() override;

  domain::GrantId add_grant(const domain::Grant& grant, std::optional<domain::PersonId> by) override;
  void end_grant(domain::GrantId id, base::Instant at) override;
  void reopen_grant(domain::GrantId id) override;
  std::optional<domain::Grant> find_grant(domain::GrantId id) override;
  std::vector<domain::Grant> grants_of(domain::PersonId person) override;
  std::vector<domain::Grant> grants_to(domain::ProjectId project) override;
  std::vector<domain::Grant> grants_at(domain::PlaceId place) override;
  std::vector<domain::Grant> grants_ended(domain::ProjectId project, base::Instant at) override;
  void add_lead_to_see(domain::GrantId lead) override;
  std::optional<services::LeadToSee> lead_to_see(domain::ProjectId project, domain::PersonId person) override;
  void note_lead_seen(domain::ProjectId project, domain::PersonId person) override;
  std::vector<domain::Grant> grants_ever(domain::ProjectId project) override;
  std::vector<domain::Grant> leads_ever(domain::ProjectId project) override;
  std::optional<domain::PersonId> granted_by(domain::GrantId id) override;

  void add_session(const services::Session& session, base::Instant now) override;
  std::optional<services::Session> find_session(std::string_view token_hash) override;
  void end_session(std::string_view token_hash) override;
  void end_sessions_of(domain::PersonId person) override;
  void forget_sessions_before(base::Instant now) override;

  services::Failures failures(std::string_view key) override;
  void set_failures(std::string_view key, const services::Failures& failures) override;
  void clear_failures(std::string_view key) override;

 private:
  Connection& db_;
};

}  // namespace tributary::store
