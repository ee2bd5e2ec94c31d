#include "exchange/guess_recipe.hpp"

#include <algorithm>
#include <unordered_set>

#include "base/text.hpp"
#include "exchange/header_row.hpp"
#include "exchange/patient_level.hpp"
#include "exchange/share_of.hpp"
#include "exchange/sheet_look.hpp"

namespace tributary::exchange {

namespace {

constexpr std::size_t most_guessed_measures = 50;
constexpr std::size_t longest_title = 100;

using Words = std::initializer_list<std::string_view>;

bool has_word(const std::string& title, Words words) {
  const std::string lowered = base::lower(title);
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view w) { return lowered.find(w) != std::string::npos; });
}

// Everything that a guess is made from.
struct Sheet {
  const Table& table;
  HeaderLook header;
  std::vector<std::uint32_t> rows;
  std::vector<ColumnLook> columns;
  std::vector<ColumnName> references;

  [[nodiscard]] const std::string& reference(std::uint32_t column) const { return references[column].reference; }
  [[nodiscard]] std::string shown(std::uint32_t column) const {
    const std::string& title = columns[column].title;
    return title.empty() ? "Column " + column_name(column)
                         : "Column " + column_name(column) + " (\"" + base::shorten(title, 60) + "\")";
  }
};

Direction better(const std::string& title) {
  // "Days between falls": the longer without one, the better.
  if (has_word(title, {"between", "days since", "cases since"})) return Direction::higher;
  if (has_word(title, {"within", "in time", "on time", "satisf", "recommend", "complian", "complete", "recovered",
                       "survival"}))
    return Direction::higher;
  if (has_word(title, {"wait",      "delay", "breach",    "fall",           "death",       "died",     "mortality",
                       "infection", "error", "complaint", "length of stay", "readmission", "sickness", "vacanc",
                       "harm",      "ulcer", "cancel",    "did not attend", "dna",         "overdue",  "incident"}))
    return Direction::lower;
  return Direction::neither;
}

// Kind and unit of the numbers; `title` says what they are.
void describe(MeasureRule& rule, const ColumnLook& look, const std::string& title) {
  const bool fractions = look.above_one == 0 && look.whole < look.values;
  const bool per_cent = has_word(title, {"%", "percent", "per cent", "pct"});
  const bool share = has_word(title, {"rate", "proportion", "share", "fraction"});
  // One cell with a sign among numbers without is a slip, which is refused when it is read.
  if ((look.with_sign > 0 && 2 * look.with_sign >= look.values) || per_cent || (fractions && share)) rule.kind = ValueKind::percent;
  else rule.kind = look.whole == look.values && look.negative == 0 ? ValueKind::count : ValueKind::number;
  // Kept as well: next month's only value may be 1.
  if (rule.kind == ValueKind::percent && look.with_sign == 0 && look.values > 0 && (fractions || look.above_one > 0))
    rule.written = fractions ? PercentWritten::fraction : PercentWritten::percent;
  const auto open = title.rfind('(');
  const auto close = title.rfind(')');
  if (rule.kind == ValueKind::percent) rule.unit = "%";
  else if (!look.unit.empty()) rule.unit = base::shorten(look.unit, 30);
  else if (open != title.npos && close != title.npos && close > open + 1 && close - open < 30)
    rule.unit = title.substr(open + 1, close - open - 1);
  rule.direction = better(title);
}

// A column's cells in the rows that are guessed from. Merged cells repeat the one above: their first row is filled, and
// some below are empty.
struct Cells {
  std::uint32_t column = 0;
  bool merged = false;
  std::vector<std::string_view> list;
};

Cells cells_of(const Sheet& sheet, std::uint32_t column) {
  Cells cells{.column = column};
  for (const std::uint32_t row : sheet.rows) {
    std::string_view cell = sheet.table.cell({row, column});
    if (cell.empty() && !cells.list.empty() && !cells.list.front().empty()) {
      cells.merged = true;
      cell = cells.list.back();
    }
    cells.list.push_back(cell);
  }
  return cells;
}

