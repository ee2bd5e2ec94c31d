#include "services/did_it_work.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "services/answer_basis.hpp"
#include "services/passwords.hpp"
#include "services/ports/measure_store.hpp"

namespace tributary::services {

using domain::Interval;

namespace {

// The period that a day lies in, counted; and whether the day begins it.
struct Period {
  long number = 0;
  bool begins = false;
};

Period period_of(Interval interval, base::Date on) {
  const std::chrono::year_month_day day{on};
  const long months = static_cast<int>(day.year()) * 12L + static_cast<unsigned>(day.month()) - 1;
  const bool first = day.day() == std::chrono::day{1};
  switch (interval) {
    case Interval::week: {
      const long since_monday = on.time_since_epoch().count() + 3;  // 1 January 1970 was a Thursday
      return {.number = since_monday >= 0 ? since_monday / 7 : (since_monday - 6) / 7, .begins = since_monday % 7 == 0};
    }
    case Interval::month: return {.number = months, .begins = first};
    case Interval::quarter: return {.number = months / 3, .begins = first && months % 3 == 0};
    case Interval::year: return {.number = months / 12, .begins = first && months % 12 == 0};
    case Interval::day:
    case Interval::irregular: break;
  }
  return {.number = static_cast<long>(on.time_since_epoch().count()), .begins = true};
}

std::string_view period_word(Interval interval) { return interval == Interval::irregular ? "value" : base::word(interval); }

std::optional<double> cycle_of(Interval interval) {
  if (interval == Interval::day) return 7;
  if (interval == Interval::week) return 52;
  if (interval == Interval::month) return 12;
  if (interval == Interval::quarter) return 4;
  return std::nullopt;
}

base::Done check_measure(const domain::Measure& measure, bool season) {
  if (measure.interval == Interval::irregular)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "interval-irregular", .title = "The measure is taken now and then",
                       .detail = "A line through time needs one value a day, week, month, quarter or year. Say on the measure's page how often it is taken, if it is taken regularly.", .field = "/from_on"});
  if (season && !cycle_of(measure.interval))
    return base::fail({.code = "season-unknown", .title = "No season can be told of it", .detail = "Seasons are allowed for in measures of days, weeks, months or quarters. Ask without.", .field = "/season"});
  return {};
}

// Points for the engine beside those for the page.
struct Series {
  std::vector<evidence::SeriesPoint> points;
  std::vector<LinePoint> shown;
  std::size_t left_out = 0;
};

base::Result<Series> series_of(Transaction& tx, const domain::Measure& measure, base::Date from) {
  const auto ghosts = tx.measures().ghosts(measure.id);
  const Period change = period_of(measure.interval, from);
  Series out;
  std::optional<long> first, last;
  for (const domain::Observation& each : tx.measures().current(measure.id)) {
    const Period period = period_of(measure.interval, each.on);
    if (last == period.number)
      return base::fail({.kind = base::ProblemKind::conflict, .code = "two-in-a-period", .title = "Two values stand in one " + std::string(period_word(measure.interval)),
                         .detail = "One of them is of " + base::in_words(each.on) + ". Withdraw the one that is wrong, or say on the measure's page how often it is taken.", .field = "/from_on"});
    last = period.number;
    if (!first) first = period.number;
    LinePoint point{.on = each.on, .value = each.value, .aside = "", .fitted = {}, .without = {}};
    if (std::ranges::find(ghosts, each.on, &domain::Ghost::on) != ghosts.end()) point.aside = "left-out", ++out.left_out;
    else if (period.number == change.number && !change.begins) point.aside = "mixed";
    out.points.push_back({.time = static_cast<double>(period.number - *first), .name = base::in_words(each.on), .outcome = point.aside == "left-out" ? std::nullopt : each.value, .control = {}, .at_risk = 1});
    out.shown.push_back(std::move(point));
  }
  return out;
}

std::string hash_of(const DidItWork& of) {
  std::string text = "did it work\n" + of.measure.name + "\t" + of.measure.unit + "\t" + base::to_text(static_cast<double>(of.from.time_since_epoch().count())) + (of.season ? "\tseason" : "");
  for (const LinePoint& each : of.points) text += "\n" + base::to_text(static_cast<double>(each.on.time_since_epoch().count())) + "\t" + (each.value ? base::to_text(*each.value) : "none") + "\t" + std::string(each.aside);
  return sha256_hex(text);
}

// What the platform knows beyond the series.
void tell_more(DidItWork& of, std::size_t left_out) {
  evidence::Told& told = of.found.told;
  if (left_out > 0)
    told.warnings.push_back(std::to_string(left_out) + (left_out == 1 ? " value that was left out of the chart, with a reason, stands" : " values that were left out of the chart, with a reason, stand") + " aside here too.");
  const auto sure = [](const evidence::Estimate& estimate) { return estimate.p && *estimate.p < 0.05; };
  if (of.by_prais_winsten && sure(of.found.at_end) != sure(*of.by_prais_winsten))
    told.warnings.push_back("By Prais–Winsten, another way to allow for values that follow one another, the answer would be the other: take it as not settled.");
}

}  // namespace

base::Result<DidItWork> did_it_work(const Context& context, const Actor& actor, domain::MeasureId id, base::Date from, bool season) {
  const auto tx = context.database.read();
  const auto standing = find_readable(*tx, actor, id);
  if (!standing) return base::fail(standing.error());
  const domain::Measure& measure = standing->measure;
  if (const auto good = check_measure(measure, season); !good) return base::fail(good.error());
  auto series = series_of(*tx, measure, from);
  if (!series) return base::fail(series.error());
  const Period change = period_of(measure.interval, from);
  const long first = series->shown.empty() ? change.number : period_of(measure.interval, series->shown.front().on).number;
  const evidence::Interruption at{.time = static_cast<double>(change.number - first), .phase_in = change.begins ? 0.0 : 1.0, .name = base::in_words(from)};
  evidence::SeriesOptions options{.season = season ? evidence::Season::harmonics : evidence::Season::none, .cycle = cycle_of(measure.interval).value_or(1), .better = better_of(measure.direction),
                                  .outcome = "it", .period = std::string(period_word(measure.interval))};
  auto found = evidence::interrupted_series(series->points, {at}, options);
  if (!found) {
    base::Problem problem = found.error();
    problem.field = "/from_on";
    return base::fail(std::move(problem));
  }
  DidItWork out{.measure = measure, .from = from, .season = season, .points = std::move(series->shown), .found = *std::move(found), .by_prais_winsten = {}, .inputs_hash = {}, .version = TRIBUTARY_VERSION};
  options.errors = evidence::SeriesErrors::prais_winsten;
  if (const auto other = evidence::interrupted_series(series->points, {at}, options)) out.by_prais_winsten = other->at_end;
  for (std::size_t i = 0; i < out.points.size(); ++i) {
    const auto line = std::ranges::find(out.found.line, series->points[i].time, &evidence::FittedPoint::time);
    if (line != out.found.line.end() && out.points[i].aside.empty()) out.points[i].fitted = line->fitted, out.points[i].without = line->without;
  }
  out.inputs_hash = hash_of(out);
  tell_more(out, series->left_out);
  return out;
}

}  // namespace tributary::services
