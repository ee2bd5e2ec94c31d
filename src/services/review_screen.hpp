// The screen of a review: asked, predicted, found, learnt, help asked; and what was recorded.
//
// Idea      the room looks at one screen, whoever's computer shows it. So on a review day it holds only texts whose audience
//           reaches the room (system or public), even where a member of the team is signed in. Before the day the team sees the
//           same and its own preparation in full, with a warning where nothing of it would be seen
// Promises  after a review day its screen shows measures and answers as they were known at its end, and words as they are today;
//           an open prediction is in it for the team and its mentor alone; measures are those that were published, and how
//           many weren't is told to who may see those
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/answer.hpp"
#include "domain/measure.hpp"
#include "domain/prediction.hpp"
#include "domain/review.hpp"
#include "services/answer_basis.hpp"
#include "services/answers.hpp"
#include "services/objectives.hpp"
#include "services/projects.hpp"
#include "services/reviews.hpp"
#include "services/support_needs.hpp"
#include "services/texts.hpp"

namespace tributary::services {

struct ReviewedPrediction {
  domain::Prediction prediction;
  std::string test_name;
  SaidWhen said_when;
  std::optional<domain::Measure> measure;  // none where the reader may not see it
  std::optional<domain::Answer> answer;    // none: open, or its data are gone
  domain::Direction direction = domain::Direction::neither;  // of its measure: what the answer's verdict means
  std::vector<RowStanding> rows;           // of an answered one: of how many values it is answered
};

struct HelpToFollow {
  domain::ReviewId review;
  base::Date promised{};
  domain::Help help;
};

struct ReviewScreen {
  ProjectInPlace at;
  std::vector<ObjectiveAtPlace> objectives;
  std::optional<DayInProgramme> day;
  std::optional<base::Date> known_on;          // a day that has passed: measures and answers as they were known at its end
  std::optional<NextReview> next;              // of the project, where no day was asked for
  std::vector<VisibleText> questions;          // of its tests
  std::vector<ReviewedPrediction> predictions; // answered ones, newest first, then open ones
  std::vector<domain::Measure> published;
  int unpublished = 0;                         // that the reader may see and the room doesn't
  int published_since = 0;                     // after that day: the room didn't see them
  std::vector<VisibleText> learnt;             // of the project, its tests and its answers
  std::vector<VisibleText> prepared;           // in full for the team before the day; on the day what reaches the room
  bool nothing_reaches_the_room = false;       // of what was prepared
  std::vector<HelpToFollow> help_before;       // of earlier reviews
  std::optional<domain::Review> review;        // once held
  bool may_record = false, may_prepare = false, may_follow_up = false;
};

// Of a day, or (without one) of the review ahead. Fails with "not-found", "forbidden".
[[nodiscard]] base::Result<ReviewScreen> review_screen(const Context& context, const Actor& actor, domain::ProjectId project,
                                                       std::optional<domain::ReviewDayId> day);

}  // namespace tributary::services
