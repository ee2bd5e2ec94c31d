#include "http/test_json.hpp"

#include <nlohmann/json.hpp>

#include "http/text_json.hpp"

namespace tributary::http {

namespace {

Json flag_or_null(const std::optional<bool>& flag) { return flag ? Json(*flag) : Json(nullptr); }

template <class E>
Json word_or_null(const std::optional<E>& value) {
  return value ? Json(base::word(*value)) : Json(nullptr);
}

Json may_json(const services::TestMay& may) {
  return {{"edit", may.edit}, {"predict", may.predict}, {"start", may.start}, {"take_back_start", may.take_back_start},
          {"record", may.record}, {"act", may.act}, {"delete", may.remove}, {"restore", may.restore},
          {"comment", may.comment}, {"read_indoors", may.read_indoors}};
}

Json baseline_json(const std::optional<domain::Baseline>& baseline) {
  if (!baseline) return nullptr;
  return {{"centre", baseline->centre}, {"lower", baseline->lower}, {"upper", baseline->upper}, {"points", baseline->points}};
}

Json answer_row_json(const domain::AnswerRow& row, domain::Direction direction) {
  const auto score = [&](double value) { return row.observed ? Json(value) : Json(nullptr); };
  return {{"observed", to_json(row.observed)}, {"points", row.points}, {"expected", row.points + row.missing}, {"missing", row.missing}, {"verdict", domain::verdict_word(row.verdict, direction)},
          {"hit50", row.hit50}, {"hit90", row.hit90}, {"direction_right", flag_or_null(row.direction_right)},
          {"interval_score50", score(row.interval_score50)}, {"interval_score90", score(row.interval_score90)},
          {"weighted_score", score(row.weighted_score)}, {"no_change_score", to_json(row.no_change_score)}};
}

Json answer_json(const services::AnswerView& view, domain::Direction direction) {
  const domain::Answer& answer = view.answer;
  Json rows = Json::array();
  for (const domain::AnswerRow& row : answer.rows) rows.push_back(answer_row_json(row, direction));
  const auto score = [&](double value) { return answer.verdict == domain::Verdict::no_value ? Json(nullptr) : Json(value); };
  Json earlier = Json::array(), stands = nullptr;
  for (const domain::Judgement& each : view.judgements) {
    if (!stands.is_null()) earlier.push_back(std::move(stands));
    stands = judgement_json(each);
  }
  return {{"id", answer.id.value}, {"computed_at", base::to_iso(answer.computed)},
          {"verdict", domain::verdict_word(answer.verdict, direction)},
          {"rows", rows}, {"baseline", baseline_json(answer.baseline)}, {"interval_score50", score(answer.interval_score50)},
          {"interval_score90", score(answer.interval_score90)}, {"weighted_score", score(answer.weighted_score)},
          {"no_change_score", to_json(answer.no_change_score)}, {"skill", to_json(answer.skill)},
          {"as_locked", as_locked_json(answer.as_locked, direction)}, {"lapsed_at", to_json(answer.lapsed)},
          {"judgement", stands}, {"earlier_judgements", earlier}, {"learnt", texts_json(view.learnt)}};
}

Json prediction_rows_json(const std::vector<domain::PredictionRow>& rows) {
  Json out = Json::array();
  for (const domain::PredictionRow& row : rows)
    out.push_back({{"from_on", to_json(row.from)}, {"on_date", base::to_iso(row.on)}, {"median", row.median},
                   {"low50", row.low50}, {"high50", row.high50}, {"low90", row.low90}, {"high90", row.high90}});
  return out;
}

Json run_json(const domain::Prediction& prediction) {
  if (!prediction.run) return nullptr;
  const domain::PredictionRun& run = *prediction.run;
  return {{"model_id", run.model.value}, {"model_version", run.model_version}, {"model_title", run.model_title}, {"model_hash", run.model_hash},
          {"question", Json::parse(run.question, nullptr, false)}, {"scenario", run.scenario}, {"scenario_title", run.scenario_title}, {"measure", run.measure},
          {"measure_title", run.measure_title}, {"times", run.times}, {"result_hash", run.result_hash}, {"program", run.program},
          {"rows", prediction_rows_json(run.said)}, {"adjusted", prediction.adjusted()}};
}

Json revisions_json(const std::vector<services::RevisionView>& revisions) {
  Json out = Json::array();
  for (const services::RevisionView& each : revisions)
    out.push_back({{"statistic", base::word(each.revision.statistic)}, {"source", base::word(each.revision.source)},
                   {"rows", prediction_rows_json(each.revision.rows)}, {"said_by_name", each.said_by_name},
                   {"said_at", base::to_iso(each.revision.said)}});
  return out;
}

Json predicted_measure_json(const domain::Measure& measure, bool may_read) {
  return {{"id", measure.id.value}, {"name", measure.name}, {"unit", measure.unit}, {"kind", base::word(measure.kind)},
          {"direction", base::word(measure.direction)}, {"interval", base::word(measure.interval)}, {"may_read", may_read}};
}

}  // namespace

Json as_locked_json(const std::optional<domain::AsLocked>& then, domain::Direction direction) {
  if (!then) return nullptr;
  Json observed = Json::array();
  for (const std::optional<double>& each : then->observed) observed.push_back(to_json(each));
  return {{"left_out", then->left_out}, {"counted_again", then->counted_again}, {"phases_begun", then->phases_begun},
          {"phases_ended", then->phases_ended}, {"settings_changed", then->settings_changed}, {"withdrawn", then->withdrawn},
          {"revised", then->revised}, {"added", then->added}, {"baseline", baseline_json(then->baseline)}, {"no_change_score", to_json(then->no_change_score)},
          {"skill", to_json(then->skill)}, {"verdict", then->verdict ? Json(domain::verdict_word(*then->verdict, direction)) : Json(nullptr)},
          {"observed", observed}};
}

Json test_json(const domain::Test& test) {
  return {{"id", test.id.value}, {"project_id", test.project.value}, {"name", test.name}, {"state", base::word(test.state())},
          {"previous_id", to_json(test.previous)}, {"change_idea_id", to_json(test.change_idea)},
          {"planned_from", to_json(test.planned_from)}, {"planned_to", to_json(test.planned_to)},
          {"started_at", to_json(test.started)}, {"started_on", to_json(test.started_on)}, {"ended_on", to_json(test.ended_on)},
          {"decision", word_or_null(test.decision)}, {"decided_at", to_json(test.decided)},
          {"deleted", test.deleted.has_value()}, {"version", test.version}};
}

Json standing_json(const services::Standing& standing) {
  Json rows = Json::array();
  for (const services::RowStanding& row : standing.rows)
    rows.push_back({{"due", row.due}, {"observed", to_json(row.observed)}, {"shown_on", base::to_iso(row.shown_on)},
                    {"points", row.points}, {"expected", row.expected},
                    {"missing", row.missing}, {"explained", row.explained}, {"withdrawn", row.withdrawn},
                    {"verdict", row.verdict ? Json(domain::verdict_word(*row.verdict, standing.direction)) : Json(nullptr)},
                    {"hit50", row.hit50}, {"hit90", row.hit90}});
  Json anyway = nullptr;
  if (standing.anyway)
    anyway = {{"would_hold", standing.anyway->would_hold}, {"chance", standing.anyway->chance},
              {"row_chances", standing.anyway->row_chances}};
  return {{"rows", rows}, {"baseline", baseline_json(standing.baseline)}, {"would_hold_anyway", anyway},
          {"locks", word_or_null(standing.locks)}, {"due_on", base::to_iso(standing.due_on)}, {"before_test", standing.before_test}};
}

Json judgement_json(const domain::Judgement& judgement) {
  return {{"as_expected", judgement.as_expected}, {"anything_changed", judgement.anything_changed},
          {"our_change", base::word(judgement.our_change)}, {"judged_by_name", judgement.judged_by_name},
          {"judged_at", base::to_iso(judgement.judged)}, {"version", judgement.version}};
}

Json prediction_json(const services::PredictionView& view) {
  const domain::Prediction& prediction = view.prediction;
  Json answers = Json::array();
  for (const services::AnswerView& answer : view.answers) answers.push_back(answer_json(answer, view.measure.direction));
  const bool stands = !view.answers.empty() && !view.answers.back().answer.lapsed;
  return {{"id", prediction.id.value}, {"test_id", prediction.test.value},
          {"measure", predicted_measure_json(view.measure, view.may_read_measure)},
          {"statistic", base::word(prediction.statistic)}, {"source", base::word(prediction.source)},
          {"rows", prediction_rows_json(prediction.rows)}, {"run", run_json(prediction)}, {"made_by_name", view.made_by_name},
          {"made_at", base::to_iso(prediction.made)}, {"edited_at", to_json(prediction.edited)},
          {"edited_by_name", prediction.edited ? Json(view.edited_by_name) : Json(nullptr)}, {"revisions", revisions_json(view.revisions)},
          {"locked_at", prediction.lock ? Json(base::to_iso(prediction.lock->at)) : Json(nullptr)},
          {"locked_by", prediction.lock ? Json(base::word(prediction.lock->by)) : Json(nullptr)},
          {"after_data", prediction.after_data}, {"period_had_begun", view.said_when.period_had_begun},
          {"days_after_start", view.said_when.days_after_start ? Json(*view.said_when.days_after_start) : Json(nullptr)}, {"reasoning", texts_json(view.reasoning)},
          {"verdict", stands ? Json(domain::verdict_word(view.answers.back().answer.verdict, view.measure.direction)) : Json("too_early")},
          {"standing", standing_json(view.standing)}, {"answers", answers}, {"may_edit", view.may_edit},
          {"may_judge", view.may_judge}, {"deleted", prediction.deleted.has_value()}, {"version", prediction.version}};
}

Json test_page_json(const services::TestPage& page) {
  Json predictions = Json::array();
  for (const services::PredictionView& view : page.predictions) predictions.push_back(prediction_json(view));
  Json ramp = Json::array();
  for (const domain::Test& test : page.ramp) ramp.push_back(test_json(test));
  return {{"test", test_json(page.test)}, {"project", {{"id", page.project.value}, {"name", page.project_name}}},
          {"illustrative", page.illustrative}, {"change_idea", page.change_idea}, {"texts", texts_json(page.texts)},
          {"predictions", predictions}, {"ramp", ramp}, {"fixed_start", to_json(page.fixed_start)}, {"may", may_json(page.may)}, {"version", page.test.version}};
}

}  // namespace tributary::http
