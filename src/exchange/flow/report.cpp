#include "exchange/flow/report.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <utility>

#include "base/text.hpp"
#include "engines/flow/check.hpp"

namespace tributary::exchange::flow {

void note(ModelNote& note, const engine::Model& model) {
  note.unit = model.unit;
  note.begins_on = model.begins_on;
  note.model = model.name;
  note.title = model.title;
  // Of several scenarios what each of them rests on, once.
  for (const engine::Evidence& each : model.evidence) {
    if (std::ranges::find(note.evidence, each) == note.evidence.end()) note.evidence.push_back(each);
  }
  for (std::string& each : engine::contradictions(model)) {
    if (std::ranges::find(note.contradictions, each) == note.contradictions.end()) note.contradictions.push_back(std::move(each));
  }
}

void run_one_way(std::vector<Asked>& asked) {
  if (asked.size() < 2 || std::ranges::all_of(asked, [](const Asked& each) { return engine::fits_recursion(each.model); })) return;
  for (Asked& each : asked) {
    if (each.model.run.engine == engine::RunSettings::Engine::whichever) each.model.run.engine = engine::RunSettings::Engine::events;
  }
}

std::vector<double> live_while_counting(const std::vector<engine::Curve>& changes, double warm_up, double length) {
  std::vector<double> out;
  for (const engine::Curve& each : changes) {
    if (each.at > warm_up && each.at < warm_up + length) out.push_back(each.at);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::string changes_in_words(const ModelNote& note, const std::string& scenario, double changes_at, double warm_up) {
  return scenario + " changes at " + moment_in_words(note, changes_at) + ", and counting begins at " + moment_in_words(note, warm_up);
}

ScenarioRun beside_theory(const Asked& asked, engine::RunResult result) {
  engine::Model model = asked.model;
  model.run.warm_up = result.warm_up;
  auto theory = engine::solve(model);
  if (!theory) theory = engine::Solution::unknown(model, theory.error().detail);
  std::vector<std::string> overloads;
  for (const auto& each : engine::overloads(model, *theory)) overloads.push_back(each.detail);
  auto dates = live_while_counting(model.changes, result.warm_up, result.length);
  return {asked.name, asked.title, std::move(result), std::move(*theory), std::move(overloads), std::move(dates)};
}

namespace {

std::string moment_by(const ModelNote& note, double time, std::string (*written)(base::Date)) {
  const auto minutes = std::chrono::minutes(std::llround(time * engine::hours_in(note.unit) * 60));
  const auto day = std::chrono::floor<std::chrono::days>(minutes);
  const std::string date = written(*note.begins_on + day);
  const auto of_day = static_cast<int>((minutes - day).count());
  char clock[32];
  std::snprintf(clock, sizeof clock, " %02d:%02d", of_day / 60, of_day % 60);
  return of_day == 0 ? date : date + clock;
}

}  // namespace

std::string moment(const ModelNote& note, double time) { return note.begins_on ? moment_by(note, time, base::to_iso) : base::to_text(time); }
std::string moment_in_words(const ModelNote& note, double time) { return note.begins_on ? moment_by(note, time, base::in_words) : base::to_text(time) + " " + unit_words(note.unit); }

const char* unit_words(engine::TimeUnit unit) {
  switch (unit) {
    case engine::TimeUnit::minute: return "minutes";
    case engine::TimeUnit::hour: return "hours";
    case engine::TimeUnit::day: return "days";
    case engine::TimeUnit::week: return "weeks";
  }
  return "";
}

const char* engine_of(const engine::RunResult& result) {
  if (result.by_recursion == 0) return "events";
  return result.by_recursion == result.replications.size() ? "recursion" : "both";
}

}  // namespace tributary::exchange::flow
