#include "exchange/board_workbook.hpp"

#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "base/check.hpp"
#include "base/temporary_folder.hpp"
#include "base/text.hpp"
#include "engines/measure/wording.hpp"

namespace tributary::exchange {

namespace {

using measure::AssuranceIcon;
using measure::Meaning;
using measure::VariationIcon;

constexpr std::array columns = {VariationIcon::improvement_high, VariationIcon::common_cause, VariationIcon::concern_high,
                                VariationIcon::neither_high, VariationIcon::none};
constexpr std::array rows = {AssuranceIcon::pass, AssuranceIcon::hit_or_miss, AssuranceIcon::fail, AssuranceIcon::none};

lxw_datetime excel_date(base::Date date) {
  const std::chrono::year_month_day day{date};
  return {.year = static_cast<int>(day.year()), .month = static_cast<int>(static_cast<unsigned>(day.month())),
          .day = static_cast<int>(static_cast<unsigned>(day.day())), .hour = 0, .min = 0, .sec = 0};
}

// As many places as tell its values apart: the width of its figures, to two digits that mean something.
int decimals_of(const BoardSheet& of) {
  std::optional<double> low, high;
  const auto take = [&](const std::optional<double>& value) {
    if (value) low = std::min(low.value_or(*value), *value), high = std::max(high.value_or(*value), *value);
  };
  for (const BoardRow& each : of.rows)
    for (const auto& value : {each.value, each.lower, each.centre, each.upper}) take(value);
  take(of.last_value);
  if (!low) return 0;
  return measure::decimals_for(*high - *low, *high);
}

class Writer {
 public:
  Writer(const BoardBook& book, const char* path) : book_(book), workbook_(workbook_new(path)) {
    bold_ = workbook_add_format(workbook_);
    format_set_bold(bold_);
    wrapped_ = workbook_add_format(workbook_);
    format_set_text_wrap(wrapped_);
    format_set_align(wrapped_, LXW_ALIGN_VERTICAL_TOP);
    head_ = workbook_add_format(workbook_);
    format_set_bold(head_);
    format_set_text_wrap(head_);
    format_set_align(head_, LXW_ALIGN_VERTICAL_TOP);
    format_set_bg_color(head_, 0xF0F4F5);
    format_set_border(head_, LXW_BORDER_THIN);
    cell_ = workbook_add_format(workbook_);
    format_set_text_wrap(cell_);
    format_set_align(cell_, LXW_ALIGN_VERTICAL_TOP);
    format_set_border(cell_, LXW_BORDER_THIN);
    for (std::size_t places = 0; places < figures_.size(); ++places) {
      figures_[places] = workbook_add_format(workbook_);
      format_set_num_format(figures_[places], ("#,##0" + (places == 0 ? "" : "." + std::string(places, '0'))).c_str());
      format_set_align(figures_[places], LXW_ALIGN_VERTICAL_TOP);
    }
    date_ = workbook_add_format(workbook_);
    format_set_align(date_, LXW_ALIGN_VERTICAL_TOP);
    format_set_num_format(date_, "d mmm yyyy");
    format_set_align(date_, LXW_ALIGN_LEFT);
    title_ = workbook_add_format(workbook_);
    format_set_bold(title_);
    format_set_font_size(title_, 16);
    link_ = workbook_add_format(workbook_);
    format_set_underline(link_, LXW_UNDERLINE_SINGLE);
    format_set_font_color(link_, 0x005EB8);
  }

  // False where it could not be written. Closes the file either way.
  [[nodiscard]] bool write() {
    std::vector<lxw_worksheet*> sheets;
    auto* first = workbook_add_worksheet(workbook_, "Board");
    for (std::size_t i = 0; i < book_.measures.size(); ++i)
      sheets.push_back(workbook_add_worksheet(workbook_, sheet_name(i + 1, book_.measures[i].name).c_str()));
    write_first(first);
    for (std::size_t i = 0; i < sheets.size(); ++i) write_measure(sheets[i], i);
    set_properties();
    return workbook_close(workbook_) == LXW_NO_ERROR;
  }

 private:
  void set_properties() {
    base::Date last = std::chrono::sys_days{std::chrono::year{2000} / 1 / 1};
    for (const BoardSheet& each : book_.measures)
      if (!each.rows.empty()) last = std::max(last, each.rows.back().on);
    std::string title = "Board of " + base::shorten(book_.place, 200);
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.created = std::chrono::duration_cast<std::chrono::seconds>(last.time_since_epoch()).count();
    workbook_set_properties(workbook_, &properties);
  }

