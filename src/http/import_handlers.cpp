#include "http/import_handlers.hpp"

#include <nlohmann/json.hpp>

#include "exchange/recipe_json.hpp"
#include "exchange/shipped_recipes.hpp"
#include "http/drawing_json.hpp"
#include "http/import_json.hpp"
#include "http/job_handlers.hpp"
#include "http/json.hpp"
#include "http/sheet_input.hpp"
#include "services/chart_choice.hpp"
#include "services/charts.hpp"

namespace tributary::http {

namespace {

constexpr std::uint32_t most_rows_at_once = 2'000;  // more run as a job

base::Result<Response> answered(const base::Result<services::ImportView>& view) {
  if (!view) return base::fail(view.error());
  JsonText out(512);
  write_import(out, *view);
  return reply(200, out);
}

Json recipe_json(const services::KeptRecipe& kept) {
  return {{"id", kept.id.value}, {"shipped", false}, {"name", kept.name}, {"place_id", to_json(kept.owner.place)},
          {"project_id", to_json(kept.owner.project)}, {"recipe", Json::parse(kept.mapping)}};
}

Json recipe_json(const exchange::ShippedRecipe& shipped) {
  return {{"id", nullptr}, {"shipped", true}, {"name", shipped.name}, {"place_id", nullptr}, {"project_id", nullptr},
          {"recipe", Json(exchange::to_json(shipped.recipe))}};
}

}  // namespace

base::Result<Response> preview_chart(const Request& request, const services::Context& context) {
  const auto in = read_chart_input(request);
  if (!in) return base::fail(in.error());
  const auto read = services::understand(context, request.actor(), in->sheet);
  if (!read) return base::fail(read.error());
  if (in->series >= read->measures.size())
    return base::fail({.code = "series-unknown", .title = "There is no such series",
                       .detail = "The cells hold " + std::to_string(read->measures.size()) + ", counted from 0.", .field = "/series"});
  domain::Measure measure = read->measures[in->series];
  const auto choice = services::chart_choice(measure, read->observations[in->series]);
  const bool said = read->recipe.measures[read->preview.measures[in->series].rule].chart.has_value();
  if (!said && !choice.charts.empty()) measure.chart = choice.charts.front();
  const auto drawing = services::draw(measure, read->observations[in->series], {}, {});
  if (!drawing) return base::fail(drawing.error());

  services::ImportTotals totals{.read = read->preview.totals, .measures_made = static_cast<int>(read->measures.size()),
                                .fresh = static_cast<int>(read->preview.totals.observations)};
  JsonText out(16 * 1024);
  out.object();
  out.key("preview");
  write_preview(out, *read, {}, totals, 1, 200);
  out.whole("series", static_cast<std::int64_t>(in->series));
  out.text("name", measure.name);
  out.text("unit", measure.unit);
  out.text("quantity", base::word(measure.quantity));
  out.number("scale", measure.scale);
  out.text("direction", base::word(measure.direction));
  out.text("interval", base::word(measure.interval));
  out.key("charts");
  out.array();
  for (const domain::ChartKind each : choice.charts) out.text(base::word(each));
  out.end(']');
  out.text("suggested_because", choice.because);
  out.key("drawing");
  write_drawing(out, measure, read->observations[in->series], {}, {}, *drawing);
  out.end('}');
  return reply(200, out);
}

base::Result<Response> preview_import(const Request& request, const services::Context& context) {
  const auto in = read_import_input(request);
  if (!in) return base::fail(in.error());
  const auto preview = services::preview_import(context, request.actor(), in->sheet);
  if (!preview) return base::fail(preview.error());
  JsonText out(64 * 1024);
  write_preview(out, preview->understood, preview->changes, preview->totals, in->rows_from, in->rows_count, preview->asks);
  return reply(200, out);
}

base::Result<Response> find_columns(const Request& request, const services::Context& context) {
  const auto in = read_import_input(request);
  if (!in) return base::fail(in.error());
  const auto found = services::columns_of(context, request.actor(), in->sheet);
  if (!found) return base::fail(found.error());
  JsonText out;
  write_sheet_columns(out, *found);
  return reply(200, out);
}

base::Result<Response> post_import(const Request& request, const services::Context& context) {
  const auto in = read_import_input(request);
  if (!in) return base::fail(in.error());
  if (context.jobs != nullptr && in->sheet.table.rows() > most_rows_at_once) {
    // What is refused is told now; and nothing about people comes to rest in a job's input.
    const auto good = services::preview_import(context, request.actor(), in->sheet);
    if (!good) return base::fail(good.error());
    if (const auto sure = services::check_sure(*good, in->sheet); !sure) return base::fail(sure.error());
    return reply_job(202, context.jobs->add(request.actor(), "import", request.body));
  }
  const auto done = services::store_import(context, request.actor(), in->sheet);
  if (!done) return base::fail(done.error());
  JsonText out;
  write_imported(out, *done);
  return reply(done->import.stored() ? 201 : 200, out);
}

services::JobWork import_work() {
  return {.run = [](const services::Context& context, const services::Actor& actor, const std::string& input,
                    const services::Progress& progress) -> base::Result<std::string> {
            Request request;
            request.body = input;
            request.visitor = services::Visitor{.actor = actor, .csrf = {}};
            const auto in = read_import_input(request);
            if (!in) return base::fail(in.error());
            const auto done = services::store_import(context, actor, in->sheet, progress);
            if (!done) return base::fail(done.error());
            JsonText out;
            write_imported(out, *done);
            return out.take();
          },
          .repeatable = true};  // what is current already isn't stored again
}

base::Result<Response> list_imports(const Request& request, const services::Context& context) {
  const auto measure = number_in_query(request, "measure_id");
  if (!measure) return base::fail(measure.error());
  const auto imports = services::list_imports(context, request.actor(),
                                              *measure ? std::optional(domain::MeasureId{**measure}) : std::nullopt);
  if (!imports) return base::fail(imports.error());
  JsonText out;
  out.object();
  out.key("imports");
  out.array();
  for (const services::ImportView& each : *imports) write_import(out, each);
  out.end(']');
  out.end('}');
  return reply(200, out);
}

base::Result<Response> get_import(const Request& request, const services::Context& context) {
  return answered(services::find_import(context, request.actor(), id_in_path<domain::ImportId>(request)));
}

base::Result<Response> undo_import(const Request& request, const services::Context& context) {
  return answered(services::undo_import(context, request.actor(), id_in_path<domain::ImportId>(request)));
}

base::Result<Response> redo_import(const Request& request, const services::Context& context) {
  return answered(services::redo_import(context, request.actor(), id_in_path<domain::ImportId>(request)));
}

base::Result<Response> list_recipes(const Request& request, const services::Context& context) {
  const auto place = number_in_query(request, "place_id");
  if (!place) return base::fail(place.error());
  const auto project = number_in_query(request, "project_id");
  if (!project) return base::fail(project.error());
  domain::Owner owner;
  if (*project) owner.project = domain::ProjectId{**project};
  else if (*place) owner.place = domain::PlaceId{**place};
  else owner.person = request.actor().person;
  const auto kept = services::list_recipes(context, request.actor(), owner);
  if (!kept) return base::fail(kept.error());
  Json out = Json::array();
  for (const services::KeptRecipe& each : *kept) out.push_back(recipe_json(each));
  for (const exchange::ShippedRecipe& each : exchange::shipped_recipes()) out.push_back(recipe_json(each));
  return reply(200, {{"recipes", out}});
}

base::Result<Response> post_recipe(const Request& request, const services::Context& context) {
  Fields in(request);
  const std::string name = in.text("name");
  domain::Owner owner{.place = in.optional_id<domain::PlaceId>("place_id"), .project = in.optional_id<domain::ProjectId>("project_id"), .person = {}};
  if (!owner.place && !owner.project) owner.person = request.actor().person;
  auto recipe = exchange::recipe_from_json(nlohmann::json(in.raw("recipe")));
  if (!recipe) {
    base::Problem problem = recipe.error();
    problem.field = "/recipe" + problem.field;
    in.note(std::move(problem));
  }
  if (const auto problem = in.problem()) return base::fail(*problem);
  const auto kept = services::keep_recipe(context, request.actor(), owner, name, *recipe);
  if (!kept) return base::fail(kept.error());
  return reply(201, recipe_json(*kept));
}

base::Result<Response> delete_recipe(const Request& request, const services::Context& context) {
  const auto done = services::delete_recipe(context, request.actor(), id_in_path<domain::RecipeId>(request));
  if (!done) return base::fail(done.error());
  return nothing();
}

base::Result<Response> restore_recipe(const Request& request, const services::Context& context) {
  const auto kept = services::restore_recipe(context, request.actor(), id_in_path<domain::RecipeId>(request));
  if (!kept) return base::fail(kept.error());
  return reply(200, recipe_json(*kept));
}

}  // namespace tributary::http
