#include "base/problem.hpp"

namespace tributary::base {

std::string one_line(const Problem& problem) {
  std::string line;
  if (!problem.where.empty()) line += problem.where + ": ";
  line += problem.title;
  if (!problem.field.empty()) line += " (" + problem.field + ")";
  if (!problem.detail.empty()) line += ": " + problem.detail;
  for (const Problem& other : problem.others) line += "\n" + one_line(other);
  return line;
}

}  // namespace tributary::base
