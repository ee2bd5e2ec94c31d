// fit_journeys: from who came and how long they stayed to what a flow model is made of.
//
// Idea      arrivals by their rate and profiles, stays by the law that tells most with fewest parameters, and the ways between services by
//           how many took them: numbers about all, from which nobody's stay can be read back
// Method    statistics/arrival_fit.hpp, fit_law.hpp and goodness_of_fit.hpp; of the laws the one with the least AIC [Akaike 1974,
//           doi 10.1109/TAC.1974.1100705] unless one is asked for
// Small     groups of fewer than `fewest_cases` are not fitted on their own: classes are pooled as "other", services are left out of the
//           chain, ways are left to those that more people took; each is told
// Fails     "too-few-cases" where that leaves nothing; "law-not-fitted" where the law that was asked for has no fit
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engines/flow/model.hpp"
#include "engines/statistics/arrival_fit.hpp"
#include "engines/statistics/goodness_of_fit.hpp"
#include "exchange/flow/journeys.hpp"

namespace tributary::exchange::flow {

inline constexpr std::size_t fewest_cases = 10;

struct TestedLaw {
  statistics::FittedLaw fitted;
  statistics::GoodnessOfFit test;
};

struct Decile {
  double p = 0, seen = 0, law = 0;
};

// Of a service, and of one class of people in it or of all. Times in the fit's unit.
struct StayFit {
  std::uint32_t service = 0;
  std::optional<std::uint32_t> cls;
  std::size_t ended = 0, going_on = 0;
  double grid = 0;
  statistics::SeenMean seen;
  std::vector<TestedLaw> laws;  // the least AIC first; none where all stays are alike
  std::size_t chosen = 0;       // of these
  std::optional<double> fixed;  // all stays are so long
  std::vector<Decile> deciles;  // of the law that was chosen
  statistics::Furthest furthest;

  [[nodiscard]] const TestedLaw& law() const { return laws[chosen]; }
};

// Where people go: the share of each service, and of the exit last.
struct Ways {
  std::size_t people = 0;
  std::vector<double> shares;
};

struct ClassFit {
  std::string name;
  std::size_t cases = 0;
  std::optional<statistics::ArrivalFit> arrivals;  // none where the file says no dates
  Ways enter;
  std::vector<std::optional<Ways>> next;           // by service; none: as all do
};

struct ServiceFit {
  std::string title;
  std::size_t visits = 0, zero = 0, unknown = 0;   // taken; of no time at all, and so left out; of unknown length
  Ways next;
};

struct FlowFit {
  tributary::flow::TimeUnit unit = tributary::flow::TimeUnit::day;
  std::size_t cases = 0;
  int last_year = 0;                // of the comings
  std::vector<ClassFit> classes;
  std::vector<ServiceFit> services;
  std::vector<StayFit> stays;       // of all people in a service, or of each class there
  std::vector<std::string> cautions;
};

struct FitWanted {
  std::string law;                 // empty: the least AIC
  std::optional<double> a_day;     // how many come, where the file says no dates
  std::uint64_t seed = 1;          // of the tests by simulation
};

[[nodiscard]] base::Result<FlowFit> fit_journeys(Journeys journeys, const FitWanted& wanted);

// Of times in days: how many of the unit one is.
[[nodiscard]] double units_a_day(tributary::flow::TimeUnit unit);
[[nodiscard]] const char* units_in_words(tributary::flow::TimeUnit unit);  // "days"

}  // namespace tributary::exchange::flow
