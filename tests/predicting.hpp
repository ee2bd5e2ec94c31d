// A small place where something is predicted: what tests of predictions and their answers begin with.
#pragma once

#include <doctest/doctest.h>

#include "services/charts.hpp"
#include "services/measures.hpp"
#include "services/predictions.hpp"
#include "services/test_page.hpp"
#include "services/tests.hpp"
#include "tests/small_place.hpp"

namespace tributary::test {

using namespace services;

// A project with a monthly measure: 15 months of values up to February 2026, and a planned test. It is 2 March 2026.
struct Predicting {
  SmallPlace at;
  Actor lead = at.lead();
  domain::MeasureId measure;
  domain::Test planned;

  Predicting() {
    measure = add_measure(at.context(), lead, {.owner = {.project = at.project}, .name = "Home before noon", .unit = "%",
                                               .direction = domain::Direction::up})
                  .value().measure.id;
    std::vector<domain::Observation> history;
    for (int month = 0; month < 15; ++month)
      history.push_back({.on = base::add_months(date("2024-12-01"), month), .value = 20.0 + (month % 3)});
    REQUIRE(observe(at.context(), lead, measure, history));
    planned = plan_test(at.context(), lead, {.project = at.project, .name = "Ring the ward at eight"}, {}).value();
  }

  [[nodiscard]] PredictionInput value_on(std::string_view on, double median = 25) const {
    return {.measure = measure, .rows = {{.from = {}, .on = date(on), .median = median, .low50 = median - 1, .high50 = median + 1,
                                          .low90 = median - 3, .high90 = median + 3}}, .reasoning = {}};
  }
  [[nodiscard]] PredictionInput mean_of(std::string_view from, std::string_view to) const {
    PredictionInput input = value_on(to);
    input.statistic = domain::Statistic::mean;
    input.rows[0].from = date(from);
    return input;
  }
  domain::Prediction predict(const PredictionInput& input) { return add_prediction(at.context(), lead, planned.id, input).value(); }
  void observed(std::string_view on, double value) {
    REQUIRE(observe(at.context(), lead, measure, {{.on = date(on), .value = value}}));
  }
  PredictionView view(domain::PredictionId id) { return prediction_view(at.context(), lead, id).value(); }
  void start(std::optional<base::Date> on = {}) {
    planned = start_test(at.context(), lead, planned.id, planned.version, on).value();
  }
};

}  // namespace tributary::test
