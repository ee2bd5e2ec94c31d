#include "exchange/recipe_json.hpp"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/text.hpp"

namespace tributary::exchange {

namespace {

using nlohmann::json;

constexpr std::size_t longest_recipe = 256U << 10U;
constexpr std::size_t longest_text = 500;
constexpr std::int64_t format_version = 1;

template <class Value>
struct Word {
  Value value;
  const char* text;
};

constexpr std::array layouts = {Word<Layout>{Layout::long_rows, "long"}, Word<Layout>{Layout::wide, "wide"}};
constexpr std::array kinds = {Word<ValueKind>{ValueKind::count, "count"}, Word<ValueKind>{ValueKind::number, "number"},
                              Word<ValueKind>{ValueKind::percent, "percent"}, Word<ValueKind>{ValueKind::ratio, "ratio"}};
constexpr std::array directions = {Word<Direction>{Direction::higher, "higher"}, Word<Direction>{Direction::lower, "lower"},
                                   Word<Direction>{Direction::neither, "neither"}};
using measure::ChartType;
constexpr std::array charts = {Word<ChartType>{ChartType::run, "run"}, Word<ChartType>{ChartType::xmr, "xmr"}, Word<ChartType>{ChartType::p, "p"},
                               Word<ChartType>{ChartType::p_prime, "p_prime"}, Word<ChartType>{ChartType::np, "np"},
                               Word<ChartType>{ChartType::i_prime, "i_prime"}, Word<ChartType>{ChartType::c, "c"},
                               Word<ChartType>{ChartType::t, "t"}, Word<ChartType>{ChartType::g, "g"}};
constexpr std::array orders = {Word<DateOrder>{DateOrder::by_column, "by_column"},
                               Word<DateOrder>{DateOrder::day_first, "day_first"},
                               Word<DateOrder>{DateOrder::month_first, "month_first"}};
constexpr std::array spans = {Word<Span>{Span::day, "day"}, Word<Span>{Span::week, "week"}, Word<Span>{Span::month, "month"},
                              Word<Span>{Span::quarter, "quarter"}, Word<Span>{Span::year, "year"}};
constexpr std::array ways_written = {Word<PercentWritten>{PercentWritten::by_column, "by_column"},
                                     Word<PercentWritten>{PercentWritten::percent, "percent"},
                                     Word<PercentWritten>{PercentWritten::fraction, "fraction"}};
constexpr std::array same_dates = {Word<SameDate>{SameDate::refuse, "refuse"}, Word<SameDate>{SameDate::add_up, "add_up"}};

template <class Words, class Value>
std::string word_for(const Words& words, Value value) {
  for (const auto& word : words)
    if (word.value == value) return word.text;
  return {};
}

// Reads the keys of one object, remembers the first thing wrong, and at the end which keys nobody asked for.
class Keys {
 public:
  Keys(const json& object, std::string at, std::optional<base::Problem>& problem)
      : object_(object), at_(std::move(at)), problem_(problem) {
    if (!object.is_object()) complain("", "It must be an object: {…}.");
  }

