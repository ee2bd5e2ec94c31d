#include "exchange/evidence/qca_cases.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <set>

#include "base/plain_number.hpp"
#include "base/text.hpp"
#include "engines/evidence/qca/calibration.hpp"

namespace tributary::exchange {
namespace {

namespace qca = evidence::qca;

constexpr double most_levels_unasked = 9;

base::Problem qca_option_problem(const char* code, const char* title, std::string detail, const char* option) {
  return {.code = code, .title = title, .detail = std::move(detail), .field = option};
}

// "DEV:400,550,900"
struct Anchored {
  std::size_t column = 0;
  std::vector<double> numbers;
};

base::Result<Anchored> read_anchored(const DataTable& table, const std::string& text, const char* option) {
  const auto unreadable = [&] {
    return base::fail(qca_option_problem("option-unreadable", "An option can't be read",
                                         "\"" + base::shorten(text, 60) + "\" should be a column, a colon and numbers: DEV:400,550,900.", option));
  };
  const auto colon = text.rfind(':');
  if (colon == std::string::npos) return unreadable();
  const auto column = table.column(text.substr(0, colon), option);
  if (!column) return base::fail(column.error());
  Anchored anchored{.column = *column};
  for (std::size_t from = colon + 1; from <= text.size();) {
    const auto comma = std::min(text.find(',', from), text.size());
    const auto number = base::plain_number(base::trim(std::string_view(text).substr(from, comma - from)));
    if (!number) return unreadable();
    anchored.numbers.push_back(*number);
    from = comma + 1;
  }
  return anchored;
}

// A name with what stands before and behind it: "~URB", "IND[1]".
struct Named {
  std::string name;
  bool absent = false;
  std::optional<unsigned> level;
};

base::Result<Named> read_named(std::string_view text, const char* option) {
  text = base::trim(text);
  Named named;
  if (text.starts_with('~')) {
    named.absent = true;
    text.remove_prefix(1);
  }
  if (const auto open = text.rfind('['); text.ends_with(']') && open != std::string_view::npos) {
    const auto level = base::plain_number(base::trim(text.substr(open + 1, text.size() - open - 2)));
    if (!level || *level < 0 || *level >= qca::most_levels || std::trunc(*level) != *level || named.absent)
      return base::fail(qca_option_problem("option-unreadable", "A level can't be read", "\"" + base::shorten(text, 60) + "\" should be a column, or with a level as IND[1].", option));
    named.level = static_cast<unsigned>(*level);
    text = text.substr(0, open);
  }
  named.name = text;
  return named;
}

class QcaReader {
 public:
  QcaReader(const DataTable& table, const QcaColumns& columns) : table_(table), columns_(columns) {}

  base::Result<QcaCases> read() {
    for (auto step : {&QcaReader::read_codes, &QcaReader::find_outcome, &QcaReader::find_conditions, &QcaReader::choose_cases, &QcaReader::fill, &QcaReader::read_expected})
      if (auto done = (this->*step)(); !done) return base::fail(done.error());
    return std::move(found_);
  }

 private:
  base::Done read_codes() {
    for (const std::string& code : columns_.codes) {
      const auto equals = code.rfind('=');
      const auto number = equals == std::string::npos ? std::nullopt : base::plain_number(base::trim(std::string_view(code).substr(equals + 1)));
      if (!number) return base::fail(qca_option_problem("option-unreadable", "A code can't be read", "\"" + base::shorten(code, 60) + "\" should be a text and its number: Developed=1.", "--code"));
      codes_[base::lower(base::trim(code.substr(0, equals)))] = *number;
    }
    return {};
  }

  base::Done find_outcome() {
    auto named = read_named(columns_.outcome, "--outcome");
    if (!named) return base::fail(named.error());
    const auto column = table_.column(named->name, "--outcome");
    if (!column) return base::fail(column.error());
    outcome_ = *column;
    outcome_named_ = *named;
    outcome_named_.name = table_.names()[*column];
    return {};
  }

