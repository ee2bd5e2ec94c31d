#include "cli/flow_fit.hpp"

#include <CLI/CLI.hpp>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>

#include "base/text.hpp"
#include "cli/flow_fit_report.hpp"
#include "cli/flow_options.hpp"
#include "cli/read_file.hpp"
#include "engines/flow/check.hpp"
#include "exchange/flow/flow_model.hpp"
#include "exchange/flow/write_model.hpp"

namespace tributary::cli {

namespace {

namespace fitted = exchange::flow;

struct FitOptions {
  std::string file, name, out;
  fitted::JourneyColumns columns;
  fitted::FitWanted wanted;
  std::vector<std::string> beds;
  bool json = false;
  Format format = Format::table;
};

base::Problem wrong_option(const char* option, std::string code, std::string title, std::string detail) {
  return {.code = std::move(code), .title = std::move(title), .detail = std::move(detail), .field = option, .where = {}};
}

// "12" of every service, or "ward=12" of one.
base::Done read_beds(const FitOptions& options, fitted::ModelWanted& wanted) {
  for (const std::string& each : options.beds) {
    const std::size_t equals = each.rfind('=');
    const std::string_view count = std::string_view(each).substr(equals == std::string::npos ? 0 : equals + 1);
    int beds = 0;
    const auto [end, error] = std::from_chars(count.data(), count.data() + count.size(), beds);
    if (error != std::errc() || end != count.data() + count.size() || beds < 1 || beds > 100'000'000)
      return base::fail(wrong_option("--beds", "beds-unreadable", "So many beds can't be had", "\"" + base::shorten(each, 60) + "\": write a whole number above 0, or SERVICE=NUMBER."));
    if (equals == std::string::npos) wanted.beds = beds;
    else wanted.beds_of[each.substr(0, equals)] = beds;
  }
  return {};
}

// Whatever is written can be checked and run: else it's our mistake, and nothing is written.
base::Done check_text(const std::string& text, const std::string& name) {
  const auto file = fitted::ModelFile::read(text, name);
  if (!file) return base::fail(file.error());
  const auto made = file->model(nullptr, [](const std::string& table) -> base::Result<std::string> { return table; });
  if (!made) return base::fail(made.error());
  return flow::check_model(made->model);
}

base::Done write_file(const std::string& text, const std::string& file) {
  std::error_code unknown;
  if (std::filesystem::exists(file, unknown))
    return base::fail({.kind = base::ProblemKind::conflict, .code = "file-exists", .title = "There is such a file already", .detail = "Name another with --out, or remove it.", .field = "--out", .where = file});
  std::ofstream out(file, std::ios::binary);
  out << text;
  out.close();
  if (out) return {};
  return base::fail({.kind = base::ProblemKind::not_found, .code = "file-unwritable", .title = "The file can't be written", .detail = "Its folder isn't there, or isn't yours to write to.", .field = "--out", .where = file});
}

base::Result<FitReport> fit_file(const FitOptions& options) {
  fitted::ModelWanted model{.name = options.name, .source = std::filesystem::path(options.file).filename().string(), .version = TRIBUTARY_VERSION, .beds = {}, .beds_of = {}, .seed = options.wanted.seed};
  if (model.name.empty()) model.name = std::filesystem::path(options.file).stem().string();
  for (const std::string* each : {&model.name, &model.source}) {
    if (!base::is_utf8(*each)) return base::fail(wrong_option("--name", "text-encoding", "The name is no text", "Say --name in UTF-8, and give the file a name that is."));
  }
  if (auto read = read_beds(options, model); !read) return base::fail(read.error());
  const auto bytes = read_file(options.file, "FILE");
  if (!bytes) return base::fail(bytes.error());
  auto journeys = fitted::read_journeys(*bytes, options.file, options.columns);
  if (!journeys) return base::fail(journeys.error());
  FitReport report{.source = options.file, .written = options.out, .model = {}, .seed = options.wanted.seed, .read_as = journeys->read_as, .notes = journeys->notes, .left_out = journeys->left_out, .rows = journeys->rows, .fit = {}};
  auto fit = fitted::fit_journeys(std::move(*journeys), options.wanted);
  if (!fit) {
    base::Problem problem = fit.error();
    if (problem.where.empty() && problem.field.empty()) problem.where = options.file;
    return base::fail(std::move(problem));
  }
  report.fit = std::move(*fit);
  auto text = fitted::write_model(report.fit, model);
  if (!text && (!options.out.empty() || text.error().code != "arrivals-missing")) return base::fail(text.error());
  if (text) {
    if (auto right = check_text(*text, options.out.empty() ? model.name : options.out); !right) return base::fail(right.error());
    report.model = std::move(*text);
  }
  if (!options.out.empty()) {
    if (auto written = write_file(report.model, options.out); !written) return base::fail(written.error());
  }
  return report;
}

void add_column_options(CLI::App& command, fitted::JourneyColumns& columns) {
  command.add_option("--case", columns.case_id, "The column of the case: whom a row is about")->type_name("COLUMN");
  command.add_option("--time", columns.time, "The column of when something happened, of an event log")->type_name("COLUMN");
  command.add_option("--activity", columns.activity, "The column of what happened")->type_name("COLUMN");
  command.add_option("--lifecycle", columns.lifecycle, "The column that says start or complete")->type_name("COLUMN");
  command.add_option("--stay", columns.stay, "The column of lengths of stay, of a list of stays")->type_name("COLUMN");
  command.add_option("--unit", columns.unit, "What lengths of stay are in: minutes, hours, days or weeks")->type_name("UNIT");
  command.add_option("--start", columns.start, "The column of when a stay began")->type_name("COLUMN");
  command.add_option("--end", columns.end, "The column of when it ended")->type_name("COLUMN");
  command.add_option("--by", columns.by, "The column of a class: arrivals, stays and ways of each")->type_name("COLUMN");
  command.add_option("--service", columns.services, "An activity that begins a visit to a service; \"Admission*\" for all that begin so")->type_name("ACTIVITY")->allow_extra_args(false);
  command.add_option("--until", columns.until, "An activity that ends a visit")->type_name("ACTIVITY")->allow_extra_args(false);
}

}  // namespace

void add_flow_fit(CLI::App& flow, Run& run) {
  const auto options = std::make_shared<FitOptions>();
  CLI::App* command = flow.add_subcommand("fit", "Make a model from an event log or a list of stays: arrivals, lengths of stay and how well they fit");
  command->add_option("FILE", options->file, "CSV: an event log, or a list of stays; read here, and sent nowhere")->required();
  add_column_options(*command, options->columns);
  command->add_option("--law", options->wanted.law, "The law of stays; unless told, the one that fits best by AIC")->check(CLI::IsMember({"exponential", "gamma", "weibull", "lognormal", "hyperexponential"}))->type_name("LAW");
  command->add_option("--per-day", options->wanted.a_day, "How many come a day, where the file doesn't say when people came")->check(not_above_zero)->type_name("NUMBER");
  command->add_option("--beds", options->beds, "Beds of each service, or SERVICE=NUMBER of one; without limit unless told")->type_name("NUMBER")->allow_extra_args(false);
  command->add_option("--name", options->name, "The model's name; the file's unless told");
  command->add_option("--out", options->out, "Write the model to this file")->type_name("FILE.toml");
  command->add_option("--seed", options->wanted.seed, "Seed of the tests by simulation, and of the model's runs")->check(CLI::Range(std::uint64_t{0}, std::uint64_t{9'000'000'000'000'000}));
  add_format_option(*command, options->format);
  command->add_flag("--json", options->json, "Everything, as JSON: each law and test, and the model's text")->excludes("--format");
  command->callback([&run, options] {
    run = [options]() -> base::Done {
      const auto report = fit_file(*options);
      if (!report) return base::fail(report.error());
      std::cout << (options->json ? fit_as_json(*report) : fit_in(*report, options->format));
      if (options->format == Format::csv && !options->json) {
        for (const auto& each : fit_cautions(*report)) std::cerr << "tributary: " << each << "\n";
      }
      return {};
    };
  });
}

}  // namespace tributary::cli