  static void text(lxw_worksheet* sheet, lxw_row_t row, int column, std::string_view words, lxw_format* format) {
    constexpr std::size_t most = 32'000;  // of Excel: 32,767
    worksheet_write_string(sheet, row, static_cast<lxw_col_t>(column), base::shorten(words, most).c_str(), format);
  }

  // The value whole, shown to so many places.
  void number(lxw_worksheet* sheet, lxw_row_t row, int column, const std::optional<double>& value, int decimals) const {
    if (value) worksheet_write_number(sheet, row, static_cast<lxw_col_t>(column), *value, figures_.at(static_cast<std::size_t>(decimals)));
  }

  void date(lxw_worksheet* sheet, lxw_row_t row, int column, base::Date on) const {
    lxw_datetime when = excel_date(on);
    worksheet_write_datetime(sheet, row, static_cast<lxw_col_t>(column), &when, date_);
  }

  void link(lxw_worksheet* sheet, lxw_row_t row, int column, const std::string& to, const std::string& words) const {
    const std::string address = "internal:'" + to + "'!A1";
    worksheet_write_url_opt(sheet, row, static_cast<lxw_col_t>(column), address.c_str(), link_, base::shorten(words, 250).c_str(), nullptr);
  }

  void write_first(lxw_worksheet* sheet) {
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9);  // A4
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_column(sheet, 0, 0, 34, nullptr);
    worksheet_set_column(sheet, 1, 5, 28, nullptr);
    worksheet_set_column(sheet, 6, 6, 28, nullptr);
    worksheet_set_column(sheet, 7, 8, 60, nullptr);
    text(sheet, 0, 0, "Board of " + book_.place, title_);
    const auto shown = book_.measures.size();
    if (static_cast<std::size_t>(book_.total) > shown)
      text(sheet, 1, 0, "The first " + std::to_string(shown) + " of " + std::to_string(book_.total) + " measures by name.", nullptr);
    write_matrix(sheet, 2);
    write_list(sheet, 8);
  }

  // Names alone: a cell of Excel holds one link, so the list below leads to the sheets.
  void write_matrix(lxw_worksheet* sheet, lxw_row_t top) {
    text(sheet, top, 0, "Variation and assurance", head_);
    for (std::size_t c = 0; c < columns.size(); ++c) text(sheet, top, static_cast<int>(c) + 1, column_name(columns[c]), head_);
    for (std::size_t r = 0; r < rows.size(); ++r) {
      const auto row = static_cast<lxw_row_t>(top + 1 + r);
      std::array<std::string, columns.size()> cells;
      std::size_t most = 1;
      for (std::size_t c = 0; c < columns.size(); ++c) {
        std::size_t lines = 0;
        for (std::size_t i = 0; i < book_.measures.size(); ++i) {
          const BoardSheet& each = book_.measures[i];
          if (each.assurance != rows[r] || column_name(each.variation) != column_name(columns[c])) continue;
          const std::string name = told_apart(each);
          cells[c] += (cells[c].empty() ? "" : "\n") + std::to_string(i + 1) + " " + name;
          lines += 1 + name.size() / 26;
        }
        most = std::max(most, lines);
      }
      worksheet_set_row(sheet, row, std::min(400.0, 16.0 * static_cast<double>(most) + 4), nullptr);
      text(sheet, row, 0, row_name(rows[r]), head_);
      for (std::size_t c = 0; c < columns.size(); ++c) text(sheet, row, static_cast<int>(c) + 1, cells[c], cell_);
    }
  }

  // Several projects may measure the same: then whose each is, is said.
  [[nodiscard]] std::string told_apart(const BoardSheet& of) const {
    const bool shared = std::ranges::count(book_.measures, of.name, &BoardSheet::name) > 1;
    return of.name + (shared && !of.home.empty() ? ", " + of.home : "");
  }

  void write_list(lxw_worksheet* sheet, lxw_row_t top) {
    constexpr std::array<std::string_view, 9> heads = {"Measure", "Of", "Last value", "Target", "Unit", "On", "Variation, assurance", "So what", "What next"};
    for (std::size_t c = 0; c < heads.size(); ++c) text(sheet, top, static_cast<int>(c), heads[c], head_);
    for (std::size_t i = 0; i < book_.measures.size(); ++i) {
      const BoardSheet& each = book_.measures[i];
      const auto row = static_cast<lxw_row_t>(top + 1 + i);
      link(sheet, row, 0, sheet_name(i + 1, each.name), std::to_string(i + 1) + " " + each.name);
      text(sheet, row, 1, whose(each), wrapped_);
      number(sheet, row, 2, each.last_value, decimals_of(each));
      number(sheet, row, 3, each.target, decimals_of(each));
      text(sheet, row, 4, each.unit, wrapped_);
      if (each.last_on) date(sheet, row, 5, *each.last_on);
      text(sheet, row, 6, icons(each), wrapped_);
      text(sheet, row, 7, each.so_what.empty() ? "" : each.so_what.front(), wrapped_);
      text(sheet, row, 8, each.next_step, wrapped_);
    }
  }

