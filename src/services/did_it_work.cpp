#include "services/did_it_work.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "services/answer_basis.hpp"
#include "services/charts.hpp"
#include "services/passwords.hpp"
#include "services/ports/measure_store.hpp"

namespace tributary::services {

using domain::Interval;

namespace {

// Which days of a measure are told apart, and in which is one.
struct Calendar {
  Interval interval = Interval::day;
  bool working_days = false;  // a weekend is no gap, and stands in the Monday after it
};

// The period that a day lies in, counted; and whether the day begins it.
struct Period {
  long number = 0;
  bool begins = false;
};

Period period_of(const Calendar& calendar, base::Date on) {
  const std::chrono::year_month_day day{on};
  const long months = static_cast<int>(day.year()) * 12L + static_cast<unsigned>(day.month()) - 1;
  const bool first = day.day() == std::chrono::day{1};
  const long since_monday = on.time_since_epoch().count() + 3;  // 1 January 1970 was a Thursday
  const long week = since_monday >= 0 ? since_monday / 7 : (since_monday - 6) / 7, weekday = since_monday - 7 * week;
  switch (calendar.interval) {
    case Interval::week: return {.number = week, .begins = weekday == 0};
    case Interval::month: return {.number = months, .begins = first};
    case Interval::quarter: return {.number = months / 3, .begins = first && months % 3 == 0};
    case Interval::year: return {.number = months / 12, .begins = first && months % 12 == 0};
    case Interval::day:
    case Interval::irregular: break;
  }
  return {.number = calendar.working_days ? 5 * week + std::min(weekday, 5L) : since_monday, .begins = true};
}

Calendar calendar_of(Interval interval, const std::vector<domain::Observation>& observations) {
  const auto at_weekend = [](const domain::Observation& each) { return std::chrono::weekday{each.on}.iso_encoding() >= 6; };
  return {.interval = interval, .working_days = interval == Interval::day && std::ranges::none_of(observations, at_weekend)};
}

std::string period_word(const Calendar& calendar) {
  if (calendar.working_days) return "working day";
  return std::string(calendar.interval == Interval::irregular ? "value" : base::word(calendar.interval));
}

std::optional<double> cycle_of(const Calendar& calendar) {
  switch (calendar.interval) {
    case Interval::day: return calendar.working_days ? 5 : 7;
    case Interval::week: return 52;
    case Interval::month: return 12;
    case Interval::quarter: return 4;
    case Interval::year:
    case Interval::irregular: break;
  }
  return std::nullopt;
}

base::Done check_measure(const domain::Measure& measure, const Calendar& calendar, bool season) {
  if (measure.interval == Interval::irregular)
    return base::fail({.kind = base::ProblemKind::conflict, .code = "interval-irregular", .title = "The measure is taken now and then",
                       .detail = "A line through time needs one value a day, week, month, quarter or year. Say on the measure's page how often it is taken, if it is taken regularly.", .field = "/from_on"});
  if (season && !cycle_of(calendar))
    return base::fail({.code = "season-unknown", .title = "No season can be told of it", .detail = "Seasons are allowed for in measures of days, weeks, months or quarters. Ask without.", .field = "/season"});
  return {};
}

// What is held of the measure.
struct Held {
  const std::vector<domain::Observation>& observations;
  const std::vector<domain::Ghost>& ghosts;
  const std::vector<domain::Phase>& phases;
};

// Points for the engine beside those for the page, and the change among them.
struct Series {
  std::vector<evidence::SeriesPoint> points;
  std::vector<LinePoint> shown;
  evidence::Interruption change;
  std::size_t left_out = 0;
};

base::Result<Series> series_of(const Calendar& calendar, const Held& held, base::Date from) {
  Period change = period_of(calendar, from);
  // Whoever drew limits anew said so: that point is the first of what came after.
  change.begins = change.begins || std::ranges::find(held.phases, from, &domain::Phase::starts) != held.phases.end();
  const long first = held.observations.empty() ? change.number : period_of(calendar, held.observations.front().on).number;
  Series out{.points = {}, .shown = {}, .change = {.time = static_cast<double>(change.number - first), .phase_in = change.begins ? 0.0 : 1.0, .name = base::in_words(from)}};
  std::optional<long> last;
  for (const domain::Observation& each : held.observations) {
    const Period period = period_of(calendar, each.on);
    if (last == period.number)
      return base::fail({.kind = base::ProblemKind::conflict, .code = "two-in-a-period", .title = "Two values stand in one " + period_word(calendar),
                         .detail = "One of them is of " + base::in_words(each.on) + ". Withdraw the one that is wrong, or say on the measure's page how often it is taken.", .field = "/from_on"});
    last = period.number;
    LinePoint point{.on = each.on, .value = each.value, .aside = "", .fitted = {}, .without = {}};
    if (std::ranges::find(held.ghosts, each.on, &domain::Ghost::on) != held.ghosts.end()) point.aside = "left-out", ++out.left_out;
    else if (period.number == change.number && !change.begins) point.aside = "mixed";
    out.points.push_back({.time = static_cast<double>(period.number - first), .name = base::in_words(each.on), .outcome = each.value, .control = {}, .at_risk = 1, .aside = point.aside == "left-out"});
    out.shown.push_back(std::move(point));
  }
  return out;
}

evidence::SeriesOptions options_of(const domain::Measure& measure, const Calendar& calendar, bool season) {
  return {.season = season ? evidence::Season::harmonics : evidence::Season::none, .cycle = cycle_of(calendar).value_or(1), .better = better_of(measure.direction),
          .outcome = "it", .period = period_word(calendar)};
}

// In the measure's own words where values are too few on a side; else as the method says.
std::string why_not(const Series& series, const base::Problem& problem) {
  std::size_t before = 0, after = 0;
  for (std::size_t i = 0; i < series.points.size(); ++i) {
    if (!series.shown[i].value || !series.shown[i].aside.empty()) continue;
    ++(series.points[i].time < series.change.time ? before : after);
  }
  if (after == 0) return "Nothing has been measured after it.";
  if (after == 1) return "One value has come after it, and a line takes two.";
  if (before == 0) return "Nothing was measured before it.";
  if (before == 1) return "One value stands before it, and a line takes two.";
  return problem.detail;
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
  const auto observations = tx->measures().current(id);
  const auto ghosts = tx->measures().ghosts(id);
  const auto phases = tx->measures().phases(id);
  const Calendar calendar = calendar_of(measure.interval, observations);
  if (const auto good = check_measure(measure, calendar, season); !good) return base::fail(good.error());
  auto series = series_of(calendar, {.observations = observations, .ghosts = ghosts, .phases = phases}, from);
  if (!series) return base::fail(series.error());
  evidence::SeriesOptions options = options_of(measure, calendar, season);
  auto found = evidence::interrupted_series(series->points, {series->change}, options);
  if (!found) {
    base::Problem problem = found.error();
    problem.field = "/from_on";
    return base::fail(std::move(problem));
  }
  DidItWork out{.measure = measure, .from = from, .season = season, .points = std::move(series->shown), .found = *std::move(found), .by_prais_winsten = {}, .inputs_hash = {}, .version = TRIBUTARY_VERSION};
  options.errors = evidence::SeriesErrors::prais_winsten;
  if (const auto other = evidence::interrupted_series(series->points, {series->change}, options)) out.by_prais_winsten = other->at_end;
  for (std::size_t i = 0; i < out.points.size(); ++i) {
    const auto line = std::ranges::find(out.found.line, series->points[i].time, &evidence::FittedPoint::time);
    if (line != out.found.line.end() && out.points[i].aside.empty()) out.points[i].fitted = line->fitted, out.points[i].without = line->without;
  }
  out.inputs_hash = hash_of(out);
  tell_more(out, series->left_out);
  return out;
}

base::Result<std::vector<AskableChange>> changes_to_ask(const Context& context, const Actor& actor, domain::MeasureId id) {
  const auto chart = chart_of(context, actor, id);
  if (!chart) return base::fail(chart.error());
  std::vector<AskableChange> out;
  for (const ChartTest& each : chart->tests) out.push_back({.from = each.started, .name = each.name, .redrawn = false, .why_not = {}});
  for (const domain::Phase& each : chart->phases) out.push_back({.from = each.starts, .name = each.reason, .redrawn = true, .why_not = {}});
  std::ranges::stable_sort(out, {}, &AskableChange::from);
  const domain::Measure& measure = chart->measure.measure;
  const Calendar calendar = calendar_of(measure.interval, chart->observations);
  const auto good = check_measure(measure, calendar, false);
  for (AskableChange& each : out) {
    const auto series = series_of(calendar, {.observations = chart->observations, .ghosts = chart->ghosts, .phases = chart->phases}, each.from);
    if (!good || !series) each.why_not = (good ? series.error() : good.error()).detail;
    else if (const auto found = evidence::interrupted_series(series->points, {series->change}, options_of(measure, calendar, false)); !found) each.why_not = why_not(*series, found.error());
  }
  return out;
}

}  // namespace tributary::services
