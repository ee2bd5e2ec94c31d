// From a file of stays to a model that runs: what comes out agrees with what went in, and shows nobody.
#include "exchange/flow/write_model.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/text.hpp"
#include "engines/flow/check.hpp"
#include "engines/flow/experiment.hpp"
#include "engines/random/samplers.hpp"
#include "exchange/flow/flow_model.hpp"

namespace tributary::exchange::flow {

namespace {

constexpr double begin = 20'500.25;  // days since 1970

std::string moment(double days) {
  const std::chrono::sys_days day{std::chrono::days(static_cast<int>(days))};
  const std::chrono::year_month_day date{day};
  const auto seconds = static_cast<int>((days - std::floor(days)) * 86'400);
  char text[32];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d", static_cast<int>(date.year()), static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), seconds / 3600, seconds / 60 % 60, seconds % 60);
  return text;
}

struct Drawn {
  std::string csv = "who,admitted,discharged,kind\n";
  std::vector<double> stays;
};

// People at random, `a_day` of them, with gamma stays; each of the kind that `kind` says of their number.
template <class Kind>
Drawn drawn(int people, double a_day, double shape, double mean, Kind kind, std::uint64_t seed = 1) {
  random::Stream stream(random::replication_key(seed, 0), 2);
  Drawn out;
  double at = begin;
  for (int i = 0; i < people; ++i) {
    at += random::exponential(stream) / a_day;
    const double stay = mean / shape * random::gamma(stream, shape);
    out.stays.push_back(stay);
    out.csv += std::to_string(i) + "," + moment(at) + "," + moment(at + stay) + "," + kind(i) + "\n";
  }
  return out;
}

FlowFit fit_of(std::string_view csv, const JourneyColumns& columns = {}, const FitWanted& wanted = {}) {
  auto journeys = read_journeys(csv, "people.csv", columns);
  REQUIRE_MESSAGE(journeys, journeys.error().detail);
  auto fit = fit_journeys(std::move(*journeys), wanted);
  REQUIRE_MESSAGE(fit, fit.error().detail);
  return std::move(*fit);
}

std::string written(const FlowFit& fit, const ModelWanted& wanted = {.name = "people", .source = "people.csv", .version = "0", .beds = {}, .beds_of = {}}) {
  const auto text = write_model(fit, wanted);
  REQUIRE_MESSAGE(text, text.error().detail);
  return *text;
}

FlowModel model_of(const std::string& text) {
  const auto file = ModelFile::read(text, "people.toml");
  REQUIRE_MESSAGE(file, file.error().detail << "\n" << text);
  auto made = file->model(nullptr, [](const std::string& name) -> base::Result<std::string> { return name; });
  REQUIRE_MESSAGE(made, made.error().detail << "\n" << text);
  const auto checked = engine::check_model(made->model);
  REQUIRE_MESSAGE(checked, checked.error().detail << "\n" << text);
  CHECK(made->warnings.empty());
  return std::move(*made);
}

// Every number that stands in a text.
std::vector<std::string> numbers_in(const std::string& text) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < text.size();) {
    if (!base::is_digit(text[i])) {
      ++i;
      continue;
    }
    std::size_t j = i;
    while (j < text.size() && (base::is_digit(text[j]) || text[j] == '.')) ++j;
    out.push_back(text.substr(i, j - i));
    i = j;
  }
  return out;
}

std::size_t figures_of(std::string number) {
  std::erase(number, '.');
  const auto first = number.find_first_not_of('0');
  return first == std::string::npos ? 0 : number.size() - first;
}

std::string same_kind(int) { return "a"; }

}  // namespace

TEST_CASE("what was drawn from a model is fitted, and the model that is written runs to the same rate and stay") {
  const Drawn people = drawn(900, 5, 1.7, 4, same_kind);
  const FlowFit fit = fit_of(people.csv);
  REQUIRE(fit.stays.size() == 1);
  CHECK(name_of(fit.stays[0].law().fitted.law.family()) == "gamma");
  CHECK(fit.stays[0].law().test.p > .05);
  const FlowModel made = model_of(written(fit));
  const auto run = engine::run_model(made.model);
  REQUIRE(run);
  const auto& stay = *run->services[0].stay;
  const auto& seen = fit.stays[0].seen;
  CHECK(std::fabs(stay.mean - seen.mean) < 3 * std::hypot(stay.standard_error(), seen.error));
  const auto& arrivals = *run->services[0].arrivals;
  const auto& comings = *fit.classes[0].arrivals;
  CHECK(std::fabs(arrivals.mean / 365 - comings.rate) < 3 * std::hypot(arrivals.standard_error() / 365, comings.error / 10));
  // From one replication to another the rate varies as little as it is known, and by chance.
  CHECK(arrivals.sd / 365 == doctest::Approx(std::hypot(comings.error, std::sqrt(comings.rate / 365))).epsilon(.3));
  CHECK(comings.rate == doctest::Approx(5).epsilon(.1));
}

