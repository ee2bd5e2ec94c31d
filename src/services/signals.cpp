#include "services/signals.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "base/check.hpp"
#include "services/charts.hpp"
#include "services/ports/measure_store.hpp"
#include "services/ports/signal_store.hpp"
#include "services/progress.hpp"

namespace tributary::services {

using domain::Assurance;
using domain::Signal;
using domain::Variation;

namespace {

// To be raised when the engine's rules or limits change, so that what is kept is drawn anew.
constexpr std::string_view edition = "5";
constexpr std::size_t most_recent = 24;  // values of the small line beside an objective

std::optional<Variation> variation_of(measure::VariationIcon icon) {
  switch (icon) {
    case measure::VariationIcon::none: return std::nullopt;
    case measure::VariationIcon::common_cause: return Variation::common_cause;
    case measure::VariationIcon::improvement_high: return Variation::improvement_high;
    case measure::VariationIcon::improvement_low: return Variation::improvement_low;
    case measure::VariationIcon::concern_high: return Variation::concern_high;
    case measure::VariationIcon::concern_low: return Variation::concern_low;
    case measure::VariationIcon::neither_high: return Variation::neither_high;
    case measure::VariationIcon::neither_low: return Variation::neither_low;
  }
  base::check(false, "every icon is known");
  return std::nullopt;
}

std::optional<Assurance> assurance_of(measure::AssuranceIcon icon) {
  switch (icon) {
    case measure::AssuranceIcon::none: return std::nullopt;
    case measure::AssuranceIcon::pass: return Assurance::pass;
    case measure::AssuranceIcon::hit_or_miss: return Assurance::hit_or_miss;
    case measure::AssuranceIcon::fail: return Assurance::fail;
  }
  base::check(false, "every icon is known");
  return std::nullopt;
}

// Of everything that a chart is drawn from.
class BasisHash {
 public:
  BasisHash() { base::check(crypto_generichash_init(&state_, nullptr, 0, size) == 0, "a hash can be begun"); }

  void add(double value) { bytes(&value, sizeof value); }
  void add(const std::optional<double>& value) {
    add(value ? 1.0 : 0.0);
    add(value.value_or(0));
  }
  void add(base::Date date) { add(static_cast<double>(date.time_since_epoch().count())); }
  void add(std::string_view text) {
    add(static_cast<double>(text.size()));
    bytes(text.data(), text.size());
  }

  std::string text() {
    std::array<unsigned char, size> hash{};
    base::check(crypto_generichash_final(&state_, hash.data(), hash.size()) == 0, "a hash can be ended");
    std::string hex(2 * hash.size() + 1, '\0');
    sodium_bin2hex(hex.data(), hex.size(), hash.data(), hash.size());
    hex.pop_back();
    return hex;
  }

 private:
  static constexpr std::size_t size = 16;
  void bytes(const void* from, std::size_t length) { crypto_generichash_update(&state_, static_cast<const unsigned char*>(from), length); }
  crypto_generichash_state state_{};
};

std::string basis_of(const domain::Measure& measure, const std::vector<domain::Observation>& observations,
                     const std::vector<domain::Ghost>& ghosts, const std::vector<domain::Phase>& phases) {
  BasisHash hash;
  hash.add(edition);
  hash.add(base::word(measure.direction));
  hash.add(base::word(measure.conflict));
  hash.add(base::word(measure.chart));
  hash.add(measure.profile);
  hash.add(measure.scale);
  for (const domain::Target& each : measure.targets) {
    hash.add(each.starts ? base::to_iso(*each.starts) : std::string());
    hash.add(each.value);
    hash.add(each.ends ? base::to_iso(*each.ends) : std::string());
    hash.add(each.end_value);
  }
  hash.add("targets");
  hash.add(measure.baseline_until.has_value() ? base::to_iso(*measure.baseline_until) : std::string());
  const bool parts = domain::needs_parts(measure.chart);
  for (const domain::Observation& each : observations) {
    hash.add(each.on);
    hash.add(each.value);
    if (!parts) continue;
    hash.add(each.numerator);
    hash.add(each.denominator);
  }
  hash.add("ghosts");
  for (const domain::Ghost& each : ghosts) hash.add(each.on);
  hash.add("phases");
  for (const domain::Phase& each : phases) hash.add(each.starts);
  return hash.text();
}

std::optional<Signal> signal_on(const measure::Chart& chart, const domain::Measure& measure, const std::vector<domain::Observation>& observations,
                                const std::vector<domain::Ghost>& ghosts, const std::vector<domain::Phase>& phases) {
  if (!says_something(chart)) return std::nullopt;
  const auto variation = variation_of(chart.variation);
  if (!variation) return std::nullopt;
  const std::size_t last = *chart.last;
  Signal out{.variation = *variation, .assurance = assurance_of(chart.assurance), .last = observations[last].on,
             .recent = {}, .basis = basis_of(measure, observations, ghosts, phases)};
  for (std::size_t i = last + 1 > most_recent ? last + 1 - most_recent : 0; i <= last; ++i) out.recent.push_back(observations[i].value);
  return out;
}

void draw_anew(Transaction& tx, domain::MeasureId id) {
  const auto standing = tx.measures().find(id);
  base::check(standing.has_value(), "a measure whose chart is due is there");
  const domain::Measure& measure = standing->measure;
  const auto observations = tx.measures().current(id);
  const auto ghosts = tx.measures().ghosts(id);
  const auto phases = tx.measures().phases(id);
  const auto drawn = lines_of(measure, observations, ghosts, phases);
  const measure::Chart* chart = drawn ? &*drawn : nullptr;  // none: too few values to draw
  const bool shown = chart != nullptr && measure.published;
  domain::ChartFacts facts = chart_facts(chart, observations, measure.direction);
  if (chart != nullptr && says_something(*chart)) facts.variation = variation_of(chart->variation);
  tx.signals().keep(id, shown ? signal_on(*chart, measure, observations, ghosts, phases) : std::nullopt, facts, edition);
}

}  // namespace

std::optional<Signal> signal_of(const domain::Measure& measure, const std::vector<domain::Observation>& observations,
                                const std::vector<domain::Ghost>& ghosts, const std::vector<domain::Phase>& phases) {
  const auto chart = lines_of(measure, observations, ghosts, phases);
  return chart ? signal_on(*chart, measure, observations, ghosts, phases) : std::nullopt;
}

void draw_due_signals(Transaction& tx) {
  constexpr int batch = 1'000;
  for (auto due = tx.signals().due(batch); !due.empty(); due = tx.signals().due(batch))
    for (const domain::MeasureId id : due) draw_anew(tx, id);
}

int draw_due_signals(const Context& context) {
  constexpr int batch = 200;  // so that other writers wait for a few milliseconds only
  {
    const auto tx = context.database.write();
    tx->signals().redraw_others(edition);
    tx->commit();
  }
  int drawn = 0;
  for (;;) {
    if (context.database.read()->signals().due(1).empty()) return drawn;
    const auto tx = context.database.write();
    const auto due = tx->signals().due(batch);
    for (const domain::MeasureId id : due) draw_anew(*tx, id);
    drawn += static_cast<int>(due.size());
    tx->commit();
  }
}

}  // namespace tributary::services
