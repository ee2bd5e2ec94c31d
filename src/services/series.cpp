#include "services/series.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"

namespace tributary::services {

using domain::Observation;

namespace {

domain::Direction word_of(exchange::Direction direction) {
  switch (direction) {
    case exchange::Direction::higher: return domain::Direction::up;
    case exchange::Direction::lower: return domain::Direction::down;
    case exchange::Direction::neither: return domain::Direction::neither;
  }
  return domain::Direction::neither;
}

domain::ChartKind word_of(measure::ChartType chart) {
  switch (chart) {
    case measure::ChartType::run: return domain::ChartKind::run;
    case measure::ChartType::p: return domain::ChartKind::p;
    case measure::ChartType::np: return domain::ChartKind::np;
    case measure::ChartType::p_prime: return domain::ChartKind::p_prime;
    case measure::ChartType::i_prime: return domain::ChartKind::i_prime;
    case measure::ChartType::c: return domain::ChartKind::c;
    case measure::ChartType::t: return domain::ChartKind::t;
    case measure::ChartType::g: return domain::ChartKind::g;
    default: return domain::ChartKind::xmr;  // a recipe takes no others
  }
}

std::string words_of(const exchange::Amount& amount) {
  return amount.minus.empty() ? amount.column : amount.column + " less " + amount.minus;
}

// Per cent of a whole lie between 0 and 100; others (occupancy, growth) are numbers that happen to be written so.
bool is_share(const exchange::MeasureRead& series) {
  return std::ranges::all_of(series.observations, [](const exchange::Observation& each) {
    return !each.value || (*each.value >= 0 && *each.value <= 100);
  });
}

constexpr std::string_view before_denominator = ". Denominator: ";

bool in_per_cent(const domain::Measure& measure) {
  if (measure.quantity == domain::Quantity::proportion) return measure.scale == 100;
  const std::string unit = base::lower(measure.unit);
  return unit.find('%') != unit.npos || unit.find("per cent") != unit.npos || unit.find("percent") != unit.npos;
}

void refuse(exchange::Preview& preview, const exchange::Observation& observation, const base::Problem& problem) {
  exchange::RowAccount& row = preview.rows.at(observation.place.row);
  const bool was_ignored = row.fate == exchange::RowFate::ignored;
  if (row.fate == exchange::RowFate::understood) --preview.totals.understood;
  if (row.fate == exchange::RowFate::partly) --preview.totals.partly;
  if (row.observations > 0) --row.observations;
  if (!was_ignored) {
    row.fate = row.observations == 0 ? exchange::RowFate::refused : exchange::RowFate::partly;
    ++(row.observations == 0 ? preview.totals.refused : preview.totals.partly);
    row.code = problem.code;
    row.why = problem.title + ". " + problem.detail;
  }
  ++preview.totals.refused_cells;
  --preview.totals.observations;
  if (observation.gap != exchange::Gap::none) --preview.totals.gaps;
  const exchange::Remark remark{.place = observation.place, .refusal = true, .code = problem.code, .says = problem.detail};
  if (preview.remarks.size() < exchange::most_remarks) preview.remarks.push_back(remark);
  else ++preview.more_remarks;
}

}  // namespace

domain::Interval interval_of(exchange::Span span) {
  switch (span) {
    case exchange::Span::day: return domain::Interval::day;
    case exchange::Span::week: return domain::Interval::week;
    case exchange::Span::month: return domain::Interval::month;
    case exchange::Span::quarter: return domain::Interval::quarter;
    case exchange::Span::year: return domain::Interval::year;
  }
  return domain::Interval::irregular;
}

domain::Measure measure_of(const exchange::Recipe& recipe, const exchange::Preview& preview, const exchange::MeasureRead& series) {
  const exchange::MeasureRule& rule = recipe.measures.at(series.rule);
  domain::Measure out{.name = series.name, .unit = rule.unit, .direction = word_of(rule.direction),
                      .interval = interval_of(preview.span), .series_key = series.name, .source = recipe.about};
  if (rule.kind == exchange::ValueKind::ratio) {
    out.quantity = domain::Quantity::proportion;
    out.scale = 100;
    out.definition = "Numerator: " + words_of(rule.numerator) + std::string(before_denominator) + rule.denominator + ".";
  }
  if (rule.kind == exchange::ValueKind::percent && is_share(series)) {
    out.quantity = domain::Quantity::proportion;
    out.scale = 100;
  }
  const bool in_hundred = rule.kind == exchange::ValueKind::ratio || rule.kind == exchange::ValueKind::percent;
  if (in_hundred && out.unit.empty()) out.unit = "%";
  if (rule.chart) out.chart = word_of(*rule.chart);
  if (out.chart == domain::ChartKind::run) out.profile = "anhoej";
  return out;
}

std::string denominator_named(const domain::Measure& measure) {
  const auto at = measure.definition.find(before_denominator);
  if (at == std::string::npos || !measure.definition.ends_with('.')) return {};
  const std::string_view rest = std::string_view(measure.definition).substr(at + before_denominator.size());
  return std::string(rest.substr(0, rest.size() - 1));
}

base::Done check_same_scale(const domain::Measure& measure, const std::vector<Observation>& now, const exchange::Recipe& recipe,
                            const exchange::MeasureRead& series) {
  const exchange::ValueKind kind = recipe.measures.at(series.rule).kind;
  const std::string field = "/recipe/measures/" + std::to_string(series.rule) + "/kind";
  const std::string name = "\"" + base::shorten(measure.name, 80) + "\"";
  if (kind == exchange::ValueKind::percent && !in_per_cent(measure) && measure.quantity == domain::Quantity::number)
    return base::fail({.code = "percent-not-expected", .title = "Percentages stand where plain numbers are expected",
                       .detail = name + " is a plain number" + (measure.unit.empty() ? "" : " (" + measure.unit + ")") +
                                 ". Take the percent signs off, or let \"%\" be its unit in the measure's settings.",
                       .field = field});
  const bool plain = kind == exchange::ValueKind::number || kind == exchange::ValueKind::count;
  if (!plain || !in_per_cent(measure)) return {};
  double largest = 0;
  bool broken = false;
  for (const exchange::Observation& each : series.observations) {
    largest = std::max(largest, std::fabs(each.value.value_or(0)));
    broken = broken || (each.value && *each.value != std::floor(*each.value));
  }
  std::vector<double> kept;
  for (const Observation& each : now)
    if (each.value) kept.push_back(std::fabs(*each.value));
  const auto middle = kept.begin() + static_cast<std::ptrdiff_t>(kept.size() / 2);
  if (!kept.empty()) std::ranges::nth_element(kept, middle);
  const bool far_above = kept.empty() ? broken : *middle > 10 * largest;
  if (largest == 0 || largest > 1 || !far_above) return {};
  return base::fail({.code = "percent-or-fraction", .title = "The numbers are per cent, or fractions of one?",
                     .detail = name + " is in per cent" + (kept.empty() ? "" : ", such as " + base::to_text(*middle)) +
                               ", and these are at most " + base::to_text(largest) +
                               ". Write the percent sign in the cells, or say in how they are read whether they are per cent or fractions.",
                     .field = field});
}

std::vector<Observation> complete_series(const domain::Measure& measure, exchange::Preview& preview, std::size_t series,
                                         base::Date today) {
  std::vector<Observation> out;
  std::vector<exchange::Observation>& read = preview.measures[series].observations;
  out.reserve(read.size());
  std::erase_if(read, [&](const exchange::Observation& each) {
    auto complete = domain::complete_observation(
        measure,
        {.on = each.date, .value = each.value, .numerator = each.numerator, .denominator = each.denominator,
         .note = each.gap == exchange::Gap::none ? std::string{} : std::string(exchange::in_words(each.gap))},
        today, {});
    if (complete) out.push_back(*std::move(complete));
    else refuse(preview, each, complete.error());
    return !complete;
  });
  return out;
}

bool same_said(const Observation& a, const Observation& b) {
  return a.value == b.value && a.numerator == b.numerator && a.denominator == b.denominator;
}

}  // namespace tributary::services
