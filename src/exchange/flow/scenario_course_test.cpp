// A scenario's own course, varied as numbers of the model are, and what it sets at its date whatever is varied.
#include "exchange/flow/scenario_course.hpp"

#include "tests/flow_runs.hpp"

namespace tributary::exchange::flow {

using namespace tested;

namespace {

const std::string phone = R"(schema = "tributary.flow/1"
time_unit = "day"
[arrivals.people]
rate = 2
to = "phone"
[rules.phone]
compliance = 0.1
then = "out"
else = "ward"
[services.ward]
kind = "unlimited"
stay = 5
next = "out"
[run]
warm_up = 0
length = 100
[scenarios.phone]
at = 30
uptake = { value = 0.5, note = "asked" }
decay = "90 d"
[scenarios.phone.set]
"rules.phone.compliance" = 0.8
[[scenarios.phone.changes]]
at = 60
[scenarios.phone.changes.scale]
"services.ward.stay" = 0.5
[scenarios.fewer.set]
"arrivals.people.rate" = 1
)";

ModelFile opened() {
  auto file = ModelFile::read(phone, "model.toml");
  REQUIRE_MESSAGE(file, (file ? "" : base::one_line(file.error())));
  return std::move(*file);
}

Factor factor(const std::string& said) {
  auto out = factors_said(said, {});
  REQUIRE_MESSAGE(out, (out ? "" : base::one_line(out.error())));
  return out->front();
}

engine::Model at(const ModelFile& file, const std::string& said, double level) {
  const Factor one = factor(said);
  const ScenarioText point = varied(file.scenarios().data(), {{&one, level}});
  auto made = file.model(&point, no_tables);
  REQUIRE_MESSAGE(made, (made ? "" : base::one_line(made.error())));
  return std::move(made->model);
}

std::string refused(const ModelFile& file, const std::string& said, const ScenarioText* scenario) {
  const auto done = varies_this_scenario(factor(said), scenario, file.scenarios());
  REQUIRE_FALSE(done);
  return done.error().detail;
}

double told(const ModelFile& file, const std::string& said) { return as_it_stands(factor(said), {}, file.scenarios().data()).value_or(-1); }

}  // namespace

TEST_CASE("flow: how many a change reaches, how well, when and how fast can be varied") {
  const auto file = opened();
  CHECK(at(file, "scenarios.phone.uptake=0..1", 0.3).changes[0].uptake == 0.3);
  CHECK(at(file, "scenarios.phone.uptake*=0..1", 0.5).changes[0].uptake == 0.25);
  CHECK(at(file, "scenarios.phone.fidelity=0..1", 0.4).changes[0].fidelity == 0.4);
  CHECK(at(file, "scenarios.phone.ramp+=0..9", 7).changes[0].ramp == 7);
  CHECK(at(file, "scenarios.phone.at=0..50", 20).changes[0].at == 20);
  CHECK(at(file, "scenarios.phone.decay=1..50", 20).changes[0].half_life == 20);
  CHECK(at(file, "scenarios.phone.changes.0.uptake=0..1", 0.2).changes[1].uptake == 0.2);
  CHECK(told(file, "scenarios.phone.uptake=0..1") == 0.5);
  CHECK(told(file, "scenarios.phone.fidelity=0..1") == 1);
  CHECK(told(file, "scenarios.phone.at=0..50") == 30);
  CHECK(told(file, "scenarios.phone.decay=1..50") == -1);  // a length of time
}

TEST_CASE("flow: so can what a scenario sets at its date") {
  const auto file = opened();
  const auto set = at(file, "scenarios.phone.set.rules.phone.compliance=0..1", 0.9);
  CHECK(std::get<engine::Rule>(set.versions.at(0).choices.at(set.sources[0].to.at())).compliance == 0.9);
  CHECK(std::get<engine::Rule>(set.choices.at(set.sources[0].to.at())).compliance == 0.1);
  CHECK(told(file, "scenarios.phone.set.rules.phone.compliance=0..1") == 0.8);
  CHECK(told(file, "scenarios.phone.changes.0.scale.services.ward.stay=0..1") == 0.5);
}

TEST_CASE("flow: a course that isn't there, or is another scenario's, is refused with what is meant") {
  const auto file = opened();
  const ScenarioText *one = file.scenarios().data(), *fewer = one + 1;
  CHECK(varies_this_scenario(factor("scenarios.phone.uptake=0..1"), one, file.scenarios()));
  CHECK(refused(file, "scenarios.phone.uptake=0..1", nullptr).ends_with("is of the scenario phone: say --scenario phone."));
  CHECK(refused(file, "scenarios.phone.uptake=0..1", fewer).ends_with("say --scenario phone."));
  CHECK(refused(file, "scenarios.phne.uptake=0..1", one).ends_with("is phone meant?"));
  CHECK(refused(file, "scenarios.phone.uptak=0..1", one).ends_with("is uptake meant?"));
  CHECK(refused(file, "scenarios.phone.set.services.ward.beds=0..1", one).find("of a scenario can be varied at, ramp, uptake") != std::string::npos);
  CHECK(refused(file, "scenarios.fewer.uptake=0..1", fewer).ends_with("doesn't change at a date. Give it an at."));
  CHECK(refused(file, "scenarios.phone.decay*=0..1", one).find("Set it to a number") != std::string::npos);
}

TEST_CASE("flow: a model's factor may be of a scenario's course, where it says of which scenario it is") {
  const auto with = [](const std::string& more) {
    auto file = ModelFile::read(phone + "[factors.reached]\nset = \"scenarios.phone.uptake\"\nfrom = 0\nto = 1\n" + more, "model.toml");
    REQUIRE(file);
    return std::move(*file);
  };
  const auto file = with("scenario = \"phone\"\n"), without = with("");
  const Factor& reached = file.factors().front();
  CHECK(varies_this_scenario(reached, scenario_of(reached, file.scenarios()), file.scenarios()));
  CHECK(as_it_stands(reached, {}, scenario_of(reached, file.scenarios())) == 0.5);
  CHECK(varies_this_scenario(without.factors().front(), nullptr, without.scenarios()).error().detail.ends_with("give [factors.reached] scenario = \"phone\"."));
}

TEST_CASE("flow: what a scenario sets at its date is told of a number that is varied before") {
  const auto file = opened();
  const ScenarioText* scenario = file.scenarios().data();
  const auto remarks = overridden_at_a_date(factor("rules.phone.compliance=0..1"), scenario);
  REQUIRE(remarks.size() == 1);
  CHECK(remarks[0] == "rules.phone.compliance is varied as it is before the scenario phone changes: that sets it to 0.8 (at 30), whatever it was. To vary what it is set to, say "
                      "scenarios.phone.set.rules.phone.compliance; how many it reaches, scenarios.phone.uptake.");
  CHECK(overridden_at_a_date(factor("rules.*.compliance=0..1"), scenario).size() == 1);
  CHECK(overridden_at_a_date(factor("services.ward.stay=1..9"), scenario).empty());  // scaled, from whatever it is
  CHECK(overridden_at_a_date(factor("rules.phone.compliance=0..1"), nullptr).empty());
  CHECK(overridden_at_a_date(factor("arrivals.people.rate=1..9"), scenario + 1).empty());
}

}  // namespace tributary::exchange::flow
