#include "exchange/guess_recipe.hpp"

#include <doctest/doctest.h>

#include "exchange/observations.hpp"
#include "exchange/recipe_json.hpp"

using namespace tributary;
using namespace tributary::exchange;

namespace {

struct Proposal {
  Recipe recipe;
  Preview preview;
};

// The recipe that is proposed, and what it makes of the same cells.
Proposal propose(std::string_view text) {
  const auto table = read_cells(text);
  REQUIRE(table.has_value());
  const auto guess = guess_recipe(*table);
  REQUIRE_MESSAGE(guess.has_value(), guess.error().detail);
  REQUIRE(check_recipe(guess->recipe).has_value());
  auto preview = read_observations(guess->recipe, *table);
  REQUIRE_MESSAGE(preview.has_value(), preview.error().detail);
  return {guess->recipe, *std::move(preview)};
}

std::string problem_of(std::string_view text) {
  const auto guess = guess_recipe(read_cells(text).value());
  return guess ? "none" : guess.error().code;
}

}  // namespace

TEST_CASE("two pasted columns are enough for a measure") {
  const auto [recipe, preview] = propose("Month\tFalls\nApr-24\t12\nMay-24\t9\nJun-24\t*\nJul-24\t\n");
  CHECK(recipe.date == "Month");
  REQUIRE(recipe.measures.size() == 1);
  CHECK(recipe.measures[0].name == "Falls");
  CHECK(recipe.measures[0].kind == ValueKind::count);
  CHECK(recipe.measures[0].direction == Direction::lower);
  CHECK(preview.totals.observations == 3);
}

TEST_CASE("a title above the header and a total below the rows are seen for what they are") {
  const auto [recipe, preview] = propose(
      "Seen within four hours,,\n,,\nDate,Ward A (%),Ward B\n01/04/2024,95%,1.5 days\n01/05/2024,96%,2 "
      "days\nTotal,,3.5\n");
  CHECK(recipe.header_row == 3);
  REQUIRE(recipe.measures.size() == 2);
  CHECK(recipe.measures[0].kind == ValueKind::percent);
  CHECK(recipe.measures[0].unit == "%");
  CHECK(recipe.measures[1].kind == ValueKind::number);
  CHECK(recipe.measures[1].unit == "days");
  CHECK(preview.totals.refused == 0);
  CHECK(preview.totals.observations == 4);
}

TEST_CASE("columns that tell rows of one date apart name the measures") {
  const auto [recipe, preview] = propose(
      "period,org,name,type,n\n2024-04-01,RF4,One,1,5\n2024-04-01,RF4,One,2,6\n"
      "2024-04-01,R1H,Two,1,7\n2024-04-01,R1H,Two,2,8\n2024-05-01,RF4,One,1,5\n");
  CHECK(recipe.measures[0].name == "{org} {type}: n");
  CHECK(preview.totals.measures == 4);
}

TEST_CASE("dates along the header make a wide recipe, also below a title and with years") {
  const auto [recipe, preview] =
      propose("\"Falls per 1,000 bed days\"\n\nSite,Ward,Apr-24,May-24,Jun-24\nA,W1,1.2,1.5,0.9\nA,W2,2.0,1.1,*\n");
  CHECK(recipe.layout == Layout::wide);
  CHECK(recipe.measures[0].name == "{Ward}: Falls per 1,000 bed days");
  CHECK(recipe.measures[0].kind == ValueKind::number);
  CHECK(preview.totals.measures == 2);
  const auto years = propose("Trust,2019,2020,2021\nA,\"7,365\",\"12,160\",5\nB,7,17,8\n");
  CHECK(years.recipe.layout == Layout::wide);
  CHECK(years.preview.totals.observations == 6);
  const auto corner = propose(",Apr-24,May-24\nWard A,5,6\nWard B,7,8\n");
  CHECK(corner.recipe.measures[0].name == "{#A}");
  CHECK(corner.preview.totals.measures == 2);
}

TEST_CASE("cells without a header go by letter, and day numbers need a header that says so") {
  const auto [recipe, preview] = propose("01/04/2024\t5\n01/05/2024\t6\n");
  CHECK(recipe.header_row == 0);
  CHECK(recipe.date == "#A");
  CHECK(preview.totals.observations == 2);
  CHECK(propose("Date,Falls\n45383,3\n45413,4\n").preview.totals.observations == 2);
  CHECK(problem_of("Beds,Falls\n45383,3\n45413,4\n") == "no-dates");
}

TEST_CASE("what the whole column showed is kept in the recipe, for a month that shows less") {
  const auto [recipe, preview] = propose("Date,Seen (rate)\n04/13/2024,0.95\n04/01/2024,1\n");
  CHECK(recipe.order == DateOrder::month_first);
  CHECK(recipe.measures[0].written == PercentWritten::fraction);
  const auto next = read_observations(recipe, read_cells("Date,Seen (rate)\n05/01/2024,1\n").value()).value();
  CHECK(base::to_iso(next.measures[0].observations[0].date) == "2024-05-01");
  CHECK(*next.measures[0].observations[0].value == 100);
  CHECK(propose("Date,Falls\n01/04/2024,3\n01/05/2024,4\n").recipe.order == DateOrder::by_column);
}

