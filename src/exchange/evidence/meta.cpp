#include <cmath>
#include <limits>
#include <map>

#include "base/text.hpp"
#include "exchange/evidence/methods.hpp"
#include "exchange/evidence/panel.hpp"
#include "exchange/evidence/report.hpp"
#include "engines/evidence/meta/meta_answer.hpp"

namespace tributary::exchange {
namespace {

namespace meta = evidence::meta;

struct MetaColumns {
  std::string studies;               // the column of names
  std::vector<std::string> counts;   // four columns, or none
  std::vector<std::string> events;   // four columns: with the event, of how many
  std::string effect, error, variance;
  std::string measure;
  bool logarithms = false;
  std::string effect_is;
};

const std::map<std::string, meta::Method> meta_methods = {{"reml", meta::Method::reml},
                                                          {"dl", meta::Method::dersimonian_laird},
                                                          {"ml", meta::Method::ml},
                                                          {"pm", meta::Method::paule_mandel},
                                                          {"ee", meta::Method::equal_effects}};
const std::map<std::string, meta::Measure> meta_measures = {{"rr", meta::Measure::risk_ratio}, {"or", meta::Measure::odds_ratio}, {"rd", meta::Measure::risk_difference}};

// What effects that are given may be, with what stands after their numbers.
struct EffectIs {
  std::string unit;
  meta::Bounds bounds;
  std::string means;
};
const std::map<std::string, EffectIs> effect_kinds = {{"proportion", {"", {0, 1}, "a proportion lies from 0 to 1"}},
                                                       {"percentage", {" %", {0, 100}, "a percentage lies from 0 to 100"}},
                                                       {"points", {" points", {-100, 100}, "points between percentages lie from −100 to 100"}}};

base::Problem columns_wanted() {
  return {.code = "columns-wanted",
          .title = "It isn't told where the effects stand",
          .detail = "Name four columns of counts with --counts A,B,C,D or --events A,N,C,M, or one of effects with --effect, and its --se or --variance."};
}

class MetaReader {
 public:
  MetaReader(const DataTable& table, const MetaColumns& options, EvidenceReport& report) : table_(table), options_(options), report_(report) {}

  base::Result<std::vector<meta::Study>> read() {
    if (auto found = find_columns(); !found) return base::fail(found.error());
    std::vector<meta::Study> studies;
    for (std::size_t row = 0; row < table_.cases(); ++row) {
      const auto study = read_row(row);
      if (!study) return base::fail(study.error());
      if (*study) studies.push_back(**study), rows_.push_back(row);
    }
    note("for a missing value", missing_);
    note("because nobody, or everybody, had the event on both sides: such a study says nothing of a ratio", silent_);
    if (studies.empty()) return base::fail({.code = "no-complete-case", .title = "No study has all its values", .detail = "Every row has a gap in a column that is used, or says nothing of a ratio.", .where = table_.source()});
    return studies;
  }

  [[nodiscard]] std::size_t corrected() const { return corrected_; }
  [[nodiscard]] std::string where(std::size_t study) const { return table_.where(rows_[study]); }

 private:
  base::Done find_columns() {
    const bool counted = !options_.counts.empty(), eventful = !options_.events.empty(), given = !options_.effect.empty();
    if (counted + eventful + given != 1 || (given && options_.error.empty() == options_.variance.empty())) return base::fail(columns_wanted());
    const std::string option = counted ? "--counts" : eventful ? "--events" : "--effect";
    for (const std::string& name : counted ? options_.counts : eventful ? options_.events : std::vector<std::string>{options_.effect, options_.error.empty() ? options_.variance : options_.error}) {
      const auto column = table_.column(name, option);
      if (!column) return base::fail(column.error());
      columns_.push_back(*column);
    }
    if (!given && columns_.size() != 4) return base::fail(columns_wanted());
    if (options_.studies.empty()) {
      for (std::size_t i = 0; i < table_.names().size() && !names_; ++i)
        if (!table_.has_numbers(i)) names_ = i;
      return {};
    }
    const auto column = table_.column(options_.studies, "--studies");
    if (!column) return base::fail(column.error());
    names_ = *column;
    return {};
  }

  [[nodiscard]] std::string name_of_study(std::size_t row) const {
    const std::string name = names_ ? std::string(table_.text(row, *names_)) : std::string();
    return name.empty() ? "row " + table_.where(row).substr(table_.source().size() + 1) : name;
  }

