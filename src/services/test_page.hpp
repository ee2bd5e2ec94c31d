// TestPage: everything that the page of a test shows, in one reading: its words, predictions, answers, and where it stands.
//
// Promises  an open prediction is in it for team and mentor only; an answered one for oversight too; nobody learns of others.
//           Texts are those that the reader may see; reading them is logged before they are handed over
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/answer.hpp"
#include "domain/measure.hpp"
#include "domain/prediction.hpp"
#include "domain/test.hpp"
#include "services/answer_basis.hpp"
#include "services/answers.hpp"
#include "services/texts.hpp"

namespace tributary::services {

struct AnswerView {
  domain::Answer answer;
  std::vector<domain::Judgement> judgements;  // oldest first; the last one stands
  std::vector<VisibleText> learnt;
};

struct RevisionView {
  domain::PredictionRevision revision;
  std::string said_by_name;
};

struct PredictionView {
  domain::Prediction prediction;
  std::string made_by_name;
  std::string edited_by_name;                       // empty where it stands as it was made
  SaidWhen said_when;
  domain::Measure measure;
  bool may_read_measure = false;  // its chart is open to the reader
  std::vector<VisibleText> reasoning;
  Standing standing;
  std::vector<AnswerView> answers;  // oldest first; the last one stands, unless it lapsed
  std::vector<RevisionView> revisions;  // what it said before, oldest first; for team and mentor
  bool may_edit = false;
  bool may_judge = false;
};

struct TestMay {
  bool edit = false, predict = false, start = false, take_back_start = false, record = false, act = false;
  bool remove = false, restore = false, comment = false, read_indoors = false;
};

struct TestPage {
  domain::Test test;
  domain::ProjectId project;
  std::string project_name;
  bool illustrative = false;
  std::string change_idea;          // its name; empty where there is none
  std::vector<VisibleText> texts;   // of every slot, in the order written
  std::vector<PredictionView> predictions;
  std::vector<domain::Test> ramp;   // from its first test
  std::optional<base::Date> fixed_start;  // the day that it starts from again, where that is no longer free
  TestMay may;
};

// Fails with "not-found". A deleted test is shown to those who can restore it.
[[nodiscard]] base::Result<TestPage> test_page(const Context& context, const Actor& actor, domain::TestId id);

// One prediction as it stands on that page.
[[nodiscard]] base::Result<PredictionView> prediction_view(const Context& context, const Actor& actor, domain::PredictionId id);

}  // namespace tributary::services
