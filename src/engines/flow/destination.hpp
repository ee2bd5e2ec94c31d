// Choice: where a person goes next.
//
// Idea      a model's choices stand in one list, and refer to one another by position: a split into services, a rule with
//           compliance whose two sides are splits, the nearest of a group and what else if that is full
// Promises  following a choice always ends at a service or an exit: a cycle among choices is refused by check
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engines/flow/condition.hpp"
#include "engines/flow/distribution.hpp"
#include "engines/flow/ids.hpp"

namespace tributary::flow {

struct Leave { ExitId exit; };
struct Enter { ServiceId service; };

// One of several, with these probabilities. Sums within .02 of 1 are normalised, with a warning; others are refused. `name` is
// where it stands in the file: people's draws belong to it.
struct Split { std::vector<double> weights; std::vector<ChoiceId> to; std::string name = {}; };

// The first whose condition holds; the last holds for everybody.
struct ByCondition { std::vector<Condition> when; std::vector<ChoiceId> to; };

// A rule: those for whom `when` holds go `then`, as far as the rule is kept; all others, and those for whom it was not
// kept, go `otherwise`. Compliance is one draw per person and rule, so that a person keeps it or not in every scenario.
struct Rule { std::string name; Condition when; double compliance = 1; ChoiceId then, otherwise; };

// Which of a group's services.
struct Pick {
  enum class How : std::uint8_t {
    nearest,         // by the travel table, from the person's area; of several as near each is as likely
    in_order,        // as the group lists them
    shortest_queue,  // with room, and else fewest waiting; then fewest in service, then as listed
    at_random,       // each as likely
  };
  enum class Within : std::uint8_t { anywhere, own_region, own_locality };
  GroupId group;
  How how = How::nearest;
  Within within = Within::anywhere;
  bool with_room = false;           // only those with room at this moment
  std::optional<ChoiceId> if_none;  // where none qualifies; without it the first by `how`, room or not
};

using Choice = std::variant<Leave, Enter, Split, ByCondition, Rule, Pick>;

}  // namespace tributary::flow
