// Tests of change: plan, do, study, act.
#pragma once

#include "http/router.hpp"

namespace tributary::http {

base::Result<Response> list_tests(const Request& request, const services::Context& context);
base::Result<Response> post_test(const Request& request, const services::Context& context);
base::Result<Response> get_test(const Request& request, const services::Context& context);
base::Result<Response> put_test(const Request& request, const services::Context& context);
base::Result<Response> delete_test(const Request& request, const services::Context& context);
base::Result<Response> restore_test(const Request& request, const services::Context& context);
base::Result<Response> put_test_start(const Request& request, const services::Context& context);
base::Result<Response> delete_test_start(const Request& request, const services::Context& context);
base::Result<Response> put_test_doing(const Request& request, const services::Context& context);
base::Result<Response> put_test_study(const Request& request, const services::Context& context);
base::Result<Response> put_test_act(const Request& request, const services::Context& context);
base::Result<Response> delete_test_act(const Request& request, const services::Context& context);

}  // namespace tributary::http
