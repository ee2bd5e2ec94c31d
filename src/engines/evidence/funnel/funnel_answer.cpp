#include "engines/evidence/funnel/funnel_answer.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace tributary::evidence::funnel {
namespace {

constexpr double chance_hardly = 0.05;

std::string figure(double value, int places) {
  std::array<char, 40> out{};
  return {out.data(), std::to_chars(out.data(), out.data() + out.size(), value, std::chars_format::fixed, places).ptr};
}

std::string shown(const Funnel& funnel, double value) {
  if (funnel.choices.kind == Kind::proportion) return figure(value * 100, 1) + " %";
  const int size = value > 0 ? static_cast<int>(std::floor(std::log10(value))) : 0;
  return figure(value, std::clamp(2 - size, 0, 12));
}

std::string count_of_sites(std::size_t n) { return n == 1 ? "one site" : std::to_string(n) + " sites"; }

std::size_t outside(const Funnel& funnel, Limits limits) {
  return static_cast<std::size_t>(std::ranges::count_if(funnel.points, [&](const Point& each) {
    const Place place = place_by(each, limits);
    return place == Place::below_998 || place == Place::above_998;
  }));
}

std::string named(const Funnel& funnel, const std::vector<Site>& sites, Limits limits, Place wanted) {
  constexpr std::size_t most = 12;
  std::string all;
  std::size_t n = 0;
  for (std::size_t i = 0; i < sites.size(); ++i) {
    if (place_by(funnel.points[i], limits) != wanted) continue;
    if (++n <= most) all += (n == 1 ? "" : ", ") + sites[i].name + " (" + shown(funnel, funnel.points[i].value) + ")";
  }
  return n > most ? all + " and " + std::to_string(n - most) + " more" : all;
}

// Do sites differ from one another, and not only all of them from the target?
bool spreads(const Funnel& funnel) { return funnel.overdispersion_p < chance_hardly && funnel.spread_p < chance_hardly; }

void answer(const Funnel& funnel, const std::vector<Site>& sites, Limits limits, Told& told) {
  const std::size_t out = outside(funnel, limits);
  const std::string around = (funnel.choices.target ? "the target of " : funnel.choices.kind == Kind::ratio ? "what was expected (" : "the overall value of ") + shown(funnel, funnel.target) +
                             (!funnel.choices.target && funnel.choices.kind == Kind::ratio ? ")" : "");
  const std::string of = std::to_string(sites.size()) + " sites";
  const char* why = !spreads(funnel) || funnel.phi <= 1  ? ": what they differ by is what chance makes of sites of their size."
                    : limits == Limits::exact            ? "."
                    : outside(funnel, Limits::exact) > 0 ? ": all differ so much from one another that none stands out among them."
                                                         : ", nor outside those of chance alone.";
  if (out == 0) told.answer.push_back("None of " + of + " lies outside the 99.8 % limits around " + around + why);
  else told.answer.push_back((out == 1 ? "One" : std::to_string(out)) + " of " + of + (out == 1 ? " lies" : " lie") + " outside the 99.8 % limits around " + around + ": ask why there, before anything else.");
  for (const Place place : {Place::above_998, Place::below_998, Place::above_95, Place::below_95})
    if (const std::string all = named(funnel, sites, limits, place); !all.empty()) {
      std::string where(name_of(place));
      where[0] = static_cast<char>(where[0] - 'a' + 'A');
      told.answer.push_back(where + " limits: " + all + ".");
    }
}

void answer_overdispersion(const Funnel& funnel, Limits limits, Told& told) {
  const std::size_t naive = outside(funnel, Limits::exact);
  if (funnel.overdispersion_p < chance_hardly && !spreads(funnel)) {
    told.answer.push_back(std::string("Together they lie ") + (funnel.mean_z < 0 ? "below" : "above") + " it, and differ among themselves no more than chance makes them: what is behind that is common to all.");
    return;
  }
  const std::string times = figure(std::sqrt(std::max(1.0, funnel.phi)), 1);
  if (times == figure(1, 1)) return;
  const std::string differ = "ites differ " + times + " times as much as chance makes them (φ, its square, is " + figure(funnel.phi, 2) + ")";
  if (limits != Limits::exact)
    told.answer.push_back((naive > 0 ? "Limits of chance alone would leave " + count_of_sites(naive) + " outside. S" : "S") + differ + ", so limits allow for that (" + std::string(name_of(limits)) + ").");
  else if (spreads(funnel))
    told.answer.push_back("But s" + differ + ": these limits of chance alone are too narrow.");
}

void judge(const Funnel& funnel, Limits limits, Told& told) {
  const bool spread = spreads(funnel);
  told.assumptions.push_back({.code = "no-overdispersion",
                              .holds = !spread ? Holds::yes : limits == Limits::exact ? Holds::no : Holds::doubtful,
                              .found = !spread ? "Sites differ no more than chance makes them (φ " + figure(funnel.phi_raw, 2) + ")."
                                               : "Sites differ more than chance makes them (φ " + figure(funnel.phi_raw, 2) + ", winsorised " + figure(funnel.phi, 2) + ").",
                              .would_make_wrong = !spread ? "" : "Something that differs between all sites, such as who comes to them or how it is counted, isn't adjusted for."});
  told.assumptions.push_back({.code = "alike-people",
                              .holds = Holds::cannot_tell,
                              .found = "That sites see the same sort of people is taken for granted" + std::string(funnel.choices.kind == Kind::ratio ? ", as far as the expected numbers don't tell." : "."),
                              .would_make_wrong = "Sites that take the most ill, or record otherwise: adjust for risk first."});
}

void warn(const Funnel& funnel, const std::vector<Site>& sites, Told& told) {
  if (sites.size() < 10) told.warnings.push_back("With " + std::to_string(sites.size()) + " sites how much sites differ anyway is hardly known.");
  std::size_t small = 0;
  for (const Site& site : sites) small += site.size * funnel.target < 5;
  if (small > 0) told.warnings.push_back("In " + count_of_sites(small) + " fewer than 5 events are expected: there z and the limits for overdispersion are rough; the exact limits hold.");
  const double by_chance = 0.002 * static_cast<double>(sites.size());
  if (by_chance >= 0.5) told.warnings.push_back("Of so many sites about " + figure(by_chance, 0) + " would lie outside the 99.8 % limits by chance alone.");
}

}  // namespace

