#include "exchange/flow/flow_model.hpp"

#include "engines/flow/check.hpp"

#include <algorithm>
#include <memory>

#include "exchange/flow/dated.hpp"
#include "exchange/flow/likeness.hpp"
#include "exchange/flow/model_parts.hpp"
#include "exchange/flow/unused.hpp"

namespace tributary::exchange::flow {

namespace {

constexpr std::ptrdiff_t longest_path = 32;

// The first problem, with the rest of them as its others.
base::Problem gathered(std::vector<base::Problem> problems) {
  base::Problem first = std::move(problems.front());
  first.others.assign(std::make_move_iterator(problems.begin() + 1), std::make_move_iterator(problems.end()));
  return first;
}

bool is_when(std::string_view key) { return key == "at" || key == "ramp" || key == "uptake" || key == "fidelity" || key == "decay"; }

base::Result<std::vector<Change>> changes_of(const Node& node) {
  std::vector<Change> out;
  for (const auto& [key, value] : node.members) {
    if ((key != "set" && key != "scale" && key != "add") || value.kind != Node::Kind::table) continue;
    const auto how = key == "set" ? Change::How::set : key == "scale" ? Change::How::scale : Change::How::add;
    for (const auto& [path, to] : value.members) {
      if (how != Change::How::set && to.kind != Node::Kind::number) {
        return base::fail(problem_at(to, "number-wanted", "A number is wanted here", "To " + key + " takes a number."));
      }
      out.push_back({how, path, to});
    }
  }
  return out;
}

base::Result<std::vector<ScenarioText>> scenarios_of(const Node& scenarios) {
  std::vector<ScenarioText> out;
  if (scenarios.kind != Node::Kind::table || scenarios.members.empty()) return base::fail(problem_at(scenarios, "table-wanted", "A table is wanted here", "Write [scenarios.NAME] with set, scale or add."));
  for (const auto& [name, node] : scenarios.members) {
    ScenarioText scenario;
    scenario.name = name;
    if (node.kind != Node::Kind::table) return base::fail(problem_at(node, "table-wanted", "A table is wanted here", "A scenario is a table: [scenarios." + name + ".set] and the like."));
    if (name == "base") return base::fail(problem_at(node, "scenario-name-taken", "A scenario can't be called base", "The model as it stands is called base. Give this one another name."));
    for (const auto& [key, value] : node.members) {
      const bool table = value.kind == Node::Kind::table;
      if (key == "title" && value.kind == Node::Kind::text) scenario.title = value.text;
      if (key == "title" || key == "note" || ((key == "set" || key == "scale" || key == "add") && table)) continue;
      if (key == "changes" && value.kind == Node::Kind::list && !value.items.empty()) continue;
      if (is_when(key) && node.find("at") != nullptr) continue;
      if (is_when(key)) return base::fail(problem_at(value, "at-missing", "A change says when it begins", "Give " + node.path + " an at: a date, or a time of the run."));
      return base::fail(problem_at(value, "key-not-known", "There is no such key here",
                             "A scenario has title, set, scale and add; at, ramp, uptake, fidelity and decay; and changes; \"" + key + "\" means nothing here."));
    }
    auto changes = changes_of(node);
    if (!changes) return base::fail(changes.error());
    if (node.find("at") != nullptr) scenario.dated.push_back({node, std::move(*changes)});
    else scenario.changes = std::move(*changes);
    if (const Node* parts = node.find("changes")) {
      for (const Node& part : parts->items) {
        for (const auto& [key, value] : part.members) {
          if (is_when(key) || key == "note" || key == "set" || key == "scale" || key == "add") continue;
          return base::fail(problem_at(value, "key-not-known", "There is no such key here", "A change has at, ramp, uptake, fidelity, decay, set, scale and add; \"" + key + "\" means nothing here."));
        }
        if (part.find("at") == nullptr) return base::fail(problem_at(part, "at-missing", "A change says when it begins", "Give " + part.path + " an at: a date, or a time of the run."));
        auto more = changes_of(part);
        if (!more) return base::fail(more.error());
        scenario.dated.push_back({part, std::move(*more)});
      }
    }
    if (scenario.dated.size() > engine::most_changes) {
      return base::fail(problem_at(node, "changes-too-many", "A scenario changes at too many dates", name + " has " + std::to_string(scenario.dated.size()) + " changes at a date; " +
                                                                                                  std::to_string(engine::most_changes) + " is the most. Join those of the same date."));
    }
    if (scenario.title.empty()) scenario.title = name;
    out.push_back(std::move(scenario));
  }
  return out;
}

// `{ value = 7.4, source = … }` is changed in its value; a list of probabilities or a distribution as a whole by `set`. What was
// written in a scenario then stands where the model has it: there its draws belong.
base::Done apply(Node& root, const Change& change);

// `services.*.beds`: of each service; by `scale` and `add` of each that has such a number of its own.
base::Done apply_to_each(Node& root, const Change& change, std::size_t star) {
  const std::string before = change.path.substr(0, star), after = change.path.substr(star + 2);
  const Node* all = at_path(root, before);
  std::vector<std::string> names;
  for (std::size_t i = 0; all != nullptr && i < all->members.size(); ++i) names.push_back(all->members[i].first);
  bool any = false;
  for (const std::string& name : names) {
    Change one = change;
    one.path = before + "." + name + after;
    if (change.how != Change::How::set && one.path.find('*') == std::string::npos && at_path(root, one.path) == nullptr) continue;
    if (auto done = apply(root, one); !done) return done;
    any = true;
  }
  if (!any) return base::fail(problem_at(change.value, "path-not-known", "The model has no such value", "\"" + change.path + "\": nothing in the model is so called, so it can't be changed."));
  return {};
}

base::Done apply(Node& root, const Change& change) {
  if (std::count(change.path.begin(), change.path.end(), '.') >= longest_path) {  // or a tree would grow without end, change by change
    return base::fail(problem_at(change.value, "path-not-known", "The model has no such value", "Nothing in a model stands so deep that its path has " + std::to_string(longest_path) + " dots."));
  }
  if (const std::size_t star = (change.path + ".").find(".*."); star != std::string::npos) return apply_to_each(root, change, star);
  Node* node = at_path(root, change.path);
  if (node == nullptr) {
    const std::string_view path = change.path;
    const std::size_t dot = path.rfind('.');
    Node* parent = at_path(root, dot == std::string_view::npos ? std::string_view() : path.substr(0, dot));
    if (change.how != Change::How::set || parent == nullptr || parent->kind != Node::Kind::table) {
      return base::fail(problem_at(change.value, "path-not-known", "The model has no such value", "\"" + change.path + "\" is not in the model, so it can't be changed."));
    }
    parent->members.emplace_back(std::string(path.substr(dot == std::string_view::npos ? 0 : dot + 1)), change.value);
    move_to(parent->members.back().second, change.path);
    return {};
  }
  if (node->kind == Node::Kind::table && node->find("about") != nullptr && change.how != Change::How::set) {  // its spread goes with it
    for (auto& [key, value] : node->members) {
      if (value.kind != Node::Kind::number) continue;
      if (change.how == Change::How::scale) value.number *= change.value.number, value.scaled = true;
      else if (key != "sd") value.number += change.value.number;
    }
    return {};
  }
  if (Node* value = node->kind == Node::Kind::table ? node->find("value") : nullptr; value != nullptr && change.value.kind == Node::Kind::number) node = value;
  if (change.how == Change::How::set) {
    const std::string path = node->path;
    *node = change.value;
    move_to(*node, path);
    return {};
  }
  if (node->kind != Node::Kind::number) {
    return base::fail(problem_at(change.value, "value-not-a-number", "The value can't be scaled", "\"" + change.path + "\" is no number. Use set, or name the number within it."));
  }
  node->scaled = node->scaled || change.how == Change::How::scale;
  node->number = change.how == Change::How::scale ? node->number * change.value.number : node->number + change.value.number;
  return {};
}

}  // namespace

void name_everything(Reader& reader, const Node& root) {
  engine::Model& model = reader.model;
  std::map<std::string, const char*, std::less<>> taken;  // what may stand after `to`
  const auto claim = [&](const Node& at, const std::string& name, const char* what) {
    const auto [found, fresh] = taken.try_emplace(name, what);
    if (!fresh) reader.problem(at, "name-taken", "A name is used twice", "\"" + name + "\" is a " + found->second + " and a " + what + ". Each needs a name of its own.");
  };
  if (const Node* classes = root.find("classes")) {
    for (const Node& item : classes->items) {
      model.classes.push_back(reader.text(item));
      if (!reader.classes.try_emplace(model.classes.back(), engine::count_of(model.classes) - 1).second) reader.problem(item, "name-taken", "A name is used twice", "The class \"" + item.text + "\" is named twice.");
    }
  }
  if (model.classes.empty()) model.classes = {"person"}, reader.classes = {{"person", 0}};
  if (const Node* exits = root.find("exits")) {
    for (const Node& item : exits->items) {
      model.exits.push_back(reader.text(item));
      reader.exits.try_emplace(model.exits.back(), engine::count_of(model.exits) - 1);
      claim(item, model.exits.back(), "exit");
    }
  }
  if (model.exits.empty()) model.exits = {"out"}, reader.exits = {{"out", 0}}, claim(root, "out", "exit (the only one, unless exits are named)");
  const auto each = [&](const char* key, auto&& add) {
    const Node* table = root.find(key);
    if (table == nullptr) return;
    for (const auto& [name, node] : table->members) add(name, node);
  };
  each("segments", [&](const std::string& name, const Node&) { reader.segments[name] = engine::count_of(model.segments), model.segments.push_back(name); });
  each("sites", [&](const std::string& name, const Node&) { reader.sites[name] = engine::count_of(model.sites), model.sites.push_back({name, {}, -1, -1}); });
  each("services", [&](const std::string& name, const Node& node) {
    claim(node, name, "service");
    reader.services[name] = engine::count_of(model.services);
    model.services.emplace_back().name = name;
  });
  each("pools", [&](const std::string& name, const Node& node) {
    reader.only(node, {"beds", "title", "note", "source"});
    reader.pools[name] = engine::count_of(model.pools);
    const Node* beds = node.find("beds");
    model.pools.push_back({name, beds == nullptr ? 0 : reader.count(*beds)});
  });
  each("attributes", [&](const std::string& name, const Node& node) {
    if (means_something(name)) reader.problem(node, "name-taken", "A name is used twice", "\"" + name + "\" means something in conditions already. Call the attribute something else.");
    reader.attributes[name] = engine::count_of(model.attributes);
    engine::Attribute& attribute = model.attributes.emplace_back();
    attribute.name = name;
    const Node* first = node.kind == Node::Kind::list && !node.items.empty() ? &node.items.front() : &node;
    const Node* unit = first->find("unit");
    const double known = unit == nullptr ? 0 : reader.unit_of(unit->text);
    reader.attribute_units.push_back(known > 0 ? known : 1);  // a word that is no unit is told where the draw is read
    if (const Node* levels = first->find("levels")) {
      for (const auto& [level, share] : levels->members) attribute.levels.push_back(level);
    }
  });
  each("outcomes", [&](const std::string& name, const Node&) {
    reader.outcomes[name] = engine::count_of(model.outcomes);
    model.outcomes.emplace_back().name = name;
  });
  each("rules", [&](const std::string& name, const Node& node) {
    claim(node, name, "rule");
    reader.rules[name] = &node;
  });
  each("groups", [&](const std::string& name, const Node& node) {
    claim(node, name, "group");
    reader.groups[name] = engine::count_of(model.groups);
    model.groups.push_back({name, {}});
    for (const auto at : reader.names(node, reader.services, "service")) model.groups.back().services.push_back({at});
  });
}

base::Result<ModelFile> ModelFile::read(std::string_view text, std::string_view file) {
  ModelFile out;
  auto root = read_document(text, file);
  if (!root) return base::fail(root.error());
  out.root_ = std::move(*root);
  if (const Node* scenarios = out.root_.find("scenarios")) {
    auto read = scenarios_of(*scenarios);
    if (!read) return base::fail(read.error());
    out.scenarios_ = std::move(*read);
    // What they change is in them: a tree that is copied for each scenario doesn't hold all scenarios.
    std::erase_if(out.root_.members, [](const auto& member) { return member.first == "scenarios"; });
  }
  return out;
}

base::Problem FlowModel::placed(base::Problem problem) const {
  if (problem.where.empty() && tree != nullptr) {
    const Node& at = nearest_at(*tree, problem.field);
    problem.where = &at == tree.get() ? at.file : where(at);
  }
  for (base::Problem& each : problem.others) each = placed(std::move(each));
  return problem;
}

std::vector<std::pair<std::string, std::string>> ModelFile::tables() const {
  std::vector<std::pair<std::string, std::string>> out;
  const auto add = [&out](std::string what, const Node* of) {
    const Node* table = of == nullptr ? nullptr : of->find("table");
    if (table != nullptr && table->kind == Node::Kind::text) out.emplace_back(std::move(what), table->text);
  };
  add("areas", root_.find("areas"));
  add("travel", root_.find("travel"));
  if (const Node* arrivals = root_.find("arrivals")) {
    for (const auto& [name, node] : arrivals->members) add("replay of " + name, node.find("replay"));
  }
  return out;
}

base::Done ModelFile::add_scenarios(std::string_view text, std::string_view file) {
  auto root = read_document(text, file);
  if (!root) return base::fail(root.error());
  const Node* scenarios = root->find("scenarios");
  if (scenarios == nullptr) return base::fail(problem_at(*root, "scenarios-missing", "The file holds no scenario", "Write [scenarios.NAME] with set, scale or add."));
  auto read = scenarios_of(*scenarios);
  if (!read) return base::fail(read.error());
  for (ScenarioText& each : *read) scenarios_.push_back(std::move(each));
  return {};
}

namespace {

// A scenario's trees: as it begins, then under each set of its changes at a date. Kept while replications are drawn from them.
struct Prepared {
  std::vector<Node> roots;
  std::vector<DatedChanges> dated;
  TableLoader tables;
};

base::Result<FlowModel> read_model(const Node& root, const Prepared& from, bool first, std::optional<random::Bits> replication, bool& unknowns) {
  FlowModel out;
  Reader reader(out.model, from.tables, replication);
  read_head(reader, root);
  if (first) {
    for (const DatedChanges& each : from.dated) read_when(reader, each);
  }
  name_everything(reader, root);
  read_geography(reader, root);
  read_attributes(reader, root);
  read_services(reader, root);
  read_arrivals(reader, root);
  read_outcomes(reader, root);
  read_measures(reader, root);
  read_run(reader, root);
  if (!reader.problems.empty()) return base::fail(gathered(std::move(reader.problems)));
  if (!reader.by_load.empty()) {
    if (auto done = engine::size_beds(out.model, reader.by_load); !done) return base::fail(done.error());
  }
  out.warnings = std::move(reader.warnings);
  unknowns = unknowns || reader.unknowns;
  return out;
}

base::Result<FlowModel> read_versions(const Prepared& from, std::optional<random::Bits> replication, bool& unknowns) {
  auto out = read_model(from.roots[0], from, true, replication, unknowns);
  for (std::size_t set = 1; out && set < from.roots.size(); ++set) {
    auto version = read_model(from.roots[set], from, false, replication, unknowns);
    if (!version) return version;
    if (const std::string why = replication ? std::string() : not_at_a_date(out->model, version->model); !why.empty()) {
      std::size_t last = 0;
      while (set >> (last + 1) != 0) ++last;
      return base::fail(problem_at(from.dated[last].given, "not-at-a-date", "That can't change at a date", why + " Change it from the start, in set, scale or add of the scenario itself."));
    }
    out->model.versions.push_back(std::move(version->model));
  }
  return out;
}

}  // namespace

base::Result<FlowModel> ModelFile::model(const ScenarioText* scenario, const TableLoader& tables) const {
  auto from = std::make_shared<Prepared>(Prepared{{root_}, {}, tables});
  if (scenario != nullptr) {
    from->dated = scenario->dated;
    for (const Change& change : scenario->changes) {
      if (auto done = apply(from->roots[0], change); !done) return base::fail(done.error());
    }
  }
  for (std::size_t set = 1; set < std::size_t{1} << from->dated.size(); ++set) {
    Node changed = from->roots[0];
    for (std::size_t i = 0; i < from->dated.size(); ++i) {
      if ((set >> i & 1U) == 0) continue;
      for (const Change& change : from->dated[i].changes) {
        if (auto done = apply(changed, change); !done) return base::fail(done.error());
      }
    }
    from->roots.push_back(std::move(changed));
  }
  for (Node& root : from->roots) {
    if (auto done = take_after(root); !done) return base::fail(done.error());
  }
  bool unknowns = false;
  auto out = read_versions(*from, {}, unknowns);
  if (out && scenario == nullptr) {
    for (base::Problem& each : never_used(root_, scenarios_)) out->warnings.push_back(std::move(each));
  }
  if (out) out->tree = std::shared_ptr<const Node>(from, from->roots.data());
  if (!out || !unknowns) return out;
  out->model.drawn = [from](std::uint64_t seed, std::uint64_t replication) -> base::Result<engine::Model> {
    bool ignored = false;
    auto made = read_versions(*from, random::replication_key(seed, replication), ignored);
    if (!made) return base::fail(made.error());
    if (auto done = engine::check_people(made->model); !done) return base::fail(done.error());
    return std::move(made->model);
  };
  return out;
}

}  // namespace tributary::exchange::flow