  static std::string icons(const BoardSheet& each) { return std::string(column_name(each.variation)) + "; " + base::lower(row_name(each.assurance)); }

  static std::string whose(const BoardSheet& each) {
    std::string out = each.home;
    const auto add = [&](std::string_view words) { out += (out.empty() ? "" : ", ") + std::string(words); };
    if (!each.published) add("not published yet");
    if (each.illustrative) add("illustrative");
    return out;
  }

  void write_measure(lxw_worksheet* sheet, std::size_t index) {
    const BoardSheet& it = book_.measures[index];
    worksheet_set_landscape(sheet);
    worksheet_set_paper(sheet, 9);
    worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_set_column(sheet, 0, 0, 14, nullptr);
    worksheet_set_column(sheet, 1, 7, 13, nullptr);
    worksheet_set_column(sheet, 8, 8, 60, nullptr);
    text(sheet, 0, 0, it.name, title_);
    text(sheet, 1, 0, whose(it), nullptr);
    link(sheet, 2, 0, "Board", "Back to the board");
    lxw_row_t row = 3;
    const auto say = [&](std::string_view head, std::string_view words) {
      text(sheet, row, 0, head, bold_);
      worksheet_merge_range(sheet, row, 1, row, 8, "", wrapped_);
      text(sheet, row, 1, words, wrapped_);
      worksheet_set_row(sheet, row, 16.0 * (1 + static_cast<double>(words.size()) / 130), nullptr);
      ++row;
    };
    say("What", what(it));
    for (std::size_t i = 0; i < it.so_what.size(); ++i) say(i == 0 ? "So what" : "", it.so_what[i]);
    say("What next", it.next_step);
    const auto chart_at = static_cast<lxw_row_t>(row + 1);
    const auto top = static_cast<lxw_row_t>(chart_at + 19);  // below the chart
    write_rows(sheet, top, it);
    if (!it.rows.empty()) draw(sheet, chart_at, top, index);
  }

  static std::string what(const BoardSheet& it) {
    return icons(it) + "." + (it.unit.empty() ? "" : " In " + it.unit + ".") + (it.definition.empty() ? "" : " " + it.definition);
  }

  void write_rows(lxw_worksheet* sheet, lxw_row_t top, const BoardSheet& it) {
    constexpr std::array<std::string_view, 9> heads = {"Date", "Value", "Lower limit", "Centre", "Upper limit", "Target", "Improvement", "Concern", "Signals"};
    for (std::size_t c = 0; c < heads.size(); ++c)
      text(sheet, top, static_cast<int>(c), std::string(heads[c]) + (c == 1 && !it.unit.empty() ? " (" + it.unit + ")" : ""), head_);
    const int decimals = decimals_of(it);
    for (std::size_t i = 0; i < it.rows.size(); ++i) {
      const BoardRow& each = it.rows[i];
      const auto row = static_cast<lxw_row_t>(top + 1 + i);
      date(sheet, row, 0, each.on);
      number(sheet, row, 1, each.value, decimals);
      number(sheet, row, 2, each.lower, decimals);
      number(sheet, row, 3, each.centre, decimals);
      number(sheet, row, 4, each.upper, decimals);
      number(sheet, row, 5, each.target, decimals);
      if (each.meaning == Meaning::improvement) number(sheet, row, 6, each.value, decimals);
      if (each.meaning == Meaning::concern) number(sheet, row, 7, each.value, decimals);
      text(sheet, row, 8, each.signals, nullptr);
    }
  }

  struct Look {
    int column;
    lxw_color_t color;
    std::uint8_t dash, marker;
    bool line;
  };

