// Answers and judgements: what store/prediction_store.hpp declares of them.
#include "store/connection.hpp"
#include "store/prediction_store.hpp"

namespace tributary::store {

using domain::Answer;
using domain::AnswerId;
using domain::Verdict;

namespace {

using MaybeNumber = std::optional<double>;

// The column knows three words; without_value stands beside it.
Verdict stored(Verdict verdict) { return verdict == Verdict::no_value ? Verdict::as_expected : verdict; }

#define ANSWER_COLUMNS                                                                                              \
  "SELECT id, prediction_id, computed_at, verdict, baseline_centre, baseline_lower, baseline_upper, baseline_points, " \
  "interval_score50, interval_score90, weighted_score, no_change_score, skill, data_hash, " \
  "(SELECT lapsed_at FROM answer_lapse WHERE answer_id = answer.id), without_value FROM answer "

std::optional<domain::AsLocked> as_locked_of(Connection& db, AnswerId id) {
  std::optional<domain::AsLocked> out;
  db.each<int, int, int, int, int, int, int, int, MaybeNumber, MaybeNumber, MaybeNumber, std::optional<int>, MaybeNumber, MaybeNumber,
          std::optional<domain::Verdict>>(
      "SELECT left_out, counted_again, phases_begun, phases_ended, settings_changed, withdrawn, revised, added, baseline_centre, baseline_lower, "
      "baseline_upper, baseline_points, no_change_score, skill, verdict FROM answer_as_locked WHERE answer_id = :id",
      [&](int left_out, int counted_again, int begun, int ended, int settings, int withdrawn, int revised, int added, MaybeNumber centre,
          MaybeNumber lower, MaybeNumber upper, std::optional<int> points, MaybeNumber no_change, MaybeNumber skill,
          std::optional<domain::Verdict> verdict) {
        out = domain::AsLocked{.left_out = left_out, .counted_again = counted_again, .phases_begun = begun, .phases_ended = ended,
                               .settings_changed = settings, .withdrawn = withdrawn, .revised = revised, .added = added, .baseline = {},
                               .no_change_score = no_change, .skill = skill, .verdict = verdict, .observed = {}};
        if (centre && lower && upper && points)
          out->baseline = domain::Baseline{.centre = *centre, .lower = *lower, .upper = *upper, .points = *points};
      },
      id);
  if (out)
    db.each<MaybeNumber>("SELECT observed FROM answer_as_locked_row WHERE answer_id = :id ORDER BY position",
                         [&](MaybeNumber observed) { out->observed.push_back(observed); }, id);
  return out;
}

template <class... Args>
std::vector<Answer> answers_found(Connection& db, const char* sql, const Args&... args) {
  std::vector<Answer> out;
  db.each<AnswerId, domain::PredictionId, base::Instant, domain::Verdict, MaybeNumber, MaybeNumber, MaybeNumber,
          std::optional<int>, double, double, double, MaybeNumber, MaybeNumber, std::string, std::optional<base::Instant>, bool>(
      sql,
      [&](AnswerId id, domain::PredictionId prediction, base::Instant computed, domain::Verdict verdict, MaybeNumber centre,
          MaybeNumber lower, MaybeNumber upper, std::optional<int> points, double score50, double score90, double weighted,
          MaybeNumber no_change, MaybeNumber skill, std::string hash, std::optional<base::Instant> lapsed, bool without) {
        Answer answer{.id = id, .prediction = prediction, .computed = computed, .verdict = without ? Verdict::no_value : verdict, .rows = {}, .baseline = {},
                      .interval_score50 = score50, .interval_score90 = score90, .weighted_score = weighted,
                      .no_change_score = no_change, .skill = skill, .data_hash = std::move(hash), .lapsed = lapsed, .as_locked = {}};
        if (centre && lower && upper && points)
          answer.baseline = domain::Baseline{.centre = *centre, .lower = *lower, .upper = *upper, .points = *points};
        out.push_back(std::move(answer));
      },
      args...);
  for (Answer& answer : out)
    db.each<double, int, int, domain::Verdict, bool, bool, std::optional<bool>, double, double, double, MaybeNumber, bool>(
        "SELECT observed, points, missing, verdict, hit50, hit90, direction_right, interval_score50, interval_score90, "
        "weighted_score, no_change_score, without_value FROM answer_row WHERE answer_id = :id ORDER BY position",
        [&](double observed, int points, int missing, domain::Verdict verdict, bool hit50, bool hit90,
            std::optional<bool> direction, double score50, double score90, double weighted, MaybeNumber no_change, bool without) {
          answer.rows.push_back({.observed = without ? std::nullopt : MaybeNumber(observed), .points = points, .missing = missing, .verdict = without ? Verdict::no_value : verdict, .hit50 = hit50,
                                 .hit90 = hit90, .direction_right = direction, .interval_score50 = score50,
                                 .interval_score90 = score90, .weighted_score = weighted, .no_change_score = no_change});
        },
        answer.id);
  for (Answer& answer : out) answer.as_locked = as_locked_of(db, answer.id);
  return out;
}

void add_as_locked(Connection& db, AnswerId id, const domain::AsLocked& then) {
  const auto& base = then.baseline;
  db.run("INSERT INTO answer_as_locked (answer_id, left_out, counted_again, phases_begun, phases_ended, settings_changed, withdrawn, "
         "revised, added, baseline_centre, baseline_lower, baseline_upper, baseline_points, no_change_score, skill, verdict) "
         "VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i, :j, :k, :l, :m, :n, :o, :p)",
         id, then.left_out, then.counted_again, then.phases_begun, then.phases_ended, then.settings_changed, then.withdrawn, then.revised, then.added, base ? MaybeNumber(base->centre) : std::nullopt,
         base ? MaybeNumber(base->lower) : std::nullopt, base ? MaybeNumber(base->upper) : std::nullopt,
         base ? std::optional(base->points) : std::nullopt, then.no_change_score, then.skill, then.verdict);
  int position = 0;
  for (const MaybeNumber& observed : then.observed)
    db.run("INSERT INTO answer_as_locked_row (answer_id, position, observed) VALUES (:a, :b, :c)", id, position++, observed);
}

}  // namespace

AnswerId SqlPredictionStore::add_answer(const Answer& answer) {
  const auto& base = answer.baseline;
  const auto id = db_.value<AnswerId>(
      "INSERT INTO answer (prediction_id, computed_at, verdict, baseline_centre, baseline_lower, baseline_upper, "
      "baseline_points, interval_score50, interval_score90, weighted_score, no_change_score, skill, data_hash, without_value) "
      "VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i, :j, :k, :l, :m, :n) RETURNING id",
      answer.prediction, answer.computed, stored(answer.verdict), base ? MaybeNumber(base->centre) : std::nullopt,
      base ? MaybeNumber(base->lower) : std::nullopt, base ? MaybeNumber(base->upper) : std::nullopt,
      base ? std::optional(base->points) : std::nullopt, answer.interval_score50, answer.interval_score90,
      answer.weighted_score, answer.no_change_score, answer.skill, answer.data_hash, answer.verdict == Verdict::no_value);
  int position = 0;
  for (const domain::AnswerRow& row : answer.rows)
    db_.run("INSERT INTO answer_row (answer_id, position, observed, points, missing, verdict, hit50, hit90, direction_right, "
            "interval_score50, interval_score90, weighted_score, no_change_score, without_value) "
            "VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i, :j, :k, :l, :m, :n)",
            id, position++, row.observed.value_or(0), row.points, row.missing, stored(row.verdict), row.hit50, row.hit90, row.direction_right,
            row.interval_score50, row.interval_score90, row.weighted_score, row.no_change_score, !row.observed);
  if (answer.as_locked) add_as_locked(db_, id, *answer.as_locked);
  return id;
}

void SqlPredictionStore::lapse(AnswerId answer, base::Instant at) {
  db_.run("INSERT INTO answer_lapse (answer_id, lapsed_at) VALUES (:a, :b)", answer, at);
}

std::optional<Answer> SqlPredictionStore::find_answer(AnswerId id) {
  auto found = answers_found(db_, ANSWER_COLUMNS "WHERE id = :id", id);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<Answer> SqlPredictionStore::answers(domain::PredictionId prediction) {
  return answers_found(db_, ANSWER_COLUMNS "WHERE prediction_id = :id ORDER BY id", prediction);
}

std::vector<domain::Judgement> SqlPredictionStore::judgements(AnswerId answer) {
  std::vector<domain::Judgement> out;
  db_.each<bool, bool, domain::OurChange, domain::PersonId, std::string, base::Instant, int>(
      "SELECT as_expected, anything_changed, our_change, judged_by, person.name, judged_at, j.version FROM judgement j "
      "JOIN person ON person.id = judged_by WHERE answer_id = :id ORDER BY j.version",
      [&](bool as_expected, bool changed, domain::OurChange ours, domain::PersonId by, std::string name, base::Instant at,
          int version) {
        out.push_back({.answer = answer, .as_expected = as_expected, .anything_changed = changed, .our_change = ours, .judged_by = by,
                       .judged_by_name = std::move(name), .judged = at, .version = version});
      },
      answer);
  return out;
}

bool SqlPredictionStore::set_judgement(const domain::Judgement& judgement, int expected) {
  const int stored = db_.value<int>("SELECT coalesce(max(version), 0) FROM judgement WHERE answer_id = :id", judgement.answer);
  if (stored != expected) return false;
  db_.run("INSERT INTO judgement (answer_id, version, as_expected, anything_changed, our_change, judged_by, judged_at) "
          "VALUES (:a, :b, :c, :d, :e, :f, :g)",
          judgement.answer, expected + 1, judgement.as_expected, judgement.anything_changed, judgement.our_change,
          judgement.judged_by, judgement.judged);
  return true;
}

}  // namespace tributary::store
