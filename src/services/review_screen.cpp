#include "services/review_screen.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "services/answer_basis.hpp"
#include "services/charts.hpp"
#include "services/measures.hpp"
#include "services/ports/objective_store.hpp"
#include "services/ports/place_store.hpp"
#include "services/ports/prediction_store.hpp"
#include "services/ports/programme_store.hpp"
#include "services/ports/review_store.hpp"
#include "services/ports/test_store.hpp"
#include "services/problems.hpp"

namespace tributary::services {

using domain::TextThing;

namespace {

bool reaches_the_room(const VisibleText& each) {
  return !each.withheld && !each.text.deleted && (each.text.audience == domain::Audience::system || each.text.audience == domain::Audience::public_);
}

class Screen {
 public:
  // `known`: the last instant of a day that has passed.
  Screen(Transaction& tx, const Actor& actor, const Scope& scope, base::Instant now, std::optional<base::Instant> known)
      : tx_(tx), actor_(actor), now_(now), known_(known), relations_(relations_of(actor, scope)) {}

  void take_texts(TextThing thing, std::int64_t id, std::initializer_list<std::string_view> slots, std::vector<VisibleText>& into, bool room) {
    Texts found;
    visible_texts(tx_, actor_, thing, id, found);
    for (VisibleText& each : found.texts) {
      if (std::ranges::find(slots, each.text.subject.slot) == slots.end() || each.text.deleted || (room && !reaches_the_room(each))) continue;
      if (std::ranges::find(found.confidential, each.text.id) != found.confidential.end()) noted.confidential.push_back(each.text.id);
      into.push_back(std::move(each));
    }
  }

  void take_tests(domain::ProjectId project, ReviewScreen& out) {
    std::vector<ReviewedPrediction> open;
    take_texts(TextThing::project, project.value, {"learnt"}, out.learnt, true);
    for (const domain::Test& test : tx_.tests().of_project(project)) {
      take_texts(TextThing::test, test.id.value, {"question"}, out.questions, true);
      take_texts(TextThing::test, test.id.value, {"study", "act"}, out.learnt, true);
      for (domain::Prediction& prediction : tx_.predictions().of_test(test.id)) {
        if (prediction.deleted || (known_ && prediction.made > *known_)) continue;
        const auto answers = answers_of(prediction);
        if (!may_read(answers.empty() ? Thing::open_prediction : Thing::answered_prediction, relations_)) continue;
        for (const domain::Answer& answer : answers) take_texts(TextThing::answer, answer.id.value, {"learnt"}, out.learnt, true);
        const domain::Measure measure = predicted_measure(tx_, prediction.measure);
        const SaidWhen said = said_when(measure, prediction, test);
        ReviewedPrediction line{.prediction = std::move(prediction), .test_name = test.name, .said_when = said, .measure = {}, .answer = {}, .rows = {}};
        if (const domain::Answer* stands = domain::standing_answer(answers)) {
          line.answer = *stands;
          line.direction = measure.direction;
          line.rows = known_ ? counted_in(*stands) : standing_of(tx_, line.prediction, test, now_).rows;
        }
        if (auto standing = tx_.measures().find(line.prediction.measure); standing && may_read_measure(actor_, *standing))
          line.measure = std::move(standing->measure);
        (line.answer ? out.predictions : open).push_back(std::move(line));
      }
    }
    std::ranges::stable_sort(out.predictions, std::ranges::greater{}, [](const ReviewedPrediction& each) { return each.answer->computed; });
    std::ranges::move(open, std::back_inserter(out.predictions));
  }

  void take_measures(domain::ProjectId project, ReviewScreen& out) {
    for (domain::Measure& each : tx_.measures().of({.place = {}, .project = project, .person = {}})) {
      if (each.published && known_ && *each.published > *known_) ++out.published_since;
      else if (each.published) out.published.push_back(std::move(each));
      else if (may_read(Thing::private_measure, relations_)) ++out.unpublished;
    }
  }