// How many rows differ in these columns. Cells hold no control characters, so one may stand between them.
std::size_t different(const std::vector<const Cells*>& columns, std::size_t rows) {
  std::unordered_set<std::string> keys;
  std::string key;
  for (std::size_t row = 0; row < rows; ++row) {
    key.clear();
    for (const Cells* cells : columns) (key += cells->list[row]) += '\x1F';
    keys.insert(key);
  }
  return keys.size();
}

struct Naming {
  std::vector<std::uint32_t> columns;
  bool merged = false;
};

// The fewest columns, from the left, that tell the rows of one date apart: one of words that does it alone, else each that
// helps, words before numbers (such as a type 1, 2, 3).
Naming naming_columns(const Sheet& sheet, std::optional<std::uint32_t> date, std::vector<std::uint32_t> words,
                      std::vector<std::uint32_t> numbers) {
  constexpr std::size_t most_tried = 20;
  words.resize(std::min(words.size(), most_tried));
  numbers.resize(std::min(numbers.size(), most_tried));
  const std::size_t rows = sheet.rows.size();
  const Cells dates = date ? cells_of(sheet, *date) : Cells{};
  std::vector<const Cells*> fixed;
  if (date) fixed.push_back(&dates);
  std::size_t reached = date ? different(fixed, rows) : 0;
  if (reached == rows) return {};

  std::vector<Cells> candidates;
  for (const std::uint32_t column : words) candidates.push_back(cells_of(sheet, column));
  for (const Cells& one : candidates) {
    fixed.push_back(&one);
    if (different(fixed, rows) == rows) return {.columns = {one.column}, .merged = one.merged};
    fixed.pop_back();
  }
  for (const std::uint32_t column : numbers) candidates.push_back(cells_of(sheet, column));
  Naming naming;
  for (const Cells& one : candidates) {
    if (reached == rows) break;
    fixed.push_back(&one);
    const std::size_t now = different(fixed, rows);
    if (now > reached) {
      naming.columns.push_back(one.column);
      naming.merged = naming.merged || one.merged;
      reached = now;
    } else {
      fixed.pop_back();
    }
  }
  return naming;
}

std::string in_braces(const Sheet& sheet, const std::vector<std::uint32_t>& columns) {
  std::string text;
  for (const std::uint32_t column : columns) text += (text.empty() ? "{" : " {") + sheet.reference(column) + "}";
  return text;
}

// What a measure of the column is called: no braces, since a template could not hold them.
std::string title_of(const ColumnLook& look) {
  std::string title = look.title.empty() ? "Column " + column_name(look.column) : base::shorten(look.title, longest_title);
  std::erase_if(title, [](char c) { return c == '{' || c == '}'; });
  return title;
}

bool few_values(const Sheet& sheet, std::uint32_t column) {
  const Cells cells = cells_of(sheet, column);
  return different({&cells}, sheet.rows.size()) <= 12;
}

std::optional<std::uint32_t> find_date_column(const Sheet& sheet) {
  std::optional<std::uint32_t> best;
  int best_score = 0;
  for (const ColumnLook& look : sheet.columns) {
    const DateColumn& dates = look.dates;
    const bool named = has_word(look.title, {"date", "month", "week", "period", "day", "quarter", "year", "w/c"});
    // Under such a head the dates may be wrong, in the year 0 or the 14th month: each cell is told then.
    if (dates.dates == 0 || (10 * dates.dates < 6 * dates.cells && !(named && look.values == 0))) continue;
    if (dates.numbers == dates.dates && !named) continue;  // digits alone are dates only where the header says so
    const int score = (named ? 2 : 0) + (10 * dates.dates >= 9 * dates.cells ? 1 : 0) + (dates.numbers == 0 ? 2 : 1);
    if (score > best_score) best = look.column, best_score = score;
  }
  return best;
}

