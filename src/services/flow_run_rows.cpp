// What a run says of the dates of a prediction.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "engines/flow/estimate.hpp"
#include "exchange/flow/replication_bytes.hpp"
#include "exchange/flow/run_question.hpp"
#include "services/flow_asked.hpp"
#include "services/flow_models.hpp"
#include "services/flow_runs.hpp"
#include "services/ports/flow_store.hpp"
#include "services/ports/job_store.hpp"
#include "services/problems.hpp"

namespace tributary::services {

namespace engine = flow_file::engine;
using domain::PredictionRow;

namespace {

base::Problem without_periods() {
  return {.code = "run-without-periods", .title = "The run doesn't tell of periods", .detail = "Run it by week, month, quarter or year, as the measure has its values.", .field = "/run_id"};
}

base::Problem outside(const PredictionRow& row, std::size_t periods) {
  return {.code = "outside-the-run", .title = "The run doesn't reach that date", .detail = "It tells of " + std::to_string(periods) + " periods, and " + base::in_words(row.on) + " lies outside them. Run it for longer, or take other dates.",
          .field = "/rows"};
}

// The day on which the run's first period begins: what the model says; or else the first row's.
base::Date begin_of(const engine::Model& model, double warm_up, const PredictionRow& first, domain::Interval by) {
  if (model.begins_on) return *model.begins_on + std::chrono::days{std::lround(warm_up * engine::hours_in(model.unit) / 24)};
  return first.from ? *first.from : domain::days_of_value(by, first.on).first;
}

// Positions, from 0, of the periods from the one that begins nearest a day to the one that ends nearest another.
struct Periods { std::int64_t first, last; };
Periods periods_of(base::Date begin, domain::Days days, double period_days) {
  const auto number = [&](base::Date day) { return static_cast<double>((day - begin).count()) / period_days; };
  const auto first = std::llround(number(days.first));
  return {first, std::max<std::int64_t>(first, std::llround(number(days.last + std::chrono::days{1})) - 1)};
}

// What a run of which anybody stopped some said can't be repeated: how far it came was up to the moment.
base::Done require_whole(Transaction& tx, const domain::FlowRun& run) {
  const auto fail = [](const char* code, const char* title, const char* detail) {
    return base::fail({.kind = base::ProblemKind::conflict, .code = code, .title = title, .detail = detail, .field = "/run_id"});
  };
  if (run.ended && run.stopped) return fail("run-stopped", "The run was stopped before its end", "A prediction rests on what anybody can repeat. Run it again, with fewer replications if it took too long.");
  if (run.ended) return {};
  if (const auto job = tx.jobs().find(run.job); job && job->state == domain::JobState::failed) return fail("run-failed", "The run failed", "It has no numbers to predict from: see why it failed, and run it again.");
  return fail("run-not-ended", "The run hasn't ended", "Wait until it has.");
}

// To four figures: nobody reads more, and what was not touched is then the same to the last digit.
double rounded(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", value);
  return std::strtod(text, nullptr);
}

// A replication's number for these periods: their plain mean.
engine::Observed mean_over(const engine::Replication& replication, std::size_t measure, Periods periods) {
  if (periods.first == periods.last) return replication.measure(measure, static_cast<std::size_t>(periods.first + 1));
  double sum = 0;
  int count = 0;
  for (auto i = periods.first; i <= periods.last; ++i) {
    if (const auto value = replication.measure(measure, static_cast<std::size_t>(i + 1))) sum += *value, ++count;
  }
  return count == 0 ? engine::Observed() : engine::Observed(sum / count);
}

std::vector<double> sample_of(const std::vector<engine::Observed>& values, double times) {
  std::vector<double> all;
  for (const auto& value : values)
    if (value) all.push_back(*value * times);
  std::ranges::sort(all);
  if (all.size() <= most_in_sample) return all;
  std::vector<double> out;
  for (std::size_t i = 0; i < most_in_sample; ++i) out.push_back(all[(2 * i + 1) * all.size() / (2 * most_in_sample)]);
  return out;
}

enum class Outside { refuse, leave_out };

base::Result<RowsOfRun> read_rows(const Context& context, Transaction& tx, const Actor& actor, const domain::RunNumber& number, domain::Statistic statistic,
                                  const std::vector<PredictionRow>& dates, Outside beyond) {
  const auto run = tx.flows().find_run(number.run);
  if (!run) return base::fail(unknown_reference("run of a flow model", "/run_id"));
  const auto open = open_flow_model(context, tx, actor, run->model, run->version);
  if (!open) return base::fail(open.error());
  if (const auto whole = require_whole(tx, *run); !whole) return base::fail(whole.error());
  const auto question = flow_file::question_in(run->question);
  if (!question) return base::fail(question.error());
  if (!question->by) return base::fail(without_periods());
  const auto asked = asked_of(*open->read, *question);
  if (!asked) return base::fail(asked.error());
  if (number.scenario < 0 || static_cast<std::size_t>(number.scenario) >= asked->size()) return base::fail(unknown_reference("scenario of that run", "/scenario"));
  const auto scenario = static_cast<std::size_t>(number.scenario);
  const engine::Model& model = (*asked)[scenario].model;
  const auto measure = std::ranges::find(model.measures, number.measure, &engine::Measure::name);
  if (measure == model.measures.end()) return base::fail({.code = "measure-not-known", .title = "The model has no such measure", .detail = "See the model for those that it has.", .field = "/measure"});
  const auto at = static_cast<std::size_t>(measure - model.measures.begin());
  if (!(std::isfinite(number.times) && number.times != 0)) return base::fail({.code = "out-of-range", .title = "The number is out of range", .detail = "`times` turns one unit into another, and is not 0.", .field = "/times"});
  if (dates.empty()) return base::fail({.code = "rows-missing", .title = "Say of which dates", .detail = "Give at least one row with its date.", .field = "/rows"});

  const auto facts = flow_file::facts_of(run->result);
  const std::int64_t counted = scenario < facts.replications.size() ? facts.replications[scenario] : 0;  // in the result: more may be kept
  std::vector<engine::Replication> replications;
  std::size_t periods = 0;
  for (const KeptReplication& each : tx.flows().kept(run->id)) {
    if (each.scenario != number.scenario || each.number >= counted) continue;
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(each.bytes.data());
    auto read = flow_file::replication_in({bytes, each.bytes.size()});
    if (!read) return base::fail(without_periods());
    if (at < read->measures.size()) periods = std::max(periods, read->measures[at].size());
    replications.push_back(*std::move(read));
  }
  if (periods < 2) return base::fail(without_periods());
  --periods;  // the whole run is the first

  const base::Date begin = begin_of(model, scenario < facts.warm_ups.size() ? facts.warm_ups[scenario] : 0, dates.front(), *question->by);
  const double period_days = length_of(*question->by, engine::TimeUnit::day);
  RowsOfRun out;
  for (const PredictionRow& date : dates) {
    const domain::Days days = statistic == domain::Statistic::mean && date.from ? domain::Days{*date.from, date.on} : domain::days_of_value(*question->by, date.on);
    const Periods of = periods_of(begin, days, period_days);
    if (of.first < 0 || static_cast<std::size_t>(of.last) >= periods) {
      if (beyond == Outside::leave_out) continue;
      return base::fail(outside(date, periods));
    }
    std::vector<engine::Observed> values;
    for (const auto& each : replications) values.push_back(mean_over(each, at, of));
    const auto known = engine::estimate(values);
    if (beyond == Outside::leave_out && (!known || !known->knows_spread())) continue;
    if (!known || !known->knows_spread())
      return base::fail({.code = "number-absent", .title = "The run has no such number", .detail = "In " + base::in_words(date.on) + " fewer than two replications have the measure. Run more of them.", .field = "/measure"});
    const auto told = [&](double value) { return rounded(value * number.times); };
    PredictionRow row{.from = date.from, .on = date.on, .median = told(known->median), .low50 = told(known->low50), .high50 = told(known->high50), .low90 = told(known->low90), .high90 = told(known->high90)};
    if (number.times < 0) std::swap(row.low50, row.high50), std::swap(row.low90, row.high90);
    out.rows.push_back(row);
    out.samples.push_back(sample_of(values, number.times));
  }
  return out;
}

}  // namespace

base::Result<RowsOfRun> rows_of_run(const Context& context, Transaction& tx, const Actor& actor, const domain::RunNumber& number, domain::Statistic statistic,
                                    const std::vector<PredictionRow>& dates) {
  return read_rows(context, tx, actor, number, statistic, dates, Outside::refuse);
}

base::Result<std::vector<PredictionRow>> rows_within_run(const Context& context, Transaction& tx, const Actor& actor, const domain::RunNumber& number,
                                                         const std::vector<PredictionRow>& dates) {
  auto read = read_rows(context, tx, actor, number, domain::Statistic::value, dates, Outside::leave_out);
  if (!read) return base::fail(read.error());
  return std::move(read->rows);
}

base::Result<std::vector<PredictionRow>> rows_of_run(const Context& context, const Actor& actor, const domain::RunNumber& number, domain::Statistic statistic,
                                                     const std::vector<PredictionRow>& dates) {
  const auto tx = context.database.read();
  auto found = rows_of_run(context, *tx, actor, number, statistic, dates);
  if (!found) return base::fail(found.error());
  return std::move(found->rows);
}

}  // namespace tributary::services
