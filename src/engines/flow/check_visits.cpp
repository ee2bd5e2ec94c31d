#include "engines/flow/check_visits.hpp"

#include <algorithm>

#include "engines/flow/course.hpp"
#include "engines/flow/short_number.hpp"

namespace tributary::flow {

namespace {

class Problems {
 public:
  void add(std::string code, std::string title, std::string detail, std::string field) {
    base::Problem& problem = out_.emplace_back();
    problem.code = std::move(code), problem.title = std::move(title), problem.detail = std::move(detail), problem.field = std::move(field);
  }
  std::vector<base::Problem> take() { return std::move(out_); }

 private:
  std::vector<base::Problem> out_;
};

bool never_any(const Visits& visits) {
  const auto some = [](const auto& each) { return each.beds > 0; };
  const auto& slots = visits.slots;
  const bool usual = visits.weekdays != 0 && (slots.beds > 0 || std::any_of(slots.steps.begin(), slots.steps.end(), some));
  return !usual && std::none_of(slots.hours.begin(), slots.hours.end(), some);
}

}  // namespace

std::vector<base::Problem> problems_of_visits(const Service& service) {
  Problems out;
  if (!service.visits) return out.take();
  const std::string field = "services." + service.name;
  const Visits& visits = *service.visits;
  const auto refuse = [&](bool given, const char* key, const std::string& instead) {
    if (given) out.add("not-with-visits", "A team that gives visits has no such thing", service.name + " gives visits, so it can't have " + key + ". " + instead, field + "." + key);
  };
  refuse(!service.stays.empty(), "stay", "People are on its books from their first visit to their last: needs and every say how long that is.");
  refuse(!service.transitions.empty(), "transition", "Let those who have had their last visit wait at a service of its own, after this one.");
  refuse(service.pool.given(), "pool", "Beds of a pool are no visits.");
  refuse(!service.reserves.empty(), "reserve", "Make two teams of it, each with visits of its own, or give priority to some.");
  refuse(service.early_discharge.has_value(), "early_discharge", "Give those who should leave early fewer visits, in needs.");
  refuse(service.redraw_after_waiting, "redraw_after_waiting", "How many visits somebody needs is drawn at the first of them.");
  const bool diverts = std::any_of(service.when_full.begin(), service.when_full.end(), [](const WhenFull& each) { return std::holds_alternative<Divert>(each); });
  refuse(diverts, "when_full", "divert keeps people in a bed elsewhere for their stay here; use overflow to another service.");
  if (never_any(visits)) {
    out.add("never-any-visits", "People are sent where there is never a visit", service.name + " gives no visits at any time. Give it some, or send people elsewhere.", field + ".visits");
  }
  double most = 0;
  for (const Stay& each : visits.needs) {
    const double mean = moments(each.length).mean;
    most = std::max(most, mean);
    if (!(mean >= 1)) {
      out.add("needs-too-few", "Whoever comes needs a visit", service.name + " has people who need " + short_number(mean) + " visits in the mean. Everybody who is sent there has a first one: use 1 or more, and send elsewhere who needs none.", field + ".needs");
    }
    if (mean > most_visits) out.add("needs-too-many", "That is more visits than can be meant", service.name + " has people who need " + short_number(mean) + " visits; " + short_number(most_visits) + " is the most.", field + ".needs");
  }
  for (const Stay& each : visits.gaps) {
    if ((most > 1 || visits.missed > 0) && !(moments(each.length).mean > 0)) out.add("gap-too-short", "There is no time between visits", "The next visit of " + service.name + " comes some time after the one before: give every more than 0.", field + ".every");
  }
  return out.take();
}

std::vector<base::Problem> problems_of_visits(const Model& model, const Measure& measure) {
  Problems out;
  const auto among = [&](auto is) {
    if (measure.services.empty()) return std::any_of(model.services.begin(), model.services.end(), is);
    return std::any_of(measure.services.begin(), measure.services.end(), [&](ServiceId each) { return is(model.services[each.at()]); });
  };
  const bool visits = among([](const Service& each) { return each.visits.has_value(); });
  const bool beds = among([](const Service& each) { return !each.visits && each.limits_people(); });
  const std::string field = "measures." + measure.name + ".of";
  if (measure.quantity == Quantity::occupancy_share && visits && beds) {
    out.add("share-of-both", "A share of beds and one of visits are two", measure.name + " would add beds in use to visits given. Make two measures of it, one of the teams that give visits.", field);
  }
  if ((measure.quantity == Quantity::visits || measure.quantity == Quantity::visit_delay) && !visits) {
    out.add("visits-missing", "Nobody gives visits here", measure.name + " is of visits, and none of its services has any. Name a team with visits = ….", field);
  }
  return out.take();
}

}  // namespace tributary::flow
