// The public quality report of a place, for anyone.
#pragma once

#include "http/router.hpp"

namespace tributary::http {

base::Result<Response> list_quality_reports(const Request& request, const services::Context& context);
base::Result<Response> get_quality_report(const Request& request, const services::Context& context);

}  // namespace tributary::http
