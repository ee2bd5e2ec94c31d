// Finding: what every method of this engine says beside its numbers: estimates with their uncertainty, what it checked of its own
// assumptions, and the answer in plain words.
//
// Idea      a number without its interval, and a method without its doubts, can't be acted on
// Promises  no NaN and no infinity: what can't be known is absent
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::evidence {

// A number and how surely it is known. `level` of low and high is .95 unless the method says otherwise.
struct Estimate {
  std::string name;   // what it is of: "effect", "New Jersey × after"
  double value = 0;
  std::optional<double> standard_error;
  std::optional<double> low, high;
  std::optional<double> degrees_of_freedom;  // absent: the normal distribution
  std::optional<double> p;                   // two-sided, of no effect
};

// What a method looked at before it may be believed.
enum class Holds : std::uint8_t { yes, doubtful, no, cannot_tell };

struct Assumption {
  std::string_view code;  // stable: "parallel-trends"
  Holds holds = Holds::cannot_tell;
  std::string found;      // plain English with the figures: "Before the change the two groups moved alike (p = .62)."
  std::string would_make_wrong;  // what would make the answer wrong, where the data can't say
};

// The answer as a person would tell it, and what to keep in mind.
struct Told {
  std::vector<std::string> answer;      // sentences; the first says it all
  std::vector<Assumption> assumptions;
  std::vector<std::string> warnings;    // of these data: few clusters, wide intervals, values left out
};

}  // namespace tributary::evidence
