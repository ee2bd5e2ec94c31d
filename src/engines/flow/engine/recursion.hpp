// Recursion: one replication of a plain first-come queue, person by person instead of event by event.
//
// Idea      where people are served in the order in which they come and nothing else happens, who comes next begins when they come
//           or when the first server is free, whichever is later; so each person's times follow from those before them, and no
//           event needs to be put in order
// Method    Lindley's recursion for one server, Kiefer and Wolfowitz's for several (servers.hpp), on the times themselves and not on
//           the waits between them, so that every time is the sum that the event engine makes
// Promises  of the same seed and replication the numbers of Simulation, with the same draws: counts to the last one, times and means
//           but for the order in which they are added up. Memory grows with the servers, not with the length of a run
// Fails     where somebody comes at the very moment at which somebody else comes or the last server falls free: which of them was
//           first is then a matter of events
#pragma once

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "engines/flow/engine/calendar.hpp"
#include "engines/flow/engine/cells.hpp"
#include "engines/flow/engine/simulation.hpp"
#include "engines/flow/engine/tables.hpp"

namespace tributary::flow {

// What of a model the recursion has no answer to, in words that follow "here"; empty where it has to all of it.
[[nodiscard]] std::string beyond_recursion(const Tables& tables);

class Recursion {
 public:
  // Of tables that are not beyond_recursion, and that outlive it.
  explicit Recursion(const Tables& tables);

  // None where it fails. What it points to holds until the next run.
  [[nodiscard]] const Tally* run(std::uint64_t seed, std::uint64_t replication, const Horizon& horizon);

 private:
  struct Feed {  // a source's next person
    const Source* source = nullptr;
    const SourceRow* row = nullptr;
    const Sampler* gap = nullptr;  // of a renewal
    const Sampler* stay = nullptr;
    random::Bits source_key = 0, key = 0;
    std::uint64_t number = 0;
    double comes = HUGE_VAL;       // infinity when nobody more will come
  };
  // What happened in a part of the run: before counting, in each twelfth, after the last.
  struct Part {
    double end = HUGE_VAL;
    std::uint64_t arrivals = 0, delayed = 0, starts = 0, waited = 0, departures = 0;
    double wait = 0, stay = 0, time_in_system = 0;          // sums over those who began, and left, in it
    double occupied = 0, queue = 0, present = 0;            // time · people
  };
  // Those who came, began and left within one part: most people, and all that is to be added for them.
  struct Within {
    std::uint64_t people = 0, waited = 0;
    double wait = 0, stay = 0;
  };

  void lay_out(const Horizon& horizon);
  void begin(std::uint64_t seed, std::uint64_t replication, const Horizon& horizon);
  class SteadySource;
  class AnySources;
  void schedule(Feed& feed, double last) const;
  template <class Servers>
  [[nodiscard]] bool serve_any(const Servers& servers);
  template <class Servers, class Coming>
  [[nodiscard]] bool serve(Servers servers, Coming coming);
  static void add(Part& part, Within within);
  [[gnu::cold]] void tell_cells(double came, double began, double left);
  [[gnu::cold]] void add_across(std::size_t part, double came, double began, double left);
  [[nodiscard]] bool finish();
  void count(double to);

  const Tables& tables_;
  const Model& model_;
  Calendar calendar_;
  int beds_;
  Horizon horizon_;
  double end_ = 0, last_ = 0;   // of arrivals; when the last of them left
  std::vector<Feed> feeds_;
  std::vector<Part> parts_;
  std::vector<Cells> cells_;    // by watch
  Tally tally_;
};

}  // namespace tributary::flow
