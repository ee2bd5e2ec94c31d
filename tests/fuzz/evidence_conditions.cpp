// Any words of options over any bytes as a table of conditions, parted by a line of dashes: refused with a reason, or every case has a
// degree from 0 to 1 or a level;
// what the analysis then accepts has a membership from 0 to 1 in every level.
#include <cmath>

#include "exchange/evidence/qca_cases.hpp"
#include "engines/evidence/qca/cases.hpp"
#include "tests/fuzz/target.hpp"

using tributary::base::check;
namespace exchange = tributary::exchange;
namespace qca = tributary::evidence::qca;

namespace {

constexpr std::size_t most_lines = 12;

// "direct DEV:400,550,900": a line an option; without a word that is known it names the outcome.
exchange::QcaColumns columns_from(std::string_view lines) {
  exchange::QcaColumns out;
  for (std::size_t count = 0; !lines.empty() && count < most_lines; ++count) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    const std::size_t space = std::min(line.find(' '), line.size());
    const std::string_view word = line.substr(0, space);
    const std::string rest(line.substr(std::min(space + 1, line.size())));
    if (word == "condition") out.conditions.push_back(rest);
    else if (word == "cases") out.cases = rest;
    else if (word == "direct") out.direct.push_back(rest);
    else if (word == "indirect") out.indirect.push_back(rest);
    else if (word == "crisp") out.crisp.push_back(rest);
    else if (word == "multi-value") out.multi_value.push_back(rest);
    else if (word == "code") out.codes.push_back(rest);
    else if (word == "expect") out.expected.push_back(rest);
    else out.outcome = std::string(line);
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text = tributary::fuzz::text_of(bytes, size);
  const std::size_t line = text.find("\n---\n");
  if (line == std::string_view::npos) return 0;
  const auto table = exchange::DataTable::read(text.substr(line + 5), "cases.csv");
  if (!table) return 0;
  const auto read = exchange::read_qca_cases(*table, columns_from(text.substr(0, line)));
  if (!read) {
    check(!read.error().code.empty() && !read.error().title.empty() && !read.error().detail.empty(), "a refusal says why");
    return 0;
  }
  const qca::Cases& cases = read->cases;
  check(cases.size() > 0 && cases.names.size() == cases.size() && read->rows.size() == cases.size(), "every case has a name and a row");
  check(!cases.conditions.empty() && !cases.outcome_name.empty(), "there is a condition and an outcome");
  for (const double each : cases.outcome) check(std::isfinite(each), "the outcome is finite");
  for (const qca::Condition& each : cases.conditions) {
    check(each.values.size() == cases.size(), "every case has a value of each condition");
    for (const double value : each.values) check(std::isfinite(value), "memberships are finite");
  }
  for (const std::size_t row : read->rows) check(row < table->cases(), "a case knows its row");
  if (!qca::check_cases(cases)) return 0;
  for (const qca::Condition& each : cases.conditions)
    for (unsigned level = 0; level < each.levels; ++level)
      for (std::size_t i = 0; i < cases.size(); ++i) {
        const double membership = qca::membership(each, level, i);
        check(membership >= 0 && membership <= 1, "membership in a level is from 0 to 1");
      }
  return 0;
}
