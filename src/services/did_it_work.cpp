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

// Whoever drew limits anew said so: that point is the first of what came after.
Period change_of(const Calendar& calendar, const Held& held, base::Date from) {
  Period change = period_of(calendar, from);
  change.begins = change.begins || std::ranges::binary_search(held.phases, from, {}, &domain::Phase::starts);
  return change;
}

// Each with whether the team left it out of the chart. Both are by date.
void for_each_observation(const Held& held, const auto& tell) {
  auto ghost = held.ghosts.begin();
  for (const domain::Observation& each : held.observations) {
    while (ghost != held.ghosts.end() && ghost->on < each.on) ++ghost;
    tell(each, ghost != held.ghosts.end() && ghost->on == each.on);
  }
}

// Two values of one period can't stand on one line.
base::Done check_periods(const Calendar& calendar, const std::vector<domain::Observation>& observations) {
  const auto number = [&](const domain::Observation& each) { return period_of(calendar, each.on).number; };
  const auto twin = std::ranges::adjacent_find(observations, {}, number);
  if (twin == observations.end()) return {};
  return base::fail({.kind = base::ProblemKind::conflict, .code = "two-in-a-period", .title = "Two values stand in one " + period_word(calendar),
                     .detail = "One of them is of " + base::in_words(std::next(twin)->on) + ". Withdraw the one that is wrong, or say on the measure's page how often it is taken.", .field = "/from_on"});
}

Series series_of(const Calendar& calendar, const Held& held, base::Date from) {
  const Period change = change_of(calendar, held, from);
  const long first = held.observations.empty() ? change.number : period_of(calendar, held.observations.front().on).number;
  Series out{.points = {}, .shown = {}, .change = {.time = static_cast<double>(change.number - first), .phase_in = change.begins ? 0.0 : 1.0, .name = base::in_words(from)}};
  for_each_observation(held, [&](const domain::Observation& each, bool left_out) {
    const Period period = period_of(calendar, each.on);
    LinePoint point{.on = each.on, .value = each.value, .aside = "", .fitted = {}, .without = {}};
    if (left_out) point.aside = "left-out", ++out.left_out;
    else if (period.number == change.number && !change.begins) point.aside = "mixed";
    out.points.push_back({.time = static_cast<double>(period.number - first), .name = base::in_words(each.on), .outcome = each.value, .control = {}, .at_risk = 1, .aside = point.aside == "left-out"});
    out.shown.push_back(std::move(point));
  });
  return out;
}

evidence::SeriesOptions options_of(const domain::Measure& measure, const Calendar& calendar, bool season) {
  return {.season = season ? evidence::Season::harmonics : evidence::Season::none, .cycle = cycle_of(calendar).value_or(1), .better = better_of(measure.direction),
          .outcome = "it", .period = period_word(calendar)};
}

// How many values count on each side of a change.
struct Sides {
  std::size_t before = 0, after = 0;
};

// In the measure's own words where values are too few on a side; else as the method says, but of what can be asked here.
std::string why_not(const Sides& sides, const base::Problem& problem) {
  const auto [before, after] = sides;
  if (after == 0) return "Nothing has been measured after it.";
  if (after == 1) return "One value has come after it, and a line takes two.";
  if (before == 0) return "Nothing was measured before it.";
  if (before == 1) return "One value stands before it, and a line takes two.";
  if (problem.code == "effect-not-identified") return "What came after it can't be told from the line before and the season: too few values stand on a side of it.";
  return problem.detail;
}

base::Problem refused(const Series& series, bool slope, base::Problem problem) {
  Sides sides;
  for (std::size_t i = 0; i < series.points.size(); ++i)
    if (series.shown[i].value && series.shown[i].aside.empty()) ++(series.points[i].time < series.change.time ? sides.before : sides.after);
  if (problem.code == "effect-not-identified" || problem.code == "interruption-outside") problem.detail = why_not(sides, problem);
  if (problem.code == "effect-not-identified") problem.detail += slope ? " Ask of a step alone, or wait for more." : " Wait for more.";
  problem.field = "/from_on";
  return problem;
}

// From the first value used to the last there are two of the season's at least.
bool two_cycles(const Calendar& calendar, const Series& series) {
  const auto cycle = cycle_of(calendar);
  std::optional<double> first;
  double last = 0;
  for (std::size_t i = 0; i < series.points.size(); ++i)
    if (series.shown[i].value && series.shown[i].aside.empty()) last = series.points[i].time, first = first.value_or(last);
  return cycle && first && last - *first + 1 >= 2 * *cycle;
}

