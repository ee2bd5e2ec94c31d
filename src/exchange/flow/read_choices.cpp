// Where people go, as a model file writes it after `to`, `next`, `then` and `else`:
//   "rehab"                                            a service, an exit, a rule or a group (its nearest)
//   { rehab = 0.24, home = 0.76 }                      one of several, with probabilities
//   [{ class = "stroke", to = … }, { to = … }]         the first whose condition holds
//   { nearest = "hasu", within = "region", with_room = true, else = … }    which of a group
#include "exchange/flow/reader.hpp"
#include "exchange/flow/wanted.hpp"

namespace tributary::exchange::flow {

namespace {

using engine::ChoiceId;

constexpr int most_rules = 30;  // from one to the next

ChoiceId add(engine::Model& model, engine::Choice choice) {
  model.choices.push_back(std::move(choice));
  return {static_cast<std::uint32_t>(model.choices.size() - 1)};
}

ChoiceId named(Reader& reader, const Node& node) {
  const std::string& name = node.text;
  if (const auto found = reader.services.find(name); found != reader.services.end()) return add(reader.model, engine::Enter{{found->second}});
  if (const auto found = reader.exits.find(name); found != reader.exits.end()) return add(reader.model, engine::Leave{{found->second}});
  if (const auto found = reader.groups.find(name); found != reader.groups.end()) {
    engine::Pick pick;
    pick.group = {found->second};
    pick.how = engine::Pick::How::in_order;
    return add(reader.model, pick);
  }
  if (const auto known = reader.rule_choices.find(name); known != reader.rule_choices.end()) {
    if (known->second == engine::ChoiceId::none_value) {
      reader.problem(node, "rule-without-end", "The rules lead round in a circle", "\"" + name + "\" leads back to itself, so nobody would ever arrive. Let one of them lead to a service or an exit.");
      return {0};
    }
    return {known->second};
  }
  if (const auto found = reader.rules.find(name); found != reader.rules.end()) {
    if (reader.rules_open >= most_rules) {
      reader.problem(node, "rules-too-deep", "Rules lead to rules without end", "More than " + std::to_string(most_rules) + " rules lead from one to the next before \"" + name + "\". Join some of them.");
      return {0};
    }
    reader.rule_choices[name] = engine::ChoiceId::none_value;  // being read: whoever meets it now goes round in a circle
    const Node& at = *found->second;
    reader.only(at, {"title", "when", "class", "segment", "area", "service", "next", "compliance", "then", "else"});
    engine::Rule rule;
    rule.name = name;
    rule.when = reader.condition(at);
    rule.compliance = reader.number_at(at, "compliance", 1, 0, 1);
    ++reader.rules_open;
    for (const char* key : {"then", "else"}) {
      const Node* side = at.find(key);
      if (side == nullptr) {
        reader.problem(at, "rule-incomplete", "A rule says where both kinds of people go", "The rule " + name + " needs " + std::string(key) + ".");
        continue;
      }
      (key[0] == 't' ? rule.then : rule.otherwise) = reader.choice(*side);
    }
    --reader.rules_open;
    const ChoiceId made = add(reader.model, rule);
    reader.rule_choices[name] = made.value;
    return made;
  }
  std::vector<std::string> known;
  for (const auto* names : {&reader.services, &reader.exits, &reader.groups}) {
    for (const auto& [each, at] : *names) known.push_back(each);
  }
  for (const auto& [each, at] : reader.rules) known.push_back(each);
  const std::string near = nearest_name(name, known);
  reader.problem(node, "destination-not-known", "There is nowhere of that name",
                 "\"" + name + "\" is no service, exit, group or rule of this model. " + (near.empty() ? "It has " + listed(known) + "." : "Is " + near + " meant?"));
  return {0};
}

ChoiceId picked(Reader& reader, const Node& node, const char* key, engine::Pick::How how) {
  reader.only(node, {key, "within", "with_room", "else"});
  engine::Pick pick;
  pick.how = how;
  pick.group = {reader.name(*node.find(key), reader.groups, "group")};
  if (const Node* within = node.find("within")) {
    const std::string word = reader.text(*within);
    if (word == "region") pick.within = engine::Pick::Within::own_region;
    else if (word == "locality") pick.within = engine::Pick::Within::own_locality;
    else reader.problem(*within, "limit-not-known", "There is no such limit", "\"" + word + "\": use region or locality, or leave it out.");
  }
  if (const Node* room = node.find("with_room")) pick.with_room = reader.truth(*room);
  if (const Node* other = node.find("else")) pick.if_none = reader.choice(*other);
  return add(reader.model, pick);
}

ChoiceId split(Reader& reader, const Node& node) {
  engine::Split out;
  out.name = node.path;
  for (const auto& [name, value] : node.members) {
    Node target = value;
    target.kind = Node::Kind::text;
    target.text = name;
    out.to.push_back(named(reader, target));
    out.weights.push_back(reader.share(value));
  }
  reader.sum_to_one(node, out.weights);
  return add(reader.model, out);
}

}  // namespace

engine::ChoiceId Reader::choice(const Node& node) {
  if (node.kind == Node::Kind::text) return named(*this, node);
  if (node.kind == Node::Kind::list) {
    engine::ByCondition cases;
    for (const Node& item : items(node)) {
      only(item, {"when", "class", "segment", "area", "service", "next", "to"});
      cases.when.push_back(condition(item));
      const Node* to = item.find("to");
      if (to == nullptr) problem(item, "case-incomplete", "A case says where to", item.path + " needs `to`.");
      else cases.to.push_back(choice(*to));
    }
    if (cases.when.empty() || !cases.when.back().everybody()) {
      problem(node, "case-missing", "Somebody would have nowhere to go", "The last case of " + node.path + " must be for everybody else: { to = … } without a condition.");
    }
    if (cases.when.size() == 1 && cases.to.size() == 1) return cases.to[0];
    return add(model, cases);
  }
  if (node.kind == Node::Kind::table) {
    static constexpr struct { const char* key; engine::Pick::How how; } ways[] = {{"nearest", engine::Pick::How::nearest},
                                                                               {"in_order", engine::Pick::How::in_order},
                                                                               {"shortest_queue", engine::Pick::How::shortest_queue},
                                                                               {"at_random", engine::Pick::How::at_random}};
    for (const auto& way : ways) {
      const Node* group = node.find(way.key);
      if (group != nullptr && group->kind == Node::Kind::text) return picked(*this, node, way.key, way.how);
    }
    return split(*this, node);
  }
  problem(node, "destination-wanted", "Where people go is wanted here", "Write a name, { name = probability, … }, or a list of cases.");
  return {0};
}

}  // namespace tributary::exchange::flow
