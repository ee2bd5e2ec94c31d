#include "exchange/observations.hpp"

#include <algorithm>
#include <doctest/doctest.h>

#include "exchange/guess_recipe.hpp"
#include "exchange/recipe_json.hpp"

using namespace tributary;
using namespace tributary::exchange;

namespace {

Table sheet(std::string_view text) {
  auto table = read_cells(text);
  REQUIRE_MESSAGE(table.has_value(), table.error().detail);
  return *std::move(table);
}

Recipe recipe_of(std::string_view text) {
  auto recipe = parse_recipe(text);
  REQUIRE_MESSAGE(recipe.has_value(), recipe.error().field, ": ", recipe.error().detail);
  return *std::move(recipe);
}

Preview preview_of(const Recipe& recipe, std::string_view text) {
  auto preview = read_observations(recipe, sheet(text));
  REQUIRE_MESSAGE(preview.has_value(), preview.error().detail);
  return *std::move(preview);
}

std::string problem_of(const Recipe& recipe, std::string_view text) {
  const auto preview = read_observations(recipe, sheet(text));
  return preview ? "none" : preview.error().code;
}

// A column of counts by month.
Recipe counts() {
  return {.date = "month", .measures = {{.name = "Falls", .kind = ValueKind::count, .value = "falls"}}};
}

Recipe four_hours() {
  return recipe_of(R"({"recipe": 1, "date": {"column": "month"}, "measures": [
    {"name": "{site}: attendances", "kind": "count", "value": "attendances"},
    {"name": "{site}: seen in time", "kind": "ratio", "numerator": {"column": "attendances", "minus": "breaches"},
     "denominator": "attendances"}]})");
}

Recipe across() {
  return recipe_of(R"({"recipe": 1, "layout": "wide", "measures": [{"name": "{Ward}", "kind": "percent"}]})");
}

std::string dates_and_values(const MeasureRead& measure) {
  std::string text;
  for (const Observation& o : measure.observations) {
    text += (text.empty() ? "" : " ") + base::to_iso(o.date) + "=";
    if (o.value) text += std::to_string(*o.value).substr(0, 5);
    else if (o.numerator)
      text += std::to_string(*o.numerator).substr(0, 4) + "/" + std::to_string(*o.denominator).substr(0, 4);
    else text += in_words(o.gap);
  }
  return text;
}

std::string fates(const Preview& preview) {
  std::string text;
  for (const RowAccount& row : preview.rows)
    text += (text.empty() ? "" : " ") + (row.code.empty() ? std::string(in_words(row.fate)) : row.code);
  return text;
}

// Every row has one fate, and the sums agree with what is there.
void check_sums(const Preview& preview) {
  const Totals& t = preview.totals;
  const auto above = std::ranges::count_if(preview.rows, [](const RowAccount& row) { return row.code == "header-row" || row.code == "above-data"; });
  CHECK(t.rows == preview.rows.size() - static_cast<std::size_t>(above));
  CHECK(t.understood + t.partly + t.ignored + t.refused == t.rows);
  CHECK(t.measures == preview.measures.size());
  std::uint64_t observations = 0;
  for (const MeasureRead& measure : preview.measures) observations += measure.observations.size();
  CHECK(t.observations == observations);
}

}  // namespace

TEST_CASE("a column of counts becomes a measure, and every row has a fate") {
  const Preview preview =
      preview_of(counts(),
                 "month,falls\nApr-24,\"1,234\"\nMay-24,*\n\nJun-24,\nJul-24,5\nTotal,1239\nAug-24,\n"
                 "Source: the ward's own count\n");
  REQUIRE(preview.measures.size() == 1);
  CHECK(dates_and_values(preview.measures[0]) ==
        "2024-04-01=1234. 2024-05-01=suppressed 2024-06-01=blank 2024-07-01=5.000");
  CHECK(fates(preview) ==
        "header-row understood understood blank-row understood understood totals-row nothing-yet note-row");
  CHECK(preview.span == Span::month);
  CHECK(base::to_iso(preview.last) == "2024-07-01");
  CHECK(preview.totals.gaps == 2);
  check_sums(preview);
  const auto words = rows_in_words(preview, 1, 3);
  CHECK(words[0] == "April 2024: Falls = 1234.");
  CHECK(words[1] == "May 2024: Falls = no value (suppressed).");
  CHECK(words[2] == "Blank.");
  CHECK(rows_in_words(preview, 100, 5).empty());
}