  void take_reviews(domain::ProjectId project, std::optional<domain::ReviewDayId> day, ReviewScreen& out) {
    if (day) out.review = review_held_on(tx_, project, *day);
    const auto prepared_for = out.review ? out.review : review_ahead(tx_, project, day);
    if (prepared_for) {
      std::vector<VisibleText> all;
      take_texts(TextThing::review, prepared_for->id.value, {"show", "ask", "help"}, all, day.has_value());
      out.nothing_reaches_the_room = std::ranges::none_of(all, reaches_the_room);
      out.prepared = std::move(all);
    } else {
      out.nothing_reaches_the_room = true;
    }
    for (const domain::Review& each : tx_.reviews().of_project(project)) {
      if (!each.held() || (out.review && each.id == out.review->id)) continue;
      for (const domain::Help& help : each.record->help)
        out.help_before.push_back({.review = each.id, .promised = each.record->held_on, .help = help});
    }
    std::ranges::stable_sort(out.help_before, std::ranges::greater{}, &HelpToFollow::promised);
  }

  Texts noted;

 private:
  // Those that had been computed, standing where their data went only later.
  std::vector<domain::Answer> answers_of(const domain::Prediction& prediction) {
    auto out = tx_.predictions().answers(prediction.id);
    if (!known_) return out;
    std::erase_if(out, [&](const domain::Answer& each) { return each.computed > *known_; });
    for (domain::Answer& each : out)
      if (each.lapsed && *each.lapsed > *known_) each.lapsed.reset();
    return out;
  }

  static std::vector<RowStanding> counted_in(const domain::Answer& answer) {
    std::vector<RowStanding> out;
    for (const domain::AnswerRow& row : answer.rows) {
      RowStanding counts;
      counts.points = row.points;
      counts.expected = row.points + row.missing;
      counts.missing = row.missing;
      out.push_back(counts);
    }
    return out;
  }

  Transaction& tx_;
  const Actor& actor_;
  base::Instant now_;
  std::optional<base::Instant> known_;
  Relations relations_;
};

}  // namespace

base::Result<ReviewScreen> review_screen(const Context& context, const Actor& actor, domain::ProjectId id, std::optional<domain::ReviewDayId> day) {
  ReviewScreen out;
  Texts noted;
  {
    const auto tx = context.database.read();
    const auto scope = scope_of_text_project(*tx, id);
    if (!scope) return base::fail(not_found("project"));
    if (const auto may = require_read(Thing::review, actor, *scope); !may) return base::fail(may.error());
    if (day) {
      const auto found = tx->reviews().find_day(*day);
      if (!found || found->deleted) return base::fail(not_found("review day"));
      for (DayInProgramme& each : days_in(*tx, found->programme))
        if (each.day.id == *day) out.day = std::move(each);
      const auto due = due_on(*tx, *found);
      if (!out.day || std::ranges::find(due, id, &ProjectSummary::id) == due.end()) return base::fail(not_found("project due on that day"));
    }
    out.at = in_place(*tx, id);
    for (domain::Objective& each : tx->objectives().of_project(id)) {
      const auto place = tx->places().find(each.place);
      out.objectives.push_back({.objective = std::move(each), .place_name = place ? place->name : ""});
    }
    if (out.at.project.state == domain::ProjectState::active) out.next = next_review_of(*tx, id, out.at.project.review, base::london_date(context.clock.now()));
    if (out.day && out.day->day.on < base::london_date(context.clock.now())) out.known_on = out.day->day.on;
    Screen screen(*tx, actor, *scope, context.clock.now(), out.known_on ? std::optional(end_of_day(*out.known_on)) : std::nullopt);
    screen.take_tests(id, out);
    screen.take_measures(id, out);
    screen.take_reviews(id, day, out);
    const Relations relations = relations_of(actor, *scope);
    out.may_record = may_write(Thing::review, relations);
    out.may_prepare = may_write(Thing::text_indoors, relations);
    out.may_follow_up = may_write(Thing::help_outcome, relations);
    noted = std::move(screen.noted);
  }
  note_readings(context, actor, noted);
  return out;
}

}  // namespace tributary::services
