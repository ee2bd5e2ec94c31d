#include "cli/chart.hpp"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

#include "base/text.hpp"

using namespace tributary;
using cli::ChartOptions;
using cli::Format;

namespace {

constexpr const char* columns =
    "date,value,phase,centre,lower,upper,point_high,point_low,shift_high,shift_low,trend_up,trend_down,"
    "two_of_three_high,two_of_three_low,limits_shown\r\n";

std::string charted(const std::string& bytes, ChartOptions options = {}) {
  options.file = "falls.csv";
  const auto text = cli::chart_bytes(bytes, options);
  REQUIRE_MESSAGE(text.has_value(), base::one_line(text.error()));
  return text->text;
}

std::string refused(const std::string& bytes, ChartOptions options = {}) {
  options.file = "falls.csv";
  const auto text = cli::chart_bytes(bytes, options);
  REQUIRE_FALSE(text.has_value());
  return text.error().code + " at " + text.error().where + " " + text.error().field;
}

ChartOptions as(Format format) {
  ChartOptions options;
  options.format = format;
  return options;
}

// Two years of months without a signal.
std::string two_years(const char* header = "date,value\n") {
  std::string text = header;
  for (int i = 0; i < 24; ++i) {
    const int values[] = {50, 51, 52, 49, 48};
    text += std::to_string(2023 + i / 12) + "-" + base::pad2(static_cast<unsigned>(i % 12 + 1)) + "-01," +
            std::to_string(values[i % 5]) + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("csv has a row a point, with round-trip digits, blanks for what isn't there, and a column a rule") {
  CHECK(charted("date,value\n2024-01-01,5\n2024-02-01,7\n2024-03-01,\n", as(Format::csv)) ==
        std::string(columns) +
            "2024-01-01,5,1,6,0.6799999999999997,11.32,0,0,0,0,0,0,0,0,0\r\n"
            "2024-02-01,7,1,6,0.6799999999999997,11.32,0,0,0,0,0,0,0,0,0\r\n"
            "2024-03-01,,1,6,0.6799999999999997,11.32,0,0,0,0,0,0,0,0,0\r\n");
  CHECK(charted("date,value\n2024-01-01,5\n", as(Format::csv)) ==
        std::string(columns) + "2024-01-01,5,1,5,,,0,0,0,0,0,0,0,0,0\r\n");
}

TEST_CASE("the file may be as people have it: any order, thousands, percent signs, totals, no header") {
  auto options = as(Format::csv);
  CHECK(charted("Month\tWaiting\nMar-24\t1,300\nJan-24\t1,200\nFeb-24\t*\nTotal\t2,500\n", options)
            .find("2024-01-01,1200,1,1250,,,0,0,0,0,0,0,0,0,0\r\n2024-02-01,,1,1250,,,") != std::string::npos);
  CHECK(charted("31/01/2024,5\n29/02/2024,7\n", options).find("2024-01-31,5,1,6,") != std::string::npos);
  CHECK(charted(two_years("date,value\n")).find("Profile: mdc-2022") != std::string::npos);
  const std::string percents = charted("date,seen\n2024-01-01,95%\n2024-02-01,94%\n", as(Format::json));
  CHECK(nlohmann::json::parse(percents)["points"][0]["value"] == 95);
  CHECK(charted("date,tiny\n2024-01-01,2e-09\n2024-02-01,4e-09\n", options).find("3.0000000000000004e-09") !=
        std::string::npos);
}

TEST_CASE("a numerator and a denominator make the value, and a row may be chosen by what stands in it") {
  auto options = as(Format::csv);
  options.columns = {.numerator = "in time", .denominator = "all", .only = {"site=A"}};
  const std::string text =
      charted("site,date,in time,all\nA,2024-01-01,3,4\nB,2024-01-01,1,9\nA,2024-02-01,1,2\n", options);
  CHECK(text.find("2024-01-01,0.75,1,0.625,") != std::string::npos);
  CHECK(text.find("2024-02-01,0.5,") != std::string::npos);
  CHECK(text.find("0.111") == std::string::npos);
}

TEST_CASE("baseline, phases, ghosts and targets are dates of the file, and are told in the rows") {
  auto options = as(Format::csv);
  options.better = "up";
  options.baseline = "12";
  options.phases = {"2024-07-01"};
  options.ghosts = {"2023-03-01"};
  options.targets = {"60@2024-01-01..2024-06-30", "40"};
  options.full = true;
  const std::string text = charted(two_years(), options);
  CHECK(text.find("2023-03-01,52,0,") != std::string::npos);
  CHECK(text.find(",40,1,common_cause,0,,\r\n2023-04-01") != std::string::npos);
  CHECK(text.find("2024-01-01,52,0,") != std::string::npos);  // the twelfth value that counts ends the baseline
  CHECK(text.find("2024-02-01,49,1,") != std::string::npos);
  CHECK(text.find(",60,0,common_cause,0,,\r\n2024-05-01") != std::string::npos);
  CHECK(text.find("2024-07-01,49,2,") != std::string::npos);
  CHECK(text.ends_with(",40,0,common_cause,0,Common Cause,Pass\r\n"));
}

TEST_CASE("json carries profile, icons, sentence, cautions and chances beside the points") {
  auto options = as(Format::json);
  options.better = "up";
  options.targets = {"95%"};
  options.unit = "%";
  const auto json = nlohmann::json::parse(charted(two_years(), options));
  CHECK(json["profile"]["name"] == "mdc-2022");
  CHECK(json["variation_icon"] == "Common Cause");
  CHECK(json["assurance_icon"] == "Fail");
  CHECK(json["show_limits"] == true);
  CHECK(json["sentence"].get<std::string>().find("out of reach of the target of 95 %") != std::string::npos);
  CHECK(json["false_alarm_chance"].get<double>() == doctest::Approx(0.154).epsilon(0.01));
  CHECK(json["cautions"].empty());
  CHECK(json["phases"][0]["standing"] == "settled");
  CHECK(json["points"].size() == 24);
  CHECK(json["points"][3]["signals"].empty());
}

TEST_CASE("too few values for limits are said in csv, and have no icon in json") {
  CHECK(charted(two_years(), as(Format::csv)).find(",0,0,0,0,0,0,0,0,1\r\n") != std::string::npos);
  const auto json = nlohmann::json::parse(charted("date,value\n2024-01-01,5\n2024-02-01,7\n2024-03-01,6\n", as(Format::json)));
  CHECK(json["show_limits"] == false);
  CHECK(json["variation_icon"].is_null());
}

TEST_CASE("the table ends with the sentence and says what to doubt") {
  const std::string text = charted("date,value\n2024-01-01,5\n2024-02-01,7\n2024-03-01,\n");
  CHECK(text.find("2024-03-01         1") != std::string::npos);
  CHECK(text.find("(no value)") != std::string::npos);
  CHECK(text.find("2 values so far: too few for limits, which take 12. Keep measuring.") != std::string::npos);
  CHECK(text.find("Caution: 1 date has no value.") != std::string::npos);
}

TEST_CASE("what is wrong with a file is refused with its row, and with an option by its name") {
  CHECK(refused("date,value\n2024-01-01,5\n2024-02-30,7\n") == "date-unknown at falls.csv:3 column date");
  CHECK(refused("date,value\n2024-01-01,5\n2024-02-01,lots\n2024-03-01,1\n") ==
        "number-unreadable at falls.csv:3 column value");
  CHECK(refused("date,value\n2024-02-01,5\n\n2024-01-01,7\n2024-02-01,1\n") == "duplicate-date at falls.csv:5 ");
  CHECK(refused("date,value\n2024-01-01,nan\n") == "number-unreadable at falls.csv:2 column value");
  CHECK(refused("date,a,b\n2024-01-01,1,2\n") == "column-unclear at falls.csv ");
  CHECK(refused("name,colour\nx,red\n") == "column-unclear at falls.csv ");
  CHECK(refused("") == "no-cells at falls.csv ");
  CHECK(refused("date,value\n") == "no-points at falls.csv ");
  CHECK(refused("date,value\n2024-01-01,1e308\n2024-02-01,-1e308\n") == "number-out-of-range at falls.csv:2 column value");
  ChartOptions options;
  options.columns.value = "valeu";
  CHECK(refused(two_years(), options) == "column-absent at falls.csv ");
  options = {};
  options.phases = {"2024-02-02"};
  CHECK(refused(two_years(), options) == "phase-start-unmatched at falls.csv --phase");
  options = {};
  options.ghosts = {"2024-02-02"};
  CHECK(refused(two_years(), options) == "ghost-unmatched at  --ghost");
  options = {};
  options.baseline = "25";
  CHECK(refused(two_years(), options) == "baseline-too-long at  --baseline");
  options = {};
  options.targets = {"95@2024"};
  CHECK(refused(two_years(), options) == "target-unreadable at  --target");
  options = {};
  options.shift = 9;
  CHECK(refused(two_years(), options) == "setting-out-of-range at  --shift");
  options = {};
  options.profile = "magic";
  CHECK(refused(two_years(), options) == "profile-unknown at  --profile");
  options = {};
  options.columns = {.numerator = "a", .denominator = "b"};
  CHECK(refused("date,a,b\n2024-01-01,1,2\n2024-02-01,1,-3\n", options) ==
        "denominator-not-positive at falls.csv:3 column b");
}

TEST_CASE("rows about people are refused by the command line too") {
  const std::string people = "date,value,NHS number\n2024-01-01,1,943 476 5919\n";
  CHECK(refused(people).starts_with("patient-level-data"));
}

TEST_CASE("columns are guessed as an import guesses them: two counts may be one share, below a title too") {
  const std::string cells = "Seen in the department\nMonth,Seen in time,Seen\nApr-24,90,100\nMay-24,95,100\nJun-24,70,80\n";
  const std::string text = charted(cells);
  CHECK(text.find("Read as one share: Seen in time out of Seen") != std::string::npos);
  CHECK(text.find("90.0") != std::string::npos);
  ChartOptions csv = as(Format::csv);
  csv.file = "falls.csv";
  const auto charted_csv = cli::chart_bytes(cells, csv);
  REQUIRE(charted_csv.has_value());
  CHECK(charted_csv->text.find("2024-04-01,0.9,") != std::string::npos);
  CHECK(charted_csv->notes.back().find("one share") != std::string::npos);
  CHECK(refused("Month,Seen in time,Seen\nApr-24,90,100\nMay-24,105,100\nJun-24,70,80\n").starts_with("numerator-above-denominator at falls.csv:3"));
}

TEST_CASE("a share's numerator is never above its denominator") {
  ChartOptions options;
  options.columns = {.date = "month", .numerator = "seen", .denominator = "all"};
  options.share = true;
  CHECK(refused("month,seen,all\nApr-24,9,10\nMay-24,12,10\n", options).starts_with("numerator-above-denominator at falls.csv:3"));
  options.share = false;  // nor where nobody says that it is one
  CHECK(refused("month,seen,all\nApr-24,9,10\nMay-24,5,4\n", options) == "numerator-above-denominator at falls.csv:3 column all");
  options.rate = true;  // a rate may be
  CHECK_FALSE(charted("month,seen,all\nApr-24,9,10\nMay-24,12,10\n", options).empty());
}

TEST_CASE("a condition that no row meets is told as that, and counts are printed whole") {
  ChartOptions options;
  options.columns.only = {"org_code=ZZZ"};
  CHECK(refused("date,org_code,value\n2024-01-01,RF4,5\n", options) == "filter-matches-nothing at falls.csv --only");
  CHECK(charted("date,value\n2024-01-01,20827\n2024-02-01,20911\n").find("20827.0") == std::string::npos);
}

TEST_CASE("a row whose denominator is 0 is a gap, and is told with its number") {
  ChartOptions options = as(Format::json);
  options.columns = {.numerator = "a", .denominator = "b"};
  const auto json = nlohmann::json::parse(charted("date,a,b\n2024-01-01,1,2\n2024-02-01,1,0\n2024-03-01,1,4\n", options));
  CHECK(json["points"][1]["value"].is_null());
  CHECK(json["points"][2]["value"] == 0.25);
  CHECK(json["notes"][0] == "Row 3: the denominator is 0, so the point is left out.");
}

TEST_CASE("each type takes the columns that it needs, and says which where they are missing or too many") {
  const std::string counts = "month,falls,patients\n2024-01-01,3,40\n2024-02-01,5,50\n2024-03-01,4,45\n";
  ChartOptions options = as(Format::json);
  options.columns = {.numerator = "falls", .denominator = "patients"};
  for (const char* type : {"p", "u", "p-prime", "u-prime", "i-prime"}) {
    options.chart = type;
    const auto json = nlohmann::json::parse(charted(counts, options));
    CHECK(json["chart"] == type);
    CHECK(json["points"][0]["size"] == 40);
    CHECK(json["points"][0]["centre"].get<double>() == doctest::Approx(12.0 / 135));
  }
  options.chart = "np";
  CHECK(refused(counts, options).starts_with("denominators-differ at falls.csv:3"));
  options.chart = "c";
  CHECK(refused(counts, options).starts_with("columns-unused"));
  options.columns = {.value = "falls"};
  CHECK(nlohmann::json::parse(charted(counts, options))["points"][0]["centre"] == 4);
  options.chart = "p";
  CHECK(refused(counts, options).starts_with("columns-missing"));
  options.chart = "xbar";
  CHECK(refused(counts, options).starts_with("columns-missing"));
  options.columns = {.value = "falls", .size = "patients"};
  CHECK(refused(counts, options) == "columns-missing at  --sd");
  options.chart = "xmr";
  CHECK(refused(counts, options) == "columns-unused at  --size");
  options.chart = "pie";
  CHECK(refused(counts, options) == "chart-unknown at  --chart");
}

TEST_CASE("a run chart goes by Anhøj's test unless told otherwise, and its csv says which rows are in a signal") {
  ChartOptions options = as(Format::csv);
  options.chart = "run";
  std::string text = "date,value\n";
  for (int i = 0; i < 24; ++i) text += std::to_string(2023 + i / 12) + "-" + base::pad2(static_cast<unsigned>(i % 12 + 1)) + "-01," + std::to_string(i < 12 ? 10 + i % 3 : 20 + i % 3) + "\n";
  const std::string rows = charted(text, options);
  CHECK(rows.starts_with("date,value,phase,centre,lower,upper,shift_high,shift_low,limits_shown,runs_signal\r\n"));
  CHECK(rows.find("2023-01-01,10,1,16,,,0,1,0,1\r\n") != std::string::npos);
  CHECK(rows.find("2024-12-01,22,1,16,,,1,0,0,1\r\n") != std::string::npos);
  options.format = Format::json;
  const auto json = nlohmann::json::parse(charted(text, options));
  CHECK(json["profile"]["name"] == "anhoej");
  CHECK(json["runs"][0]["longest_run"] == 12);
  CHECK(json["runs"][0]["crossings"] == 1);
  CHECK(json["false_alarm_basis"] == "table");
}
