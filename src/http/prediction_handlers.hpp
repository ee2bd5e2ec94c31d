// Predictions, and what a person says to their answers.
#pragma once

#include "http/router.hpp"

namespace tributary::http {

base::Result<Response> post_prediction(const Request& request, const services::Context& context);
base::Result<Response> post_prediction_preview(const Request& request, const services::Context& context);
base::Result<Response> get_prediction(const Request& request, const services::Context& context);
base::Result<Response> put_prediction(const Request& request, const services::Context& context);
base::Result<Response> delete_prediction(const Request& request, const services::Context& context);
base::Result<Response> restore_prediction(const Request& request, const services::Context& context);
base::Result<Response> get_calibration(const Request& request, const services::Context& context);
base::Result<Response> put_judgement(const Request& request, const services::Context& context);

}  // namespace tributary::http
