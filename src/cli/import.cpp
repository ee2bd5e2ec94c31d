#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <iostream>
#include <memory>
#include <optional>

#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/read_file.hpp"
#include "cli/table.hpp"
#include "exchange/recipe_json.hpp"
#include "services/imports.hpp"
#include "services/passwords.hpp"
#include "services/ports/place_store.hpp"

namespace tributary::cli {

namespace {

struct ImportOptions {
  DataFolder data;
  std::string as;
  std::filesystem::path file;
  std::string recipe;
  std::string into = "sandbox";
  std::optional<std::int64_t> undo;
  std::optional<std::int64_t> redo;
  bool dry_run = false;
  bool separate = false;
  bool sure = false;
  Format format = Format::table;
};

// As it is kept; a name in another encoding than UTF-8 can't be.
std::string name_of(const std::filesystem::path& file) {
  const std::string name = file.filename().string();
  return base::is_utf8(name) ? base::shorten(name, 200) : "file";
}

// sandbox, place:NAME or project:NUMBER.
base::Result<domain::Owner> read_into(const services::Context& context, const services::Actor& actor, const std::string& into) {
  if (into == "sandbox") return domain::Owner{.place = {}, .project = {}, .person = actor.person};
  if (into.starts_with("place:")) {
    const auto place = context.database.read()->places().find_by_name(into.substr(6));
    if (!place) return base::fail(place_unknown(context, into.substr(6), "--into"));
    return domain::Owner{.place = place->id, .project = {}, .person = {}};
  }
  std::int64_t number = 0;
  if (into.starts_with("project:")) std::from_chars(into.data() + 8, into.data() + into.size(), number);
  if (number <= 0)
    return base::fail({.code = "into-unreadable", .title = "Where to is not understood",
                       .detail = "\"" + into + "\" is none of: sandbox, place:NAME, project:NUMBER.", .field = "--into"});
  return domain::Owner{.place = {}, .project = domain::ProjectId{number}, .person = {}};
}

// One that ships, by its name; else a file.
base::Done read_recipe(const std::string& recipe, services::Sheet& sheet) {
  if (recipe.empty()) return {};
  std::error_code ignored;
  if (!std::filesystem::exists(recipe, ignored)) {
    sheet.shipped_recipe = recipe;
    return {};
  }
  const auto text = read_file(recipe, "--recipe");
  if (!text) return base::fail(text.error());
  auto read = exchange::parse_recipe(*text);
  if (!read) {
    base::Problem problem = read.error();
    problem.where = recipe + (problem.field.empty() ? "" : " " + problem.field);
    return base::fail(std::move(problem));
  }
  sheet.recipe = *std::move(read);
  return {};
}

std::string count(std::int64_t number, std::string_view one, std::string_view many) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits + " " + std::string(number == 1 ? one : many);
}

std::string said(const services::ImportTotals& totals) {
  return count(totals.read.rows, "row", "rows") + " (" + count(totals.read.understood, "understood", "understood") + ", " +
         count(totals.read.partly, "in part", "in part") + ", " + count(totals.read.ignored, "ignored", "ignored") + ", " +
         count(totals.read.refused, "refused", "refused") + "); " + count(totals.read.measures, "measure", "measures") + " (" +
         count(totals.measures_made, "new", "new") + "); " +
         count(static_cast<std::int64_t>(totals.read.observations), "observation", "observations") + " (" +
         count(totals.fresh, "new", "new") + ", " + count(totals.revised, "revised", "revised") + ", " +
         count(totals.unchanged, "unchanged", "unchanged") + ")";
}

void print_counts(const services::ImportTotals& totals, domain::ImportId import, Format format) {
  Table table({"import_id", "rows", "understood", "partly", "ignored", "refused", "refused_cells", "measures", "measures_made",
               "observations", "gaps", "fresh", "revised", "unchanged"});
  table.add({import.stored() ? std::to_string(import.value) : "", std::to_string(totals.read.rows), std::to_string(totals.read.understood),
             std::to_string(totals.read.partly), std::to_string(totals.read.ignored), std::to_string(totals.read.refused),
             std::to_string(totals.read.refused_cells), std::to_string(totals.read.measures), std::to_string(totals.measures_made),
             std::to_string(totals.read.observations), std::to_string(totals.read.gaps), std::to_string(totals.fresh),
             std::to_string(totals.revised), std::to_string(totals.unchanged)});
  std::cout << table.in(format);
}

// What was refused goes to standard error, so that it is seen and standard output stays a table.
void print_refusals(const exchange::Preview& preview) {
  constexpr int most = 20;
  int printed = 0;
  for (std::size_t row = 0; row < preview.rows.size(); ++row) {
    const exchange::RowAccount& account = preview.rows[row];
    if (account.fate != exchange::RowFate::refused && account.fate != exchange::RowFate::partly) continue;
    if (++printed > most) continue;
    std::cerr << exchange::row_name(static_cast<std::uint32_t>(row)) << ": " << exchange::in_words(account.fate)
              << (account.why.empty() ? "" : ": " + account.why) << "\n";
  }
  if (printed > most) std::cerr << "and " << printed - most << " more rows\n";
}

std::string recipe_words(const services::Understood& understood) {
  if (understood.from == services::RecipeFrom::guessed) return "a guessed recipe";
  return "the " + std::string(base::word(understood.from)) + " recipe \"" + understood.recipe_name + "\"";
}

// A problem of the recipe, or of what was agreed to, is one of the option here.
base::Problem as_option(base::Problem problem) {
  if (problem.field == "/recipe_name" || problem.field.starts_with("/recipe/")) problem.field = "--recipe";
  if (problem.field == "/sure") problem.field = "--sure";
  return problem;
}

// To standard error, so that scripts see their table alone.
void print_reading(const services::Understood& understood) {
  for (const std::string& each : understood.preview.warned) std::cerr << each << "\n";
  for (const std::string& each : understood.kept_shares) std::cerr << each << "\n";
  if (understood.other && !understood.other->share)
    std::cerr << understood.other->taken << ". With --separate it would be: " << understood.other->says << ".\n";
}

base::Done say_what_would_be(const ImportOptions& options, const services::Context& context, const services::Actor& actor,
                             const services::Sheet& sheet) {
  const auto preview = services::preview_import(context, actor, sheet);
  if (!preview) return base::fail(as_option(preview.error()));
  print_refusals(preview->understood.preview);
  print_reading(preview->understood);
  for (const std::string& each : preview->asks) std::cerr << each << " It would be stored with --sure.\n";
  if (options.format != Format::table) print_counts(preview->totals, {}, options.format);
  else std::cout << "Would import " << sheet.file_name << " by " << recipe_words(preview->understood) << ": " << said(preview->totals)
                 << ". Nothing was stored.\n";
  return {};
}

base::Done store_and_say(const ImportOptions& options, const services::Context& context, const services::Actor& actor,
                         const services::Sheet& sheet) {
  const auto done = services::store_import(context, actor, sheet);
  if (!done) return base::fail(as_option(done.error()));
  print_refusals(done->understood.preview);
  print_reading(done->understood);
  if (options.format != Format::table) {
    print_counts(done->totals, done->import, options.format);
    return {};
  }
  std::cout << "Imported " << sheet.file_name << " by " << recipe_words(done->understood) << ": " << said(done->totals) << ".\n";
  if (done->import.stored())
    std::cout << "Undo it with: tributary import --undo " << done->import.value << data_words(options.data) << " --as " << options.as << "\n";
  else std::cout << "All of it was here already; nothing was stored.\n";
  return {};
}

base::Done put_in(const ImportOptions& options, const services::Context& context, const services::Actor& actor) {
  const auto bytes = read_file(options.file, "FILE");
  if (!bytes) return base::fail(bytes.error());
  services::Sheet sheet{.table = exchange::Table(), .way = domain::EntryWay::file, .file_name = name_of(options.file),
                        .sha256 = services::sha256_hex(*bytes)};
  auto table = exchange::read_cells(*bytes, sheet.file_name);
  if (!table) return base::fail(table.error());
  sheet.table = *std::move(table);
  if (const auto good = read_recipe(options.recipe, sheet); !good) return good;
  const auto into = read_into(context, actor, options.into);
  if (!into) return base::fail(into.error());
  sheet.into = *into;
  sheet.sure = options.sure;
  if (options.separate) sheet.counts = services::Counts::separate;

  return options.dry_run ? say_what_would_be(options, context, actor, sheet) : store_and_say(options, context, actor, sheet);
}

base::Done take_back(const ImportOptions& options, const services::Context& context, const services::Actor& actor) {
  const bool undo = options.undo.has_value();
  const domain::ImportId id{undo ? *options.undo : *options.redo};
  const char* option = undo ? "--undo" : "--redo";
  if (id.value < 1)
    return base::fail({.code = "import-unreadable", .title = "That is not the number of an import",
                       .detail = "Imports are numbered from 1; `tributary import` tells the number when it stores.", .field = option});
  const auto done = undo ? services::undo_import(context, actor, id) : services::redo_import(context, actor, id);
  if (!done) {
    base::Problem problem = done.error();
    if (problem.kind == base::ProblemKind::not_found) {
      problem.title = "There is no import " + std::to_string(id.value);
      problem.detail = "None of that number was made by " + options.as + ", or into measures that they may write. `tributary import` tells the "
                       "number when it stores.";
    }
    problem.field = option;
    return base::fail(std::move(problem));
  }
  std::cout << (undo ? "Undone" : "Redone") << ": import " << id.value << ", "
            << count(done->import.observations, "observation", "observations") << " of "
            << count(done->import.measures, "measure", "measures") << ".\n";
  return {};
}

base::Done import_or_undo(const ImportOptions& options) {
  const auto opened = open(options.data);
  if (!opened) return base::fail(opened.error());
  const services::Context context = (*opened)->context();
  const auto actor = actor_of(context, options.as);
  if (!actor) return base::fail(actor.error());
  return options.undo || options.redo ? take_back(options, context, *actor) : put_in(options, context, *actor);
}

}  // namespace

