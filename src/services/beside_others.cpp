#include "services/beside_others.hpp"

#include <algorithm>
#include <tuple>

#include "base/text.hpp"
#include "domain/prediction.hpp"
#include "exchange/evidence/funnel.hpp"
#include "services/passwords.hpp"
#include "services/ports/measure_store.hpp"
#include "services/ports/place_store.hpp"

namespace tributary::services {

using domain::Measure;
using domain::Observation;

namespace {

namespace funnel = evidence::funnel;

struct Locality {
  BesidePlace place;
  std::vector<Observation> values;  // those that can be compared, by date
};

bool the_same(const Measure& a, const Measure& b) {
  const auto words = [](const Measure& m) { return std::tie(m.name, m.definition, m.unit, m.quantity, m.scale, m.interval); };
  return words(a) == words(b);
}

std::vector<Observation> comparable(Transaction& tx, domain::MeasureId id) {
  std::vector<Observation> out = tx.measures().current(id);
  const auto ghosts = tx.measures().ghosts(id);
  std::erase_if(out, [&](const Observation& each) {
    return !each.value || !each.numerator || !each.denominator || *each.denominator <= 0 || std::ranges::find(ghosts, each.on, &domain::Ghost::on) != ghosts.end();
  });
  return out;
}

// Of the localities of that system, by name, the measure that is the same and that the reader may read.
std::vector<Locality> localities_with(Transaction& tx, const Actor& actor, const Measure& measure, domain::PlaceId system) {
  std::vector<Locality> out;
  for (const domain::Place& place : tx.places().all()) {
    if (place.system != system) continue;
    const domain::Owner owner{.place = place.id, .project = {}, .person = {}};
    const auto scope = tx.measures().scope_of(owner);
    for (Measure& each : tx.measures().of(owner)) {
      if (!scope || !the_same(each, measure) || !may_read_measure(actor, {.measure = each, .scope = *scope})) continue;
      const domain::MeasureId id = each.id;
      out.push_back({.place = {.place = place.id, .name = place.name, .measure = id}, .values = comparable(tx, id)});
      out.back().place.counted = !out.back().values.empty();
      // The one that was asked of stands for its place, should it have two.
      if (out.size() > 1 && out[out.size() - 2].place.place == place.id) out.erase(id == measure.id ? out.end() - 2 : out.end() - 1);
    }
  }
  return out;
}

const Observation* value_in(const Locality& of, const domain::Days& days) {
  const auto found = std::ranges::lower_bound(of.values, days.first, {}, &Observation::on);
  return found == of.values.end() || !days.hold(found->on) ? nullptr : &*found;
}

std::optional<domain::Days> newest_common(const std::vector<Locality>& all, domain::Interval interval) {
  const auto first = std::ranges::find_if(all, [](const Locality& each) { return each.place.counted; });
  for (auto value = first->values.rbegin(); value != first->values.rend(); ++value) {
    const domain::Days days = domain::period_of(interval, value->on);
    if (std::ranges::all_of(all, [&](const Locality& each) { return !each.place.counted || value_in(each, days) != nullptr; })) return days;
  }
  return std::nullopt;
}

base::Problem why_not(const char* code, const char* title, const char* detail) { return {.kind = base::ProblemKind::conflict, .code = code, .title = title, .detail = detail}; }

base::Result<exchange::EvidenceReport> compare(const Measure& measure, const std::vector<Locality>& all, const domain::Days& days) {
  const bool share = measure.quantity == domain::Quantity::proportion;
  std::vector<funnel::Site> sites;
  const auto day = [](base::Date date) { return std::to_string(date.time_since_epoch().count()); };
  std::string text = "beside others\n" + measure.name + "\n" + measure.unit + "\n" + day(days.first) + "\n" + day(days.last);
  for (const Locality& each : all) {
    const Observation* value = value_in(each, days);
    if (value == nullptr) continue;
    // A rate is of its own unit: events per 1,000 bed days are events over thousands of bed days.
    sites.push_back({.name = each.place.name, .observed = *value->numerator, .size = *value->denominator / (share ? 1 : measure.scale)});
    text += "\n" + each.place.name + "\t" + base::to_text(*value->numerator) + "\t" + base::to_text(*value->denominator);
  }
  exchange::EvidenceReport report{.method = "funnel", .inputs = {{.file = measure.name, .sha256 = sha256_hex(text)}}};
  if (auto done = exchange::report_funnel(sites, {.kind = share ? funnel::Kind::proportion : funnel::Kind::rate}, std::nullopt, report); !done) return base::fail(done.error());
  const bool said = !measure.definition.empty();
  report.told.assumptions.insert(report.told.assumptions.begin(),
                                 {.code = "counted-alike", .holds = said ? evidence::Holds::yes : evidence::Holds::cannot_tell,
                                  .found = said ? "Name and operational definition are the same everywhere, word for word." : "The name is the same everywhere; none says how it is counted.",
                                  .would_make_wrong = "Who counts otherwise under the same words looks different."});
  return report;
}

}  // namespace

base::Result<BesideOthers> beside_others(const Context& context, const Actor& actor, domain::MeasureId id) {
  const auto tx = context.database.read();
  auto standing = find_readable(*tx, actor, id);
  if (!standing) return base::fail(standing.error());
  BesideOthers out{.measure = std::move(standing->measure)};
  const auto place = out.measure.owner.place ? tx->places().find(*out.measure.owner.place) : std::nullopt;
  if (!place) {
    out.why_not = why_not("not-a-place's", "It is no place's own", "Places are compared by the measures that are their own.");
    return out;
  }
  if (out.measure.quantity == domain::Quantity::number) {
    out.why_not = why_not("no-parts", "It has no numerator and denominator", "A funnel compares proportions and rates, with how many each is of.");
    return out;
  }
  const auto all = localities_with(*tx, actor, out.measure, place->system.value_or(place->id));
  for (const Locality& each : all) out.places.push_back(each.place);
  if (std::ranges::count_if(out.places, &BesidePlace::counted) < 2) {
    out.why_not = why_not("none-beside", "There is nothing beside it", "No two localities have this measure, word for word in name, definition and unit, with numerators and denominators that you may read.");
    return out;
  }
  const auto days = newest_common(all, out.measure.interval);
  if (!days) {
    out.why_not = why_not("no-common-period", "They have no period in common", "There is no period for which all of them have a value with its numerator and denominator.");
    return out;
  }
  out.from = days->first, out.to = days->last;
  auto report = compare(out.measure, all, *days);
  if (report) out.report = *std::move(report);
  else out.why_not = report.error();
  return out;
}

}  // namespace tributary::services
