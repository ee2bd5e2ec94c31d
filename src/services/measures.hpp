// Measures: making, changing, publishing and moving them, and typing what they were.
//
// Idea      anybody begins in a sandbox of their own; a project's measure is its team's until its lead publishes it; a
//           place's is prepared by those who speak for it, and published by them
// Promises  every write, of settings too, locks the predictions that it answers and settles their answers in the same transaction; what was
//           said about a date before is never lost
// See       policy.cpp for who; imports.hpp for files and pasted cells; charts.hpp for what they show
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "domain/measure.hpp"
#include "services/context.hpp"
#include "services/ports/measure_store.hpp"

namespace tributary::services {

// A measure as its reader meets it.
struct MeasureView {
  domain::Measure measure;
  bool may_edit = false;
  bool may_publish = false;
};

struct MeasureList {
  std::vector<MeasureView> measures;
  int total = 0;
};

// What a person may do to a measure. Reading decides whether it exists for them at all: see find_readable.
[[nodiscard]] bool may_read_measure(const Actor& actor, const StandingMeasure& measure);
// Notes on its values and the names of its files stay with those who'd read it unpublished; what they can't read is blank.
[[nodiscard]] bool may_read_notes(const Actor& actor, const StandingMeasure& measure);
[[nodiscard]] base::Done require_measure_write(const Actor& actor, const StandingMeasure& measure);

[[nodiscard]] MeasureView view_of(const Actor& actor, StandingMeasure measure);

// Whose measures they are, as people say it: a project's or a place's name, or "sandbox". Empty for who may not read projects.
[[nodiscard]] std::string home_of(Transaction& tx, const Actor& actor, const domain::Owner& owner);

// Within a transaction: fails with "not-found" for what doesn't exist and for what isn't for these eyes.
[[nodiscard]] base::Result<StandingMeasure> find_readable(Transaction& tx, const Actor& actor, domain::MeasureId id);
// The same for who would change it: "not-found", else "forbidden".
[[nodiscard]] base::Result<StandingMeasure> find_writable(Transaction& tx, const Actor& actor, domain::MeasureId id);
// Whether that person may put measures there. Fails with "owner-missing", "reference-unknown" or "forbidden".
[[nodiscard]] base::Done require_owner(Transaction& tx, const Actor& actor, const domain::Owner& owner);

[[nodiscard]] base::Result<MeasureView> find_measure(const Context& context, const Actor& actor, domain::MeasureId id);
// Those of an owner that the reader may see: of a project, or a place, that is published ones alone for many. By name.
[[nodiscard]] base::Result<MeasureList> list_measures(const Context& context, const Actor& actor, const domain::Owner& owner,
                                                      int limit, int offset, const std::string& words = {});
// Across projects: published ones of the place's, or those of the reader's own. By name.
[[nodiscard]] base::Result<MeasureList> search_measures(const Context& context, const Actor& actor, const MeasureSearch& wanted);

// Fails with "text-missing", "profile-unknown", "reference-unknown", "forbidden", or as domain::check_measure.
[[nodiscard]] base::Result<MeasureView> add_measure(const Context& context, const Actor& actor, domain::Measure measure);
// Changes all but owner, publication and series. Of targets it takes one without a date, or none, in place of what holds today; see
// targets.hpp for those with dates. Fails also with "stale", "targets-dated", and with "quantity-fixed" once it has observations: what
// was stored as a share can't become minutes.
[[nodiscard]] base::Result<MeasureView> update_measure(const Context& context, const Actor& actor, domain::Measure measure);
// Fails with "measure-predicted" while a prediction rests on it; where it isn't a project's, "measure-rested-on", which says not what does.
[[nodiscard]] base::Done delete_measure(const Context& context, const Actor& actor, domain::MeasureId id, int expected);
[[nodiscard]] base::Result<MeasureView> restore_measure(const Context& context, const Actor& actor, domain::MeasureId id);

// Publishes it, or takes that back. Fails with "sandbox-unpublished".
[[nodiscard]] base::Result<MeasureView> publish_measure(const Context& context, const Actor& actor, domain::MeasureId id,
                                                        int expected, bool published);
// Out of the sandbox, into a project or a place. Fails with "not-in-sandbox".
[[nodiscard]] base::Result<MeasureView> move_measure(const Context& context, const Actor& actor, domain::MeasureId id,
                                                     const domain::Owner& to, int expected);
// Back into the sandbox that it came from, by who moved it, while nothing rests on it. Fails with "not-your-move",
// "measure-published", "measure-rested-on".
[[nodiscard]] base::Result<MeasureView> take_back_move(const Context& context, const Actor& actor, domain::MeasureId id, int expected);

// What one act of typing did.
struct Observed {
  domain::ImportId import;  // to undo it by; not stored when nothing was new
  int stored = 0;
  int unchanged = 0;  // what was current already
};

// Every way in which values come asks this: that no second one comes into a week, month, quarter or year of a measure that has one
// for each. Refuses what is `said` beside what `was`, in order; what stood there twice before is no hindrance. Fails with
// "period-has-value". `field` names the i-th of those said.
[[nodiscard]] base::Done one_a_period(const domain::Measure& measure, const std::vector<domain::Observation>& was,
                                      const std::vector<domain::Observation>& said, const std::function<std::string(std::size_t)>& field);

// The same of what stands after a change that says none: an import that is undone or redone, another interval (for which nothing `was`).
[[nodiscard]] base::Done one_a_period(const domain::Measure& measure, const std::vector<domain::Observation>& was,
                                      const std::vector<domain::Observation>& now, std::string field);

// Types one or several dated values, or gaps with a note. A value for a date that has one revises it. Stores all or none.
// Fails with "observations-missing", "duplicate-date", "gap-unexplained", "period-has-value", or as domain::complete_observation.
[[nodiscard]] base::Result<Observed> observe(const Context& context, const Actor& actor, domain::MeasureId id,
                                             std::vector<domain::Observation> observations);
// Withdraws what stands for a date: a gap takes its place, with the reason. Fails with "observation-unknown".
[[nodiscard]] base::Result<Observed> withdraw(const Context& context, const Actor& actor, domain::MeasureId id, base::Date on,
                                              std::string reason);
// What was done before a measure was published, for who may not read its team's notes: no more than that it was, and who did it.
struct Earlier {
  base::Instant at;
  domain::PersonId by;
  std::string by_name;  // empty for who may not see people's names
};
struct History {
  std::vector<domain::Revision> revisions;  // oldest first, voided imports too
  std::vector<Earlier> earlier;             // likewise
};
// Everything that was said about a date; to others than its team, what was shown since it was last published.
[[nodiscard]] base::Result<History> history_of(const Context& context, const Actor& actor,
                                                                     domain::MeasureId id, base::Date on);

struct MeasureChanges {
  std::vector<ValueChange> values;  // newest first
  std::vector<MarkChange> marks;    // likewise
  std::vector<TargetChange> targets;  // likewise
  std::vector<LoggedSetting> settings;  // likewise; organisations by name, owners as "sandbox", "project" or "place"
  std::vector<Earlier> earlier;     // likewise, what only the measure's team reads
  bool more = false;                // there are older values
};
// Who changed which value, point, phase, target or setting, and when. Names are for those who may see people's names. To others than its
// team: since it was last published, and of points, phases and targets those that stand.
[[nodiscard]] base::Result<MeasureChanges> changes_of(const Context& context, const Actor& actor, domain::MeasureId id);

}  // namespace tributary::services
