// Drawing home from its facts: who is within the zoom, which objectives are shown, and what runs into what.
#include <algorithm>
#include <map>
#include <unordered_set>

#include "services/home.hpp"
#include "services/home_bounds.hpp"

namespace tributary::services {

namespace {

constexpr std::uint32_t none = ~0U;

// The objectives that a zoom shows, as a forest in which each hangs from its nearest shown ancestor.
class Shown {
 public:
  Shown(const HomeWork& work, const HomeZoom& zoom, const domain::Place& place) : work_(work), row_(work.objectives.size(), none) {
    std::unordered_set<domain::PlaceId> places{zoom.place};
    if (place.system) places.insert(*place.system);
    for (const domain::Place& each : work.places)
      if (each.system == zoom.place) places.insert(each.id);
    std::vector<bool> shown(work.objectives.size());
    for (std::uint32_t i = 0; i < shown.size(); ++i) {
      const domain::Objective& objective = work.objectives[i].objective;
      shown[i] = places.contains(objective.place) && (!zoom.dimension || zoom.dimension == objective.dimension);
    }
    std::map<std::uint32_t, std::vector<std::uint32_t>> below;
    for (std::uint32_t i = 0; i < shown.size(); ++i) {
      if (!shown[i]) continue;
      auto up = work.objectives[i].parent;
      while (up && !shown[*up]) up = work.objectives[*up].parent;
      below[up.value_or(none)].push_back(i);
    }
    append(none, none, 0, below);
    // Each objective, shown or not, with the shown ones that work for it is counted in.
    counted_in_.resize(shown.size());
    for (std::uint32_t i = 0; i < shown.size(); ++i)
      for (std::optional<std::uint32_t> at = i; at; at = work.objectives[*at].parent)
        if (shown[*at]) counted_in_[i].push_back(row_[*at]);
  }

  [[nodiscard]] const std::vector<std::uint32_t>& order() const { return order_; }  // objectives in the order of their tree
  [[nodiscard]] int depth(std::uint32_t row) const { return depth_[row]; }
  [[nodiscard]] std::uint32_t card(std::uint32_t row) const { return card_[row]; }
  [[nodiscard]] const std::vector<std::uint32_t>& counted_in(std::uint32_t objective) const { return counted_in_[objective]; }
  [[nodiscard]] std::uint32_t row(std::uint32_t objective) const { return row_[objective]; }

 private:
  void append(std::uint32_t parent, std::uint32_t card, int depth, const std::map<std::uint32_t, std::vector<std::uint32_t>>& below) {
    const auto found = below.find(parent);
    if (found == below.end()) return;
    for (const std::uint32_t each : found->second) {
      const auto row = static_cast<std::uint32_t>(order_.size());
      row_[each] = row;
      order_.push_back(each);
      depth_.push_back(depth);
      card_.push_back(card == none ? row : card);
      append(each, card_.back(), depth + 1, below);
    }
  }

