// Reader: what the readers of a model's parts share: names and their positions, numbers with units and evidence, and the
// problems found on the way, all of which are told at once.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "engines/flow/analytic/sizing.hpp"
#include "engines/flow/model.hpp"
#include "engines/random/draws.hpp"
#include "exchange/flow/columns.hpp"
#include "exchange/flow/document.hpp"
#include "exchange/flow/table_loader.hpp"

namespace tributary::exchange::flow {

namespace engine = tributary::flow;

// Where in its law each number that isn't known exactly is: a share in (0, 1), by the number's path, or by the draw that it shares.
using UnknownShares = std::map<std::string, double, std::less<>>;

class Reader {
 public:
  // With a replication, numbers that aren't known exactly are as they are in it; without, as they are about. Those of `at` are there.
  Reader(engine::Model& into, const TableLoader& from, std::optional<random::Bits> drawn_for = {}, const UnknownShares* at = nullptr) : model(into), tables(from), replication(drawn_for), unknown_at(at) {}

  engine::Model& model;
  const TableLoader& tables;
  const std::optional<random::Bits> replication;
  const UnknownShares* const unknown_at;
  std::set<std::string> unknowns;  // what isn't known exactly: paths, and draws that several share
  std::vector<base::Problem> problems;
  std::vector<base::Problem> warnings;

  // Positions by name. A name is one kind of thing only: services, exits, rules and groups are all written after `to`.
  std::map<std::string, std::uint32_t, std::less<>> classes, segments, areas, sites, services, exits, groups, pools, attributes, outcomes;
  std::map<std::string, std::vector<double>, std::less<>> area_columns;  // the number columns of [areas]
  std::map<std::string, std::string, std::less<>> area_faults;           // of the others, what stands where the first number lacks
  std::vector<double> attribute_units;                                    // what an attribute's number is in: by attribute, in the model's unit
  std::vector<engine::ByLoad> by_load;                                    // services with as many beds as their load needs
  std::vector<double> segment_people;                                     // by segment
  std::map<std::string, const Node*, std::less<>> rules;
  std::map<std::string, std::uint32_t, std::less<>> rule_choices;
  int rules_open = 0;  // that are being read, one within another

  void problem(const Node& at, std::string code, std::string title, std::string detail);
  void warn(const Node& at, std::string code, std::string title, std::string detail);

  // It is a table, of which something is said, and its members are among `known`: a typing error is told with the nearest name. A
  // key written "effects[]" is a list, one written "set{}" a table, and neither is empty. False where something was told.
  enum class Empty : std::uint8_t { told, fine };
  bool only(const Node& table, std::initializer_list<std::string_view> known, Empty empty = Empty::told);

  // What can be said in several ways is said in one: the keys of a way, and what may stand beside them. Told where a key of `all`
  // (of any of the ways, unless given) stands that belongs to another way; what is missing is told by who reads it.
  struct Way { std::vector<std::string_view> keys, beside; };
  bool one_of(const Node& table, const std::vector<Way>& ways, const std::vector<std::string_view>& all = {});
  // Shares of the members (or items) of a node sum to 1: within .02 they are made to, with a warning, as published tables round;
  // what is further off is refused. Of what was drawn for a replication the drawn ones stand and the others share what is left.
  void sum_to_one(const Node& of, std::vector<double>& shares);
  // The items of a list that holds something; none, told, otherwise.
  const std::vector<Node>& items(const Node& node);

  // Each of these tells what is wrong and returns the fallback.
  double number(const Node& node, double least = -1e300, double most = 1e300);
  int count(const Node& node, int least = 0, int most = 100'000'000);
  double time(const Node& node, double in = 1);  // in the model's unit, or one that is `in` of it; a number as it stands, and "4 h" too
  double time_of_day(const Node& node);  // a time since midnight (or since a period begins): as time, or "09:30"
  double time_or_date(const Node& node);  // a moment of the run: a time from its start, or a date
  double share(const Node& node) { return number(node, 0, 1); }
  std::string text(const Node& node);
  bool truth(const Node& node);
  std::vector<double> numbers(const Node& node, std::size_t count, double least = 0);
  std::uint32_t name(const Node& node, const std::map<std::string, std::uint32_t, std::less<>>& among, std::string_view what);
  std::vector<std::uint32_t> names(const Node& node, const std::map<std::string, std::uint32_t, std::less<>>& among, std::string_view what);
  void table(const Node& node, std::string_view what);

  // The table of that name, or none where it can't be had (told at `at`); and a column of it, likewise.
  std::shared_ptr<const Columns> columns(const Node& at, const std::string& table);
  std::optional<std::uint32_t> column(const Node& at, const Columns& table, const std::string& name);
  void no_area_column(const Node& at, const std::string& name);  // of numbers that arrivals may come by
  void no_such_column(const Node& at, const std::string& name, const std::vector<std::string>& known);

  double number_at(const Node& table, std::string_view key, double fallback, double least = -1e300, double most = 1e300);
  double time_at(const Node& table, std::string_view key, double fallback);
  double hour_at(const Node& table, std::string_view key, double fallback);  // of the day: 8.5, or "08:30"
  std::string text_at(const Node& table, std::string_view key);

  // read_unknown.cpp: { about = 7.4, sd = 0.35 }; and where the file says where its numbers come from
  double unknown(const Node& node, double least, double most);
  void evidence(const Node& node);
  // read_distribution.cpp
  engine::Distribution distribution(const Node& node, double in = 1);  // drawn in the model's unit, or in another: in hours 1 / 24 of a day
  // read_condition.cpp: `when` (an expression), with `class`, `segment`, `site`, `next` … beside it as short forms
  engine::Condition condition(const Node& table);
  engine::Condition expression(const Node& node);
  // read_choices.cpp: the choice for what stands after `to`
  engine::ChoiceId choice(const Node& node);

  // The number of a locality or region among all that the model names.
  int place_number(const std::string& name);

  [[nodiscard]] double unit_of(std::string_view word) const;  // in the model's unit, 0 where the word is none
};

// A problem of what stands at a place of the file.
[[nodiscard]] base::Problem problem_at(const Node& at, std::string code, std::string title, std::string detail);

// Does a condition know the name without an attribute of that name?
[[nodiscard]] bool means_something(std::string_view name);

// Seconds since midnight of "09:30", "9:30", "09:30:15", "09:30:15.25", with a zone after it or not.
[[nodiscard]] std::optional<double> seconds_of_day(std::string_view text);

// The name among `known` that a typing error most likely meant; empty where none is near.
[[nodiscard]] std::string nearest_name(std::string_view wrong, const std::vector<std::string>& known);

}  // namespace tributary::exchange::flow
