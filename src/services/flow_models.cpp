#include "services/flow_models.hpp"

#include <algorithm>
#include <utility>

#include "engines/flow/check.hpp"
#include "exchange/flow/document.hpp"
#include "exchange/flow/shipped_models.hpp"
#include "services/input_check.hpp"
#include "services/places.hpp"
#include "services/policy.hpp"
#include "services/ports/flow_store.hpp"
#include "services/ports/person_store.hpp"
#include "services/ports/place_store.hpp"

namespace tributary::services {

using domain::FlowModel;
using domain::FlowModelId;
using domain::FlowModelVersion;
namespace engine = flow_file::engine;

namespace {

constexpr std::size_t longest_model_text = 1 << 20, longest_model_tables = 12 << 20, most_tables = 20;

base::Result<FlowModel> find_model(Transaction& tx, const Actor& actor, FlowModelId id) {
  auto model = tx.flows().find(id);
  if (!model || !may_read(Thing::flow_model, relations_of(actor, scope_of_place(tx, model->place)))) return base::fail(not_found("flow model"));
  return *std::move(model);
}

base::Result<domain::Place> find_place_of_models(Transaction& tx, const Actor& actor, domain::PlaceId id) {
  auto place = tx.places().find(id);
  if (!place) return base::fail(not_found("place"));
  if (const auto may = require_read(Thing::flow_model, actor, scope_of_place(tx, id)); !may) return base::fail(may.error());
  return *std::move(place);
}

base::Problem too_large(const std::string& what, std::size_t most) {
  return {.kind = base::ProblemKind::too_large, .code = "model-too-large", .title = "That is too large", .detail = what + " may have " + std::to_string(most >> 20) + " MB. Give sums by area in place of single rows."};
}

base::Done check_sizes(const FlowModelVersion& version) {
  if (version.text.size() > longest_model_text) return base::fail(too_large("A model", longest_model_text));
  std::size_t all = 0;
  for (const domain::FlowTable& each : version.tables) all += each.text.size();
  if (all > longest_model_tables) return base::fail(too_large("The tables of a model together", longest_model_tables));
  if (version.tables.size() > most_tables)
    return base::fail({.code = "too-many-tables", .title = "There are too many tables", .detail = std::to_string(most_tables) + " is the most.", .field = "/tables"});
  return {};
}

// Checked in full, with title, hash and who made it.
base::Result<FlowModelVersion> complete(FlowModelVersion version, std::string& name, const Actor& actor, base::Instant now) {
  if (const auto fits = check_sizes(version); !fits) return base::fail(fits.error());
  InputCheck check;
  check.words(version.note, "/note", 2000);
  if (const auto good = check.done(); !good) return base::fail(good.error());
  const auto read = ReadFlowModel::read(name.empty() ? "model" : name, version.text, version.tables);
  if (!read) return base::fail(read.error());
  if (const auto good = (*read)->check_all(); !good) return base::fail(good.error());
  const auto made = (*read)->at({});
  if (!made) return base::fail(made.error());
  const engine::Model& model = (*made)->made.model;
  if (name.empty()) name = model.name;
  version.title = model.title.empty() ? model.name : model.title;
  check.name(name, "/text/name", 80);
  check.name(version.title, "/text/title", 200);
  if (const auto good = check.done(); !good) return base::fail(good.error());
  version.hash = (*read)->hash();
  version.made_by = actor.person;
  version.made = now;
  return version;
}

base::Result<FlowModelPage> add_to_place(const Context& context, const Actor& actor, FlowModel model, FlowModelVersion version) {
  auto complete_version = complete(std::move(version), model.name, actor, context.clock.now());
  if (!complete_version) return base::fail(complete_version.error());
  FlowModelId id;
  {
    const auto tx = context.database.write();
    for (const FlowModel& each : tx->flows().of_place(model.place)) {
      if (each.name == model.name)
        return base::fail({.kind = base::ProblemKind::conflict, .code = "model-there", .title = "The place has a model of that name",
                           .detail = "\"" + each.title + "\" is called " + each.name + " too. Open that model and add this to it as a version, or give this one a name of its own (name = \"…\" in its text)."});
    }
    id = tx->flows().add(model, *complete_version);
    tx->commit();
  }
  return flow_model_page(context, actor, id);
}

base::Done require_change(Transaction& tx, const Actor& actor, domain::PlaceId place) { return require_write(Thing::flow_model, actor, scope_of_place(tx, place)); }

FlowVersionView view_of(Transaction& tx, bool names, FlowModelVersion version) {
  FlowVersionView out{.version = std::move(version), .made_by_name = {}};
  if (names)
    if (const auto person = tx.people().find(out.version.made_by)) out.made_by_name = person->name;
  return out;
}

std::string place_name_of(Transaction& tx, domain::PlaceId id) {
  const auto place = tx.places().find(id);
  return place ? place->name : "";
}

void show(FlowModelPage& page, const ReadFlowModel& read) {
  const auto made = read.at({});
  if (!made) {
    page.problem = made.error();
    return;
  }
  const engine::Model& model = (*made)->made.model;
  page.about = model.about;
  page.unit = model.unit;
  page.length = model.run.length;
  page.replications = model.run.replications;
  for (const auto& each : read.factors()) page.factors.push_back({each, flow_file::as_it_stands(each, *(*made)->made.tree, flow_file::scenario_of(each, read.file().scenarios()))});
  for (const auto& each : read.file().scenarios()) page.scenarios.push_back({each.name, each.title.empty() ? each.name : each.title});
  page.measures = model.measures;
  page.evidence = model.evidence;
  page.leaves_out = model.leaves_out;
  for (const auto& each : (*made)->made.warnings) page.warnings.push_back(each.detail);
  for (const auto& each : engine::warnings_of(model)) page.warnings.push_back(each.detail);
  for (const auto& each : engine::contradictions(model)) page.warnings.push_back("Sources contradict each other: " + each);
}

FlowModelVersion shipped_version(const flow_file::ShippedModel& shipped) {
  FlowModelVersion out;
  out.text = std::string(shipped.text);
  for (const auto& [name, text] : shipped.tables) out.tables.push_back({name, std::string(text)});
  out.note = "As it ships.";
  return out;
}

std::optional<FlowRelative> origin_of(Transaction& tx, const FlowModel& model) {
  if (!model.adopted_from) return std::nullopt;
  const auto origin = tx.flows().find(model.adopted_from->model);
  if (!origin) return std::nullopt;
  return FlowRelative{.model = origin->id, .version = model.adopted_from->version, .latest = origin->latest, .title = origin->title, .place_name = place_name_of(tx, origin->place)};
}

}  // namespace

base::Result<FlowModelList> list_flow_models(const Context& context, const Actor& actor, domain::PlaceId id) {
  const auto tx = context.database.read();
  const auto place = find_place_of_models(*tx, actor, id);
  if (!place) return base::fail(place.error());
  FlowModelList out{.place_name = place->name, .models = tx->flows().of_place(id), .shipped = {}, .shipped_about = {}};
  out.may_add = may_write(Thing::flow_model, relations_of(actor, scope_of_place(*tx, id)));
  for (const auto& each : flow_file::shipped_models()) {
    if (std::ranges::find(out.models, each.name, &FlowModel::name) != out.models.end()) continue;
    out.shipped.push_back({each.name, each.title});
    out.shipped_about.push_back(each.about);
  }
  return out;
}

base::Result<OpenFlowModel> open_flow_model(const Context& context, Transaction& tx, const Actor& actor, FlowModelId id, std::optional<int> number) {
  auto model = find_model(tx, actor, id);
  if (!model) return base::fail(model.error());
  const auto versions = tx.flows().versions(id);
  const auto wanted = std::ranges::find(versions, number.value_or(model->latest), &FlowModelVersion::number);
  if (wanted == versions.end()) return base::fail(not_found("version of the flow model"));
  const int found = wanted->number;
  if (context.flow_models != nullptr)
    if (auto known = context.flow_models->find(wanted->hash)) return OpenFlowModel{.model = *std::move(model), .version = found, .read = std::move(known)};
  const auto version = tx.flows().version(id, found);
  if (!version) return base::fail(not_found("version of the flow model"));
  auto read = context.flow_models != nullptr ? context.flow_models->read(*model, *version) : ReadFlowModel::read(model->name, version->text, version->tables);
  if (!read) return base::fail(read.error());
  return OpenFlowModel{.model = *std::move(model), .version = found, .read = *std::move(read)};
}

base::Result<FlowModelPage> flow_model_page(const Context& context, const Actor& actor, FlowModelId id, std::optional<int> number) {
  const auto tx = context.database.read();
  auto model = find_model(*tx, actor, id);
  if (!model) return base::fail(model.error());
  auto version = tx->flows().version(id, number.value_or(model->latest));
  if (!version) return base::fail(not_found("version of the flow model"));
  const Scope scope = scope_of_place(*tx, model->place);
  const Relations relations = relations_of(actor, scope);
  const bool names = may_read(Thing::person, relations);
  FlowModelPage out;
  out.place_name = place_name_of(*tx, model->place);
  out.version = view_of(*tx, names, *std::move(version));
  for (FlowModelVersion& each : tx->flows().versions(id)) out.versions.push_back(view_of(*tx, names, std::move(each)));
  out.origin = origin_of(*tx, *model);
  for (const FlowModel& each : tx->flows().adopters(id))
    out.adopters.push_back({.model = each.id, .version = each.adopted_from->version, .latest = each.latest, .title = each.title, .place_name = place_name_of(*tx, each.place)});
  out.may_change = may_write(Thing::flow_model, relations);
  out.may_run = may_write(Thing::flow_run, relations);
  for (const domain::Place& each : tx->places().all())
    if (each.id != model->place && may_write(Thing::flow_model, relations_of(actor, scope_of_place(*tx, each.id)))) out.may_adopt_at.push_back(each);
  const auto open = open_flow_model(context, *tx, actor, id, out.version.version.number);
  if (open) show(out, *open->read);
  else out.problem = open.error();
  out.model = *std::move(model);
  return out;
}

base::Result<FlowModelPage> add_flow_model(const Context& context, const Actor& actor, domain::PlaceId place, const FlowModelInput& input) {
  {
    const auto tx = context.database.read();
    if (const auto found = find_place_of_models(*tx, actor, place); !found) return base::fail(found.error());
    if (const auto may = require_change(*tx, actor, place); !may) return base::fail(may.error());
  }
  FlowModel model{.id = {}, .place = place, .name = {}, .title = {}, .shipped = input.shipped, .adopted_from = {}};
  if (input.shipped.empty()) return add_to_place(context, actor, std::move(model), {.text = input.text, .tables = input.tables.value_or(std::vector<domain::FlowTable>{}), .note = input.note});
  const auto* shipped = flow_file::find_shipped_model(input.shipped);
  if (shipped == nullptr) return base::fail({.code = "shipped-unknown", .title = "No such model ships with the program", .detail = "See the list of this place's models for those that do.", .field = "/shipped"});
  model.name = shipped->name;
  return add_to_place(context, actor, std::move(model), shipped_version(*shipped));
}

base::Result<FlowModelPage> add_flow_version(const Context& context, const Actor& actor, FlowModelId id, int expected, const FlowModelInput& input) {
  std::optional<FlowModel> model;
  std::optional<FlowModelVersion> before;
  {
    const auto tx = context.database.read();
    auto found = find_model(*tx, actor, id);
    if (!found) return base::fail(found.error());
    if (const auto may = require_change(*tx, actor, found->place); !may) return base::fail(may.error());
    if (found->latest != expected) return base::fail(stale("flow model"));
    before = tx->flows().version(id, expected);
    model = *std::move(found);
  }
  FlowModelVersion next{.number = expected + 1, .title = {}, .text = input.text, .tables = input.tables ? *input.tables : before->tables, .hash = {}, .note = input.note, .made_by = {}, .made = {}};
  auto made = complete(std::move(next), model->name, actor, context.clock.now());
  if (!made) return base::fail(made.error());
  if (made->hash == before->hash)
    return base::fail({.code = "nothing-changed", .title = "Nothing is changed by that", .detail = "It is, byte for byte, version " + std::to_string(expected) + ".", .field = "/text"});
  {
    const auto tx = context.database.write();
    if (!tx->flows().add_version(id, *made, expected)) return base::fail(stale("flow model"));
    tx->commit();
  }
  return flow_model_page(context, actor, id);
}

base::Result<FlowModelPage> adopt_flow_model(const Context& context, const Actor& actor, FlowModelId id, std::optional<int> number, domain::PlaceId place) {
  FlowModel model{.id = {}, .place = place, .name = {}, .title = {}, .shipped = {}, .adopted_from = {}};
  std::optional<FlowModelVersion> version;
  {
    const auto tx = context.database.read();
    const auto from = find_model(*tx, actor, id);
    if (!from) return base::fail(from.error());
    if (!tx->places().find(place)) return base::fail(unknown_reference("place", "/place_id"));
    if (const auto may = require_change(*tx, actor, place); !may) return base::fail(may.error());
    version = tx->flows().version(id, number.value_or(from->latest));
    if (!version) return base::fail(not_found("version of the flow model"));
    model.name = from->name;
    model.adopted_from = domain::FlowOrigin{.model = id, .version = version->number};
    version->note = "Adopted from " + place_name_of(*tx, from->place) + ", version " + std::to_string(version->number) + ".";
  }
  version->number = 1;
  return add_to_place(context, actor, std::move(model), *std::move(version));
}

base::Result<std::string> flow_table_text(const Context& context, const Actor& actor, FlowModelId id, std::optional<int> number, const std::string& table) {
  const auto tx = context.database.read();
  const auto model = find_model(*tx, actor, id);
  if (!model) return base::fail(model.error());
  const auto version = tx->flows().version(id, number.value_or(model->latest));
  if (!version) return base::fail(not_found("version of the flow model"));
  const auto found = std::ranges::find(version->tables, table, &domain::FlowTable::name);
  if (found == version->tables.end()) return base::fail(not_found("table of the flow model"));
  return found->text;
}

base::Result<flow_file::TheoryReport> solve_flow_model(const Context& context, const Actor& actor, FlowModelId id, std::optional<int> version, const domain::FlowScenario& scenario) {
  std::optional<OpenFlowModel> open;
  {
    const auto tx = context.database.read();
    auto found = open_flow_model(context, *tx, actor, id, version);
    if (!found) return base::fail(found.error());
    open = *std::move(found);
  }
  const auto made = open->read->at(scenario);
  if (!made) return base::fail(made.error());
  const auto theory = open->read->theory_of(**made);
  if (!theory) return base::fail(theory.error());
  flow_file::TheoryReport out;
  flow_file::note(out, (*made)->made.model);
  out.hash = open->read->hash();
  out.version = TRIBUTARY_VERSION;
  out.solutions.push_back({(*made)->name, (*made)->title, **theory});
  return out;
}

}  // namespace tributary::services
