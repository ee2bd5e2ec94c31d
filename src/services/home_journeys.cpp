// Packages on their way, from where they come from to where they were taken on; and what of that is for a reader's eyes.
#include <algorithm>
#include <map>
#include <tuple>

#include "services/home_bounds.hpp"
#include "services/packages.hpp"

namespace tributary::services {

namespace {

class Ends {
 public:
  Ends(HomePicture& picture, const HomeBounds& bounds) : picture_(picture), bounds_(bounds) {}

  std::uint32_t at(domain::PlaceId place, std::optional<domain::OrganisationId> organisation, std::optional<domain::TeamId> team) {
    const auto node = bounds_.hold(place, organisation, team) ? bounds_.node_of(place, organisation, team) : std::nullopt;
    const auto [found, fresh] = index_.try_emplace({node, node ? domain::PlaceId{} : place}, static_cast<std::uint32_t>(picture_.ends.size()));
    if (fresh) {
      HomeEnd end{.node = node, .place = place, .name = {}};
      const auto& places = picture_.facts.work->places;
      if (const auto known = std::ranges::find(places, place, &domain::Place::id); !node && known != places.end()) end.name = known->name;
      picture_.ends.push_back(std::move(end));
    }
    return found->second;
  }

 private:
  HomePicture& picture_;
  const HomeBounds& bounds_;
  std::map<std::pair<std::optional<std::int64_t>, domain::PlaceId>, std::uint32_t> index_;
};

}  // namespace

void draw_carried(HomePicture& picture, const HomeBounds& bounds) {
  const HomePackages& facts = *picture.facts.packages;
  Ends ends(picture, bounds);
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>, HomeCarried> carried;
  for (const AdoptionFact& adoption : facts.adoptions) {
    const PackageFact& package = facts.packages[adoption.package];
    if (bounds.zoom().dimension && package.dimension != bounds.zoom().dimension) continue;
    if (!bounds.hold(adoption.place, adoption.organisation, adoption.team) && !bounds.hold(package.place, package.organisation, package.team)) continue;
    const std::uint32_t from = ends.at(package.place, package.organisation, package.team);
    const std::uint32_t to = ends.at(adoption.place, adoption.organisation, adoption.team);
    HomeCarried& one = carried[{adoption.package, from, to}];
    one.package = adoption.package, one.from = from, one.to = to;
    ++one.adoptions, one.stopped += adoption.stopped ? 1 : 0;
    const auto by = picture.facts.work->organisations.find(adoption.organisation);
    one.illustrative += by != picture.facts.work->organisations.end() && by->second.illustrative ? 1 : 0;
  }
  for (const auto& [key, one] : carried) picture.carried.push_back(one);
}

HomeJourneys journeys_for(const HomePicture& picture, const Actor& actor) {
  HomeJourneys out;
  const auto& packages = picture.facts.packages->packages;
  const std::size_t ends = picture.ends.size();
  std::vector<std::uint32_t> row(ends * ends, ~0U);  // which of `between`
  std::optional<std::uint32_t> last;
  bool readable = false;
  for (const HomeCarried& each : picture.carried) {
    if (last != each.package) {
      const PackageFact& package = packages[each.package];
      readable = may_read_package(actor, {.project = package.project, .place = package.place, .system = package.system, .author = {}}, package.audience);
      out.packages += readable ? 1 : 0;
      last = each.package;
    }
    if (!readable) continue;
    std::uint32_t& at = row[each.from * ends + each.to];
    if (at == ~0U) {
      at = static_cast<std::uint32_t>(out.between.size());
      out.between.push_back({.from = each.from, .to = each.to, .adoptions = 0, .stopped = 0, .illustrative = 0, .packages = {}});
    }
    HomeJourney& journey = out.between[at];
    journey.adoptions += each.adoptions, journey.stopped += each.stopped, journey.illustrative += each.illustrative;
    journey.packages.push_back(&each);
  }
  for (HomeJourney& each : out.between)
    std::ranges::stable_sort(each.packages, std::ranges::greater(), &HomeCarried::adoptions);
  std::ranges::stable_sort(out.between, std::ranges::greater(), &HomeJourney::adoptions);
  return out;
}

}  // namespace tributary::services
