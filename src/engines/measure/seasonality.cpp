#include "engines/measure/seasonality.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "engines/measure/wording.hpp"

namespace tributary::measure {
namespace {

constexpr std::array<const char*, 12> months = {"January", "February", "March",     "April",   "May",      "June",
                                                "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<const char*, 7> weekdays = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

constexpr std::array<const char*, 4> quarters = {"Jan–Mar", "Apr–Jun", "Jul–Sep", "Oct–Dec"};

// What a season is one of, and what is needed to know it.
struct Cycle {
  int length;               // seasons in it
  long fewest;              // slots from the first to the last
  const char* slot;         // what a slot is: "day"
  const char* around;       // what the cycle is: "week"
  const char* uneven;       // the code where two points are of one slot
  const char* too_few;
  const char* const* names;
};

const Cycle& cycle_of(Season season) {
  static constexpr Cycle of_months{12, 24, "month", "year", "not-monthly", "Months take at least two full years of monthly values. Keep measuring.", months.data()};
  static constexpr Cycle of_quarters{4, 8, "quarter", "year", "not-quarterly", "Quarters take at least two full years of quarterly values. Keep measuring.", quarters.data()};
  static constexpr Cycle of_weekdays{7, 56, "day", "week", "not-daily", "Weekdays take at least eight full weeks of daily values. Keep measuring.", weekdays.data()};
  return season == Season::month ? of_months : season == Season::quarter ? of_quarters : of_weekdays;
}

base::Problem refused(const char* code, const char* title, std::string detail) {
  return {.code = code, .title = title, .detail = std::move(detail), .field = "/points"};
}

class Decomposition {
 public:
  Decomposition(std::span<const Point> points, Season season, SeasonalMethod method)
      : points_(points), season_(season), of_(cycle_of(season)), ratio_(method == SeasonalMethod::multiplicative), cycle_(of_.length) {}

  base::Result<Deseasoned> remove() {
    if (auto laid = lay_out(); !laid) return base::fail(laid.error());
    compare_with_cycles();
    if (auto known = average(); !known) return base::fail(known.error());
    Deseasoned out{.points = {points_.begin(), points_.end()}, .indices = indices_, .strength = strength()};
    for (std::size_t i = 0; i < out.points.size(); ++i) {
      if (!out.points[i].value) continue;
      const double index = indices_[season_of(slot_of(i))];
      *out.points[i].value = ratio_ ? *out.points[i].value / index : *out.points[i].value - index;
    }
    out.statement = statement(out);
    return out;
  }

 private:
  // Months or quarters since year 0, or days since 1 January 1970.
  [[nodiscard]] long time_of(std::size_t i) const {
    const std::chrono::year_month_day date{points_[i].date};
    if (season_ == Season::weekday) return points_[i].date.time_since_epoch().count();
    const long month = static_cast<long>(static_cast<unsigned>(date.month())) - 1;
    return static_cast<int>(date.year()) * long{cycle_} + (season_ == Season::month ? month : month / 3);
  }
  [[nodiscard]] std::size_t slot_of(std::size_t i) const { return static_cast<std::size_t>(time_of(i) - first_); }
  [[nodiscard]] std::size_t season_of(std::size_t slot) const {
    const long at = first_ + static_cast<long>(slot) + (season_ == Season::weekday ? 3 : 0);  // 1 January 1970 was a Thursday
    return static_cast<std::size_t>(((at % cycle_) + cycle_) % cycle_);
  }
  [[nodiscard]] const char* name_of(std::size_t season) const { return of_.names[season]; }

  // A slot for each month, quarter or day from the first to the last.
  base::Done lay_out() {
    const char* what = of_.slot;
    if (points_.empty()) return too_few();
    first_ = time_of(0);
    const long length = time_of(points_.size() - 1) - first_ + 1;
    if (length < 1 || length > 1'000'000) return base::fail(refused("points-out-of-order", "The points are not in order of date", "Sort the points by date."));
    slots_.assign(static_cast<std::size_t>(length), std::nullopt);
    long before = first_ - 1;
    for (std::size_t i = 0; i < points_.size(); ++i) {
      if (time_of(i) <= before) {
        return base::fail(refused(of_.uneven, "The points are too close for their season",
                                  std::string("Two points are of one ") + what + ", " + base::in_words(points_[i].date) + " the later. Add them up or average them to one a " + what + " first."));
      }
      before = time_of(i);
      if (!points_[i].counts()) continue;
      if (ratio_ && *points_[i].value <= 0) {
        return base::fail(refused("values-not-positive", "A value is not above 0",
                                  "Values are divided by their season's index, and that of " + base::in_words(points_[i].date) + " isn't above 0. Use the additive method."));
      }
      slots_[slot_of(i)] = *points_[i].value;
    }
    if (season_ == Season::month && quarterly())
      return base::fail(refused("not-monthly", "These are quarterly values", "A value comes every third month at most, so that no month has neighbours. Take out the season of quarters."));
    return length < of_.fewest ? too_few() : base::Done{};
  }

  [[nodiscard]] bool quarterly() const {
    for (std::size_t i = 1; i < points_.size(); ++i)
      if (time_of(i) - time_of(i - 1) < 3) return false;
    return points_.size() > 1;
  }

  [[nodiscard]] base::Done too_few() const {
    return base::fail(refused("too-few-cycles", "There is too little to know the seasons from", of_.too_few));
  }

  // Each value that has a full cycle around it, against that cycle's mean.
  void compare_with_cycles() {
    const std::size_t half = static_cast<std::size_t>(cycle_ / 2);
    for (std::size_t i = half; i + half < slots_.size(); ++i) {
      double total = 0;
      bool full = true;
      for (std::size_t k = i - half; k <= i + half && full; ++k) {
        full = slots_[k].has_value();
        const bool end = k == i - half || k == i + half;
        if (full) total += *slots_[k] * (cycle_ % 2 == 0 && end ? 0.5 : 1);
      }
      if (!full) continue;
      const double level = total / static_cast<double>(cycle_);
      compared_.push_back({season_of(i), ratio_ ? *slots_[i] / level : *slots_[i] - level});
    }
  }

  base::Done average() {
    indices_.assign(static_cast<std::size_t>(cycle_), 0);
    counts_.assign(static_cast<std::size_t>(cycle_), 0);
    for (const auto& [season, against] : compared_) {
      indices_[season] += against;
      ++counts_[season];
    }
    double mean = 0;
    for (std::size_t s = 0; s < indices_.size(); ++s) {
      if (counts_[s] == 0) {
        return base::fail(refused("season-unknown", "A season has no full cycle around it",
                                  std::string(name_of(s)) + " never has a full " + of_.around + " of values around it. Fill the gaps or keep measuring."));
      }
      indices_[s] /= counts_[s];
      mean += indices_[s] / static_cast<double>(cycle_);
    }
    for (double& index : indices_) index = ratio_ ? index / mean : index - mean;
    return {};
  }

  // 1 − what the seasons leave of the variation about the level. [Hyndman, Athanasopoulos, FPP3, section 4.3]
  [[nodiscard]] std::optional<double> strength() const {
    if (std::ranges::min(counts_) < 2) return std::nullopt;
    double before = 0, after = 0;
    const double middle = ratio_ ? 1 : 0;
    for (const auto& [season, against] : compared_) {
      const double left = ratio_ ? against / indices_[season] - 1 : against - indices_[season];
      before += (against - middle) * (against - middle);
      after += left * left;
    }
    if (!(before > 0)) return 0;
    return std::clamp(1 - after / before, 0.0, 1.0);
  }

  [[nodiscard]] std::string statement(const Deseasoned& out) const {
    const auto high = static_cast<std::size_t>(std::ranges::max_element(indices_) - indices_.begin());
    const auto low = static_cast<std::size_t>(std::ranges::min_element(indices_) - indices_.begin());
    const double spread = indices_[high] - indices_[low];
    const auto index = [&](std::size_t s) { return std::string(name_of(s)) + " " + written_number(indices_[s], ratio_ ? 2 : decimals_for(spread, spread)); };
    const std::string season(measure::name_of(season_));
    std::string text = "Seasonality removed: " + (ratio_ ? "each value was divided by its " + season + "'s index" : "its " + season + "'s index was taken from each value") +
                       " (from " + index(low) + " to " + index(high) + "), the mean of what its values are against the " + of_.around +
                       " around them, over " + std::to_string(compared_.size()) + " " + of_.slot + "s that have a full one. Limits are drawn on the adjusted values.";
    if (!out.strength) return text + " Some index rests on a single " + of_.around + ".";
    if (*out.strength < 0.3) text += " The season explains little of the variation (" + written_number(100 * *out.strength, 0) + " %): the chart as it was may serve better.";
    return text;
  }

  struct Compared {
    std::size_t season;
    double against;
  };
  std::span<const Point> points_;
  Season season_;
  const Cycle& of_;
  bool ratio_;
  int cycle_;
  long first_ = 0;
  std::vector<std::optional<double>> slots_;
  std::vector<Compared> compared_;
  std::vector<double> indices_;
  std::vector<int> counts_;
};

}  // namespace

std::string_view name_of(Season season) { return season == Season::month ? "month" : season == Season::quarter ? "quarter" : "weekday"; }

base::Result<Deseasoned> remove_seasonality(std::span<const Point> points, Season season, SeasonalMethod method) {
  return Decomposition(points, season, method).remove();
}

SeasonTried try_season(std::span<const Point> points, Season season) {
  SeasonTried out;
  for (const auto method : {SeasonalMethod::multiplicative, SeasonalMethod::additive}) {
    const auto removed = remove_seasonality(points, season, method);
    if (removed && out.methods.empty()) out.strength = removed->strength;
    if (removed) out.methods.push_back(method);
    else out.why_not = removed.error().detail;
  }
  if (!out.methods.empty()) out.why_not.clear();
  return out;
}

}  // namespace tributary::measure
