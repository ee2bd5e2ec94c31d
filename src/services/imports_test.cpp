#include "services/imports.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "exchange/shipped_recipes.hpp"
#include "services/charts.hpp"
#include "services/measures.hpp"
#include "services/ports/prediction_store.hpp"
#include "services/ports/test_store.hpp"
#include "tests/measured_place.hpp"

namespace tributary::services {

using test::MeasuredPlace;

namespace {

exchange::Recipe falls_recipe() {
  exchange::Recipe recipe;
  recipe.name = "Falls by ward";
  recipe.date = "Month";
  recipe.measures = {{.name = "{Ward}: falls", .kind = exchange::ValueKind::count, .value = "Falls", .unit = "falls",
                      .direction = exchange::Direction::lower}};
  return recipe;
}

Sheet sheet_of(const MeasuredPlace& at, std::string_view cells) {
  auto table = exchange::read_cells(cells);
  REQUIRE(table.has_value());
  return {.table = *std::move(table), .recipe = falls_recipe(), .kept_recipe = {}, .shipped_recipe = {}, .into = {.place = at.place}};
}

constexpr std::string_view two_wards =
    "Month,Ward,Falls\nJan-26,A,4\nFeb-26,A,5\nJan-26,B,1\nFeb-26,B,*\n";

std::vector<domain::Observation> stored(const MeasuredPlace& at, const std::string& name) {
  const auto tx = at.database->read();
  const auto id = tx->measures().find_by_series({.place = at.place}, name);
  return id ? tx->measures().current(*id) : std::vector<domain::Observation>{};
}

}  // namespace

TEST_CASE("a sheet makes its measures once; next month finds them again and stores only what is new") {
  const MeasuredPlace at;
  const auto preview = preview_import(at.context, at.analyst, sheet_of(at, two_wards));
  REQUIRE(preview.has_value());
  CHECK(preview->totals.measures_made == 2);
  CHECK(stored(at, "A: falls").empty());

  const auto first = store_import(at.context, at.analyst, sheet_of(at, two_wards));
  REQUIRE(first.has_value());
  CHECK(first->totals.fresh == 4);
  CHECK(stored(at, "A: falls").at(1).value == 5.0);
  CHECK(stored(at, "B: falls").at(1).note == "suppressed");

  const auto again = store_import(at.context, at.analyst, sheet_of(at, two_wards));
  CHECK_FALSE(again->import.stored());
  CHECK(again->totals.unchanged == 4);

  const auto next = store_import(at.context, at.analyst, sheet_of(at, "Month,Ward,Falls\nFeb-26,A,6\nMar-26,A,7\n"));
  CHECK(next->totals.measures_made == 0);
  CHECK(next->totals.fresh == 1);
  CHECK(next->totals.revised == 1);
  CHECK(stored(at, "A: falls").size() == 3);
}

TEST_CASE("an import can be undone, with the measures that it made, and redone") {
  const MeasuredPlace at;
  const auto first = store_import(at.context, at.analyst, sheet_of(at, two_wards));
  const auto second = store_import(at.context, at.analyst, sheet_of(at, "Month,Ward,Falls\nFeb-26,A,6\nFeb-26,C,1\n"));
  REQUIRE(second.has_value());
  CHECK(stored(at, "A: falls").at(1).value == 6.0);

  const auto undone = undo_import(at.context, at.analyst, second->import);
  REQUIRE(undone.has_value());
  CHECK(undone->import.voided.has_value());
  CHECK(stored(at, "A: falls").at(1).value == 5.0);
  CHECK(stored(at, "C: falls").empty());
  CHECK(list_measures(at.context, at.analyst, {.place = at.place}, 50, 0)->total == 2);
  CHECK(undo_import(at.context, at.analyst, second->import).error().code == "already-undone");

  REQUIRE(redo_import(at.context, at.analyst, second->import).has_value());
  CHECK(stored(at, "A: falls").at(1).value == 6.0);
  CHECK(stored(at, "C: falls").size() == 1);
  CHECK(undo_import(at.context, at.executive, first->import).error().code == "not-found");
}

TEST_CASE("what is pasted after an import was undone is of the measure that went with it, not of a second one") {
  MeasuredPlace at;
  const auto first = store_import(at.context, at.analyst, sheet_of(at, "Month,Ward,Falls\nJan-26,A,4\nFeb-26,A,9\n"));
  const domain::MeasureId measure = first->measures.at(0);
  at.clock.set(at.clock.now() + std::chrono::seconds{1});
  REQUIRE(undo_import(at.context, at.analyst, first->import).has_value());

  const Sheet mended = sheet_of(at, "Month,Ward,Falls\nJan-26,A,4\nFeb-26,A,5\n");
  const auto preview = preview_import(at.context, at.analyst, mended);
  REQUIRE(preview.has_value());
  CHECK(preview->totals.measures_made == 0);
  CHECK(preview->changes.at(0).found == measure);
  CHECK(preview->changes.at(0).comes_back);
  CHECK(list_measures(at.context, at.analyst, {.place = at.place}, 50, 0)->total == 0);

  const auto second = store_import(at.context, at.analyst, mended);
  CHECK(second->measures.at(0) == measure);
  CHECK(stored(at, "A: falls").at(1).value == 5.0);
  CHECK(list_measures(at.context, at.analyst, {.place = at.place}, 50, 0)->total == 1);

  // And goes and comes with either.
  at.clock.set(at.clock.now() + std::chrono::seconds{1});
  REQUIRE(undo_import(at.context, at.analyst, second->import).has_value());
  CHECK(list_measures(at.context, at.analyst, {.place = at.place}, 50, 0)->total == 0);
  REQUIRE(redo_import(at.context, at.analyst, first->import).has_value());
  CHECK(stored(at, "A: falls").at(1).value == 9.0);
  CHECK(list_measures(at.context, at.analyst, {.place = at.place}, 50, 0)->total == 1);
}

TEST_CASE("a measure that an undone import called otherwise is found by its own name again") {
  const MeasuredPlace at;
  const domain::MeasureId measure = at.place_measure({.name = "A: falls"});
  Sheet wrong = sheet_of(at, "Month,Ward,Falls\nJan-26,B,4\n");
  wrong.measure = measure;
  const auto imported = store_import(at.context, at.analyst, wrong);
  REQUIRE(imported.has_value());
  REQUIRE(undo_import(at.context, at.analyst, imported->import).has_value());

  const auto mended = store_import(at.context, at.analyst, sheet_of(at, "Month,Ward,Falls\nJan-26,A,5\n"));
  CHECK(mended->totals.measures_made == 0);
  CHECK(mended->measures.at(0) == measure);
  CHECK(preview_import(at.context, at.analyst, sheet_of(at, "Month,Ward,Falls\nFeb-26,A,5\n"))->changes.at(0).found == measure);
}

TEST_CASE("a measure that several imports feed goes when nothing of it is in force, and comes back with any of them") {
  MeasuredPlace at;
  const auto first = store_import(at.context, at.analyst, sheet_of(at, "Month,Ward,Falls\nJan-26,A,4\n"))->import;
  const auto second = store_import(at.context, at.analyst, sheet_of(at, "Month,Ward,Falls\nFeb-26,A,6\n"))->import;
  const auto turn = [&](bool undo, domain::ImportId import) {
    at.clock.set(at.clock.now() + std::chrono::seconds{1});
    const auto done = undo ? undo_import(at.context, at.analyst, import) : redo_import(at.context, at.analyst, import);
    REQUIRE(done.has_value());
    return stored(at, "A: falls").size();
  };
  CHECK(turn(true, second) == 1);
  CHECK(turn(true, first) == 0);
  CHECK(turn(false, second) == 1);  // made by the other, which stays undone
  CHECK(turn(false, first) == 2);
  CHECK(turn(true, first) == 1);
  CHECK(turn(true, second) == 0);
  CHECK(list_measures(at.context, at.analyst, {.place = at.place}, 50, 0)->total == 0);
  CHECK(turn(false, first) == 1);
}

TEST_CASE("a preview tells what a changed value replaces, and counts gaps apart from values") {
  const MeasuredPlace at;
  REQUIRE(store_import(at.context, at.analyst, sheet_of(at, "Month,Ward,Falls\nJan-25,A,12\nFeb-25,A,9\n")).has_value());
  const auto preview = preview_import(at.context, at.analyst, sheet_of(at, "Month,Ward,Falls\nJan-25,A,55\nFeb-25,A,9\nMar-25,A,*\nApr-25,A,4\n"));
  REQUIRE(preview.has_value());
  CHECK(preview->totals.fresh == 2);
  CHECK(preview->totals.fresh_gaps == 1);
  REQUIRE(preview->changes.at(0).first_revised.size() == 1);
  CHECK(preview->changes.at(0).first_revised[0].was == 12.0);
  CHECK(preview->changes.at(0).first_revised[0].now == 55.0);
}

TEST_CASE("an import of a project that was removed says whose values they were, and links to nothing") {
  const MeasuredPlace at;
  Sheet sheet = sheet_of(at, "Month,Ward,Falls\nJan-25,A,12\n");
  sheet.into = {.project = at.project};
  REQUIRE(store_import(at.context, at.lead, sheet).has_value());
  CHECK(list_imports(at.context, at.lead, std::nullopt)->at(0).first_measures.at(0).id.stored());
  CHECK_FALSE(list_imports(at.context, at.lead, std::nullopt)->at(0).first_measures.at(0).home.empty());
  {
    const auto tx = at.database->write();
    const auto project = tx->projects().find(at.project);
    REQUIRE(tx->projects().set_deleted(at.project, at.clock.now(), project->version));
    tx->commit();
  }
  const auto after = list_imports(at.context, at.lead, std::nullopt)->at(0).first_measures;
  REQUIRE(after.size() == 1);
  CHECK_FALSE(after[0].id.stored());
  CHECK(after[0].name == "A: falls");
}

TEST_CASE("who may not put measures there can't import there, and nothing is stored") {
  const MeasuredPlace at;
  CHECK(store_import(at.context, at.lead, sheet_of(at, two_wards)).error().code == "forbidden");
  CHECK(preview_import(at.context, at.lead, sheet_of(at, two_wards)).error().code == "forbidden");
  Sheet own = sheet_of(at, two_wards);
  own.into = {.person = at.lead.person};
  CHECK(store_import(at.context, at.lead, own)->totals.fresh == 4);
  CHECK(stored(at, "A: falls").empty());
}

TEST_CASE("values of days to come are refused row by row, and the account adds up") {
  const MeasuredPlace at;
  const auto done = store_import(at.context, at.analyst, sheet_of(at, "Month,Ward,Falls\nMar-26,A,4\nApr-26,A,5\n"));
  REQUIRE(done.has_value());
  CHECK(done->totals.fresh == 1);
  CHECK(done->totals.read.refused == 1);
  const auto& read = done->totals.read;
  CHECK(read.understood + read.partly + read.ignored + read.refused == read.rows);
  const auto none = store_import(at.context, at.analyst, sheet_of(at, "Month,Ward,Falls\nApr-26,A,5\n"));
  REQUIRE_FALSE(none.has_value());
  CHECK(none.error().code == "no-observations");
  CHECK(none.error().others.at(0).code == "date-in-future");
}

TEST_CASE("one series can be for a measure that has another name, which from then on finds it") {
  const MeasuredPlace at;
  const auto id = at.place_measure({.name = "Harmful falls"});
  Sheet sheet = sheet_of(at, two_wards);
  sheet.measure = id;
  CHECK(store_import(at.context, at.analyst, sheet).error().code == "series-several");
  sheet = sheet_of(at, "Month,Ward,Falls\nJan-26,A,4\n");
  sheet.measure = id;
  REQUIRE(store_import(at.context, at.analyst, sheet).has_value());
  sheet = sheet_of(at, "Month,Ward,Falls\nFeb-26,A,4\n");
  CHECK(store_import(at.context, at.analyst, sheet)->measures == std::vector<domain::MeasureId>{id});
}

TEST_CASE("percentages and plain numbers are never mixed in one measure") {
  const MeasuredPlace at;
  const auto paste = [&](domain::MeasureId id, std::string_view cells) {
    Sheet sheet = sheet_of(at, cells);
    sheet.recipe.reset();
    sheet.measure = id;
    const auto done = store_import(at.context, at.analyst, sheet);
    return done ? std::string() : done.error().code;
  };
  const auto share = at.place_measure({.name = "Seen in time", .unit = "%", .quantity = domain::Quantity::proportion, .scale = 100});
  CHECK(paste(share, "Month,Seen\nJan-25,0.85\nFeb-25,0.86\n") == "percent-or-fraction");
  CHECK(paste(share, "Month,Seen\nJan-25,85%\nFeb-25,86%\n").empty());
  CHECK(paste(share, "Month,Seen\nMar-25,0.87\nApr-25,0.9\n") == "percent-or-fraction");
  CHECK(paste(share, "Month,Seen\nMar-25,1\n") == "percent-or-fraction");
  CHECK(paste(share, "Month,Seen\nMar-25,87.5\n").empty());
  const auto number = at.place_measure({.name = "Length of stay", .unit = "days"});
  CHECK(paste(number, "Month,Stay\nJan-25,85%\n") == "percent-not-expected");
  const auto rare = at.place_measure({.name = "Readmitted", .unit = "%", .quantity = domain::Quantity::proportion, .scale = 100});
  CHECK(paste(rare, "Month,Back\nJan-25,1.4\nFeb-25,1.2\n").empty());
  CHECK(paste(rare, "Month,Back\nMar-25,0.9\n").empty());
}

TEST_CASE("a cancelled import leaves nothing behind") {
  const MeasuredPlace at;
  const auto done = store_import(at.context, at.analyst, sheet_of(at, two_wards), [](double) { return false; });
  CHECK(done.error().code == "cancelled");
  CHECK(list_imports(at.context, at.analyst, std::nullopt)->empty());
  CHECK(stored(at, "A: falls").empty());
}

TEST_CASE("a kept recipe reads next month's sheet without being named") {
  const MeasuredPlace at;
  REQUIRE(keep_recipe(at.context, at.analyst, {.place = at.place}, "Falls", falls_recipe()).has_value());
  CHECK(keep_recipe(at.context, at.analyst, {.place = at.place}, "Falls", falls_recipe()).error().code == "name-taken");
  CHECK(list_recipes(at.context, at.lead, {.place = at.place}).error().code == "forbidden");
  Sheet sheet = sheet_of(at, two_wards);
  sheet.recipe.reset();
  const auto preview = preview_import(at.context, at.analyst, sheet);
  REQUIRE(preview.has_value());
  CHECK(preview->understood.from == RecipeFrom::kept);
  CHECK(preview->understood.recipe_name == "Falls");
}

TEST_CASE("a sheet about people is refused") {
  const MeasuredPlace at;
  const auto refused = preview_import(at.context, at.analyst, sheet_of(at, "Month,Ward,Falls,NHS number\nJan-26,A,4,943 476 5919\n"));
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == "patient-level-data");
}

