#include "cli/chart_settings.hpp"

#include <algorithm>
#include <cmath>

#include "base/plain_number.hpp"
#include "base/text.hpp"
#include "exchange/dates.hpp"

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

std::optional<double> number_or_share(std::string_view text) {
  if (text.ends_with('%')) text.remove_suffix(1);
  const auto value = base::plain_number(base::trim(text));
  return value && std::abs(*value) <= 1e15 ? value : std::nullopt;  // beyond it a number no longer counts in ones
}

// Where values are shares of 1, `95%` is 0.95.
std::optional<double> aimed_at(std::string_view text, bool share) {
  auto value = number_or_share(text);
  if (value && share && text.ends_with('%')) *value /= 100;
  return value;
}

// VALUE, or VALUE@FROM..TO with either date left out; or VALUE..VALUE@FROM..TO, a straight way from one to the other.
base::Result<measure::Target> read_target(std::string_view text, bool share) {
  const auto at = text.find('@');
  const auto values = text.substr(0, at);
  const auto way = values.find("..");
  const auto value = aimed_at(values.substr(0, way), share);
  const auto to_value = way == std::string_view::npos ? std::nullopt : aimed_at(values.substr(way + 2), share);
  const auto dots = at == std::string_view::npos ? at : text.find("..", at);
  if (!value || (way != std::string_view::npos && !to_value) || (at != std::string_view::npos && dots == std::string_view::npos)) {
    return base::fail(bad_option(
        "target-unreadable", "The target can't be read",
        "\"" + base::shorten(text, 60) + "\" should be a number up to 10^15, or a number and dates as 95@2024-04-01..2025-03-31, or a way from one "
        "to another as 60..95@2024-04-01..2025-03-31.",
        "--target"));
  }
  if (share && (std::max(*value, to_value.value_or(0)) > 1 || std::min(*value, to_value.value_or(0)) < 0))
    return base::fail(bad_option("target-no-share", "The target is no share", "\"" + base::shorten(text, 60) + "\": values are shares here, from 0 to 1. Write 0.85, or 85%.", "--target"));
  measure::Target target{.value = *value, .from = {}, .to = {}, .to_value = to_value};
  if (to_value && (at == std::string_view::npos || dots == at + 1 || dots + 2 == text.size()))
    return base::fail(bad_option("target-unreadable", "A way needs two dates",
                                 "\"" + base::shorten(text, 60) + "\": say when it starts and when it arrives, as 60..95@2024-04-01..2025-03-31.", "--target"));
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
  if (target.from && target.to && (*target.to < *target.from || (to_value && *target.to == *target.from)))
    return base::fail(bad_option("target-unreadable", "A target ends before it begins", "\"" + base::shorten(text, 60) + "\": write the earlier date first.", "--target"));
  return target;
}

measure::Direction direction_of(const std::string& better) {
  if (better == "up") return measure::Direction::up;
  return better == "down" ? measure::Direction::down : measure::Direction::neither;
}

base::Done ghost(std::vector<measure::Point>& points, base::Date date) {
  bool matched = false;
  for (measure::Point& point : points) {
    if (point.date != date) continue;
    point.ghosted = matched = true;
  }
  if (matched) return {};
  return base::fail(bad_option("ghost-unmatched", "No point has the date that should be ghosted",
                               base::in_words(date) + " is not the date of a point.", "--ghost"));
}

std::string chart_type_names() {
  std::string text;
  for (const measure::ChartType type : measure::every_chart_type) text += (text.empty() ? "" : ", ") + std::string(measure::name_of(type));
  return text;
}

}  // namespace

base::Result<measure::ChartType> chart_type_of(const ChartOptions& options) {
  if (const auto type = measure::chart_type_named(base::lower(options.chart))) return *type;
  return base::fail(bad_option("chart-unknown", "There is no such chart",
                               "\"" + base::shorten(options.chart, 40) + "\" is not known. Use one of " + chart_type_names() + ".", "--chart"));
}

