// What the sentences under charts are made of: numbers, dates and the reasons for a signal, as one chart writes them.
#pragma once

#include <string>

#include "engines/measure/sentence.hpp"
#include "engines/measure/wording.hpp"

namespace tributary::measure {

// Looks at what it is given; lives no longer. The chart has a last point.
class SentenceWords {
 public:
  SentenceWords(const Series& series, const Chart& chart, const Wording& wording);

  // "9 values in a row above the mean of 71 %, since March 2024": why the last point is marked by this rule.
  [[nodiscard]] std::string reason(Rule rule) const;

  // "62 to 81 %": what the limits at the last point allow.
  [[nodiscard]] std::string range() const;

  [[nodiscard]] std::string number(double value) const;    // with decimals that tell the limits apart, and the unit
  [[nodiscard]] std::string as_given(double value) const;  // with no more decimals than it has: a target
  [[nodiscard]] std::string on(std::size_t point) const;   // "in March 2024", "on 3 March 2024"
  [[nodiscard]] const Period& period() const { return period_; }
  [[nodiscard]] std::string_view centre() const;  // "mean", "median" or "centre"
  [[nodiscard]] bool all_alike() const;           // every value of the last point's phase that counts is the centre

 private:
  struct Stretch {
    std::size_t first;
    std::size_t length;
  };
  [[nodiscard]] Stretch shift_run() const;
  [[nodiscard]] Stretch trend_run(Rule rule) const;
  [[nodiscard]] std::size_t first_marked(Rule rule) const;
  [[nodiscard]] std::size_t phase_start() const;
  [[nodiscard]] bool ends_walk(std::size_t point) const;
  [[nodiscard]] int side(std::size_t point) const;
  [[nodiscard]] std::string beyond(const char* what, double limit) const;
  [[nodiscard]] std::string run_text(Stretch stretch, const std::string& what) const;
  [[nodiscard]] std::string some_of(const char* counts, const std::string& where, Rule rule) const;
  [[nodiscard]] std::string bare(double value, int decimals) const;
  [[nodiscard]] std::string with_unit(const std::string& number) const;
  [[nodiscard]] std::string date(std::size_t point) const;

  const Series& series_;
  const Chart& chart_;
  const Wording& wording_;
  std::size_t last_;
  const Limits& limits_;
  Period period_;
  int decimals_;
};

}  // namespace tributary::measure