  const json* find(const char* key) {
    asked_.emplace_back(key);
    if (!object_.is_object()) return nullptr;
    const auto found = object_.find(key);
    return found == object_.end() || found->is_null() ? nullptr : &*found;
  }
  void text(const char* key, std::string& out) {
    const json* found = find(key);
    if (found == nullptr) return;
    if (!found->is_string()) return complain(key, "It must be a text.");
    const auto& value = found->get_ref<const std::string&>();
    if (value.size() > longest_text)
      return complain(key, "It must be at most " + std::to_string(longest_text) + " bytes long.");
    if (!base::is_utf8(value)) return complain(key, "It must not hold a NUL character.");
    out = value;
  }
  void yes_or_no(const char* key, bool& out) {
    const json* found = find(key);
    if (found == nullptr) return;
    if (!found->is_boolean()) return complain(key, "It must be true or false.");
    out = found->get<bool>();
  }
  void row(const char* key, std::uint32_t& out) {
    const json* found = find(key);
    if (found == nullptr) return;
    if (!found->is_number_integer() || *found < 0 || *found > 1'000'000)
      return complain(key, "It must be a row's number, or 0.");
    out = found->get<std::uint32_t>();
  }
  template <class Words, class Value>
  void word(const char* key, const Words& words, Value& out) {
    std::string text_found;
    text(key, text_found);
    if (text_found.empty()) return;
    std::string list;
    for (const auto& w : words) {
      if (text_found == w.text) {
        out = w.value;
        return;
      }
      list += (list.empty() ? "\"" : ", \"") + std::string(w.text) + "\"";
    }
    complain(key, "It must be one of " + list + ".");
  }
  void complain(const std::string& key, std::string detail) {
    if (!problem_) problem_ = invalid_recipe(at_ + (key.empty() ? "" : "/" + key), std::move(detail));
  }
  void refuse_others() {
    if (!object_.is_object()) return;
    for (const auto& item : object_.items())
      if (std::find(asked_.begin(), asked_.end(), item.key()) == asked_.end()) {
        std::string list;
        for (const auto& key : asked_) list += (list.empty() ? "" : ", ") + key;
        return complain(base::shorten(item.key(), 40), "This key is not known. Known here: " + list + ".");
      }
  }
  [[nodiscard]] const std::string& at() const { return at_; }

