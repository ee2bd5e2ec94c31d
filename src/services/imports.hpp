// Imports: cells and files into measures and observations, understood first, stored in one transaction, undone in one.
//
// Idea      exchange reads cells by a recipe; here the series meet what is kept: a series is found again by what its sheet
//           calls it (or made), what is current already is not stored again, what differs becomes a revision
// Promises  nothing is left out silently: every row is accounted for; all is stored or nothing; an import can be undone and
//           redone, and answers are recomputed; a sheet about people is refused
// See       exchange/observations.hpp; measures.hpp for who may
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/measure.hpp"
#include "exchange/guess_recipe.hpp"
#include "exchange/observations.hpp"
#include "services/context.hpp"
#include "services/ports/import_store.hpp"
#include "services/watched.hpp"

namespace tributary::services {

enum class RecipeFrom { given, kept, shipped, guessed };

// Of two columns of counts, where a guess may make either of them.
enum class Counts { as_guessed, separate, one_share };

// What somebody wants read, and where to. At most one of the recipes is named; none: one that fits is found, or guessed.
struct Sheet {
  exchange::Table table;
  std::optional<exchange::Recipe> recipe;
  std::optional<domain::RecipeId> kept_recipe;
  std::string shipped_recipe;
  Counts counts = Counts::as_guessed;
  domain::Owner into;
  std::optional<domain::MeasureId> measure;  // the one that the sheet's only series is for
  bool sure = false;  // what an ImportPreview asks is agreed to
  domain::EntryWay way = domain::EntryWay::pasted;
  std::string file_name;
  std::string sha256;
  std::string field = {};  // where the cells stand in what was sent: "/text", "/cells"; empty for a file
};

// How the sheet was read.
struct Understood {
  exchange::Recipe recipe;
  RecipeFrom from = RecipeFrom::given;
  std::string recipe_name;
  std::optional<domain::RecipeId> kept_recipe;
  std::vector<std::string> because;
  std::vector<std::string> kept_shares;  // of these, that a measure which is there is read as the share that it is
  std::optional<exchange::OtherReading> other;  // of a guess that was taken by its first reading
  std::vector<exchange::ColumnName> columns;  // as the recipe's header row names them: the first 200
  exchange::Preview preview;  // its series' observations in the order of the next two
  std::vector<domain::Measure> measures;                       // as they would be made, or as they are kept
  std::vector<std::vector<domain::Observation>> observations;  // complete and checked
};

// What a date stands for in the measures that would be made.
[[nodiscard]] domain::Interval interval_of(exchange::Span span);

// A date whose value would be another one; no value is a gap.
struct RevisedValue {
  base::Date on{};
  std::optional<double> was;
  std::optional<double> now;
  std::string was_parts;  // "14 of 21"; empty where the value stands alone
  std::string now_parts;
};

// What becomes of a series where it meets what is kept.
struct SeriesChange {
  std::optional<domain::MeasureId> found;
  std::optional<domain::Interval> interval_read;  // of a measure that is there: what the sheet's dates show
  bool comes_back = false;  // it went when an import was undone, and is there again, as it was, once this is stored
  std::string series_key;  // what the sheet calls it; the preview names it by the measure that it is for
  int fresh = 0;
  int revised = 0;
  int unchanged = 0;
  int fresh_gaps = 0;  // of fresh and revised, those without a value
  std::vector<RevisedValue> first_revised;  // at most 20
};

struct ImportTotals {
  exchange::Totals read;
  int measures_made = 0;
  int fresh = 0;
  int revised = 0;
  int unchanged = 0;
  int fresh_gaps = 0;  // of fresh and revised, those without a value
};

struct ImportPreview {
  Understood understood;
  std::vector<SeriesChange> changes;  // one a series
  ImportTotals totals;
  std::vector<std::string> asks;  // what contradicts the values that are there: stored once a person has agreed to it
};

struct Imported {
  domain::ImportId import;  // not stored when nothing was new
  ImportTotals totals;
  std::vector<domain::MeasureId> measures;  // in the order of the sheet
  Understood understood;                    // with the account of every row
};

// Reads the sheet as nobody's: for a chart of what was pasted.
[[nodiscard]] base::Result<Understood> understand(const Context& context, const Actor& actor, const Sheet& sheet);

// What storing it would do. Fails as exchange::read_observations, with "recipe-unknown", "series-several" (for one measure),
// "share-needs-whole" (plain numbers for a measure that is how many of how many), or as require_owner.
[[nodiscard]] base::Result<ImportPreview> preview_import(const Context& context, const Actor& actor, const Sheet& sheet);

// Fails with "import-contradicts" where something is asked and isn't agreed to.
[[nodiscard]] base::Done check_sure(const ImportPreview& preview, const Sheet& sheet);

// How the cells may be read, for a person to say where a preview is refused.
struct SheetColumns {
  exchange::Recipe recipe;  // the given one, or a guess, or where to begin
  std::vector<exchange::ColumnName> columns;
};

// Fails with "patient-level-data", "recipe-unknown", "no-columns" where there is but one, or as require_owner.
[[nodiscard]] base::Result<SheetColumns> columns_of(const Context& context, const Actor& actor, const Sheet& sheet);

// Does it. Fails also with "cancelled", and with "import-contradicts" where something was asked and isn't agreed to.
[[nodiscard]] base::Result<Imported> store_import(const Context& context, const Actor& actor, const Sheet& sheet,
                                                  const Progress& progress = {});

struct NamedMeasure {
  domain::MeasureId id;  // not stored where it, or its project, is deleted, as undoing may have done
  std::string name;
  std::string home;  // as home_of
};

struct ImportView {
  domain::Import import;
  std::vector<NamedMeasure> first_measures;  // that it brought data to: at most three, of those that the reader may see
  bool may_undo = false;  // by who may write all that it brought data to
};

[[nodiscard]] base::Result<ImportView> find_import(const Context& context, const Actor& actor, domain::ImportId id);
// One's own, newest first; or those that brought data to a measure that one may see.
[[nodiscard]] base::Result<std::vector<ImportView>> list_imports(const Context& context, const Actor& actor,
                                                                 std::optional<domain::MeasureId> measure);
// Voids it, or takes that back. Fails with "already-undone" or "not-undone".
[[nodiscard]] base::Result<ImportView> undo_import(const Context& context, const Actor& actor, domain::ImportId id);
[[nodiscard]] base::Result<ImportView> redo_import(const Context& context, const Actor& actor, domain::ImportId id);

// A recipe is kept for those who may put measures there.
[[nodiscard]] base::Result<KeptRecipe> keep_recipe(const Context& context, const Actor& actor, const domain::Owner& owner,
                                                   const std::string& name, const exchange::Recipe& recipe);
[[nodiscard]] base::Result<std::vector<KeptRecipe>> list_recipes(const Context& context, const Actor& actor,
                                                                 const domain::Owner& owner);
[[nodiscard]] base::Done delete_recipe(const Context& context, const Actor& actor, domain::RecipeId id);
// Fails with "name-taken" where another of its name has been kept since.
[[nodiscard]] base::Result<KeptRecipe> restore_recipe(const Context& context, const Actor& actor, domain::RecipeId id);

}  // namespace tributary::services

template <>
inline constexpr auto tributary::base::words<tributary::services::RecipeFrom> =
    tributary::base::word_list<tributary::services::RecipeFrom>({
        {tributary::services::RecipeFrom::given, "given"},
        {tributary::services::RecipeFrom::kept, "kept"},
        {tributary::services::RecipeFrom::shipped, "shipped"},
        {tributary::services::RecipeFrom::guessed, "guessed"},
    });
