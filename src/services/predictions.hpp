// Predictions: making them, changing them while they are open, and saying what an answer meant.
//
// Promises  a prediction that is locked is never changed, nor its reasoning, nor removed alone; one made when there are
//           data already that it speaks of is locked at once and marked; open ones are seen by team and mentor only
// See       answers.hpp for when they lock and how they are answered
#pragma once

#include <optional>
#include <vector>

#include "domain/answer.hpp"
#include "domain/flow_model.hpp"
#include "domain/prediction.hpp"
#include "services/answers.hpp"
#include "services/context.hpp"
#include "services/texts.hpp"

namespace tributary::services {

struct PredictionInput {
  domain::MeasureId measure;
  domain::Statistic statistic = domain::Statistic::value;
  domain::PredictionSource source = domain::PredictionSource::judgement;
  std::vector<domain::PredictionRow> rows;
  std::optional<domain::RunNumber> run;  // where its source is a run; of one that came from a run already it may stay
  bool as_run = false;                   // rows are dates alone: their numbers are as the run has them
  std::optional<TextDraft> reasoning;
};

// "prediction-locked": since when and by what.
[[nodiscard]] base::Problem prediction_locked(const domain::Prediction& prediction);

// The measure is the project's or a place's; balancing measures may be predicted like any other. Fails with "not-found",
// "forbidden", "reference-unknown", "measure-in-sandbox", "flow-run-missing", or as domain::check_rows and rows_of_run.
[[nodiscard]] base::Result<domain::Prediction> add_prediction(const Context& context, const Actor& actor, domain::TestId test,
                                                              const PredictionInput& input);
// All but its measure; what it said before is kept for team and mentor. Fails also with "stale", "prediction-locked" and "measure-fixed".
[[nodiscard]] base::Result<domain::Prediction> update_prediction(const Context& context, const Actor& actor,
                                                                 domain::PredictionId id, int version,
                                                                 const PredictionInput& input);
// Fails with "prediction-locked".
[[nodiscard]] base::Result<domain::Prediction> delete_prediction(const Context& context, const Actor& actor,
                                                                 domain::PredictionId id, int version);
// Locks it where its test has started since, or data have come. Fails with "measure-removed".
[[nodiscard]] base::Result<domain::Prediction> restore_prediction(const Context& context, const Actor& actor,
                                                                  domain::PredictionId id);

// What the page says of a prediction while it is typed, before anything is stored: would it also hold if nothing changed?
[[nodiscard]] base::Result<Standing> preview_prediction(const Context& context, const Actor& actor, domain::TestId test,
                                                        const PredictionInput& input);

// What a person says to an answer: of the version after `expected`, 0 for the first. `learnt` is a text with an audience.
// Fails with "not-found", "forbidden", "stale".
[[nodiscard]] base::Result<domain::Judgement> judge_answer(const Context& context, const Actor& actor, domain::Judgement judgement,
                                                           int expected, const std::optional<TextDraft>& learnt);

}  // namespace tributary::services