TEST_CASE("a ratio's numerator may be one column less another") {
  const Preview preview = preview_of(four_hours(),
                                     "month,site,attendances,breaches\n01/04/2024,A,100,5\n01/05/2024,A,120,0\n"
                                     "01/04/2024,B,50,NA\n01/05/2024,B,0,0\n01/06/2024,B,10,2\n");
  REQUIRE(preview.measures.size() == 4);
  CHECK(preview.measures[0].name == "A: attendances");
  CHECK(preview.measures[0].named_by[0].first == "site");
  CHECK(dates_and_values(preview.measures[1]) == "2024-04-01=95.0/100. 2024-05-01=120./120.");
  CHECK(preview.measures[3].name == "B: seen in time");
  CHECK(dates_and_values(preview.measures[3]) ==
        "2024-04-01=not available 2024-05-01=nobody to count 2024-06-01=8.00/10.0");
  CHECK(preview.said.size() == 1);
  check_sums(preview);
}

TEST_CASE("a share is never out of its own column, unless something is taken off it") {
  Recipe recipe;
  recipe.date = "Month";
  recipe.measures = {{.name = "Seen", .kind = ValueKind::ratio, .numerator = {.column = "Seen", .minus = {}}, .denominator = "#B"}};
  const auto refused = read_observations(recipe, read_cells("Month,Seen\nApr-24,11\nMay-24,15\n").value());
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().field == "/measures/0/denominator");
}

TEST_CASE("that one American date makes the whole sheet month first is told, by a guess too, along the header too") {
  for (const char* cells : {"Week,Value\n05/01/2026,1\n5/13/2026,2\n12/01/2026,3\n", "Ward,05/01/2026,5/13/2026,12/01/2026\nA,1,2,3\n"}) {
    const Table table = read_cells(cells).value();
    const auto preview = read_observations(guess_recipe(table).value().recipe, table);
    REQUIRE(preview.has_value());
    CHECK(preview->warned == std::vector<std::string>{"Dates are read as month/day/year, since 5/13/2026 can't be day/month."});
  }
}

TEST_CASE("a row that contradicts itself is refused whole, with both numbers") {
  const Preview preview =
      preview_of(four_hours(), "month,site,attendances,breaches\nApr-24,A,10,20\nMay-24,A,-5,-6\nJun-24,A,10,1\n");
  CHECK(fates(preview) == "header-row numerator-negative ratio-negative understood");
  CHECK(preview.rows[1].why == "breaches (20) is more than attendances (10). Check both.");
  CHECK(preview.totals.observations == 2);
  Recipe plain = four_hours();
  plain.measures = {{.name = "Share", .kind = ValueKind::ratio, .numerator = {"seen"}, .denominator = "all"}};
  const Preview above = preview_of(plain, "month,seen,all\nApr-24,11,10\nMay-24,1,0\nJun-24,9,10\nJul-24,90%,10\n");
  CHECK(fates(above) == "header-row numerator-above-denominator denominator-zero understood ratio-percent");
  check_sums(above);
}

TEST_CASE("a cell that can't be read is refused, and the rest of its row is taken") {
  const Preview preview =
      preview_of(four_hours(), "month,site,attendances,breaches\nApr-24,A,10,oops\nMay-24,A,many,1\nJun-24,A,9.5,1\n");
  CHECK(fates(preview) == "header-row number-unreadable number-unreadable count-not-whole");
  CHECK(preview.rows[1].fate == RowFate::partly);
  CHECK(preview.rows[2].fate == RowFate::refused);
  CHECK(preview.rows[3].fate == RowFate::partly);
  REQUIRE(preview.remarks.size() == 3);
  CHECK(cell_name(preview.remarks[0].place) == "D2");
  CHECK(preview.remarks[0].refusal);
  check_sums(preview);
}

TEST_CASE("two rows with the same date are refused with both row numbers, or added up if the recipe says so") {
  const std::string_view text = "month,falls\nApr-24,3\n01/04/2024,4\nMay-24,1\n";
  const Preview refused = preview_of(counts(), text);
  CHECK(fates(refused) == "header-row duplicate-date duplicate-date understood");
  CHECK(refused.rows[1].why.starts_with("Row 2 and row 3 give \"Falls\" for 1 April 2024, with different values."));
  check_sums(refused);
  Recipe adding = counts();
  adding.same_date = SameDate::add_up;
  const Preview added = preview_of(adding, text);
  CHECK(dates_and_values(added.measures[0]) == "2024-04-01=7.000 2024-05-01=1.000");
  CHECK(added.totals.understood == 3);
  check_sums(added);
}

