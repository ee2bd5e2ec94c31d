#include "services/chart_tests.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "services/answer_basis.hpp"
#include "services/ports/prediction_store.hpp"
#include "services/ports/test_store.hpp"
#include "services/texts.hpp"

namespace tributary::services {

namespace {

void add_chart_test(const domain::Test& test, ChartView& chart) {
  if (!test.started_on || std::ranges::find(chart.tests, test.id, &ChartTest::id) != chart.tests.end()) return;
  chart.tests.push_back({.id = test.id, .name = test.name, .started = *test.started_on, .ended = test.ended_on});
}

ChartPrediction chart_prediction(const ChartView& chart, const domain::Prediction& prediction, const domain::Test& test,
                                 const domain::Answer* answer) {
  ChartPrediction out{.id = prediction.id, .test = test.id, .test_name = test.name,
                      .statistic = base::word(prediction.statistic), .after_data = prediction.after_data,
                      .locked = prediction.lock.has_value(),
                      .verdict = answer == nullptr ? std::string_view() : domain::verdict_word(answer->verdict, chart.measure.measure.direction), .hits50 = 0, .hits90 = 0,
                      .due_on = domain::due_on(chart.measure.measure.interval, prediction), .rows = {}};
  if (answer != nullptr)
    for (const domain::AnswerRow& row : answer->rows) {
      out.hits50 += row.hit50 ? 1 : 0;
      out.hits90 += row.hit90 ? 1 : 0;
    }
  for (const domain::PredictionRow& row : prediction.rows)
    out.rows.push_back({.from = row.from, .on = row.on,
                        .shown_on = row.from ? row.on : shown_on(chart.measure.measure.interval, chart.observations, row.on),
                        .median = row.median, .low50 = row.low50, .high50 = row.high50,
                        .low90 = row.low90, .high90 = row.high90});
  return out;
}

}  // namespace

void add_tests_and_predictions(Transaction& tx, const Actor& actor, ChartView& chart) {
  const domain::Measure& measure = chart.measure.measure;
  if (const auto project = measure.owner.project) {
    const auto scope = scope_of_text_project(tx, *project);
    base::check(scope.has_value(), "a stored measure stands in a stored project");
    if (may_read(Thing::test, relations_of(actor, *scope)))
      for (const domain::Test& test : tx.tests().of_project(*project)) add_chart_test(test, chart);
  }
  for (const domain::Prediction& each : tx.predictions().of_measure(measure.id)) {
    const auto test = tx.tests().find(each.test);
    base::check(test.has_value(), "a prediction stands in a test");
    const auto scope = scope_of_text_project(tx, test->project);
    if (!scope) continue;  // its project is deleted, and may come back
    const auto answers = tx.predictions().answers(each.id);
    const Thing kind = answers.empty() ? Thing::open_prediction : Thing::answered_prediction;
    if (!may_read(kind, relations_of(actor, *scope))) continue;
    chart.predictions.push_back(chart_prediction(chart, each, *test, domain::standing_answer(answers)));
    add_chart_test(*test, chart);
  }
  std::ranges::sort(chart.tests, {}, &ChartTest::started);
}

}  // namespace tributary::services
