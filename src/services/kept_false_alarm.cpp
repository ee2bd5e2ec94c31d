#include "services/kept_false_alarm.hpp"

#include <mutex>
#include <string>
#include <unordered_map>

#include "services/passwords.hpp"

namespace tributary::services {
namespace {

constexpr std::size_t most_chances_kept = 20'000;  // two megabytes or so

template <class Value>
void add(std::string& bytes, Value value) {
  bytes.append(reinterpret_cast<const char*>(&value), sizeof value);
}

// All that the chance depends on: rules, lines, sizes, and which points count.
std::string key_of(const measure::Series& series, const measure::Chart& chart) {
  std::string bytes = std::string(chart.profile.name) + " ";
  add(bytes, chart.type);
  for (const measure::Phase& phase : chart.phases) add(bytes, phase.first), add(bytes, phase.points), add(bytes, phase.counted), add(bytes, phase.inherits);
  for (const measure::Limits& each : chart.limits) add(bytes, each.centre), add(bytes, each.upper);
  for (const double size : series.sizes) add(bytes, size);
  for (const double spread : series.spreads) add(bytes, spread);
  for (const measure::Point& point : series.points) add(bytes, point.counts()), add(bytes, point.value.value_or(0));
  return sha256_hex(bytes);
}

struct KeptChances {
  std::mutex mutex;
  std::unordered_map<std::string, std::optional<measure::FalseAlarm>> chances;
};

KeptChances& kept() {
  static KeptChances all;
  return all;
}

}  // namespace

std::optional<measure::FalseAlarm> kept_false_alarm(const measure::Series& series, const measure::Chart& chart) {
  using measure::ChartType;
  if (chart.type == ChartType::run || chart.type == ChartType::xmr || chart.type == ChartType::moving_range) return measure::false_alarm(series, chart);  // from a table
  const std::string key = key_of(series, chart);
  {
    const std::scoped_lock lock(kept().mutex);
    if (const auto found = kept().chances.find(key); found != kept().chances.end()) return found->second;
  }
  const auto chance = measure::false_alarm(series, chart);
  const std::scoped_lock lock(kept().mutex);
  if (kept().chances.size() >= most_chances_kept) kept().chances.clear();
  kept().chances.emplace(key, chance);
  return chance;
}

}  // namespace tributary::services
