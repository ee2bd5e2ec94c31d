// Log: what the program tells its operator, on standard error. Never a free text of a team, never a password or token.
#pragma once

#include <string_view>

namespace tributary::base {

void log_info(std::string_view message);
void log_warning(std::string_view message);
void log_error(std::string_view message);

}  // namespace tributary::base
