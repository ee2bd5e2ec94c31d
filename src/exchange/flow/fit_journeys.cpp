#include "exchange/flow/fit_journeys.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

#include "exchange/flow/fit_cautions.hpp"
#include "exchange/flow/fit_stay.hpp"

namespace tributary::exchange::flow {

namespace {

using tributary::flow::TimeUnit;

constexpr std::uint32_t left_out = ~0U;
constexpr double no_time = 1e-6;  // days: a tenth of a second

std::string people(std::size_t count, const char* one, const char* many) { return std::to_string(count) + " " + (count == 1 ? one : many); }

TimeUnit unit_for(double longest_mean) {
  if (longest_mean >= 1.5) return TimeUnit::day;
  return longest_mean * 24 >= 1.5 ? TimeUnit::hour : TimeUnit::minute;
}

class JourneyFit {
 public:
  JourneyFit(Journeys journeys, const FitWanted& wanted) : journeys_(std::move(journeys)), wanted_(wanted) {}

  base::Result<FlowFit> fit() {
    if (auto enough = settle_classes(); !enough) return base::fail(enough.error());
    if (auto enough = settle_services(); !enough) return base::fail(enough.error());
    if (auto out = settle_ways(); !out) return base::fail(out.error());
    settle_unit();
    fit_arrivals();
    if (auto done = fit_stays(); !done) return base::fail(done.error());
    caution_arrivals(out_);
    caution_stays(out_);
    caution_late_cases(out_, journeys_);
    return std::move(out_);
  }

 private:
  static base::Problem too_few(std::string detail) { return {.code = "too-few-cases", .title = "Too few to fit", .detail = std::move(detail), .field = {}, .where = {}}; }

  // Classes of fewer than ten are one, "other", and left out where that is still fewer.
  base::Done settle_classes() {
    std::vector<std::size_t> counts(journeys_.classes.size(), 0);
    for (const Journey& each : journeys_.journeys) ++counts[each.cls];
    std::vector<std::uint32_t> becomes(counts.size(), left_out);
    std::size_t small = 0, of_small = 0;
    for (std::uint32_t i = 0; i < counts.size(); ++i) {
      if (counts[i] < fewest_cases) small += counts[i], ++of_small;
      else becomes[i] = static_cast<std::uint32_t>(out_.classes.size()), out_.classes.push_back({.name = journeys_.classes[i], .cases = 0, .arrivals = {}, .enter = {}, .next = {}});
    }
    if (small >= fewest_cases) {
      std::string other = "other";
      while (std::any_of(out_.classes.begin(), out_.classes.end(), [&](const ClassFit& each) { return each.name == other; })) other = "all " + other;
      for (auto& each : becomes) each = each == left_out ? static_cast<std::uint32_t>(out_.classes.size()) : each;
      out_.classes.push_back({.name = other, .cases = 0, .arrivals = {}, .enter = {}, .next = {}});
      out_.cautions.push_back(people(of_small, "class has", "classes have") + " fewer than ten cases, and are one class, \"" + other + "\".");
    } else if (small > 0 && !out_.classes.empty()) {
      out_.cautions.push_back(people(small, "case was", "cases were") + " left out: of " + people(of_small, "a class", "classes") + " with fewer than ten in all, which would point at people.");
    }
    if (out_.classes.empty()) return base::fail(too_few("There are " + people(journeys_.journeys.size(), "case", "cases") + "; ten are needed, so that nobody's stay can be read from the model."));
    std::erase_if(journeys_.journeys, [&](const Journey& each) { return becomes[each.cls] == left_out; });
    for (Journey& each : journeys_.journeys) each.cls = becomes[each.cls], ++out_.classes[each.cls].cases;
    out_.cases = journeys_.journeys.size();
    return {};
  }

  // Visits of no time are no visits; services of fewer than ten visits that ended are none.
  base::Done settle_services() {
    const std::size_t count = journeys_.services.size();
    std::vector<std::size_t> zero(count, 0), ended(count, 0), unknown(count, 0), taken(count, 0);
    for (Journey& journey : journeys_.journeys) {
      if (journeys_.grid == 0) {
        std::erase_if(journey.visits, [&](const Visit& each) {
          const bool none = each.state == Visit::State::ended && each.stay <= no_time;
          zero[each.service] += none;
          return none;
        });
      }
      for (const Visit& each : journey.visits) ended[each.service] += each.state == Visit::State::ended, unknown[each.service] += each.state == Visit::State::unknown, ++taken[each.service];
    }
    std::vector<std::uint32_t> becomes(count, left_out);
    for (std::uint32_t i = 0; i < count; ++i) {
      if (ended[i] < fewest_cases) {
        out_.cautions.push_back(journeys_.services[i] + " has fewer than ten stays that ended and took some time, and is left out.");
        continue;
      }
      becomes[i] = static_cast<std::uint32_t>(out_.services.size());
      out_.services.push_back({.title = journeys_.services[i], .visits = taken[i], .zero = zero[i], .unknown = unknown[i], .next = {}});
    }
    if (out_.services.empty()) return base::fail(too_few("No service has ten stays that ended and took some time; ten are needed, so that nobody's stay can be read from the model."));
    rename_services(becomes);
    return {};
  }

