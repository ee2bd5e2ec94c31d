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


// The first problem, with the rest of them as its others.
base::Problem gathered(std::vector<base::Problem> problems) {
  base::Problem first = std::move(problems.front());
  first.others.assign(std::make_move_iterator(problems.begin() + 1), std::make_move_iterator(problems.end()));
  return first;
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
  }
  if (const Node* factors = out.root_.find("factors")) {
    auto read = factors_of(*factors, out.root_);
    if (!read) return base::fail(read.error());
    out.factors_ = std::move(*read);
  }
  // What they change is in them: a tree that is copied for each scenario doesn't hold all scenarios.
  std::erase_if(out.root_.members, [](const auto& member) { return member.first == "scenarios" || member.first == "factors"; });
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
  const auto add = [&out](const std::string& what, const Node* of) {
    const Node* table = of == nullptr ? nullptr : of->find("table");
    if (table == nullptr) return;
    if (table->kind == Node::Kind::text) out.emplace_back(what, table->text);
    for (const Node& each : table->items) {
      if (each.kind == Node::Kind::text) out.emplace_back(what, each.text);
    }
  };
  add("areas", root_.find("areas"));
  add("travel", root_.find("travel"));
  if (const Node* arrivals = root_.find("arrivals")) {
    for (const auto& [name, node] : arrivals->members) add("replay of " + name, node.find("replay"));
  }
  return out;
}

std::vector<std::string> ModelFile::all_tables() const {
  std::vector<std::string> out;
  const auto add = [&out](const Node& name) {
    if (name.kind == Node::Kind::text && std::ranges::find(out, name.text) == out.end()) out.push_back(name.text);
    for (const Node& each : name.items) {
      if (each.kind == Node::Kind::text && std::ranges::find(out, each.text) == out.end()) out.push_back(each.text);
    }
  };
  for (const auto& [what, name] : tables()) {
    if (std::ranges::find(out, name) == out.end()) out.push_back(name);
  }
  // In a scenario a table's name stands alone, or in what takes the place of the areas, of travel or of arrivals.
  const auto within = [&add](const auto& self, const Node& node) -> void {
    for (const auto& [key, value] : node.members) {
      if (key == "table") add(value);
      self(self, value);
    }
    for (const Node& each : node.items) self(self, each);
  };
  const auto of = [&](const Change& change) {
    if (change.path.ends_with(".table")) add(change.value);
    else within(within, change.value);
  };
  for (const ScenarioText& scenario : scenarios_) {
    for (const Change& each : scenario.changes) of(each);
    for (const DatedChanges& dated : scenario.dated) {
      for (const Change& each : dated.changes) of(each);
    }
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

base::Result<FlowModel> read_model(const Node& root, const Prepared& from, bool first, std::optional<random::Bits> replication, const UnknownShares* shares = nullptr) {
  FlowModel out;
  Reader reader(out.model, from.tables, replication, shares);
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
  out.unknowns.assign(reader.unknowns.begin(), reader.unknowns.end());
  return out;
}

base::Result<FlowModel> read_versions(const Prepared& from, std::optional<random::Bits> replication, const UnknownShares* shares = nullptr) {
  auto out = read_model(from.roots[0], from, true, replication, shares);
  for (std::size_t set = 1; out && set < from.roots.size(); ++set) {
    auto version = read_model(from.roots[set], from, false, replication, shares);
    if (!version) return version;
    if (const std::string why = replication ? std::string() : not_at_a_date(out->model, version->model); !why.empty()) {
      std::size_t last = 0;
      while (set >> (last + 1) != 0) ++last;
      return base::fail(problem_at(from.dated[last].given, "not-at-a-date", "That can't change at a date", why + " Change it from the start, in set, scale or add of the scenario itself."));
    }
    for (std::string& each : version->unknowns) {
      if (std::ranges::find(out->unknowns, each) == out->unknowns.end()) out->unknowns.push_back(std::move(each));
    }
    out->model.versions.push_back(std::move(version->model));
  }
  return out;
}

}  // namespace

base::Result<FlowModel> ModelFile::model(const ScenarioText* scenario, const TableLoader& tables, const UnknownShares* shares) const {
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
  auto out = read_versions(*from, {}, shares);
  if (out && scenario == nullptr) {
    for (base::Problem& each : never_used(root_, scenarios_)) out->warnings.push_back(std::move(each));
  }
  if (out) out->tree = std::shared_ptr<const Node>(from, from->roots.data());
  if (!out || out->unknowns.empty() || shares != nullptr) return out;
  out->model.drawn = [from](std::uint64_t seed, std::uint64_t replication) -> base::Result<engine::Model> {
    auto made = read_versions(*from, random::replication_key(seed, replication));
    if (!made) return base::fail(made.error());
    if (auto done = engine::check_people(made->model); !done) return base::fail(done.error());
    return std::move(made->model);
  };
  return out;
}

}  // namespace tributary::exchange::flow
