// What services/measures.hpp declares of observations: typed, revised, withdrawn, looked back at.
#include <algorithm>

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

}  // namespace

base::Result<Observed> observe(const Context& context, const Actor& actor, MeasureId id, std::vector<Observation> observations) {
  if (observations.empty())
    return base::fail({.code = "observations-missing", .title = "There is nothing to store",
                       .detail = "Give one dated value or more.", .field = "/observations"});
  const auto tx = context.database.write();
  const auto standing = find_writable(*tx, actor, id);
  if (!standing) return base::fail(standing.error());
  const base::Date today = base::london_date(context.clock.now());
  if (const auto good = complete_all(standing->measure, today, observations); !good) return base::fail(good.error());
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

base::Result<std::vector<domain::Revision>> history_of(const Context& context, const Actor& actor, MeasureId id, base::Date on) {
  const auto tx = context.database.read();
  const auto standing = find_readable(*tx, actor, id);
  if (!standing) return base::fail(standing.error());
  auto out = tx->measures().history(id, on);
  if (!may_read_notes(actor, *standing))
    for (domain::Revision& each : out) keep_indoors(each);
  return out;
}

base::Result<MeasureChanges> changes_of(const Context& context, const Actor& actor, MeasureId id) {
  constexpr int most = 500;
  const auto tx = context.database.read();
  const auto standing = find_readable(*tx, actor, id);
  if (!standing) return base::fail(standing.error());
  MeasureChanges out{.values = tx->measures().value_changes(id, most + 1), .marks = tx->measures().mark_changes(id),
                     .settings = tx->measures().setting_changes(id), .more = false};
  for (LoggedSetting& each : out.settings) {
    each.change.before = shown(*tx, each.change.setting, each.change.before);
    each.change.after = shown(*tx, each.change.setting, each.change.after);
  }
  out.more = out.values.size() > most;
  if (out.more) out.values.pop_back();
  if (!may_read(Thing::person, relations_of(actor, standing->scope))) {
    for (ValueChange& each : out.values) each.by.clear();
    for (MarkChange& each : out.marks) each.by.clear();
    for (LoggedSetting& each : out.settings) each.by_name.clear();
  }
  if (!may_read_notes(actor, *standing))
    for (ValueChange& each : out.values) keep_indoors(each.revision);
  return out;
}

}  // namespace tributary::services
