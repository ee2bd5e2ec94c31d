#pragma once

#include "http/json.hpp"
#include "services/standards.hpp"

namespace tributary::http {

[[nodiscard]] domain::Wording read_wording(Fields& in);
[[nodiscard]] Json wording_json(const domain::Wording& words);
[[nodiscard]] Json standard_json(const services::StandardPage& page);
[[nodiscard]] Json standard_page_json(const services::StandardPage& page);
[[nodiscard]] Json amendment_page_json(const services::AmendmentPage& page);

}  // namespace tributary::http
