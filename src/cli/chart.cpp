#include "cli/chart.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <memory>

#include "base/text.hpp"
#include "cli/chart_report.hpp"
#include "cli/chart_settings.hpp"
#include "cli/command.hpp"
#include "cli/read_file.hpp"
#include "engines/measure/draw_chart.hpp"
#include "exchange/patient_level.hpp"

namespace tributary::cli {
namespace {

measure::Wording wording_of(const ChartOptions& options, const ChartRows& rows) {
  measure::Wording wording;
  wording.unit = options.unit;
  if (options.share) {
    wording.scale = 100;
    wording.least = 0;
    wording.most = 1;
  }
  if (options.unit.empty() && (options.share || rows.percent)) wording.unit = "%";
  return wording;
}

// The engine counts points; people count rows.
base::Problem in_file(base::Problem problem, const std::string& source, const ChartRows& rows) {
  problem.where = source;
  for (const std::string_view list : {"/points/", "/sizes/", "/spreads/"}) {
    if (!problem.field.starts_with(list)) continue;
    std::size_t point = 0;
    std::from_chars(problem.field.data() + list.size(), problem.field.data() + problem.field.size(), point);
    if (point < rows.rows.size()) problem.where += ":" + std::to_string(rows.rows[point]);
    problem.field.clear();
    return problem;
  }
  if (problem.field == "/points") problem.field.clear();
  if (problem.field.starts_with("/phase_starts")) {
    problem.field = "--phase";
  } else if (problem.field == "/baseline_end") {
    problem.field = "--baseline";
  } else if (problem.field.starts_with("/profile/")) {
    problem.field = problem.field.ends_with("shift_points") ? "--shift" : problem.field.ends_with("fix_after_points") ? "--fix-after" : "--trend";
    problem.where.clear();
  }
  return problem;
}

base::Result<std::string> bytes_of(const std::string& file) {
  if (file == "-") return std::string(std::istreambuf_iterator<char>(std::cin), {});
  return read_file(file);
}

// The file's rows, as the chart's type takes them.
base::Result<ChartRows> rows_of(const std::string& bytes, const ChartOptions& options, measure::ChartType type, const std::string& source) {
  const auto table = exchange::read_cells(bytes, source);
  if (!table) return base::fail(table.error());
  if (auto allowed = exchange::refuse_patient_level(*table); !allowed) {
    auto problem = allowed.error();
    if (problem.where.empty()) problem.where = source;
    return base::fail(std::move(problem));
  }
  using measure::ChartType;
  const bool rates = type == ChartType::u || type == ChartType::u_prime || type == ChartType::i_prime;
  auto rows = read_chart_rows(*table, options.columns, source,
                              {.keep_duplicates = options.duplicates == "keep", .rate = options.rate || rates, .count = type == ChartType::np});
  if (!rows) return rows;
  const bool of_counts = measure::needs_sizes(type) && type != ChartType::xbar && type != ChartType::s;
  if (of_counts && !options.columns.denominator.empty() && std::ranges::all_of(rows->sizes, [](double size) { return size == 0; }))
    return base::fail({.code = "denominators-nought", .title = "There is nothing to chart", .detail = "No row has a denominator above 0.", .field = "--denominator", .where = source});
  if (of_counts && std::ranges::all_of(rows->sizes, [](double size) { return size == 0; })) {
    return base::fail({.code = "columns-missing",
                       .title = "The chart needs another column",
                       .detail = "A chart of type " + std::string(measure::name_of(type)) +
                                 " takes counts and what they are out of: name their columns with --numerator and --denominator.",
                       .field = "--numerator",
                       .where = source});
  }
  return rows;
}

base::Result<measure::Deseasoned> deseason(const ChartOptions& options, measure::ChartType type, const ChartRows& rows) {
  if (type != measure::ChartType::xmr && type != measure::ChartType::run && type != measure::ChartType::moving_range) {
    return base::fail({.code = "season-not-for-chart",
                       .title = "Seasonality can't be removed from this chart",
                       .detail = "Limits of a chart of type " + std::string(measure::name_of(type)) +
                                 " come from counts, which adjusted values are not. Use an xmr or a run chart.",
                       .field = "--season"});
  }
  const auto season = std::ranges::find(measure::every_season, options.season, [](measure::Season each) { return measure::name_of(each); });
  return measure::remove_seasonality(rows.points, *season, options.season_method == "additive" ? measure::SeasonalMethod::additive
                                                                         : measure::SeasonalMethod::multiplicative);
}

measure::RecalculationOffer offer_of(const std::vector<std::string>& facts, const measure::Series& series, const measure::Chart& chart) {
  const auto holds = [&](const char* fact) { return std::ranges::find(facts, fact) != facts.end(); };
  const auto shift = measure::sustained_shift(series, chart);
  const bool better = shift && series.better != measure::Direction::neither && shift->high == (series.better == measure::Direction::up);
  return measure::offer_recalculation({.sustained_shift = shift.has_value(),
                                       .cause_known = holds("cause"),
                                       .desired_or_accepted = better || holds("wanted"),
                                       .expected_to_last = holds("lasting")});
}

}  // namespace

base::Result<Charted> chart_bytes(const std::string& bytes, const ChartOptions& asked) {
  ChartOptions options = asked;
  const std::string source = options.file == "-" ? "standard input" : options.file;
  const auto type = chart_type_of(options);
  if (!type) return base::fail(type.error());
  const auto profile = profile_of(options, *type);
  if (!profile) return base::fail(profile.error());
  if (auto good = check_columns(options.columns, *type); !good) return base::fail(good.error());
  auto rows = rows_of(bytes, options, *type, source);
  if (!rows) return base::fail(rows.error());
  options.share = options.share || rows->share || (measure::is_share(*type) && options.unit.empty());

  const auto setting = ChartSetting::read(options, rows->points);
  if (!setting) return base::fail(setting.error());
  ChartReport report{.wording = wording_of(options, *rows), .source = source, .value_name = rows->value_name, .full = options.full};
  report.observed = rows->points;
  if (!options.season.empty()) {
    auto deseasoned = deseason(options, *type, *rows);
    if (!deseasoned) return base::fail(in_file(deseasoned.error(), source, *rows));
    rows->points = deseasoned->points;
    report.deseasoned = *std::move(deseasoned);
  }

  measure::Series series = setting->over(rows->points, *rows, options, *type);
  std::vector<measure::Point> ranges;
  if (*type == measure::ChartType::moving_range) {
    const auto values = measure::draw_chart(series, measure::ChartType::xmr, *profile);
    if (!values) return base::fail(in_file(values.error(), source, *rows));
    ranges = measure::moving_ranges(series, *values);
    series.points = ranges;
  }
  auto chart = measure::draw_chart(series, *type, *profile);
  if (!chart) return base::fail(in_file(chart.error(), source, *rows));
  if (options.suggest_phases) {
    auto suggested = measure::suggest_phases(series);
    if (!suggested) return base::fail(in_file(suggested.error(), source, *rows));
    report.suggested = *std::move(suggested);
  }
  if (options.recalculate) report.recalculation = offer_of(*options.recalculate, series, *chart);
  report.series = series;
  report.chart = *std::move(chart);
  report.notes = rows->notes;
  if (report.deseasoned) report.notes.push_back(report.deseasoned->statement);

  std::string text = written(report, options.format);
  return Charted{.text = std::move(text), .notes = options.format == Format::csv ? report.notes : std::vector<std::string>{}};
}

void add_chart(CLI::App& app, Run& run) {
  const auto options = std::make_shared<ChartOptions>();
  const auto recalculate = std::make_shared<std::vector<std::string>>();
  CLI::App* command =
      app.add_subcommand("chart", "Draw the control chart of a CSV file's values (no data folder needed)");
  command->add_option("FILE", options->file, "CSV, or cells copied from a spreadsheet; - for standard input")
      ->required();

  ChartColumns& columns = options->columns;
  command->add_option("--date", columns.date, "Column of the dates, by header or letter (\"#A\")")->type_name("COLUMN");
  auto* value = command->add_option("--value", columns.value, "Column of the values")->type_name("COLUMN");
  auto* numerator = command->add_option("--numerator", columns.numerator, "Column of numerators")->type_name("COLUMN");
  auto* denominator =
      command->add_option("--denominator", columns.denominator, "Column of denominators")->type_name("COLUMN");
  numerator->needs(denominator)->excludes(value);
  denominator->needs(numerator);
  command->add_option("--size", columns.size, "Column of the subgroups' sizes (xbar, s)")->type_name("COLUMN");
  command->add_option("--sd", columns.spread, "Column of the standard deviations within subgroups (xbar)")->type_name("COLUMN");
  command->add_option("--ghost-column", columns.ghost, "Column with 1 where a point is ghosted")->type_name("COLUMN");
  command->add_option("--only", columns.only, "Chart the rows where a column holds this text")
      ->allow_extra_args(false)
      ->type_name("COLUMN=TEXT");

  command->add_option("--better,--direction", options->better, "Which way is better: up, down or neither")
      ->check(CLI::IsMember({"up", "down", "neither"}))
      ->type_name("WAY");
  command->add_option("--target", options->targets, "What is aimed at, or a way from one value to another; the first that covers a date wins")
      ->allow_extra_args(false)
      ->type_name("VALUE[@FROM..TO]");
  command->add_option("--baseline", options->baseline, "Last date, or number of values, of the baseline")
      ->type_name("DATE|N");
  command->add_option("--phase", options->phases, "First date of a new phase: limits are recalculated from it")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("DATE");
  command->add_option("--ghost", options->ghosts, "Date of a point to leave out of limits and rules")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->type_name("DATE");

  command->add_option("--chart", options->chart, "Type of chart, below; xmr unless told")->type_name("TYPE");
  command->add_option("--profile", options->profile, "How to calculate, below; anhoej for a run chart, else mdc-2022")->type_name("NAME");
  auto* screen = command->add_flag_callback("--screen", [options] { options->screen = true; }, "Leave outlying moving ranges out of the limits");
  command->add_flag_callback("--no-screen", [options] { options->screen = false; }, "Don't, where the profile does")->excludes(screen);
  command->add_option("--shift", options->shift, "Points in a shift, 6 to 8, or the profile's own")->type_name("N");
  command->add_option("--trend", options->trend, "Points in a trend, 6 to 8, or the profile's own")->type_name("N");
  command->add_option("--fix-after", options->fix_after, "Limits of each phase from its first N values, 12 or more")->type_name("N");
  command->add_option("--conflict", options->conflict, "What a point of both meanings is: concern or improvement")
      ->check(CLI::IsMember({"concern", "improvement"}))
      ->type_name("RULE");
  command->add_option("--duplicates", options->duplicates, "Two values of one date: refuse, or keep in order")
      ->check(CLI::IsMember({"refuse", "keep"}))
      ->type_name("RULE");
  auto* season = command->add_option("--season", options->season, "Take out the season before drawing: month, quarter or weekday")
                     ->check(CLI::IsMember({"month", "quarter", "weekday"}))
                     ->type_name("SEASON");
  command->add_option("--season-method", options->season_method, "How: multiplicative (unless told) or additive")
      ->check(CLI::IsMember({"multiplicative", "additive"}))
      ->needs(season)
      ->type_name("METHOD");
  command->add_flag("--suggest-phases", options->suggest_phases, "Say where the level may have changed; nothing is redrawn");
  auto* facts = command->add_option("--recalculate", *recalculate, "Whether limits may start anew, given what is known: cause, wanted, lasting, or none")
                    ->delimiter(',')
                    ->check(CLI::IsMember({"cause", "wanted", "lasting", "none"}))
                    ->allow_extra_args(false)
                    ->type_name("FACTS");

  command->add_option("--unit", options->unit, "The unit that the sentence writes")->type_name("TEXT");
  auto* share = command->add_flag("--share", options->share, "Values are shares of 1: write them in per cent");
  command->add_flag("--rate", options->rate, "A numerator is no part of its denominator, and may be above it")->needs(numerator)->excludes(share);
  command->add_flag("--full", options->full, "All columns: sigma lines, target, meaning, icons");
  add_format_option(*command, options->format);
  command->footer(
      "Charts: run (median, no limits), xmr (single values), mr (the moving ranges of an xmr), p and u (shares and rates),\n"
      "p-prime, u-prime and i-prime (the same where denominators are large), c and np (counts), xbar and s (subgroups: means with\n"
      "--sd and --size, standard deviations with --size), t and g (time, and cases, between rare events). p, np, u and their likes\n"
      "take --numerator and --denominator.\n"
      "Profiles: mdc-2022, mdc-2022-screened, mdc-excel-6, ptd-r, anhoej, ihi-run, western-electric, nelson, wheeler, powerbi.\n"
      "Columns of csv: date, value, phase (0 is the baseline), centre, lower, upper, and 0 or 1 for each rule of the profile, as\n"
      "point_high, point_low, shift_high, shift_low, trend_up, trend_down, two_of_three_high, two_of_three_low; and\n"
      "limits_shown, 0 where too few values stand behind the limits for a page to draw them.");
  command->callback([&run, options, numerator, facts, recalculate] {
    if (facts->count() > 0) options->recalculate = *recalculate;
    // A numerator over a denominator is a share of 1; who writes its unit as % means it in per cent.
    if (numerator->count() > 0 && options->unit == "%" && !options->rate) options->share = true;
    run = [options]() -> base::Done {
      const auto bytes = bytes_of(options->file);
      if (!bytes) return base::fail(bytes.error());
      const auto charted = chart_bytes(*bytes, *options);
      if (!charted) return base::fail(charted.error());
      for (const std::string& note : charted->notes) std::cerr << "Note: " << note << "\n";
      std::cout << charted->text;
      return {};
    };
  });
}

}  // namespace tributary::cli
