#include "services/imports.hpp"

#include <algorithm>
#include <unordered_map>

#include "exchange/patient_level.hpp"
#include "exchange/recipe_json.hpp"
#include "exchange/shipped_recipes.hpp"
#include "services/answers.hpp"
#include "services/kept_shares.hpp"
#include "services/measure_settings.hpp"
#include "services/measures.hpp"
#include "services/ports/organisation_store.hpp"
#include "services/problems.hpp"
#include "services/series.hpp"
#include "services/signals.hpp"

namespace tributary::services {

using domain::ImportId;
using domain::Measure;
using domain::MeasureId;
using domain::Observation;

namespace {

base::Problem recipe_unknown(std::string name) {
  std::string known;
  for (const exchange::ShippedRecipe& each : exchange::shipped_recipes()) known += (known.empty() ? "" : ", ") + std::string(each.name);
  return {.code = "recipe-unknown", .title = "There is no such recipe",
          .detail = "\"" + name.substr(0, 60) + "\" is not one that ships: " + known + ".", .field = "/recipe_name"};
}

// A kept mapping was valid when it was kept; a later program may have stopped understanding it.
std::optional<exchange::Recipe> mapping_of(const KeptRecipe& kept) {
  auto recipe = exchange::parse_recipe(kept.mapping);
  if (!recipe) return std::nullopt;
  return *std::move(recipe);
}

// The recipe that is named; else the owner's that fits, else one that ships and fits, else what the cells suggest.
base::Result<Understood> choose_recipe(Transaction& tx, const Actor& actor, const Sheet& sheet, Counts counts) {
  Understood out;
  if (sheet.recipe) {
    if (const auto good = exchange::check_recipe(*sheet.recipe); !good) return base::fail(good.error());
    out.recipe = *sheet.recipe;
    out.recipe_name = sheet.recipe->name;
    return out;
  }
  const auto take_kept = [&](const KeptRecipe& kept, exchange::Recipe recipe) {
    out = {.recipe = std::move(recipe), .from = RecipeFrom::kept, .recipe_name = kept.name, .kept_recipe = kept.id};
    return out;
  };
  if (sheet.kept_recipe) {
    const auto kept = tx.imports().find_recipe(*sheet.kept_recipe);
    auto recipe = kept && require_owner(tx, actor, kept->owner) ? mapping_of(*kept) : std::nullopt;
    if (!recipe) return base::fail(unknown_reference("recipe", "/recipe_id"));
    return take_kept(*kept, *std::move(recipe));
  }
  if (!sheet.shipped_recipe.empty()) {
    for (const exchange::ShippedRecipe& each : exchange::shipped_recipes())
      if (each.name == sheet.shipped_recipe)
        return Understood{.recipe = each.recipe, .from = RecipeFrom::shipped, .recipe_name = std::string(each.name)};
    return base::fail(recipe_unknown(sheet.shipped_recipe));
  }
  for (const KeptRecipe& kept : tx.imports().recipes_of(sheet.into))
    if (auto recipe = mapping_of(kept); recipe && exchange::fits(*recipe, sheet.table)) return take_kept(kept, *std::move(recipe));
  if (const exchange::ShippedRecipe* shipped = exchange::shipped_recipe_for(sheet.table))
    return Understood{.recipe = shipped->recipe, .from = RecipeFrom::shipped, .recipe_name = std::string(shipped->name)};
  auto guess = exchange::guess_recipe(sheet.table, sheet.measure ? exchange::HeldBack::as_values : exchange::HeldBack::as_nothing);
  if (!guess) return base::fail(guess.error());
  if (guess->other && counts == (guess->other->share ? Counts::one_share : Counts::separate))
    return Understood{.recipe = std::move(guess->other->recipe), .from = RecipeFrom::guessed, .because = {guess->other->says + "."}};
  return Understood{.recipe = std::move(guess->recipe), .from = RecipeFrom::guessed, .because = std::move(guess->because),
                    .other = std::move(guess->other)};
}

std::vector<exchange::ColumnName> first_columns(const exchange::Table& table, std::uint32_t header_row) {
  constexpr std::size_t most = 200;
  std::vector<exchange::ColumnName> columns = exchange::name_columns(table, header_row);
  columns.resize(std::min(columns.size(), most));
  return columns;
}

// What is wrong with the whole of it names where its cells stand.
base::Problem of_the_sheet(const Sheet& sheet, base::Problem problem) {
  if (problem.field.empty()) problem.field = sheet.field;
  return problem;
}

// Read by its recipe, but not yet met with what is kept.
base::Result<Understood> read_sheet(Transaction& tx, const Actor& actor, const Sheet& sheet, Counts counts) {
  auto out = choose_recipe(tx, actor, sheet, counts);
  if (!out) return base::fail(of_the_sheet(sheet, std::move(out.error())));
  out->columns = first_columns(sheet.table, out->recipe.header_row);
  auto preview = exchange::read_observations(out->recipe, sheet.table);
  if (!preview) return base::fail(of_the_sheet(sheet, std::move(preview.error())));
  out->preview = *std::move(preview);
  return out;
}

base::Problem nothing_left(const Understood& understood) {
  base::Problem problem{.code = "no-observations", .title = "Nothing in it can be stored",
                        .detail = "Every value was refused. See why beside each row."};
  for (const exchange::Remark& each : understood.preview.remarks)
    if (each.refusal && problem.others.size() < 20)
      problem.others.push_back({.code = each.code, .title = each.says, .detail = each.says, .where = exchange::cell_name(each.place)});
  for (std::size_t row = 0; row < understood.preview.rows.size(); ++row) {
    const exchange::RowAccount& account = understood.preview.rows[row];
    if (account.fate == exchange::RowFate::refused && problem.others.size() < 20 &&
        std::ranges::none_of(problem.others, [&](const base::Problem& each) { return account.why.ends_with(each.detail); }))
      problem.others.push_back({.code = account.code, .title = account.why, .detail = account.why,
                                .where = exchange::row_name(static_cast<std::uint32_t>(row))});
  }
  if (!problem.others.empty()) problem.detail += " The first: " + problem.others.front().title;
  return problem;
}

// Codes to organisations, each looked up once.
class Codes {
 public:
  Codes(Transaction& tx, std::string scheme) : tx_(tx), scheme_(std::move(scheme)) {}
  std::optional<domain::OrganisationId> find(const std::string& code) {
    if (code.empty() || scheme_.empty()) return std::nullopt;
    const auto known = known_.find(code);
    if (known != known_.end()) return known->second;
    return known_[code] = tx_.organisations().find_by_code(scheme_, code);
  }

