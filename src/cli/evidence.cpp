// `tributary evidence METHOD FILE`: did it work? Its options are those of exchange/evidence/method.hpp.
#include <CLI/CLI.hpp>
#include <iostream>
#include <iterator>
#include <memory>

#include "cli/command.hpp"
#include "cli/evidence_text.hpp"
#include "cli/read_file.hpp"
#include "exchange/evidence/method.hpp"
#include "services/evidence.hpp"
#include "services/passwords.hpp"

namespace tributary::cli {
namespace {

using exchange::EvidenceMethod;
using exchange::EvidenceOption;
using Kind = EvidenceOption::Kind;

struct EvidenceCommand {
  std::string file;
  exchange::Said said;
  bool json = false;
};

void add_option(CLI::App& command, const EvidenceOption& option, exchange::Said& said) {
  const std::string name = "--" + std::string(option.name) + (option.also.empty() ? "" : ",--" + std::string(option.also));
  const bool several = (option.kind == Kind::columns || option.kind == Kind::texts) && !option.commas;
  const std::string means = std::string(option.means) + (several ? "; may be given again" : "");
  if (option.kind == Kind::flag) {
    command.add_flag_callback(name, [&said, key = std::string(option.name)] { said[key] = {"true"}; }, means);
    return;
  }
  auto* added = command.add_option(name, said[std::string(option.name)], means)->allow_extra_args(false)->required(option.wanted);
  if (option.commas) added->delimiter(',');
  if (option.kind != Kind::columns && option.kind != Kind::texts) added->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::Throw);
  if (!option.standard.empty()) added->default_str(std::string(option.standard));
  if (option.kind == Kind::choice) added->check(CLI::IsMember(std::vector<std::string>(option.choices.begin(), option.choices.end())));
  const bool column = option.kind == Kind::column || option.kind == Kind::columns;
  const std::string_view shape = !option.shape.empty() ? option.shape : column ? "COLUMN" : option.kind == Kind::whole ? "N" : option.kind == Kind::number ? "NUMBER" : option.kind == Kind::choice ? "WHICH" : "TEXT";
  added->type_name(std::string(shape));
}

base::Done run_evidence(const EvidenceMethod& method, const EvidenceCommand& command) {
  std::string bytes;
  if (command.file == "-") {
    bytes.assign(std::istreambuf_iterator<char>(std::cin), {});
  } else {
    auto read = read_file(command.file);
    if (!read) return base::fail(read.error());
    bytes = std::move(*read);
  }
  const std::string source = command.file == "-" ? "standard input" : command.file;
  auto cells = exchange::read_cells(bytes, source);
  if (!cells) return base::fail(cells.error());
  const auto report = services::answer_evidence(method, *std::move(cells), {.file = source, .sha256 = services::sha256_hex(bytes)}, command.said, exchange::Effort::alone);
  if (!report) return base::fail(report.error());
  std::cout << (command.json ? exchange::evidence_json(*report) : evidence_text(*report));
  return {};
}

void add_method(CLI::App& evidence, Run& run, const EvidenceMethod& method) {
  CLI::App* command = evidence.add_subcommand(std::string(method.name), std::string(method.title));
  const auto options = std::make_shared<EvidenceCommand>();
  command->add_option("FILE", options->file, "CSV: " + std::string(method.row) + "; - for standard input")->required();
  for (const EvidenceOption& option : method.options) add_option(*command, option, options->said);
  command->add_flag("--json", options->json, "Every number, for a script");
  if (!method.more.empty()) command->footer(std::string(method.more));
  command->callback([&run, &method, options] { run = [&method, options] { return run_evidence(method, *options); }; });
}

}  // namespace

void add_evidence(CLI::App& app, Run& run) {
  CLI::App* evidence = app.add_subcommand("evidence", "Did it work? Methods of evaluation on a CSV file (no data folder needed)");
  evidence->require_subcommand(1);
  evidence->footer("Each method tells its answer in sentences with its uncertainty, and what would make it wrong; --json gives every number.");
  for (const EvidenceMethod& method : exchange::evidence_methods()) add_method(*evidence, run, method);
}

}  // namespace tributary::cli