// "a, b and c"
std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) out += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  return out;
}

// What else began among the values used: it may have done what is asked of the change.
std::string also_then(const ChartView& chart, base::Date from, const std::vector<LinePoint>& points) {
  const auto counts = [](const LinePoint& each) { return each.value && each.aside.empty(); };
  const auto first = std::ranges::find_if(points, counts);
  const auto last = std::find_if(points.rbegin(), points.rend(), counts);
  const auto used = [&](base::Date on) { return first != points.end() && first->on <= on && on <= last->on; };
  const auto began = [&](const ChartTest& each) { return each.started == from; };
  std::vector<std::string> names, redrawn;
  const bool several = std::ranges::count_if(chart.tests, began) > 1;
  for (const ChartTest& each : chart.tests)
    if (used(each.started) && (!began(each) || several)) names.push_back(each.name + " (" + base::in_words(each.started) + ")");
  for (const domain::Phase& each : chart.phases) {
    const auto by_it = [&](const ChartTest& test) { return began(test) && each.cause_test == test.id; };
    if (each.starts != from && used(each.starts) && std::ranges::none_of(chart.tests, by_it)) redrawn.push_back(base::in_words(each.starts) + " (" + each.reason + ")");
  }
  std::string out;
  if (!names.empty()) out = joined(names) + " began in that time too.";
  if (!redrawn.empty()) out += std::string(out.empty() ? "" : " ") + "Limits were drawn anew from " + joined(redrawn) + ".";
  return out;
}

std::string hash_of(const DidItWork& of, const std::string& also) {
  std::string text = "did it work\n" + of.measure.name + "\t" + of.measure.unit + "\t" + base::to_text(static_cast<double>(of.asked.from.time_since_epoch().count())) + (of.season ? "\tseason" : "") +
                     (of.asked.slope ? "" : "\tstep alone") + "\t" + also;
  for (const LinePoint& each : of.points) text += "\n" + base::to_text(static_cast<double>(each.on.time_since_epoch().count())) + "\t" + (each.value ? base::to_text(*each.value) : "none") + "\t" + std::string(each.aside);
  return sha256_hex(text);
}

bool sure(const evidence::Estimate& estimate) { return estimate.p && *estimate.p < 0.05; }

// Why the first sentence may claim nothing; empty where it may.
std::string not_settled(const DidItWork& of) {
  if (of.by_prais_winsten && sure(of.found.at_end) != sure(*of.by_prais_winsten)) return "another way of allowing for values that follow one another says the other";
  const auto once = std::ranges::find(of.found.told.assumptions, "season-told-from-change", &evidence::Assumption::code);
  if (once != of.found.told.assumptions.end() && once->holds != evidence::Holds::yes && sure(of.found.at_end)) return "a season that was seen once can't be told from the change";
  return {};
}

void tell_season(const DidItWork& of, const Calendar& calendar, bool two, evidence::Told& told) {
  if (!cycle_of(calendar)) return;
  const bool days = calendar.interval == Interval::day;
  const std::string what = days ? "Days of the week" : "Seasons";
  if (of.season) told.answer.push_back(what + " are allowed for.");
  else if (!of.asked.season) told.warnings.push_back(what + " aren't allowed for: " + (two ? "these values are too few for that." : std::string("that takes two whole ") + (days ? "weeks" : "years") + " of values."));
}

// What the platform knows beyond the series.
void tell_more(DidItWork& of, std::size_t left_out, const std::string& also) {
  evidence::Told& told = of.found.told;
  if (const auto nothing_else = std::ranges::find(told.assumptions, "nothing-else-then", &evidence::Assumption::code); !also.empty() && nothing_else != told.assumptions.end()) {
    nothing_else->holds = evidence::Holds::doubtful;
    nothing_else->found = also;
  }
  if (left_out > 0)
    told.warnings.push_back(std::to_string(left_out) + (left_out == 1 ? " value that was left out of the chart, with a reason, stands" : " values that were left out of the chart, with a reason, stand") + " aside here too.");
}

// Which of many changes can be asked. Each is put to the method but for what is the same of all: with two values or more on either side, and
// as many as the line takes, whether there is an answer hangs on the values alone. So thousands of changes cost no thousands of lines.
class Askable {
 public:
  Askable(const domain::Measure& measure, const Calendar& calendar, const Held& held) : measure_(measure), calendar_(calendar), held_(held) {
    for_each_observation(held, [&](const domain::Observation& each, bool left_out) {
      if (each.value && !left_out) counting_.push_back(period_of(calendar, each.on).number);
    });
  }

