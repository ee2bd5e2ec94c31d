#include "exchange/evidence/method.hpp"

#include <doctest/doctest.h>

#include <limits>
#include <set>
#include <stdexcept>

#include "base/check.hpp"

namespace tributary::exchange {
namespace {

using Kind = EvidenceOption::Kind;

const std::vector<EvidenceOption> sample{{.name = "outcome", .label = "What was measured", .means = "The column of what was measured", .wanted = true},
                                         {.name = "level", .label = "Level", .kind = Kind::number, .means = "Of the intervals", .standard = "0.95", .least = 0.5, .most = 1},
                                         {.name = "lag", .label = "Lag", .kind = Kind::whole, .means = "How many", .least = 0, .most = 10},
                                         {.name = "better", .label = "Better", .kind = Kind::choice, .means = "Which way", .standard = "neither", .choices = {"up", "down", "neither"}},
                                         {.name = "counts", .label = "Counts", .kind = Kind::columns, .means = "Four columns", .commas = true},
                                         {.name = "log", .label = "Logarithms", .kind = Kind::flag, .means = "Logarithms"}};

std::string code_of(const Said& said) {
  const auto settings = EvidenceSettings::of(sample, said);
  return settings ? "" : settings.error().code + " " + settings.error().field;
}

TEST_CASE("what isn't told holds as it stands, and several stand in one text where that is allowed") {
  const auto settings = EvidenceSettings::of(sample, {{"outcome", {"rate"}}, {"counts", {"a, b", "c"}}, {"log", {"true"}}});
  REQUIRE(settings);
  CHECK(settings->number("level") == 0.95);
  CHECK(settings->text("better") == "neither");
  CHECK(settings->texts("counts") == std::vector<std::string>{"a", "b", "c"});
  CHECK(settings->on("log"));
  CHECK_FALSE(settings->told("lag"));
}

TEST_CASE("an option that can't be taken is named, with what it should be") {
  CHECK(code_of({}) == "option-absent --outcome");
  CHECK(code_of({{"outcome", {""}}}) == "option-absent --outcome");
  CHECK(code_of({{"outcome", {"a", "b"}}}) == "option-unreadable --outcome");
  CHECK(code_of({{"outcome", {"a"}}, {"level", {"often"}}}) == "option-unreadable --level");
  CHECK(code_of({{"outcome", {"a"}}, {"level", {"nan"}}}) == "option-unreadable --level");
  CHECK(code_of({{"outcome", {"a"}}, {"level", {"95"}}}) == "option-out-of-range --level");
  CHECK(code_of({{"outcome", {"a"}}, {"lag", {"2.5"}}}) == "option-unreadable --lag");
  CHECK(code_of({{"outcome", {"a"}}, {"better", {"lower"}}}) == "option-unreadable --better");
  CHECK(code_of({{"outcome", {"a"}}, {"log", {"maybe"}}}) == "option-unreadable --log");
  CHECK(code_of({{"outcome", {"a"}}, {"seed", {"1"}}}) == "option-unknown --seed");
}

TEST_CASE("each method is found by its name; options have names of their own, and standards that they can take") {
  std::set<std::string_view> names;
  for (const EvidenceMethod& method : evidence_methods()) {
    CHECK(names.insert(method.name).second);
    CHECK(find_evidence_method(method.name) == &method);
    std::set<std::string_view> options, labels;
    Said wanted;
    for (const EvidenceOption& option : method.options) {
      CHECK(options.insert(option.name).second);
      CHECK_FALSE(option.label.empty());
      CHECK_MESSAGE(labels.insert(option.label).second, method.name, " has two options of the label ", option.label);
      if (option.wanted) wanted[std::string(option.name)] = {"x"};
      if (!option.standard.empty()) wanted[std::string(option.name)] = {std::string(option.standard)};
    }
    CHECK(EvidenceSettings::of(method.options, wanted));
  }
  CHECK(find_evidence_method("anova") == nullptr);
}

TEST_CASE("who has fields before them reads of options by their labels, and nothing of a command line") {
  const EvidenceMethod& did = *find_evidence_method("did");
  CHECK(with_labels(did, "Use --treated COLUMN (1 where it was; with --after COLUMN), --treated-from COLUMN, or --treated-unit NAME with --from TIME.") ==
        "Use “Where and when it was in force” (1 where it was; with “Once it was in force”), “Since when each had it”, or “Who had it” with “From when”.");
  CHECK(with_labels(*find_evidence_method("meta"), "--counts A,B,C,D or --events A,N,C,M, or one of --effect") == "“With and without the event” or “With the event, and of how many”, or one of “Effect”");
  CHECK(with_labels(did, "--cluster Which; --gone COLUMN -- and \"--\"") == "“Cluster” Which; --gone COLUMN -- and \"--\"");
  for (const EvidenceMethod& method : evidence_methods())
    for (const EvidenceOption& option : method.options) CHECK_MESSAGE(with_labels(method, option.means).find("--") == std::string::npos, method.name, " ", option.name);
}

TEST_CASE("a server refuses what would keep it from others; a command answers it") {
  std::string text = "unit,time,value\n";
  for (int unit = 0; unit < 301; ++unit)
    for (int time = 1; time <= 4; ++time) text += "u" + std::to_string(unit) + "," + std::to_string(time) + "," + std::to_string((unit * 7 + time * 3) % 11) + "\n";
  const auto table = DataTable::read(text, "sites.csv").value();
  const Said said{{"outcome", {"value"}}, {"unit", {"unit"}}, {"time", {"time"}}, {"treated-unit", {"u5"}}, {"from", {"3"}}};
  const EvidenceMethod& method = *find_evidence_method("synthetic-control");
  const auto shared = answer_evidence(method, table, said, {.file = "sites.csv", .sha256 = ""}, Effort::shared);
  REQUIRE_FALSE(shared);
  CHECK(shared.error().code == "too-much-to-share");
  CHECK(answer_evidence(method, table, said, {.file = "sites.csv", .sha256 = ""}, Effort::alone));
}

TEST_CASE("numbers that leave what can be worked with are refused for that, whether a method gives them or the functions it calls throw") {
  const auto table = DataTable::read("site,value\na,1\n", "sites.csv");
  REQUIRE(table);
  EvidenceMethod method{.name = "sample", .answer = [](const DataTable&, const EvidenceSettings&, EvidenceReport& report) -> base::Done {
    report.tables.push_back({.name = "found", .columns = {"value"}, .rows = {{std::numeric_limits<double>::quiet_NaN()}}});
    return {};
  }};
  const auto refusal = answer_evidence(method, *table, {}, {}, Effort::alone);
  REQUIRE_FALSE(refusal);
  CHECK(refusal.error().code == "too-extreme");
  CHECK(refusal.error().where == "sites.csv");
  method.answer = [](const DataTable&, const EvidenceSettings&, EvidenceReport&) -> base::Done { throw std::overflow_error("a function of a distribution"); };
  CHECK(answer_evidence(method, *table, {}, {}, Effort::alone).error().code == "too-extreme");
  method.answer = [](const DataTable&, const EvidenceSettings&, EvidenceReport&) -> base::Done { throw base::Mistake("ours"); };
  CHECK_THROWS_AS(static_cast<void>(answer_evidence(method, *table, {}, {}, Effort::alone)), base::Mistake);
}

}  // namespace
}  // namespace tributary::exchange
