#include "http/import_json.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/clock.hpp"
#include "exchange/recipe_json.hpp"

namespace tributary::http {

namespace {

constexpr std::size_t most_series_shown = 200;

void write_texts(JsonText& out, std::string_view name, const std::vector<std::string>& texts) {
  out.key(name);
  out.array();
  for (const std::string& each : texts) out.text(each);
  out.end(']');
}

void write_revised(JsonText& out, const std::vector<services::RevisedValue>& revised) {
  out.key("first_revised");
  out.array();
  for (const services::RevisedValue& each : revised) {
    out.object();
    out.date("on", each.on);
    out.number("was", each.was);
    out.number("now", each.now);
    out.text("was_parts", each.was_parts);
    out.text("now_parts", each.now_parts);
    out.end('}');
  }
  out.end(']');
}

void write_series(JsonText& out, const services::Understood& understood, const std::vector<services::SeriesChange>& changes) {
  out.key("measures");
  out.array();
  for (std::size_t i = 0; i < std::min(understood.measures.size(), most_series_shown); ++i) {
    const exchange::MeasureRead& read = understood.preview.measures[i];
    const domain::Measure& measure = understood.measures[i];
    const services::SeriesChange change =
        i < changes.size() ? changes[i] : services::SeriesChange{.fresh = static_cast<int>(read.observations.size())};
    out.object();
    out.text("name", read.name);
    out.id("measure_id", change.found);
    out.flag("comes_back", change.comes_back);
    out.text("organisation_code", read.organisation);
    out.id("organisation_id", measure.organisation);
    out.text("quantity", base::word(measure.quantity));
    out.text("unit", measure.unit);
    out.text("direction", base::word(measure.direction));
    out.whole("observations", static_cast<std::int64_t>(read.observations.size()));
    out.whole("fresh", change.fresh);
    out.whole("revised", change.revised);
    out.whole("unchanged", change.unchanged);
    write_revised(out, change.first_revised);
    const bool any = !read.observations.empty();
    out.date("first", any ? std::optional(read.observations.front().date) : std::nullopt);
    out.date("last", any ? std::optional(read.observations.back().date) : std::nullopt);
    out.end('}');
  }
  out.end(']');
}

void write_rows(JsonText& out, const exchange::Preview& preview, std::uint32_t from, std::uint32_t count) {
  const auto all = static_cast<std::uint32_t>(preview.rows.size());
  const std::uint32_t first = std::min(from - 1, all);
  const std::uint32_t shown = std::min(count, all - first);
  const std::vector<std::string> words = exchange::rows_in_words(preview, first, shown);
  out.key("rows");
  out.array();
  for (std::uint32_t i = 0; i < shown; ++i) {
    const exchange::RowAccount& row = preview.rows[first + i];
    out.object();
    out.whole("row", first + i + 1);
    out.text("fate", exchange::in_words(row.fate));
    out.whole("observations", row.observations);
    out.text("code", row.code);
    out.text("why", row.why);
    out.text("words", i < words.size() ? std::string_view(words[i]) : std::string_view{});
    out.end('}');
  }
  out.end(']');
  out.whole("rows_total", all);
}

void write_remarks(JsonText& out, const exchange::Preview& preview) {
  out.key("remarks");
  out.array();
  for (const exchange::Remark& each : preview.remarks) {
    out.object();
    out.text("cell", exchange::cell_name(each.place));
    out.whole("row", each.place.row + 1);
    out.whole("column", each.place.column + 1);
    out.flag("refusal", each.refusal);
    out.text("code", each.code);
    out.text("says", each.says);
    out.end('}');
  }
  out.end(']');
  out.whole("more_remarks", static_cast<std::int64_t>(preview.more_remarks));
}

}  // namespace

void write_totals(JsonText& out, const services::ImportTotals& totals) {
  const exchange::Totals& read = totals.read;
  out.object();
  out.whole("rows", read.rows);
  out.whole("understood", read.understood);
  out.whole("partly", read.partly);
  out.whole("ignored", read.ignored);
  out.whole("refused", read.refused);
  out.whole("refused_cells", read.refused_cells);
  out.whole("measures", read.measures);
  out.whole("measures_made", totals.measures_made);
  out.whole("observations", static_cast<std::int64_t>(read.observations));
  out.whole("gaps", static_cast<std::int64_t>(read.gaps));
  out.whole("fresh", totals.fresh);
  out.whole("revised", totals.revised);
  out.whole("unchanged", totals.unchanged);
  out.whole("fresh_gaps", totals.fresh_gaps);
  out.end('}');
}

void write_imported(JsonText& out, const services::Imported& imported) {
  out.object();
  out.key("import_id");
  imported.import.stored() ? out.whole(imported.import.value) : out.null();
  out.key("totals");
  write_totals(out, imported.totals);
  out.key("measure_ids");
  out.array();
  for (std::size_t i = 0; i < std::min(imported.measures.size(), most_series_shown); ++i) out.whole(imported.measures[i].value);
  out.end(']');
  out.end('}');
}

void write_import(JsonText& out, const services::ImportView& view) {
  const domain::Import& import = view.import;
  out.object();
  out.whole("id", import.id.value);
  out.text("way", base::word(import.way));
  out.text("file_name", import.file_name);
  out.id("recipe_id", import.recipe);
  out.whole("rows_read", import.rows_read);
  out.whole("measures", import.measures);
  out.key("first_measures");
  out.array();
  for (const services::NamedMeasure& each : view.first_measures) {
    out.object();
    out.id("id", each.id.stored() ? std::optional(each.id) : std::nullopt);
    out.text("name", each.name);
    out.text("home", each.home);
    out.end('}');
  }
  out.end(']');
  out.whole("observations", import.observations);
  out.whole("made_by", import.made_by.value);
  out.text("made_at", base::to_iso(import.made));
  out.key("voided_at");
  import.voided ? out.text(base::to_iso(*import.voided)) : out.null();
  out.flag("may_undo", view.may_undo);
  out.end('}');
}

void write_columns(JsonText& out, const std::vector<exchange::ColumnName>& columns) {
  out.key("columns");
  out.array();
  for (const exchange::ColumnName& each : columns) {
    out.object();
    out.text("reference", each.reference);
    out.text("title", each.title);
    out.end('}');
  }
  out.end(']');
}

void write_sheet_columns(JsonText& out, const services::SheetColumns& found) {
  out.object();
  out.key("recipe");
  out.raw(exchange::to_json(found.recipe).dump());
  write_columns(out, found.columns);
  out.end('}');
}

void write_preview(JsonText& out, const services::Understood& understood, const std::vector<services::SeriesChange>& changes,
                   const services::ImportTotals& totals, std::uint32_t rows_from, std::uint32_t rows_count,
                   const std::vector<std::string>& asks) {
  out.object();
  out.key("recipe");
  out.raw(exchange::to_json(understood.recipe).dump());
  out.text("recipe_from", base::word(understood.from));
  out.text("recipe_name", understood.recipe_name);
  write_texts(out, "because", understood.because);
  out.key("other_reading");
  if (understood.other) {
    out.object();
    out.text("taken", understood.other->taken);
    out.text("says", understood.other->says);
    out.key("recipe");
    out.raw(exchange::to_json(understood.other->recipe).dump());
    out.end('}');
  } else {
    out.null();
  }
  write_columns(out, understood.columns);
  write_texts(out, "said", understood.preview.said);
  write_texts(out, "warned", understood.preview.warned);
  write_texts(out, "asks", asks);
  out.text("interval", base::word(services::interval_of(understood.preview.span)));
  out.key("totals");
  write_totals(out, totals);
  write_series(out, understood, changes);
  write_rows(out, understood.preview, rows_from, rows_count);
  write_remarks(out, understood.preview);
  out.end('}');
}

}  // namespace tributary::http