 private:
  const json& object_;
  std::string at_;
  std::optional<base::Problem>& problem_;
  std::vector<std::string> asked_;
};

MeasureRule measure_from(const json& object, const std::string& at, std::optional<base::Problem>& problem) {
  MeasureRule measure;
  Keys keys(object, at, problem);
  keys.text("name", measure.name);
  keys.word("kind", kinds, measure.kind);
  keys.text("value", measure.value);
  if (const json* numerator = keys.find("numerator"); numerator != nullptr && numerator->is_object()) {
    Keys parts(*numerator, at + "/numerator", problem);
    parts.text("column", measure.numerator.column);
    parts.text("minus", measure.numerator.minus);
    parts.refuse_others();
  } else {
    keys.text("numerator", measure.numerator.column);
  }
  keys.text("denominator", measure.denominator);
  keys.text("unit", measure.unit);
  keys.word("direction", directions, measure.direction);
  keys.word("written", ways_written, measure.written);
  keys.word("chart", charts, measure.chart);
  keys.refuse_others();
  return measure;
}

// Calls each(element, its pointer) for an array of objects.
template <class Each>
void for_each_of(Keys& keys, const char* key, Each each) {
  const json* list = keys.find(key);
  if (list == nullptr) return;
  if (!list->is_array()) return keys.complain(key, "It must be a list: […].");
  for (std::size_t i = 0; i < list->size(); ++i) each((*list)[i], keys.at() + "/" + key + "/" + std::to_string(i));
}

RowFilter filter_from(const json& object, const std::string& at, std::optional<base::Problem>& problem) {
  RowFilter filter;
  Keys keys(object, at, problem);
  keys.text("column", filter.column);
  if (const json* values = keys.find("values"); values != nullptr) {
    if (!values->is_array()) keys.complain("values", "It must be a list of texts.");
    else
      for (const json& value : *values) {
        if (value.is_string() && base::is_utf8(value.get_ref<const std::string&>())) filter.values.push_back(value);
        else keys.complain("values", "It must be a list of texts.");
      }
  }
  keys.refuse_others();
  return filter;
}

}  // namespace

json to_json(const Recipe& recipe) {
  json measures = json::array();
  for (const MeasureRule& m : recipe.measures) {
    json measure = {{"name", m.name}, {"kind", word_for(kinds, m.kind)}, {"direction", word_for(directions, m.direction)}};
    if (!m.unit.empty()) measure["unit"] = m.unit;
    if (!m.value.empty()) measure["value"] = m.value;
    if (!m.numerator.minus.empty()) measure["numerator"] = {{"column", m.numerator.column}, {"minus", m.numerator.minus}};
    else if (!m.numerator.column.empty()) measure["numerator"] = m.numerator.column;
    if (!m.denominator.empty()) measure["denominator"] = m.denominator;
    if (m.written != PercentWritten::by_column) measure["written"] = word_for(ways_written, m.written);
    if (m.chart) measure["chart"] = word_for(charts, *m.chart);
    measures.push_back(std::move(measure));
  }
  json out = {{"recipe", format_version}, {"layout", word_for(layouts, recipe.layout)}, {"header_row", recipe.header_row},
              {"measures", std::move(measures)}};
  if (!recipe.name.empty()) out["name"] = recipe.name;
  if (!recipe.about.empty()) out["about"] = recipe.about;
  if (recipe.first_row != 0) out["first_row"] = recipe.first_row;
  json date = json::object();
  if (!recipe.date.empty()) date["column"] = recipe.date;
  if (recipe.order != DateOrder::by_column) date["order"] = word_for(orders, recipe.order);
  if (recipe.every) date["every"] = word_for(spans, *recipe.every);
  if (!date.empty()) out["date"] = std::move(date);
  json ignore = {{"totals", recipe.ignore_totals}};
  for (const RowFilter& filter : recipe.ignore)
    ignore["rows"].push_back({{"column", filter.column}, {"values", filter.values}});
  out["ignore"] = std::move(ignore);
  if (recipe.fill_down) out["fill_down"] = true;
  if (recipe.same_date != SameDate::refuse) out["same_date"] = word_for(same_dates, recipe.same_date);
  if (!recipe.organisation.empty() || !recipe.organisation_scheme.empty())
    out["organisation"] = {{"column", recipe.organisation}, {"scheme", recipe.organisation_scheme}};
  return out;
}

base::Result<Recipe> recipe_from_json(const json& object) {
  Recipe recipe;
  std::optional<base::Problem> problem;
  Keys keys(object, "", problem);
  if (const json* version = keys.find("recipe"); version == nullptr || !version->is_number_integer() || *version != format_version)
    keys.complain("recipe", "It must be 1, the version of the format that is understood.");
  keys.text("name", recipe.name);
  keys.text("about", recipe.about);
  keys.word("layout", layouts, recipe.layout);
  keys.row("header_row", recipe.header_row);
  keys.row("first_row", recipe.first_row);
  if (const json* date = keys.find("date"); date != nullptr) {
    Keys parts(*date, "/date", problem);
    parts.text("column", recipe.date);
    parts.word("order", orders, recipe.order);
    parts.word("every", spans, recipe.every);
    parts.refuse_others();
  }
  for_each_of(keys, "measures", [&](const json& measure, const std::string& at) {
    recipe.measures.push_back(measure_from(measure, at, problem));
  });
  if (const json* ignore = keys.find("ignore"); ignore != nullptr) {
    Keys parts(*ignore, "/ignore", problem);
    parts.yes_or_no("totals", recipe.ignore_totals);
    for_each_of(parts, "rows", [&](const json& filter, const std::string& at) {
      recipe.ignore.push_back(filter_from(filter, at, problem));
    });
    parts.refuse_others();
  }
  keys.yes_or_no("fill_down", recipe.fill_down);
  keys.word("same_date", same_dates, recipe.same_date);
  if (const json* organisation = keys.find("organisation"); organisation != nullptr) {
    Keys parts(*organisation, "/organisation", problem);
    parts.text("column", recipe.organisation);
    parts.text("scheme", recipe.organisation_scheme);
    parts.refuse_others();
  }
  keys.refuse_others();
  if (problem) return base::fail(*std::move(problem));
  if (auto done = check_recipe(recipe); !done) return base::fail(done.error());
  return recipe;
}

std::string recipe_to_text(const Recipe& recipe) { return to_json(recipe).dump(2) + "\n"; }

base::Result<Recipe> parse_recipe(std::string_view text) {
  if (text.size() > longest_recipe)
    return base::fail({.kind = base::ProblemKind::too_large, .code = "recipe-malformed", .title = "The recipe is too large",
                       .detail = "A recipe has at most " + std::to_string(longest_recipe >> 10U) + " kB."});
  const json parsed = json::parse(text, nullptr, false);
  if (parsed.is_discarded())
    return base::fail({.kind = base::ProblemKind::malformed, .code = "recipe-malformed", .title = "The recipe is not JSON",
                       .detail = "It can't be read as JSON. Look for a missing comma, brace or quotation mark."});
  return recipe_from_json(parsed);
}

}  // namespace tributary::exchange
