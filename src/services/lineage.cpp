#include "services/lineage.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/check.hpp"
#include "services/ports/place_store.hpp"
#include "services/problems.hpp"

namespace tributary::services {

namespace {

constexpr std::size_t most_nodes = 500;

class Tree {
 public:
  Tree(Transaction& tx, const Actor& actor, std::vector<LineageNode>& out) : tx_(tx), actor_(actor), out_(out) {}

  void add(domain::PackageId id, int depth) {
    auto line = tx_.packages().line(id);
    if (!line || out_.size() >= most_nodes) return;  // a draft that was removed
    const bool readable = may_read_line(actor_, *line);
    // Of a package that isn't for these eyes, no more than that there is one, where.
    if (!readable) line->name = line->summary = line->context = line->objective_name = "";
    out_.push_back({.depth = depth, .package = std::move(line), .adoption = {}, .readable = readable});
    for (AdoptionLine& each : tx_.packages().adoptions_of(id)) {
      if (out_.size() >= most_nodes) return;
      const domain::AdoptionId adoption = each.id;
      out_.push_back({.depth = depth + 1, .package = {}, .adoption = for_reader(actor_, std::move(each)), .readable = true});
      for (const PackageLine& child : tx_.packages().lines_from(adoption))
        if (child.state != domain::PackageState::draft || may_read_line(actor_, child)) add(child.id, depth + 2);
    }
  }

 private:
  Transaction& tx_;
  const Actor& actor_;
  std::vector<LineageNode>& out_;
};

domain::PackageId root_of(Transaction& tx, domain::Package package) {
  while (package.parent) {
    const auto adoption = tx.packages().find_adoption(*package.parent);
    base::check(adoption.has_value(), "a lineage is stored whole");
    auto above = tx.packages().find(adoption->package);
    base::check(above.has_value(), "a lineage is stored whole");
    package = *std::move(above);
  }
  return package.id;
}

base::Date month_of(base::Date day) {
  const std::chrono::year_month_day ymd{day};
  return base::Date{ymd.year() / ymd.month() / 1};
}

}  // namespace

AdoptionLine for_reader(const Actor& actor, AdoptionLine line) {
  line.told = may_read(Thing::project, relations_of(actor, {}));
  if (line.told) return line;
  line.project_name.clear();
  line.project = {};
  line.kept = line.adapted = line.dropped = 0;
  return line;
}

base::Result<PackageSpread> spread_of_package(const Context& context, const Actor& actor, domain::PackageId id) {
  const auto tx = context.database.read();
  auto package = readable_package(*tx, actor, id);
  if (!package) return base::fail(package.error());
  PackageSpread out;
  Tree(*tx, actor, out.tree).add(root_of(*tx, *std::move(package)), 0);
  const bool counts = may_read(Thing::answer_counts, relations_of(actor, {}));
  for (AdoptionLine& each : tx->packages().adoptions_of(id)) {
    const auto answers = counts ? std::optional(tx->packages().answers_of(each.project)) : std::nullopt;
    out.adopters.push_back({.adoption = for_reader(actor, std::move(each)), .answers = answers});
  }
  return out;
}

base::Result<PlaceSpread> spread_in_place(const Context& context, const Actor& actor, domain::PlaceId place) {
  if (const auto may = require_read(Thing::place, actor, {}); !may) return base::fail(may.error());
  const auto tx = context.database.read();
  if (!tx->places().find(place)) return base::fail(not_found("place"));
  auto adoptions = tx->packages().adoptions_in(place);
  std::map<domain::PackageId, bool> readable;
  std::erase_if(adoptions, [&](const AdoptionLine& each) {
    const auto [known, is_new] = readable.try_emplace(each.package);
    if (is_new) {
      const auto line = tx->packages().line(each.package);
      known->second = line && may_read_line(actor, *line);
    }
    return !known->second;
  });
  PlaceSpread out;
  if (adoptions.empty()) return out;
  std::set<domain::PackageId> packages;
  const base::Date last = month_of(base::london_date(context.clock.now()));
  for (base::Date month = month_of(adoptions.front().on); month <= last; month = base::add_months(month, 1)) {
    const base::Date end = base::add_months(month, 1);
    const auto adopted = std::ranges::count_if(adoptions, [&](const AdoptionLine& each) { return each.on < end; });
    const auto stopped = std::ranges::count_if(adoptions, [&](const AdoptionLine& each) {
      return each.state == domain::ProjectState::stopped && each.ended && std::max(*each.ended, each.on) < end;
    });
    const auto illustrative = std::ranges::count_if(adoptions, [&](const AdoptionLine& each) { return each.on < end && each.illustrative; });
    out.months.push_back({.month = month, .adopted = static_cast<int>(adopted), .stopped = static_cast<int>(stopped), .illustrative = static_cast<int>(illustrative)});
  }
  for (const AdoptionLine& each : adoptions) packages.insert(each.package);
  out.packages = static_cast<int>(packages.size());
  return out;
}

}  // namespace tributary::services
