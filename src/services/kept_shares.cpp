#include "services/kept_shares.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "exchange/share_of.hpp"
#include "services/ports/measure_store.hpp"
#include "services/series.hpp"

namespace tributary::services {

using domain::Measure;
using domain::Observation;
using exchange::MeasureRead;

namespace {

bool plain(exchange::ValueKind kind) { return kind == exchange::ValueKind::count || kind == exchange::ValueKind::number; }

bool all_whole(const MeasureRead& series) {
  return std::ranges::all_of(series.observations, [](const exchange::Observation& each) { return !each.value || *each.value == std::floor(*each.value); });
}

bool takes_parts(const Measure& measure, const std::vector<Observation>& now, std::size_t rules) {
  if (measure.quantity != domain::Quantity::proportion) return false;
  const bool any = std::ranges::any_of(now, [](const Observation& each) { return each.value.has_value(); });
  return any ? std::ranges::any_of(now, [](const Observation& each) { return each.numerator.has_value(); }) : rules > 1;
}

// A rule of the recipe whose measure is there, and is a share.
struct Kept {
  Measure measure;
  std::vector<Observation> now;
  const MeasureRead* series = nullptr;
};

class Reading {
 public:
  Reading(Transaction& tx, const Sheet& sheet, const exchange::Recipe& recipe, const exchange::Preview& preview)
      : tx_(tx), sheet_(sheet), recipe_(recipe), preview_(preview) {}

  // On a measure's own page its column is the only one, or the one of its name.
  [[nodiscard]] std::optional<domain::MeasureId> found(const MeasureRead& series) const {
    if (!sheet_.measure) return tx_.measures().find_by_series(sheet_.into, series.name);
    const auto standing = tx_.measures().find(*sheet_.measure);
    const auto called = [&](const std::string& name) { return base::lower(name) == base::lower(series.name); };
    const bool own = standing && (preview_.measures.size() == 1 || called(standing->measure.name) || called(standing->measure.series_key));
    return own ? sheet_.measure : std::nullopt;
  }

  [[nodiscard]] bool any_found(std::size_t rule) const {
    return std::ranges::any_of(preview_.measures, [&](const MeasureRead& each) { return each.rule == rule && found(each); });
  }

  [[nodiscard]] std::optional<Kept> kept_share(std::size_t rule) const {
    if (!plain(recipe_.measures[rule].kind)) return std::nullopt;
    for (const MeasureRead& each : preview_.measures) {
      if (each.rule != rule || !all_whole(each)) continue;
      const auto id = found(each);
      auto standing = id ? tx_.measures().find(*id) : std::nullopt;
      if (!standing) continue;
      auto now = tx_.measures().current(*id);
      if (takes_parts(standing->measure, now, recipe_.measures.size())) return Kept{.measure = std::move(standing->measure), .now = std::move(now), .series = &each};
    }
    return std::nullopt;
  }

  // The rule whose column says of how many.
  [[nodiscard]] std::optional<std::size_t> whole_of(std::size_t part, const Kept& kept) const {
    std::vector<std::size_t> known, possible;
    for (std::size_t rule = 0; rule < recipe_.measures.size(); ++rule) {
      const exchange::MeasureRule& other = recipe_.measures[rule];
      if (rule == part || other.kind != exchange::ValueKind::count) continue;
      const MeasureRead* series = beside(*kept.series, rule);
      if (series == nullptr || !can_be_whole(*kept.series, *series)) continue;
      if (base::lower(other.value) == base::lower(denominator_named(kept.measure))) return rule;
      if (are_known(kept, *series)) known.push_back(rule);
      if (exchange::may_be_whole(other.value)) possible.push_back(rule);
    }
    if (known.size() == 1) return known.front();
    return known.empty() && possible.size() == 1 ? std::optional(possible.front()) : std::nullopt;
  }

 private:
  // The series of the rule that is of the same ward, type or whatever names it.
  [[nodiscard]] const MeasureRead* beside(const MeasureRead& series, std::size_t rule) const {
    const auto at = std::ranges::find_if(preview_.measures, [&](const MeasureRead& each) { return each.rule == rule && each.named_by == series.named_by; });
    return at == preview_.measures.end() ? nullptr : &*at;
  }

  template <class Each>
  static void each_date(const MeasureRead& part, const MeasureRead& whole, Each each) {
    for (const exchange::Observation& over : part.observations) {
      const auto under = std::ranges::lower_bound(whole.observations, over.date, {}, &exchange::Observation::date);
      if (under != whole.observations.end() && under->date == over.date && over.value && under->value) each(over.date, *over.value, *under->value);
    }
  }

  // One row in ten may be a slip, which is refused when it is read.
  static bool can_be_whole(const MeasureRead& part, const MeasureRead& whole) {
    std::size_t rows = 0, above = 0;
    each_date(part, whole, [&](base::Date, double over, double under) { ++rows, above += over > under ? 1U : 0U; });
    return rows > 0 && 10 * above <= rows;
  }

  static bool are_known(const Kept& kept, const MeasureRead& whole) {
    std::size_t same = 0, others = 0;
    each_date(*kept.series, whole, [&](base::Date on, double over, double under) {
      const auto was = std::ranges::lower_bound(kept.now, on, {}, &Observation::on);
      if (was == kept.now.end() || was->on != on || !was->denominator) return;
      ++(was->numerator == over && was->denominator == under ? same : others);
    });
    return same > others;
  }

