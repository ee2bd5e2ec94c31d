// Context and Actor: what every service is given, and on whose behalf it acts.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "domain/person.hpp"
#include "services/ports/database.hpp"

namespace tributary::services {

class Jobs;
class FlowModels;

struct Context {
  Database& database;
  const base::Clock& clock;
  Jobs* jobs = nullptr;  // where a server runs; a command does its work itself
  FlowModels* flow_models = nullptr;  // read models, kept ready where a server runs
  bool mails = false;          // letters go through a mail server; else they are files in the data folder's outbox
  bool demonstration = false;  // accounts whose password is published can sign in
};

// Who acts. The machine's operator acts on the command line before anybody has an account; see `operator_of_machine`.
struct Actor {
  domain::PersonId person;
  std::string name;
  std::vector<domain::Grant> grants;  // those in force
  bool is_operator = false;
  bool is_stranger = false;  // isn't signed in, and is nobody
};

// The one who can already read and write the data folder: may create the first accounts and grants at places, and no more.
[[nodiscard]] Actor operator_of_machine();

// Whoever isn't signed in, where what is public is read.
[[nodiscard]] inline Actor stranger() { return {.person = {}, .name = {}, .grants = {}, .is_operator = false, .is_stranger = true}; }

// That person with the grants in force, as who they would act.
[[nodiscard]] Actor actor_of(Transaction& tx, const domain::Person& person);

// The person of that email address, as who a command acts. Fails with "person-unknown" or "person-disabled".
[[nodiscard]] base::Result<Actor> actor_by_email(const Context& context, std::string_view email);

}  // namespace tributary::services
