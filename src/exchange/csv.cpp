#include "exchange/csv.hpp"

#include <csv.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/check.hpp"
#include "exchange/csv_writer.hpp"

namespace tributary::exchange {

namespace {

constexpr std::size_t sniffed_bytes = 64U << 10U;
constexpr std::size_t chunk_bytes = 64U << 10U;
constexpr std::size_t block_bytes = 4U << 10U;  // by which libcsv's cell buffer grows

// How many lines a separator cuts into the same number of cells, more than one; and how many cuts that are.
struct Agreement {
  std::size_t lines = 0;
  std::size_t cuts = 0;
};

Agreement agreement(const std::map<std::size_t, std::size_t>& lines_by_cuts) {
  Agreement best;
  for (const auto& [cuts, lines] : lines_by_cuts)
    if (cuts > 0 && lines >= best.lines) best = {.lines = lines, .cuts = cuts};
  return best;
}

// What the two callbacks of libcsv share. After a failure the rest is let pass by.
struct Reading {
  Table table;
  base::Done done;
  int line_end = 0;  // the character that ended the last row, to take CR LF for one
  bool row_begun = false;
  std::uint32_t column = 0;
};

void on_field(void* text, std::size_t size, void* reading) {
  auto& r = *static_cast<Reading*>(reading);
  r.line_end = 0;
  r.row_begun = true;
  ++r.column;
  if (r.done) r.done = r.table.add_cell(without_formula_guard({static_cast<const char*>(text), size}));
}

void on_row(int terminator, void* reading) {
  auto& r = *static_cast<Reading*>(reading);
  const bool second_half = terminator == '\n' && r.line_end == '\r' && !r.row_begun;
  r.line_end = second_half ? 0 : terminator;
  r.row_begun = false;
  r.column = 0;
  if (r.done && !second_half) r.done = r.table.end_row();
}

struct Parser {
  Parser() { base::check(csv_init(&parser, CSV_REPALL_NL) == 0, "libcsv starts with any valid options"); }
  ~Parser() { csv_free(&parser); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  csv_parser parser{};
};

base::Problem quote_not_closed(Place opened, std::string_view source) {
  return {.kind = base::ProblemKind::malformed,
          .code = "quote-not-closed",
          .title = "A quotation mark is never closed",
          .detail = "The cell that begins at " + cell_name(opened) +
                    " opens a quotation mark (\") and the text ends before it closes. Close it, or take it out.",
          .where = (source.empty() ? "" : std::string(source) + ": ") + cell_name(opened)};
}

}  // namespace

char sniff_separator(std::string_view text) {
  constexpr std::array<char, 3> candidates = {',', ';', '\t'};
  std::array<std::map<std::size_t, std::size_t>, candidates.size()> lines_by_cuts;
  std::array<std::size_t, candidates.size()> cuts{};
  std::size_t lines = 0;
  bool quoted = false;
  bool filled = false;
  bool closed = false;  // by the quotation mark just before, which another makes one within the cell
  char before = '\n';
  const auto end_line = [&] {
    if (filled) {
      ++lines;
      for (std::size_t i = 0; i < candidates.size(); ++i) ++lines_by_cuts[i][cuts[i]];
    }
    cuts = {};
    filled = false;
  };
  for (const char c : text.substr(0, sniffed_bytes)) {
    // A quotation mark amid a cell (5" pipe) quotes nothing.
    if (c == '"' && (quoted || closed || before == '\n' || before == '\r' || before == ',' || before == ';' || before == '\t')) {
      closed = quoted;
      quoted = !quoted;
    } else {
      closed = false;
    }
    before = c;
    if (quoted) continue;
    if (c == '\n' || c == '\r') {
      end_line();
      continue;
    }
    if (c != ' ') filled = true;
    for (std::size_t i = 0; i < candidates.size(); ++i) cuts[i] += c == candidates[i] ? 1 : 0;
  }
  end_line();
  const Agreement commas = agreement(lines_by_cuts[0]);
  const Agreement semicolons = agreement(lines_by_cuts[1]);
  const std::size_t with_tabs = lines - lines_by_cuts[2][0];
  if (with_tabs > 0 && 2 * with_tabs >= lines) return '\t';
  if (semicolons.lines != commas.lines) return semicolons.lines > commas.lines ? ';' : ',';
  return semicolons.cuts > commas.cuts ? ';' : ',';
}

base::Result<Table> parse_csv(std::string_view text, char separator, std::string_view source, const Limits& limits) {
  Reading reading{.table = Table(limits)};
  Parser parser;
  csv_set_delim(&parser.parser, static_cast<unsigned char>(separator));
  csv_set_blk_size(&parser.parser, block_bytes);
  const auto here = [&] { return Place{.row = reading.table.rows(), .column = reading.column}; };

  while (!text.empty() && reading.done) {
    const std::string_view chunk = text.substr(0, chunk_bytes);
    text.remove_prefix(chunk.size());
    const std::size_t taken = csv_parse(&parser.parser, chunk.data(), chunk.size(), on_field, on_row, &reading);
    base::check(taken == chunk.size(), "libcsv takes all bytes outside its strict mode");
    // A cell that is still growing has not reached the table, which would have refused it.
    if (reading.done && csv_get_buffer_size(&parser.parser) > limits.cell_bytes + block_bytes)
      reading.done = base::fail(cell_too_large(here(), limits));
  }
  if (reading.done) {
    csv_set_opts(&parser.parser,
                 CSV_REPALL_NL | CSV_STRICT | CSV_STRICT_FINI);  // now an open quotation mark is an error
    if (csv_fini(&parser.parser, on_field, on_row, &reading) != 0) return base::fail(quote_not_closed(here(), source));
  }
  if (!reading.done) {
    base::Problem problem = reading.done.error();
    if (!source.empty()) problem.where = std::string(source) + (problem.where.empty() ? "" : ": " + problem.where);
    return base::fail(std::move(problem));
  }
  reading.table.drop_blank_end();
  return std::move(reading.table);
}

}  // namespace tributary::exchange
