// Printer: the port through which a page becomes a PDF. src/print has the real one: a Chromium on this machine.
#pragma once

#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/result.hpp"

namespace tributary::services {

// What a page is called while it hasn't drawn itself; one that has is called something else.
inline constexpr std::string_view undrawn_title = "Not drawn yet";

class Printer {
 public:
  virtual ~Printer() = default;
  // The bytes of a PDF. `page` is a whole HTML document that draws itself and asks nobody for anything; `made` is the day on which the
  // PDF says that it was made. The same page and day give the same bytes, from the same browser with the same fonts.
  // Fails with "no-chromium", "printing-busy", "printing-too-long", "printing-stopped" or "print-failed"; nothing of the page is in the detail.
  [[nodiscard]] virtual base::Result<std::string> print(std::string_view page, base::Date made) = 0;
};

}  // namespace tributary::services
