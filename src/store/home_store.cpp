#include "store/home_store.hpp"

#include "store/adoption_counts.hpp"
#include "store/answer_counts.hpp"
#include "store/connection.hpp"
#include "store/objective_rows.hpp"
#include "store/signal_store.hpp"

namespace tributary::store {

using domain::MeasureId;
using domain::OrganisationId;
using domain::PlaceId;
using domain::ProjectId;
using domain::TeamId;
using domain::Variation;
using services::HomeAnswers;
using services::HomeFacts;
using services::HomePackages;
using services::HomePicture;
using services::HomeSignals;
using services::HomeWork;

namespace {

std::shared_ptr<const HomeWork> read_work(Connection& db) {
  auto out = std::make_shared<HomeWork>();
  db.each<PlaceId, domain::PlaceKind, std::string, std::optional<PlaceId>>(
      "SELECT id, kind, name, system_id FROM place ORDER BY kind = 'locality', name",
      [&](PlaceId id, domain::PlaceKind kind, std::string name, std::optional<PlaceId> system) {
        out->places.push_back({.id = id, .kind = kind, .name = std::move(name), .system = system, .about = {}, .source = {}, .codes = {}});
      });

  std::unordered_map<domain::ObjectiveId, std::uint32_t> index;
  for (auto& row : objective_rows(db, OBJECTIVE_SELECT " WHERE o.deleted_at IS NULL ORDER BY o.name, o.id")) {
    index[row.objective.id] = static_cast<std::uint32_t>(out->objectives.size());
    out->objectives.push_back({.objective = std::move(row.objective), .parent = {}});
  }
  for (auto& each : out->objectives)
    if (each.objective.parent)
      if (const auto found = index.find(*each.objective.parent); found != index.end()) each.parent = found->second;

  std::unordered_map<ProjectId, std::size_t> at;
  db.each<ProjectId, std::string, TeamId, OrganisationId, PlaceId, std::optional<base::Date>>(
      "SELECT p.id, p.name, p.team_id, t.organisation_id, p.place_id, p.review_on FROM project p JOIN team t ON t.id = p.team_id "
      "WHERE p.state = 'active' AND p.deleted_at IS NULL ORDER BY p.id DESC",
      [&](ProjectId id, std::string name, TeamId team, OrganisationId organisation, PlaceId place, std::optional<base::Date> review) {
        at[id] = out->projects.size();
        out->projects.push_back({.id = id, .name = std::move(name), .team = team, .organisation = organisation, .place = place,
                                 .review = review, .review_days = {}, .serves = {}});
      });
  db.each<ProjectId, base::Date>(
      "SELECT c.project_id, d.on_date FROM review_day d JOIN programme g ON g.id = d.programme_id AND g.deleted_at IS NULL "
      "JOIN programme_project c ON c.programme_id = g.id AND c.joined_on <= d.on_date AND (c.left_on IS NULL OR c.left_on > d.on_date) "
      "WHERE d.deleted_at IS NULL",
      [&](ProjectId project, base::Date on) {
        if (const auto found = at.find(project); found != at.end()) out->projects[found->second].review_days.push_back(on);
      });
  db.each<ProjectId, domain::ObjectiveId>("SELECT project_id, objective_id FROM project_objective", [&](ProjectId project, domain::ObjectiveId objective) {
    const auto found = at.find(project);
    const auto served = index.find(objective);
    if (found != at.end() && served != index.end()) out->projects[found->second].serves.push_back(served->second);
  });

  db.each<OrganisationId, std::string, bool>("SELECT id, name, illustrative FROM organisation", [&](OrganisationId id, std::string name, bool illustrative) {
    out->organisations[id] = {.name = std::move(name), .illustrative = illustrative};
  });
  db.each<TeamId, std::string, OrganisationId>("SELECT id, name, organisation_id FROM team", [&](TeamId id, std::string name, OrganisationId organisation) {
    out->teams[id] = {.name = std::move(name), .organisation = organisation};
  });
  return out;
}

std::shared_ptr<const HomeAnswers> read_answers(Connection& db) {
  auto out = std::make_shared<HomeAnswers>();
  count_answers(db, COUNTED_ANSWERS(""), [&](ProjectId project, domain::CountedAs as, int number) { (*out)[project].add(as, number); });
  return out;
}

// What is due is old, and isn't shown. SQLite takes the columns beside a lone min() from the row that it found.
std::shared_ptr<const HomeSignals> read_signals(Connection& db) {
  auto out = std::make_shared<HomeSignals>();
  db.each<ProjectId, int, int, int, int, std::int64_t, Variation>(
      "SELECT m.project_id, SUM(s.variation IN ('improvement_high', 'improvement_low')), SUM(s.variation IN ('concern_high', 'concern_low')), "
      "SUM(s.variation IN ('neither_high', 'neither_low')), SUM(s.variation = 'common_cause'), "
      "MIN((m.kind <> 'outcome') * 1000000000000 + m.id), s.variation FROM measure_signal s JOIN measure m ON m.id = s.measure_id "
      "WHERE m.project_id IS NOT NULL AND s.measure_id NOT IN (SELECT measure_id FROM chart_due) GROUP BY m.project_id",
      [&](ProjectId project, int improvement, int concern, int neither, int common, std::int64_t, Variation lead) {
        out->of_projects[project] = {.counts = {.improvement = improvement, .concern = concern, .neither = neither, .common_cause = common},
                                     .lead = lead};
      });
  db.each<MeasureId, std::string, bool, Variation, std::optional<domain::Assurance>, base::Date, std::string, std::string>(
      "SELECT m.id, m.name, max(m.illustrative, coalesce(o.illustrative, 0)), s.variation, s.assurance, s.last_on, s.recent, s.basis "
      "FROM measure_signal s JOIN measure m ON m.id = s.measure_id LEFT JOIN organisation o ON o.id = m.organisation_id "
      "WHERE s.measure_id IN (SELECT measure_id FROM objective WHERE measure_id IS NOT NULL AND deleted_at IS NULL) "
      "AND s.measure_id NOT IN (SELECT measure_id FROM chart_due)",
      [&](MeasureId id, std::string name, bool illustrative, Variation variation, std::optional<domain::Assurance> assurance, base::Date last,
          const std::string& recent, std::string basis) {
        out->of_objectives[id] = {.name = std::move(name), .illustrative = illustrative,
                                  .signal = {.variation = variation, .assurance = assurance, .last = last,
                                             .recent = recent_values(recent), .basis = std::move(basis)}};
      });
  return out;
}

// Of a version that was published, as its readers find it in a list. An adoption whose project is removed is out of sight.
std::shared_ptr<const HomePackages> read_packages(Connection& db) {
  auto out = std::make_shared<HomePackages>();
  std::unordered_map<domain::PackageId, std::uint32_t> index;
  db.each<domain::PackageId, std::string, PlaceId, std::optional<PlaceId>, std::optional<ProjectId>, std::optional<OrganisationId>,
          std::optional<TeamId>, domain::Audience, std::optional<domain::Dimension>, bool>(
      "SELECT k.id, v.name, k.place_id, place.system_id, k.project_id, t.organisation_id, p.team_id, v.audience, o.dimension, "
      "max(k.illustrative, coalesce(g.illustrative, 0)) FROM package k JOIN package_version v ON v.id = k.shown_version_id "
      "JOIN place ON place.id = k.place_id LEFT JOIN project p ON p.id = k.project_id LEFT JOIN team t ON t.id = p.team_id "
      "LEFT JOIN organisation g ON g.id = t.organisation_id LEFT JOIN objective o ON o.id = v.objective_id AND o.deleted_at IS NULL "
      "WHERE k.state = 'published' AND k.deleted_at IS NULL AND k.id IN (SELECT package_id FROM adoption) ORDER BY k.id",
      [&](domain::PackageId id, std::string name, PlaceId place, std::optional<PlaceId> system, std::optional<ProjectId> project,
          std::optional<OrganisationId> organisation, std::optional<TeamId> team, domain::Audience audience,
          std::optional<domain::Dimension> dimension, bool illustrative) {
        index[id] = static_cast<std::uint32_t>(out->packages.size());
        out->packages.push_back({.id = id, .name = std::move(name), .place = place, .system = system, .project = project,
                                 .organisation = organisation, .team = team, .audience = audience, .dimension = dimension,
                                 .illustrative = illustrative});
      });
  db.each<domain::PackageId, PlaceId, OrganisationId, TeamId, bool>(
      "SELECT a.package_id, a.place_id, t.organisation_id, p.team_id, p.state = 'stopped' FROM adoption a "
      "JOIN project p ON p.id = a.project_id AND " ADOPTION_COUNTS("a", "p") "JOIN team t ON t.id = p.team_id ORDER BY a.package_id, a.id",
      [&](domain::PackageId package, PlaceId place, OrganisationId organisation, TeamId team, bool stopped) {
        if (const auto found = index.find(package); found != index.end())
          out->adoptions.push_back({.package = found->second, .place = place, .organisation = organisation, .team = team, .stopped = stopped});
      });
  return out;
}

HomeFacts read_facts(Connection& db) {
  return {.work = read_work(db), .answers = read_answers(db), .signals = read_signals(db), .packages = read_packages(db)};
}

}  // namespace

HomeFacts HomeCache::facts(Connection& db) {
  const auto stamps = db.one<std::int64_t, std::int64_t, std::int64_t, std::int64_t>(
      "SELECT d.changes, h.answers, h.signals, h.packages FROM direction_stamp d JOIN home_stamp h ON h.only = d.only");
  const auto [work, answers, signals, packages] = stamps.value();
  const std::lock_guard lock(facts_mutex_);
  if (work_.changes != work) work_ = {.changes = work, .facts = read_work(db)};
  if (answers_.changes != answers) answers_ = {.changes = answers, .facts = read_answers(db)};
  // Which measures are an objective's is part of the work.
  if (signals_.changes != signals + work) signals_ = {.changes = signals + work, .facts = read_signals(db)};
  // So are an adopter's team and whether it stopped.
  if (packages_.changes != packages + work) packages_ = {.changes = packages + work, .facts = read_packages(db)};
  return {.work = work_.facts, .answers = answers_.facts, .signals = signals_.facts, .packages = packages_.facts};
}

std::shared_ptr<const HomePicture> HomeCache::picture(Connection& db, const services::HomeZoom& zoom, base::Date today) {
  HomeFacts now = facts(db);
  if (zoom.organisation) return std::make_shared<const HomePicture>(services::draw_home(now, zoom, today));
  Kept& kept = [&]() -> Kept& {
    const std::lock_guard lock(pictures_mutex_);
    return pictures_[{zoom.place, zoom.dimension}];  // stays where it is
  }();
  const std::lock_guard lock(kept.mutex);
  const bool same = kept.drawn && kept.drawn_on == today && kept.drawn->facts.work == now.work &&
                    kept.drawn->facts.answers == now.answers && kept.drawn->facts.signals == now.signals &&
                    kept.drawn->facts.packages == now.packages;
  if (!same) {
    kept.drawn = std::make_shared<const HomePicture>(services::draw_home(now, zoom, today));
    kept.drawn_on = today;
  }
  return kept.drawn;
}

std::shared_ptr<const HomePicture> SqlHomeStore::picture(const services::HomeZoom& zoom, base::Date today) {
  if (cache_ != nullptr) return cache_->picture(db_, zoom, today);
  return std::make_shared<const HomePicture>(services::draw_home(read_facts(db_), zoom, today));
}

}  // namespace tributary::store