TEST_CASE("nobody stands in the model that is written: no stay, no date, and no number of more than four figures") {
  const Drawn people = drawn(300, 3, 1.2, 2.5, same_kind, 7);
  const std::string text = written(fit_of(people.csv));
  CHECK(text.find("T0") == std::string::npos);
  for (const char* date : {"2026", "2027", "-02-", "-03-"}) CHECK(text.find(date) == std::string::npos);
  const auto numbers = numbers_in(text.substr(text.find("time_unit")));
  for (const std::string& each : numbers) CHECK_MESSAGE(figures_of(each) <= 4, each);
  const auto shown = [&](const std::string& number) { return std::find(numbers.begin(), numbers.end(), number) != numbers.end(); };
  const auto [least, most] = std::minmax_element(people.stays.begin(), people.stays.end());
  for (const double each : {*least, *most, people.stays[0], people.stays[150], people.stays[299]}) {
    for (const double unit : {1.0, 24.0, 1440.0}) {
      for (const int figures : {4, 5, 6}) {
        char said[32];
        std::snprintf(said, sizeof said, "%.*g", figures, each * unit);
        CHECK_FALSE(shown(said));
      }
    }
  }
  for (const double each : people.stays) {
    char said[32];
    std::snprintf(said, sizeof said, "%.5g", each);
    CHECK_FALSE(shown(said));
  }
  CHECK(text.find("about 300 stays") != std::string::npos);
  CHECK(text.find("licence = \"unknown") != std::string::npos);
}

TEST_CASE("classes have their own arrivals, stays and ways; those of fewer than ten are one, or left out") {
  const auto kind = [](int i) { return i < 4 ? "rare" : i < 8 ? "seldom" : i < 11 ? "hardly" : i % 2 == 0 ? "a \"b\" \\c" : "O'Neill"; };
  const FlowFit fit = fit_of(drawn(400, 4, 2, 3, kind).csv, {.by = "kind"});
  REQUIRE(fit.classes.size() == 3);
  CHECK(fit.classes[0].cases + fit.classes[1].cases + fit.classes[2].cases == 400);
  const std::string text = written(fit);
  const FlowModel made = model_of(text);
  CHECK(made.model.classes.size() == 3);
  CHECK(made.model.sources.size() == 3);
  CHECK(text.find("rare") == std::string::npos);
  const auto few = [](int i) { return i < 4 ? "rare" : "usual"; };
  const FlowFit without = fit_of(drawn(400, 4, 2, 3, few).csv, {.by = "kind"});
  CHECK(without.classes.size() == 1);
  CHECK(without.cases == 396);
  CHECK(written(without).find("rare") == std::string::npos);
}

TEST_CASE("fewer than ten are refused, and so is a model of whom nobody knows how many come") {
  auto few = read_journeys(drawn(9, 1, 1, 1, same_kind).csv, "people.csv", {});
  REQUIRE(few);
  const auto refused = fit_journeys(std::move(*few), {});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "too-few-cases");
  const std::string lengths = "stay\n1.5\n2.5\n3.25\n0.5\n0\n2.25\n4.5\n1.25\n0.75\n6.5\n8.5\n1.125\n";
  const FlowFit fit = fit_of(lengths);
  CHECK(fit.services[0].zero == 1);
  CHECK(write_model(fit, {.name = "a", .source = "b", .version = "0", .beds = {}, .beds_of = {}}).error().code == "arrivals-missing");
  const FlowFit said = fit_of(lengths, {}, {.law = "lognormal", .a_day = 2.5});
  const std::string text = written(said, {.name = "a", .source = "b", .version = "0", .beds = 12, .beds_of = {}});
  const FlowModel made = model_of(text);
  CHECK(text.find("lognormal") != std::string::npos);
  CHECK(text.find("rate = 2.5\n") != std::string::npos);
  CHECK(text.find("beds = 12") != std::string::npos);
  CHECK(text.find("to = \"stay\"") != std::string::npos);  // one of twelve took no time, and is no way of its own
  CHECK(write_model(said, {.name = "a", .source = "b", .version = "0", .beds = {}, .beds_of = {{"ward", 3}}}).error().code == "service-unknown");
}