  const HomeWork& work_;
  std::vector<std::uint32_t> row_;    // of an objective; none where it isn't shown
  std::vector<std::uint32_t> order_;  // the objective of a row
  std::vector<int> depth_;
  std::vector<std::uint32_t> card_;
  std::vector<std::vector<std::uint32_t>> counted_in_;
};

struct Row {
  int own = 0, all = 0, here = 0, illustrative = 0;
  domain::AnswerCounts answers;
  SignalCounts signals;
};

HomeNode named(std::int64_t id, NodeKind kind, const HomeWork& work) {
  HomeNode out{.id = id, .name = {}};
  if (kind == NodeKind::localities) {
    const auto place = std::ranges::find(work.places, domain::PlaceId{id}, &domain::Place::id);
    if (place != work.places.end()) out.name = place->name;
  } else if (kind == NodeKind::organisations) {
    if (const auto found = work.organisations.find({id}); found != work.organisations.end())
      out.name = found->second.name, out.illustrative = found->second.illustrative;
  } else if (const auto the_team = work.teams.find({id}); the_team != work.teams.end()) {
    out.name = the_team->second.name;
    if (const auto found = work.organisations.find(the_team->second.organisation); found != work.organisations.end())
      out.illustrative = found->second.illustrative;
  }
  return out;
}

bool is_illustrative(const HomeWork& work, domain::OrganisationId organisation) {
  const auto found = work.organisations.find(organisation);
  return found != work.organisations.end() && found->second.illustrative;
}

// Monday to Sunday.
bool in_week_of(base::Date today, base::Date date) {
  const base::Date monday = today - (std::chrono::weekday{today} - std::chrono::Monday);
  return date >= monday && date < monday + std::chrono::days{7};
}

bool is_reviewed_in_week_of(base::Date today, const ProjectFact& project) {
  return (project.review && in_week_of(today, *project.review)) ||
         std::ranges::any_of(project.review_days, [&](base::Date day) { return in_week_of(today, day); });
}

}  // namespace

HomePicture draw_home(const HomeFacts& facts, const HomeZoom& zoom, base::Date today) {
  const HomeWork& work = *facts.work;
  const auto place = std::ranges::find(work.places, zoom.place, &domain::Place::id);
  HomePicture out{.facts = facts};
  if (place == work.places.end()) return out;
  const bool of_system = place->kind == domain::PlaceKind::system;
  out.nodes_are = zoom.organisation ? NodeKind::teams : of_system ? NodeKind::localities : NodeKind::organisations;

  const Shown shown(work, zoom, *place);
  std::vector<Row> rows(shown.order().size());
  const HomeBounds bounds(work, zoom, *place);
  std::unordered_map<std::int64_t, HomeNode> nodes;
  std::map<std::pair<std::int64_t, std::uint32_t>, HomeStream> streams;
  if (of_system && !zoom.organisation)
    for (const domain::Place& each : work.places)
      if (each.system == zoom.place) nodes[each.id.value] = named(each.id.value, NodeKind::localities, work);

  std::vector<std::uint32_t> counted, cards;  // of a project; kept from one to the next
  const auto add_once = [](std::vector<std::uint32_t>& to, std::uint32_t row) {
    if (std::ranges::find(to, row) == to.end()) to.push_back(row);
  };
  for (const ProjectFact& project : work.projects) {
    const bool here = bounds.hold(project.place, project.organisation, project.team);
    if (!here && project.serves.empty()) continue;
    const bool illustrative = is_illustrative(work, project.organisation);
    counted.clear();
    for (const std::uint32_t objective : project.serves) {
      if (const auto row = shown.row(objective); row != none) ++rows[row].own;
      for (const std::uint32_t row : shown.counted_in(objective)) add_once(counted, row);
    }
    for (const std::uint32_t row : counted) ++rows[row].all, rows[row].illustrative += illustrative ? 1 : 0;
    if (!here) continue;

    cards.clear();
    for (const std::uint32_t row : counted) add_once(cards, shown.card(row));
    const bool outside = project.serves.empty();
    if (zoom.dimension && cards.empty() && !outside) continue;  // it serves another aim
    const auto answers = facts.answers->find(project.id);
    const bool has_answers = answers != facts.answers->end(), answered = has_answers && answers->second.all() > 0;
    const auto signals = facts.signals->of_projects.find(project.id);
    for (const std::uint32_t row : counted) {
      ++rows[row].here;
      if (has_answers) rows[row].answers.add(answers->second);
      if (signals != facts.signals->of_projects.end()) rows[row].signals.add(signals->second.counts);
    }

    const std::int64_t at = bounds.node(project.place, project.organisation, project.team);
    auto [node, fresh] = nodes.try_emplace(at);
    if (fresh) node->second = named(at, out.nodes_are, work);
    ++node->second.projects, node->second.answered += answered ? 1 : 0, node->second.outside += outside ? 1 : 0;
    node->second.illustrative_projects += illustrative ? 1 : 0, out.illustrative += illustrative ? 1 : 0;
    ++out.active_projects, out.answered += answered ? 1 : 0, out.outside += outside ? 1 : 0;
    out.reviews_this_week += is_reviewed_in_week_of(today, project) ? 1 : 0;
    for (const std::uint32_t card : cards) {
      HomeStream& stream = streams[{at, card}];
      ++stream.projects, stream.illustrative += illustrative ? 1 : 0;
      stream.answered += answered ? 1 : 0;
      if (has_answers) stream.answers.add(answers->second);
    }

    const bool listed = static_cast<std::size_t>(out.active_projects) <= most_marks + 1;  // one more shows that there are too many
    if (!listed && !(outside && out.outside_plan.size() < most_outside)) continue;
    HomeProject mark{.id = project.id, .name = project.name, .node = at, .cards = {}, .answered = answered, .outside = outside, .illustrative = illustrative, .variation = {}};
    for (const std::uint32_t card : cards) mark.cards.push_back(work.objectives[shown.order()[card]].objective.id);
    if (!(of_system && !zoom.organisation) && signals != facts.signals->of_projects.end()) mark.variation = signals->second.lead;
    if (outside && out.outside_plan.size() < most_outside) out.outside_plan.push_back(mark);
    if (listed) out.projects.push_back(std::move(mark));
  }
  if (out.projects.size() > most_marks) out.projects.clear();

  draw_carried(out, bounds);
  for (const HomeEnd& end : out.ends)
    if (end.node && !nodes.contains(*end.node)) nodes[*end.node] = named(*end.node, out.nodes_are, work);
  if (zoom.team && nodes.empty()) nodes[zoom.team->value] = named(zoom.team->value, NodeKind::teams, work);
  for (auto& [id, node] : nodes) out.nodes.push_back(std::move(node));
  std::ranges::sort(out.nodes, [](const HomeNode& a, const HomeNode& b) { return std::tie(a.name, a.id) < std::tie(b.name, b.id); });
  std::unordered_map<std::int64_t, std::size_t> position;
  for (std::size_t i = 0; i < out.nodes.size(); ++i) position[out.nodes[i].id] = i;
  std::ranges::sort(out.projects, [&](const HomeProject& a, const HomeProject& b) {
    if (a.node != b.node) return position[a.node] < position[b.node];
    return std::tie(a.name, a.id) < std::tie(b.name, b.id);
  });
  for (auto& [key, stream] : streams) {
    stream.node = key.first;
    stream.card = work.objectives[shown.order()[key.second]].objective.id;
    out.streams.push_back(stream);
  }
  for (HomeEnd& end : out.ends)
    if (end.node) end.name = out.nodes[position[*end.node]].name;
  for (std::uint32_t row = 0; row < rows.size(); ++row) {
    const domain::Objective& objective = work.objectives[shown.order()[row]].objective;
    const auto at = std::ranges::find(work.places, objective.place, &domain::Place::id);
    HomeObjective one{.in_place = {.objective = objective, .place_name = at == work.places.end() ? "" : at->name, .depth = shown.depth(row),
                                   .own = rows[row].own, .all = rows[row].all, .here = rows[row].here,
                                   .illustrative = rows[row].illustrative},
                      .answers = rows[row].answers, .signals = rows[row].signals};
    if (objective.aim.measured)
      if (const auto found = facts.signals->of_objectives.find(*objective.aim.measured); found != facts.signals->of_objectives.end())
        one.signal = &found->second;
    out.objectives.push_back(std::move(one));
  }
  return out;
}

}  // namespace tributary::services
