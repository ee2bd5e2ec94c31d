// What services/imports.hpp declares of imports that were made, and of recipes that are kept.
#include <algorithm>

#include "base/check.hpp"
#include "exchange/recipe_json.hpp"
#include "services/answer_basis.hpp"
#include "services/answers.hpp"
#include "services/imports.hpp"
#include "services/measures.hpp"
#include "services/problems.hpp"
#include "services/signals.hpp"

namespace tributary::services {

using domain::Import;
using domain::ImportId;

namespace {

base::Problem recipe_name_taken() {
  return {.kind = base::ProblemKind::conflict, .code = "name-taken", .title = "A recipe of that name is kept already",
          .detail = "Give this one another name, or delete that one.", .field = "/name"};
}

// Who may write all that it brought data to.
bool may_undo(Transaction& tx, const Actor& actor, ImportId id) {
  const auto kinds = tx.measures().kinds_of_import(id);
  return !kinds.empty() && std::ranges::all_of(kinds, [&](const StandingMeasure& each) {
    return may_read_measure(actor, each) && require_measure_write(actor, each).has_value();
  });
}

ImportView view_of(Transaction& tx, const Actor& actor, Import import) {
  constexpr int looked_at = 10;
  constexpr std::size_t most = 3;
  ImportView view{.import = std::move(import)};
  view.may_undo = may_undo(tx, actor, view.import.id);
  for (StandingMeasure& each : tx.measures().first_of_import(view.import.id, looked_at)) {
    if (view.first_measures.size() == most) break;
    if (!may_read_measure(actor, each)) continue;
    const bool there = find_readable(tx, actor, each.measure.id).has_value();
    view.first_measures.push_back({.id = there ? each.measure.id : domain::MeasureId{}, .name = std::move(each.measure.name),
                                   .home = home_of(tx, actor, each.measure.owner)});
  }
  return view;
}

base::Result<ImportView> find_view(Transaction& tx, const Actor& actor, ImportId id) {
  auto import = tx.imports().find(id);
  if (!import) return base::fail(not_found("import"));
  ImportView view = view_of(tx, actor, *std::move(import));
  if (!view.may_undo && view.import.made_by != actor.person) return base::fail(not_found("import"));
  return view;
}

base::Result<ImportView> find_to_undo(Transaction& tx, const Actor& actor, ImportId id) {
  auto view = find_view(tx, actor, id);
  if (view && !view->may_undo)
    return base::fail({.kind = base::ProblemKind::forbidden, .code = "forbidden", .title = "You can't do that",
                       .detail = "It brought data to measures that you may no longer change. Ask whoever may."});
  return view;
}

// What the measures of an import say changes, of removed ones too, with no second value of a period among it.
template <class Change>
base::Done change_values(Transaction& tx, ImportId id, base::Instant now, Change change) {
  const auto measures = tx.measures().measures_of_import(id);
  std::vector<std::vector<domain::Observation>> was;
  for (const domain::MeasureId each : measures) was.push_back(tx.measures().current(each));
  change();
  for (std::size_t i = 0; i < measures.size(); ++i) {
    if (const auto good = one_a_period(predicted_measure(tx, measures[i]), was[i], tx.measures().current(measures[i]), ""); !good) return good;
    observations_changed(tx, measures[i], now);
  }
  return {};
}

}  // namespace

base::Result<ImportView> find_import(const Context& context, const Actor& actor, ImportId id) {
  return find_view(*context.database.read(), actor, id);
}

base::Result<std::vector<ImportView>> list_imports(const Context& context, const Actor& actor,
                                                   std::optional<domain::MeasureId> measure) {
  constexpr int most = 50;
  const auto tx = context.database.read();
  std::vector<Import> found;
  if (measure) {
    const auto standing = find_readable(*tx, actor, *measure);
    if (!standing) return base::fail(standing.error());
    found = tx->imports().into(*measure, most);
    if (!may_read_notes(actor, *standing))
      for (Import& each : found) each.file_name.clear();
  } else {
    found = tx->imports().made_by(actor.person, most);
  }
  std::vector<ImportView> out;
  for (Import& each : found) out.push_back(view_of(*tx, actor, std::move(each)));
  return out;
}

base::Result<ImportView> undo_import(const Context& context, const Actor& actor, ImportId id) {
  const auto tx = context.database.write();
  const auto view = find_to_undo(*tx, actor, id);
  if (!view) return view;
  if (view->import.voided)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "already-undone", .title = "It is undone already",
                       .detail = "Redo it to have its data back."});
  const base::Instant now = context.clock.now();
  const auto changed = change_values(*tx, id, now, [&] {
    tx->imports().set_voided(id, now, actor.person);
    tx->measures().delete_empty_of_import(id, now);
  });
  if (!changed) return base::fail(changed.error());
  auto after = find_view(*tx, actor, id);
  draw_due_signals(*tx);
  tx->commit();
  return after;
}

