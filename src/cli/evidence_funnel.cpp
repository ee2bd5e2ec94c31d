#include <CLI/CLI.hpp>
#include <algorithm>
#include <cmath>
#include <iostream>
#include <map>
#include <memory>

#include "cli/evidence.hpp"
#include "cli/evidence_report.hpp"
#include "engines/evidence/funnel/funnel_answer.hpp"

namespace tributary::cli {
namespace {

namespace funnel = evidence::funnel;

struct FunnelOptions {
  std::string file, sites, events, of, expected, exposure;
  funnel::Choices choices;
  std::string limits;  // empty: as the data ask for
  bool json = false;
};

const std::map<std::string, funnel::Limits> funnel_limits = {{"exact", funnel::Limits::exact}, {"multiplicative", funnel::Limits::multiplicative}, {"additive", funnel::Limits::additive}};

struct FunnelSites {
  std::vector<funnel::Site> sites;
  std::vector<std::size_t> rows;
};

base::Result<FunnelSites> read_sites(const exchange::DataTable& table, const FunnelOptions& options, EvidenceReport& report) {
  const auto events = table.column(options.events, "--events");
  if (!events) return base::fail(events.error());
  const auto [name, option] = !options.of.empty() ? std::pair(options.of, "--of") : !options.expected.empty() ? std::pair(options.expected, "--expected") : std::pair(options.exposure, "--exposure");
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

base::Result<std::string> funnel_report(const FunnelOptions& options) {
  EvidenceReport report{.method = "funnel"};
  const auto table = read_evidence(options.file, report);
  if (!table) return base::fail(table.error());
  const auto read = read_sites(*table, options, report);
  if (!read) return base::fail(read.error());
  const auto found = funnel::funnel(read->sites, options.choices);
  if (!found) {
    base::Problem problem = found.error();
    problem.where = table->source();
    constexpr std::string_view place = "/sites/";
    if (problem.field.starts_with(place)) problem.where = table->where(read->rows[std::stoul(problem.field.substr(place.size()))]);
    problem.field = problem.field == "/target" ? "--target" : problem.field == "/winsorised" ? "--winsorise" : "";
    return base::fail(std::move(problem));
  }
  const funnel::Limits limits = options.limits.empty() ? limits_for(*found) : funnel_limits.at(options.limits);
  report.told = funnel::tell(*found, read->sites, limits);
  report.options = {{"kind", std::string(options.choices.kind == funnel::Kind::proportion ? "proportion" : options.choices.kind == funnel::Kind::ratio ? "ratio" : "rate")},
                    {"target", found->target},
                    {"limits", std::string(name_of(limits))},
                    {"winsorise", options.choices.winsorised},
                    {"scale", std::string(options.choices.plain ? "plain" : options.choices.kind == funnel::Kind::proportion ? "arcsine" : "square root")}};
  report.tables.push_back({.name = "overdispersion",
                           .title = "How sites differ",
                           .columns = {"target", "phi", "phi_not_winsorised", "p", "tau2"},
                           .rows = {{found->target, found->phi, found->phi_raw, found->overdispersion_p, found->tau2}}});
  report.tables.push_back(site_rows(*found, read->sites, limits));
  report.tables.push_back(limit_rows(*found, read->sites));
  report.tables.push_back(curve_rows(*found, read->sites, limits));
  return written(report, options.json);
}

}  // namespace

void add_evidence_funnel(CLI::App& evidence, Run& run) {
  const auto options = std::make_shared<FunnelOptions>();
  CLI::App* command = evidence.add_subcommand("funnel", "Which sites differ by more than their size explains? Funnel plot");
  command->add_option("FILE", options->file, "CSV: a row a site; - for standard input")->required();
  command->add_option("--sites", options->sites, "Column of their names; the first of texts unless told")->type_name("COLUMN");
  command->add_option("--events,--observed", options->events, "Column of how many events there were")->required()->type_name("COLUMN");
  auto* of = command->add_option("--of", options->of, "Proportions: column of among how many")->type_name("COLUMN");
  auto* expected = command->add_option("--expected", options->expected, "Standardised ratios: column of expected events")->type_name("COLUMN");
  auto* exposure = command->add_option("--exposure", options->exposure, "Rates: column of bed days, person years or the like")->type_name("COLUMN");
  of->excludes(expected)->excludes(exposure);
  expected->excludes(exposure);
  command->add_option_function<double>("--target", [options](double target) { options->choices.target = target; }, "What to compare with; the overall value unless told, of ratios 1")->type_name("VALUE");
  command->add_option("--limits", options->limits, "exact, multiplicative or additive; additive where sites differ more than chance makes them, unless told")
      ->check(CLI::IsMember(funnel_limits).description(""))
      ->type_name("NAME");
  command->add_option("--winsorise", options->choices.winsorised, "Share of each tail of z that is drawn in before overdispersion is estimated")->capture_default_str()->type_name("SHARE");
  command->add_flag("--plain", options->choices.plain, "z of the value itself, not on the arcsine or square-root scale");
  command->add_flag("--json", options->json, "Every number, for a script");
  command->callback([&run, options] {
    if (!options->expected.empty()) options->choices.kind = funnel::Kind::ratio;
    if (!options->exposure.empty()) options->choices.kind = funnel::Kind::rate;
    run = [options]() -> base::Done {
      const auto text = funnel_report(*options);
      if (!text) return base::fail(text.error());
      std::cout << *text;
      return {};
    };
  });
}

}  // namespace tributary::cli
