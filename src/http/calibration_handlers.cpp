// How a team's predictions held, added up.
#include <nlohmann/json.hpp>

#include "http/json.hpp"
#include "http/prediction_handlers.hpp"
#include "services/calibration.hpp"

namespace tributary::http {

namespace {

std::string_view word(evidence::Width width) {
  switch (width) {
    case evidence::Width::cannot_tell: return "cannot_tell";
    case evidence::Width::as_meant: return "as_meant";
    case evidence::Width::too_narrow: return "too_narrow";
    case evidence::Width::too_wide: return "too_wide";
  }
  return "";
}

Json intervals_json(const evidence::IntervalCalibration& of) { return {{"held", of.held}, {"of", of.of}, {"meant", of.meant}, {"width", word(of.width)}}; }

Json row_json(const services::CalibratedRow& row) {
  const domain::PredictionRow& said = row.predicted;
  return {{"test_id", row.test.value}, {"test_name", row.test_name}, {"prediction_id", row.prediction.value}, {"measure_id", row.measure.value},
          {"measure_name", row.measure_name}, {"unit", row.unit}, {"from_date", to_json(said.from)}, {"on_date", to_json(std::optional(said.on))},
          {"median", said.median}, {"low50", said.low50}, {"high50", said.high50}, {"low90", said.low90}, {"high90", said.high90},
          {"observed", to_json(row.answer.observed)}, {"hit50", row.answer.hit50}, {"hit90", row.answer.hit90},
          {"direction_right", row.answer.direction_right ? Json(*row.answer.direction_right) : Json(nullptr)},
          {"weighted_score", row.answer.weighted_score}, {"skill", to_json(row.skill)}, {"sample_score", to_json(row.sample_score)},
          {"sample_skill", to_json(row.sample_skill())}};
}

}  // namespace

base::Result<Response> get_calibration(const Request& request, const services::Context& context) {
  const auto found = services::calibration_of(context, request.actor(), id_in_path<domain::ProjectId>(request));
  if (!found) return base::fail(found.error());
  Json rows = Json::array();
  for (const services::CalibratedRow& each : found->rows) rows.push_back(row_json(each));
  return reply(200, {{"told", found->told}, {"predictions", found->predictions}, {"half", intervals_json(found->half)}, {"nine_in_ten", intervals_json(found->nine_in_ten)},
                     {"directions", found->directions}, {"directions_right", found->directions_right}, {"with_skill", found->with_skill},
                     {"beat_no_change", found->beat_no_change}, {"median_skill", to_json(found->median_skill)}, {"samples", found->samples},
                     {"samples_beat_no_change", found->samples_beat_no_change}, {"median_sample_skill", to_json(found->median_sample_skill)},
                     {"after_data", found->after_data}, {"restated", found->restated}, {"no_value", found->no_value}, {"waiting", found->waiting}, {"rows", rows}});
}

}  // namespace tributary::http