base::Result<ImportView> redo_import(const Context& context, const Actor& actor, ImportId id) {
  const auto tx = context.database.write();
  const auto view = find_to_undo(*tx, actor, id);
  if (!view) return view;
  if (!view->import.voided)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "not-undone", .title = "It isn't undone",
                       .detail = "Its data are in force."});
  const auto changed = change_values(*tx, id, context.clock.now(), [&] {
    tx->measures().restore_of_import(id);
    tx->imports().set_voided(id, std::nullopt, actor.person);
  });
  if (!changed) return base::fail(changed.error());
  auto after = find_view(*tx, actor, id);
  draw_due_signals(*tx);
  tx->commit();
  return after;
}

base::Result<KeptRecipe> keep_recipe(const Context& context, const Actor& actor, const domain::Owner& owner,
                                     const std::string& name, const exchange::Recipe& recipe) {
  auto words = read_name(name, "/name");
  if (!words) return base::fail(words.error());
  if (const auto good = exchange::check_recipe(recipe); !good) return base::fail(good.error());
  const auto tx = context.database.write();
  if (const auto may = require_owner(*tx, actor, owner); !may) return base::fail(may.error());
  KeptRecipe kept{.name = *std::move(words), .owner = owner, .mapping = exchange::recipe_to_text(recipe), .created_by = actor.person};
  for (const KeptRecipe& each : tx->imports().recipes_of(owner))
    if (each.name == kept.name) return base::fail(recipe_name_taken());
  kept.id = tx->imports().add_recipe(kept, context.clock.now());
  tx->commit();
  return kept;
}

base::Result<std::vector<KeptRecipe>> list_recipes(const Context& context, const Actor& actor, const domain::Owner& owner) {
  const auto tx = context.database.read();
  if (const auto may = require_owner(*tx, actor, owner); !may) return base::fail(may.error());
  return tx->imports().recipes_of(owner);
}

base::Done delete_recipe(const Context& context, const Actor& actor, domain::RecipeId id) {
  const auto tx = context.database.write();
  const auto kept = tx->imports().find_recipe(id);
  if (!kept || !require_owner(*tx, actor, kept->owner)) return base::fail(not_found("recipe"));
  tx->imports().set_recipe_deleted(id, context.clock.now());
  tx->commit();
  return {};
}

base::Result<KeptRecipe> restore_recipe(const Context& context, const Actor& actor, domain::RecipeId id) {
  const auto tx = context.database.write();
  auto kept = tx->imports().find_deleted_recipe(id);
  if (!kept) kept = tx->imports().find_recipe(id);
  if (!kept || !require_owner(*tx, actor, kept->owner)) return base::fail(not_found("recipe"));
  for (const KeptRecipe& each : tx->imports().recipes_of(kept->owner))
    if (each.name == kept->name && each.id != id) return base::fail(recipe_name_taken());
  tx->imports().set_recipe_deleted(id, std::nullopt);
  kept = tx->imports().find_recipe(id);
  tx->commit();
  return *std::move(kept);
}

}  // namespace tributary::services
