// What is wrong, empty or said twice is told; nothing that stands in a file is taken as not said.
#include <doctest/doctest.h>

#include "exchange/flow/flow_model.hpp"

namespace tributary::exchange::flow {

namespace {

// A model with more said at its top, of its arrivals and of its service.
base::Result<FlowModel> said(const std::string& top, const std::string& arrivals = "rate = 1", const std::string& service = "beds = 3\nstay = 1", const std::string& end = "") {
  const auto file = ModelFile::read("schema = \"tributary.flow/1\"\ntime_unit = \"day\"\nbegins_on = 2026-01-05\n" + top + "\n[arrivals.a]\nto = \"s\"\n" + arrivals +
                                        "\n[services.s]\nnext = \"out\"\n" + service + "\n" + end,
                                    "model.toml");
  if (!file) return base::fail(file.error());
  return file->model(file->scenarios().empty() ? nullptr : &file->scenarios()[0], [](const std::string&) -> base::Result<std::string> { return std::string("time,kind\n1,x\n"); });
}

std::string told(const base::Result<FlowModel>& made) { return made ? "nothing" : made.error().code + " at " + made.error().where; }

std::string of_service(const std::string& text) { return told(said("", "rate = 1", "beds = 3\nstay = 1\n" + text)); }
std::string of_stay(const std::string& law) { return told(said("", "rate = 1", "beds = 3\nstay = { distribution = " + law + " }")); }
std::string of_arrivals(const std::string& text) { return told(said("", text)); }
std::string of_end(const std::string& text) { return told(said("", "rate = 1", "beds = 3\nstay = 1", text)); }

}  // namespace

TEST_CASE("a period that can't be read is one mistake, and not also one of 0") {
  const auto made = said("", "rate = 1", "beds = 3\nstay = 1", "[measures.m]\nquantity = \"arrivals\"\nperiod = \"weekly\"");
  REQUIRE_FALSE(made);
  CHECK(made.error().code == "time-not-understood");
  CHECK(made.error().others.empty());
  CHECK(of_end("[measures.m]\nquantity = \"arrivals\"\nperiod = 0").starts_with("number-out-of-range"));
}

TEST_CASE("a path of a scenario that isn't in the model is told with the one that may be meant") {
  const auto refused = [](const std::string& path) { return said("", "rate = 1", "beds = 3\nstay = 1", "[scenarios.x.scale]\n\"" + path + "\" = 2").error().detail; };
  CHECK(refused("services.t.beds").find("Is services.s.beds meant?") != std::string::npos);
  CHECK(refused("services.s.bed").find("Is services.s.beds meant?") != std::string::npos);
  CHECK(refused("service.s.bed").find("Is services.s.beds meant?") != std::string::npos);
  CHECK(refused("services.nothing_like_it.beds").find("meant?") == std::string::npos);
  CHECK(refused("services.s_*.beds").find("Only a whole part of a path may be *, as in services.*.beds: \"s_*\" is none.") != std::string::npos);
}

TEST_CASE("another kind than the one that is wanted is told, and not taken as not said") {
  REQUIRE(said(""));
  for (const char* text : {"start = \"steady\"", "start = 5", "early_discharge = \"x\"", "start = {}", "early_discharge = {}"}) {
    CHECK_MESSAGE(of_service(text).ends_with(" at model.toml:12"), std::string(text));
  }
  for (const char* text : {"reserve = { class = \"person\", beds = 2 }", "reserve = []", "reserve = [{ beds = 2 }]", "reserve = [{ class = \"person\" }]", "when_full = []", "when_full = [{}]",
                           "when_full = [{ wait = true }]", "when_full = [{ give_up = \"out\" }]", "caseload = 3", "priority = {}", "transition = []"}) {
    CHECK_MESSAGE(of_service(text).ends_with(" at model.toml:12"), std::string(text));
  }
  for (const char* beds : {"{ usually = 3, hours = \"x\" }", "{ usually = 3, from = \"x\" }", "{ usually = 3, hours = [] }", "{}"}) CHECK_MESSAGE(told(said("", "rate = 1", std::string("stay = 1\nbeds = ") + beds)) != "nothing", std::string(beds));
  for (const char* text : {"classes = \"x\"", "classes = []", "exits = []", "exits = \"x\"", "measures = []", "costs = \"x\"", "evidence = \"x\"", "arithmetic = 3", "scenarios = 3", "returns = 1", "outcomes = \"x\"", "run = 5",
                           "segments = []"}) {
    CHECK_MESSAGE(told(said(text)).ends_with(" at model.toml:4"), std::string(text));
  }
  for (const char* text : {"rate = 1\nby_date = \"x\"", "rate = 1\nby_date = {}", "at = 3", "at = []", "replay = \"x\"", "per_1000_a_year = 3", "rate = 1\nclass = []", "rate = 1\nclass = {}"}) {
    CHECK_MESSAGE(of_arrivals(text) != "nothing", std::string(text));
  }
  for (const char* text : {"[outcomes.o]", "[costs.c]", "[returns.r]", "[measures.m]", "[outcomes.o]\nbase = 0.5\neffects = \"x\"", "[run]\nprecision = 3", "[run]\nprecision = {}", "[run]\nseed = 1.5",
                           "[measures.m]\nquantity = \"queue\"\nof = []", "[measures.m]\nquantity = \"queue\"\nwhen = \"\"", "[scenarios.s]\nset = 3", "[scenarios]\ns = 3", "[scenarios.s]\nchanges = []"}) {
    CHECK_MESSAGE(of_end(text) != "nothing", std::string(text));
  }
  CHECK(of_service("note = 3") == "text-wanted at model.toml:12");
}

TEST_CASE("a place that is only named needs nothing said of it") {
  CHECK(said("[sites.north]\n[segments.all]\n[run]"));
}

TEST_CASE("what is said in two ways is refused, naming both") {
  const auto twice = said("", "rate = 10\nevery = 2");
  REQUIRE_FALSE(twice);
  CHECK(twice.error().code == "two-ways");
  CHECK(twice.error().detail.find("arrivals.a says every beside rate") == 0);
  for (const char* law : {"\"exponential\", mean = 1, rate = 5", "\"lognormal\", mean = 1, sd = 1, mu = 3, sigma = 1", "\"gamma\", mean = 1, shape = 1, rate = 5, scale = 3", "\"exponential\", mean = 1, sd = 3",
                          "\"gamma\", mean = 1, sd = 1, median = 0.7", "\"weibull\", shape = 2, scale = 1, mean = 3, sd = 1", "\"fixed\", value = 1, mean = 3", "\"hyperexponential\", mean = 1, sd = 2, weights = [1], means = [1]",
                          "\"gamma\", shape = 2, mean = 1, scale = 2", "\"normal\", mean = 1, sd = 1, median = 1, least = 0, outside = \"clip\""}) {
    CHECK_MESSAGE(of_stay(law) == "two-ways at model.toml:11", std::string(law));
  }
  for (const char* law : {"\"exponential\", mean = 1, scale = 2", "\"weibull\", mean = 3, sd = 1, scale = 2", "\"weibull\", shape = 2, scale = 1", "\"gamma\", shape = 2, scale = 1, shift = 1",
                          "\"lognormal-pareto\", mean = 3, sd = 1, splice = 0.9, tail_shape = 0.1, tail_scale = 1", "\"empirical\", values = [1, 2], weights = [1, 1], between = true"}) {
    CHECK_MESSAGE(of_stay(law) == "nothing", std::string(law));
  }
  for (const char* text : {"rate = 10\ncount = 2", "rate = 10\nat = [1]", "rate = 10\nper_1000_a_year = { all = 1 }", "every = 1\nper = \"year\"", "rate = 1\nno_show = 0.1", "rate = 1\nfirst = 2", "gap = 1\nprocess = \"deterministic\"",
                           "at = [1]\nby_hour = [1]", "rate = 1\nperiod = 3"}) {
    CHECK_MESSAGE(of_arrivals(text).find("two-ways at model.toml:5") == 0, std::string(text));
  }
  CHECK(of_arrivals("replay = { table = \"log\", class = \"kind\" }\nclass = \"person\"") == "two-ways at model.toml:8");
  CHECK(told(said("[attributes.x]\nlevels = { a = 1.0 }\ndistribution = \"fixed\"\nvalue = 1")) == "two-ways at model.toml:4");
}

TEST_CASE("what a run stops at is named and has a width") {
  const std::string measure = "[measures.m]\nquantity = \"queue\"\n[run.precision]\n";
  CHECK(of_end(measure + "measure = \"m\"\nhalf_width = 0.1") == "nothing");
  CHECK(of_end(measure + "measure = \"m\"") == "half-width-missing at model.toml:14");
  CHECK(of_end(measure + "measure = \"n\"\nhalf_width = 0.1") == "measure-not-known at model.toml:14");
}

TEST_CASE("a problem of the model is told where the file says what is wrong") {
  const auto made = said("", "rate = 1", "beds = 3\nstay = 1", "[services.\"St. Mary's\"]\nbeds = 1\nstay = 1\nnext = \"out\"\n[scenarios.b.set]\n\"services.s.beds\" = 0\n");
  REQUIRE(made);
  const auto placed = [&](const std::string& field) {
    base::Problem problem;
    problem.field = field;
    problem.others.push_back(problem);
    const auto out = made->placed(problem);
    CHECK(out.others[0].where == out.where);
    return out.where;
  };
  CHECK(placed("services.s.next") == "model.toml:9");
  CHECK(placed("services.s.when_full") == "model.toml:8");  // of what isn't said, the table in which it would be
  CHECK(placed("services.St. Mary's.stay") == "model.toml:14");
  CHECK(placed("services.s.beds") == "model.toml:17");      // as the scenario says it
  CHECK(placed("run") == "model.toml");
}

TEST_CASE("shares of any kind that round to nearly one are made to sum to it, with a warning; others are refused") {
  const auto warned = [](const base::Result<FlowModel>& made) {
    REQUIRE_MESSAGE(made, made.error().detail);
    return made->warnings.size() == 1 && made->warnings[0].code == "probabilities-normalised";
  };
  const auto classes = said("classes = [\"x\", \"y\"]", "rate = 1\nclass = { x = 0.5, y = 0.485 }");
  CHECK(warned(classes));
  CHECK(classes->model.sources[0].class_weights[0] == doctest::Approx(.5 / .985));
  CHECK(warned(said("[attributes.ill]\nlevels = { very = 0.5, little = 0.485 }")));
  CHECK(warned(said("", "rate = 1", "beds = 1\nstay = { distribution = \"hyperexponential\", weights = [0.5, 0.485], means = [1, 2] }")));
  CHECK(told(said("classes = [\"x\", \"y\"]", "rate = 1\nclass = { x = 0.5, y = 0.6 }")) == "probabilities-not-one at model.toml:8");
  CHECK(told(said("[attributes.ill]\nlevels = { very = 0.5, little = 0.4 }")) == "probabilities-not-one at model.toml:5");
  CHECK(of_stay("\"hyperexponential\", weights = [0.5, 0.4], means = [1, 2]") == "probabilities-not-one at model.toml:11");
  // Rounding in the tenth digit is nobody's mistake.
  const auto rounded = said("exits = [\"out\", \"b\", \"c\"]", "rate = 1", "beds = 1\nstay = 1", "[rules.r]\ncompliance = 0.5\nthen = { out = 0.3333333333, b = 0.3333333333, c = 0.3333333333 }\nelse = \"out\"\n[scenarios.s.set]\n\"arrivals.a.to\" = \"r\"");
  REQUIRE_MESSAGE(rounded, rounded.error().detail);
  CHECK(rounded->warnings.empty());
}

TEST_CASE("a scenario may scale beds, which are whole, and stop people from coming") {
  const auto scaled = [](const std::string& change) { return said("", "rate = 1", "beds = 4\nstay = 1", "[scenarios.s.scale]\n" + change); };
  const auto more = scaled("\"services.s.beds\" = 1.1");
  REQUIRE_MESSAGE(more, more.error().detail);
  CHECK(more->model.services[0].capacity.beds == 4);
  CHECK(scaled("\"services.s.beds\" = 1.2")->model.services[0].capacity.beds == 5);
  CHECK(of_service("pool = \"p\"\n[pools.p]\nbeds = 1.5").starts_with("number-not-whole"));
  const auto none = scaled("\"arrivals.a.rate\" = 0");
  REQUIRE_MESSAGE(none, none.error().detail);
  CHECK(std::get<engine::PoissonArrivals>(none->model.sources[0].process).rate == 0);
}

TEST_CASE("names that are taken, and those that nothing uses, are told") {
  const auto out = ModelFile::read("schema = \"tributary.flow/1\"\ntime_unit = \"day\"\n[arrivals.a]\nrate = 1\nto = \"out\"\n[services.out]\nbeds = 1\nstay = 1\nnext = \"out\"\n", "model.toml");
  REQUIRE(out);
  CHECK(told(out->model(nullptr, [](const std::string& name) -> base::Result<std::string> { return name; })) == "name-taken at model.toml:6");
  CHECK(told(said("[attributes.class]\ndistribution = \"fixed\"\nvalue = 1")) == "name-taken at model.toml:4");
  const std::string idle = "[pools.p]\nbeds = 1\n[sites.north]\n[groups]\nunits = [\"s\"]\n[rules.r]\ncompliance = 0.5\nthen = \"out\"\nelse = \"out\"\n";
  const auto unused = said("", "rate = 1", "beds = 3\nstay = 1", idle);
  REQUIRE_MESSAGE(unused, unused.error().detail);
  REQUIRE(unused->warnings.size() == 4);
  for (const auto& each : unused->warnings) CHECK(each.code == "never-used");
  const auto used = said("", "rate = 1", "beds = 3\nstay = 1\npool = \"p\"\nsite = \"north\"", idle + "[measures.m]\nquantity = \"queue\"\nof = \"units\"");
  REQUIRE_MESSAGE(used, used.error().detail);
  CHECK(used->warnings.size() == 1);
}

TEST_CASE("changes can't nest a tree deeper and deeper") {
  std::string changes, path = "services.s.stay", value = "1";
  for (int i = 0; i < 30; ++i) value = "{ a = " + value + " }";
  for (int i = 0; i < 60; ++i) {
    changes += "\"" + path + "\" = " + value + "\n";
    for (int j = 0; j < 30; ++j) path += ".a";
  }
  CHECK(told(said("", "rate = 1", "beds = 3\nstay = 1", "[scenarios.deep.set]\n" + changes)) == "path-not-known at model.toml:14");
}

TEST_CASE("rules that lead from one to the next have an end") {
  std::string rules;
  for (int i = 0; i < 60; ++i) rules += "[rules.r" + std::to_string(i) + "]\ncompliance = 0.5\nthen = \"" + (i == 59 ? "out" : "r" + std::to_string(i + 1)) + "\"\nelse = \"out\"\n";
  CHECK(told(said("", "rate = 1", "beds = 3\nstay = 1\ntransition = 1", rules + "[returns.again]\nprobability = 0.5\nafter = 1\nto = \"r0\"")).starts_with("rules-too-deep"));
}

TEST_CASE("an effect's interval holds it, and a chance beyond 0 to 1 is warned of") {
  const std::string outcome = "[outcomes.o]\nbase = 0.5\neffects = [{ service = \"s\", ";
  CHECK(of_end(outcome + "change = 0.1, low = 0.2, high = 0.3 }]") == "interval-beside at model.toml:14");
  CHECK(of_end(outcome + "change = 0.1, low = 0.05, high = 0.3 }]") == "nothing");
  const auto beyond = said("", "rate = 1", "beds = 3\nstay = 1", outcome + "change = 0.9 }]");
  REQUIRE(beyond);
  REQUIRE(beyond->warnings.size() == 1);
  CHECK(beyond->warnings[0].code == "chance-beyond");
}

}  // namespace tributary::exchange::flow
