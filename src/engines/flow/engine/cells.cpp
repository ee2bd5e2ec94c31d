#include "engines/flow/engine/cells.hpp"

#include <algorithm>
#include <cmath>

namespace tributary::flow {

Cells::Cells(const Watch& watch, double from, double stop) : watch_(watch), from_(from), stop_(stop) {
  ends_.push_back(watch.period > 0 ? from + watch.period : HUGE_VAL);
  watched_.periods.emplace_back();
}

// The cell of this time, which isn't before the earliest.
std::size_t Cells::at(double time) {
  std::size_t out = earliest_;
  while (time >= ends_[out]) {
    if (++out < ends_.size()) continue;
    ends_.push_back(ends_.back() + watch_.period);  // added up as the event engine adds, so that the bounds are the same
    watched_.periods.emplace_back();
  }
  return out;
}

void Cells::tell(double came, double began, double left) {
  switch (watch_.moment) {
    case Moment::came:
      earliest_ = at(came);
      value(came, began > came ? 1 : 0);
      break;
    case Moment::began:
      earliest_ = at(began);
      value(began, began - came);
      break;
    case Moment::departed:
    case Moment::worked:
      earliest_ = at(began);
      value(left, left - began);
      break;
    case Moment::left:
      earliest_ = at(began);
      value(left, left - came);
      break;
    case Moment::occupied:
      earliest_ = at(began);
      level(began, left);
      break;
    case Moment::queueing:
      earliest_ = at(came);
      level(came, began);
      break;
    default: break;  // what never happens in a plain queue
  }
}

void Cells::value(double time, double value) {
  if (time < from_ || time >= stop_) return;
  Cell& cell = watched_.periods[at(time)];
  switch (watch_.take) {
    case Watch::Take::total: cell.sum += watch_.threshold == 1 ? 1 : value; break;
    case Watch::Take::over: cell.sum += value > watch_.threshold ? 1 : 0, cell.count += 1; break;
    case Watch::Take::at_most: cell.sum += value <= watch_.threshold ? 1 : 0, cell.count += 1; break;
    case Watch::Take::positive:
      if (value <= 0) break;
      [[fallthrough]];
    default:
      cell.sum += value, cell.count += 1;
      if (watch_.percentile) watched_.sketch.add(value);
  }
}

void Cells::level(double since, double until) {
  since = std::max(since, from_), until = std::min(until, stop_);
  if (!(since < until)) return;
  for (std::size_t cell = at(since);; ++cell) {
    const double end = std::min(until, ends_[cell]);
    watched_.periods[cell].sum += end - since;
    if (until <= end) return;
    since = end;
    static_cast<void>(at(since));
  }
}

Watched Cells::close(int beds, double to) {
  static_cast<void>(at(std::max(from_, to)));
  std::vector<Cell>& periods = watched_.periods;
  bool whole = false;
  double begin = from_;
  std::size_t closed = 0;
  for (; closed < periods.size() && begin < to; ++closed) {
    const double end = std::min(ends_[closed], to);
    Cell& cell = periods[closed];
    if (watch_.take == Watch::Take::capacity_time) cell.sum = beds * (end - begin);
    if (watch_.take == Watch::Take::level_share) cell.count = beds * (end - begin);
    else if (is_level(watch_.take)) cell.count = end - begin;
    watched_.whole.sum += cell.sum, watched_.whole.count += cell.count;
    whole = ends_[closed] <= to || whole_period(watch_, begin, to);
    begin = end;
  }
  periods.resize(watch_.period > 0 ? closed - (closed > 0 && !whole ? 1 : 0) : 0);
  return std::move(watched_);
}

}  // namespace tributary::flow