// Two columns of counts are proposed as one share where they plainly are one, and as two measures where they may be; the other
// choice stays beside it.
void offer_share(const Sheet& sheet, const std::string& prefix, const std::vector<std::uint32_t>& columns, Guess& guess) {
  if (columns.size() != 2) return;
  const auto share = share_of(sheet.table, sheet.rows, sheet.columns[columns[0]], sheet.columns[columns[1]]);
  if (!share) return;
  const std::string part = title_of(sheet.columns[share->part]);
  const std::string whole = title_of(sheet.columns[share->whole]);
  const std::string name = part + " out of " + whole;
  Recipe as_share = guess.recipe;
  as_share.measures = {{.name = prefix.empty() ? name : prefix + ": " + name, .kind = ValueKind::ratio,
                            .numerator = {.column = sheet.reference(share->part), .minus = {}}, .denominator = sheet.reference(share->whole),
                            .unit = "%", .direction = better(part)}};
  if (!check_recipe(as_share)) return;  // long headers can make too long a name
  const std::string one = "One share: " + name;
  const std::string two = "Two measures: " + part + ", and " + whole;
  if (!share->plain) {
    guess.other = OtherReading{.recipe = std::move(as_share), .taken = two, .says = one, .share = true};
    guess.because.push_back("\"" + part + "\" is within \"" + whole + "\": they are read as two measures, and may be one share.");
    return;
  }
  guess.other = OtherReading{.recipe = std::move(guess.recipe), .taken = one, .says = two};
  guess.recipe = std::move(as_share);
  guess.because.push_back("\"" + part + "\" and \"" + whole + "\" are read as one share, " + name + ".");
}

base::Result<Guess> guess_long(const Sheet& sheet, Guess guess) {
  const auto date = find_date_column(sheet);
  if (!date)
    return base::fail(
        {.code = "no-dates",
         .title = "No dates were found",
         .detail = "No column holds mostly dates, and no row has dates along it. Write dates like 31/03/2024 or "
                   "Apr-24, and include the header row."});
  Recipe& recipe = guess.recipe;
  recipe.date = sheet.reference(*date);
  guess.because.push_back(sheet.shown(*date) + " holds the dates.");
  // Kept, since next month's few dates may not show it.
  if (sheet.columns[*date].dates.order_shown) recipe.order = sheet.columns[*date].dates.rule.order;

  std::vector<std::uint32_t> words;
  std::vector<std::uint32_t> few_numbers;
  std::size_t numeric = 0;
  for (const ColumnLook& look : sheet.columns) {
    if (look.column == *date || look.filled == 0) continue;
    if (!look.numeric()) words.push_back(look.column);
    else if (++numeric; look.whole == look.values && few_values(sheet, look.column)) few_numbers.push_back(look.column);
  }
  if (few_numbers.size() == numeric && numeric > 0) few_numbers.pop_back();  // one must be left to be the values
  const auto [naming, merged] = naming_columns(sheet, date, std::move(words), std::move(few_numbers));
  const std::string prefix = in_braces(sheet, naming);
  recipe.fill_down = merged;
  for (const std::uint32_t column : naming) guess.because.push_back(sheet.shown(column) + " tells the measures apart.");

  std::size_t left_out = 0;
  std::vector<std::uint32_t> columns;  // of the measures
  for (const ColumnLook& look : sheet.columns) {
    if (!look.numeric() || look.column == *date || std::find(naming.begin(), naming.end(), look.column) != naming.end())
      continue;
    if (look.dates.dates == look.filled && look.dates.numbers < look.filled) continue;  // another column of dates
    if (recipe.measures.size() == most_guessed_measures) {
      ++left_out;
      continue;
    }
    const std::string title = title_of(look);
    MeasureRule rule{.name = prefix.empty() ? title : prefix + ": " + title, .value = sheet.reference(look.column)};
    const auto same = [&](const MeasureRule& other) { return other.name == rule.name; };
    if (std::any_of(recipe.measures.begin(), recipe.measures.end(), same))
      rule.name += " (" + column_name(look.column) + ")";
    describe(rule, look, look.title);
    recipe.measures.push_back(std::move(rule));
    columns.push_back(look.column);
  }
  if (left_out > 0)
    guess.because.push_back("The first " + std::to_string(most_guessed_measures) + " columns of numbers are read; " +
                            std::to_string(left_out) + " after them are left out. Import those by themselves.");
  if (recipe.measures.empty())
    return base::fail({.code = "no-numbers",
                       .title = "No numbers were found",
                       .detail = "Beside the dates in column " + column_name(*date) +
                                 " no column holds mostly numbers. Include the columns of values."});
  offer_share(sheet, prefix, columns, guess);
  return guess;
}

