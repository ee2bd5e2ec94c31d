#include "exchange/evidence/funnel.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "exchange/evidence/methods.hpp"

namespace tributary::exchange {
namespace {

namespace funnel = evidence::funnel;

struct FunnelColumns {
  std::string sites, events, of, expected, exposure;
};

const std::map<std::string, funnel::Limits> funnel_limits = {{"exact", funnel::Limits::exact}, {"multiplicative", funnel::Limits::multiplicative}, {"additive", funnel::Limits::additive}};

struct FunnelSites {
  std::vector<funnel::Site> sites;
  std::vector<std::size_t> rows;
};

base::Result<FunnelSites> read_sites(const DataTable& table, const FunnelColumns& options, EvidenceReport& report) {
  const auto events = table.column(options.events, "--events");
  if (!events) return base::fail(events.error());
  const auto [name, option] = !options.of.empty() ? std::pair(options.of, "--of") : !options.expected.empty() ? std::pair(options.expected, "--expected") : std::pair(options.exposure, "--exposure");
  if (int(!options.of.empty()) + int(!options.expected.empty()) + int(!options.exposure.empty()) > 1)
    return base::fail({.code = "columns-wanted", .title = "The events are compared with two things", .detail = "Say one of --of, --expected and --exposure.", .field = "--of"});
  if (name.empty())
    return base::fail({.code = "columns-wanted", .title = "It isn't told what the events are compared with", .detail = "Say --of COLUMN (of how many), --expected COLUMN (expected events) or --exposure COLUMN (bed days, person years)."});
  const auto size = table.column(name, option);
  if (!size) return base::fail(size.error());
  std::optional<std::size_t> names;
  if (!options.sites.empty()) {
    const auto column = table.column(options.sites, "--sites");
    if (!column) return base::fail(column.error());
    names = *column;
  }
  for (std::size_t i = 0; i < table.names().size() && !names; ++i)
    if (!table.has_numbers(i)) names = i;
  FunnelSites found;
  std::size_t without = 0;
  for (std::size_t row = 0; row < table.cases(); ++row) {
    const auto seen = table.number(row, *events), among = table.number(row, *size);
    if (!seen) return base::fail(seen.error());
    if (!among) return base::fail(among.error());
    if (!*seen || !*among || **among == 0) {
      ++without;
      continue;
    }
    const std::string called = names ? std::string(table.text(row, *names)) : std::string();
    found.sites.push_back({.name = called.empty() ? "row " + table.where(row).substr(table.source().size() + 1) : called, .observed = **seen, .size = **among});
    found.rows.push_back(row);
  }
  if (without > 0) report.notes.push_back(std::to_string(without) + (without == 1 ? " site is" : " sites are") + " left out: a value is missing, or there was nobody to count among.");
  return found;
}

EvidenceTable site_rows(const funnel::Funnel& found, const std::vector<funnel::Site>& sites, funnel::Limits limits) {
  EvidenceTable table{.name = "sites", .title = "Each site", .columns = {"site", "events", "size", "value", "low", "high", "z", "limits_95_low", "limits_95_high", "limits_998_low", "limits_998_high", "place"}};
  for (std::size_t i = 0; i < sites.size(); ++i) {
    const funnel::Point& point = found.points[i];
    const auto& bands = limits == funnel::Limits::exact ? point.exact : limits == funnel::Limits::additive ? point.additive : point.multiplicative;
    table.rows.push_back({sites[i].name, sites[i].observed, sites[i].size, point.value, point.own.low, point.own.high, point.z, bands[0].low, bands[0].high, bands[1].low, bands[1].high,
                          std::string(name_of(place_by(point, limits)))});
  }
  return table;
}

// Every kind of limits at every site: for scripts.
EvidenceTable limit_rows(const funnel::Funnel& found, const std::vector<funnel::Site>& sites) {
  EvidenceTable table{.name = "limits", .columns = {"site", "limits", "z", "low_95", "high_95", "low_998", "high_998", "place"}};
  for (std::size_t i = 0; i < sites.size(); ++i) {
    const funnel::Point& point = found.points[i];
    const auto add = [&](funnel::Limits limits, const std::array<funnel::Band, 2>& bands, double z) {
      table.rows.push_back({sites[i].name, std::string(name_of(limits)), z, bands[0].low, bands[0].high, bands[1].low, bands[1].high, std::string(name_of(place_by(point, limits)))});
    };
    add(funnel::Limits::exact, point.exact, point.z);
    add(funnel::Limits::multiplicative, point.multiplicative, point.z_multiplicative);
    add(funnel::Limits::additive, point.additive, point.z_additive);
  }
  return table;
}

// A hundred sizes from the smallest site's to the largest's, evenly by logarithm: for a drawing.
EvidenceTable curve_rows(const funnel::Funnel& found, const std::vector<funnel::Site>& sites, funnel::Limits limits) {
  constexpr int points = 100;
  const auto [least, most] = std::ranges::minmax_element(sites, {}, &funnel::Site::size);
  EvidenceTable table{.name = "curves", .columns = {"size", "low_95", "high_95", "low_998", "high_998"}};
  for (int i = 0; i < points; ++i) {
    const double size = least->size * std::pow(most->size / least->size, static_cast<double>(i) / (points - 1));
    const auto bands = limits == funnel::Limits::exact ? found.exact_at(size) : limits == funnel::Limits::additive ? found.additive_at(size) : found.multiplicative_at(size);
    table.rows.push_back({size, bands[0].low, bands[0].high, bands[1].low, bands[1].high});
  }
  return table;
}

funnel::Choices choices_of(const EvidenceSettings& settings) {
  funnel::Choices out;
  if (settings.told("expected")) out.kind = funnel::Kind::ratio;
  if (settings.told("exposure")) out.kind = funnel::Kind::rate;
  if (settings.told("target")) out.target = settings.number("target");
  if (settings.told("winsorise")) out.winsorised = settings.number("winsorise");
  out.plain = settings.on("plain");
  return out;
}

base::Done answer_funnel(const DataTable& table, const EvidenceSettings& settings, EvidenceReport& report) {
  const FunnelColumns columns{.sites = settings.text("sites"), .events = settings.text("events"), .of = settings.text("of"), .expected = settings.text("expected"), .exposure = settings.text("exposure")};
  const funnel::Choices choices = choices_of(settings);
  const auto read = read_sites(table, columns, report);
  if (!read) return base::fail(read.error());
  const auto limits = settings.told("limits") ? std::optional(funnel_limits.at(settings.text("limits"))) : std::nullopt;
  const auto done = report_funnel(read->sites, choices, limits, report);
  if (!done) {
    base::Problem problem = done.error();
    problem.where = table.source();
    constexpr std::string_view place = "/sites/";
    if (problem.field.starts_with(place)) problem.where = table.where(read->rows[std::stoul(problem.field.substr(place.size()))]);
    problem.field = problem.field == "/target" ? "--target" : problem.field == "/winsorised" ? "--winsorise" : "";
    return base::fail(std::move(problem));
  }
  return {};
}

}  // namespace

base::Done report_funnel(const std::vector<funnel::Site>& sites, const funnel::Choices& choices, std::optional<funnel::Limits> limits, EvidenceReport& report) {
  const auto found = funnel::funnel(sites, choices);
  if (!found) return base::fail(found.error());
  const funnel::Limits by = limits.value_or(limits_for(*found));
  report.told = funnel::tell(*found, sites, by);
  report.options = {{"kind", std::string(choices.kind == funnel::Kind::proportion ? "proportion" : choices.kind == funnel::Kind::ratio ? "ratio" : "rate")},
                    {"target", found->target},
                    {"limits", std::string(name_of(by))},
                    {"winsorise", choices.winsorised},
                    {"scale", std::string(choices.plain ? "plain" : choices.kind == funnel::Kind::proportion ? "arcsine" : "square root")}};
  report.tables.push_back({.name = "overdispersion",
                           .title = "How sites differ",
                           .columns = {"target", "phi", "phi_not_winsorised", "p", "tau2"},
                           .rows = {{found->target, found->phi, found->phi_raw, found->overdispersion_p, found->tau2}}});
  report.tables.push_back(site_rows(*found, sites, by));
  report.tables.push_back(limit_rows(*found, sites));
  report.tables.push_back(curve_rows(*found, sites, by));
  return {};
}

EvidenceMethod funnel_method() {
  using Kind = EvidenceOption::Kind;
  return {.name = "funnel", .title = "Which sites differ by more than their size explains? Funnel plot", .row = "a row a site", .more = {},
          .options = {{.name = "sites", .label = "Names of the sites", .means = "Column of their names; the first of texts unless told"},
                      {.name = "events", .label = "Events", .means = "Column of how many events there were", .wanted = true, .also = "observed"},
                      {.name = "of", .label = "Out of how many", .means = "Proportions: column of among how many"},
                      {.name = "expected", .label = "Expected events", .means = "Standardised ratios: column of expected events"},
                      {.name = "exposure", .label = "Exposure", .means = "Rates: column of bed days, person years or the like"},
                      {.name = "target", .label = "Target", .kind = Kind::number, .means = "What to compare with; the overall value unless told, of ratios 1", .shape = "VALUE"},
                      {.name = "limits", .label = "Limits", .kind = Kind::choice, .means = "Additive where five sites or more differ more than chance makes them, unless told", .choices = {"exact", "multiplicative", "additive"}},
                      {.name = "winsorise", .label = "Share drawn in", .kind = Kind::number, .means = "Share of each tail of z that is drawn in before overdispersion is estimated", .standard = "0.1", .shape = "SHARE"},
                      {.name = "plain", .label = "Plain scale", .kind = Kind::flag, .means = "z of the value itself, not on the arcsine or square-root scale"}},
          .answer = answer_funnel};
}

}  // namespace tributary::exchange
