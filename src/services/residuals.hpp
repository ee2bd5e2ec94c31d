// Actual minus predicted: a measure's values less what a run of a flow model says of their dates, on a chart of their own.
//
// Idea      levels that carry over (beds in use, lists) are like their neighbours, and their own chart signals by chance alone. What the
//           model leaves unexplained is less so: a signal there is one that the model doesn't know of
// Method    of each date within the run the median over replications; actual − median on an XmR chart, limits from the residuals
// Promises  says from which run: with model, version, scenario, seed and hash anyone repeats it. Dates outside the run are left out, and
//           counted. Nothing is stored
// Limits    the centre is how far the model is off in general, and 0 only of one that fits; limits are as wide as model and chance together
//           err. A model that was fitted to these very values makes them too narrow
// See       flow_runs.hpp for what a run says of a date
#pragma once

#include <optional>
#include <vector>

#include "domain/flow_model.hpp"
#include "domain/prediction.hpp"
#include "services/charts.hpp"

namespace tributary::services {

struct Residuals {
  MeasureView measure;
  domain::Measure drawn;                          // the measure of the residuals
  std::vector<domain::Observation> observations;  // actual minus predicted, by date
  std::vector<std::optional<double>> actual;      // beside each
  std::vector<double> predicted;                  // likewise
  std::vector<domain::Ghost> ghosts;
  Drawing drawing;
  domain::PredictionRun run;                      // without what it said: that is `predicted`
  int outside = 0;                                // dates that the run doesn't tell of
};

// From a date on, which is that of the run's first period where the model has no dates of its own; without one, of the first value. Fails
// with "not-found", "period-differs", "nothing-within-the-run", or as rows_of_run.
[[nodiscard]] base::Result<Residuals> residuals_of(const Context& context, const Actor& actor, domain::MeasureId id, const domain::RunNumber& number,
                                                   std::optional<base::Date> from);

}  // namespace tributary::services