void add_import(CLI::App& app, Run& run) {
  const auto options = std::make_shared<ImportOptions>();
  CLI::App* command = app.add_subcommand("import", "Put a file's observations in, or undo that");
  add_data_option(*command, options->data);
  command->add_option("--as", options->as, "Who acts (email address)")->required()->type_name("EMAIL");
  CLI::Option* file = command->add_option("FILE", options->file, "CSV, or cells saved as text");
  command->add_option("--recipe", options->recipe, "One that ships, or a recipe's file; unless told, one that fits is found or guessed")
      ->type_name("NAME|FILE");
  command->add_option("--into", options->into, "Whose measures they are")->type_name("sandbox|place:NAME|project:ID")->capture_default_str();
  command->add_flag("--separate", options->separate, "Read two columns of counts as two measures, where a guess would make one share of them");
  command->add_flag("--sure", options->sure, "Store it although it would change most of the values that are there, or lose of how many they are");
  command->add_flag("--dry-run", options->dry_run, "Say what it would do, and store nothing");
  CLI::Option* undo = command->add_option("--undo", options->undo, "Undo the import of that number")->type_name("ID");
  CLI::Option* redo = command->add_option("--redo", options->redo, "Take its undoing back")->type_name("ID");
  undo->excludes(file)->excludes(redo);
  redo->excludes(file);
  add_format_option(*command, options->format);
  command->footer(
      "csv and json give one row: import_id (empty when nothing was new), rows (below the header: the sum of understood, partly,\n"
      "ignored and refused), refused_cells, measures, measures_made, observations (gaps included; the sum of fresh, revised and unchanged),\n"
      "gaps. Refused rows are told on standard error.");
  command->callback([&run, options, file, undo, redo] {
    if (file->empty() && undo->empty() && redo->empty()) throw CLI::RequiredError("FILE, --undo or --redo");
    run = [options] { return import_or_undo(*options); };
  });
}

}  // namespace tributary::cli
