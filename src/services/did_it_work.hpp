// Did it work? A measure's own series, interrupted on the day of a change: what came, beside what the line before would have come to.
//
// Idea      a chart says that something changed; this says by how much, beside what was on its way anyway, and how surely
// Method    interrupted time series (engines/evidence/interrupted_series.hpp): a step and a further slope from the period of that day on,
//           Newey–West errors; beside it the same by Prais–Winsten. A period that the day lies within, and doesn't begin, is half before
//           and half after: its value stands aside; the first point of limits drawn anew is after. With a season, two waves a year are
//           allowed for; of a measure of days, two a week; where it isn't said, with two whole cycles or more that are enough for it.
//           Days are working days where no value is of a Saturday or Sunday
// Given     a measure that has one value a day, week, month, quarter or year; values that a team left out of its chart stand aside, and
//           are counted. A share is taken as a value
// Promises  whoever reads the chart reads this; nothing is stored; the same values and day: the same answer, with their hash. The first
//           sentence claims nothing where the two methods differ, or a season seen once can't be told from the change; what else is
//           known to have begun among the values is named
// See       docs/guide/how-to/did-it-work.md
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engines/evidence/interrupted_series.hpp"
#include "services/measures.hpp"

namespace tributary::services {

struct LinePoint {
  base::Date on{};
  std::optional<double> value;   // none: a gap
  std::string_view aside;        // "left-out" by the team, "mixed" half before and half after; empty: it counts
  std::optional<double> fitted, without;  // the lines; none where it stands aside
};

struct AskedOfChange {
  base::Date from{};
  std::optional<bool> season = {};  // whether seasons are allowed for; none: where values suffice
  bool slope = true;                // whether it may have changed the slope too; else a step alone
};

struct DidItWork {
  domain::Measure measure;
  AskedOfChange asked;
  bool season = false;                       // whether they were
  std::vector<LinePoint> points;             // by date
  evidence::InterruptedSeries found;
  std::optional<evidence::Estimate> by_prais_winsten;  // of what it makes at the end
  std::string inputs_hash, version;
};

// Fails with "not-found", "interval-irregular", "two-in-a-period", "season-unknown" (of a measure of years), and as the engine does:
// "too-few-values", "interruption-outside", "effect-not-identified".
[[nodiscard]] base::Result<DidItWork> did_it_work(const Context& context, const Actor& actor, domain::MeasureId id, const AskedOfChange& asked);

// A change that can be asked about, or why it can't be yet: a test of change that began, or limits drawn anew.
struct AskableChange {
  base::Date from{};
  std::string name;
  bool redrawn = false;  // limits drawn anew, with this reason
  std::string why_not;   // empty: it can be asked
};

// By date; the method itself says what it takes, once for all changes of which its answer must be the same. Fails with "not-found".
[[nodiscard]] base::Result<std::vector<AskableChange>> changes_to_ask(const Context& context, const Actor& actor, domain::MeasureId id);

}  // namespace tributary::services
