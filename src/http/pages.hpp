// The pages: static files that the binary carries, and the first page for every address of theirs.
#pragma once

#include "base/result.hpp"
#include "http/message.hpp"

namespace tributary::http {

// Hashed names under assets/ are kept by browsers for a year; the first page is asked for anew each time.
[[nodiscard]] base::Result<Response> page_for(const Request& request);

}  // namespace tributary::http
