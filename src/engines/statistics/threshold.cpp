#include "engines/statistics/threshold.hpp"

#include "base/check.hpp"

namespace tributary::statistics {

namespace {

class Search {
 public:
  Search(std::size_t last, const std::function<base::Result<Excess>(std::size_t)>& answer) : last_(last), answer_(answer) {}

  base::Result<Excess> at(std::size_t position) {
    if (const auto found = out_.asked.find(position); found != out_.asked.end()) return found->second;
    auto excess = answer_(position);
    if (excess) out_.asked.emplace(position, *excess);
    return excess;
  }

  // The position that meets it next to those that don't, by the mean and so many half-widths; none where neither end does.
  base::Result<std::optional<std::size_t>> by(double half_widths) {
    const auto met = [&](const Excess& each) { return each.mean + half_widths * each.half_width <= 0; };
    const std::size_t good_end = out_.rising ? 0 : last_, bad_end = last_ - good_end;
    if (!met(*at(good_end))) return std::optional<std::size_t>();
    if (met(*at(bad_end))) return std::optional(bad_end);
    std::size_t good = good_end, bad = bad_end;
    while ((good > bad ? good - bad : bad - good) > 1) {
      const std::size_t middle = bad + (good > bad ? (good - bad) / 2 : 0) - (good > bad ? 0 : (bad - good) / 2);
      const auto excess = at(middle);
      if (!excess) return base::fail(excess.error());
      (met(*excess) ? good : bad) = middle;
    }
    return std::optional(good);
  }

  base::Result<Threshold> search() {
    const auto first = at(0);
    if (!first) return base::fail(first.error());
    const auto end = at(last_);
    if (!end) return base::fail(end.error());
    out_.rising = first->mean < end->mean;
    out_.everywhere = first->mean <= 0 && end->mean <= 0;
    for (const auto& [into, half_widths] : {std::pair(&out_.mean, 0.0), std::pair(&out_.surely, 1.0), std::pair(&out_.perhaps, -1.0)}) {
      const auto found = by(half_widths);
      if (!found) return base::fail(found.error());
      *into = *found;
    }
    look_for_turns();
    return std::move(out_);
  }

 private:
  // Against the way from end to end, and further than the intervals explain.
  void look_for_turns() {
    for (auto a = out_.asked.begin(); a != out_.asked.end(); ++a) {
      for (auto b = std::next(a); b != out_.asked.end(); ++b) {
        const double against = out_.rising ? a->second.mean - b->second.mean : b->second.mean - a->second.mean;
        if (against > a->second.half_width + b->second.half_width + 1e-12) out_.turns = true;
      }
    }
  }

  std::size_t last_;
  const std::function<base::Result<Excess>(std::size_t)>& answer_;
  Threshold out_;
};

}  // namespace

base::Result<Threshold> threshold(std::size_t last, const std::function<base::Result<Excess>(std::size_t)>& answer) {
  base::check(last > 0, "a threshold lies between two levels");
  return Search(last, answer).search();
}

}  // namespace tributary::statistics
