#pragma once

#include "http/router.hpp"

namespace tributary::http {

base::Result<Response> get_board(const Request& request, const services::Context& context);
base::Result<Response> get_board_workbook(const Request& request, const services::Context& context);
base::Result<Response> get_board_pdf(const Request& request, const services::Context& context);

}  // namespace tributary::http