  base::Result<std::optional<meta::Study>> read_row(std::size_t row) {
    std::vector<double> n;
    for (const std::size_t column : columns_) {
      const auto number = table_.number(row, column);
      if (!number) return base::fail(number.error());
      if (!*number) {
        missing_.push_back(name_of_study(row));
        return std::optional<meta::Study>();
      }
      n.push_back(**number);
    }
    meta::Study study{.name = name_of_study(row)};
    if (!options_.effect.empty()) {
      if (options_.logarithms && std::fabs(n[0]) > 300)
        return base::fail({.code = "logarithm-too-large", .title = "That is no logarithm of a ratio", .detail = "Its ratio has over a hundred digits. Leave --log out where effects are ratios' logarithms only in name.", .field = "--effect", .where = table_.where(row)});
      if (!options_.effect_is.empty()) {
        const EffectIs& is = effect_kinds.at(options_.effect_is);
        if (n[0] < is.bounds.least || n[0] > is.bounds.most)
          return base::fail({.code = "effect-out-of-bounds", .title = "An effect can't be that large or small", .detail = study.name + "'s is " + base::with_minus(base::to_text(n[0])) + ", and " + is.means + ".", .field = "--effect-is", .where = table_.where(row)});
      }
      study.effect = n[0];
      // A square that is too small for a number is still above 0.
      study.variance = options_.error.empty() ? n[1] : n[1] > 0 ? std::max(n[1] * n[1], std::numeric_limits<double>::denorm_min()) : 0;
      return std::optional(study);
    }
    const bool of_all = !options_.events.empty();
    const auto effect = meta::effect_size({n[0], of_all ? n[1] - n[0] : n[1], n[2], of_all ? n[3] - n[2] : n[3]}, meta_measures.at(options_.measure));
    if (!effect) {
      base::Problem problem = effect.error();
      problem.where = table_.where(row);
      return base::fail(std::move(problem));
    }
    if (!*effect) {
      silent_.push_back(study.name);
      return std::optional<meta::Study>();
    }
    corrected_ += (*effect)->corrected;
    study.effect = (*effect)->value;
    study.variance = (*effect)->variance;
    return std::optional(study);
  }

  void note(const std::string& why, const std::vector<std::string>& names) {
    if (names.empty()) return;
    std::string all;
    for (std::size_t i = 0; i < names.size() && i < 12; ++i) all += (i == 0 ? "" : ", ") + names[i];
    report_.notes.push_back(std::to_string(names.size()) + (names.size() == 1 ? " study is" : " studies are") + " left out " + why + ": " + all + (names.size() > 12 ? " …" : "") + ".");
  }