TEST_CASE("a short sheet with a slip in it is still understood") {
  const auto [recipe, preview] = propose("Month,Falls\nApr-24,3\nMay-24,x\nJun-24,4\n");
  CHECK(recipe.measures[0].value == "Falls");
  CHECK(preview.rows[2].code == "number-unreadable");
}

TEST_CASE("a measure whose name begins with Total is no total") {
  const auto [recipe, preview] = propose("Measure,Apr-24,May-24\nTotal attendances,10,12\nBreaches,1,2\nTotal,11,14\n");
  CHECK(preview.totals.measures == 2);
  CHECK(preview.rows[3].code == "totals-row");
}

TEST_CASE("merged cells are filled down") {
  const auto [recipe, preview] = propose("Ward,Month,Falls\nA,Apr-24,1\n,May-24,2\nB,Apr-24,3\n,May-24,4\n");
  CHECK(recipe.fill_down);
  CHECK(preview.totals.measures == 2);
  CHECK(preview.totals.observations == 4);
}

TEST_CASE("how many of how many is one share, and two measures are the other choice") {
  const auto guess_of = [](std::string_view text) { return guess_recipe(read_cells(text).value()).value(); };
  const auto guess = guess_of("Month,Seen within 4 hours,Total\nApr-24,90,100\nMay-24,95,100\nJun-24,*,80\n");
  REQUIRE(guess.recipe.measures.size() == 1);
  const MeasureRule& share = guess.recipe.measures[0];
  CHECK(share.name == "Seen within 4 hours out of Total");
  CHECK(share.kind == ValueKind::ratio);
  CHECK(share.numerator.column == "Seen within 4 hours");
  CHECK(share.denominator == "Total");
  CHECK(share.direction == Direction::higher);
  REQUIRE(guess.other.has_value());
  CHECK(guess.other->taken == "One share: Seen within 4 hours out of Total");
  CHECK(guess.other->says == "Two measures: Seen within 4 hours, and Total");
  REQUIRE(guess.other->recipe.measures.size() == 2);
  CHECK(guess.other->recipe.measures[1].kind == ValueKind::count);
  CHECK(check_recipe(guess.other->recipe).has_value());

  // The whole may come first, sites may be told apart, and a department's own words will do.
  CHECK(guess_of("Month,All patients,Seen\nApr-24,100,90\nMay-24,100,95\n").recipe.measures[0].denominator == "All patients");
  const auto sites = propose("Month,Site,Breaches,Attendances\nApr-24,A,9,10\nApr-24,B,5,10\nMay-24,A,3,10\nMay-24,B,4,10\n");
  CHECK(sites.recipe.measures[0].name == "{Site}: Breaches out of Attendances");
  CHECK(sites.preview.totals.measures == 2);
  CHECK(guess_of("Month,Numerator,Denominator\nApr-24,1.5,10\nMay-24,12,11\n").recipe.measures[0].kind == ValueKind::ratio);
}

TEST_CASE("a count that is never above another may be its share: two measures, with the share offered") {
  const auto guess = guess_recipe(read_cells("Month,Falls,Infections\nApr-24,3,8\nMay-24,2,9\n").value()).value();
  CHECK(guess.recipe.measures.size() == 2);
  REQUIRE(guess.other.has_value());
  CHECK(guess.other->share);
  CHECK(guess.other->says == "One share: Falls out of Infections");
  CHECK(guess.other->recipe.measures.at(0).kind == ValueKind::ratio);
  // Some of what is named beside it is plainly a share.
  const auto seen = guess_recipe(read_cells("Month,Seen in time,Seen\nApr-24,90,100\nMay-24,95,100\n").value()).value();
  CHECK(seen.recipe.measures.at(0).name == "Seen in time out of Seen");
}

TEST_CASE("one row with the part above the whole is a slip in a share, and the choice stays") {
  const auto guess = guess_recipe(read_cells("Month,Seen in time,Seen\nApr-24,50,60\nMay-24,70,60\nJun-24,55,60\n").value()).value();
  REQUIRE(guess.recipe.measures.size() == 1);
  CHECK(guess.recipe.measures.at(0).name == "Seen in time out of Seen");
  REQUIRE(guess.other.has_value());
  CHECK(guess.other->says == "Two measures: Seen in time, and Seen");
  // Where no word says which is the whole, a slip is one row in ten.
  std::string cells = "Month,Falls,Infections\n2023-12-01,9,8\n";
  for (int month = 1; month <= 9; ++month) cells += "2024-0" + std::to_string(month) + "-01,3,8\n";
  CHECK_FALSE(guess_recipe(read_cells(cells).value()).value().other.has_value());
  cells += "2024-10-01,3,8\n";
  CHECK(guess_recipe(read_cells(cells).value()).value().other.value().share);
}

