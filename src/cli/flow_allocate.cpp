#include "cli/flow_allocate.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "cli/flow_options.hpp"
#include "cli/read_file.hpp"
#include "cli/table.hpp"
#include "engines/flow/allocation.hpp"
#include "exchange/flow/columns.hpp"
#include "exchange/flow/travel_table.hpp"

namespace tributary::cli {

namespace {

namespace engine = tributary::flow;
namespace file = exchange::flow;

struct AllocateOptions {
  std::string travel, people;
  std::string column;
  std::string sites_file;
  std::vector<std::string> sites;
  std::vector<double> within{30, 45, 60};
  bool areas = false;
  bool json = false;
  Format format = Format::table;
};

struct Allocated {
  file::TravelTable table;
  engine::Allocation allocation;
};

// The sites named, or those of a file's first column.
base::Result<std::vector<std::string>> open_sites(const AllocateOptions& options) {
  std::vector<std::string> out = options.sites;
  if (options.sites_file.empty()) return out;
  const auto bytes = read_file(options.sites_file, "--sites");
  if (!bytes) return base::fail(bytes.error());
  const auto table = file::Columns::read(*bytes, options.sites_file);
  if (!table) return base::fail(table.error());
  for (std::size_t row = 0; row < table->rows(); ++row) out.emplace_back(table->cell(row, 0));
  return out;
}

base::Result<Allocated> allocated(const AllocateOptions& options) {
  const auto sites = open_sites(options);
  if (!sites) return base::fail(sites.error());
  const auto travel = read_file(options.travel, "TRAVEL");
  if (!travel) return base::fail(travel.error());
  const auto people = read_file(options.people, "--people");
  if (!people) return base::fail(people.error());
  file::TravelFiles files{.travel = *travel, .travel_name = options.travel, .people = *people, .people_name = options.people, .people_column = {}, .sites = *sites};
  if (!options.column.empty()) files.people_column = options.column;
  auto table = file::read_travel_table(files);
  if (!table) return base::fail(table.error());
  auto allocation = engine::allocate(table->minutes, table->sites.size(), table->people);
  return Allocated{std::move(*table), std::move(allocation)};
}

// As the table has them, and not as a float is widened.
std::string minutes_text(float minutes) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, minutes).ptr;
  return {text, end};
}

std::string rounded(double value, int places) {
  char text[64];
  std::snprintf(text, sizeof text, "%.*f", places, value);
  return text;
}

std::string sites_in(const Allocated& each, Format format) {
  const bool exact = format != Format::table;
  const auto number = [&](double value, int places) { return exact ? base::to_text(value) : rounded(value, places); };
  Table out({"site", "areas", "people", "share_percent", "mean_minutes"}, {"site"});
  std::vector<std::size_t> order(each.table.sites.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, std::greater<>(), [&](std::size_t site) { return each.allocation.load[site]; });
  for (const std::size_t site : order) {
    const bool any = each.allocation.load[site] > 0;
    out.add({each.table.sites[site], std::to_string(each.allocation.site_areas[site]), number(each.allocation.load[site], 1), number(100 * each.allocation.load[site] / each.allocation.people, 1),
             any ? number(each.allocation.site_minutes[site], 1) : ""});
  }
  return out.in(format);
}

std::string areas_in(const Allocated& each, Format format) {
  Table out({"area", "people", "site", "minutes"}, {"area", "site"});
  for (std::size_t area = 0; area < each.table.areas.size(); ++area) {
    out.add({each.table.areas[area], base::to_text(each.table.people[area]), each.table.sites[each.allocation.site[area]], minutes_text(each.allocation.minutes[area])});
  }
  return out.in(format);
}

std::string summary(const Allocated& each, const AllocateOptions& options) {
  const auto& all = each.allocation;
  const auto [least, most] = std::ranges::minmax(all.load);
  std::string out = "\n" + rounded(all.people, 0) + " people of " + std::to_string(std::ranges::count_if(each.table.people, [](double people) { return people > 0; })) + " areas, each to the nearest of " + std::to_string(each.table.sites.size()) +
                    (each.table.sites.size() == 1 ? " site" : " sites") + ": " + rounded(all.mean_minutes, 1) + " minutes on average, half of them within " +
                    rounded(engine::travel_percentile(all, each.table.people, 50), 1) + ", 95 % within " + rounded(engine::travel_percentile(all, each.table.people, 95), 1) +
                    "; the longest " + rounded(all.longest, 1) + ".\n";
  for (const double minutes : options.within) out += rounded(100 * engine::share_within(all, each.table.people, minutes), 1) + " % are within " + base::to_text(minutes) + " minutes.\n";
  if (each.table.sites.size() > 1) out += "Sites see between " + rounded(least, 1) + " and " + rounded(most, 1) + " people.\n";
  if (each.table.left_out > 0) out += std::to_string(each.table.left_out) + " areas of the travel table have no people in " + options.people + " and were left out.\n";
  return out;
}

nlohmann::ordered_json as_json(const Allocated& each, const AllocateOptions& options) {
  const auto& all = each.allocation;
  nlohmann::ordered_json out{{"people", all.people}, {"areas", each.table.areas.size()}, {"areas_left_out", each.table.left_out}, {"mean_minutes", all.mean_minutes}, {"longest_minutes", std::stod(minutes_text(all.longest))}};
  for (const int percent : {50, 75, 90, 95, 99}) out["percentiles"][std::to_string(percent)] = engine::travel_percentile(all, each.table.people, percent);
  for (const double minutes : options.within) out["share_within"][base::to_text(minutes)] = engine::share_within(all, each.table.people, minutes);
  out["sites"] = nlohmann::ordered_json::parse(sites_in(each, Format::json));
  if (options.areas) out["by_area"] = nlohmann::ordered_json::parse(areas_in(each, Format::json));
  return out;
}

}  // namespace

void add_flow_allocate(CLI::App& flow, Run& run) {
  const auto options = std::make_shared<AllocateOptions>();
  CLI::App* command = flow.add_subcommand("allocate", "Send the people of areas to their nearest sites: loads, and how far it is");
  command->add_option("TRAVEL", options->travel, "CSV: areas in the first column, then minutes to a site in each column")->required();
  command->add_option("--people", options->people, "CSV: areas in the first column, and how many people come from each")->required()->type_name("FILE");
  command->add_option("--column", options->column, "The column of people; the second unless told")->type_name("NAME");
  command->add_option("--site", options->sites, "A site that is open; all of the table unless told")->type_name("NAME");
  command->add_option("--sites", options->sites_file, "CSV whose first column names the sites that are open")->type_name("FILE");
  command->add_option("--within", options->within, "Minutes for which the share of people is told")->check(below_zero)->delimiter(',');
  command->add_flag("--areas", options->areas, "A row for each area rather than for each site");
  add_format_option(*command, options->format);
  command->add_flag("--json", options->json, "The same as --format json")->excludes("--format");
  command->callback([&run, options] {
    run = [options]() -> base::Done {
      const auto each = allocated(*options);
      if (!each) return base::fail(each.error());
      if (options->json) options->format = Format::json;
      if (options->format == Format::json) std::cout << as_json(*each, *options).dump(2) << "\n";
      else std::cout << (options->areas ? areas_in(*each, options->format) : sites_in(*each, options->format));
      if (options->format == Format::table) std::cout << summary(*each, *options);
      return {};
    };
  });
}

}  // namespace tributary::cli