  void rename_services(const std::vector<std::uint32_t>& becomes) {
    for (Journey& journey : journeys_.journeys) {
      std::erase_if(journey.visits, [&](const Visit& each) { return becomes[each.service] == left_out; });
      for (Visit& each : journey.visits) each.service = becomes[each.service];
    }
  }

  // Ways that more than a few took lead to every service that is kept, and out of it.
  base::Done settle_ways() {
    for (;;) {
      rare_ = 0;
      count_ways();
      const std::size_t lost = first_not(reached());
      if (lost == out_.services.size()) break;
      out_.cautions.push_back("To " + out_.services[lost].title + " people came by ways that fewer than ten took each, and it is left out.");
      std::vector<std::uint32_t> becomes(out_.services.size(), left_out);
      for (std::size_t i = 0; i < becomes.size(); ++i) {
        if (i != lost) becomes[i] = static_cast<std::uint32_t>(i - (i > lost));
      }
      rename_services(becomes);
      out_.services.erase(out_.services.begin() + static_cast<std::ptrdiff_t>(lost));
      if (out_.services.empty()) return base::fail(too_few("No service was come to by ten people in one way; ten are needed, so that nobody's way can be read from the model."));
    }
    if (const std::size_t stuck = first_not(left()); stuck < out_.services.size()) {
      return base::fail({.code = "no-way-out", .title = "Nobody would leave", .detail = "Fewer than ten people left from " + out_.services[stuck].title + " or from where they went on to, so that in a model people would go round for ever. Name fewer services, or what ends a visit.",
                         .field = {}, .where = {}});
    }
    if (rare_ > 0) out_.cautions.push_back(people(rare_, "step was", "steps were") + " by ways that fewer than ten people took; the model leaves them to the other ways.");
    return {};
  }

  // Do some people go from one service to another (or, past the last of them, out)?
  [[nodiscard]] bool leads(std::size_t from, std::size_t to) const {
    return out_.services[from].next.shares[to] > 0 || std::any_of(out_.classes.begin(), out_.classes.end(), [&](const ClassFit& each) { return each.next[from] && each.next[from]->shares[to] > 0; });
  }
  // Services to which somebody comes, and those from which somebody gets out: what lies one step further is added until nothing is.
  [[nodiscard]] std::vector<bool> reached() const {
    return spread([&](std::size_t to) { return std::any_of(out_.classes.begin(), out_.classes.end(), [&](const ClassFit& each) { return each.enter.shares[to] > 0; }); },
                  [&](std::size_t to, std::size_t from) { return leads(from, to); });
  }
  [[nodiscard]] std::vector<bool> left() const {
    return spread([&](std::size_t from) { return leads(from, out_.services.size()); }, [&](std::size_t from, std::size_t to) { return leads(from, to); });
  }
  template <class Begins, class Follows>
  [[nodiscard]] std::vector<bool> spread(Begins begins, Follows follows) const {
    std::vector<bool> out(out_.services.size());
    std::vector<std::size_t> fresh;
    for (std::size_t i = 0; i < out.size(); ++i) {
      if ((out[i] = begins(i))) fresh.push_back(i);
    }
    while (!fresh.empty()) {
      const std::size_t before = fresh.back();
      fresh.pop_back();
      for (std::size_t i = 0; i < out.size(); ++i) {
        if (!out[i] && follows(i, before)) out[i] = true, fresh.push_back(i);
      }
    }
    return out;
  }
  static std::size_t first_not(const std::vector<bool>& of) { return static_cast<std::size_t>(std::find(of.begin(), of.end(), false) - of.begin()); }

  void settle_unit() {
    std::vector<double> sums(out_.services.size(), 0), counts(out_.services.size(), 0);
    for (const Journey& journey : journeys_.journeys) {
      for (const Visit& each : journey.visits) {
        if (each.state == Visit::State::ended) sums[each.service] += each.stay, ++counts[each.service];
      }
    }
    double longest = 0;
    for (std::size_t i = 0; i < sums.size(); ++i) longest = std::max(longest, sums[i] / counts[i]);
    out_.unit = journeys_.grid >= 1 ? TimeUnit::day : unit_for(longest);
  }

  void fit_arrivals() {
    double last = 0;
    for (std::uint32_t cls = 0; cls < out_.classes.size(); ++cls) {
      std::vector<double> comings;
      for (const Journey& each : journeys_.journeys) {
        if (each.came && each.cls == cls) comings.push_back(*each.came), last = std::max(last, *each.came);
      }
      const bool apart = comings.size() >= fewest_cases && *std::max_element(comings.begin(), comings.end()) > *std::min_element(comings.begin(), comings.end());
      if (apart) out_.classes[cls].arrivals = statistics::fit_arrivals(std::move(comings), journeys_.clock);
      else if (wanted_.a_day) {
        const auto cases = static_cast<double>(out_.classes[cls].cases);
        statistics::ArrivalFit said{.comings = 0, .days = 0, .rate = *wanted_.a_day * cases / static_cast<double>(out_.cases)};
        out_.classes[cls].arrivals = said;
      }
    }
    const std::chrono::sys_days day{std::chrono::days(static_cast<int>(last))};
    out_.last_year = static_cast<int>(std::chrono::year_month_day(day).year());
  }

