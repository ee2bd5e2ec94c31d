#include "services/kept_shares.hpp"

#include <doctest/doctest.h>

#include "tests/measured_place.hpp"

namespace tributary::services {

using test::MeasuredPlace;

namespace {

// Pasted as it is, into the place: the recipe is worked out.
Sheet pasted(const MeasuredPlace& at, std::string_view cells) {
  auto table = exchange::read_cells(cells);
  REQUIRE(table.has_value());
  return {.table = *std::move(table), .recipe = {}, .kept_recipe = {}, .shipped_recipe = {}, .into = {.place = at.place}};
}

std::vector<domain::Observation> stored(const MeasuredPlace& at, const std::string& name) {
  const auto tx = at.database->read();
  const auto id = tx->measures().find_by_series({.place = at.place}, name);
  return id ? tx->measures().current(*id) : std::vector<domain::Observation>{};
}

// Three columns, of which the first two were once made a share by hand.
void import_breakfasts(const MeasuredPlace& at) {
  Sheet sheet = pasted(at, "Date,Breakfast by nine,Patients,Incidents\n01/03/2026,11,20,1\n02/03/2026,15,22,0\n03/03/2026,14,23,2\n");
  auto recipe = preview_import(at.context, at.analyst, sheet).value().understood.recipe;
  REQUIRE(recipe.measures.size() == 3);
  exchange::MeasureRule& share = recipe.measures[0];
  share.kind = exchange::ValueKind::ratio;
  share.numerator.column = share.value;
  share.value.clear();
  share.denominator = "Patients";
  sheet.recipe = recipe;
  REQUIRE(store_import(at.context, at.analyst, sheet).has_value());
}

std::string code_of(const base::Result<ImportPreview>& preview) { return preview ? std::string() : preview.error().code; }

}  // namespace

TEST_CASE("a share that is there is read as one next month, and its numerator is never stored as the percentage") {
  const MeasuredPlace at;
  import_breakfasts(at);
  const Sheet next = pasted(at, "Date,Breakfast by nine,Patients,Incidents\n03/03/2026,14,23,2\n04/03/2026,14,21,1\n05/03/2026,16,24,0\n");
  const auto preview = preview_import(at.context, at.analyst, next);
  REQUIRE(preview.has_value());
  CHECK(preview->understood.recipe.measures.at(0).denominator == "Patients");
  CHECK(preview->understood.because.back() == "\"Breakfast by nine\" is a share: it is read as Breakfast by nine out of Patients.");
  CHECK(preview->understood.kept_shares.size() == 1);
  CHECK(preview->totals.revised == 0);
  CHECK(preview->totals.measures_made == 0);
  CHECK(preview->asks.empty());
  REQUIRE(store_import(at.context, at.analyst, next).has_value());
  const auto kept = stored(at, "Breakfast by nine");
  REQUIRE(kept.size() == 5);
  CHECK(kept[3].numerator == 14.0);
  CHECK(*kept[3].value == doctest::Approx(66.667).epsilon(0.001));
  CHECK(stored(at, "Patients").size() == 5);  // it was a measure of its own, and stays one
}

TEST_CASE("where no column can be what a share is out of, the sheet is refused until a person has said what it is") {
  const MeasuredPlace at;
  import_breakfasts(at);
  CHECK(code_of(preview_import(at.context, at.analyst, pasted(at, "Date,Breakfast by nine\n04/03/2026,14\n05/03/2026,16\n"))) == "share-needs-whole");
  const Sheet alone = pasted(at, "Date,Breakfast by nine,Incidents\n04/03/2026,14,1\n05/03/2026,16,0\n");
  const auto refused = preview_import(at.context, at.analyst, alone);
  CHECK(code_of(refused) == "share-needs-whole");
  CHECK(refused.error().detail.find("such as 11 of 20") != std::string::npos);
  CHECK(store_import(at.context, at.analyst, alone).error().code == "share-needs-whole");

  // A recipe that says so is no way round it, and one that says what it is, is.
  Sheet said = alone;
  said.recipe = columns_of(at.context, at.analyst, alone).value().recipe;
  CHECK(code_of(preview_import(at.context, at.analyst, said)) == "share-needs-whole");
  said.recipe->measures.at(0).kind = exchange::ValueKind::percent;
  CHECK(preview_import(at.context, at.analyst, said).has_value());
}

TEST_CASE("the denominator of a share whose definition was written by hand is known by its numbers, or by being the only one that can be") {
  const MeasuredPlace at;
  const auto scans = at.place_measure({.name = "Scanned within one hour", .definition = "Of all strokes that arrive.", .unit = "%",
                                       .quantity = domain::Quantity::proportion, .scale = 100, .interval = domain::Interval::week});
  REQUIRE(observe(at.context, at.analyst, scans, {{.on = *base::parse_iso_date("2026-03-05"), .value = {}, .numerator = 31.0, .denominator = 44.0},
                                                  {.on = *base::parse_iso_date("2026-03-12"), .value = {}, .numerator = 35.0, .denominator = 47.0}}));
  const auto only = preview_import(at.context, at.analyst, pasted(at, "Week,Scanned within one hour,Arrived\n19/03/2026,30,40\n26/03/2026,29,41\n"));
  REQUIRE(only.has_value());
  CHECK(only->understood.recipe.measures.size() == 1);  // "Arrived" never was a measure
  CHECK(only->understood.recipe.measures.at(0).denominator == "Arrived");
  CHECK_FALSE(only->understood.other.has_value());

  const std::string both = "Week,Scanned within one hour,Arrived,Beds\n12/03/2026,35,47,90\n19/03/2026,30,40,90\n";
  CHECK(preview_import(at.context, at.analyst, pasted(at, both)).value().understood.recipe.measures.at(0).denominator == "Arrived");
  CHECK(code_of(preview_import(at.context, at.analyst, pasted(at, "Week,Scanned within one hour,Arrived,Beds\n19/03/2026,30,40,90\n26/03/2026,29,41,90\n"))) ==
        "share-needs-whole");

  // On its own page too, where its column has its name among others.
  Sheet own = pasted(at, both);
  own.measure = scans;
  CHECK(preview_import(at.context, at.analyst, own).value().understood.recipe.measures.at(0).denominator == "Arrived");
}

TEST_CASE("a share that a guess would make anew under a longer name is the one that is there") {
  const MeasuredPlace at;
  const auto seen = at.place_measure({.name = "Seen", .unit = "%", .quantity = domain::Quantity::proportion, .scale = 100});
  REQUIRE(observe(at.context, at.analyst, seen, {{.on = *base::parse_iso_date("2026-01-01"), .value = {}, .numerator = 8.0, .denominator = 10.0}}));
  const auto preview = preview_import(at.context, at.analyst, pasted(at, "Month,Seen,Total\nFeb-26,9,11\nMar-26,7,10\n"));
  REQUIRE(preview.has_value());
  CHECK(preview->totals.measures_made == 0);
  CHECK(preview->changes.at(0).found == seen);
}

TEST_CASE("a sheet that would change most of what is there is stored only knowingly") {
  const MeasuredPlace at;
  REQUIRE(store_import(at.context, at.analyst, pasted(at, "Month,Falls\nOct-25,4\nNov-25,5\nDec-25,6\nJan-26,4\n")).has_value());
  Sheet other = pasted(at, "Month,Falls\nOct-25,40\nNov-25,50\nDec-25,60\nJan-26,4\n");
  const auto preview = preview_import(at.context, at.analyst, other);
  REQUIRE(preview.has_value());
  REQUIRE(preview->asks.size() == 1);
  CHECK(preview->asks[0] == "\"Falls\": 3 of the 4 values that are there for these dates would become others. Is it the same measure, read in the same way?");
  CHECK(store_import(at.context, at.analyst, other).error().code == "import-contradicts");
  CHECK(stored(at, "Falls").at(0).value == 4.0);
  other.sure = true;
  CHECK(store_import(at.context, at.analyst, other).has_value());
  CHECK(stored(at, "Falls").at(0).value == 40.0);
  // A correction asks nothing.
  CHECK(preview_import(at.context, at.analyst, pasted(at, "Month,Falls\nOct-25,41\nNov-25,50\nDec-25,60\n")).value().asks.empty());
}

TEST_CASE("a percentage in the place of how many of how many is asked about, and what changes is told with its parts") {
  const MeasuredPlace at;
  import_breakfasts(at);
  Sheet sheet = pasted(at, "Date,Breakfast by nine\n02/03/2026,68%\n04/03/2026,70%\n");
  const auto preview = preview_import(at.context, at.analyst, sheet);
  REQUIRE(preview.has_value());
  REQUIRE(preview->asks.size() == 1);
  CHECK(preview->asks[0].find("1 of the 1 value") != std::string::npos);
  CHECK(preview->changes.at(0).first_revised.at(0).was_parts == "15 of 22");
  CHECK(preview->changes.at(0).first_revised.at(0).now_parts.empty());
}

}  // namespace tributary::services
