// An event log of one replication, in the columns that process-mining tools read.
//
// Format    CSV: case_id, activity, lifecycle, timestamp, resource, class, area. `activity` is a service's title, `lifecycle` says
//           schedule (somebody wants it), start (they are in it) or complete (their stay there is over), as XES has them
//           (IEEE 1849); what happens at a moment (turned away, kept waiting in the bed, left …) is an activity of its own,
//           complete at once. `resource` is the service's site, or its name
// Times     local, without a zone, to the millisecond; time 0 is the model's begins_on, and without one Monday 1 January 2001
// Promises  in the order in which things happened; memory doesn't grow with the log
#pragma once

#include <functional>
#include <string>

#include "base/date.hpp"
#include "engines/flow/engine/simulation.hpp"

namespace tributary::exchange::flow {

class EventLog {
 public:
  using Out = std::function<void(const std::string&)>;

  // `model` must outlive it. What is ready is given to `out`, the first row, of names, at once.
  EventLog(const tributary::flow::Model& model, Out out);
  void add(const tributary::flow::Happening& happening);
  void finish();

 private:
  [[nodiscard]] std::string timestamp(double time) const;

  const tributary::flow::Model& model_;
  Out out_;
  base::Date first_day_;
  double milliseconds_;  // in the model's time unit
  std::string ready_;
};

}  // namespace tributary::exchange::flow
