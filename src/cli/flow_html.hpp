// A report as one HTML file: the page that web/ builds for it, with what it is to show as JSON within.
//
// Promises  the same run gives the same bytes, on any number of threads; no text of a model is taken for markup
// See       web/src/report (the page), docs/guide/reference/flow-report.md
#pragma once

#include <string>

#include "cli/flow_report.hpp"

namespace tributary::cli {

class FlowStory;

// Fails with "report-page-missing" where the program was built without its pages.
[[nodiscard]] base::Done has_report_page();
[[nodiscard]] std::string report_page(const FlowReport& report, const FlowStory& story);

}  // namespace tributary::cli
