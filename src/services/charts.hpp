// Charts: everything that a page shows of a measure, in one reading.
//
// Idea      what is stored (observations, ghosted points, phases with reason and cause) is drawn by engines/measure at each
//           reading, so a chart never lags its data; nothing recalculates limits but a person's phase
// Promises  a chart is drawn whatever has become of its data: a phase whose first point has been withdrawn begins at the
//           next point, a baseline that ends before the first point is left out, and the chart says so
// See       engines/measure/draw_chart.hpp for the method; drawn_series.hpp; measures.hpp for who may
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engines/measure/cautions.hpp"
#include "engines/measure/chart.hpp"
#include "engines/measure/recalculation.hpp"
#include "services/measures.hpp"
#include "services/season.hpp"

namespace tributary::services {

// What the engine says of a measure's observations.
struct Drawing {
  measure::Chart chart;          // its readings are the observations', in their order; its limits are in the measure's unit
  std::string sentence;
  measure::Appraisal appraisal;  // with our own cautions, as drawn_series.hpp has them
  std::optional<measure::SustainedShift> shift;  // that goes on at the last point, its mean in the measure's unit
  std::vector<std::optional<std::size_t>> phase_points;  // for each kept phase, the point at which it begins; none: unused
  std::vector<std::size_t> left_out;  // observations with a value that a chart of this kind can't take
  std::optional<double> target;       // on the date of the last point that counts, by which assurance is judged; of the last one where none counts
  std::vector<measure::Target> target_line;  // what is drawn of targets, in the measure's unit
};

// Pure: the same for what is stored and for what has only been pasted. Observations, ghosts and phases by date. `asks`: the sentence
// says what the chart asks of a team.
[[nodiscard]] base::Result<Drawing> draw(const domain::Measure& measure, const std::vector<domain::Observation>& observations,
                                         const std::vector<domain::Ghost>& ghosts, const std::vector<domain::Phase>& phases, bool asks = true);

// The chart alone, without the words: for what reads thousands.
[[nodiscard]] base::Result<measure::Chart> lines_of(const domain::Measure& measure, const std::vector<domain::Observation>& observations,
                                                    const std::vector<domain::Ghost>& ghosts, const std::vector<domain::Phase>& phases);

// Whether its icons are for showing: there are limits to rest on, or it is a run chart, which has none by nature.
[[nodiscard]] bool says_something(const measure::Chart& chart);

// A test of change of the measure's project, once it has started.
struct ChartTest {
  domain::TestId id;
  std::string name;
  base::Date started{};
  std::optional<base::Date> ended;
};

struct PredictedRow {
  std::optional<base::Date> from;  // of a mean: its period's first day
  base::Date on{};
  base::Date shown_on{};           // its place on the chart
  double median = 0, low50 = 0, high50 = 0, low90 = 0, high90 = 0;
};

// A prediction as this reader may see it: an open one is for the team and its mentor alone.
struct ChartPrediction {
  domain::PredictionId id;
  domain::TestId test;
  std::string test_name;
  std::string_view statistic;
  bool after_data = false;
  bool locked = false;
  std::string_view verdict;  // empty: too early
  int hits50 = 0, hits90 = 0;  // of its rows, by the answer
  base::Date due_on{};
  std::vector<PredictedRow> rows;
};

struct ChartView {
  MeasureView measure;
  std::vector<domain::Observation> observations;
  std::vector<domain::Ghost> ghosts;
  std::vector<domain::Phase> phases;
  Drawing drawing;
  std::vector<ChartTest> tests;              // by date
  std::vector<ChartPrediction> predictions;  // none on a chart as it was known
  std::optional<base::Date> known_on;        // drawn as it was known at the end of that day; none: as it is
  SeasonOffer season;
  std::optional<WithoutSeason> without_season;  // where it was asked for: the drawing and the observations are without it
  std::vector<std::optional<double>> observed;  // then: what the observations were
};

// With a day that has passed: what was dated and known by its end, revised and left out since or not. Fails with "not-found",
// "published-since" (what it said before it was published stays with the team). With a method, its season is taken out: fails then as
// without_season does.
[[nodiscard]] base::Result<ChartView> chart_of(const Context& context, const Actor& actor, domain::MeasureId id,
                                               std::optional<base::Date> known_on = std::nullopt,
                                               std::optional<measure::SeasonalMethod> season = std::nullopt);

// The last instant of a day in London.
[[nodiscard]] base::Instant end_of_day(base::Date day);

// Limits anew from a date, which is that of a point; a person's decision with a reason and a cause: an event in words, or a test
// of change of the same project. Fails with "phase-start-unmatched", "phase-exists", "baseline-after-phase-start", "text-missing",
// "cause-missing", "reference-unknown".
[[nodiscard]] base::Result<domain::Phase> add_phase(const Context& context, const Actor& actor, domain::Phase phase);
// Takes it away, or puts it back.
[[nodiscard]] base::Done remove_phase(const Context& context, const Actor& actor, domain::PhaseId id, bool removed);

// Leaves a point out of limits and rules, with the reason. Fails with "observation-unknown", "ghost-exists", "text-missing".
[[nodiscard]] base::Result<domain::Ghost> add_ghost(const Context& context, const Actor& actor, domain::Ghost ghost);
[[nodiscard]] base::Done remove_ghost(const Context& context, const Actor& actor, domain::GhostId id, bool removed);

}  // namespace tributary::services
