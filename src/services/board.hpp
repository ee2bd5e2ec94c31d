// The board of a place: every measure that it shows, with its chart, what that says and what it asks, for those who answer for it.
//
// Idea      the place's own measures and those that its projects have published, in one reading, each drawn as its own page draws it.
//           What the matrix of variation × assurance and "what, so what, what next" need is the chart's: icons, sentence, cautions
// Promises  no project's measure that isn't published, whoever asks, and no note on a value: a board is sent on. An unpublished one
//           of the place's own is there for those who may read it, and says that it is
// Cost      drawing is the small part: 200 charts of 100 points take some milliseconds, less than reading their values (bench/measure),
//           so that nothing is kept but the signals that pictures of thousands need (signals.hpp)
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/place.hpp"
#include "services/charts.hpp"

namespace tributary::services {

inline constexpr int most_on_a_board = 500;

struct BoardMeasure {
  MeasureView measure;
  std::string home;  // the project's name, or the place's; empty for who may not read projects
  std::vector<domain::Observation> observations;  // by date, without notes
  std::vector<std::size_t> suppressed;            // those of a board for publication whose figure isn't told
  std::vector<domain::Ghost> ghosts;
  std::vector<domain::Phase> phases;
  std::optional<Drawing> drawing;    // none where its values can't be drawn; `next_step` says why
  measure::VariationIcon variation = measure::VariationIcon::none;  // as the chart shows them: none where it shows no limits
  measure::AssuranceIcon assurance = measure::AssuranceIcon::none;
  std::string next_step;

  // The last one with a value, left out of the limits or not.
  [[nodiscard]] const domain::Observation* last() const;
};

struct Board {
  domain::Place place;
  base::Date today{};  // when it was asked for
  std::vector<BoardMeasure> measures;  // what asks most of its reader first: missed targets before met ones, concern before improvement
  int total = 0;                       // more than these where the place has more than a board holds

  // The newest date that it has a value or a gap of; 1 January 2000 where it has none. What is sent on says that it was made then.
  [[nodiscard]] base::Date up_to() const;
};

// How soon its reader should see it: the lower the sooner. By what it says of its target first, then by how it varies.
[[nodiscard]] int urgency(measure::AssuranceIcon icon);
[[nodiscard]] int urgency(measure::VariationIcon icon);

enum class Figures {
  exact,     // for who is signed in
  released,  // for papers that are published: measures and figures as the public is given them, and a note where one is suppressed
};

// Fails with "not-found".
[[nodiscard]] base::Result<Board> board_of(const Context& context, const Actor& actor, domain::PlaceId id, Figures figures = Figures::exact);

}  // namespace tributary::services