TEST_CASE("an import locks the prediction that it bears on; undoing it unlocks nothing") {
  const MeasuredPlace at;
  const auto id = at.place_measure({.name = "A: falls"});
  domain::PredictionId prediction;
  {
    const auto tx = at.database->write();
    const auto test = tx->tests().add({.project = at.project, .name = "Call bell in reach", .created = at.clock.now(), .created_by = at.lead.person});
    const base::Date january = *base::parse_iso_date("2026-01-01");
    prediction = tx->predictions().add({.test = test, .measure = id, .rows = {{.from = {}, .on = january, .median = 3, .low50 = 2, .high50 = 4, .low90 = 1, .high90 = 9}},
                                        .made_by = at.lead.person, .made = *base::parse_iso_instant("2025-12-01T09:00:00.000Z")});
    tx->commit();
  }
  CHECK(chart_of(at.context, at.lead, id).has_value() == false);  // a place's measure that isn't published
  CHECK(chart_of(at.context, at.analyst, id)->predictions.empty());  // open: the team's alone
  const auto done = store_import(at.context, at.analyst, sheet_of(at, two_wards));
  REQUIRE(done.has_value());
  CHECK(at.database->read()->predictions().find(prediction)->lock.has_value());
  CHECK(chart_of(at.context, at.analyst, id)->predictions.at(0).verdict == "as_expected");
  REQUIRE(undo_import(at.context, at.analyst, done->import).has_value());
  CHECK(at.database->read()->predictions().find(prediction)->lock.has_value());
}

