#include "exchange/flow/flow_model.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "engines/flow/check.hpp"
#include "engines/flow/experiment.hpp"

namespace tributary::exchange::flow {

namespace {

const std::string ward = R"(schema = "tributary.flow/1"
name = "ward"
time_unit = "day"
classes = ["stroke", "other"]
exits = ["home", "care_home"]

[arrivals.stroke]
class = "stroke"
every = 2
to = "ward"

[arrivals.other]
class = "other"
rate = 365
per = "year"
to = "ward"

[services.ward]
beds = 10
stay = [
  { class = "stroke", next = "care_home", distribution = "lognormal", mean = 20, sd = 10 },
  { class = "stroke", distribution = "gamma", mean = 8, sd = 4, scale = 1.5 },
  { distribution = "exponential", mean = "36 h" },
]
next = [{ class = "stroke", to = { home = 0.7, care_home = 0.3 } }, { to = "home" }]

[measures.queue]
quantity = "queue"

[scenarios.more]
title = "Two beds more"
[scenarios.more.add]
"services.ward.beds" = 2
[scenarios.more.scale]
"arrivals.stroke.every" = 0.5
)";

base::Result<std::string> no_tables(const std::string& name) {
  base::Problem problem;
  problem.code = "file-unreadable", problem.title = "No table", problem.detail = name;
  return base::fail(std::move(problem));
}

base::Result<FlowModel> read(const std::string& text, const char* scenario = nullptr) {
  const auto file = ModelFile::read(text, "ward.toml");
  if (!file) return base::fail(file.error());
  const ScenarioText* found = nullptr;
  for (const auto& each : file->scenarios()) {
    if (scenario != nullptr && each.name == scenario) found = &each;
  }
  return file->model(found, no_tables);
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), with);
}

base::Problem refused(const std::string& what, const std::string& with) {
  const auto made = read(replaced(ward, what, with));
  REQUIRE_FALSE(made);
  return made.error();
}

std::string whole(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

}  // namespace

TEST_CASE("a model file says who comes, how long they stay and where they go") {
  const auto made = read(ward);
  REQUIRE(made);
  const engine::Model& model = made->model;
  CHECK(engine::check_model(model));
  CHECK(std::get<engine::PoissonArrivals>(model.sources[0].process).rate == doctest::Approx(.5));
  CHECK(std::get<engine::PoissonArrivals>(model.sources[1].process).rate == doctest::Approx(1));
  REQUIRE(model.services[0].stays.size() == 3);
  CHECK(engine::moments(model.services[0].stays[0].length).mean == doctest::Approx(20));
  CHECK(engine::moments(model.services[0].stays[1].length).mean == doctest::Approx(12));
  CHECK(engine::moments(model.services[0].stays[2].length).mean == doctest::Approx(1.5));
}

TEST_CASE("a scenario changes any number, and says when it can't") {
  const auto more = read(ward, "more");
  REQUIRE(more);
  CHECK(more->model.services[0].capacity.beds == 12);
  CHECK(std::get<engine::PoissonArrivals>(more->model.sources[0].process).rate == doctest::Approx(1));
  const auto wrong = read(replaced(ward, "services.ward.beds", "services.wards.beds"), "more");
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().code == "path-not-known");
  CHECK(wrong.error().where == "ward.toml:33");
}

TEST_CASE("a file may say how it is run") {
  using Engine = engine::RunSettings::Engine;
  const auto asked = [](const char* way) { return read(ward + "\n[run]\n" + way); };
  CHECK(asked("")->model.run.engine == Engine::whichever);
  CHECK(asked("engine = \"events\"")->model.run.engine == Engine::events);
  CHECK(asked("engine = \"recursion\"")->model.run.engine == Engine::recursion);
  CHECK(asked("engine = \"event\"").error().detail.find("is events meant?") != std::string::npos);
}

TEST_CASE("a mistake is told with file, line, what stands there and what would be right") {
  const auto key = refused("beds = 10", "bed = 10");
  CHECK(key.code == "key-not-known");
  CHECK(key.where == "ward.toml:19");
  CHECK(key.detail.find("Is beds meant?") != std::string::npos);
  CHECK(refused("to = \"ward\"\n\n[arrivals.other]", "to = \"wrad\"\n\n[arrivals.other]").detail.find("Is ward meant?") != std::string::npos);
  CHECK(refused("care_home = 0.3", "care_home = 0.2").code == "probabilities-not-one");
  CHECK(refused("mean = 20, sd = 10", "mean = -20, sd = 10").where == "ward.toml:21");
  CHECK(refused("\"exponential\"", "\"exponental\"").detail.find("Is exponential meant?") != std::string::npos);
  CHECK(refused("distribution = \"exponential\", ", "").code == "distribution-missing");
  CHECK(refused("\"36 h\"", "\"36 lightyears\"").code == "time-not-understood");
  CHECK(refused("every = 2", "every = \"two\"").code == "time-not-understood");
  CHECK(refused("[services.ward]", "[services.ward").code == "file-not-toml");
  CHECK(refused("schema = \"tributary.flow/1\"", "schema = \"x\"").code == "schema-not-known");
  CHECK(refused("class = \"stroke\"\nevery", "class = \"strok\"\nevery").detail.find("Is stroke meant?") != std::string::npos);
}

