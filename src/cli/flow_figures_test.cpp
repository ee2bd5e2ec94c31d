#include <doctest/doctest.h>

#include "cli/flow_arrivals.hpp"
#include "cli/flow_figures.hpp"

namespace tributary::cli {

TEST_CASE("flow: figures for people are four, or whole thousands, and never an exponent that a thousand would do for") {
  const auto told = [](double value) { return figure(value, Format::table); };
  CHECK(told(0.25513) == "0.2551");
  CHECK(told(9999.4) == "9999");
  CHECK(told(9999.6) == "10,000");
  CHECK(told(-9999.6) == "-10,000");
  CHECK(told(262080) == "262,080");
  CHECK(told(1234567.8) == "1,234,568");
  CHECK(told(-100000) == "-100,000");
  CHECK(told(2e15) == "2e+15");
  CHECK(figure(262080.5, Format::csv) == "262080.5");
}

TEST_CASE("flow: who comes is told by the least unit of time in which ten of each kind come, and a handful at most") {
  engine::Model model;
  model.unit = engine::TimeUnit::hour;
  model.run.length = 1000;
  CHECK(arrivals_in_words(model).empty());
  const auto kind = [&](const std::string& name, double rate) { model.sources.emplace_back().name = name, model.sources.back().process = engine::PoissonArrivals{rate}; };
  kind("referrals", 21.4 / 168), kind("urgent_lists", 25.0 / 168);
  CHECK(arrivals_in_words(model) == "A week brings 21.4 referrals and 25 urgent_lists.");
  kind("nobody", 0);
  CHECK(nobody_of(model) == std::vector<std::string>{"nobody"});
  kind("seldom", 1.0 / 8760);
  CHECK(arrivals_in_words(model) == "A year brings 1116 referrals, 1304 urgent_lists and 1 seldom.");
  kind("c", 1), kind("d", 1), kind("e", 1);
  CHECK(arrivals_in_words(model) == "A year brings 1116 referrals, 1304 urgent_lists, 1 seldom, 8760 c, 8760 d, and 1 more kind.");
}

}  // namespace tributary::cli