TEST_CASE("the A&E file of NHS England imports in one call") {
  const char* root = std::getenv("TRIBUTARY_ROOT");
  const std::filesystem::path file = std::filesystem::path(root != nullptr ? root : ".") / "../shared/data/nhs-ae-attendances.csv";
  if (!std::filesystem::exists(file)) {
    MESSAGE("skipped: ../shared/data/nhs-ae-attendances.csv is absent");
    return;
  }
  std::ifstream in(file, std::ios::binary);
  const std::string bytes(std::istreambuf_iterator<char>(in), {});
  const MeasuredPlace at;
  Sheet sheet = sheet_of(at, bytes);
  sheet.recipe.reset();
  const auto done = store_import(at.context, at.analyst, sheet);
  REQUIRE(done.has_value());
  CHECK(done->totals.measures_made == 856);
  CHECK(done->totals.fresh == 25'530);
  CHECK(done->totals.read.rows == 12'765);
  const auto share = stored(at, "RF4 type 1: seen within four hours");
  REQUIRE_FALSE(share.empty());
  CHECK(share.front().numerator.has_value());
  CHECK(store_import(at.context, at.analyst, sheet)->totals.unchanged == 25'530);
}

TEST_CASE("a sheet that dates its months by their last day speaks of the same months as one that dates them by their first") {
  MeasuredPlace at;
  const auto id = store_import(at.context, at.analyst, sheet_of(at, "Month,Ward,Falls\n01/01/2026,A,4\n01/02/2026,A,5\n")).value().measures.at(0);
  auto ends = sheet_of(at, "Month,Ward,Falls\n31/01/2026,A,4\n28/02/2026,A,6\n");
  const auto preview = preview_import(at.context, at.analyst, ends).value();
  CHECK(preview.totals.unchanged == 1);
  CHECK(preview.totals.revised == 1);
  CHECK(preview.totals.fresh == 0);
  CHECK(std::ranges::count(preview.understood.preview.remarks, "same-period", &exchange::Remark::code) == 2);
  REQUIRE(store_import(at.context, at.analyst, ends));
  const auto chart = chart_of(at.context, at.analyst, id).value();
  REQUIRE(chart.observations.size() == 2);
  CHECK(chart.observations[1].on == base::parse_iso_date("2026-02-01").value());
  CHECK(chart.observations[1].value == 6);
  CHECK(preview_import(at.context, at.analyst, sheet_of(at, "Month,Ward,Falls\n01/02/2026,A,5\n28/02/2026,A,6\n")).error().code == "period-has-value");
}

TEST_CASE("a month whose only value is held back is read where it is known which measure it is of, and else refused by its field") {
  MeasuredPlace at;
  const auto id = store_import(at.context, at.analyst, sheet_of(at, "Month,Ward,Falls\n01/01/2026,A,4\n")).value().measures.at(0);
  Sheet sheet = sheet_of(at, "Month,Deaths\n01/02/2026,*\n");
  sheet.recipe.reset();
  sheet.field = "/text";
  const auto refused = preview_import(at.context, at.analyst, sheet).error();
  CHECK(refused.code == "no-numbers");
  CHECK(refused.field == "/text");
  sheet.measure = id;
  REQUIRE(store_import(at.context, at.analyst, sheet));
  const auto chart = chart_of(at.context, at.analyst, id).value();
  REQUIRE(chart.observations.size() == 2);
  CHECK_FALSE(chart.observations[1].value);
}

}  // namespace tributary::services