  // How many went from each place (services, then coming) to each (services, then out), of a class or of all.
  using Counts = std::vector<std::vector<double>>;
  [[nodiscard]] Counts count(std::optional<std::uint32_t> cls) const {
    const std::size_t n = out_.services.size();
    Counts out(n + 1, std::vector<double>(n + 1, 0));
    for (const Journey& each : journeys_.journeys) {
      if (cls && each.cls != *cls) continue;
      std::size_t from = n;
      for (const Visit& visit : each.visits) ++out[from][visit.service], from = visit.service;
      if (each.visits.empty() || each.visits.back().state == Visit::State::ended) ++out[from][n];
    }
    return out;
  }

  // Ways that fewer than ten took are left to the others, so that no share points at somebody.
  Ways ways_of(const std::vector<double>& counts) {
    Ways out{.people = static_cast<std::size_t>(std::accumulate(counts.begin(), counts.end(), 0.0)), .shares = counts};
    const double most = *std::max_element(counts.begin(), counts.end());
    double kept = 0;
    for (double& each : out.shares) {
      if (each > 0 && each < static_cast<double>(fewest_cases) && each < most) rare_ += static_cast<std::size_t>(each), each = 0;
      kept += each;
    }
    if (kept == 0) out.shares.back() = kept = 1;  // nobody went on: they are out
    for (double& each : out.shares) each /= kept;
    return out;
  }

  void count_ways() {
    const std::size_t n = out_.services.size();
    const Counts all = count({});
    for (std::size_t i = 0; i < n; ++i) out_.services[i].next = ways_of(all[i]);
    const std::size_t rare = rare_;
    for (std::uint32_t cls = 0; cls < out_.classes.size(); ++cls) {
      const Counts own = count(cls);
      out_.classes[cls].enter = ways_of(own[n]);
      out_.classes[cls].next.assign(n, std::nullopt);
      for (std::size_t i = 0; i < n && out_.classes.size() > 1; ++i) {
        if (std::accumulate(own[i].begin(), own[i].end(), 0.0) >= static_cast<double>(fewest_cases)) out_.classes[cls].next[i] = ways_of(own[i]);
      }
    }
    rare_ = out_.classes.size() > 1 ? rare_ - rare : rare_;
  }

  [[nodiscard]] statistics::Sample sample_of(std::uint32_t service, std::optional<std::uint32_t> cls) const {
    const double units = units_a_day(out_.unit);
    statistics::Sample out;
    out.grid = journeys_.grid * units;
    for (const Journey& journey : journeys_.journeys) {
      if (cls && journey.cls != *cls) continue;
      for (const Visit& each : journey.visits) {
        if (each.service != service || each.state == Visit::State::unknown) continue;
        (each.state == Visit::State::ended ? out.ended : out.going_on).push_back(each.stay * units);
        out.limits.push_back((journeys_.ends - each.begins) * units);
      }
    }
    if (out.going_on.empty()) out.limits.clear();
    return out;
  }

  base::Done fit_stays() {
    for (std::uint32_t service = 0; service < out_.services.size(); ++service) {
      bool all = out_.classes.size() == 1;
      for (std::uint32_t cls = 0; cls < out_.classes.size() && out_.classes.size() > 1; ++cls) {
        const auto sample = sample_of(service, cls);
        if (sample.ended.size() < fewest_cases) all = true;
        else if (auto done = add_stay(service, cls, sample); !done) return done;
      }
      if (!all) continue;
      if (auto done = add_stay(service, {}, sample_of(service, {})); !done) return done;
    }
    return {};
  }

  base::Done add_stay(std::uint32_t service, std::optional<std::uint32_t> cls, const statistics::Sample& sample) {
    auto fit = fit_stay(sample, wanted_);
    if (!fit) return base::fail({.code = "law-not-fitted", .title = "That law has no fit of its own", .detail = "Two exponentials that fit " + out_.services[service].title + " best are one. Ask for --law exponential or another.", .field = "--law", .where = {}});
    fit->service = service, fit->cls = cls;
    out_.stays.push_back(std::move(*fit));
    return {};
  }

  Journeys journeys_;
  const FitWanted& wanted_;
  FlowFit out_;
  std::size_t rare_ = 0;
};

}  // namespace

double units_a_day(TimeUnit unit) { return 24 / tributary::flow::hours_in(unit); }

const char* units_in_words(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::minute: return "minutes";
    case TimeUnit::hour: return "hours";
    case TimeUnit::day: return "days";
    case TimeUnit::week: return "weeks";
  }
  return "";
}

base::Result<FlowFit> fit_journeys(Journeys journeys, const FitWanted& wanted) { return JourneyFit(std::move(journeys), wanted).fit(); }

}  // namespace tributary::exchange::flow
