#include "cli/flow_runner.hpp"

#include <sodium.h>

#include "base/text.hpp"
#include "cli/flow_team.hpp"
#include "cli/kept_replications.hpp"

namespace tributary::cli {

namespace {

// All that a replication depends on but its number, as a name for a file.
std::string key_of(const std::string& inputs, const engine::RunSettings& run) {
  const std::string all = inputs + "\n" + TRIBUTARY_VERSION + "\n" + std::to_string(run.seed) + "\n" + (run.warm_up ? base::to_text(*run.warm_up) : "auto") + "\n" + base::to_text(run.length) + "\n" +
                          std::to_string(static_cast<int>(run.engine)) + (run.daily_snapshots ? "snapshots" : "") + (run.until_empty ? "empty" : "");
  unsigned char digest[16];
  crypto_generichash(digest, sizeof digest, reinterpret_cast<const unsigned char*>(all.data()), all.size(), nullptr, 0);
  char out[2 * sizeof digest + 1];
  return sodium_bin2hex(out, sizeof out, digest, sizeof digest);
}

}  // namespace

FlowRunner::FlowRunner(const FlowOptions& options, std::string called, std::string inputs, const engine::Model& model)
    : options_(options), inputs_(std::move(inputs)), progress_(options.team != nullptr && !options.team->prints() ? ProgressShown::none : options.progress, std::move(called), model, options.threads) {}

base::Result<engine::RunResult> FlowRunner::run(const engine::Model& model) {
  engine::Control control = progress_.control();
  std::optional<KeptReplications> kept;
  if (options_.keeping != nullptr) {
    auto opened = options_.keeping->open(key_of(inputs_ + "\n" + std::to_string(model.measures.size()), model.run), options_.team == nullptr ? 0 : options_.team->rank);
    if (!opened) return base::fail(opened.error());
    kept = std::move(*opened);
    control.known = [&kept](std::size_t number) { return kept->find(number); };
    control.keep = [&kept](std::size_t number, const engine::Replication& replication) { kept->keep(number, replication); };
  }
  if (options_.team != nullptr) {
    share(control, *options_.team);
    control.cancel = nullptr;  // a team ends as one
    if (control.threads == 0) control.threads = 1;
  }
  return engine::run_model(model, control);
}

base::Done kept_until_done(const FlowOptions& options, const std::function<base::Done()>& command) {
  if (!options.keep.empty()) options.keeping = std::make_shared<Keeping>(options.keep);
  auto done = command();
  if (done && options.keeping != nullptr) options.keeping->forget();
  return done;
}

}  // namespace tributary::cli
