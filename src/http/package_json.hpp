// Packages, adoptions and ranges as JSON.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "http/json.hpp"
#include "services/adopters_range.hpp"
#include "services/adoptions.hpp"
#include "services/lineage.hpp"

namespace tributary::http {

[[nodiscard]] Json package_line_json(const services::PackageLine& line);
[[nodiscard]] Json adoption_line_json(const services::AdoptionLine& line);
[[nodiscard]] Json package_json(const services::PackagePage& page);
[[nodiscard]] Json adoption_json(const services::AdoptionPage& page);
[[nodiscard]] Json proposal_json(const domain::UpstreamProposal& proposal);
[[nodiscard]] Json range_json(const services::AdoptersRange& range);
[[nodiscard]] Json spread_json(const services::PackageSpread& spread);

[[nodiscard]] domain::PackageVersion read_package_content(Fields& in);

}  // namespace tributary::http