 private:
  Transaction& tx_;
  std::string scheme_;
  std::unordered_map<std::string, std::optional<domain::OrganisationId>> known_;
};

constexpr std::size_t most_revised_told = 20;

// A series of which nothing is left makes no measure.
bool makes_measure(const SeriesChange& change) { return !change.found && change.fresh > 0; }

// The measure that a series was before its import was undone, where it would be made the same now: what a mistaken recipe made isn't.
std::optional<StandingMeasure> comes_back(Transaction& tx, const Measure& made) {
  auto emptied = tx.measures().find_emptied(made.owner, made.series_key);
  if (!emptied) return emptied;
  const Measure& was = emptied->measure;
  const bool same = was.quantity == made.quantity && was.scale == made.scale && was.interval == made.interval && was.organisation == made.organisation;
  return same ? std::move(emptied) : std::nullopt;
}

// Who may put measures there, or values into the measure that it is for. A share's own page takes how many of how many.
base::Result<Counts> counts_of(Transaction& tx, const Actor& actor, const Sheet& sheet) {
  if (const auto may = require_owner(tx, actor, sheet.into); !may) return base::fail(may.error());
  if (!sheet.measure) return sheet.counts;
  const auto standing = find_writable(tx, actor, *sheet.measure);
  if (!standing) return base::fail(standing.error());
  const bool share = sheet.counts == Counts::as_guessed && standing->measure.quantity == domain::Quantity::proportion;
  return share ? Counts::one_share : sheet.counts;
}

// A date of the middle of a month may be meant as one: only its ends stand for the whole.
bool at_an_end(domain::Interval interval, base::Date on) {
  if (interval == domain::Interval::year) return std::chrono::year_month_day{on}.day() == std::chrono::day{1} || std::chrono::year_month_day{on + std::chrono::days{1}}.day() == std::chrono::day{1};
  const domain::Days days = domain::days_of_value(interval, on);
  return on == days.first || on == days.last;
}

// Of one week, month, quarter or year there is one value, dated by its first day or its last: it is said of the date that the
// measure's own has, unless the sheet says something of that date too.
void date_as_stored(const Measure& measure, const std::vector<Observation>& now, std::vector<Observation>& said, exchange::Preview& preview,
                    std::size_t series) {
  const auto has = [](const std::vector<Observation>& in, base::Date on) { return std::ranges::find(in, on, &Observation::on) != in.end(); };
  constexpr std::chrono::days year_between_ends{364};
  std::vector<base::Date> taken;  // two of one period are not made one
  for (std::size_t i = 0; i < said.size(); ++i) {
    if (has(now, said[i].on) || !at_an_end(measure.interval, said[i].on)) continue;
    const auto stored = domain::value_of_the_period(measure.interval, said[i].on, now);
    if (!stored || has(said, *stored) || std::ranges::find(taken, *stored) != taken.end()) continue;
    if (measure.interval == domain::Interval::year && std::chrono::abs(said[i].on - *stored) < year_between_ends) continue;  // of which year it is isn't plain
    taken.push_back(*stored);
    exchange::Observation& read = preview.measures[series].observations[i];
    preview.remarks.push_back({.place = read.place, .code = "same-period", .says = base::in_words(said[i].on) + " is of the same " +
                               std::string(base::word(measure.interval)) + " as the value of " + base::in_words(*stored) + ": it is read as that value."});
    read.date = said[i].on = *stored;
  }
  std::ranges::stable_sort(said, {}, &Observation::on);
  std::ranges::stable_sort(preview.measures[series].observations, {}, &exchange::Observation::date);
}

// Completes the series of a sheet by the measures they are for, and tells what each would change.
base::Result<ImportPreview> meet(Transaction& tx, const Actor& actor, const Sheet& sheet, base::Date today) {
  const auto counts = counts_of(tx, actor, sheet);
  if (!counts) return base::fail(counts.error());
  auto understood = read_sheet(tx, actor, sheet, *counts);
  if (!understood) return base::fail(understood.error());
  if (const auto good = read_as_kept(tx, sheet, *understood); !good) return base::fail(good.error());
  ImportPreview out{.understood = *std::move(understood)};
  exchange::Preview& preview = out.understood.preview;
  if (sheet.measure && preview.measures.size() != 1)
    return base::fail({.code = "series-several", .title = "That is more than one series",
                       .detail = "The cells hold " + std::to_string(preview.measures.size()) +
                                 " series and the measure takes one. Say which columns are its own, or paste these alone.", .field = "/measure_id"});
  Codes codes(tx, out.understood.recipe.organisation_scheme);
  for (std::size_t i = 0; i < preview.measures.size(); ++i) {
    Measure measure = measure_of(out.understood.recipe, preview, preview.measures[i]);
    measure.owner = sheet.into;
    measure.organisation = codes.find(preview.measures[i].organisation);
    SeriesChange change{.series_key = preview.measures[i].name};
    change.found = sheet.measure ? sheet.measure : tx.measures().find_by_series(sheet.into, measure.series_key);
    std::vector<Observation> now;
    if (!change.found)
      if (auto emptied = comes_back(tx, measure)) {
        measure = std::move(emptied->measure);
        preview.measures[i].name = measure.name;
        change.found = measure.id;
        change.comes_back = true;
        now = tx.measures().current(measure.id);  // another import into it may have been redone since
      }
    if (change.found && !change.comes_back) {
      auto standing = find_writable(tx, actor, *change.found);
      if (!standing) return base::fail(standing.error());
      const auto read = measure.interval;
      measure = std::move(standing->measure);
      preview.measures[i].name = measure.name;
      change.interval_read = read;
      now = tx.measures().current(measure.id);
      if (const auto alike = check_same_scale(measure, now, out.understood.recipe, preview.measures[i]); !alike)
        return base::fail(alike.error());
      if (const auto whole = check_parts(measure, now, out.understood.recipe, preview.measures[i]); !whole) return base::fail(whole.error());
    }
    std::vector<Observation> said = complete_series(measure, preview, i, today);
    date_as_stored(measure, now, said, preview, i);
    // The first values of a measure may show that it is measured more often than was thought when it was made.
    const bool first = now.empty() && change.interval_read && !tx.measures().is_predicted(measure.id);
    if (first && domain::two_of_a_period(measure.interval, said) && !domain::two_of_a_period(*change.interval_read, said)) measure.interval = *change.interval_read;
    if (change.found)
      if (auto good = one_a_period(measure, now, said, [&](std::size_t) { return sheet.field; }); !good) {
        good.error().detail = "\"" + measure.name + "\": " + good.error().detail;
        return base::fail(good.error());
      }
    if (std::string asked = contradiction(measure, now, said); !asked.empty()) out.asks.push_back(std::move(asked));
    for (const Observation& each : said) {
      const auto was = std::ranges::lower_bound(now, each.on, {}, &Observation::on);
      const bool there = was != now.end() && was->on == each.on;
      if (there && same_said(*was, each)) {
        ++change.unchanged;
        continue;
      }
      ++(there ? change.revised : change.fresh);
      change.fresh_gaps += each.value ? 0 : 1;
      if (there && change.first_revised.size() < most_revised_told)
        change.first_revised.push_back({.on = each.on, .was = was->value, .now = each.value, .was_parts = parts_in_words(*was), .now_parts = parts_in_words(each)});
    }
    // Only what is new goes on from here.
    std::erase_if(said, [&](const Observation& each) {
      const auto was = std::ranges::lower_bound(now, each.on, {}, &Observation::on);
      return was != now.end() && was->on == each.on && same_said(*was, each);
    });
    out.totals.measures_made += makes_measure(change) ? 1 : 0;
    out.totals.fresh += change.fresh;
    out.totals.revised += change.revised;
    out.totals.unchanged += change.unchanged;
    out.totals.fresh_gaps += change.fresh_gaps;
    out.understood.measures.push_back(std::move(measure));
    out.understood.observations.push_back(std::move(said));
    out.changes.push_back(std::move(change));
  }
  out.totals.read = preview.totals;
  if (preview.totals.observations == 0) return base::fail(of_the_sheet(sheet, nothing_left(out.understood)));
  return out;
}

base::Problem cancelled() {
  return {.kind = base::ProblemKind::conflict, .code = "cancelled", .title = "It was cancelled", .detail = "Nothing of it was stored."};
}

}  // namespace

base::Result<Understood> understand(const Context& context, const Actor& actor, const Sheet& sheet) {
  const auto tx = context.database.read();
  auto out = read_sheet(*tx, actor, sheet, sheet.counts);
  if (!out) return out;
  const base::Date today = base::london_date(context.clock.now());
  for (std::size_t i = 0; i < out->preview.measures.size(); ++i) {
    Measure measure = measure_of(out->recipe, out->preview, out->preview.measures[i]);
    measure.owner = sheet.into;
    out->observations.push_back(complete_series(measure, out->preview, i, today));
    out->measures.push_back(std::move(measure));
  }
  if (out->preview.totals.observations == 0) return base::fail(of_the_sheet(sheet, nothing_left(*out)));
  return out;
}

base::Result<SheetColumns> columns_of(const Context& context, const Actor& actor, const Sheet& sheet) {
  const auto tx = context.database.read();
  const auto counts = counts_of(*tx, actor, sheet);
  if (!counts) return base::fail(counts.error());
  if (const auto good = exchange::refuse_patient_level(sheet.table); !good) return base::fail(good.error());
  auto chosen = choose_recipe(*tx, actor, sheet, *counts);
  const bool named = sheet.recipe || sheet.kept_recipe || !sheet.shipped_recipe.empty();
  if (!chosen && named) return base::fail(chosen.error());
  const auto recipe = chosen ? std::optional(std::move(chosen->recipe)) : exchange::blank_recipe(sheet.table);
  if (!recipe)
    return base::fail({.code = "no-columns", .title = "There is only one column",
                       .detail = "Values need their dates: copy the column of dates beside them.", .field = "/text"});
  return SheetColumns{.recipe = *recipe, .columns = first_columns(sheet.table, recipe->header_row)};
}

base::Result<ImportPreview> preview_import(const Context& context, const Actor& actor, const Sheet& sheet) {
  const auto tx = context.database.read();
  return meet(*tx, actor, sheet, base::london_date(context.clock.now()));
}

base::Result<Imported> store_import(const Context& context, const Actor& actor, const Sheet& sheet, const Progress& progress) {
  const base::Instant now = context.clock.now();
  const auto tx = context.database.write();
  auto met = meet(*tx, actor, sheet, base::london_date(now));
  if (!met) return base::fail(met.error());
  if (const auto sure = check_sure(*met, sheet); !sure) return base::fail(sure.error());
  Imported out{.totals = met->totals};
  const int fresh = met->totals.fresh + met->totals.revised;
  if (fresh > 0)
    out.import = tx->imports().add({.way = sheet.way, .file_name = sheet.file_name, .sha256 = sheet.sha256,
                                    .recipe = met->understood.kept_recipe, .rows_read = static_cast<int>(met->totals.read.rows),
                                    .measures = static_cast<int>(met->changes.size()), .observations = fresh,
                                    .made_by = actor.person, .made = now});
  for (std::size_t i = 0; i < met->changes.size(); ++i) {
    if (progress && i % 16 == 0 && !progress(static_cast<double>(i) / static_cast<double>(met->changes.size())))
      return base::fail(cancelled());
    Measure measure = met->understood.measures[i];
    if (!met->changes[i].found && !makes_measure(met->changes[i])) continue;
    if (met->changes[i].comes_back && met->understood.observations[i].empty()) continue;
    if (!met->changes[i].found) {
      measure.made_by_import = out.import;
      measure.created_by = actor.person;
      measure.id = tx->measures().add(measure, now);
    } else if (met->changes[i].comes_back) {
      if (!tx->measures().set_deleted(measure.id, measure.version, std::nullopt)) return base::fail(stale("measure"));
    } else if (met->changes[i].interval_read && measure.interval != tx->measures().find(measure.id)->measure.interval) {
      const Measure was = tx->measures().find(measure.id)->measure;
      if (!tx->measures().update(measure, measure.version)) return base::fail(stale("measure"));
      log_settings(*tx, actor, was, measure, now);
      if (measure.series_key.empty()) tx->measures().set_series(measure.id, met->changes[i].series_key);
    } else if (measure.series_key != met->changes[i].series_key && !sheet.measure) {
      tx->measures().set_series(measure.id, met->changes[i].series_key);
    } else if (measure.series_key.empty()) {
      tx->measures().set_series(measure.id, met->changes[i].series_key);
    }
    for (const Observation& each : met->understood.observations[i]) tx->measures().add_observation(measure.id, out.import, each);
    if (met->changes[i].found && !met->understood.observations[i].empty()) observations_changed(*tx, measure.id, now);
    out.measures.push_back(measure.id);
  }
  draw_due_signals(*tx);
  tx->commit();
  out.understood = std::move(met->understood);
  return out;
}

}  // namespace tributary::services