TEST_CASE("dates that are no dates are refused with what is wrong") {
  const Preview preview = preview_of(
      counts(), "month,falls\n31/04/2024,1\n01/01/0000,2\n,3\nsoon,4\n24-Apr,5\n2024-05-01T09:30,6\n01/06/2024,7\n");
  CHECK(fates(preview) ==
        "header-row date-unknown date-out-of-range date-missing date-unreadable date-without-year "
        "date-with-time understood");
  CHECK(preview.rows[3].why == "A4: The date is missing. Fill it in.");
  check_sums(preview);
}

TEST_CASE("totals are ignored only beside other rows, and only if the recipe says so") {
  const std::string_view mixed =
      "month,site,attendances,breaches\nApr-24,A,10,1\nApr-24,England,90,9\nApr-24,Grand total,100,10\n";
  CHECK(fates(preview_of(four_hours(), mixed)) == "header-row understood totals-row totals-row");
  CHECK(
      fates(preview_of(four_hours(), "month,site,attendances,breaches\nApr-24,England,10,1\nMay-24,England,90,9\n")) ==
      "header-row understood understood");
  Recipe keeping = four_hours();
  keeping.ignore_totals = false;
  keeping.ignore = {{.column = "site", .values = {"a"}}};
  CHECK(fates(preview_of(keeping, mixed)) == "header-row left-out understood understood");
}

TEST_CASE("dates along the header make a wide sheet") {
  Recipe recipe = across();
  recipe.header_row = 2;
  const Preview wide = preview_of(recipe,
                                  "Percentage seen,,,\nWard,Apr-24,May-24,Target\nA,95%,96.5%,90%\nB,1%,0.5,90%\n"
                                  "Total,90%,91%,90%\nC,,,90%\n,50%,51%,\n");
  CHECK(fates(wide) == "above-data header-row understood percent-unclear totals-row nothing-yet name-missing");
  CHECK(wide.rows[3].fate == RowFate::partly);
  REQUIRE(wide.measures.size() == 2);
  CHECK(dates_and_values(wide.measures[0]) == "2024-04-01=95.00 2024-05-01=96.50");
  CHECK(dates_and_values(wide.measures[1]) == "2024-04-01=1.000");
  CHECK(wide.remarks[0].code == "column-ignored");
  CHECK(cell_name(wide.remarks[0].place) == "D2");
  check_sums(wide);
  CHECK(problem_of(across(), "Ward,first,second\nA,1,2\n") == "no-dates");
}

TEST_CASE("in a wide sheet the same measure or date twice refuses the cells, not the table") {
  const Preview twice = preview_of(across(), "Ward,Apr-24,May-24\nA,95%,96%\nA,94%,\nB,50%,60%\n");
  CHECK(fates(twice) == "header-row duplicate-date duplicate-date understood");
  CHECK(twice.rows[1].why.find("B2 and B3 give \"A\" for 1 April 2024") != std::string::npos);
  const Preview dates = preview_of(across(), "Ward,Apr-24,01/04/2024,May-24\nA,95%,96%,97%\n");
  CHECK(dates.rows[1].fate == RowFate::partly);
  CHECK(dates.totals.refused_cells == 2);
  CHECK(dates.totals.observations == 1);
  check_sums(dates);
}

TEST_CASE("bare fractions become per cent only where the whole column is of fractions") {
  const Preview fractions = preview_of(across(), "Ward,2024-04,2024-05\nA,0.07,1\nB,0.8778571934045716,0\n");
  CHECK(*fractions.measures[0].observations[0].value == 7.0);
  CHECK(*fractions.measures[1].observations[0].value == 87.78571934045716);
  CHECK(*fractions.measures[0].observations[1].value == 100.0);
  CHECK(fractions.said.size() == 1);
  const Preview per_cent = preview_of(across(), "Ward,2024-04,2024-05\nA,0.5,99\n");
  CHECK(*per_cent.measures[0].observations[0].value == 0.5);
}

