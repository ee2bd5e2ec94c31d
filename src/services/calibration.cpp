#include "services/calibration.hpp"

#include <algorithm>
#include <cmath>

#include "services/answer_basis.hpp"
#include "services/policy.hpp"
#include "services/ports/prediction_store.hpp"
#include "services/ports/project_store.hpp"
#include "services/ports/test_store.hpp"
#include "services/problems.hpp"
#include "services/projects.hpp"

namespace tributary::services {

namespace {

std::string counted(std::uint32_t n, const std::string& one, const std::string& many) { return std::to_string(n) + " " + (n == 1 ? one : many); }

std::optional<double> skill_of(std::optional<double> score, std::optional<double> no_change) {
  if (!score || !no_change || !(*no_change > 0)) return std::nullopt;
  const double skill = 1 - *score / *no_change;
  return std::isfinite(skill) ? std::optional(skill) : std::nullopt;
}

std::optional<double> median(std::vector<double> values) {
  if (values.empty()) return std::nullopt;
  std::ranges::sort(values);
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

class Adding {
 public:
  Adding(Transaction& tx, Calibration& out) : tx_(tx), out_(out) {}

  void add(const domain::Test& test, const domain::Prediction& prediction) {
    if (prediction.deleted || !prediction.lock) return;
    const auto answers = tx_.predictions().answers(prediction.id);
    const domain::Answer* answer = domain::standing_answer(answers);
    if (answer == nullptr) {
      ++out_.waiting;
      return;
    }
    const domain::Measure measure = predicted_measure(tx_, prediction.measure);
    const auto first = answer->as_locked ? answer->as_locked->verdict : std::nullopt;
    switch (domain::counted_as(answer->verdict, measure.direction, prediction.after_data, first)) {
      case domain::CountedAs::after_data: ++out_.after_data; return;
      case domain::CountedAs::restated: ++out_.restated; return;
      case domain::CountedAs::no_value: ++out_.no_value; return;
      default: break;
    }
    ++out_.predictions;
    const auto samples = prediction.run && !prediction.adjusted() ? tx_.predictions().samples(prediction.id) : std::vector<std::vector<double>>{};
    for (std::size_t i = 0; i < answer->rows.size() && i < prediction.rows.size(); ++i)
      if (answer->rows[i].observed) out_.rows.push_back(row_of(test, prediction, measure, *answer, i, i < samples.size() ? samples[i] : std::vector<double>{}));
  }

 private:
  static CalibratedRow row_of(const domain::Test& test, const domain::Prediction& prediction, const domain::Measure& measure, const domain::Answer& answer, std::size_t i,
                              const std::vector<double>& sample) {
    const domain::AnswerRow& row = answer.rows[i];
    CalibratedRow out{.test = test.id, .test_name = test.name, .prediction = prediction.id, .measure = measure.id, .measure_name = measure.name, .unit = measure.unit,
                      .predicted = prediction.rows[i], .answer = row, .skill = skill_of(row.weighted_score, row.no_change_score), .sample_score = {}, .no_change_sample_score = {}};
    if (sample.empty()) return out;
    out.sample_score = evidence::sample_score(sample, *row.observed);
    if (const auto& limits = answer.baseline)
      out.no_change_sample_score = evidence::no_change_sample_score({.centre = limits->centre, .lower = limits->lower, .upper = limits->upper, .averaged = row.points}, *row.observed);
    return out;
  }

  Transaction& tx_;
  Calibration& out_;
};

void add_up(Calibration& out) {
  std::ranges::stable_sort(out.rows, {}, [](const CalibratedRow& row) { return row.predicted.on; });
  std::uint32_t held50 = 0, held90 = 0;
  std::vector<double> skills, sample_skills;
  for (const CalibratedRow& row : out.rows) {
    held50 += row.answer.hit50;
    held90 += row.answer.hit90;
    if (row.answer.direction_right) ++out.directions, out.directions_right += *row.answer.direction_right;
    if (row.skill) skills.push_back(*row.skill), out.beat_no_change += *row.skill > 0;
    if (row.sample_score) ++out.samples;
    if (const auto skill = row.sample_skill()) sample_skills.push_back(*skill), out.samples_beat_no_change += *skill > 0;
  }
  const auto rows = static_cast<std::uint32_t>(out.rows.size());
  out.half = evidence::calibrate_intervals(held50, rows, 0.5);
  out.nine_in_ten = evidence::calibrate_intervals(held90, rows, 0.9);
  out.with_skill = static_cast<int>(skills.size());
  out.median_skill = median(std::move(skills));
  out.median_sample_skill = median(std::move(sample_skills));
}

std::string width_in_words(const evidence::IntervalCalibration& of, const std::string& meant) {
  const std::string held = "Of " + counted(of.of, "range", "ranges") + " meant to hold " + meant + ", " + std::to_string(of.held) + " held";
  switch (of.width) {
    case evidence::Width::cannot_tell: return held + ": too few to say more.";
    case evidence::Width::as_meant: return held + ": about as many as they should.";
    case evidence::Width::too_narrow: return held + ": fewer than chance explains. Widen them: you know less than they say.";
    case evidence::Width::too_wide: return held + ": more than chance explains. Narrow them: you know more than they say.";
  }
  return held;
}

void tell(Calibration& out) {
  if (out.rows.empty()) {
    out.told.push_back("No prediction of this project has been answered yet that was on the record before its data.");
    return;
  }
  out.told.push_back(width_in_words(out.nine_in_ten, "nine times in ten"));
  out.told.push_back(width_in_words(out.half, "half the time"));
  if (out.directions > 0) out.told.push_back("The direction was right in " + std::to_string(out.directions_right) + " of " + std::to_string(out.directions) + ".");
  if (out.with_skill > 0)
    out.told.push_back(std::to_string(out.beat_no_change) + " of " + std::to_string(out.with_skill) + " came nearer than somebody who expects that nothing changes.");
  if (out.samples > 0 && out.median_sample_skill)
    out.told.push_back("Of those that a flow model made, " + std::to_string(out.samples_beat_no_change) + " of " + std::to_string(out.samples) + " came nearer than that, by all that its replications said.");
  if (out.rows.size() > static_cast<std::size_t>(out.predictions)) out.told.emplace_back("Several of them are of one prediction and lean on one another: they say less than their number.");
  std::string apart;
  const auto add = [&](int n, const char* what) {
    if (n > 0) apart += (apart.empty() ? "" : ", ") + std::to_string(n) + " " + what;
  };
  add(out.after_data, "made after seeing the data");
  add(out.restated, "whose values were changed since");
  add(out.no_value, "to which no value came");
  if (!apart.empty()) out.told.push_back("Not counted: " + apart + ".");
}

}  // namespace

std::optional<double> CalibratedRow::sample_skill() const { return skill_of(sample_score, no_change_sample_score); }

base::Result<Calibration> calibration_of(const Context& context, const Actor& actor, domain::ProjectId id) {
  const auto tx = context.database.read();
  const auto project = tx->projects().find(id);
  if (!project || project->deleted) return base::fail(not_found("project"));
  if (const auto may = require_read(Thing::calibration, actor, scope_of_project(*tx, *project)); !may) return base::fail(may.error());
  Calibration out;
  Adding adding(*tx, out);
  for (const domain::Test& test : tx->tests().of_project(id))
    for (const domain::Prediction& prediction : tx->predictions().of_test(test.id)) adding.add(test, prediction);
  add_up(out);
  tell(out);
  return out;
}

}  // namespace tributary::services
