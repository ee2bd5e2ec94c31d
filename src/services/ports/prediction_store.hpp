// Predictions with their rows, answers and judgements. Answers and revisions only grow.
#pragma once

#include <optional>
#include <vector>

#include "domain/answer.hpp"
#include "domain/prediction.hpp"

namespace tributary::services {

class PredictionStore {
 public:
  virtual ~PredictionStore() = default;

  virtual domain::PredictionId add(const domain::Prediction& prediction) = 0;
  // Statistic, source and rows, and who changed them when; `keep_before`: it says otherwise now. False when `expected` isn't the stored
  // version, or it is locked.
  virtual bool update(const domain::Prediction& prediction, int expected, bool keep_before) = 0;
  // Of each row what every replication of its run said, ascending; replaces what there was.
  virtual void set_samples(domain::PredictionId id, const std::vector<std::vector<double>>& samples) = 0;
  virtual std::vector<std::vector<double>> samples(domain::PredictionId id) = 0;  // none where it came from no run
  virtual std::vector<domain::PredictionRevision> revisions(domain::PredictionId id) = 0;  // what it said before, oldest first
  virtual bool set_deleted(domain::PredictionId id, std::optional<base::Instant> at, int expected) = 0;
  // Locks it; a lock that it has already stays.
  virtual void mark_after_data(domain::PredictionId id, base::Instant at) = 0;  // locked or not, from now on it is
  virtual void lock(domain::PredictionId id, domain::LockEvent by, base::Instant at) = 0;
  virtual std::optional<domain::Prediction> find(domain::PredictionId id) = 0;         // deleted ones too, marked
  virtual std::vector<domain::Prediction> of_test(domain::TestId test) = 0;            // deleted ones too, marked
  virtual std::vector<domain::Prediction> of_measure(domain::MeasureId measure) = 0;   // nothing deleted, nor its test
  virtual std::vector<domain::Prediction> open_of_measure(domain::MeasureId measure) = 0;  // not locked, not deleted; of a deleted test too
  // Measures with a prediction that has no answer that stands and whose last row is dated `today` or before.
  virtual std::vector<domain::MeasureId> measures_due(base::Date today) = 0;

  virtual domain::AnswerId add_answer(const domain::Answer& answer) = 0;
  virtual void lapse(domain::AnswerId answer, base::Instant at) = 0;  // one that stands: its data are gone
  virtual std::optional<domain::Answer> find_answer(domain::AnswerId id) = 0;
  virtual std::vector<domain::Answer> answers(domain::PredictionId prediction) = 0;    // oldest first

  virtual std::vector<domain::Judgement> judgements(domain::AnswerId answer) = 0;  // oldest first; the last one stands
  // Stores it as the version after `expected`, 0 for the first; what it said before is kept. False when that isn't so.
  virtual bool set_judgement(const domain::Judgement& judgement, int expected) = 0;
};

}  // namespace tributary::services
