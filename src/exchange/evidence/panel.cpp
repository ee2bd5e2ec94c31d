#include "exchange/evidence/panel.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/text.hpp"

namespace tributary::exchange {
namespace {

// The column's words as places among those that occur, in order of first occurrence.
std::vector<std::uint32_t> places_of(const std::vector<std::string>& texts, std::vector<std::string>& names) {
  std::map<std::string, std::uint32_t> known;
  std::vector<std::uint32_t> out;
  for (const std::string& each : texts) {
    const auto [at, added] = known.try_emplace(each, static_cast<std::uint32_t>(names.size()));
    if (added) names.push_back(each);
    out.push_back(at->second);
  }
  return out;
}

base::Result<std::vector<std::uint32_t>> words_of(const DataTable& table, const std::string& name, const std::string& option, std::vector<std::string>& names) {
  const auto column = table.column(name, option);
  if (!column) return base::fail(column.error());
  const auto texts = table.texts(*column);
  for (std::size_t i = 0; i < texts.size(); ++i)
    if (texts[i].empty())
      return base::fail(base::Problem{.code = "value-missing", .title = "A row has no " + name, .detail = "Every row says which it is of.", .field = option, .where = table.where(i)});
  return places_of(texts, names);
}

base::Result<std::vector<bool>> marks_of(const DataTable& table, const std::string& name, const std::string& option) {
  const auto column = table.column(name, option);
  if (!column) return base::fail(column.error());
  std::vector<bool> out;
  for (std::size_t i = 0; i < table.cases(); ++i) {
    const std::string text = base::lower(table.text(i, *column));
    const bool yes = text == "1" || text == "yes" || text == "true" || text == "y" || text == "1.0";
    if (!yes && text != "0" && text != "no" && text != "false" && text != "n" && text != "0.0")
      return base::fail(base::Problem{.code = "mark-unreadable", .title = "A mark can't be read",
                                      .detail = "\"" + base::shorten(text, 40) + "\" should be 1 or yes where the change is in force, 0 or no where it is not.", .field = option, .where = table.where(i)});
    out.push_back(yes);
  }
  return out;
}

// A nought that lies before all times: the R package did writes those that never change so, and no series of counted periods or years has it.
bool is_nought_for_never(const std::string& text, const EvidenceTimes& times) { return text == "0" && times.numbers && times.values.front() > 0; }

// Those without a time never change: blank, "never", NA, infinity, and that nought.
bool is_never(const std::string& text, const EvidenceTimes& times) {
  const std::string word = base::lower(text);
  return word.empty() || word == "never" || word == "na" || word == "n/a" || word == "inf" || word == "infinity" || word == "none" || word == "-" ||
         is_nought_for_never(text, times);
}

// It might have meant "from the beginning": so it is told.
void tell_noughts(const DataTable& table, std::size_t column, const EvidenceTimes& times, EvidenceReport& report) {
  std::size_t rows = 0;
  for (std::size_t i = 0; i < table.cases(); ++i) rows += is_nought_for_never(std::string(table.text(i, column)), times) ? 1 : 0;
  if (rows > 0)
    report.notes.push_back("0 stands for a start in " + std::to_string(rows) + (rows == 1 ? " row, which was" : " rows, which were") +
                           " read as never changed. Where it means from the beginning, write another time before the first.");
}

base::Result<std::vector<bool>> treated_of(const DataTable& table, const PanelOptions& options, const EvidenceTimes& times, const std::vector<std::uint32_t>& unit, const std::vector<std::string>& unit_names) {
  const int ways = int(!options.treated.empty()) + int(!options.treated_from.empty()) + int(!options.treated_units.empty());
  if (ways != 1 || (!options.after.empty() && options.treated.empty()))
    return base::fail(base::Problem{.code = "treated-unsaid", .title = "Say in one way where the change was in force",
                                    .detail = "Use --treated COLUMN (1 where and when it was; or 1 for those that changed, with --after COLUMN), --treated-from COLUMN (from when each unit had it), or --treated-unit NAME with --from TIME.", .field = "--treated"});
  if (!options.treated.empty()) {
    auto marks = marks_of(table, options.treated, "--treated");
    if (!marks || options.after.empty()) return marks;
    const auto after = marks_of(table, options.after, "--after");
    if (!after) return base::fail(after.error());
    for (std::size_t i = 0; i < marks->size(); ++i) (*marks)[i] = (*marks)[i] && (*after)[i];
    return marks;
  }
  std::vector<bool> out(table.cases());
  if (!options.treated_from.empty()) {
    const auto column = table.column(options.treated_from, "--treated-from");
    if (!column) return base::fail(column.error());
    for (std::size_t i = 0; i < out.size(); ++i) {
      const std::string text(table.text(i, *column));
      if (is_never(text, times)) continue;
      const auto from = times.value_of(text, "--treated-from", table.where(i));
      if (!from) return base::fail(from.error());
      out[i] = times.values[times.of_case[i]] >= *from;
    }
    return out;
  }
  if (options.from.empty())
    return base::fail(base::Problem{.code = "treated-unsaid", .title = "Say from when the change was in force", .detail = "--treated-unit goes with --from TIME.", .field = "--from"});
  const auto from = times.value_of(options.from, "--from", "");
  if (!from) return base::fail(from.error());
  std::vector<bool> chosen(unit_names.size());
  for (const std::string& name : options.treated_units) {
    const auto at = std::ranges::find(unit_names, name);
    if (at == unit_names.end())
      return base::fail(base::Problem{.code = "unit-unknown", .title = "There is no such unit", .detail = "\"" + base::shorten(name, 60) + "\" is in no row. Write it as the file does.", .field = "--treated-unit"});
    chosen[static_cast<std::size_t>(at - unit_names.begin())] = true;
  }
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = chosen[unit[i]] && times.values[times.of_case[i]] >= *from;
  return out;
}

base::Result<std::vector<std::vector<std::optional<double>>>> columns_of(const DataTable& table, const std::vector<std::string>& names, const std::string& option) {
  std::vector<std::vector<std::optional<double>>> out;
  for (const std::string& name : names) {
    const auto column = table.column(name, option);
    if (!column) return base::fail(column.error());
    auto numbers = table.numbers(*column);
    if (!numbers) return base::fail(numbers.error());
    out.push_back(std::move(*numbers));
  }
  return out;
}

void tell_options(const PanelOptions& options, EvidenceReport& report) {
  report.options = {{"outcome", options.outcome}, {"unit", options.unit}, {"time", options.time}, {"better", options.better}, {"seed", static_cast<double>(options.seed)}};
  const auto told = [&](const char* name, const std::string& value) {
    if (!value.empty()) report.options.emplace_back(name, value);
  };
  told("treated", options.treated);
  told("after", options.after);
  told("treated_from", options.treated_from);
  told("from", options.from);
  told("cluster", options.cluster);
  told("weight", options.weight);
  if (!options.treated_units.empty()) report.options.emplace_back("treated_unit", options.treated_units);
  if (!options.covariates.empty()) report.options.emplace_back("covariate", options.covariates);
}

// Rows of people or sites within a group are of one unit and time by their nature; where hardly a unit has two of one time, the second is
// a mistake of the file. So are two dates of one change.
base::Done require_one_row(const DataTable& table, const PanelOptions& options, const std::vector<std::uint32_t>& unit, const EvidenceTimes& times) {
  if (!options.cluster.empty()) return {};
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> seen;
  std::optional<std::pair<std::size_t, std::size_t>> twice;
  for (std::size_t i = 0; i < unit.size(); ++i) {
    const auto [first, added] = seen.try_emplace({unit[i], times.of_case[i]}, i);
    if (!added && !twice) twice = {first->second, i};
  }
  if (const std::size_t more = unit.size() - seen.size(); twice && more < seen.size() / 2)
    return base::fail(base::Problem{.code = "row-twice", .title = "A unit has two rows of one time", .detail = "It has one at " + table.where(twice->first) + " too. Keep one of them; or, where rows are of what lies within a unit, say by --cluster which column names it.", .field = {}, .where = table.where(twice->second)});
  if (options.treated_from.empty()) return {};
  const auto column = table.column(options.treated_from, "--treated-from");
  if (!column) return base::fail(column.error());
  std::map<std::uint32_t, std::size_t> dated;
  for (std::size_t i = 0; i < unit.size(); ++i) {
    if (is_never(std::string(table.text(i, *column)), times)) continue;
    const auto [first, added] = dated.try_emplace(unit[i], i);
    if (!added && table.text(first->second, *column) != table.text(i, *column))
      return base::fail(base::Problem{.code = "start-differs", .title = "A unit has two dates of its change", .detail = "At " + table.where(first->second) + " stands \"" + base::shorten(table.text(first->second, *column), 40) + "\", here \"" + base::shorten(table.text(i, *column), 40) + "\".", .field = "--treated-from", .where = table.where(i)});
  }
  return {};
}

}  // namespace

EvidenceOption better_option() {
  return {.name = "better", .label = "Better", .kind = EvidenceOption::Kind::choice, .means = "Which way the outcome should go: the answer then says benefit or harm", .standard = "neither", .choices = {"up", "down", "neither"}};
}

evidence::Better better_of(const std::string& word) {
  if (word == "up") return evidence::Better::up;
  return word == "down" ? evidence::Better::down : evidence::Better::neither;
}

std::vector<EvidenceOption> panel_options(std::vector<EvidenceOption> more) {
  using Kind = EvidenceOption::Kind;
  std::vector<EvidenceOption> out{
      {.name = "outcome", .label = "What was measured", .means = "The column of what was measured", .wanted = true},
      {.name = "unit", .label = "Site, ward or group", .means = "The column of sites, wards or groups", .wanted = true},
      {.name = "time", .label = "Time", .means = "The column of times: numbers, 202404, or dates", .wanted = true},
      {.name = "treated", .label = "Where and when it was in force", .means = "A column with 1 or yes where and when the change was in force"},
      {.name = "after", .label = "Once it was in force", .means = "With --treated that marks those who change at any time: a column with 1 or yes once it was in force"},
      {.name = "treated-from", .label = "Since when each had it", .means = "Or a column with the time from which the row's unit had it; blank: never"},
      {.name = "treated-unit", .label = "Who had it", .kind = Kind::texts, .means = "Or a unit that had it from --from on"},
      {.name = "from", .label = "From when", .kind = Kind::text, .means = "The time from which units of --treated-unit had it"},
      better_option(),
      {.name = "seed", .label = "Seed", .kind = Kind::whole, .means = "Of what is drawn by lot where there are too many ways to try all", .standard = "1", .least = 0, .most = 9e15},
  };
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

PanelOptions panel_of(const EvidenceSettings& settings, std::string_view covariates) {
  return {.outcome = settings.text("outcome"), .unit = settings.text("unit"), .time = settings.text("time"), .cluster = settings.text("cluster"), .weight = settings.text("weight"),
          .treated = settings.text("treated"), .after = settings.text("after"), .treated_from = settings.text("treated-from"), .from = settings.text("from"),
          .treated_units = settings.texts("treated-unit"), .covariates = settings.texts(covariates), .better = settings.text("better"), .seed = static_cast<std::uint64_t>(settings.number("seed"))};
}

base::Problem in_table(base::Problem problem, const DataTable& table, const std::vector<std::pair<std::string, std::string>>& fields) {
  for (const std::string_view list : {"/rows/", "/points/"}) {
    if (!problem.field.starts_with(list)) continue;
    std::size_t row = 0;
    std::from_chars(problem.field.data() + list.size(), problem.field.data() + problem.field.size(), row);
    problem.where = table.where(row);
    problem.field.clear();
    return problem;
  }
  if (problem.where.empty()) problem.where = table.source();
  for (const auto& [engine, option] : fields)
    if (problem.field.starts_with(engine)) {
      problem.field = option;
      return problem;
    }
  problem.field.clear();
  return problem;
}

base::Result<ReadPanel> read_panel(const DataTable& table, const PanelOptions& options, EvidenceReport& report) {
  tell_options(options, report);
  evidence::Panel panel;
  const auto unit = words_of(table, options.unit, "--unit", panel.unit_names);
  if (!unit) return base::fail(unit.error());
  const auto cluster = words_of(table, options.cluster.empty() ? options.unit : options.cluster, options.cluster.empty() ? "--unit" : "--cluster", panel.cluster_names);
  if (!cluster) return base::fail(cluster.error());
  const auto time_column = table.column(options.time, "--time");
  if (!time_column) return base::fail(time_column.error());
  auto times = read_times(table, *time_column);
  if (!times) return base::fail(times.error());
  if (!options.treated_from.empty())
    if (const auto from = table.column(options.treated_from, "--treated-from")) tell_noughts(table, *from, *times, report);
  if (const auto one = require_one_row(table, options, *unit, *times); !one) return base::fail(one.error());
  const auto outcome = columns_of(table, {options.outcome}, "--outcome");
  if (!outcome) return base::fail(outcome.error());
  const auto covariates = columns_of(table, options.covariates, "--covariate");
  if (!covariates) return base::fail(covariates.error());
  const auto weight = columns_of(table, options.weight.empty() ? std::vector<std::string>{} : std::vector{options.weight}, "--weight");
  if (!weight) return base::fail(weight.error());
  const auto treated = treated_of(table, options, *times, *unit, panel.unit_names);
  if (!treated) return base::fail(treated.error());
  panel.time_names = times->names;
  panel.covariate_names = options.covariates;
  for (std::size_t i = 0; i < table.cases(); ++i) {
    evidence::PanelRow row{.unit = (*unit)[i], .time = times->of_case[i], .cluster = (*cluster)[i], .outcome = (*outcome)[0][i], .treated = (*treated)[i]};
    if (!weight->empty()) row.weight = (*weight)[0][i].value_or(0);
    for (const auto& each : *covariates) row.covariates.push_back(each[i]);
    panel.rows.push_back(std::move(row));
  }
  auto checked = evidence::check_panel(panel);
  if (!checked) return base::fail(in_table(checked.error(), table, {{"/treated", "--treated"}, {"/unit", "--unit"}, {"/time", "--time"}}));
  return ReadPanel{.times = std::move(*times), .panel = std::move(*checked)};
}

}  // namespace tributary::exchange
