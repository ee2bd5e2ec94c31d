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
#include "cli/command.hpp"
#include "cli/read_file.hpp"
#include "engines/measure/xmr_chart.hpp"
#include "exchange/dates.hpp"
#include "exchange/patient_level.hpp"

namespace tributary::cli {
namespace {

base::Problem bad_option(const char* code, const char* title, std::string detail, const char* option) {
  return {.code = code, .title = title, .detail = std::move(detail), .field = option};
}

base::Result<base::Date> read_option_date(std::string_view text, const char* option) {
  auto date = exchange::read_date(text, {});
  if (!date) {
    auto problem = date.error();
    problem.field = option;
    return base::fail(std::move(problem));
  }
  return date->date;
}

std::optional<double> plain_number(std::string_view text) {
  if (text.ends_with('%')) text.remove_suffix(1);
  text = base::trim(text);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return {};
  return value;
}

// VALUE, or VALUE@FROM..TO with either date left out. Where values are shares of 1, `95%` is 0.95.
base::Result<measure::Target> read_target(std::string_view text, bool share) {
  const auto at = text.find('@');
  auto value = plain_number(text.substr(0, at));
  if (value && share && text.substr(0, at).ends_with('%')) *value /= 100;
  const auto dots = at == std::string_view::npos ? at : text.find("..", at);
  if (!value || (at != std::string_view::npos && dots == std::string_view::npos)) {
    return base::fail(bad_option(
        "target-unreadable", "The target can't be read",
        "\"" + base::shorten(text, 60) + "\" should be a number, or a number and dates as 95@2024-04-01..2025-03-31.",
        "--target"));
  }
  measure::Target target{.value = *value};
  if (at == std::string_view::npos) return target;
  const auto from = text.substr(at + 1, dots - at - 1);
  const auto to = text.substr(dots + 2);
  if (!from.empty()) {
    const auto date = read_option_date(from, "--target");
    if (!date) return base::fail(date.error());
    target.from = *date;
  }
  if (!to.empty()) {
    const auto date = read_option_date(to, "--target");
    if (!date) return base::fail(date.error());
    target.to = *date;
  }
  return target;
}

base::Result<measure::Profile> profile_of(const ChartOptions& options) {
  const bool screened = options.profile == "mdc-2022-screened";
  if (options.profile != "mdc-2022" && !screened) {
    return base::fail(
        bad_option("profile-unknown", "There is no such profile",
                   "\"" + base::shorten(options.profile, 40) + "\" is not known. Use mdc-2022 or mdc-2022-screened.",
                   "--profile"));
  }
  measure::Profile profile = measure::mdc_2022();
  profile.screen = options.screen || screened;
  profile.shift_points = options.shift;
  profile.trend_points = options.trend;
  if (options.conflict == "improvement") profile.conflict = measure::ConflictRule::improvement;
  if (options.duplicates == "keep") profile.duplicate_dates = measure::DuplicateDates::keep;
  return profile;
}

measure::Direction direction_of(const std::string& better) {
  if (better == "up") return measure::Direction::up;
  return better == "down" ? measure::Direction::down : measure::Direction::neither;
}

// What the options add to the points; a Series looks at it.
class Setting {
 public:
  static base::Result<Setting> read(const ChartOptions& options, std::vector<measure::Point>& points) {
    Setting setting;
    for (const std::string& text : options.targets) {
      const auto target = read_target(text, options.share);
      if (!target) return base::fail(target.error());
      setting.targets_.push_back(*target);
    }
    for (const std::string& text : options.phases) {
      const auto date = read_option_date(text, "--phase");
      if (!date) return base::fail(date.error());
      setting.phase_starts_.push_back(*date);
    }
    for (const std::string& text : options.ghosts) {
      const auto date = read_option_date(text, "--ghost");
      if (!date) return base::fail(date.error());
      if (auto done = ghost(points, *date); !done) return base::fail(done.error());
    }
    if (auto done = setting.read_baseline(options.baseline, points); !done) return base::fail(done.error());
    return setting;
  }

  [[nodiscard]] measure::Series over(const std::vector<measure::Point>& points, measure::Direction better) const {
    return {.points = points,
            .better = better,
            .targets = targets_,
            .baseline_end = baseline_end_,
            .phase_starts = phase_starts_};
  }

 private:
  static base::Done ghost(std::vector<measure::Point>& points, base::Date date) {
    bool matched = false;
    for (measure::Point& point : points) {
      if (point.date != date) continue;
      point.ghosted = matched = true;
    }
    if (matched) return {};
    return base::fail(bad_option("ghost-unmatched", "No point has the date that should be ghosted",
                                 base::in_words(date) + " is not the date of a point.", "--ghost"));
  }

  // A date, or the number of values that count.
  base::Done read_baseline(const std::string& text, const std::vector<measure::Point>& points) {
    if (text.empty()) return {};
    const bool number = text.size() < 8 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    if (!number) {
      const auto date = read_option_date(text, "--baseline");
      if (!date) return base::fail(date.error());
      baseline_end_ = *date;
      return {};
    }
    int left = std::stoi(text);
    for (const measure::Point& point : points) {
      if (point.counts() && --left == 0) baseline_end_ = point.date;
    }
    if (baseline_end_) return {};
    return base::fail(bad_option("baseline-too-long", "The baseline has no such number of values",
                                 "There are fewer than " + text + " values that count, or it is 0.", "--baseline"));
  }

