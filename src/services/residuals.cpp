#include "services/residuals.hpp"

#include <algorithm>

#include "services/flow_runs.hpp"

namespace tributary::services {

using domain::Observation;
using domain::PredictionRow;

namespace {

// What is left has neither target nor baseline of the measure's own, and is a plain number in its unit.
domain::Measure measure_of_residuals(domain::Measure of) {
  of.quantity = domain::Quantity::number;
  of.scale = 1;
  of.chart = domain::ChartKind::xmr;
  of.targets.clear();
  of.baseline_until.reset();
  return of;
}

std::vector<PredictionRow> dates_of(const std::vector<Observation>& observations, std::optional<base::Date> from) {
  std::vector<PredictionRow> out;
  for (const Observation& each : observations)
    if (!from || each.on >= *from) out.push_back({.from = {}, .on = each.on});
  return out;
}

}  // namespace

base::Result<Residuals> residuals_of(const Context& context, const Actor& actor, domain::MeasureId id, const domain::RunNumber& number, std::optional<base::Date> from) {
  const auto tx = context.database.read();
  auto standing = find_readable(*tx, actor, id);
  if (!standing) return base::fail(standing.error());
  const auto observations = tx->measures().current(id);
  const auto dates = dates_of(observations, from);
  if (dates.empty())
    return base::fail({.code = "nothing-within-the-run", .title = "There is no value to compare", .detail = "The measure has none from that date on.", .field = "from"});
  auto run = facts_of_run(context, *tx, actor, number, standing->measure.interval);
  if (!run) return base::fail(run.error());
  const auto rows = rows_within_run(context, *tx, actor, number, dates);
  if (!rows) return base::fail(rows.error());
  if (rows->empty())
    return base::fail({.code = "nothing-within-the-run", .title = "The run tells of none of these dates", .detail = "Its periods and the measure's dates don't meet. Run it for longer, or from another date.", .field = "from"});

  Residuals out{.measure = {}, .drawn = measure_of_residuals(standing->measure), .observations = {}, .actual = {}, .predicted = {}, .ghosts = tx->measures().ghosts(id),
                .drawing = {}, .run = *std::move(run), .outside = static_cast<int>(dates.size() - rows->size())};
  for (const PredictionRow& row : *rows) {
    const auto at = std::ranges::lower_bound(observations, row.on, {}, &Observation::on);
    out.actual.push_back(at->value);
    out.predicted.push_back(row.median);
    out.observations.push_back({.on = row.on, .value = at->value ? std::optional(*at->value - row.median) : std::nullopt, .numerator = {}, .denominator = {}, .note = {}});
  }
  std::erase_if(out.ghosts, [&](const domain::Ghost& each) { return std::ranges::find(out.observations, each.on, &Observation::on) == out.observations.end(); });
  auto drawing = draw(out.drawn, out.observations, out.ghosts, {});
  if (!drawing) return base::fail(drawing.error());
  out.drawing = *std::move(drawing);
  out.measure = view_of(actor, *std::move(standing));
  return out;
}

}  // namespace tributary::services