  base::Done find_conditions() {
    if (!columns_.cases.empty()) {
      const auto column = table_.column(columns_.cases, "--cases");
      if (!column) return base::fail(column.error());
      name_column_ = *column;
    }
    for (const std::string& name : columns_.conditions) {
      const auto column = table_.column(name, "--conditions");
      if (!column) return base::fail(column.error());
      if (*column == outcome_ || std::ranges::find(conditions_, *column) != conditions_.end())
        return base::fail(qca_option_problem("condition-twice", "A column is named twice", "\"" + base::shorten(name, 60) + "\" is the outcome, or stands twice among the conditions.", "--conditions"));
      if (numbers_the_cases(*column) || names_the_cases(*column))
        return base::fail(qca_option_problem("condition-names-cases", "A column says which case a row is",
                                             "\"" + base::shorten(name, 60) + "\" is different in every case, as a name or a row's number is: nothing can be told to go with it. Leave it out, or name it with --cases.", "--conditions"));
      conditions_.push_back(*column);
    }
    for (std::size_t i = 0; i < table_.names().size(); ++i) {
      if (i == outcome_ || i == name_column_) continue;
      const bool texts = !all_readable(i);
      if (texts && !name_column_ && std::ranges::find(conditions_, i) == conditions_.end()) name_column_ = i;
      if (texts || !columns_.conditions.empty()) continue;
      if (numbers_the_cases(i)) found_.notes.push_back(table_.names()[i] + " numbers the cases, so it is no condition.");
      else conditions_.push_back(i);
    }
    if (!conditions_.empty()) return {};
    return base::fail(qca_option_problem("no-conditions", "There is no condition", "No column besides the outcome holds numbers. Name some with --conditions, and code texts with --code.", "--conditions"));
  }

  [[nodiscard]] std::optional<double> coded(std::string_view text) const {
    const auto found = codes_.find(base::lower(text));
    return found == codes_.end() ? std::nullopt : std::optional(found->second);
  }

  [[nodiscard]] bool all_readable(std::size_t column) const {
    for (std::size_t i = 0; i < table_.cases(); ++i)
      if (!coded(table_.text(i, column)) && !table_.number(i, column)) return false;
    return true;
  }

  // 0 or 1 and on, each once, in whatever order; of two cases that may be a condition. Not where an option says what its numbers mean.
  [[nodiscard]] bool numbers_the_cases(std::size_t column) const {
    const std::size_t n = table_.cases();
    if (n < 3 || is_explained(column)) return false;
    std::set<double> seen;
    for (std::size_t i = 0; i < n; ++i) {
      const auto number = table_.number(i, column);
      if (!number || !*number || std::trunc(**number) != **number) return false;
      seen.insert(**number);
    }
    const double first = *seen.begin();
    return seen.size() == n && (first == 0 || first == 1) && *seen.rbegin() == first + static_cast<double>(n - 1);
  }

  [[nodiscard]] bool names_the_cases(std::size_t column) const {
    const std::size_t n = table_.cases();
    std::set<std::string> seen;
    for (std::size_t i = 0; i < n; ++i)
      if (const auto text = table_.text(i, column); !coded(text) && !table_.number(i, column)) seen.insert(base::lower(text));
    return n >= 3 && seen.size() == n;
  }

  [[nodiscard]] bool is_explained(std::size_t column) const {
    const auto names_it = [&](const std::string& text) { return base::lower(base::trim(std::string_view(text).substr(0, text.rfind(':')))) == base::lower(table_.names()[column]); };
    return std::ranges::any_of(std::array{&columns_.direct, &columns_.indirect, &columns_.crisp, &columns_.multi_value}, [&](const auto* texts) { return std::ranges::any_of(*texts, names_it); });
  }

  base::Result<std::optional<double>> value(std::size_t row, std::size_t column) const {
    if (const auto code = coded(table_.text(row, column))) return std::optional(*code);
    auto number = table_.number(row, column);
    if (number) return number;
    base::Problem problem = number.error();
    if (problem.code == "number-unreadable") {
      const std::string text = base::shorten(table_.text(row, column), 40);
      problem.code = "text-uncoded";
      problem.title = "A text stands where a membership should";
      problem.detail = "\"" + text + "\" is no number. Say which number it stands for: --code \"" + text + "=1\".";
    }
    return base::fail(std::move(problem));
  }

