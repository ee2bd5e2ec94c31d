// How many projects a place has, kept until something in its direction changes.
//
// Why       counting walks the index of every project of the place: half the time of a list at 10,000 of them
// Promises  as DirectionCache (direction.hpp), whose stamp is counted at every change to a project or a place
#pragma once

#include <map>
#include <mutex>
#include <optional>
#include <string>

namespace tributary::store {

struct ProjectCounts {
  int active = 0;
  int finished = 0;
  int stopped = 0;
};

class ProjectCountCache {
 public:
  // `count` counts by the filter that `key` stands for; readers of one moment all have the same `changes`.
  template <class Count>
  ProjectCounts counts(long long changes, const std::string& key, Count count) {
    {
      const std::lock_guard lock(mutex_);
      const auto found = kept_.find(key);
      if (changes_ == changes && found != kept_.end()) return found->second;
    }
    const ProjectCounts counted = count();
    const std::lock_guard lock(mutex_);
    if (changes_ != changes || kept_.size() >= most) kept_.clear();
    changes_ = changes;
    kept_[key] = counted;
    return counted;
  }

 private:
  static constexpr std::size_t most = 1'000;
  std::mutex mutex_;
  long long changes_ = -1;
  std::map<std::string, ProjectCounts> kept_;
};

}  // namespace tributary::store