TEST_CASE("empty naming cells repeat the one above if the recipe fills down") {
  Recipe recipe = four_hours();
  recipe.fill_down = true;
  const Preview preview = preview_of(recipe, "month,site,attendances,breaches\nApr-24,A,10,1\nMay-24,,20,2\n");
  CHECK(preview.measures.size() == 2);
  CHECK(preview.measures[0].observations.size() == 2);
}

TEST_CASE("the whole is refused where columns are absent, ambiguous, or nothing is there") {
  CHECK(problem_of(counts(), "month,slips\nApr-24,1\n") == "column-absent");
  CHECK(problem_of(counts(), "month,falls,Falls\nApr-24,1,2\n") == "column-ambiguous");
  CHECK(problem_of(counts(), "month,falls\n") == "no-observations");
  CHECK(problem_of(counts(), "month,falls\n,\nTotal,\n") == "no-observations");
  Recipe deep = counts();
  deep.header_row = 9;
  CHECK(problem_of(deep, "month,falls\nApr-24,1\n") == "header-absent");
  Recipe lettered = counts();
  lettered.header_row = 0;
  lettered.date = "#a";
  lettered.measures[0].value = "#B";
  CHECK(preview_of(lettered, "Apr-24,1\nMay-24,2\n").totals.observations == 2);
  lettered.measures[0].value = "#C";
  CHECK(problem_of(lettered, "Apr-24,1\nMay-24,2\n") == "column-absent");
  Recipe clashing = four_hours();
  clashing.measures[1] = {.name = "{site} : attendances", .value = "breaches"};
  clashing.measures[0].name = "{site} : attendances ";
  CHECK(problem_of(clashing, "month,site,attendances,breaches\nApr-24,A,1,1\n") == "measure-name-twice");
}

TEST_CASE("a flood of bad cells is counted, and only the first are kept") {
  std::string text = "month,falls\n";
  for (int i = 0; i < 1500; ++i) text += "2024-04-01,x" + std::to_string(i) + "\n";
  const Preview preview = preview_of(counts(), text);
  CHECK(preview.remarks.size() == most_remarks);
  CHECK(preview.more_remarks == 500);
  CHECK(preview.totals.refused == 1500);
  check_sums(preview);
}

TEST_CASE("what a date stands for follows from how far the dates lie apart, and a recipe settles it") {
  const auto span = [](std::string_view cells) { return preview_of(counts(), std::string("month,falls\n") + std::string(cells)).span; };
  CHECK(span("01/04/2024,1\n08/04/2024,2\n15/04/2024,3\n29/04/2024,3\n") == Span::week);
  CHECK(span("31/01/2024,1\n29/02/2024,2\n31/03/2024,3\n30/04/2024,3\n") == Span::month);
  CHECK(span("01/01/2023,1\n01/04/2023,2\n01/07/2023,3\n01/10/2023,3\n") == Span::quarter);
  CHECK(span("Jan-23,1\nApr-23,2\nJul-23,3\n") == Span::quarter);
  CHECK(span("31/03/2021,1\n31/03/2022,2\n31/03/2023,3\n") == Span::year);
  CHECK(span("01/04/2024,1\n02/04/2024,2\n03/04/2024,3\n04/04/2024,1\n05/04/2024,1\n08/04/2024,1\n09/04/2024,4\n") == Span::day);
  CHECK(span("03/04/2024,1\n09/04/2024,2\n20/04/2024,3\n01/06/2024,1\n") == Span::day);
  CHECK(span("31/01/2024,1\n31/03/2024,2\n31/05/2024,2\n") == Span::month);  // with months missing
  Recipe recipe = counts();
  recipe.every = Span::month;
  const Preview asked = preview_of(recipe, "month,falls\n31/01/2024,1\n07/02/2024,2\n");
  CHECK(asked.span == Span::month);
  CHECK(rows_in_words(asked, 1, 1)[0] == "31 January 2024: Falls = 1.");
}

TEST_CASE("a percentage among plain numbers is refused, and percentages with and without their sign are told") {
  Recipe recipe = counts();
  recipe.measures[0].kind = ValueKind::number;
  const Preview plain = preview_of(recipe, "month,falls\nApr-24,10\nMay-24,12%\n");
  CHECK(plain.totals.refused == 1);
  CHECK(plain.remarks.at(0).code == "number-percent");
  recipe.measures[0].kind = ValueKind::percent;
  const Preview both = preview_of(recipe, "month,falls\nApr-24,10\nMay-24,12%\n");
  CHECK(both.said.at(0).find("some have none") != std::string::npos);
}