  // Those without a gap in a column that is used.
  base::Done choose_cases() {
    std::vector<std::size_t> used = conditions_;
    used.push_back(outcome_);
    std::string left_out;
    std::size_t n = 0;
    for (std::size_t row = 0; row < table_.cases(); ++row) {
      bool whole = true;
      for (const std::size_t column : used) {
        const auto number = value(row, column);
        if (!number) return base::fail(number.error());
        whole = whole && number->has_value();
      }
      if (whole) found_.rows.push_back(row);
      else if (++n <= 12) left_out += (left_out.empty() ? "" : ", ") + name_of_case(row);
    }
    if (found_.rows.empty()) return base::fail({.code = "no-complete-case", .title = "No case has all its values", .detail = "Every row has a gap in the outcome or a condition. Fill the gaps, or name fewer conditions.", .where = table_.source()});
    if (n > 0) found_.notes.push_back(std::to_string(n) + (n == 1 ? " case is" : " cases are") + " left out for a missing value: " + left_out + (n > 12 ? " …" : "") + ".");
    return {};
  }

  [[nodiscard]] std::string name_of_case(std::size_t row) const {
    const std::string name = name_column_ ? std::string(table_.text(row, *name_column_)) : std::string();
    return name.empty() ? "row " + table_.where(row).substr(table_.source().size() + 1) : name;
  }

  base::Done fill() {
    qca::Cases& cases = found_.cases;
    for (const std::size_t row : found_.rows) cases.names.push_back(name_of_case(row));
    for (const std::size_t column : conditions_) {
      auto condition = condition_of(column);
      if (!condition) return base::fail(condition.error());
      cases.conditions.push_back(std::move(*condition));
    }
    auto outcome = condition_of(outcome_);
    if (!outcome) return base::fail(outcome.error());
    return take_outcome(*outcome);
  }

  base::Done take_outcome(const qca::Condition& outcome) {
    qca::Cases& cases = found_.cases;
    cases.outcome_name = outcome_named_.name;
    if (outcome.multi_value && !outcome_named_.level)
      return base::fail(qca_option_problem("outcome-level-absent", "The outcome has several levels", "Say which level is success: --outcome \"" + outcome_named_.name + "[1]\".", "--outcome"));
    const unsigned level = outcome_named_.level.value_or(1);
    if (level >= outcome.levels) return base::fail(qca_option_problem("outcome-level-absent", "The outcome has no such level", outcome_named_.name + " has levels from 0 to " + std::to_string(outcome.levels - 1) + ".", "--outcome"));
    if (outcome_named_.level) cases.outcome_name += "[" + std::to_string(level) + "]";
    for (std::size_t i = 0; i < found_.rows.size(); ++i) cases.outcome.push_back(membership(outcome, level, i));
    if (outcome_named_.absent) cases = qca::negated(std::move(cases));
    return {};
  }

  base::Result<qca::Condition> condition_of(std::size_t column) {
    qca::Condition condition{.name = table_.names()[column]};
    for (const std::size_t row : found_.rows) condition.values.push_back(**value(row, column));
    auto calibrated = calibrate(column, condition.values);
    if (!calibrated) return base::fail(calibrated.error());
    if (*calibrated) condition.values = std::move(**calibrated);
    const double most = *std::ranges::max_element(condition.values);
    const bool whole = std::ranges::all_of(condition.values, [](double x) { return x >= 0 && std::trunc(x) == x && x < qca::most_levels; });
    const bool asked = std::ranges::any_of(columns_.multi_value, [&](const std::string& name) { return base::lower(base::trim(name)) == base::lower(condition.name); });
    if (asked || (whole && most > 1 && most <= most_levels_unasked)) {
      condition.multi_value = true;
      condition.levels = std::max(2U, whole ? static_cast<unsigned>(most) + 1 : 2U);
      if (!asked) found_.notes.push_back(condition.name + " is read as levels from 0 to " + std::to_string(condition.levels - 1) + ".");
    }
    for (std::size_t i = 0; i < condition.values.size(); ++i) {
      if (condition.multi_value ? whole : condition.values[i] >= 0 && condition.values[i] <= 1) continue;
      return base::fail({.code = "membership-out-of-range", .title = "A number is no membership",
                         .detail = condition.name + " is " + base::to_text(condition.values[i]) + " here; a membership lies from 0 to 1. Calibrate it: --calibrate \"" + condition.name + ":OUT,BETWEEN,IN\"; or say --multi-value " + condition.name + " where its whole numbers are levels.",
                         .where = table_.where(found_.rows[i])});
    }
    return condition;
  }

