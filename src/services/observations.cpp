// What services/measures.hpp declares of observations: typed, revised, withdrawn, looked back at.
#include <algorithm>
#include <iterator>

#include "base/check.hpp"
#include "services/answers.hpp"
#include "services/measures.hpp"
#include "services/ports/import_store.hpp"
#include "services/ports/organisation_store.hpp"
#include "services/problems.hpp"
#include "services/signals.hpp"

namespace tributary::services {

using domain::Measure;
using domain::MeasureId;
using domain::Observation;

namespace {

// A logged setting for a reader: an organisation by its name, and of an owner no more than its kind.
std::string shown(Transaction& tx, const std::string& setting, const std::string& logged) {
  if (logged.empty()) return logged;
  if (setting == "owner") return logged.starts_with("person:") ? "sandbox" : logged.substr(0, logged.find(':'));
  if (setting != "organisation") return logged;
  const auto organisation = tx.organisations().find(domain::OrganisationId{std::stoll(logged)});
  return organisation ? organisation->name : "";
}

std::string field_of(std::size_t i) { return "/observations/" + std::to_string(i); }

// Every one complete, of its own date, with a reason where it is a gap. Tells of each that isn't.
base::Done complete_all(const Measure& measure, base::Date today, std::vector<Observation>& observations) {
  base::Problem all;
  const auto add = [&](base::Problem problem) {
    if (all.code.empty()) all = std::move(problem);
    else all.others.push_back(std::move(problem));
  };
  for (std::size_t i = 0; i < observations.size(); ++i) {
    auto complete = domain::complete_observation(measure, observations[i], today, field_of(i));
    if (!complete) {
      add(complete.error());
      continue;
    }
    auto note = read_words(complete->note, field_of(i) + "/note", 1'000);
    if (!note) add(note.error());
    else complete->note = *std::move(note);
    if (!complete->value && complete->note.empty())
      add({.code = "gap-unexplained", .title = "A gap needs a word",
           .detail = "There is no value for " + base::in_words(complete->on) + ". Give one, or say in the note why there is none.",
           .field = field_of(i) + "/value"});
    for (std::size_t j = 0; j < i; ++j)
      if (observations[j].on == complete->on) {
        add({.code = "duplicate-date", .title = "A date comes twice",
             .detail = base::in_words(complete->on) + " stands in lines " + std::to_string(j + 1) + " and " + std::to_string(i + 1) +
                       ". Keep the one that is right.", .field = field_of(i) + "/on"});
        break;  // said once: of a thousand alike, not half a million times
      }
    observations[i] = *std::move(complete);
  }
  if (!all.code.empty()) return base::fail(std::move(all));
  return {};
}

// Stores what is new among them as one typed import, in the transaction that it is given.
Observed store_typed(Transaction& tx, const Context& context, const Actor& actor, MeasureId id, const std::vector<Observation>& all) {
  const auto now = tx.measures().current(id);
  std::vector<const Observation*> fresh;
  for (const Observation& each : all) {
    const auto found = std::ranges::lower_bound(now, each.on, {}, &Observation::on);
    if (found == now.end() || *found != each) fresh.push_back(&each);
  }
  Observed out{.stored = static_cast<int>(fresh.size()), .unchanged = static_cast<int>(all.size() - fresh.size())};
  if (fresh.empty()) return out;
  out.import = tx.imports().add({.way = domain::EntryWay::typed, .rows_read = static_cast<int>(all.size()), .measures = 1,
                                 .observations = out.stored, .made_by = actor.person, .made = context.clock.now()});
  for (const Observation* each : fresh) tx.measures().add_observation(id, out.import, *each);
  observations_changed(tx, id, context.clock.now());
  return out;
}

// What the team wrote to itself of a value.
void keep_indoors(domain::Revision& revision) {
  revision.observation.note.clear();
  revision.from.file_name.clear();
}

bool before_publication(base::Instant at, const std::optional<base::Instant>& published) { return !published || at <= *published; }

// Whether a revision that was made before the publication counted no more by then.
bool gone_before(const std::optional<base::Instant>& voided, const std::optional<base::Instant>& published) {
  return voided && before_publication(*voided, published);
}

// Since the publication everything, and of before it what was shown from then on.
void keep_what_was_shown(History& history, const std::optional<base::Instant>& published) {
  const auto made_before = [&](const domain::Revision& each) { return before_publication(each.from.made, published); };
  const domain::Revision* shown = nullptr;
  for (const domain::Revision& each : history.revisions)
    if (made_before(each) && !gone_before(each.from.voided, published)) shown = &each;
  std::vector<domain::Revision> kept;
  for (domain::Revision& each : history.revisions) {
    if (made_before(each) && &each != shown) history.earlier.push_back({.at = each.from.made, .by = each.from.made_by, .by_name = {}});
    else kept.push_back(std::move(each));
  }
  history.revisions = std::move(kept);
}

void add_earlier(MeasureChanges& changes, base::Instant at, domain::PersonId by, const std::string& by_name) {
  const auto same = [&](const Earlier& each) { return each.at == at && each.by == by; };
  if (std::ranges::none_of(changes.earlier, same)) changes.earlier.push_back({.at = at, .by = by, .by_name = by_name});
}

// A point that is left out, or a phase, stands on the chart with its reason; one that was taken back was the team's own affair.
void keep_what_was_shown(MeasureChanges& changes, const std::optional<base::Instant>& published) {
  std::erase_if(changes.values, [&](const ValueChange& each) {
    const bool before = before_publication(each.revision.from.made, published);
    if (before) add_earlier(changes, each.revision.from.made, each.revision.from.made_by, each.by);
    return before;
  });
  for (ValueChange& each : changes.values) {
    keep_indoors(each.revision);
    if (each.before_made && before_publication(*each.before_made, published) && gone_before(each.before_voided, published)) {
      each.before.reset();
      each.first = true;
    }
  }
  std::erase_if(changes.marks, [](const MarkChange& each) { return !each.stands; });
  std::erase_if(changes.targets, [](const TargetChange& each) { return !each.stands; });
  std::erase_if(changes.settings, [&](const LoggedSetting& each) {
    const bool before = before_publication(each.at, published) && each.change.setting != "published";
    if (before) add_earlier(changes, each.at, each.by, each.by_name);
    return before;
  });
  std::ranges::stable_sort(changes.earlier, std::ranges::greater{}, &Earlier::at);
}

}  // namespace

base::Done one_a_period(const Measure& measure, const std::vector<Observation>& was, const std::vector<Observation>& said,
                        const std::function<std::string(std::size_t)>& field) {
  constexpr std::size_t most_told = 20;
  std::vector<Observation> now;
  std::ranges::copy_if(was, std::back_inserter(now), [&](const Observation& each) {
    return std::ranges::find(said, each.on, &Observation::on) == said.end();  // what is said anew stands as it is said
  });
  std::ranges::copy(said, std::back_inserter(now));
  std::ranges::stable_sort(now, {}, &Observation::on);
  const auto seconds = domain::second_values(measure.interval, was, now);
  const auto told = [&](base::Date on) { return std::ranges::find(seconds, on, &domain::SecondValue::on) != seconds.end(); };
  const std::string each_period(base::word(measure.interval));
  base::Problem all;
  for (const domain::SecondValue& each : seconds) {
    if (each.other > each.on && told(each.other)) continue;  // of two that are new the later one is told
    const auto at = std::ranges::find(said, each.on, &Observation::on);
    base::check(at != said.end(), "a new value was said");
    base::Problem problem{.kind = base::ProblemKind::conflict, .code = "period-has-value", .title = "That " + each_period + " has a value already",
                          .detail = "The value dated " + base::in_words(each.other) + " is that of the same " + each_period + " as " + base::in_words(each.on) +
                                    ". To change it, give the new one the date " + base::in_words(each.other) + "; where there are several a " + each_period +
                                    ", say on the measure's page that it is measured more often.",
                          .field = field(static_cast<std::size_t>(at - said.begin()))};
    if (all.code.empty()) all = std::move(problem);
    else if (all.others.size() < most_told) all.others.push_back(std::move(problem));
  }
  if (!all.code.empty()) return base::fail(std::move(all));
  return {};
}

base::Done one_a_period(const Measure& measure, const std::vector<Observation>& was, const std::vector<Observation>& now, std::string field) {
  const auto seconds = domain::second_values(measure.interval, was, now);
  if (seconds.empty()) return {};
  const auto [first, last] = std::minmax(seconds.front().on, seconds.front().other);
  const std::string each(base::word(measure.interval));
  return base::fail({.kind = base::ProblemKind::conflict, .code = "period-has-value", .title = "One " + each + " would have two values",
                     .detail = "Those of \"" + measure.name + "\" dated " + base::in_words(first) + " and " + base::in_words(last) + " are of the same " + each +
                               ". Withdraw one of them first.",
                     .field = std::move(field)});
}

base::Result<Observed> observe(const Context& context, const Actor& actor, MeasureId id, std::vector<Observation> observations) {
  if (observations.empty())
    return base::fail({.code = "observations-missing", .title = "There is nothing to store",
                       .detail = "Give one dated value or more.", .field = "/observations"});
  const auto tx = context.database.write();
  const auto standing = find_writable(*tx, actor, id);
  if (!standing) return base::fail(standing.error());
  const base::Date today = base::london_date(context.clock.now());
  if (const auto good = complete_all(standing->measure, today, observations); !good) return base::fail(good.error());
  const auto field = [](std::size_t i) { return field_of(i) + "/on"; };
  if (const auto good = one_a_period(standing->measure, tx->measures().current(id), observations, field); !good) return base::fail(good.error());
  const Observed out = store_typed(*tx, context, actor, id, observations);
  draw_due_signals(*tx);
  tx->commit();
  return out;
}

base::Result<Observed> withdraw(const Context& context, const Actor& actor, MeasureId id, base::Date on, std::string reason) {
  auto words = read_name(reason, "/reason", 1'000);
  if (!words) return base::fail(words.error());
  const auto tx = context.database.write();
  const auto standing = find_writable(*tx, actor, id);
  if (!standing) return base::fail(standing.error());
  const auto now = tx->measures().current_between(id, on, on);
  if (now.empty() || !now.front().value)
    return base::fail({.code = "observation-unknown", .title = "There is no value of that date",
                       .detail = base::in_words(on) + " has none that could be withdrawn.", .field = "/on"});
  const Observed out = store_typed(*tx, context, actor, id, {{.on = on, .note = "withdrawn: " + *words}});
  draw_due_signals(*tx);
  tx->commit();
  return out;
}

base::Result<History> history_of(const Context& context, const Actor& actor, MeasureId id, base::Date on) {
  const auto tx = context.database.read();
  const auto standing = find_readable(*tx, actor, id);
  if (!standing) return base::fail(standing.error());
  History out{.revisions = tx->measures().history(id, on), .earlier = {}};
  if (may_read_notes(actor, *standing)) return out;
  keep_what_was_shown(out, standing->measure.published);
  for (domain::Revision& each : out.revisions) keep_indoors(each);
  return out;
}

base::Result<MeasureChanges> changes_of(const Context& context, const Actor& actor, MeasureId id) {
  constexpr int most = 500;
  const auto tx = context.database.read();
  const auto standing = find_readable(*tx, actor, id);
  if (!standing) return base::fail(standing.error());
  MeasureChanges out{.values = tx->measures().value_changes(id, most + 1), .marks = tx->measures().mark_changes(id),
                     .targets = tx->measures().target_changes(id), .settings = tx->measures().setting_changes(id), .earlier = {}, .more = false};
  for (LoggedSetting& each : out.settings) {
    each.change.before = shown(*tx, each.change.setting, each.change.before);
    each.change.after = shown(*tx, each.change.setting, each.change.after);
  }
  out.more = out.values.size() > most;
  if (out.more) out.values.pop_back();
  if (!may_read_notes(actor, *standing)) keep_what_was_shown(out, standing->measure.published);
  if (!may_read(Thing::person, relations_of(actor, standing->scope))) {
    for (ValueChange& each : out.values) each.by.clear();
    for (MarkChange& each : out.marks) each.by.clear();
    for (TargetChange& each : out.targets) each.by.clear();
    for (LoggedSetting& each : out.settings) each.by_name.clear();
    for (Earlier& each : out.earlier) each.by_name.clear();
  }
  return out;
}

}  // namespace tributary::services