Place place_by(const Point& point, Limits limits) {
  switch (limits) {
    case Limits::exact: return point.by_exact;
    case Limits::multiplicative: return point.by_multiplicative;
    case Limits::additive: return point.by_additive;
  }
  return point.by_exact;
}

// Of so few sites as this what lies between them in general can't be told from one that stands out.
constexpr std::size_t fewest_to_spread = 5;

Limits limits_for(const Funnel& funnel) {
  return spreads(funnel) && funnel.tau2 > 0 && funnel.points.size() >= fewest_to_spread ? Limits::additive : Limits::exact;
}

Told tell(const Funnel& funnel, const std::vector<Site>& sites, Limits limits) {
  Told told;
  answer(funnel, sites, limits, told);
  answer_overdispersion(funnel, limits, told);
  judge(funnel, limits, told);
  warn(funnel, sites, told);
  return told;
}

std::string_view name_of(Place place) {
  switch (place) {
    case Place::within: return "within";
    case Place::below_95: return "below 95 %";
    case Place::above_95: return "above 95 %";
    case Place::below_998: return "below 99.8 %";
    case Place::above_998: return "above 99.8 %";
  }
  return "";
}

std::string_view name_of(Limits limits) {
  switch (limits) {
    case Limits::exact: return "exact";
    case Limits::multiplicative: return "multiplicative";
    case Limits::additive: return "additive";
  }
  return "";
}

}  // namespace tributary::evidence::funnel
