#include "cli/flow_arrivals.hpp"

#include <algorithm>
#include <array>

#include "cli/flow_figures.hpp"
#include "engines/flow/analytic/people.hpp"
#include "exchange/flow/report.hpp"

namespace tributary::cli {

namespace {

constexpr std::size_t handful = 5;
constexpr double enough_to_count = 10;

struct Unit { const char* name; double hours; };
constexpr std::array<Unit, 4> units{{{"An hour", 1}, {"A day", 24}, {"A week", 168}, {"A year", 8760}}};

bool comes(const engine::Source& source, double rate) {
  const auto* log = std::get_if<engine::ReplayedArrivals>(&source.process);
  return log != nullptr ? !log->at.empty() : rate > 0;
}

}  // namespace

std::string arrivals_in_words(const engine::Model& model) {
  struct Kind { std::string name; double an_hour; };
  std::vector<Kind> kinds;
  const auto comings = engine::comings(model);
  for (std::size_t i = 0; i < comings.size(); ++i) {
    if (comings[i].rate > 0) kinds.push_back({model.sources[i].name, comings[i].rate / engine::hours_in(model.unit)});
  }
  if (kinds.empty()) return {};
  const double fewest = std::ranges::min(kinds, {}, &Kind::an_hour).an_hour;
  const auto* unit = std::ranges::find_if(units, [&](const Unit& each) { return fewest * each.hours >= enough_to_count; });
  if (unit == units.end()) unit = &units.back();
  const std::size_t told = std::min(handful, kinds.size()), more = kinds.size() - told;
  std::string out = std::string(unit->name) + " brings ";
  for (std::size_t i = 0; i < told; ++i) out += (i == 0 ? "" : i + 1 < told || more > 0 ? ", " : " and ") + figure(kinds[i].an_hour * unit->hours, Format::table) + " " + kinds[i].name;
  if (more > 0) out += ", and " + std::to_string(more) + (more == 1 ? " more kind" : " more kinds");
  return out + ".";
}

std::string how_they_come(const engine::Source& source, engine::TimeUnit unit) {
  const auto number = [](double value) { return figure(value, Format::table); };
  const std::string by_calendar = source.profile.constant() ? "" : ", more or fewer by the calendar";
  const std::string units = exchange::flow::unit_words(unit);
  if (const auto* poisson = std::get_if<engine::PoissonArrivals>(&source.process)) return "at random, " + number(poisson->rate) + " a" + (unit == engine::TimeUnit::hour ? "n " : " ") + units.substr(0, units.size() - 1) + (source.profile.constant() ? "" : " times what the calendar says");
  if (const auto* counted = std::get_if<engine::CountedArrivals>(&source.process)) return "so many in each " + number(counted->period) + " " + units + ", " + number(engine::moments(counted->count).mean) + " on average" + by_calendar;
  if (const auto* renewal = std::get_if<engine::RenewalArrivals>(&source.process)) return "one after another, " + number(engine::moments(renewal->gap).mean) + " " + units + " apart on average" + by_calendar;
  if (const auto* booked = std::get_if<engine::ScheduledArrivals>(&source.process)) {
    return "by appointment, " + std::to_string(booked->at.size()) + " in each " + number(booked->period) + " " + units + (booked->no_show > 0 ? ", of whom " + number(100 * booked->no_show) + "% don't come" : "");
  }
  return "as a log has them, " + std::to_string(std::get<engine::ReplayedArrivals>(source.process).at.size()) + " people";
}

std::vector<std::string> nobody_of(const engine::Model& model) {
  std::vector<std::string> out;
  const auto comings = engine::comings(model);
  for (std::size_t i = 0; i < comings.size(); ++i) {
    const bool at_a_date = std::ranges::any_of(model.versions, [&](const engine::Model& each) { return comes(each.sources[i], engine::comings(each)[i].rate); });
    if (!at_a_date && !comes(model.sources[i], comings[i].rate)) out.push_back(model.sources[i].name);
  }
  return out;
}

}  // namespace tributary::cli
