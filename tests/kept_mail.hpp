// A mail that keeps what it is given, or refuses it as long as it is told to: the fake of services::Mail.
#pragma once

#include <vector>

#include "services/ports/mail.hpp"

namespace tributary::test {

class KeptMail final : public services::Mail {
 public:
  base::Done send(const services::Email& email) override {
    ++tries;
    if (away)
      return base::fail({.kind = base::ProblemKind::unavailable, .code = "mail-unreachable", .title = "Away", .detail = "The server is away."});
    sent.push_back(email);
    return {};
  }

  bool away = false;
  int tries = 0;
  std::vector<services::Email> sent;
};

}  // namespace tributary::test
