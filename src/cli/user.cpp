#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/table.hpp"
#include "services/letters.hpp"
#include "services/password_links.hpp"
#include "services/people.hpp"
#include "services/ports/person_store.hpp"
#include "services/ports/place_store.hpp"

namespace tributary::cli {

namespace {

struct Options {
  DataFolder data;
  std::string as;
  std::string email;
  std::string name;
  std::string role;
  std::string place;
  std::string site;
  bool no_password = false;
  bool invite = false;
  Format format = Format::table;
};

// The opened data folder, and who acts on it.
struct Desk {
  std::unique_ptr<Opened> opened;
  services::Actor actor;
};

base::Result<Desk> sit_down(const Options& options) {
  auto opened = open(options.data);
  if (!opened) return base::fail(opened.error());
  auto actor = actor_of((*opened)->context(), options.as);
  if (!actor) return base::fail(actor.error());
  return Desk{.opened = *std::move(opened), .actor = *std::move(actor)};
}

std::string roles_at_places() {
  std::string out;
  for (const auto& [role, name] : base::words<domain::Role>)
    if (!domain::is_project_role(role)) out += (out.empty() ? "" : ", ") + std::string(name);
  return out;
}

base::Result<domain::Person> person_of(const services::Context& context, const std::string& email) {
  const auto person = context.database.read()->people().find_by_email(email);
  if (!person)
    return base::fail({.code = "person-unknown", .title = "Nobody has that email address",
                       .detail = "`tributary user list` names those that have an account.", .field = "--email"});
  return *person;
}

base::Done add(const Options& options) {
  const auto desk = sit_down(options);
  if (!desk) return base::fail(desk.error());
  const services::Context context = desk->opened->context();
  services::NewAccount wanted{.email = options.email, .name = options.name, .password = std::nullopt, .invite = options.invite};
  if (!options.no_password && !options.invite) {
    wanted.password = ask_secret("Password for " + options.email + " (12 or more characters): ");
    if (wanted.password->empty())
      return base::fail({.code = "password-missing", .title = "No password was given",
                         .detail = "Type one, pipe one in, say --invite to have a link mailed by which the person chooses it, or "
                                   "--no-password for an account that can't sign in yet."});
  }
  const auto person = services::add_person(context, desk->actor, wanted);
  if (!person) return base::fail(person.error());
  std::cout << "Added " << person->name << " (" << person->email << ")\n";
  if (options.invite) std::cout << "A link to choose a password is mailed to them as soon as `tributary serve` runs.\n";
  return {};
}

base::Done list(const Options& options) {
  const auto desk = sit_down(options);
  if (!desk) return base::fail(desk.error());
  const services::Context context = desk->opened->context();
  const auto people = services::list_people(context, desk->actor);
  if (!people) return base::fail(people.error());
  const auto tx = context.database.read();
  Table table({"email", "name", "roles", "state"}, {"email", "name", "roles"});
  for (const auto& [person, grants, invited, may_keep, may_end] : *people) {
    std::string roles;
    for (const domain::Grant& grant : grants) {
      roles += (roles.empty() ? "" : "; ") + std::string(base::word(grant.role));
      if (grant.place) roles += " at " + tx->places().find(*grant.place)->name;
      if (grant.project) roles += " of project " + std::to_string(grant.project->value);
    }
    table.add({person.email, person.name, roles, person.disabled ? "closed" : invited ? "no password yet" : "open"});
  }
  std::cout << table.in(options.format);
  return {};
}

base::Done reset(const Options& options) {
  const auto desk = sit_down(options);
  if (!desk) return base::fail(desk.error());
  const services::Context context = desk->opened->context();
  const auto person = person_of(context, options.email);
  if (!person) return base::fail(person.error());
  const std::string password = ask_secret("New password for " + options.email + " (12 or more characters): ");
  if (const auto set = services::reset_password(context, desk->actor, person->id, password); !set) return set;
  std::cout << "Set. Every session of " << person->email << " has ended.\n";
  return {};
}

base::Done link(const Options& options) {
  const auto desk = sit_down(options);
  if (!desk) return base::fail(desk.error());
  const services::Context context = desk->opened->context();
  const auto person = person_of(context, options.email);
  if (!person) return base::fail(person.error());
  const auto token = services::print_password_link(context, desk->actor, person->id);
  if (!token) return base::fail(token.error());
  std::cout << services::password_link_address(options.site, *token) << "\n";
  return {};
}

base::Done open_or_close(const Options& options, bool disabled) {
  const auto desk = sit_down(options);
  if (!desk) return base::fail(desk.error());
  const services::Context context = desk->opened->context();
  const auto person = person_of(context, options.email);
  if (!person) return base::fail(person.error());
  if (const auto set = services::set_disabled(context, desk->actor, person->id, disabled); !set) return set;
  std::cout << person->email << " is " << (disabled ? "closed" : "open") << ".\n";
  return {};
}

base::Done grant(const Options& options) {
  const auto desk = sit_down(options);
  if (!desk) return base::fail(desk.error());
  const services::Context context = desk->opened->context();
  const auto person = person_of(context, options.email);
  if (!person) return base::fail(person.error());
  const auto role = base::from_word<domain::Role>(options.role);
  if (!role || domain::is_project_role(*role))
    return base::fail({.code = "role-unknown", .title = role ? "That role is given within a project" : "There is no such role",
                       .detail = "\"" + base::shorten(options.role, 40) + "\" isn't given at a place. One of these is: " + roles_at_places() + ".", .field = "--role"});
  const auto place = context.database.read()->places().find_by_name(options.place);
  if (!place) return base::fail(place_unknown(context, options.place, "--place"));
  const auto given = services::grant_role(context, desk->actor, person->id, *role, place->id);
  if (!given) return base::fail(given.error());
  std::cout << person->email << " is " << base::word(*role) << " at " << place->name << ".\n";
  return {};
}

}  // namespace

void add_user(CLI::App& app, Run& run) {
  const auto options = std::make_shared<Options>();
  CLI::App* user = app.add_subcommand("user", "Accounts, and roles at places");
  user->require_subcommand(1);

  // Every word of `user` names the data and who acts; without --as it is the machine's operator.
  const auto word = [&](const char* name, const char* what, std::function<base::Done(const Options&)> act) {
    CLI::App* command = user->add_subcommand(name, what);
    add_data_option(*command, options->data);
    command->add_option("--as", options->as, "Who acts (email address); the machine's operator unless told")->type_name("EMAIL");
    command->callback([&run, options, act = std::move(act)] { run = [options, act] { return act(*options); }; });
    return command;
  };
  const auto with_email = [&](CLI::App* command) {
    command->add_option("--email", options->email, "Whose account")->required()->type_name("EMAIL");
    return command;
  };

  CLI::App* adding = with_email(word("add", "Add an account; asks for its password", add));
  adding->add_option("--name", options->name, "Name, or role, as the pages show it")->required();
  CLI::Option* later = adding->add_flag("--no-password", options->no_password, "An account that can't sign in until a password is set");
  adding->add_flag("--invite", options->invite, "Mail a link by which the person chooses the password")->excludes(later);

  CLI::App* listing = word("list", "Name the accounts", list);
  add_format_option(*listing, options->format);

  with_email(word("password", "Set a new password and end the person's sessions", reset));
  CLI::App* linking = with_email(word("link", "Print a link that lets the person choose a password, once", link));
  linking->add_option("--site", options->site, "Where people reach the pages")->type_name("URL")->default_val("http://127.0.0.1:8080");
  with_email(word("disable", "Close an account", [](const Options& o) { return open_or_close(o, true); }));
  with_email(word("enable", "Open it again", [](const Options& o) { return open_or_close(o, false); }));

  CLI::App* granting = with_email(word("grant", "Give a role at a place", grant));
  granting->add_option("--role", options->role, roles_at_places())->required();
  granting->add_option("--place", options->place, "The place's name")->required();
}

}  // namespace tributary::cli
