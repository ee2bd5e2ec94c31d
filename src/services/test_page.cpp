#include "services/test_page.hpp"

#include <algorithm>

#include "base/check.hpp"
#include "services/answer_basis.hpp"
#include "services/measures.hpp"
#include "services/ports/driver_store.hpp"
#include "services/ports/person_store.hpp"
#include "services/ports/prediction_store.hpp"
#include "services/ports/project_store.hpp"
#include "services/ports/test_store.hpp"
#include "services/problems.hpp"
#include "services/tests.hpp"

namespace tributary::services {

using domain::Prediction;
using domain::Test;

namespace {

// Reads for one person about one test; gathers whose reading must be logged.
class Page {
 public:
  Page(Transaction& tx, const Actor& actor, const Test& test, const Scope& scope, base::Instant now)
      : tx_(tx), actor_(actor), test_(test), relations_(relations_of(actor, scope)), now_(now) {}

  [[nodiscard]] Relations relations() const { return relations_; }
  [[nodiscard]] bool active() const { return !test_.deleted; }

  std::vector<VisibleText> texts(domain::TextThing thing, std::int64_t id) {
    Texts found;
    visible_texts(tx_, actor_, thing, id, found);
    std::ranges::copy(found.confidential, std::back_inserter(noted.confidential));
    return std::move(found.texts);
  }

  std::optional<PredictionView> prediction(Prediction prediction) {
    const auto answers = tx_.predictions().answers(prediction.id);
    const Thing kind = answers.empty() ? Thing::open_prediction : Thing::answered_prediction;
    if (!may_read(kind, relations_)) return std::nullopt;
    if (prediction.deleted && !may_write(Thing::open_prediction, relations_)) return std::nullopt;
    PredictionView out;
    auto standing = tx_.measures().find(prediction.measure);
    if (!standing) standing = tx_.measures().find_deleted(prediction.measure);
    base::check(standing.has_value(), "a predicted measure is stored");
    out.may_read_measure = may_read_measure(actor_, *standing);
    out.measure = std::move(standing->measure);
    out.made_by_name = name_of(prediction.made_by);
    if (prediction.edited_by) out.edited_by_name = name_of(*prediction.edited_by);
    out.said_when = said_when(out.measure, prediction, test_);
    if (may_read(Thing::open_prediction, relations_))
      for (domain::PredictionRevision& each : tx_.predictions().revisions(prediction.id)) {
        std::string name = name_of(each.said_by);
        out.revisions.push_back({.revision = std::move(each), .said_by_name = std::move(name)});
      }
    out.reasoning = texts(domain::TextThing::prediction, prediction.id.value);
    out.standing = standing_of(tx_, prediction, test_, now_);
    for (const domain::Answer& answer : answers)
      out.answers.push_back({.answer = answer, .judgements = tx_.predictions().judgements(answer.id),
                             .learnt = texts(domain::TextThing::answer, answer.id.value)});
    out.may_edit = active() && !prediction.lock && may_write(Thing::open_prediction, relations_);
    out.may_judge = active() && domain::standing_answer(answers) != nullptr && may_write(Thing::judgement, relations_);
    out.prediction = std::move(prediction);
    return out;
  }

  [[nodiscard]] TestMay may() const {
    const bool write = may_write(Thing::test, relations_), live = write && active();
    const bool inside = may_write(Thing::text_indoors, relations_);
    return {.edit = live,
            .predict = active() && may_write(Thing::open_prediction, relations_),
            .start = live && !test_.started && !test_.decision,
            .take_back_start = live && test_.started && !test_.ended_on && !test_.decision,
            .record = live && test_.started.has_value(),
            .act = live,
            .remove = live && !is_on_record(tx_, test_),
            .restore = write && !active(),
            .comment = inside && active(),
            .read_indoors = may_read(Thing::text_indoors, relations_)};
  }

  Texts noted;

 private:
  std::string name_of(domain::PersonId id) {
    const auto person = tx_.people().find(id);
    return person ? person->name : "";
  }

  Transaction& tx_;
  const Actor& actor_;
  const Test& test_;
  Relations relations_;
  base::Instant now_;
};

struct TestFound {
  Test test;
  Scope scope;
};

base::Result<TestFound> find_shown(Transaction& tx, const Actor& actor, domain::TestId id, std::string_view what) {
  auto test = tx.tests().find(id);
  if (!test) return base::fail(not_found(what));
  const auto scope = scope_of_text_project(tx, test->project);
  if (!scope) return base::fail(not_found(what));
  const Relations relations = relations_of(actor, *scope);
  if (!may_read(Thing::test, relations) || (test->deleted && !may_write(Thing::test, relations)))
    return base::fail(not_found(what));
  return TestFound{.test = *std::move(test), .scope = *scope};
}

}  // namespace

base::Result<TestPage> test_page(const Context& context, const Actor& actor, domain::TestId id) {
  TestPage out;
  Texts noted;
  {
    const auto tx = context.database.read();
    auto found = find_shown(*tx, actor, id, "test");
    if (!found) return base::fail(found.error());
    out.test = found->test;
    const auto project = tx->projects().summary(out.test.project);
    base::check(project.has_value(), "a stored test stands in a stored project");
    out.project = project->id;
    out.project_name = project->name;
    out.illustrative = project->illustrative;
    if (out.test.change_idea)
      if (const auto idea = tx->drivers().find(*out.test.change_idea)) out.change_idea = idea->name;
    Page page(*tx, actor, out.test, found->scope, context.clock.now());
    out.texts = page.texts(domain::TextThing::test, id.value);
    for (Prediction& each : tx->predictions().of_test(id))
      if (auto view = page.prediction(std::move(each))) out.predictions.push_back(*std::move(view));
    out.ramp = domain::ramp_of(tx->tests().of_project(out.test.project), id);
    out.may = page.may();
    if (out.may.start) out.fixed_start = fixed_start(*tx, out.test);
    noted = std::move(page.noted);
  }
  note_readings(context, actor, noted);
  return out;
}

base::Result<PredictionView> prediction_view(const Context& context, const Actor& actor, domain::PredictionId id) {
  std::optional<PredictionView> out;
  Texts noted;
  {
    const auto tx = context.database.read();
    auto prediction = tx->predictions().find(id);
    if (!prediction) return base::fail(not_found("prediction"));
    auto found = find_shown(*tx, actor, prediction->test, "prediction");
    if (!found) return base::fail(found.error());
    Page page(*tx, actor, found->test, found->scope, context.clock.now());
    out = page.prediction(*std::move(prediction));
    noted = std::move(page.noted);
  }
  if (!out) return base::fail(not_found("prediction"));
  note_readings(context, actor, noted);
  return *std::move(out);
}

}  // namespace tributary::services
