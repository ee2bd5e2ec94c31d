// What imports answer, as JSON.
#pragma once

#include "http/json_text.hpp"
#include "services/imports.hpp"

namespace tributary::http {

void write_totals(JsonText& out, const services::ImportTotals& totals);
void write_imported(JsonText& out, const services::Imported& imported);
void write_sheet_columns(JsonText& out, const services::SheetColumns& found);
void write_import(JsonText& out, const services::ImportView& view);
// `changes` are empty where nothing was met with what is kept: everything is then new, and nothing is asked.
void write_preview(JsonText& out, const services::Understood& understood, const std::vector<services::SeriesChange>& changes,
                   const services::ImportTotals& totals, std::uint32_t rows_from, std::uint32_t rows_count,
                   const std::vector<std::string>& asks = {});

}  // namespace tributary::http
