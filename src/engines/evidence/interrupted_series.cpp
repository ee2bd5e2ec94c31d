#include "engines/evidence/interrupted_series.hpp"

#include <algorithm>
#include <cmath>

#include "engines/evidence/series_design.hpp"
#include "engines/statistics/distributions.hpp"
#include "engines/statistics/general_linear.hpp"
#include "engines/statistics/least_squares.hpp"

namespace tributary::evidence {
namespace {

// What either regression gives: coefficients of the columns kept, their covariance, and how they are judged.
struct Judged {
  std::vector<std::size_t> kept;
  std::vector<double> coefficients;
  statistics::Matrix covariance;  // empty: nothing is left to judge by
  std::optional<double> degrees;
};

Estimate judge(std::string name, double value, double variance, std::optional<double> degrees) {
  Estimate out{.name = std::move(name), .value = value};
  if (!(variance > 0) || !std::isfinite(variance)) return out;
  const double se = std::sqrt(variance), width = degrees ? statistics::student_quantile(.975, *degrees) : statistics::normal_95;
  out.standard_error = se;
  out.degrees_of_freedom = degrees;
  out.low = value - width * se;
  out.high = value + width * se;
  out.p = statistics::student_two_sided(value / se, degrees.value_or(1e300));
  return out;
}

// Σ weight · coefficient, and its variance.
std::pair<double, double> combined(const Judged& fit, const std::vector<double>& weight) {
  double value = 0, variance = 0;
  for (std::size_t i = 0; i < fit.kept.size(); ++i) {
    value += weight[fit.kept[i]] * fit.coefficients[i];
    for (std::size_t j = 0; j < fit.kept.size() && !fit.covariance.empty(); ++j)
      variance += weight[fit.kept[i]] * weight[fit.kept[j]] * fit.covariance.at(i, j);
  }
  return {value, variance};
}

void look_at_residuals(const std::vector<double>& e, InterruptedSeries& out) {
  double square = 0, step = 0, product = 0;
  for (std::size_t i = 0; i < e.size(); ++i) {
    square += e[i] * e[i];
    if (i == 0) continue;
    step += (e[i] - e[i - 1]) * (e[i] - e[i - 1]);
    product += e[i] * e[i - 1];
  }
  if (!(square > 0)) return;
  out.durbin_watson = step / square;
  out.autocorrelation = product / square;
}

constexpr std::size_t fewest_degrees = 3;  // of freedom: with fewer the widest intervals are guesses

bool perfect(const statistics::LeastSquares& fit, const std::vector<double>& y) {
  double left = 0, all = 0;
  for (std::size_t i = 0; i < y.size(); ++i) left += fit.residuals[i] * fit.residuals[i], all += y[i] * y[i];
  return fit.degrees == 0 || left <= 1e-24 * all;
}

// First-order errors: each row less ρ times the one before it, the first scaled by √(1 − ρ²); ρ from the residuals, again and again.
statistics::LeastSquares prais_winsten(const SeriesDesign& design, double& rho) {
  statistics::Columns columns = design.columns;
  std::vector<double> y = design.outcome;
  statistics::LeastSquares fit = statistics::fit_least_squares(columns, y);
  if (perfect(fit, y)) return fit;
  for (int turn = 0; turn < 200; ++turn) {
    std::vector<double> e(y.size());
    for (std::size_t i = 0; i < e.size(); ++i) {
      e[i] = design.outcome[i];
      for (std::size_t j = 0; j < fit.kept.size(); ++j) e[i] -= fit.coefficients[j] * design.columns[fit.kept[j]][i];
    }
    double product = 0, square = 0;
    for (std::size_t i = 1; i < e.size(); ++i) product += e[i] * e[i - 1], square += e[i - 1] * e[i - 1];
    const double next = square > 0 ? std::clamp(product / square, -.999, .999) : 0;
    const bool settled = turn > 0 && std::abs(next - rho) < 1e-10;
    rho = next;
    const double first = std::sqrt(1 - rho * rho);
    const auto transform = [&](const std::vector<double>& from, std::vector<double>& to) {
      to.resize(from.size());
      to[0] = first * from[0];
      for (std::size_t i = 1; i < from.size(); ++i) to[i] = from[i] - rho * from[i - 1];
    };
    transform(design.outcome, y);
    for (std::size_t j = 0; j < columns.size(); ++j) transform(design.columns[j], columns[j]);
    fit = statistics::fit_least_squares(columns, y);
    if (settled) break;
  }
  return fit;
}

base::Result<Judged> fit_values(const SeriesDesign& design, const SeriesOptions& options, InterruptedSeries& out) {
  double rho = 0;
  const bool transformed = options.errors == SeriesErrors::prais_winsten;
  const statistics::LeastSquares fit = transformed ? prais_winsten(design, rho) : statistics::fit_least_squares(design.columns, design.outcome);
  Judged judged{.kept = fit.kept, .coefficients = fit.coefficients, .degrees = static_cast<double>(fit.degrees)};
  const bool seasonal = options.season != Season::none;
  const std::string may_go = std::string(options.slopes ? "the further slope" : "") + (options.slopes && seasonal ? " or " : "") + (seasonal ? "the season" : "");
  if (fit.degrees < fewest_degrees)
    return base::fail({.code = "too-few-values", .title = "There are too few values", .detail = "Of so many terms nothing is left to judge chance by: " + std::to_string(design.outcome.size()) + " values for " + std::to_string(fit.kept.size()) + " terms. Take at least " +
                       std::to_string(fit.kept.size() + fewest_degrees) + (may_go.empty() ? "." : ", or leave " + may_go + " out."), .field = "/points"});
  look_at_residuals(fit.residuals, out);
  if (transformed) out.rho = rho;
  if (perfect(fit, design.outcome)) {
    out.durbin_watson = out.autocorrelation = std::nullopt;
    return judged;
  }
  if (transformed) {
    judged.covariance = fit.bread;
    for (double& each : judged.covariance.values) each *= fit.residual_variance;
  } else {
    judged.covariance = statistics::newey_west(fit, design.columns, out.lag);
  }
  return judged;
}

// Counts: the sandwich with Newey–West's weights over the scores (y − μ) x, or the dispersion times the information's inverse where
// no lag is asked for.
base::Result<Judged> fit_counts(const SeriesDesign& design, const SeriesOptions& options, InterruptedSeries& out) {
  std::vector<double> offset;
  for (const double each : design.at_risk) offset.push_back(std::log(each));
  const auto fit = statistics::fit_general_linear(statistics::Family::poisson, design.columns, design.outcome, offset);
  if (!fit.converged || !fit.separated.empty())
    return base::fail({.code = "fit-not-found", .title = "The counts can't be fitted",
                       .detail = "A stretch of the series holds no events at all, so a rate of nothing fits it and no error can be told. Join periods, or drop a term of the season or slope.", .field = "/outcome"});
  const std::size_t n = design.outcome.size(), k = fit.kept.size();
  Judged judged{.kept = fit.kept, .coefficients = fit.coefficients};
  if (n <= k) return judged;
  std::vector<double> pearson;
  for (std::size_t i = 0; i < n; ++i) pearson.push_back((design.outcome[i] - fit.mean[i]) / std::sqrt(fit.mean[i]));
  look_at_residuals(pearson, out);
  out.dispersion = fit.pearson / static_cast<double>(n - k);
  judged.covariance = fit.covariance;
  if (options.family == SeriesFamily::quasi_poisson) {
    judged.degrees = static_cast<double>(n - k);
    for (double& each : judged.covariance.values) each *= *out.dispersion;
  }
  if (out.lag == 0) return judged;
  // newey_west() wants what least squares give: scores are residual · x, and the bread is the information's inverse.
  statistics::LeastSquares scores{.kept = fit.kept, .bread = fit.covariance, .degrees = n - k};
  for (std::size_t i = 0; i < n; ++i) scores.residuals.push_back(design.outcome[i] - fit.mean[i]);
  judged.covariance = statistics::newey_west(scores, design.columns, out.lag);
  judged.degrees = static_cast<double>(n - k);
  return judged;
}

void set_against_no_change(const SeriesDesign& design, const SeriesOptions& options, const Judged& fit, InterruptedSeries& out) {
  const bool counts = options.family != SeriesFamily::value;
  const std::size_t n = design.time.size();
  std::vector<double> gradient(design.columns.size());
  double total = 0;
  for (std::size_t i = 0; i < n; ++i) {
    double with = counts ? std::log(design.at_risk[i]) : 0, without = with;
    bool since = false;
    for (std::size_t j = 0; j < fit.kept.size(); ++j) {
      const std::size_t column = fit.kept[j];
      const double part = fit.coefficients[j] * design.columns[column][i];
      with += part;
      if (!design.of_interruption[column]) without += part;
      else since = since || design.columns[column][i] != 0;
    }
    if (counts) with = std::exp(std::min(with, 700.)), without = std::exp(std::min(without, 700.));
    out.line.push_back({.time = design.time[i], .observed = design.outcome[i], .fitted = with, .without = without});
    if (!since) continue;
    total += with - without;
    for (std::size_t j = 0; j < design.columns.size(); ++j) {
      const double x = design.columns[j][i];
      gradient[j] += counts ? x * (with - (design.of_interruption[j] ? 0 : without)) : design.of_interruption[j] ? x : 0;
    }
  }
  std::vector<double> last(design.columns.size());
  for (std::size_t j = 0; j < last.size(); ++j)
    if (design.of_interruption[j]) last[j] = design.columns[j].back();
  const auto [effect, variance] = combined(fit, last);
  out.at_end = judge(counts ? "rate ratio at the end" : "effect at the end", effect, variance, fit.degrees);
  if (counts) {
    out.at_end.value = std::exp(effect);
    if (out.at_end.low) out.at_end.low = std::exp(*out.at_end.low), out.at_end.high = std::exp(*out.at_end.high);
    out.at_end.standard_error.reset();  // the log's; the interval says it
  }
  out.with = out.line.back().fitted;
  out.without = out.line.back().without;
  if (!counts) total = combined(fit, gradient).first;
  out.in_total = judge(counts ? "events more in all since" : "effect added up over all periods since", total, combined(fit, gradient).second, fit.degrees);
}

}  // namespace

base::Result<InterruptedSeries> interrupted_series(const std::vector<SeriesPoint>& points, const std::vector<Interruption>& interruptions, const SeriesOptions& options) {
  const auto design = design_series(points, interruptions, options);
  if (!design) return base::fail(design.error());
  InterruptedSeries out{.used = design->time.size(), .left_out = design->left_out + design->phased};
  const auto n = static_cast<double>(out.used);
  const bool counts = options.family != SeriesFamily::value;
  out.lag = options.lag.value_or(counts ? 0 : std::max<std::size_t>(1, static_cast<std::size_t>(4 * std::pow(n / 100, 2. / 9))));
  if (out.lag >= out.used)
    return base::fail({.code = "lag-too-long", .title = "The lag is longer than the series", .detail = std::to_string(out.used) + " values allow a lag up to " + std::to_string(out.used - 1) + ".", .field = "/lag"});
  auto fit = counts ? fit_counts(*design, options, out) : fit_values(*design, options, out);
  if (!fit) return base::fail(fit.error());
  for (std::size_t j = 0; j < design->columns.size(); ++j) {
    const auto at = std::ranges::find(fit->kept, j);
    if (at == fit->kept.end()) {
      if (!design->of_interruption[j]) continue;
      return base::fail({.code = "effect-not-identified", .title = "A term can't be told from the others",
                         .detail = "The " + design->names[j] + " can't be told from level, slope, season and earlier interruptions: too few values stand on its side. Allow no further slope, or wait for more.",
                         .field = "/interruptions"});
    }
    const auto place = static_cast<std::size_t>(at - fit->kept.begin());
    out.terms.push_back(judge(design->names[j], fit->coefficients[place], fit->covariance.empty() ? 0 : fit->covariance.at(place, place), fit->degrees));
  }
  set_against_no_change(*design, options, *fit, out);
  out.told = tell_series(out, *design, interruptions, options);
  return out;
}

}  // namespace tributary::evidence
