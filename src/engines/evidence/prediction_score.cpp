#include "engines/evidence/prediction_score.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace tributary::evidence {
namespace {

constexpr double nearness = 1e-12;              // nearer to an edge than this, relatively, is on it
constexpr double quartile = 0.674489750196082;  // of the standard normal distribution
constexpr double five_percent = 1.644853626951473;

bool below(double a, double b) { return b - a > nearness * std::max(std::abs(a), std::abs(b)); }
bool within(double y, double low, double high) { return !below(y, low) && !below(high, y); }

double sigma_of(const NoChange& limits) { return (limits.upper - limits.lower) / 6 / std::sqrt(limits.averaged); }

base::Problem row_problem(const char* code, const char* title, const char* detail, std::size_t row,
                          const char* member) {
  return {.code = code, .title = title, .detail = detail, .field = "/rows/" + std::to_string(row) + "/" + member};
}

base::Done check_forecast(const Forecast& forecast, std::size_t row) {
  const double quantiles[] = {forecast.low90, forecast.low50, forecast.median, forecast.high50, forecast.high90};
  const char* names[] = {"low90", "low50", "median", "high50", "high90"};
  for (std::size_t i = 0; i < 5; ++i) {
    if (!std::isfinite(quantiles[i])) {
      return base::fail(row_problem("value-not-finite", "A prediction is not a number",
                                    "Give the median and both intervals as finite numbers.", row, names[i]));
    }
  }
  for (std::size_t i = 1; i < 5; ++i) {
    if (quantiles[i] < quantiles[i - 1]) {
      return base::fail(row_problem("intervals-out-of-order", "The intervals are not one within the other",
                                    "The 50 % interval must hold the median and lie within the 90 % interval.", row,
                                    names[i]));
    }
  }
  return {};
}

base::Done check_no_change(const NoChange& limits, std::size_t row) {
  if (std::isfinite(limits.centre) && std::isfinite(limits.lower) && std::isfinite(limits.upper) &&
      limits.lower <= limits.centre && limits.centre <= limits.upper && limits.averaged >= 1) {
    return {};
  }
  return base::fail(row_problem("limits-out-of-order", "The limits to compare with are no limits",
                                "Give finite limits with the centre between them, and at least one value to average.",
                                row, "no_change"));
}

base::Done check_rows(std::span<const PredictedRow> rows) {
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (auto good = check_forecast(rows[i].predicted, i); !good) return good;
    if (rows[i].observed && !std::isfinite(*rows[i].observed)) {
      return base::fail(row_problem("value-not-finite", "An observation is not a number",
                                    "The observed statistic must be a finite number.", i, "observed"));
    }
    if (!rows[i].no_change) continue;
    if (auto good = check_no_change(*rows[i].no_change, i); !good) return good;
  }
  return {};
}

double interval_score(double low, double high, double alpha, double y) {
  return (high - low) + 2 / alpha * std::max(low - y, 0.0) + 2 / alpha * std::max(y - high, 0.0);
}

double weighted_interval_score(const Forecast& forecast, double y) {
  const double fifty = interval_score(forecast.low50, forecast.high50, 0.5, y);
  const double ninety = interval_score(forecast.low90, forecast.high90, 0.1, y);
  return (std::abs(y - forecast.median) / 2 + 0.5 / 2 * fifty + 0.1 / 2 * ninety) / (2 + 0.5);
}

Verdict verdict_of(const Forecast& forecast, Better better, double y) {
  if (within(y, forecast.low90, forecast.high90)) return Verdict::as_expected;
  if (better == Better::neither) return Verdict::worse;
  return (y > forecast.high90) == (better == Better::up) ? Verdict::better : Verdict::worse;
}

std::optional<bool> direction_correct(double median, double y, std::optional<double> from) {
  if (!from || within(median, *from, *from)) return std::nullopt;
  return below(*from, median) ? below(*from, y) : below(y, *from);
}

RowScore score_row(const PredictedRow& row, Better better, std::optional<double> from) {
  if (!row.observed) return {};
  const double y = *row.observed;
  const Forecast& forecast = row.predicted;
  RowScore score{.verdict = verdict_of(forecast, better, y),
                 .hit50 = within(y, forecast.low50, forecast.high50),
                 .hit90 = within(y, forecast.low90, forecast.high90),
                 .direction_correct = direction_correct(forecast.median, y, from),
                 .interval_score50 = interval_score(forecast.low50, forecast.high50, 0.5, y),
                 .interval_score90 = interval_score(forecast.low90, forecast.high90, 0.1, y),
                 .weighted_score = weighted_interval_score(forecast, y)};
  if (row.no_change) score.no_change_score = weighted_interval_score(forecast_of(*row.no_change), y);
  return score;
}