base::Result<Guess> guess_wide(const Sheet& sheet, Guess guess) {
  const std::uint32_t header = sheet.header.row - 1;
  std::vector<std::uint32_t> labels;
  ColumnLook values;
  for (const ColumnLook& look : sheet.columns) {
    const CellLook head = look_at_cell(look.title);
    if (head != CellLook::date && head != CellLook::number) {
      if (look.filled > 0 && !look.numeric()) labels.push_back(look.column);
      continue;
    }
    values.filled += look.filled, values.values += look.values, values.with_sign += look.with_sign;
    values.whole += look.whole, values.negative += look.negative, values.above_one += look.above_one;
    if (values.unit.empty()) values.unit = look.unit;
  }
  guess.because.push_back("Row " + std::to_string(sheet.header.row) + " has dates along it.");
  Naming found = naming_columns(sheet, {}, labels, {});
  std::vector<std::uint32_t>& naming = found.columns;
  if (naming.empty() && !labels.empty()) naming = {labels.front()};
  for (const std::uint32_t column : naming) guess.because.push_back(sheet.shown(column) + " names the measures.");
  // A title above the header says what the values are.
  std::string title;
  for (std::uint32_t row = 0; row < header && title.empty(); ++row)
    if (look_at_cell(sheet.table.cell({row, 0})) == CellLook::text)
      title = base::shorten(single_spaced(sheet.table.cell({row, 0})), longest_title);
  std::erase_if(title, [](char c) { return c == '{' || c == '}'; });
  const std::string named = in_braces(sheet, naming);
  MeasureRule rule{.name = named.empty()   ? (title.empty() ? "Measure" : title)
                           : title.empty() ? named
                                           : named + ": " + title};
  describe(rule, values, title);
  guess.recipe.fill_down = found.merged;
  guess.recipe.measures.push_back(std::move(rule));
  return guess;
}

}  // namespace

base::Result<Guess> guess_recipe(const Table& table, HeldBack held_back) {
  if (auto done = refuse_patient_level(table); !done) return base::fail(done.error());
  const auto header = look_for_header(table);
  if (!header)
    return base::fail({.code = "no-numbers",
                       .title = "No table was found",
                       .detail =
                           "No row of words stands above rows of dates and numbers. Include the header row, and leave "
                           "out what stands above it."});
  Sheet sheet{.table = table, .header = *header, .rows = rows_to_guess_from(table, header->row)};
  sheet.columns = look_at_columns(table, *header, sheet.rows);
  sheet.references = name_columns(table, header->row);
  Guess guess;
  guess.recipe.header_row = header->row;
  guess.recipe.layout = header->wide ? Layout::wide : Layout::long_rows;
  guess.because.push_back(header->row == 0 ? "There is no header row."
                                           : "Row " + std::to_string(header->row) + " looks like the header.");
  const auto is_numeric = [](const ColumnLook& look) { return look.numeric() && look.dates.dates < look.filled; };
  if (held_back == HeldBack::as_values && std::none_of(sheet.columns.begin(), sheet.columns.end(), is_numeric))
    for (ColumnLook& look : sheet.columns) look.held_back = look.filled > 0 && look.gaps == look.filled;
  return header->wide ? guess_wide(sheet, std::move(guess)) : guess_long(sheet, std::move(guess));
}

}  // namespace tributary::exchange
