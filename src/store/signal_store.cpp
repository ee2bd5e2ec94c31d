#include "store/signal_store.hpp"

#include <array>
#include <charconv>

#include "store/connection.hpp"

namespace tributary::store {

using domain::MeasureId;
using domain::Signal;

namespace {

// What is old isn't shown.
#define FACTS_SELECT                                                                                                       \
  "SELECT f.measure_id, f.value_count, f.recent, f.improved, f.points_since, f.variation, f.latest_on, f.trail FROM chart_facts f " \
  "WHERE f.measure_id NOT IN (SELECT measure_id FROM chart_due) "

template <class... Args>
services::KeptFacts kept_facts(Connection& db, const char* sql, const Args&... args) {
  services::KeptFacts out;
  db.each<MeasureId, int, std::optional<double>, bool, int, std::optional<domain::Variation>, std::optional<base::Date>, std::string>(
      sql,
      [&](MeasureId measure, int values, std::optional<double> recent, bool improved, int points_since, std::optional<domain::Variation> variation,
          std::optional<base::Date> latest, const std::string& trail) {
        out.emplace(measure, domain::ChartFacts{.values = values, .recent = recent, .improved = improved, .points_since = points_since,
                                                .variation = variation, .latest = latest, .trail = recent_values(trail)});
      },
      args...);
  return out;
}

}  // namespace

std::string recent_text(const std::vector<std::optional<double>>& values) {
  std::string out;
  for (const auto& value : values) {
    if (!out.empty()) out += ' ';
    std::array<char, 32> digits{};
    if (value) out.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), *value).ptr);
    else out += '-';
  }
  return out;
}

std::vector<std::optional<double>> recent_values(std::string_view text) {
  std::vector<std::optional<double>> out;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    double value = 0;
    if (word == "-") out.emplace_back(std::nullopt);
    else {
      const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
      base::check(error == std::errc{} && end == word.data() + word.size(), "a kept value is a number");
      out.emplace_back(value);
    }
    text.remove_prefix(std::min(text.size(), word.size() + 1));
  }
  return out;
}

std::vector<MeasureId> SqlSignalStore::due(int most) {
  std::vector<MeasureId> out;
  db_.each<MeasureId>("SELECT measure_id FROM chart_due LIMIT :most", [&](MeasureId id) { out.push_back(id); }, most);
  return out;
}

std::optional<Signal> SqlSignalStore::find(MeasureId measure) {
  std::optional<Signal> out;
  db_.each<domain::Variation, std::optional<domain::Assurance>, base::Date, std::string, std::string>(
      "SELECT variation, assurance, last_on, recent, basis FROM measure_signal WHERE measure_id = :id "
      "AND measure_id NOT IN (SELECT measure_id FROM chart_due)",
      [&](domain::Variation variation, std::optional<domain::Assurance> assurance, base::Date last, const std::string& recent, std::string basis) {
        out = Signal{.variation = variation, .assurance = assurance, .last = last, .recent = recent_values(recent), .basis = std::move(basis)};
      },
      measure);
  return out;
}

std::optional<domain::ChartFacts> SqlSignalStore::facts(MeasureId measure) {
  auto found = kept_facts(db_, FACTS_SELECT "AND f.measure_id = :id", measure);
  if (found.empty()) return std::nullopt;
  return std::move(found.begin()->second);
}

services::KeptFacts SqlSignalStore::facts_of(domain::ProjectId project) {
  return kept_facts(db_, FACTS_SELECT "AND f.measure_id IN (SELECT id FROM measure WHERE project_id = :id)", project);
}

void SqlSignalStore::keep(MeasureId measure, const std::optional<Signal>& signal, const domain::ChartFacts& facts,
                          std::string_view edition) {
  db_.run("INSERT OR REPLACE INTO chart_facts (measure_id, edition, value_count, recent, improved, points_since, variation, latest_on, trail) "
          "VALUES (:a, :b, :c, :d, :e, :f, :g, :h, :i)",
          measure, edition, facts.values, facts.recent, facts.improved, facts.points_since, facts.variation, facts.latest,
          recent_text(facts.trail));
  if (signal) {
    db_.run("INSERT INTO measure_signal (measure_id, variation, assurance, last_on, recent, basis) VALUES (:a, :b, :c, :d, :e, :f) "
            "ON CONFLICT (measure_id) DO UPDATE SET variation = excluded.variation, assurance = excluded.assurance, "
            "last_on = excluded.last_on, recent = excluded.recent, basis = excluded.basis WHERE basis <> excluded.basis",
            measure, signal->variation, signal->assurance, signal->last, recent_text(signal->recent), signal->basis);
  } else {
    db_.run("DELETE FROM measure_signal WHERE measure_id = :id", measure);
  }
  db_.run("DELETE FROM chart_due WHERE measure_id = :id", measure);
}

void SqlSignalStore::redraw_others(std::string_view edition) {
  db_.run("INSERT OR IGNORE INTO chart_due (measure_id) SELECT measure_id FROM chart_facts WHERE edition <> :edition", edition);
}

}  // namespace tributary::store
