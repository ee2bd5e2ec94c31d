#pragma once

#include "services/ports/prediction_store.hpp"

namespace tributary::store {

class Connection;

class SqlPredictionStore final : public services::PredictionStore {
 public:
  explicit SqlPredictionStore(Connection& db) : db_(db) {}

  domain::PredictionId add(const domain::Prediction& prediction) override;
  bool update(const domain::Prediction& prediction, int expected, bool keep_before) override;
  void set_samples(domain::PredictionId id, const std::vector<std::vector<double>>& samples) override;
  std::vector<std::vector<double>> samples(domain::PredictionId id) override;
  std::vector<domain::PredictionRevision> revisions(domain::PredictionId id) override;
  bool set_deleted(domain::PredictionId id, std::optional<base::Instant> at, int expected) override;
  void mark_after_data(domain::PredictionId id, base::Instant at) override;
  void lock(domain::PredictionId id, domain::LockEvent by, base::Instant at) override;
  std::optional<domain::Prediction> find(domain::PredictionId id) override;
  std::vector<domain::Prediction> of_test(domain::TestId test) override;
  std::vector<domain::Prediction> of_measure(domain::MeasureId measure) override;
  std::vector<domain::Prediction> open_of_measure(domain::MeasureId measure) override;
  std::vector<domain::MeasureId> measures_due(base::Date today) override;

  domain::AnswerId add_answer(const domain::Answer& answer) override;
  void lapse(domain::AnswerId answer, base::Instant at) override;
  std::optional<domain::Answer> find_answer(domain::AnswerId id) override;
  std::vector<domain::Answer> answers(domain::PredictionId prediction) override;

  std::vector<domain::Judgement> judgements(domain::AnswerId answer) override;
  bool set_judgement(const domain::Judgement& judgement, int expected) override;

 private:
  Connection& db_;
};

}  // namespace tributary::store