TEST_CASE("columns are named so that a recipe finds them again, and where nothing can be proposed a person can begin") {
  const Table table = read_cells("When?,{x},same,same\nsoon,1,2,3\n").value();
  std::string references;
  for (const ColumnName& each : name_columns(table, 1)) references += each.reference + " ";
  CHECK(references == "When? #B #C #D ");
  CHECK(guess_recipe(table).error().code == "no-dates");
  const auto blank = blank_recipe(table);
  REQUIRE(blank.has_value());
  CHECK(blank->date == "When?");
  CHECK(blank->measures.at(0).value == "#B");
  CHECK_FALSE(blank_recipe(read_cells("one\n1\n").value()).has_value());
}

TEST_CASE("two counts that can't be a share stay two measures") {
  const auto measures = [](std::string_view text) {
    const auto guess = guess_recipe(read_cells(text).value()).value();
    CHECK_FALSE(guess.other.has_value());
    return guess.recipe.measures.size();
  };
  CHECK(measures("Month,Falls,Total bed days\nApr-24,3,800\nMay-24,2,900\n") == 2);     // a rate of another kind
  CHECK(measures("Month,Seen,Total\nApr-24,90,100\nMay-24,101,100\n") == 2);            // above in a row
  CHECK(measures("Month,Seen,Total\nApr-24,100,100\nMay-24,100,100\n") == 2);           // nothing shows which is the whole
  CHECK(measures("Month,Minutes seen,Total\nApr-24,9.5,100\nMay-24,10,100\n") == 2);    // no count
  CHECK(measures("Month,Seen,Not seen,Total\nApr-24,90,10,100\nMay-24,95,5,100\n") == 3);
}

TEST_CASE("headers that a template could not hold go by letter") {
  const auto [recipe, preview] = propose("Month,{x},same,same\nApr-24,1,2,3\nMay-24,1,2,3\n");
  REQUIRE(recipe.measures.size() == 3);
  CHECK(recipe.measures[0].value == "#B");
  CHECK(recipe.measures[1].value == "#C");
  CHECK(recipe.measures[1].name != recipe.measures[2].name);
  CHECK(preview.totals.observations == 6);
}

TEST_CASE("where nothing can be proposed, it says what was looked for") {
  CHECK(problem_of("a,b\nc,d\n") == "no-numbers");
  CHECK(problem_of("a,b\nc,1\n") == "no-dates");
  CHECK(problem_of("Month,Words\nApr-24,many\nMay-24,few\n") == "no-numbers");
  CHECK(problem_of("Month,Deaths\n01/11/2026,*\n") == "no-numbers");
  CHECK(problem_of("NHS number,Month\n9434765919,Apr-24\n") == "patient-level-data");
}

TEST_CASE("a short sheet of wrong cells is still read, so that each of them is told") {
  const auto refusals = [](std::string_view text) {
    const auto [recipe, preview] = propose(text);
    std::string cells;
    for (std::size_t row = 1; row < preview.rows.size(); ++row)
      if (preview.rows[row].fate == RowFate::refused) cells += std::to_string(row + 1) + " ";
    return cells;
  };
  CHECK(refusals("Date,V\n0000-01-01,1\n0001-01-01,2\n01/01/0000,3\n2024-01-01,4\n") == "2 3 4 ");
  CHECK(refusals("Date,V\n2024-01-01,NaN\n2024-02-01,inf\n2024-03-01,-Infinity\n2024-04-01,1e400\n2024-05-01,4\n") == "2 3 4 5 ");
  CHECK(refusals("Month,V\nJan-24,5\nFeb-24,#REF!\nMar-24,#NAME?\n") == "3 4 ");
  CHECK(refusals("Month,Days\nApr-24,10\nMay-24,12%\nJun-24,11\n") == "3 ");  // a sign among plain numbers is a slip
  CHECK(propose("Month,V\nJan-24,5\nFeb-24,#DIV/0!\n").preview.remarks.at(0).says.find("divides by nothing") != std::string::npos);
}

TEST_CASE("columns that a proposal leaves out are counted and said") {
  std::string text = "Date";
  for (int i = 0; i < 60; ++i) text += ",Ward " + std::to_string(i);
  for (const char* date : {"2024-01-01", "2024-02-01", "2024-03-01"}) {
    text += "\n";
    text += date;
    for (int i = 0; i < 60; ++i) text += "," + std::to_string(100 + i);
  }
  const auto guess = guess_recipe(read_cells(text).value()).value();
  CHECK(guess.recipe.measures.size() == 50);
  CHECK(guess.because.back().find("10 after them are left out") != std::string::npos);
}
