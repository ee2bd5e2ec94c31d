// Film: the first people of one replication, move by move, for a picture that shows the flow.
//
// Idea      a trace says everything that happens; a picture needs where each person is. So what happens is brought down to four steps:
//           waits for a service, is in it, is kept in it waiting for the next, has left
// Given     a checked model, whose warm-up is known
// Promises  the same seed, the same film. It begins at the end of the warm-up, with who is there, and ends with the run, or earlier where
//           so many steps have been taken that nobody would watch them
// Limits    one replication: it shows how people move, and is no estimate of anything
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "base/result.hpp"
#include "engines/flow/model.hpp"

namespace tributary::flow {

struct FilmStep {
  enum class What : std::uint8_t { waits, is_served, is_kept, leaves } what = What::waits;
  double time = 0;
  std::uint32_t person = 0;  // in the order in which they are first seen
  std::uint32_t at = 0;      // the service, or the exit of who leaves
};

// So many moves along one way: from a service or from outside (none), to a service or an exit.
struct FilmWay {
  std::optional<std::uint32_t> from;
  std::uint32_t to = 0;
  bool leaves = false;
  std::uint32_t people = 0;
};

struct Film {
  double from = 0, to = 0;
  bool cut = false;              // before the end of the run
  bool too_many = false;         // are there at once to be drawn: no steps
  std::size_t people = 0;
  std::vector<FilmStep> there;       // at the beginning
  std::vector<FilmStep> steps;
  std::vector<FilmWay> ways;         // of these steps
};

// Fails where a model with numbers that aren't known exactly can't be drawn. The replication is the first.
[[nodiscard]] base::Result<Film> film_of(const Model& model);

}  // namespace tributary::flow