  const DataTable& table_;
  const MetaColumns& options_;
  EvidenceReport& report_;
  std::vector<std::size_t> columns_, rows_;
  std::optional<std::size_t> names_;
  std::vector<std::string> missing_, silent_;
  std::size_t corrected_ = 0;
};

EvidenceCell back(bool ratio, double value) { return ratio ? std::exp(std::min(value, 700.0)) : value; }

void add_meta_tables(const meta::MetaAnalysis& found, bool ratio, EvidenceReport& report) {
  const auto& spread = found.heterogeneity;
  report.tables.push_back({.name = "heterogeneity",
                           .title = "How the studies differ",
                           .columns = {"q", "df", "p", "tau2", "tau2_se", "tau2_low", "tau2_high", "i2", "h2"},
                           .rows = {{spread.q, spread.q_degrees, spread.q_p, spread.tau2, cell_of(spread.tau2_error), cell_of(spread.tau2_low), cell_of(spread.tau2_high), spread.i2, spread.h2}}});
  EvidenceTable next{.name = "prediction", .title = "The next site", .columns = {"distribution", "df", "low", "high"}};
  for (const auto& each : found.predictions)
    next.rows.push_back({std::string(each.degrees_of_freedom ? "Student's" : "normal"), cell_of(each.degrees_of_freedom), back(ratio, each.low), back(ratio, each.high)});
  report.tables.push_back(std::move(next));
  EvidenceTable forest{.name = "forest", .title = "Each study", .columns = {"study", ratio ? "ratio" : "effect", "low", "high", "weight", "given", "given_se"}};
  for (const auto& row : found.forest)
    forest.rows.push_back({row.study.name, back(ratio, row.study.effect), back(ratio, row.low), back(ratio, row.high), row.weight, row.study.effect, std::sqrt(row.study.variance)});
  report.tables.push_back(std::move(forest));
  EvidenceTable out{.name = "leave_one_out", .title = "Without one study", .columns = {"without", ratio ? "ratio" : "average", "low", "high", "tau2", "i2"}};
  for (const auto& each : found.left_out)
    out.rows.push_back({each.name, back(ratio, each.average.value), back(ratio, *each.average.low), back(ratio, *each.average.high), each.heterogeneity.tau2, each.heterogeneity.i2});
  report.tables.push_back(std::move(out));
}

void add_meta_estimates(const meta::MetaAnalysis& found, bool ratio, EvidenceReport& report) {
  const auto add = [&](evidence::Estimate estimate, const char* name) {
    estimate.name = name;
    report.estimates.push_back(std::move(estimate));
  };
  add(found.average, ratio ? "average (logarithm)" : "average");
  add(found.by_normal, "by the normal distribution");
  add(found.by_hartung_knapp, "by Hartung and Knapp");
  if (!ratio) return;
  const auto& average = found.average;
  report.estimates.push_back({.name = "average ratio", .value = std::exp(average.value), .low = std::exp(std::max(-700.0, *average.low)), .high = std::exp(std::min(700.0, *average.high)), .degrees_of_freedom = average.degrees_of_freedom, .p = average.p});
}

base::Done answer_meta(const DataTable& table, const EvidenceSettings& settings, EvidenceReport& report) {
  const MetaColumns options{.studies = settings.text("studies"), .counts = settings.texts("counts"), .events = settings.texts("events"), .effect = settings.text("effect"), .error = settings.text("se"),
                            .variance = settings.text("variance"), .measure = settings.text("measure"), .logarithms = settings.on("log"), .effect_is = settings.text("effect-is")};
  const meta::Choices choices{.method = meta_methods.at(settings.text("method")), .hartung_knapp = settings.on("hartung-knapp"), .level = settings.number("level")};
  const std::string& effect_is = options.effect_is;
  if (!effect_is.empty() && (options.effect.empty() || options.logarithms))
    return base::fail({.code = "option-alone", .title = "An option goes with another", .detail = "Only of what --effect names, and of no logarithms, is it said what the effect is.", .field = "--effect-is"});
  MetaReader reader(table, options, report);
  const auto studies = reader.read();
  if (!studies) return base::fail(studies.error());
  const auto found = meta::meta_analysis(*studies, choices);
  if (!found) {
    base::Problem problem = found.error();
    problem.where = table.source();
    constexpr std::string_view place = "/studies/";
    if (problem.field.starts_with(place)) problem.where = reader.where(std::stoul(problem.field.substr(place.size())));
    problem.field = problem.field == "/level" ? "--level" : "";
    return base::fail(std::move(problem));
  }
  meta::MetaWording wording{.logarithms = options.logarithms, .corrected = reader.corrected()};
  if (options.effect.empty()) wording.measure = meta_measures.at(options.measure);
  wording.better = better_of(settings.text("better"));
  if (!effect_is.empty()) wording.unit = effect_kinds.at(effect_is).unit, wording.bounds = effect_kinds.at(effect_is).bounds;
  const bool ratio = meta::is_ratio(wording.measure) || wording.logarithms;
  report.told = meta::tell(*found, wording);
  report.options = {{"method", std::string(meta::name_of(choices.method))},
                    {"measure", options.effect.empty() ? options.measure : std::string("as given")},
                    {"hartung_knapp", choices.hartung_knapp},
                    {"level", choices.level},
                    {"continuity_rule", std::string("a half is added to all four counts of a study in which one is 0")}};
  if (!effect_is.empty()) report.options.emplace_back("effect_is", effect_is);
  add_meta_estimates(*found, ratio, report);
  add_meta_tables(*found, ratio, report);
  return {};
}

}  // namespace

EvidenceMethod meta_method() {
  using Kind = EvidenceOption::Kind;
  return {.name = "meta", .title = "What do several sites say together, and what may the next expect? Random-effects meta-analysis", .row = "a row a study or site", .more = {},
          .options = {{.name = "studies", .label = "Names of the studies", .means = "Column of their names; the first of texts unless told"},
                      {.name = "counts", .label = "With and without the event", .kind = Kind::columns, .means = "With and without the event: treated, then controls", .shape = "A,B,C,D", .commas = true},
                      {.name = "events", .label = "With the event, and of how many", .kind = Kind::columns, .means = "With the event, of how many: treated, then controls", .shape = "A,N,C,M", .commas = true},
                      {.name = "effect", .label = "Effect", .means = "Column of effects that were worked out before"},
                      {.name = "se", .label = "Standard error", .means = "Their standard errors"},
                      {.name = "variance", .label = "Variance", .means = "Or their variances"},
                      {.name = "log", .label = "Logarithms", .kind = Kind::flag, .means = "The effects are logarithms of ratios"},
                      {.name = "effect-is", .label = "What the effect is", .kind = Kind::choice, .means = "Of effects worked out before: a proportion (0 to 1), a percentage, or points between percentages", .choices = {"proportion", "percentage", "points"}},
                      {.name = "measure", .label = "Compare by", .kind = Kind::choice, .means = "Of counts: risk ratio, odds ratio, risk difference", .standard = "rr", .choices = {"rr", "or", "rd"}},
                      {.name = "method", .label = "Method", .kind = Kind::choice, .means = "reml, dl (DerSimonian–Laird), ml, pm (Paule–Mandel), ee (equal effects)", .standard = "reml", .choices = {"reml", "dl", "ml", "pm", "ee"}},
                      {.name = "hartung-knapp", .label = "Hartung and Knapp's interval", .kind = Kind::flag, .means = "Lead with Hartung and Knapp's interval"},
                      {.name = "level", .label = "Level of the intervals", .kind = Kind::number, .means = "Of the intervals", .standard = "0.95", .shape = "SHARE"},
                      better_option()},
          .answer = answer_meta};
}

}  // namespace tributary::exchange