class Mean {
 public:
  void add(double value) {
    sum_ += value;
    ++count_;
  }
  [[nodiscard]] std::optional<double> value() const {
    if (count_ == 0) return std::nullopt;
    return sum_ / count_;
  }

 private:
  double sum_ = 0;
  int count_ = 0;
};

Verdict overall(const std::vector<RowScore>& rows) {
  Verdict verdict = rows.empty() ? Verdict::too_early : Verdict::as_expected;
  for (const RowScore& row : rows) {
    if (row.verdict == Verdict::too_early) return Verdict::too_early;
    if (row.verdict != Verdict::as_expected) verdict = row.verdict;
  }
  return verdict;
}

void sum_up(PredictionScore& score) {
  Mean fifty, ninety, weighted, no_change, against_no_change;
  for (const RowScore& row : score.rows) {
    if (row.verdict == Verdict::too_early) continue;
    ++score.answered;
    score.hits50 += row.hit50 ? 1 : 0;
    score.hits90 += row.hit90 ? 1 : 0;
    score.directions_judged += row.direction_correct ? 1 : 0;
    score.directions_correct += row.direction_correct.value_or(false) ? 1 : 0;
    fifty.add(*row.interval_score50);
    ninety.add(*row.interval_score90);
    weighted.add(*row.weighted_score);
    if (!row.no_change_score) continue;
    no_change.add(*row.no_change_score);
    against_no_change.add(*row.weighted_score);
  }
  score.interval_score50 = fifty.value();
  score.interval_score90 = ninety.value();
  score.weighted_score = weighted.value();
  score.no_change_score = no_change.value();
  // Where "no change" was right to the last digit there is nothing to be better than.
  if (score.no_change_score && *score.no_change_score > 0) {
    const double skill = 1 - *against_no_change.value() / *score.no_change_score;
    if (std::isfinite(skill)) score.skill = skill;
  }
}

bool finite(const std::optional<double>& value) { return !value || std::isfinite(*value); }

double normal_below(double z) { return std::erfc(-z / std::sqrt(2.0)) / 2; }

double chance_within(const Forecast& forecast, const NoChange& limits) {
  const double sigma = sigma_of(limits);
  if (!(sigma > 0)) return within(limits.centre, forecast.low90, forecast.high90) ? 1 : 0;
  const double chance =
      normal_below((forecast.high90 - limits.centre) / sigma) - normal_below((forecast.low90 - limits.centre) / sigma);
  return std::clamp(chance, 0.0, 1.0);
}

base::Problem too_large() {
  return {.code = "values-too-large",
          .title = "The values are too large to calculate with",
          .detail = "The scores can't be calculated. Use a larger unit, such as thousands.",
          .field = "/rows"};
}

}  // namespace

Forecast forecast_of(const NoChange& no_change) {
  const double sigma = sigma_of(no_change);
  return {.median = no_change.centre,
          .low50 = no_change.centre - quartile * sigma,
          .high50 = no_change.centre + quartile * sigma,
          .low90 = no_change.centre - five_percent * sigma,
          .high90 = no_change.centre + five_percent * sigma};
}

base::Result<PredictionScore> score_prediction(std::span<const PredictedRow> rows, Better better,
                                               std::optional<double> from) {
  if (auto good = check_rows(rows); !good) return base::fail(good.error());
  if (from && !std::isfinite(*from)) {
    return base::fail({.code = "value-not-finite",
                       .title = "The starting value is not a number",
                       .detail = "Give the value from which change is counted as a finite number, or leave it out.",
                       .field = "/from"});
  }
  PredictionScore score;
  for (const PredictedRow& row : rows) score.rows.push_back(score_row(row, better, from));
  score.verdict = overall(score.rows);
  sum_up(score);
  if (!finite(score.interval_score50) || !finite(score.interval_score90) || !finite(score.weighted_score) ||
      !finite(score.no_change_score)) {
    return base::fail(too_large());
  }
  return score;
}

base::Result<std::optional<WithoutChange>> without_change(std::span<const PredictedRow> rows) {
  if (auto good = check_rows(rows); !good) return base::fail(good.error());
  const bool known = std::ranges::all_of(rows, [](const PredictedRow& row) { return row.no_change.has_value(); });
  if (rows.empty() || !known) return std::optional<WithoutChange>();

  WithoutChange answer{.would_hold = true, .chance = 1};
  for (const PredictedRow& row : rows) {
    const double chance = chance_within(row.predicted, *row.no_change);
    if (!std::isfinite(chance)) return base::fail(too_large());
    answer.would_hold = answer.would_hold && within(row.no_change->centre, row.predicted.low90, row.predicted.high90);
    answer.chance *= chance;
    answer.row_chances.push_back(chance);
  }
  return std::optional(std::move(answer));
}

}  // namespace tributary::evidence