  base::Result<std::optional<std::vector<double>>> calibrate(std::size_t column, const std::vector<double>& raw) {
    struct Way {
      const std::vector<std::string>& texts;
      const char* option;
    };
    std::optional<std::vector<double>> made;
    for (const Way& way : {Way{columns_.direct, "--calibrate"}, Way{columns_.indirect, "--calibrate-indirect"}, Way{columns_.crisp, "--crisp"}}) {
      for (const std::string& text : way.texts) {
        const auto anchored = read_anchored(table_, text, way.option);
        if (!anchored) return base::fail(anchored.error());
        if (anchored->column != column) continue;
        auto calibrated = by(way.option, *anchored, raw);
        if (!calibrated) {
          base::Problem problem = calibrated.error();
          problem.field = way.option;
          problem.detail = table_.names()[column] + ": " + problem.detail;
          return base::fail(std::move(problem));
        }
        made = std::move(*calibrated);
      }
    }
    return made;
  }

  static base::Result<std::vector<double>> by(std::string_view option, const Anchored& anchored, const std::vector<double>& raw) {
    const auto& n = anchored.numbers;
    if (option == "--calibrate-indirect") return qca::calibrate_indirect(raw, n);
    if (option == "--crisp") return qca::calibrate_crisp(raw, n);
    if (n.size() == 3) return qca::calibrate(raw, {n[0], n[1], n[2]});
    if (n.size() == 6) return qca::calibrate_between(raw, {n[0], n[1], n[2]}, {n[5], n[4], n[3]});
    return base::fail(qca_option_problem("option-unreadable", "An option can't be read", "three numbers are wanted (out, between, in), or six (out, between, in; in, between, out).", "--calibrate"));
  }

  base::Done read_expected() {
    if (columns_.expected.empty()) return {};
    found_.expectations.resize(conditions_.size());
    for (const std::string& text : columns_.expected) {
      const auto named = read_named(text, "--expect");
      if (!named) return base::fail(named.error());
      const auto column = table_.column(named->name, "--expect");
      if (!column) return base::fail(column.error());
      const auto place = std::ranges::find(conditions_, *column);
      if (place == conditions_.end()) return base::fail(qca_option_problem("expectation-of-no-condition", "An expectation is of no condition", "\"" + base::shorten(text, 60) + "\" is none of the conditions.", "--expect"));
      const auto which = static_cast<std::size_t>(place - conditions_.begin());
      const unsigned level = named->level.value_or(named->absent ? 0 : 1);
      if (level >= found_.cases.conditions[which].levels) return base::fail(qca_option_problem("expectation-of-no-condition", "An expectation is of no level", "\"" + base::shorten(text, 60) + "\" is above the highest level.", "--expect"));
      found_.expectations[which].push_back(level);
    }
    return {};
  }

  const DataTable& table_;
  const QcaColumns& columns_;
  std::map<std::string, double> codes_;
  std::size_t outcome_ = 0;
  Named outcome_named_;
  std::optional<std::size_t> name_column_;
  std::vector<std::size_t> conditions_;
  QcaCases found_;
};

}  // namespace

base::Result<QcaCases> read_qca_cases(const DataTable& table, const QcaColumns& columns) { return QcaReader(table, columns).read(); }

}  // namespace tributary::exchange
