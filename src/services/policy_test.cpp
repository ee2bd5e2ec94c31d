#include "services/policy.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

namespace tributary::services {

namespace {

std::string policy_page_path() {
  const char* root = std::getenv("TRIBUTARY_ROOT");
  return std::string(root != nullptr ? root : ".") + "/docs/guide/reference/policy.md";
}

std::string policy_rows() {
  const auto who = [](Relations relations) { return relations == nobody ? std::string("nobody") : words_of(relations); };
  std::string out = "| thing | who reads it | who writes it | why |\n| --- | --- | --- | --- |\n";
  for (const Rule& rule : rules())
    out += "| " + std::string(rule.name) + " | " + who(rule.readers) + " | " + who(rule.writers) + " | " + std::string(rule.why) + " |\n";
  return out;
}

}  // namespace

TEST_CASE("the reference page prints the policy table") {
  const std::string path = policy_page_path();
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    MESSAGE("skipped: docs/guide/reference/policy.md is not in reach; set TRIBUTARY_ROOT");
    return;
  }
  std::ostringstream page;
  page << file.rdbuf();
  const bool same = page.str().find(policy_rows()) != std::string::npos;
  CHECK_MESSAGE(same, "put this table into docs/guide/reference/policy.md:\n" << policy_rows());
}

TEST_CASE("every kind of thing has one rule, and every rule a name of its own") {
  for (const Rule& rule : rules()) {
    CHECK(std::ranges::count(rules(), rule.thing, &Rule::thing) == 1);
    CHECK(std::ranges::count(rules(), rule.name, &Rule::name) == 1);
    CHECK(rule.name.find('|') == std::string_view::npos);
  }
}

TEST_CASE("no role above or outside reads what is kept indoors") {
  constexpr Relations above_or_outside = locality_lead | executive | system_lead | analyst | regulator | administrator |
                                         machine_operator | anyone | signed_in | colleague | peer;
  for (const Thing thing : {Thing::text_indoors, Thing::story_of_project, Thing::story_of_place, Thing::open_prediction, Thing::calibration, Thing::private_measure})
    CHECK((rule_of(thing).readers & above_or_outside) == nobody);
}

TEST_CASE("a regulator reads what anyone signed in reads, and nothing else") {
  for (const Rule& rule : rules()) {
    CHECK((rule.readers & regulator) == nobody);
    CHECK((rule.writers & (regulator | anyone | signed_in)) == nobody);
  }
}

TEST_CASE("a role at one place is none at another, and a system's covers its localities") {
  const domain::PlaceId system{1}, locality{2}, other{3};
  const auto at = [](domain::PlaceId place) {
    return Actor{.person = {7}, .name = "Executive", .grants = {domain::Grant{.person = {7}, .role = domain::Role::executive, .place = place, .project = {}, .since = {}, .until = {}}}};
  };
  const Scope here{.project = {}, .place = locality, .system = system, .author = {}};
  CHECK((relations_of(at(system), here) & executive) != nobody);
  CHECK((relations_of(at(locality), here) & executive) != nobody);
  CHECK((relations_of(at(other), here) & executive) == nobody);
  const Scope above{.project = {}, .place = system, .system = {}, .author = {}};
  CHECK((relations_of(at(locality), above) & executive) == nobody);
}

TEST_CASE("who keeps a place's confidence leads that very place, and is no regulator anywhere") {
  const domain::PlaceId system{1}, locality{2};
  const auto granted = [](domain::Role role, domain::PlaceId place) {
    return domain::Grant{.person = {7}, .role = role, .place = place, .project = {}, .since = {}, .until = {}};
  };
  const Scope here{.project = {}, .place = locality, .system = system, .author = {}}, above{.project = {}, .place = system, .system = {}, .author = {}};
  const Actor lead{.person = {7}, .name = "Lead", .grants = {granted(domain::Role::locality_lead, locality)}};
  const Actor over{.person = {7}, .name = "System lead", .grants = {granted(domain::Role::system_lead, system)}};
  CHECK((relations_of(lead, here) & place_keeper) != nobody);
  CHECK((relations_of(lead, above) & place_keeper) == nobody);
  CHECK((relations_of(over, above) & place_keeper) != nobody);
  CHECK((relations_of(over, here) & place_keeper) == nobody);
  const Actor executive_here{.person = {7}, .name = "Executive", .grants = {granted(domain::Role::executive, locality)}};
  CHECK((relations_of(executive_here, here) & place_keeper) == nobody);
  Actor inspecting = lead;
  inspecting.grants.push_back(granted(domain::Role::regulator, system));
  CHECK((relations_of(inspecting, here) & place_keeper) == nobody);
  CHECK((relations_of(inspecting, {.project = domain::ProjectId{3}, .place = locality, .system = system, .author = {}}) & place_keeper) == nobody);
}

TEST_CASE("who inspects is nothing besides, whatever other role or group they are in") {
  const domain::PlaceId system{1}, locality{2};
  Actor both{.person = {7}, .name = "Regulator", .grants = {}};
  for (const domain::Role role : {domain::Role::analyst, domain::Role::locality_lead, domain::Role::executive, domain::Role::system_lead, domain::Role::regulator})
    both.grants.push_back({.person = {7}, .role = role, .place = system, .project = {}, .since = {}, .until = {}});
  Scope here{.project = {}, .place = locality, .system = system, .author = {}};
  here.in_group = true;
  CHECK(relations_of(both, here) == (anyone | signed_in | regulator));
}

}  // namespace tributary::services