base::Result<measure::Profile> profile_of(const ChartOptions& options, measure::ChartType type) {
  const std::string name = !options.profile.empty() ? options.profile : type == measure::ChartType::run ? "anhoej" : "mdc-2022";
  auto profile = measure::profile_named(name);
  if (!profile) {
    return base::fail(bad_option("profile-unknown", "There is no such profile",
                                 "\"" + base::shorten(name, 40) + "\" is not known. Use one of " + measure::profile_names() + ".", "--profile"));
  }
  if (options.screen) profile->screen = *options.screen;
  if (options.shift) profile->shift_points = *options.shift;
  if (options.trend) profile->trend_points = *options.trend;
  if (options.fix_after) profile->fix_after_points = *options.fix_after;
  if (options.conflict == "improvement") profile->conflict = measure::ConflictRule::improvement;
  if (options.conflict == "concern") profile->conflict = measure::ConflictRule::concern;
  if (options.duplicates == "keep") profile->duplicate_dates = measure::DuplicateDates::keep;
  return *profile;
}

base::Done check_columns(const ChartColumns& columns, measure::ChartType type) {
  using measure::ChartType;
  const std::string name(measure::name_of(type));
  const bool subgroups = type == ChartType::xbar || type == ChartType::s;
  const auto missing = [&](const char* what, const char* option) {
    return base::fail(bad_option("columns-missing", "The chart needs another column", "A chart of type " + name + " takes " + what + ".", option));
  };
  if (subgroups && columns.size.empty()) return missing("the size of each subgroup: name its column with --size", "--size");
  if (type == ChartType::xbar && columns.spread.empty()) return missing("the standard deviation within each subgroup: name its column with --sd", "--sd");
  const bool of_counts = measure::needs_sizes(type) && !subgroups;
  if (of_counts && columns.numerator.empty() && !columns.value.empty()) return missing("counts and what they are out of: name their columns with --numerator and --denominator", "--numerator");
  const bool bare = type == ChartType::c || type == ChartType::t || type == ChartType::g || subgroups;
  if (bare && !columns.numerator.empty()) {
    return base::fail(bad_option("columns-unused", "The chart takes no denominators",
                                 "A chart of type " + name + " takes values: name their column with --value" +
                                     (type == ChartType::c ? ", or draw a u chart." : "."),
                                 "--numerator"));
  }
  if (!subgroups && (!columns.size.empty() || !columns.spread.empty())) {
    return base::fail(bad_option("columns-unused", "The chart takes no subgroups",
                                 "--size and --sd are for xbar and s charts, and this is of type " + name + ".", columns.size.empty() ? "--sd" : "--size"));
  }
  return {};
}

base::Result<ChartSetting> ChartSetting::read(const ChartOptions& options, std::vector<measure::Point>& points) {
  ChartSetting setting;
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

measure::Series ChartSetting::over(const std::vector<measure::Point>& points, const ChartRows& rows, const ChartOptions& options,
                                   measure::ChartType type) const {
  measure::Series series{.points = points,
                         .better = direction_of(options.better),
                         .targets = targets_,
                         .baseline_end = baseline_end_,
                         .phase_starts = phase_starts_};
  if (measure::needs_sizes(type)) series.sizes = rows.sizes;
  if (type == measure::ChartType::xbar) series.spreads = rows.spreads;
  return series;
}

// A date, or the number of values that count.
base::Done ChartSetting::read_baseline(const std::string& text, const std::vector<measure::Point>& points) {
  if (text.empty()) return {};
  const bool number = text.size() < 8 && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
  if (!number) {
    const auto date = read_option_date(text, "--baseline");
    if (!date) return base::fail(date.error());
    const auto last = std::ranges::find_if(points.rbegin(), points.rend(), [](const measure::Point& point) { return point.counts(); });
    if (last != points.rend() && *date > last->date)
      return base::fail(bad_option("baseline-after-last-point", "The baseline ends after the last value",
                                   base::in_words(*date) + " is after " + base::in_words(last->date) + ", the last date with a value that counts. Use an earlier date, or "
                                   "leave the baseline out: then all values make the limits.", "--baseline"));
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

}  // namespace tributary::cli