TEST_CASE("stays that are all alike are fixed, and many of no time pass the service by") {
  std::string same = "stay\n", some = "stay\n";
  for (int i = 0; i < 30; ++i) same += "3.5\n", some += i < 12 ? "0\n" : std::to_string(i) + ".5\n";
  const FlowFit fixed = fit_of(same, {}, {.law = {}, .a_day = 1});
  REQUIRE(fixed.stays[0].fixed);
  CHECK(written(fixed).find("stay = 3.5\n") != std::string::npos);
  model_of(written(fixed));
  const FlowFit passing = fit_of(some, {}, {.law = {}, .a_day = 1});
  CHECK(written(passing).find("to = { stay = 0.6, out = 0.4 }") != std::string::npos);
}

TEST_CASE("a service to which only rare ways lead is left out, and where nobody would leave it is said") {
  std::string rare = "case,activity,time\n", round = rare;
  const auto event = [](std::string& log, int who, const char* what, double at) { log += std::to_string(who) + "," + what + "," + moment(begin + at) + "\n"; };
  for (int i = 0; i < 60; ++i) {
    // Twelve come to the unit: six straight on, six from the ward.
    const double at = i + .1 * (i % 7), stay = 1 + .3 * (i % 5);
    if (i >= 6) event(rare, i, "Ward", at);
    if (i < 12) event(rare, i, "Unit", at + stay);
    event(rare, i, "Home", at + 2 * stay);
    // Of sixty who go to and fro, each to another end of the log, nobody is seen to leave.
    for (int turn = 0; turn < 4; ++turn) event(round, i, turn % 2 == 0 ? "Ward" : "Unit", at + turn * stay);
  }
  const FlowFit fit = fit_of(rare, {.services = {"Ward", "Unit"}, .until = {"Home"}});
  CHECK(fit.services.size() == 1);
  model_of(written(fit));
  auto journeys = read_journeys(round + "x,Home,2030-01-01\n", "people.csv", {.services = {"Ward", "Unit"}, .until = {"Home"}});
  REQUIRE(journeys);
  const auto refused = fit_journeys(std::move(*journeys), {});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "no-way-out");
}

TEST_CASE("any text in quotes is read back as it was") {
  for (const std::string& text : {std::string("plain"), std::string("a \"b\" \\ c\n\t"), std::string("Zürich – “ward”"), std::string()}) {
    const auto read = read_document("name = " + toml_text(text) + "\n", "a.toml");
    REQUIRE_MESSAGE(read, read.error().detail);
    CHECK(read->find("name")->text == text);
  }
}

TEST_CASE("a hospital's log of sepsis gives the admissions and days that were published of it") {
  const char* root = std::getenv("TRIBUTARY_ROOT");
  std::ifstream stream(std::filesystem::path(root != nullptr ? root : ".") / "../shared/data/event-logs/sepsis.csv", std::ios::binary);
  if (!stream) {
    MESSAGE("skipped: ../shared/data/event-logs/sepsis.csv is absent");
    return;
  }
  const std::string bytes(std::istreambuf_iterator<char>(stream), {});
  const FlowFit fit = fit_of(bytes, {.services = {"Admission*"}, .until = {"Release*"}});
  CHECK(fit.cases == 1050);
  REQUIRE(fit.services.size() == 2);
  REQUIRE(fit.stays.size() == 2);
  CHECK(fit.classes[0].enter.shares[0] + fit.classes[0].enter.shares[1] == doctest::Approx(810.0 / 1050).epsilon(1e-6));
  const auto days = [&](std::size_t at) { return static_cast<double>(fit.stays[at].ended) * fit.stays[at].seen.mean; };
  CHECK(days(0) + days(1) == doctest::Approx(781 * 7.587).epsilon(.002));  // of both wards together, as published of them
  const FlowModel made = model_of(written(fit));
  const auto run = engine::run_model(made.model);
  REQUIRE(run);
  for (std::size_t i = 0; i < 2; ++i) {
    const auto& stay = *run->services[i].stay;
    CHECK(std::fabs(stay.mean - fit.stays[i].seen.mean) < 2 * std::hypot(stay.standard_error(), fit.stays[i].seen.error));
  }
}

}  // namespace tributary::exchange::flow