  void draw(lxw_worksheet* sheet, lxw_row_t at, lxw_row_t top, std::size_t index) {
    const BoardSheet& it = book_.measures[index];
    const std::string name = sheet_name(index + 1, it.name);
    lxw_chart* chart = workbook_add_chart(workbook_, LXW_CHART_LINE);
    constexpr std::array looks = {
        Look{1, 0x4C6272, LXW_CHART_LINE_DASH_SOLID, LXW_CHART_MARKER_CIRCLE, true},
        Look{2, 0x4C6272, LXW_CHART_LINE_DASH_DASH, LXW_CHART_MARKER_NONE, true},
        Look{3, 0x212B32, LXW_CHART_LINE_DASH_SOLID, LXW_CHART_MARKER_NONE, true},
        Look{4, 0x4C6272, LXW_CHART_LINE_DASH_DASH, LXW_CHART_MARKER_NONE, true},
        Look{5, 0x7C2855, LXW_CHART_LINE_DASH_LONG_DASH_DOT, LXW_CHART_MARKER_NONE, true},
        Look{6, 0x00B0F0, LXW_CHART_LINE_DASH_SOLID, LXW_CHART_MARKER_SQUARE, false},
        Look{7, 0xF08A3C, LXW_CHART_LINE_DASH_SOLID, LXW_CHART_MARKER_DIAMOND, false}};
    const auto first = static_cast<lxw_row_t>(top + 1);
    const auto last = static_cast<lxw_row_t>(top + it.rows.size());
    for (const Look& look : looks) {
      if (look.column == 5 && std::ranges::none_of(it.rows, [](const BoardRow& each) { return each.target.has_value(); })) continue;
      const auto column = static_cast<lxw_col_t>(look.column);
      lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
      chart_series_set_categories(series, name.c_str(), first, 0, last, 0);
      chart_series_set_values(series, name.c_str(), first, column, last, column);
      chart_series_set_name_range(series, name.c_str(), top, column);
      lxw_chart_line line{.color = look.color, .none = static_cast<std::uint8_t>(!look.line), .width = look.column == 1 ? 1.5F : 1.0F,
                          .dash_type = look.dash, .transparency = 0};
      chart_series_set_line(series, &line);
      chart_series_set_marker_type(series, look.marker);
      if (look.marker == LXW_CHART_MARKER_NONE) continue;
      lxw_chart_fill fill{.color = look.column == 1 ? lxw_color_t{0xA6A6A6} : look.color, .none = 0, .transparency = 0};
      chart_series_set_marker_fill(series, &fill);
      chart_series_set_marker_size(series, look.line ? 5 : 8);
    }
    chart_title_off(chart);
    chart_axis_set_num_format(chart->x_axis, "mmm yyyy");
    chart_axis_set_label_position(chart->x_axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
    // The library takes a name that begins with "=" for a reference to a cell.
    if (!it.unit.empty()) chart_axis_set_name(chart->y_axis, ((it.unit.starts_with('=') ? " " : "") + base::shorten(it.unit, 40)).c_str());
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    chart_show_blanks_as(chart, LXW_CHART_BLANKS_AS_GAP);
    std::string words = "Control chart of " + it.name + ", " + std::to_string(it.rows.size()) + " dates. " + (it.so_what.empty() ? "" : it.so_what.front());
    lxw_chart_options options{.x_offset = 0, .y_offset = 0, .x_scale = 2.0, .y_scale = 1.25, .object_position = 0, .description = words.data(), .decorative = 0};
    worksheet_insert_chart_opt(sheet, at, 0, chart, &options);
  }

  const BoardBook& book_;
  lxw_workbook* workbook_;
  lxw_format *bold_, *wrapped_, *head_, *cell_, *date_, *title_, *link_;
  std::array<lxw_format*, 10> figures_{};  // by the places that they show
};

base::Problem unwritten() {
  return {.kind = base::ProblemKind::unavailable, .code = "workbook-unwritten", .title = "The workbook could not be written",
                     .detail = base::what_ails_temporary_folder()};
}

}  // namespace

base::Result<std::string> board_workbook(const BoardBook& book) {
  std::error_code failed;
  std::string path = (std::filesystem::temp_directory_path(failed) / "tributary-board-XXXXXX").string();
  const int file = failed ? -1 : ::mkstemp(path.data());
  if (file < 0) return base::fail(unwritten());
  ::close(file);
  const bool written = Writer(book, path.c_str()).write();
  std::string bytes;
  if (written) {
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> in(std::fopen(path.c_str(), "rb"), &std::fclose);
    bytes.resize(in ? std::filesystem::file_size(path, failed) : 0);
    if (!in || failed || std::fread(bytes.data(), 1, bytes.size(), in.get()) != bytes.size()) bytes.clear();
  }
  ::unlink(path.c_str());
  if (bytes.empty()) return base::fail(unwritten());
  return bytes;
}

}  // namespace tributary::exchange
