// Mail: the port through which letters leave. src/mail has the real ones: by SMTP, and as files in a folder.
#pragma once

#include <string>

#include "base/clock.hpp"
#include "base/result.hpp"

namespace tributary::services {

struct Email {
  std::string id;       // the same whenever the same letter is tried again, so that a mail program shows it once
  std::string to;       // an address that domain::read_email gave
  std::string to_name;
  std::string subject;
  std::string text;     // plain, UTF-8, lines ended by \n
  base::Instant at;
};

class Mail {
 public:
  virtual ~Mail() = default;
  // Returns once the next one on the way has taken it. Fails with "mail-refused" (this one will not be taken) or
  // "mail-unreachable"; the detail says why and holds nothing of the text.
  [[nodiscard]] virtual base::Done send(const Email& email) = 0;
};

}  // namespace tributary::services
