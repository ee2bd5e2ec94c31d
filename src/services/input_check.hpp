// InputCheck: goes through the words of an input, tidies them in place, and remembers every problem for one answer.
//
//   InputCheck check;
//   check.name(project.name, "/name");
//   check.that(domain::check_serves(project));
//   if (const auto good = check.done(); !good) return base::fail(good.error());
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "services/problems.hpp"

namespace tributary::services {

class InputCheck {
 public:
  // Must say something.
  void name(std::string& text, std::string_view field, std::size_t most = 200) { take(text, read_name(text, field, most)); }
  // May be empty.
  void words(std::string& text, std::string_view field, std::size_t most = 20'000) { take(text, read_words(text, field, most)); }
  void that(const base::Done& done) {
    if (!done) note(done.error());
  }
  void note(base::Problem problem) {
    if (first_) first_->others.push_back(std::move(problem));
    else first_ = std::move(problem);
  }
  [[nodiscard]] base::Done done() const {
    if (first_) return base::fail(*first_);
    return {};
  }

 private:
  void take(std::string& text, base::Result<std::string> read) {
    if (read) text = *std::move(read);
    else note(read.error());
  }

  std::optional<base::Problem> first_;
};

}  // namespace tributary::services