  Transaction& tx_;
  const Sheet& sheet_;
  const exchange::Recipe& recipe_;
  const exchange::Preview& preview_;
};

void make_share(exchange::Recipe& recipe, std::size_t part, std::size_t whole) {
  exchange::MeasureRule& rule = recipe.measures[part];
  rule.kind = exchange::ValueKind::ratio;
  rule.numerator = {.column = rule.value, .minus = {}};
  rule.value.clear();
  rule.denominator = recipe.measures[whole].kind == exchange::ValueKind::ratio ? recipe.measures[whole].numerator.column : recipe.measures[whole].value;
  rule.unit = "%";
}

}  // namespace

base::Done read_as_kept(Transaction& tx, const Sheet& sheet, Understood& understood) {
  if (understood.from != RecipeFrom::guessed || understood.recipe.layout == exchange::Layout::wide) return {};
  exchange::Recipe recipe = understood.recipe;
  std::optional<exchange::Preview> apart;
  // A share that is proposed under a name of its own may be one that is there by its first column's.
  if (understood.other && !understood.other->share && !sheet.measure && !Reading(tx, sheet, recipe, understood.preview).any_found(0)) {
    recipe = understood.other->recipe;
    auto read = exchange::read_observations(recipe, sheet.table);
    if (!read) return {};
    apart = *std::move(read);
  }
  const exchange::Recipe guessed = recipe;
  const exchange::Preview& preview = apart ? *apart : understood.preview;
  const Reading reading(tx, sheet, guessed, preview);
  std::vector<std::string> because;
  std::vector<std::size_t> parts, wholes;
  for (std::size_t rule = 0; rule < guessed.measures.size(); ++rule) {
    const auto kept = reading.kept_share(rule);
    const auto whole = kept ? reading.whole_of(rule, *kept) : std::nullopt;
    if (!whole) continue;
    make_share(recipe, rule, *whole);
    parts.push_back(rule);
    wholes.push_back(*whole);
    because.push_back("\"" + kept->measure.name + "\" is a share: it is read as " + recipe.measures[rule].numerator.column + " out of " + recipe.measures[rule].denominator + ".");
  }
  if (parts.empty()) return {};
  // A whole that was never a measure of its own is none now; nor is anything else on the page of one measure.
  for (std::size_t rule = recipe.measures.size(); rule-- > 0;)
    if ((sheet.measure || std::ranges::count(wholes, rule) > 0) && std::ranges::count(parts, rule) == 0 && !reading.any_found(rule))
      recipe.measures.erase(recipe.measures.begin() + static_cast<std::ptrdiff_t>(rule));
  auto read = exchange::read_observations(recipe, sheet.table);
  if (!read) return base::fail(read.error());
  if (understood.other) understood.because.pop_back();  // that it may be one, or two
  understood.other.reset();
  understood.because.insert(understood.because.end(), because.begin(), because.end());
  understood.kept_shares = std::move(because);
  understood.recipe = std::move(recipe);
  understood.preview = *std::move(read);
  return {};
}

base::Done check_parts(const Measure& measure, const std::vector<Observation>& now, const exchange::Recipe& recipe, const MeasureRead& series) {
  if (!plain(recipe.measures.at(series.rule).kind) || !all_whole(series) || !takes_parts(measure, now, recipe.measures.size())) return {};
  const auto value = std::ranges::find_if(series.observations, [](const exchange::Observation& each) { return each.value.has_value(); });
  if (value == series.observations.end()) return {};
  const auto known = std::ranges::find_if(now, [](const Observation& each) { return each.numerator && each.denominator; });
  return base::fail({.code = "share-needs-whole", .title = "One number is missing: of how many",
                     .detail = "\"" + base::shorten(measure.name, 80) + "\" is a share, how many of how many" +
                               (known == now.end() ? "" : " (such as " + parts_in_words(*known) + ")") + ", and " + base::to_text(*value->value) +
                               " alone could be the count or the percentage. Let it be read as a share and say which column is of how many; or as a "
                               "percentage, if that is what it is.",
                     .field = "/recipe/measures/" + std::to_string(series.rule) + "/kind"});
}

std::string contradiction(const Measure& measure, const std::vector<Observation>& now, const std::vector<Observation>& said) {
  constexpr int few = 3;  // a correction of one or two is nothing to ask about
  int shared = 0, others = 0, lost = 0;
  for (const Observation& each : said) {
    const auto was = std::ranges::lower_bound(now, each.on, {}, &Observation::on);
    if (was == now.end() || was->on != each.on || !was->value) continue;
    ++shared;
    others += each.value != was->value ? 1 : 0;
    lost += each.value && was->numerator && !each.numerator ? 1 : 0;
  }
  const std::string name = "\"" + base::shorten(measure.name, 80) + "\": ";
  const std::string which = std::to_string(shared) + (shared == 1 ? " value that is" : " values that are") + " there for these dates";
  if (lost > 0) return name + std::to_string(lost) + " of the " + which + " would no longer say how many of how many: percentages alone would come in their place.";
  if (others < few || 2 * others <= shared) return {};
  return name + std::to_string(others) + " of the " + which + " would become others. Is it the same measure, read in the same way?";
}

base::Done check_sure(const ImportPreview& preview, const Sheet& sheet) {
  if (preview.asks.empty() || sheet.sure) return {};
  std::string detail;
  for (const std::string& each : preview.asks) detail += each + " ";
  return base::fail({.kind = base::ProblemKind::conflict, .code = "import-contradicts", .title = "It contradicts what is stored",
                     .detail = detail + "Look at what would change, and say that it is meant.", .field = "/sure"});
}

std::string parts_in_words(const Observation& observation) {
  if (!observation.numerator || !observation.denominator) return {};
  return base::to_text(*observation.numerator) + " of " + base::to_text(*observation.denominator);
}

}  // namespace tributary::services
