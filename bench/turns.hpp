// Turns: what a benchmark compares takes its turn in each of several rounds, and the medians are told as rows of CSV.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

namespace tributary::bench {

// Seconds: of this process on all its threads, and of the clock on the wall.
inline double processor_time() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}
inline double wall_time() { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); }

inline double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

// The median time of each, taking turns: whatever else the machine does falls on all of them.
inline std::vector<double> times(const std::vector<std::function<void()>>& what, int turns, double (*clock)() = processor_time) {
  std::vector<std::vector<double>> taken(what.size());
  for (int turn = 0; turn < turns; ++turn) {
    for (std::size_t i = 0; i < what.size(); ++i) {
      const double begin = clock();
      what[i]();
      taken[i].push_back(clock() - begin);
    }
  }
  std::vector<double> out;
  for (auto& each : taken) out.push_back(median(std::move(each)));
  return out;
}

inline void heading() { std::puts("what,value,unit,reference,ratio,wanted"); }

// `ratio` is to `reference`, another row; `wanted` is of the ratio, or of the value where there is none.
inline void row(const std::string& what, double value, const char* unit, const std::string& reference = "", double ratio = 0, const char* wanted = "") {
  std::printf("\"%s\",%.4g,%s,\"%s\",", what.c_str(), value, unit, reference.c_str());
  if (ratio > 0) std::printf("%.3g", ratio);
  std::printf(",%s\n", wanted);
  std::fflush(stdout);
}

}  // namespace tributary::bench
