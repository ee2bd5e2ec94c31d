// Problem: an expected failure of input or rule, told so that a person can mend it.
//
// Idea      our own mistakes throw (base/check.hpp); the world breaking throws from libraries; everything a
//           person can cause and mend is a Problem, passed by value in a Result
// Shown as  RFC 9457 problem details over HTTP (http/problem_reply.cpp); one line and exit 2 on the command line
// See       base/result.hpp
#pragma once

#include <string>
#include <vector>

namespace tributary::base {

// What sort of failure it is. Each kind is one HTTP status and one exit code, so callers never compare codes.
enum class ProblemKind {
  invalid,          // the input breaks a rule: 422
  malformed,        // the input can't be read at all: 400
  unauthenticated,  // nobody is signed in: 401
  forbidden,        // somebody is, and may not: 403
  not_found,        // no such thing, or not for these eyes: 404
  conflict,         // the thing is in a state that excludes this: 409
  stale,            // somebody else changed it first (If-Match): 412
  too_large,        // more than the stated limit: 413
  precondition_missing,  // no If-Match came with a change: 428
  throttled,        // too many tries, wait: 429
  unavailable,      // this machine lacks what it takes: 503
};

struct Problem {
  ProblemKind kind = ProblemKind::invalid;
  std::string code;    // stable and kebab-case, for scripts and tests: "date-out-of-range"
  std::string title;   // plain English, no values: "The date is out of range"
  std::string detail;  // what was found and how to mend it: "0000-01-02 is before 1900. Use a date from 1900 to 2200."
  std::string field;   // JSON pointer or column of the input that is wrong: "/aim/by"; empty when it is the whole
  std::string where;   // file and line, or row and cell: "ae.csv:17"; empty when not from a file
  std::vector<Problem> others;  // further problems of the same input, so that a form can mark each field at once
};

// The one line a terminal shows: where, title, detail.
[[nodiscard]] std::string one_line(const Problem& problem);

}  // namespace tributary::base
