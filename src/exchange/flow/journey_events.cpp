#include "exchange/flow/journey_events.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"

namespace tributary::exchange::flow {

namespace {

using Lifecycle = LoggedEvent::Lifecycle;

constexpr std::uint32_t nowhere = ~0U;

// "Admission*" is every activity that begins so.
bool is_meant(const std::string& pattern, const std::string& activity) {
  return pattern.ends_with('*') ? activity.starts_with(std::string_view(pattern).substr(0, pattern.size() - 1)) : activity == pattern;
}

base::Result<std::vector<std::uint32_t>> meant(const std::vector<std::string>& patterns, const char* option, const std::vector<std::string>& activities, const std::string& name) {
  std::vector<std::uint32_t> out;
  for (const std::string& pattern : patterns) {
    const std::size_t before = out.size();
    for (std::uint32_t i = 0; i < activities.size(); ++i) {
      if (is_meant(pattern, activities[i]) && std::find(out.begin(), out.end(), i) == out.end()) out.push_back(i);
    }
    if (out.size() > before || std::any_of(out.begin(), out.end(), [&](std::uint32_t each) { return is_meant(pattern, activities[each]); })) continue;
    std::string known;
    for (std::size_t i = 0; i < std::min<std::size_t>(activities.size(), 20); ++i) known += (known.empty() ? "" : ", ") + base::shorten(activities[i], 40);
    return base::fail({.code = "activity-absent", .title = "There is no such activity", .detail = "\"" + base::shorten(pattern, 60) + "\" is none of: " + known + (activities.size() > 20 ? " and others." : "."),
                       .field = option, .where = name});
  }
  return out;
}

// A visit from each start to the next complete of the same activity.
void by_lifecycle(const LoggedCase& each, const std::vector<std::uint32_t>& service_of, Journey& journey) {
  std::map<std::uint32_t, std::vector<std::size_t>> open;  // visits, by service
  for (const LoggedEvent& event : each.events) {
    const std::uint32_t service = service_of[event.activity];
    if (service == nowhere) continue;
    if (event.lifecycle == Lifecycle::start) {
      open[service].push_back(journey.visits.size());
      journey.visits.push_back({.service = service, .begins = event.at, .stay = 0, .state = Visit::State::unknown});
    } else if (event.lifecycle == Lifecycle::complete && !open[service].empty()) {
      Visit& visit = journey.visits[open[service].front()];
      open[service].erase(open[service].begin());
      visit.stay = event.at - visit.begins, visit.state = Visit::State::ended;
    }
  }
}

// A visit from each event of a service until the next of another one or of those that end it; the same service again is the same visit.
void by_activities(const LoggedCase& each, const std::vector<std::uint32_t>& service_of, const std::set<std::uint32_t>& until, Journey& journey) {
  bool open = false;
  const auto close = [&](double at) {
    journey.visits.back().stay = at - journey.visits.back().begins, journey.visits.back().state = Visit::State::ended;
    open = false;
  };
  for (const LoggedEvent& event : each.events) {
    const std::uint32_t service = service_of[event.activity];
    if (open && until.contains(event.activity)) close(event.at);
    if (service == nowhere || (open && journey.visits.back().service == service)) continue;
    if (open) close(event.at);
    journey.visits.push_back({.service = service, .begins = event.at, .stay = 0, .state = Visit::State::unknown});
    open = true;
  }
  if (open && until.empty()) close(each.events.back().at);
}

std::size_t overlaps(const Journey& journey) {
  std::size_t out = 0;
  for (std::size_t i = 1; i < journey.visits.size(); ++i) {
    const Visit& before = journey.visits[i - 1];
    if (before.state == Visit::State::ended && journey.visits[i].begins < before.begins + before.stay - 1e-9) ++out;
  }
  return out;
}

}  // namespace

base::Done add_visits(std::vector<LoggedCase> cases, const std::vector<std::string>& activities, const JourneyColumns& asked, const std::string& name, Journeys& into) {
  const auto services = meant(asked.services, "--service", activities, name);
  if (!services) return base::fail(services.error());
  const auto until = meant(asked.until, "--until", activities, name);
  if (!until) return base::fail(until.error());
  std::set<std::uint32_t> started, completed;
  for (const LoggedCase& each : cases) {
    for (const LoggedEvent& event : each.events) {
      if (event.lifecycle == Lifecycle::start) started.insert(event.activity);
      else if (event.lifecycle == Lifecycle::complete) completed.insert(event.activity);
    }
  }
  std::vector<std::uint32_t> both;
  std::set_intersection(started.begin(), started.end(), completed.begin(), completed.end(), std::back_inserter(both));
  const bool lifecycles = !both.empty() && asked.until.empty();
  if (!services->empty()) both = *services;
  const bool whole = !lifecycles && services->empty();
  std::vector<std::uint32_t> service_of(activities.size(), nowhere);
  if (whole) into.services.emplace_back("stay");
  else {
    for (const std::uint32_t each : both) service_of[each] = static_cast<std::uint32_t>(into.services.size()), into.services.push_back(activities[each]);
  }
  const std::set<std::uint32_t> ends(until->begin(), until->end());
  std::size_t overlapping = 0;
  for (LoggedCase& each : cases) {
    std::stable_sort(each.events.begin(), each.events.end(), [](const LoggedEvent& a, const LoggedEvent& b) { return a.at < b.at; });
    Journey journey{.came = each.events.front().at, .cls = each.cls, .visits = {}};
    if (whole) journey.visits.push_back({.service = 0, .begins = each.events.front().at, .stay = each.events.back().at - each.events.front().at, .state = Visit::State::ended});
    else if (lifecycles) by_lifecycle(each, service_of, journey);
    else by_activities(each, service_of, ends, journey);
    overlapping += overlaps(journey);
    into.journeys.push_back(std::move(journey));
  }
  if (whole) into.read_as.emplace_back("each case is one stay, from its first event to its last (name activities with --service for a chain of services)");
  else if (lifecycles) into.read_as.emplace_back("each visit is from the start of an activity to its complete; waits before the start are no part of it");
  else into.read_as.push_back("each visit is from an event of a --service until the next of another" + std::string(ends.empty() ? ", or the case's last event" : " or of --until"));
  if (overlapping > 0) into.notes.push_back(std::to_string(overlapping) + (overlapping == 1 ? " visit begins" : " visits begin") + " before the one before has ended; the model has them one after another, each with its own length.");
  return {};
}

}  // namespace tributary::exchange::flow
