// [outcomes.NAME], [returns.NAME], [costs.NAME], [measures.NAME] and [run].
#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <set>
#include <string_view>

#include "engines/flow/short_number.hpp"
#include "exchange/flow/model_parts.hpp"

namespace tributary::exchange::flow {

namespace {

template <class Value, std::size_t n>
Value one_of(Reader& reader, const Node& node, const std::array<std::pair<std::string_view, Value>, n>& words, const char* what) {
  const std::string word = reader.text(node);
  std::vector<std::string> known;
  for (const auto& [name, value] : words) {
    if (name == word) return value;
    known.emplace_back(name);
  }
  const std::string near = nearest_name(word, known);
  std::string all;
  for (const auto& each : known) all += (all.empty() ? "" : ", ") + each;
  reader.problem(node, "word-not-known", std::string("There is no such ") + what, "\"" + word + "\"" + (near.empty() ? ": use " + all + "." : ": is " + near + " meant?"));
  return words[0].second;
}

std::vector<engine::ServiceId> services_of(Reader& reader, const Node& node, std::string_view key = "of") {
  std::vector<engine::ServiceId> out;
  const Node* given = node.find(key);
  if (given == nullptr) return out;
  const auto add = [&](const Node& item) {
    if (const auto group = reader.groups.find(item.text); group != reader.groups.end()) {
      const auto& services = reader.model.groups[group->second].services;
      out.insert(out.end(), services.begin(), services.end());
    } else {
      out.push_back({reader.name(item, reader.services, "service or group")});
    }
  };
  if (given->kind == Node::Kind::list) {
    for (const Node& item : reader.items(*given)) add(item);
  } else {
    add(*given);
  }
  return out;
}

// Outcomes are settled when somebody leaves: a service is then one that they were in.
engine::Condition of_who_leaves(engine::Condition condition) {
  for (engine::Step& each : condition.steps) {
    if (each.known == engine::Known::service) each.known = engine::Known::been;
  }
  return condition;
}

std::vector<std::uint32_t> costs_of(Reader& reader, const Node& given) {
  std::map<std::string, std::uint32_t, std::less<>> known;
  for (const engine::Cost& each : reader.model.costs) known.emplace(each.name, static_cast<std::uint32_t>(known.size()));
  return reader.names(given, known, "cost");
}

void read_measure(Reader& reader, const std::string& name, const Node& node, engine::Measure& out) {
  using engine::Quantity;
  static constexpr std::array<std::pair<std::string_view, Quantity>, 26> quantities{{
      {"occupancy", Quantity::occupancy}, {"occupancy_share", Quantity::occupancy_share}, {"queue", Quantity::queue}, {"blocked", Quantity::blocked},
      {"arrivals", Quantity::arrivals}, {"departures", Quantity::departures}, {"time_in_system", Quantity::time_in_system},
      {"length_of_stay", Quantity::length_of_stay}, {"active_stay", Quantity::active_stay}, {"wait", Quantity::wait}, {"wait_if_waited", Quantity::wait_if_waited},
      {"share_delayed", Quantity::share_delayed}, {"share_waiting_over", Quantity::share_waiting_over}, {"delay_with_beds", Quantity::delay_with_beds},
      {"share_through", Quantity::share_through}, {"out_of_area", Quantity::out_of_area}, {"out_of_area_time", Quantity::out_of_area_time},
      {"overflowed", Quantity::overflowed}, {"turned_away", Quantity::turned_away}, {"reneged", Quantity::reneged}, {"travel", Quantity::travel}, {"share_within_travel", Quantity::share_within_travel},
      {"outcome_share", Quantity::outcome_share}, {"cost", Quantity::cost}, {"visits", Quantity::visits}, {"visit_delay", Quantity::visit_delay}}};
  reader.only(node, {"title", "unit", "quantity", "of", "when", "class", "segment", "area", "service", "next", "outcome", "costs", "threshold", "percentile", "period", "each", "series"});
  out.name = name;
  out.title = reader.text_at(node, "title");
  if (out.title.empty()) out.title = name;
  out.unit = reader.text_at(node, "unit");
  if (const Node* quantity = node.find("quantity")) out.quantity = one_of(reader, *quantity, quantities, "quantity");
  else reader.problem(node, "quantity-missing", "A measure says what it measures", "Give " + name + " a quantity.");
  out.services = services_of(reader, node);
  out.whose = reader.condition(node);
  if (const Node* outcome = node.find("outcome")) out.outcome = reader.name(*outcome, reader.outcomes, "outcome");
  if (const Node* costs = node.find("costs")) out.costs = costs_of(reader, *costs);
  if (const Node* threshold = node.find("threshold")) {
    const bool travel = out.quantity == Quantity::share_within_travel, beds = out.quantity == Quantity::delay_with_beds;
    out.threshold = beds ? reader.count(*threshold) : reader.time(*threshold);
    if (travel && threshold->kind == Node::Kind::text) *out.threshold *= 60 * engine::hours_in(reader.model.unit);  // travel is in minutes
  }
  if (const Node* percentile = node.find("percentile")) out.statistic = engine::Statistic::percentile, out.percentile = reader.number(*percentile, 0, 100);
  if (out.statistic == engine::Statistic::percentile && out.percentile > 0 && out.percentile < 1) {
    reader.problem(*node.find("percentile"), "percentile-not-percent", "A percentile is a percentage", "percentile = 90 is the time that nine in ten don't exceed; " + engine::short_number(out.percentile) + " would be less than one in a hundred.");
  }
  if (const Node* period = node.find("period")) {
    const std::size_t before = reader.problems.size();
    out.period = period->kind == Node::Kind::text && reader.unit_of(period->text) > 0 ? reader.unit_of(period->text) : reader.time(*period);
    if (!(*out.period > 0) && reader.problems.size() == before) reader.problem(*period, "number-out-of-range", "A period is above 0", "Give a period above 0, or leave it out.");
  }
  out.series = reader.text_at(node, "series");
}

// each = "locality": a measure of its own for every locality, called after both.
void one_for_each(Reader& reader, const Node& node, const engine::Measure& measure) {
  using engine::Known;
  static constexpr std::size_t most = 200;
  const engine::Model& model = reader.model;
  std::vector<engine::Measure> out;
  const auto add = [&](const std::string& name) -> engine::Measure& {
    engine::Measure& copy = out.emplace_back(measure);
    copy.name += ": " + name;
    copy.title += ": " + name;
    return copy;
  };
  const auto of_people = [&](Known known, const std::string& name, double value) {
    engine::Condition is;
    is.steps.push_back({.known = known, .attribute = {}, .value = value});
    engine::Measure& copy = add(name);
    copy.whose = engine::both(std::move(copy.whose), is);
  };
  const auto of_places = [&](const std::vector<engine::ServiceId>& here, const std::string& name) {
    std::vector<engine::ServiceId> services;
    for (const engine::ServiceId each : here) {
      if (measure.services.empty() || std::find(measure.services.begin(), measure.services.end(), each) != measure.services.end()) services.push_back(each);
    }
    if (!services.empty()) add(name).services = services;
  };
  const std::string word = reader.text(node);
  if (word == "class") {
    for (std::uint32_t i = 0; i < model.classes.size(); ++i) of_people(Known::person_class, model.classes[i], i);
  } else if (word == "segment") {
    for (const auto& [name, at] : reader.segments) of_people(Known::segment, name, at);
  } else if (word == "area") {
    for (std::uint32_t i = 0; i < model.areas.size() && i <= most; ++i) of_people(Known::area, model.areas[i].name, i);
  } else if (word == "locality" || word == "region") {
    const bool by_region = word == "region";
    std::set<int> here;
    for (const engine::Area& each : model.areas) here.insert(by_region ? each.region : each.locality);
    for (const int place : here) {
      if (place >= 0) of_people(by_region ? Known::region : Known::locality, model.places[static_cast<std::size_t>(place)], place);
    }
  } else if (word == "service") {
    for (std::uint32_t i = 0; i < model.services.size(); ++i) of_places({{i}}, model.services[i].name);
  } else if (word == "site") {
    for (std::uint32_t site = 0; site < model.sites.size(); ++site) {
      std::vector<engine::ServiceId> here;
      for (std::uint32_t i = 0; i < model.services.size(); ++i) {
        if (model.services[i].site == engine::SiteId{site}) here.push_back({i});
      }
      of_places(here, model.sites[site].name);
    }
  } else {
    return reader.problem(node, "word-not-known", "A measure can't be told for each of these", "\"" + word + "\": use class, segment, area, locality, region, service or site.");
  }
  if (out.empty()) return reader.problem(node, "none-of-these", "There is nothing to tell a measure for", "The model has no " + word + " that " + measure.name + " could be of.");
  if (out.size() > most) return reader.problem(node, "too-many-measures", "That would be too many measures", measure.name + " for each " + word + " would be more than " + std::to_string(most) + ". Take a larger part: each = \"locality\", say.");
  std::move(out.begin(), out.end(), std::back_inserter(reader.model.measures));
}

}  // namespace

void read_outcomes(Reader& reader, const Node& root) {
  if (const Node* outcomes = root.find("outcomes")) {
    std::size_t at = 0;
    for (const auto& [name, node] : outcomes->members) {
      reader.only(node, {"title", "when", "class", "segment", "area", "base", "effects[]", "note", "source"});
      engine::Outcome& out = reader.model.outcomes[at++];
      out.title = reader.text_at(node, "title");
      out.whose = of_who_leaves(reader.condition(node));
      out.base = reader.number_at(node, "base", 0, 0, 1);
      if (const Node* effects = node.find("effects")) {
        for (const Node& item : effects->items) {
          reader.only(item, {"when", "class", "segment", "area", "service", "through", "change", "low", "high", "per_unit_waited", "note", "source"});
          engine::Effect effect;
          effect.when = of_who_leaves(reader.condition(item));
          effect.through = services_of(reader, item, "through");
          effect.change = reader.number_at(item, "change", 0, -1, 1);
          if (const Node* low = item.find("low")) effect.low = reader.number(*low, -1, 1);
          if (const Node* high = item.find("high")) effect.high = reader.number(*high, -1, 1);
          if (const Node* per = item.find("per_unit_waited")) effect.per_unit_waited = reader.truth(*per);
          if (effect.low && effect.high && (*effect.low > effect.change || effect.change > *effect.high)) {
            reader.problem(item, "interval-beside", "An interval holds its figure", item.path + " has a change that doesn't lie from low to high.");
          }
          if (!effect.per_unit_waited && (out.base + effect.change < 0 || out.base + effect.change > 1)) {
            reader.warn(item, "chance-beyond", "A chance would lie beyond 0 to 1", "The base of " + node.path + " with the change of " + item.path + ": it is taken as " + (effect.change < 0 ? "0" : "1") + ".");
          }
          if (effect.low.has_value() != effect.high.has_value()) reader.problem(item, "interval-incomplete", "An interval has two ends", "Give both low and high, or neither.");
          out.effects.push_back(effect);
        }
      }
    }
  }
  if (const Node* returns = root.find("returns")) {
    for (const auto& [name, node] : returns->members) {
      reader.only(node, {"title", "when", "class", "segment", "area", "service", "next", "probability", "after", "to", "note", "source"});
      engine::ReturnVisit out;
      out.name = name;
      out.whose = reader.condition(node);
      out.probability = reader.number_at(node, "probability", 0, 0, 1);
      if (const Node* after = node.find("after")) out.after = reader.distribution(*after);
      if (const Node* to = node.find("to")) out.to = reader.choice(*to);
      else reader.problem(node, "to-missing", "Those who come back go somewhere", "Add to = \"…\" to " + node.path + ".");
      reader.model.return_visits.push_back(std::move(out));
    }
  }
  if (const Node* costs = root.find("costs")) {
    using Per = engine::Cost::Per;
    static constexpr std::array<std::pair<std::string_view, Per>, 7> pers{{{"arrival", Per::arrival}, {"visit", Per::visit}, {"time_in_service", Per::time_in_service},
                                                                           {"time_blocked", Per::time_blocked}, {"time_waiting", Per::time_waiting},
                                                                           {"time_provided", Per::time_provided}, {"outcome", Per::outcome}}};
    for (const auto& [name, node] : costs->members) {
      reader.only(node, {"title", "per", "of", "when", "class", "segment", "area", "amount", "outcome", "note", "source"});
      engine::Cost out;
      out.name = name;
      if (const Node* per = node.find("per")) out.per = one_of(reader, *per, pers, "thing that costs");
      out.services = services_of(reader, node);
      out.whose = reader.condition(node);
      out.amount = reader.number_at(node, "amount", 0);
      if (const Node* outcome = node.find("outcome")) out.outcome = reader.name(*outcome, reader.outcomes, "outcome");
      reader.model.costs.push_back(std::move(out));
    }
  }
}

void read_measures(Reader& reader, const Node& root) {
  const Node* measures = root.find("measures");
  if (measures == nullptr) return;
  for (const auto& [name, node] : measures->members) {
    engine::Measure measure;
    read_measure(reader, name, node, measure);
    if (const Node* each = node.find("each")) one_for_each(reader, *each, measure);
    else reader.model.measures.push_back(std::move(measure));
  }
}

void read_run(Reader& reader, const Node& root) {
  const Node* run = root.find("run");
  if (run == nullptr) return;
  reader.only(*run, {"warm_up", "length", "replications", "precision", "seed", "snapshots", "until_empty", "engine"}, Reader::Empty::fine);
  engine::RunSettings& out = reader.model.run;
  if (const Node* warm_up = run->find("warm_up")) {
    if (warm_up->kind != Node::Kind::text || warm_up->text != "auto") out.warm_up = reader.time(*warm_up);
  } else {
    out.warm_up = 0;
  }
  const std::size_t before = reader.problems.size();
  out.length = reader.time_at(*run, "length", out.length);
  if (reader.problems.size() == before && !(out.length > 0)) reader.problem(*run, "number-out-of-range", "A run has a length", "Give run.length a time above 0.");
  if (const Node* count = run->find("replications")) out.replications = reader.count(*count, 1, 1'000'000);
  if (const Node* seed = run->find("seed")) {
    const double value = reader.number(*seed, 0, engine::greatest_seed);
    if (value != std::floor(value)) reader.problem(*seed, "number-not-whole", "A whole number is wanted here", "A seed is a whole number: 1, 2, 3 …");
    out.seed = static_cast<std::uint64_t>(value);
  }
  if (const Node* snapshots = run->find("snapshots")) out.daily_snapshots = reader.truth(*snapshots);
  if (const Node* empty = run->find("until_empty")) out.until_empty = reader.truth(*empty);
  using Engine = engine::RunSettings::Engine;
  static constexpr std::array<std::pair<std::string_view, Engine>, 2> engines{{{"events", Engine::events}, {"recursion", Engine::recursion}}};
  if (const Node* way = run->find("engine")) out.engine = one_of(reader, *way, engines, "way to run a model");
  if (const Node* precision = run->find("precision")) {
    reader.only(*precision, {"measure", "half_width", "relative", "at_least", "at_most"});
    engine::Precision want;
    want.measure = reader.text_at(*precision, "measure");
    want.half_width = reader.number_at(*precision, "half_width", 0, 0);
    if (!(want.half_width > 0) && reader.problems.empty()) reader.problem(*precision, "half-width-missing", "A run that stops by itself says when", "Give " + precision->path + " a half_width above 0: half of the interval's width at which it stops.");
    const auto named = [&](const engine::Measure& each) { return each.name == want.measure; };
    if (std::none_of(reader.model.measures.begin(), reader.model.measures.end(), named)) {
      std::vector<std::string> names;
      for (const engine::Measure& each : reader.model.measures) names.push_back(each.name);
      const std::string near = nearest_name(want.measure, names);
      reader.problem(*precision, "measure-not-known", "There is no such measure", "\"" + want.measure + "\" is no measure of this model" + (near.empty() ? "." : ". Is " + near + " meant?"));
    }
    if (const Node* relative = precision->find("relative")) want.relative = reader.truth(*relative);
    if (const Node* least = precision->find("at_least")) want.at_least = reader.count(*least, 2, 1'000'000);
    if (const Node* most = precision->find("at_most")) want.at_most = reader.count(*most, 2, 1'000'000);
    out.precision = want;
  }
}

}  // namespace tributary::exchange::flow
