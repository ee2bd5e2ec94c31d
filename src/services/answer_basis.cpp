#include "services/answer_basis.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <map>
#include <numeric>

#include "base/check.hpp"
#include "base/text.hpp"
#include "services/charts.hpp"
#include "services/ports/measure_store.hpp"

namespace tributary::services {

using domain::Observation;

namespace {

constexpr std::chrono::days one_day{1};
// How long after its last day a prediction waits for points that don't come.
constexpr std::chrono::days waits_at_most{28};

// The one of the date itself; or else the last before it in the same period, and where there is none the first after it.
const Observation* observation_of(domain::Interval interval, const std::vector<Observation>& observations, base::Date on) {
  const domain::Days days = domain::days_of_value(interval, on);
  const Observation* found = nullptr;
  for (auto each = std::ranges::lower_bound(observations, days.first, {}, &Observation::on);
       each != observations.end() && each->on <= days.last; ++each) {
    if (each->on > on && found != nullptr) break;
    if (each->value) found = &*each;
  }
  return found;
}

// Whether no more points are waited for. Then a locked prediction is answered, though nothing came: a bet whose data stay away is on record too.
bool is_closed(base::Date today, base::Date last, bool decided) { return today > last + (decided ? std::chrono::days{0} : waits_at_most); }

RowStanding value_row(const MeasureData& data, const domain::PredictionRow& row, base::Date today) {
  RowStanding out;
  if (const Observation* found = observation_of(data.measure.interval, data.observations, row.on)) {
    out.observed = found->value;
    out.points = 1;
  }
  out.shown_on = shown_on(data.measure.interval, data.observations, row.on);
  out.missing = 1 - out.points;
  out.due = today >= row.on && out.observed.has_value();
  return out;
}

int withdrawn_in(const std::vector<Retold>& retold, const domain::Days& days) {
  return static_cast<int>(std::ranges::count_if(retold, [&](const Retold& each) { return each.withdrawn && days.hold(each.on); }));
}

bool was_withdrawn(const std::vector<Retold>& retold, base::Date on) {
  return std::ranges::any_of(retold, [&](const Retold& each) { return each.withdrawn && each.on == on; });
}

RowStanding mean_row(const MeasureData& data, const domain::PredictionRow& row, base::Date today, bool decided, const std::vector<Retold>& retold) {
  RowStanding out;
  std::vector<double> values;
  base::Date period{};
  int explained = 0;
  out.shown_on = row.on;
  const domain::Days days = domain::days_of(data.measure.interval, row);
  auto each = std::ranges::lower_bound(data.observations, days.first, {}, &Observation::on);
  for (; each != data.observations.end() && each->on <= days.last; ++each) {
    if (!each->value) {
      if (!was_withdrawn(retold, each->on)) ++explained;
      continue;
    }
    // Of two in one period the later one says what it was.
    const base::Date of = domain::period_of(data.measure.interval, each->on).first;
    if (!values.empty() && period == of) values.back() = *each->value;
    else values.push_back(*each->value);
    period = of;
  }
  out.points = static_cast<int>(values.size());
  const bool moved_on = std::any_of(each, data.observations.end(), [](const Observation& o) { return o.value.has_value(); });
  out.expected = std::max(1, domain::expected_points(data.measure.interval, days.first, days.last));
  out.missing = std::max(0, out.expected - out.points);
  out.explained = std::min(explained, out.missing);
  if (out.points > 0) out.observed = std::accumulate(values.begin(), values.end(), 0.0) / out.points;
  out.due = today >= row.on && out.points > 0 && (out.missing == out.explained || moved_on || is_closed(today, days.last, decided));
  return out;
}

// Whether a row had another value before that of a date came: of the same period or, where it isn't one of periods and that date's
// answers it now, one that stood in for it.
bool came_second(const MeasureData& data, const domain::Prediction& prediction, const std::map<base::Date, base::Instant>& came_first, base::Date on) {
  const domain::Interval interval = data.measure.interval;
  const bool stood_in = interval == domain::Interval::day || interval == domain::Interval::irregular;
  return std::ranges::any_of(prediction.rows, [&](const domain::PredictionRow& row) {
    const domain::Days days = domain::days_of(interval, row);
    if (!days.hold(on)) return false;
    if (!row.from && stood_in) {
      const Observation* answers = observation_of(interval, data.observations, row.on);
      if (answers == nullptr || answers->on != on) return false;
    }
    return std::any_of(came_first.lower_bound(days.first), came_first.upper_bound(days.last), [&](const auto& other) {
      return other.first != on && other.second < came_first.at(on) && (!row.from || domain::period_of(interval, other.first) == domain::period_of(interval, on));
    });
  });
}

template <class T, class Keep>
std::vector<T> only(const std::vector<T>& all, Keep keep) {
  std::vector<T> out;
  std::ranges::copy_if(all, std::back_inserter(out), keep);
  return out;
}

}  // namespace

evidence::Better better_of(domain::Direction direction) {
  switch (direction) {
    case domain::Direction::up: return evidence::Better::up;
    case domain::Direction::down: return evidence::Better::down;
    case domain::Direction::neither: return evidence::Better::neither;
  }
  base::check(false, "every direction is known");
  return evidence::Better::neither;
}

base::Date shown_on(domain::Interval interval, const std::vector<Observation>& observations, base::Date on) {
  if (const Observation* found = observation_of(interval, observations, on)) return found->on;
  if (observations.empty()) return on;
  const base::Date last = observations.back().on;
  const domain::Days days = domain::days_of_value(interval, on), as = domain::days_of_value(interval, last);
  if (interval == domain::Interval::week) return days.first + (last - as.first);
  if (interval != domain::Interval::month && interval != domain::Interval::quarter) return on;
  return last == as.first ? days.first : last == as.last ? days.last : on;
}

domain::Measure predicted_measure(Transaction& tx, domain::MeasureId id) {
  auto standing = tx.measures().find(id);
  if (!standing) standing = tx.measures().find_deleted(id);
  base::check(standing.has_value(), "a predicted measure is stored");
  return std::move(standing->measure);
}

MeasureData read_measure(Transaction& tx, domain::MeasureId id) {
  return {.measure = predicted_measure(tx, id), .observations = tx.measures().current(id), .ghosts = tx.measures().ghosts(id),
          .phases = tx.measures().phases(id)};
}

base::Date first_day_of(const domain::Measure& measure, const domain::Prediction& prediction) {
  return domain::days_of(measure.interval, prediction.rows.front()).first;
}

base::Date baseline_cut(const domain::Measure& measure, const domain::Prediction& prediction, const domain::Test& test) {
  const base::Date said = base::london_date(prediction.said());
  return std::min(test.started_on ? std::max(*test.started_on, said) : said + one_day, first_day_of(measure, prediction));
}

SaidWhen said_when(const domain::Measure& measure, const domain::Prediction& prediction, const domain::Test& test) {
  const base::Date said = base::london_date(prediction.said());
  SaidWhen out{.period_had_begun = said > first_day_of(measure, prediction), .days_after_start = {}};
  if (test.started_on && said > *test.started_on) out.days_after_start = static_cast<int>((said - *test.started_on).count());
  return out;
}

bool Basis::due() const { return std::ranges::all_of(rows, &RowStanding::due); }

base::Result<evidence::PredictionScore> Basis::score() const {
  std::vector<evidence::PredictedRow> valued;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (!rows[i].due || rows[i].observed) valued.push_back(predicted[i]);
  auto score = evidence::score_prediction(valued, better, from);
  if (!score) return score;
  auto scored = score->rows.begin();
  std::vector<evidence::RowScore> all;
  for (const RowStanding& row : rows) all.push_back(!row.due || row.observed ? *scored++ : evidence::RowScore{});
  score->rows = std::move(all);
  return score;
}

std::optional<domain::Baseline> baseline_before(const MeasureData& data, base::Date cut) {
  // A run chart has no limits: "no change" is then what an XmR chart of the same values would have said.
  domain::Measure measure = data.measure;
  if (measure.chart == domain::ChartKind::run) measure.chart = domain::ChartKind::xmr;
  const auto chart = lines_of(measure, only(data.observations, [&](const Observation& o) { return o.on < cut; }),
                            only(data.ghosts, [&](const domain::Ghost& g) { return g.on < cut; }),
                            only(data.phases, [&](const domain::Phase& p) { return p.starts < cut; }));
  if (!chart || !chart->last) return std::nullopt;
  const measure::Limits& limits = chart->limits_at(*chart->last);
  if (limits.known != measure::Known::limits) return std::nullopt;
  return domain::Baseline{.centre = limits.centre, .lower = limits.lower, .upper = limits.upper,
                          .points = static_cast<int>(chart->phase_at(*chart->last).made_from)};
}

std::vector<Retold> retold_since_lock(const std::vector<StoredValue>& stored, const MeasureData& data, const domain::Prediction& prediction) {
  std::vector<Retold> out;
  if (!prediction.lock) return out;
  const base::Instant lock = prediction.lock->at;
  std::map<base::Date, base::Instant> came_first;  // when the first value of each date came
  for (const StoredValue& each : stored)
    if (each.value) came_first.try_emplace(each.on, each.made);
  for (auto each = stored.begin(); each != stored.end();) {
    const base::Date on = each->on;
    std::optional<double> was;
    std::optional<base::Instant> came;  // the first value of the date
    for (; each != stored.end() && each->on == on; ++each) {
      if (each->value && !came) came = each->made;
      if (each->made >= lock) was = was ? was : each->value;
      else if (!each->voided || *each->voided >= lock) was = each->value;
    }
    if (!was) continue;
    const auto now = std::ranges::lower_bound(data.observations, on, {}, &Observation::on);
    const bool there = now != data.observations.end() && now->on == on && now->value;
    const Retold told{.on = on, .was = *was, .withdrawn = !there, .changed = there && *now->value != *was, .later = *came > lock,
                      .second = *came > lock && came_second(data, prediction, came_first, on)};
    if (told.withdrawn || told.changed || told.later) out.push_back(told);
  }
  return out;
}

Basis basis_of(const MeasureData& data, const domain::Prediction& prediction, const domain::Test& test, base::Date today,
               const std::vector<Retold>& retold) {
  Basis out;
  out.better = better_of(data.measure.direction);
  const base::Date cut = baseline_cut(data.measure, prediction, test);
  out.baseline = baseline_before(data, cut);
  if (out.baseline) out.from = out.baseline->centre;
  else
    for (const Observation& each : data.observations)
      if (each.on < cut && each.value) out.from = each.value;
  for (const domain::PredictionRow& row : prediction.rows) {
    const domain::Days days = domain::days_of(data.measure.interval, row);
    const bool decided = test.decision.has_value();
    RowStanding standing = row.from ? mean_row(data, row, today, decided, retold) : value_row(data, row, today);
    standing.withdrawn = withdrawn_in(retold, days);
    if (prediction.lock && !standing.observed) {
      // One that speaks of days gone by waits from its lock on, where nothing has come yet and nothing was decided.
      const base::Date waits_from = decided || standing.withdrawn > 0 ? days.last : std::max(days.last, base::london_date(prediction.lock->at));
      standing.due = is_closed(today, waits_from, decided);
    }
    evidence::PredictedRow predicted{.predicted = {.median = row.median, .low50 = row.low50, .high50 = row.high50,
                                                   .low90 = row.low90, .high90 = row.high90},
                                     .observed = standing.due ? standing.observed : std::nullopt, .no_change = {}};
    if (out.baseline)
      predicted.no_change = evidence::NoChange{.centre = out.baseline->centre, .lower = out.baseline->lower,
                                               .upper = out.baseline->upper,
                                               .averaged = !row.from ? 1 : standing.due ? standing.points : std::max(1, standing.expected - standing.explained)};
    out.predicted.push_back(predicted);
    out.rows.push_back(standing);
  }
  return out;
}

std::string hash_of(const Basis& basis, const std::optional<domain::AsLocked>& as_locked) {
  std::string text = std::to_string(static_cast<int>(basis.better));
  const auto add = [&](double value) { text += "|" + base::to_text(value); };
  for (const RowStanding& row : basis.rows) {
    if (row.observed) add(*row.observed);
    else text += "|none";
    text += "/" + std::to_string(row.points) + "/" + std::to_string(row.missing);
  }
  if (basis.from) add(*basis.from);
  if (basis.baseline) {
    add(basis.baseline->lower);
    add(basis.baseline->upper);
  }
  if (as_locked && as_locked->values() > 0) text += "|" + std::to_string(as_locked->withdrawn) + "/" + std::to_string(as_locked->revised) + "/" + std::to_string(as_locked->added);
  std::array<unsigned char, 16> hash{};
  base::check(crypto_generichash(hash.data(), hash.size(), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                                 nullptr, 0) == 0, "a hash can be computed");
  std::array<char, 33> hex{};
  sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
  return hex.data();
}

}  // namespace tributary::services
