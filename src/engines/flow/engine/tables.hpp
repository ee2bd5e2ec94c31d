// Tables: a Model compiled for the event engine. Immutable, shared by all replications and threads.
//
// Idea      what a model says by condition and name becomes rows found by position; conditions that speak of the class alone
//           are settled here, so that most stays and choices cost one look-up
#pragma once

#include <cmath>
#include <cstdint>
#include <vector>

#include "engines/flow/distribution_sample.hpp"
#include "engines/flow/engine/watch.hpp"
#include "engines/flow/model.hpp"
#include "engines/random/draws.hpp"

namespace tributary::flow {

// Positions from `begin` up to `end`.
struct Rows { std::uint32_t begin = 0, end = 0; };

// `rest` draws what is left of such a stay that is under way in the steady state; none where nobody is there at the start.
struct StayRow { std::uint32_t condition = always, sampler = 0, rest = none; };

struct FullRow {
  enum class Kind : std::uint8_t { wait, hold, overflow, divert, turn_away, poll } kind = Kind::wait;
  std::uint32_t longest_queue = none;  // wait
  std::uint32_t sampler = none;        // patience, or time to the next poll
  std::uint32_t choice = none;         // overflow to, or where those go who give up
  std::uint32_t service = none;        // divert
  std::uint32_t exit = none;           // turn away
  bool repatriate = false;
  bool joins = false;                  // overflow: stand in line there too
};

struct ReserveRow { std::uint32_t condition = always; std::uint32_t beds = 0; };

// `draws`, here and below: what tells the draws of this service, source or choice apart, made of its name.
struct ServiceRow {
  random::Bits draws = 0;
  std::vector<Rows> stays;        // by class, into Tables::stays
  std::uint32_t only_stay = none; // the one of everybody's, where it depends on nothing
  std::vector<Rows> transitions;  // by class; empty rows where there are none
  std::vector<std::uint32_t> levels;  // of priority, by class; empty when all are alike
  std::uint32_t level_count = 1;
  Rows full;                      // into Tables::full
  Rows reserves;                  // into Tables::reserves
  std::uint32_t pool = none;
  std::uint32_t next = none;      // choice
  std::uint32_t cyclic = none;    // position among the services that somebody may be in again
  std::uint32_t site = none;
  bool unlimited = false;
  bool visiting = false;          // gives visits: its row of Tables::courses says which
  bool plain = false;             // beds of its own only, none of them kept for some
  bool redraw = false;
  bool holds_upstream = false;
  bool any_transition = false;
  bool early = false;
  int early_queue = 1;
  double early_within = 0;
  random::Bits start_draws = 0;
  std::vector<std::uint32_t> from_sources;  // that may lead here; asked of services where somebody is from the start
  std::uint32_t held_in = none;   // the service in whose beds people wait for this one, where they come from it alone
};

// Of a service that gives visits: rows of Tables::stays, by class.
struct CourseRow { std::vector<Rows> needs, gaps; double missed = 0; };

struct ChoiceRow {
  enum class Kind : std::uint8_t { leave, enter, split, by_condition, rule, pick } kind = Kind::leave;
  random::Bits draws = 0;
  std::uint32_t target = none;    // exit, service or group
  Rows options;                   // into Tables::options: split's weights, by_condition's cases
  std::uint32_t condition = always;
  double compliance = 1;
  std::uint32_t then = none, otherwise = none;
  Pick::How how = Pick::How::nearest;
  Pick::Within within = Pick::Within::anywhere;
  bool with_room = false;
  [[nodiscard]] bool settled() const { return kind <= Kind::enter; }
};

struct OptionRow { double cumulative = 1; std::uint32_t condition = always; std::uint32_t choice = none; };

struct SourceRow {
  random::Bits draws = 0, period_draws = 0;
  std::vector<double> class_cumulative, segment_cumulative, area_cumulative;
  std::vector<std::uint32_t> classes, segments;
  std::uint32_t sampler = none;   // gap, count or lateness
  std::uint32_t choice = none;
  double rate = 1;                // mean people per time unit, for who is there at the start
  double mean_gap = 0;            // of a Poisson source without a profile; 0 for others
  double begins = 0, ends = HUGE_VAL;
  std::uint64_t at_most = ~std::uint64_t{0};
};

struct AttributeRow { random::Bits draws = 0; std::vector<std::uint32_t> samplers; };  // one a draw
struct ReturnRow { random::Bits draws = 0; std::uint32_t sampler = none, choice = none; };

// Under changes at a date services, sources, attributes and returns have their rows once for each version of the model, the model as
// it stands first; all other rows are of all versions, so that a choice or a stay is one whatever the version.
struct Tables {
  const Model* model = nullptr;
  std::vector<const Model*> versions;        // the model itself, and its versions
  std::vector<random::Bits> change_draws;    // by change
  std::vector<Sampler> samplers;
  std::vector<Condition> conditions;
  std::vector<StayRow> stays, transitions;
  std::vector<FullRow> full;
  std::vector<ReserveRow> reserves;
  std::vector<ServiceRow> services;
  std::vector<CourseRow> courses;            // one beside each of the services
  std::vector<ChoiceRow> choices;
  std::vector<OptionRow> options;
  std::vector<SourceRow> sources;
  std::vector<AttributeRow> attributes;
  std::vector<ReturnRow> returns;
  std::vector<random::Bits> outcome_draws;
  std::vector<Watch> watches;                                  // what the model's measures and costs listen at
  std::vector<std::uint32_t> entering;                         // by service, a choice that enters it
  std::uint32_t cyclic_services = 0;
};

// The model must outlive the tables, and have passed check().
[[nodiscard]] Tables compile(const Model& model);

}  // namespace tributary::flow
