#pragma once

#include "http/json.hpp"
#include "services/teams.hpp"

namespace tributary::http {

[[nodiscard]] Json group_json(const services::GroupWithNames& group);

}  // namespace tributary::http
