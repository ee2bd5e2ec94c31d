// What may be varied of a model, and how a level of it changes the model.
#include "tests/flow_runs.hpp"

namespace tributary::exchange::flow {

using namespace tested;

namespace {

const std::string ward = R"(schema = "tributary.flow/1"
time_unit = "day"
[arrivals.people]
rate = 2
to = "ward"
[services.ward]
beds = { value = 12, note = "counted" }
stay = { distribution = "exponential", mean = 5 }
next = "out"
[factors.beds]
title = "Beds on the ward"
set = "services.ward.beds"
from = 10
to = 20
step = 2
[factors.stay]
add = "services.ward.stay.mean"
from = -2
to = 1
)";

ModelFile opened(const std::string& text) {
  auto file = ModelFile::read(text, "model.toml");
  REQUIRE_MESSAGE(file, (file ? "" : base::one_line(file.error())));
  return std::move(*file);
}

std::string refusal(const std::string& factor) {
  const auto file = ModelFile::read(ward.substr(0, ward.find("[factors")) + factor, "model.toml");
  REQUIRE_FALSE(file);
  return base::one_line(file.error());
}

}  // namespace

TEST_CASE("flow: a factor's level changes the model as a scenario would") {
  const auto file = opened(ward);
  REQUIRE(file.factors().size() == 2);
  const Factor &beds = file.factors()[0], &stay = file.factors()[1];
  CHECK(beds.title == "Beds on the ward");
  CHECK(beds.levels() == 6);
  CHECK_FALSE(stay.levels());
  const auto as_is = file.model(nullptr, no_tables);
  CHECK(as_it_stands(beds, *as_is->tree) == 12.0);
  CHECK(as_it_stands(stay, *as_is->tree) == 0.0);
  const ScenarioText changed = varied(nullptr, {{&beds, 14}, {&stay, -1}});
  CHECK(changed.name == "beds=14, stay=-1");
  const auto made = file.model(&changed, no_tables);
  REQUIRE(made);
  CHECK(made->model.services[0].capacity.beds == 14);
  CHECK(engine::moments(made->model.services[0].stays[0].length).mean == doctest::Approx(4));
}

TEST_CASE("flow: a level is one of the steps, and a share of the way falls on each as often") {
  const auto file = opened(ward);
  const Factor& beds = file.factors()[0];
  CHECK(beds.nearest(13.1) == 14);
  CHECK(beds.nearest(99) == 20);
  CHECK(beds.at(0) == 10);
  CHECK(beds.at(0.999) == 20);
  CHECK(beds.at(0.5) == 16);
  Factor fine = beds;
  fine.from = 0.8, fine.to = 1, fine.step = 0.05;
  CHECK(fine.levels() == 5);
  CHECK(fine.nearest(0.95) == 0.95);  // not the 0.9500000000000001 of 0.8 + 3 · 0.05
}

TEST_CASE("flow: the command line says a factor by name, by name and range, or by path") {
  const auto file = opened(ward);
  const auto& known = file.factors();
  CHECK(factors_said("beds", known)->front().to == 20);
  CHECK(factors_said("beds=12..16", known)->front().to == 16);
  CHECK(factors_said("beds=12..16", known)->front().step == 2.0);
  const auto scaled = factors_said("arrivals.people.rate*=0.9..1.1/0.05", known);
  REQUIRE(scaled);
  CHECK(scaled->front().how == Change::How::scale);
  CHECK(scaled->front().paths == std::vector<std::string>{"arrivals.people.rate"});
  CHECK(scaled->front().levels() == 5);
  CHECK(factors_said("services.ward.stay.mean+=-2..-1", known)->front().how == Change::How::add);
  const auto told = [&](const char* said) { return factors_said(said, known).error().detail; };
  CHECK(told("bed") == "\"bed\": was it beds? Or say PATH=LOW..HIGH of any number in it, as \"services.ward.beds=10..14\".");
  CHECK(told("beds=12") == "\"beds=12\": after the = stands how far it goes: 80..100, or 80..100/4 in steps of 4.");
  CHECK(told("beds=16..12") == "\"beds=16..12\": A factor goes from a number to a greater one.");
  CHECK(told("beds=1..9/0") == "\"beds=1..9/0\": A step is above 0, and no longer than the way from the least to the greatest.");
  CHECK(told("=1..9") == "\"=1..9\": before the = stands the path of a number, or a factor of the model.");
}

TEST_CASE("flow: a factor that is badly written is refused where it stands") {
  CHECK(refusal("[factors.beds]\nset = \"services.ward.beds\"\nfrom = 3\n").find("model.toml:10: A factor says how far it goes") != std::string::npos);
  CHECK(refusal("[factors.beds]\nset = \"a\"\nscale = \"b\"\nfrom = 3\nto = 4\n").find("One thing is said in two ways") != std::string::npos);
  CHECK(refusal("[factors.beds]\nfrom = 3\nto = 4\n").find("A factor varies nothing") != std::string::npos);
  CHECK(refusal("[factors.beds]\nset = 3\nfrom = 3\nto = 4\n").find("A path is wanted here") != std::string::npos);
  CHECK(refusal("[factors.beds]\nset = \"a\"\nfrom = 3\nto = 4\nunits = \"beds\"\n").find("\"units\" means nothing here") != std::string::npos);
  CHECK(refusal("[factors.beds]\nset = \"a\"\nfrom = 0\nto = 1\nstep = 1e-9\n").find("makes more than 1000000 levels") != std::string::npos);
}

TEST_CASE("flow: members of a list are factors, a name each, that are in it or not") {
  const std::string two = ward.substr(0, ward.find("[factors")) + "[services.other]\nlike = \"ward\"\n[groups]\nopen = [\"ward\", \"other\"]\n[factors.open]\nmembers = \"groups.open\"\n";
  const auto file = opened(two);
  REQUIRE(file.factors().size() == 2);
  CHECK(file.factors()[1].name == "open.other");
  CHECK(factors_said("open", file.factors())->size() == 2);
  CHECK(factors_said("open.other", file.factors())->size() == 1);
  const ScenarioText without = varied(nullptr, {{&file.factors()[0], 1}, {&file.factors()[1], 0}});
  const auto made = file.model(&without, no_tables);
  REQUIRE_MESSAGE(made, (made ? "" : base::one_line(made.error())));
  CHECK(made->model.groups[0].services.size() == 1);
  CHECK(as_it_stands(file.factors()[1], *made->tree) == 0.0);
  CHECK(as_it_stands(file.factors()[0], *made->tree) == 1.0);
  CHECK(refusal("[factors.open]\nmembers = \"groups.none\"\n").find("Members are of a list of names") != std::string::npos);
}

}  // namespace tributary::exchange::flow