  std::vector<measure::Target> targets_;
  std::vector<base::Date> phase_starts_;
  std::optional<base::Date> baseline_end_;
};

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
  constexpr std::string_view points = "/points/";
  problem.where = source;
  if (problem.field.starts_with(points)) {
    std::size_t point = 0;
    std::from_chars(problem.field.data() + points.size(), problem.field.data() + problem.field.size(), point);
    if (point < rows.rows.size()) problem.where += ":" + std::to_string(rows.rows[point]);
    problem.field.clear();
  } else if (problem.field.starts_with("/phase_starts")) {
    problem.field = "--phase";
  } else if (problem.field == "/baseline_end") {
    problem.field = "--baseline";
  } else if (problem.field.starts_with("/profile/")) {
    problem.field = problem.field.ends_with("shift_points") ? "--shift" : "--trend";
    problem.where.clear();
  }
  return problem;
}

base::Result<std::string> bytes_of(const std::string& file) {
  if (file == "-") return std::string(std::istreambuf_iterator<char>(std::cin), {});
  return read_file(file);
}

}  // namespace

base::Result<Charted> chart_bytes(const std::string& bytes, const ChartOptions& asked) {
  ChartOptions options = asked;
  const std::string source = options.file == "-" ? "standard input" : options.file;
  const auto profile = profile_of(options);
  if (!profile) return base::fail(profile.error());

  const auto table = exchange::read_cells(bytes, source);
  if (!table) return base::fail(table.error());
  if (auto allowed = exchange::refuse_patient_level(*table); !allowed) {
    auto problem = allowed.error();
    if (problem.where.empty()) problem.where = source;
    return base::fail(std::move(problem));
  }
  auto rows = read_chart_rows(*table, options.columns, source, {.keep_duplicates = options.duplicates == "keep", .rate = options.rate});
  if (!rows) return base::fail(rows.error());
  options.share = options.share || rows->share;

  const auto setting = Setting::read(options, rows->points);
  if (!setting) return base::fail(setting.error());
  const measure::Series series = setting->over(rows->points, direction_of(options.better));
  const auto chart = measure::xmr_chart(series, *profile);
  if (!chart) return base::fail(in_file(chart.error(), source, *rows));

  std::string text = written({.series = series,
                              .chart = *chart,
                              .wording = wording_of(options, *rows),
                              .source = source,
                              .value_name = rows->value_name,
                              .notes = rows->notes,
                              .full = options.full},
                             options.format);
  return Charted{.text = std::move(text), .notes = options.format == Format::csv ? rows->notes : std::vector<std::string>{}};
}

void add_chart(CLI::App& app, Run& run) {
  const auto options = std::make_shared<ChartOptions>();
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
  command->add_option("--ghost-column", columns.ghost, "Column with 1 where a point is ghosted")->type_name("COLUMN");
  command->add_option("--only", columns.only, "Chart the rows where a column holds this text")
      ->allow_extra_args(false)
      ->type_name("COLUMN=TEXT");

  command->add_option("--better,--direction", options->better, "Which way is better: up, down or neither")
      ->check(CLI::IsMember({"up", "down", "neither"}))
      ->type_name("WAY");
  command->add_option("--target", options->targets, "What is aimed at; the first that covers a date wins")
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

  command->add_option("--profile", options->profile, "How to calculate: mdc-2022, or mdc-2022-screened")
      ->type_name("NAME");
  command->add_flag("--screen", options->screen, "Leave outlying moving ranges out of the limits");
  command->add_option("--shift", options->shift, "Points in a shift, 6 to 8; 7 unless told")->type_name("N");
  command->add_option("--trend", options->trend, "Points in a trend, 6 to 8; 7 unless told")->type_name("N");
  command->add_option("--conflict", options->conflict, "What a point of both meanings is: concern or improvement")
      ->check(CLI::IsMember({"concern", "improvement"}))
      ->type_name("RULE");
  command->add_option("--duplicates", options->duplicates, "Two values of one date: refuse, or keep in order")
      ->check(CLI::IsMember({"refuse", "keep"}))
      ->type_name("RULE");

  command->add_option("--unit", options->unit, "The unit that the sentence writes")->type_name("TEXT");
  auto* share = command->add_flag("--share", options->share, "Values are shares of 1: write them in per cent");
  command->add_flag("--rate", options->rate, "A numerator is no part of its denominator, and may be above it")->needs(numerator)->excludes(share);
  command->add_flag("--full", options->full, "All columns: sigma lines, target, meaning, icons");
  add_format_option(*command, options->format);
  command->footer(
      "Columns of csv: date, value, phase (0 is the baseline), centre, lower, upper, and 0 or 1 for each of\n"
      "point_high, point_low, shift_high, shift_low, trend_up, trend_down, two_of_three_high, two_of_three_low; and\n"
      "limits_shown, 0 where too few values stand behind the limits for a page to draw them.");
  command->callback([&run, options, numerator] {
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
