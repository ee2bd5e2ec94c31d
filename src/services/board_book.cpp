#include "services/board_book.hpp"

#include <algorithm>
#include <cmath>

#include "engines/measure/sentence.hpp"

namespace tributary::services {

namespace {

std::string signals_of(const measure::Reading& reading) {
  std::string out;
  for (const measure::Rule rule : measure::every_rule)
    if (reading.signals.has(rule)) out += (out.empty() ? std::string(measure::plain_name(reading.meaning)) + ": " : "; ") + std::string(measure::plain_name(rule));
  return out;
}

// As the page says it.
std::string in_hundred(double share) {
  const int tenths = static_cast<int>(std::lround(share * 1'000));
  const std::string figure = tenths < 10 ? "0." + std::to_string(tenths) : std::to_string((tenths + 5) / 10);
  return "By chance alone, about " + figure + " of 100 charts of this length would show some signal when nothing had changed.";
}

void add_rows(const BoardMeasure& from, exchange::BoardSheet& to) {
  const measure::Chart& chart = from.drawing->chart;
  for (std::size_t i = 0; i < from.observations.size(); ++i) {
    exchange::BoardRow row{.on = from.observations[i].on, .value = from.observations[i].value, .lower = {}, .centre = {}, .upper = {}, .target = domain::target_on(from.measure.measure.targets, from.observations[i].on), .signals = {}};
    const measure::Limits& limits = chart.limits_at(i);
    const bool shown = chart.show_limits(i);
    if (limits.known != measure::Known::nothing) row.centre = limits.centre;
    if (limits.known == measure::Known::limits && shown) {
      row.lower = limits.lower;
      row.upper = limits.upper;
    }
    const auto ghost = std::ranges::find(from.ghosts, row.on, &domain::Ghost::on);
    if (ghost != from.ghosts.end()) {
      row.signals = "left out of the limits: " + ghost->reason;
    } else if (!from.observations[i].note.empty()) {  // of a board for publication: that it is suppressed
      row.signals = from.observations[i].note;
    } else if (shown) {  // while too few points make limits, no rule is stated
      row.meaning = chart.readings[i].meaning;
      row.signals = signals_of(chart.readings[i]);
    }
    to.rows.push_back(std::move(row));
  }
}

exchange::BoardSheet sheet_of(const BoardMeasure& from, base::Date today) {
  const domain::Measure& measure = from.measure.measure;
  exchange::BoardSheet out{.name = measure.name, .home = from.home, .unit = measure.unit, .definition = measure.definition,
                           .published = measure.published.has_value(), .illustrative = measure.illustrative(),
                           .variation = from.variation, .assurance = from.assurance, .last_on = {}, .last_value = {},
                           .target = domain::target_on(measure.targets, today), .so_what = {}, .next_step = from.next_step, .rows = {}};
  if (const domain::Observation* last = from.last()) {
    out.last_on = last->on;
    out.last_value = last->value;
  }
  if (!from.drawing) return out;
  if (out.last_on) out.target = from.drawing->target;
  out.so_what.push_back(from.drawing->sentence);
  for (const measure::Caution& each : from.drawing->appraisal.cautions) out.so_what.push_back(each.text);
  if (from.drawing->appraisal.false_alarm && from.drawing->chart.show_limits()) out.so_what.push_back(in_hundred(*from.drawing->appraisal.false_alarm));
  add_rows(from, out);
  return out;
}

}  // namespace

exchange::BoardBook book_of(const Board& board) {
  exchange::BoardBook out{.place = board.place.name, .measures = {}, .total = board.total};
  for (const BoardMeasure& each : board.measures) out.measures.push_back(sheet_of(each, board.today));
  return out;
}

}  // namespace tributary::services