TEST_CASE("probabilities that round to nearly one are normalised with a warning") {
  const auto made = read(replaced(ward, "care_home = 0.3", "care_home = 0.31"));
  REQUIRE(made);
  REQUIRE(made->warnings.size() == 1);
  CHECK(made->warnings[0].code == "probabilities-normalised");
}

TEST_CASE("conditions are read as they are written, and refused where they can't be") {
  const auto with = [](const std::string& when) { return read(replaced(ward, "{ class = \"stroke\", to = {", "{ when = \"" + when + "\", to = {")); };
  CHECK(with("class == 'stroke' and not (visits > 3 or waited >= 2)"));
  CHECK(with("weekday == 'Saturday' or hour < 8"));
  CHECK(with("class = 'stroke'").error().code == "condition-not-understood");
  CHECK(with("colour == 'red'").error().code == "condition-not-understood");
  CHECK(with("class == 'stroke' and").error().code == "condition-not-understood");
  CHECK(with(std::string(500, '(') + "class == 'stroke'").error().code == "condition-not-understood");
  CHECK(with("class < 'stroke'").error().code == "condition-not-understood");
}

TEST_CASE("what could never work is refused with a sentence") {
  const auto wrong = [](const std::string& what, const std::string& with) {
    const auto made = read(replaced(ward, what, with));
    REQUIRE(made);
    const auto done = engine::check_model(made->model);
    REQUIRE_FALSE(done);
    return done.error().code;
  };
  CHECK(wrong("{ to = \"home\" }]", "{ to = \"home\" }]\n\n[services.nowhere]\nbeds = 1\nstay = 1\nnext = \"home\"") == "service-unreachable");
  CHECK(wrong("beds = 10", "beds = 0") == "never-any-beds");
  CHECK(wrong("next = [{ class = \"stroke\", to = { home = 0.7, care_home = 0.3 } }, { to = \"home\" }]", "next = \"ward\"") == "never-ends");
  CHECK(wrong("beds = 10", "beds = 10\nwhen_full = [{ longest_queue = 3 }]") == "full-without-way");
  CHECK(wrong("every = 2", "every = 1e-9") == "too-many-people");
  CHECK(wrong("next = [{ class = \"stroke\", to = { home = 0.7, care_home = 0.3 } }, { to = \"home\" }]", "next = { ward = 0.999999, home = 0.000001 }") == "too-many-stays");
}

// A slider may stand at its end.
TEST_CASE("a rule that nobody keeps, or everybody, leads to both its ends all the same") {
  const std::string other = "compliance = 0\nthen = \"nowhere\"\nelse = \"home\"\n[services.nowhere]\nbeds = 1\nstay = 1\nnext = \"home\"\n";
  const auto checked = [&](const std::string& what, const std::string& with) {
    const auto made = read(replaced(replaced(ward, "{ to = \"home\" }]", "{ to = \"choice\" }]"), "[services.ward]", "[rules.choice]\n" + replaced(other, what, with) + "[services.ward]"));
    REQUIRE_MESSAGE(made, (made ? "" : base::one_line(made.error())));
    const auto done = engine::check_model(made->model);
    return done ? std::string("fine") : done.error().code;
  };
  CHECK(checked("compliance = 0", "compliance = 0") == "fine");
  CHECK(checked("compliance = 0", "compliance = 0.5") == "fine");
  CHECK(checked("compliance = 0\nthen = \"nowhere\"\nelse = \"home\"", "then = \"home\"\nelse = \"nowhere\"") == "fine");
  CHECK(checked("beds = 1", "beds = 0") == "fine");  // closed: nobody comes
  CHECK(checked("compliance = 0\nthen = \"nowhere\"\nelse = \"home\"\n[services.nowhere]\nbeds = 1", "compliance = 0.5\nthen = \"nowhere\"\nelse = \"home\"\n[services.nowhere]\nbeds = 0") == "never-any-beds");
}

TEST_CASE("every model that ships can be run, in each of its scenarios") {
  const char* root = std::getenv("TRIBUTARY_ROOT");
  REQUIRE(root != nullptr);
  int models = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(root) / "models")) {
    if (entry.path().extension() != ".toml") continue;
    CAPTURE(entry.path().filename().string());
    ++models;
    const auto file = ModelFile::read(whole(entry.path()), entry.path().filename().string());
    REQUIRE(file);
    std::vector<const ScenarioText*> scenarios{nullptr};
    for (const auto& each : file->scenarios()) scenarios.push_back(&each);
    for (const auto* scenario : scenarios) {
      const auto made = file->model(scenario, [&](const std::string& name) -> base::Result<std::string> { return whole(entry.path().parent_path() / entry.path().stem() / (name + ".csv")); });
      REQUIRE_MESSAGE(made, (made ? "" : base::one_line(made.error())));
      CHECK(engine::check_model(made->model));
      for (const auto& warning : made->warnings) CHECK_MESSAGE(warning.code != "never-used", warning.detail);
    }
  }
  CHECK(models >= 5);
}

}  // namespace tributary::exchange::flow
