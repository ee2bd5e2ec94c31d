#include "cli/flow_progress.hpp"

#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <csignal>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

namespace tributary::cli {

namespace {

using Json = nlohmann::ordered_json;

std::atomic<bool> stopped{false};

// A page that is told more often than this has no use for it.
constexpr std::chrono::milliseconds between_events{100};

void stop_early(int) {
  stopped = true;
  std::signal(SIGINT, SIG_DFL);
}

Json so_far(const std::string& name, double mean, const std::optional<double>& half_width, std::size_t count) {
  const bool any = count > 0;
  return {{"name", name}, {"mean", any ? Json(mean) : Json(nullptr)}, {"half_width", half_width ? Json(*half_width) : Json(nullptr)}, {"replications", count}};
}

// One line, written whole.
void write_event(const Json& event) { std::fputs((event.dump() + "\n").c_str(), stderr); }

}  // namespace

FlowProgress::FlowProgress(ProgressShown shown, std::string scenario, const engine::Model& model, unsigned threads)
    : shown_(shown), scenario_(std::move(scenario)), hoped_(static_cast<std::size_t>(model.run.precision ? model.run.precision->at_most : model.run.replications)), threads_(threads), says_time_(shown == ProgressShown::as_fits || shown == ProgressShown::bar), began_(std::chrono::steady_clock::now()) {
  if (shown_ == ProgressShown::as_fits) shown_ = isatty(STDERR_FILENO) != 0 ? ProgressShown::bar : ProgressShown::none;
  for (const auto& each : model.measures) measures_.push_back(each.name);
  std::signal(SIGINT, stop_early);
}

engine::Control FlowProgress::control() {
  engine::Control out;
  out.threads = threads_;
  out.cancel = &stopped;
  if (shown_ != ProgressShown::none || says_time_) out.progress = [this](const engine::Progress& progress) { tell(progress); };
  return out;
}

// From the first replications; where a run stops when it is precise enough, that is the longest it may take.
void FlowProgress::tell_time(const engine::Progress& progress) {
  says_time_ = false;
  const double so_far = std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
  const double minutes = so_far * static_cast<double>(progress.of - progress.done) / static_cast<double>(progress.done) / 60;
  if (minutes < 1) return;
  if (shown_ == ProgressShown::bar) std::fputs("\r\033[K", stderr);
  std::fprintf(stderr, "tributary: %s: %zu replications take about %.0f %s. Ctrl-C ends it and keeps those that are done.\n", scenario_.c_str(), progress.of, std::ceil(minutes < 90 ? minutes : minutes / 60),
               minutes < 90 ? "minutes" : "hours");
}

void FlowProgress::tell(const engine::Progress& progress) {
  if (says_time_ && progress.done >= std::max(1U, threads_)) tell_time(progress);
  if (shown_ == ProgressShown::none) return;
  if (shown_ == ProgressShown::bar) {
    std::fprintf(stderr, "\r%s: %zu of %zu replications", scenario_.c_str(), progress.done, progress.of);
    return;
  }
  const auto now = std::chrono::steady_clock::now();
  if (now - told_ < between_events) return;
  told_ = now;
  Json event = {{"event", "progress"}, {"scenario", scenario_}, {"done", progress.done}, {"of", progress.of}, {"measures", Json::array()}};
  for (std::size_t i = 0; i < measures_.size(); ++i) {
    const auto& each = progress.measures[i];
    event["measures"].push_back(so_far(measures_[i], each.mean(), each.half_width(), each.count()));
  }
  write_event(event);
}

void FlowProgress::over(const engine::RunResult& result) {
  if (shown_ == ProgressShown::bar) std::fputs("\r\033[K", stderr);
  if (shown_ != ProgressShown::events) return;
  Json event = {{"event", result.cancelled ? "stopped" : "done"}, {"scenario", scenario_}, {"done", result.replications.size()}, {"of", hoped_}, {"measures", Json::array()}};
  for (const auto& each : result.measures) {
    const auto& whole = each.whole;
    event["measures"].push_back(so_far(each.name, whole ? whole->mean : 0, whole && whole->knows_spread() ? std::optional(whole->half_width) : std::nullopt, whole ? whole->count : 0));
  }
  write_event(event);
}

std::string FlowProgress::reached(const engine::RunResult& result) const {
  return std::to_string(result.replications.size()) + " of " + std::to_string(hoped_) + " replications of " + scenario_;
}

}  // namespace tributary::cli
