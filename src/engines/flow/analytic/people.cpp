#include "engines/flow/analytic/people.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "engines/flow/match.hpp"
#include "engines/flow/partial_truth.hpp"

namespace tributary::flow {

namespace {

constexpr std::size_t most_kinds = 100'000;

// What the model's conditions ask of people.
struct Questions {
  bool segment = false, area = false;
  std::map<std::uint32_t, std::set<double>> thresholds;  // by attribute
  std::vector<std::uint32_t> rules;                      // choices: rules that are kept by some only

  void add(const Condition& condition) {
    for (const Step& step : condition.steps) {
      if (step.kind != Step::Kind::compare) continue;
      if (step.known == Known::segment) segment = true;
      if (step.known == Known::area || step.known == Known::locality || step.known == Known::region) area = true;
      if (step.known == Known::attribute) thresholds[step.attribute.value].insert(step.value);
    }
  }
};

Questions questions_of(const Model& model) {
  Questions out;
  for (std::uint32_t at = 0; at < model.choices.size(); ++at) {
    std::visit(Match{
                   [&](const ByCondition& cases) {
                     for (const Condition& each : cases.when) out.add(each);
                   },
                   [&](const Rule& rule) {
                     out.add(rule.when);
                     if (rule.compliance > 0 && rule.compliance < 1) out.rules.push_back(at);
                   },
                   [&](const Pick& pick) { out.area = out.area || pick.how == Pick::How::nearest || pick.within != Pick::Within::anywhere; },
                   [](const auto&) {},
               },
               model.choices[at]);
  }
  for (const Service& each : model.services) {
    for (const Stay& stay : each.stays) out.add(stay.when);
    for (const Stay& transition : each.transitions) out.add(transition.when);
    for (const Reserve& reserve : each.reserves) out.add(reserve.who);
    if (!each.visits) continue;
    for (const Stay& needs : each.visits->needs) out.add(needs.when);
    for (const Stay& gap : each.visits->gaps) out.add(gap.when);
  }
  for (const ReturnVisit& each : model.return_visits) out.add(each.whose);
  for (const Measure& each : model.measures) {
    out.add(each.whose);
    out.area = out.area || each.quantity == Quantity::travel || each.quantity == Quantity::share_within_travel;
  }
  for (const Cost& each : model.costs) out.add(each.whose);
  // An attribute that is drawn differently for some asks who they are.
  for (const auto& [attribute, values] : std::map(out.thresholds)) {
    for (const auto& draw : model.attributes[attribute].draws) out.add(draw.when);
  }
  return out;
}

// Splits each kind in several: `into` calls back with a share and how the kind is changed.
template <class Into>
void split(std::vector<PersonKind>& kinds, Into into) {
  std::vector<PersonKind> out;
  for (const PersonKind& kind : kinds) {
    into(kind, [&](double share, auto change) {
      if (!(share > 0)) return;
      PersonKind part = kind;
      part.rate *= share;
      change(part);
      out.push_back(std::move(part));
    });
  }
  kinds = std::move(out);
}

// Below, at and between the thresholds, with the chance of each.
void split_by_attribute(const Model& model, std::uint32_t attribute, const std::set<double>& thresholds, std::vector<PersonKind>& kinds) {
  split(kinds, [&](const PersonKind& kind, auto part) {
    if (!std::isnan(kind.attributes[attribute])) return part(1, [](PersonKind&) {});  // as the log of arrivals has it
    const auto& draws = model.attributes[attribute].draws;
    std::size_t draw = 0;
    while (draw + 1 < draws.size() && settled(draws[draw].when, model, kind) != true) ++draw;
    double below = 0, before = -1;
    for (const double threshold : thresholds) {
      const double up_to = cumulative(draws[draw].value, std::nextafter(threshold, -HUGE_VAL));
      const double with = cumulative(draws[draw].value, threshold);
      part(up_to - below, [&](PersonKind& each) { each.attributes[attribute] = (before + threshold) / 2; });
      part(with - up_to, [&](PersonKind& each) { each.attributes[attribute] = threshold; });
      below = with, before = threshold;
    }
    part(1 - below, [&](PersonKind& each) { each.attributes[attribute] = before + 1; });
  });
}

// People of a log, alike ones together.
void add_replayed(const Model& model, std::uint32_t source, const ReplayedArrivals& log, double rate, const Questions& asked, std::vector<PersonKind>& out) {
  const Source& from = model.sources[source];
  std::map<std::vector<double>, std::size_t> seen;
  for (std::size_t row = 0; row < log.at.size(); ++row) {
    PersonKind kind;
    kind.source = source;
    kind.cls = log.classes.empty() ? from.classes[0].value : log.classes[row].value;
    if (asked.area && !log.areas.empty()) kind.area = log.areas[row];
    kind.attributes.assign(model.attributes.size(), NAN);
    std::vector<double> key{static_cast<double>(kind.cls), static_cast<double>(kind.area.value)};
    for (std::size_t i = 0; i < log.attributes.size(); ++i) {
      if (!asked.thresholds.contains(log.attributes[i].value)) continue;
      kind.attributes[log.attributes[i].value] = log.values[row * log.attributes.size() + i];
      key.push_back(log.values[row * log.attributes.size() + i]);
    }
    const auto [found, fresh] = seen.try_emplace(std::move(key), out.size());
    if (fresh) out.push_back(kind);
    out[found->second].rate += rate / static_cast<double>(log.at.size());
  }
}

double compared(const Step& step, const Model& model, const PersonKind& kind, std::optional<std::uint32_t> service) {
  const auto place = [&](int Area::*which) { return kind.area.given() ? model.areas[kind.area.at()].*which : -1; };
  switch (step.known) {
    case Known::person_class: return kind.cls;
    case Known::segment: return kind.segment.value;
    case Known::area: return kind.area.value;
    case Known::locality: return place(&Area::locality);
    case Known::region: return place(&Area::region);
    case Known::service: return service.value_or(0);
    case Known::attribute: return kind.attributes[step.attribute.at()];
    default: return NAN;
  }
}

}  // namespace

std::optional<bool> settled(const Condition& condition, const Model& model, const PersonKind& kind, std::optional<std::uint32_t> service,
                            std::optional<double> next) {
  return partial_truth(condition, [&](const Step& step) -> std::optional<bool> {
    const bool open = step.known == Known::next ? !next : step.known == Known::service ? !service : step.known > Known::attribute;
    if (open) return {};
    return compares(step.known == Known::next ? *next : compared(step, model, kind, service), step.comparison, step.value);
  });
}

base::Result<std::vector<PersonKind>> kinds_of(const Model& model, const std::vector<Coming>& comings) {
  const Questions asked = questions_of(model);
  std::vector<PersonKind> all;
  for (std::uint32_t at = 0; at < model.sources.size(); ++at) {
    const Source& source = model.sources[at];
    if (!(comings[at].rate > 0)) continue;
    std::vector<PersonKind> kinds;
    if (const auto* log = std::get_if<ReplayedArrivals>(&source.process)) {
      add_replayed(model, at, *log, comings[at].rate, asked, kinds);
    } else {
      PersonKind whole;
      whole.source = at;
      whole.rate = comings[at].rate;
      whole.cls = source.classes[0].value;
      whole.attributes.assign(model.attributes.size(), NAN);
      kinds.push_back(std::move(whole));
    }
    if (source.classes.size() > 1) {
      split(kinds, [&](const PersonKind&, auto part) {
        for (std::size_t i = 0; i < source.classes.size(); ++i) part(source.class_weights[i], [&](PersonKind& each) { each.cls = source.classes[i].value; });
      });
    }
    const auto share = [](const std::vector<double>& weights, std::size_t i) { return weights[i] / std::accumulate(weights.begin(), weights.end(), 0.0); };
    if (asked.segment && !source.segments.empty()) {
      split(kinds, [&](const PersonKind&, auto part) {
        for (std::size_t i = 0; i < source.segments.size(); ++i) part(share(source.segment_weights, i), [&](PersonKind& each) { each.segment = source.segments[i]; });
      });
    }
    if (asked.area && !source.area_weights.empty()) {
      const double sum = std::accumulate(source.area_weights.begin(), source.area_weights.end(), 0.0);
      split(kinds, [&](const PersonKind&, auto part) {
        for (std::uint32_t i = 0; i < source.area_weights.size(); ++i) part(source.area_weights[i] / sum, [&](PersonKind& each) { each.area = {i}; });
      });
    }
    for (const auto& [attribute, thresholds] : asked.thresholds) {
      if (kinds.size() > most_kinds) break;
      split_by_attribute(model, attribute, thresholds, kinds);
    }
    for (const std::uint32_t rule : asked.rules) {
      if (kinds.size() > most_kinds) break;
      const double kept = std::get<Rule>(model.choices[rule]).compliance;
      split(kinds, [&](const PersonKind&, auto part) {
        part(kept, [](PersonKind&) {});
        part(1 - kept, [&](PersonKind& each) { each.breaks.push_back(rule); });
      });
    }
    all.insert(all.end(), std::make_move_iterator(kinds.begin()), std::make_move_iterator(kinds.end()));
    if (all.size() > most_kinds) {
      base::Problem problem;
      problem.code = "too-many-kinds";
      problem.title = "There are too many kinds of people for theory";
      problem.detail = "What the model's conditions ask makes more than 100,000 kinds of people. Run it instead.";
      problem.field = "arrivals." + source.name;
      return base::fail(std::move(problem));
    }
  }
  return all;
}

}  // namespace tributary::flow