  // Empty where it can be asked.
  std::string why_not(base::Date from) {
    const Sides sides = sides_of(change_of(calendar_, held_, from));
    const bool many = std::min(sides.before, sides.after) >= 2 && sides.before + sides.after >= fewest_of_a_line;
    if (std::min(sides.before, sides.after) < 2) return services::why_not(sides, {});
    if (many && of_many_) return *of_many_;
    const Series series = series_of(calendar_, held_, from);
    const auto found = evidence::interrupted_series(series.points, {series.change}, options_of(measure_, calendar_, false));
    const std::string out = found ? std::string() : services::why_not(sides, found.error());
    if (many) of_many_ = out;
    return out;
  }

 private:
  [[nodiscard]] Sides sides_of(const Period& change) const {
    const auto before = std::ranges::lower_bound(counting_, change.number);
    const auto after = change.begins ? before : std::ranges::upper_bound(counting_, change.number);
    return {.before = static_cast<std::size_t>(before - counting_.begin()), .after = static_cast<std::size_t>(counting_.end() - after)};
  }

  static constexpr std::size_t fewest_of_a_line = 7;  // four terms, and three values more

  const domain::Measure& measure_;
  Calendar calendar_;
  Held held_;
  std::vector<long> counting_;  // the period of each value that counts, in order
  std::optional<std::string> of_many_;
};

}  // namespace

base::Result<DidItWork> did_it_work(const Context& context, const Actor& actor, domain::MeasureId id, const AskedOfChange& asked) {
  const auto chart = chart_of(context, actor, id);
  if (!chart) return base::fail(chart.error());
  const domain::Measure& measure = chart->measure.measure;
  const Calendar calendar = calendar_of(measure.interval, chart->observations);
  if (const auto good = check_measure(measure, calendar, asked.season.value_or(false)); !good) return base::fail(good.error());
  if (const auto good = check_periods(calendar, chart->observations); !good) return base::fail(good.error());
  const Series series = series_of(calendar, {.observations = chart->observations, .ghosts = chart->ghosts, .phases = chart->phases}, asked.from);
  const bool two = two_cycles(calendar, series);
  DidItWork out{.measure = measure, .asked = asked, .season = asked.season.value_or(two), .points = {}, .found = {}, .by_prais_winsten = {}, .inputs_hash = {}, .version = TRIBUTARY_VERSION};
  evidence::SeriesOptions options = options_of(measure, calendar, out.season);
  options.slopes = asked.slope;
  const auto answer = [&] { return evidence::interrupted_series(series.points, {series.change}, options); };
  auto found = answer();
  if (!found && out.season && !asked.season) {  // nobody asked for it
    out.season = false;
    options.season = evidence::Season::none;
    found = answer();
  }
  if (!found) return base::fail(refused(series, asked.slope, found.error()));
  out.found = *std::move(found);
  options.errors = evidence::SeriesErrors::prais_winsten;
  if (const auto other = answer()) out.by_prais_winsten = other->at_end;
  if (const std::string why = not_settled(out); !why.empty()) {
    options.errors = evidence::SeriesErrors::newey_west;
    options.better = evidence::Better::neither;
    out.found = answer().value();
    std::string& first = out.found.told.answer.front();
    if (first.ends_with('.')) first.pop_back();
    first += "; " + why + ", so take it as not settled.";
  }
  out.points = series.shown;
  for (std::size_t i = 0; i < out.points.size(); ++i) {
    const auto line = std::ranges::lower_bound(out.found.line, series.points[i].time, {}, &evidence::FittedPoint::time);
    if (line != out.found.line.end() && line->time == series.points[i].time && out.points[i].aside.empty()) out.points[i].fitted = line->fitted, out.points[i].without = line->without;
  }
  const std::string also = also_then(*chart, asked.from, out.points);
  out.inputs_hash = hash_of(out, also);
  tell_season(out, calendar, two, out.found.told);
  tell_more(out, series.left_out, also);
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
  auto good = check_measure(measure, calendar, false);
  if (good) good = check_periods(calendar, chart->observations);
  Askable askable(measure, calendar, {.observations = chart->observations, .ghosts = chart->ghosts, .phases = chart->phases});
  for (AskableChange& each : out) each.why_not = good ? askable.why_not(each.from) : good.error().detail;
  return out;
}

}  // namespace tributary::services
