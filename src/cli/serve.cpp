#include <pthread.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>
#include <memory>

#include "cli/chromium_option.hpp"
#include "cli/command.hpp"
#include "cli/demonstration.hpp"
#include "cli/in_the_clear.hpp"
#include "cli/mail_setting.hpp"
#include "cli/only_server.hpp"
#include "cli/regularly.hpp"
#include "http/app.hpp"
#include "http/import_handlers.hpp"
#include "http/job_handlers.hpp"
#include "http/loopback.hpp"
#include "http/transport.hpp"
#include "print/chromium.hpp"
#include "services/answers.hpp"
#include "services/flow_library.hpp"
#include "services/flow_runs.hpp"
#include "services/letters.hpp"
#include "services/search.hpp"
#include "services/signals.hpp"

namespace tributary::cli {

namespace {

// The demonstration's passwords are published, so it is served to this machine alone.
base::Done check_demonstration_stays_home(services::Database& database, const std::string& address) {
  if (http::is_loopback(address)) return {};
  if (!demonstration_accounts(database).empty())
    return base::fail({.kind = base::ProblemKind::conflict, .code = "demonstration-on-loopback",
                         .title = "The demonstration is served to this machine only",
                         .detail = "Its passwords are public, so it can't listen on " + address +
                                   ". Use 127.0.0.1, or make a data folder of your own with `tributary init`."});
  return {};
}

void print_accounts(services::Database& database) {
  const auto accounts = demonstration_accounts(database);
  if (accounts.empty()) return;
  std::cout << "Demonstration accounts; the password of each is: " << demonstration_password << "\n";
  for (const DemonstrationAccount& account : accounts) std::cout << "  " << account.email << "  " << account.name << "\n";
}

// The address in letters: what people type, or where it listens.
std::string site_of(const MailSetting& mail, const http::Binding& binding) {
  if (!mail.site.empty()) return mail.site;
  const std::string host = binding.address.find(':') == std::string::npos ? binding.address : "[" + binding.address + "]";
  return "http://" + host + ":" + std::to_string(binding.port);
}

void wait_for_signal() {
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  int which = 0;
  sigwait(&ends, &which);
}

// Before any thread starts, so that none of them takes the signal.
void hold_signals() {
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);
}

}  // namespace

void add_serve(CLI::App& app, Run& run) {
  struct Options {
    DataFolder data;
    http::Binding binding;
    MailSetting mail;
    std::string chromium;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("serve", "Serve the pages and the API");
  add_data_option(*command, options->data);
  command->add_option("--address", options->binding.address, "Where to listen; numeric")->capture_default_str();
  command->add_option("--port", options->binding.port, "Where to listen")->check(CLI::Range(1, 65535))->capture_default_str();
  command->add_flag("--behind-tls", options->binding.behind_tls,
                    "A proxy on this machine ends TLS: secure cookies, and the client's address from X-Forwarded-For");
  add_mail_options(*command, options->mail);
  add_chromium_option(*command, options->chromium);
  command->callback([&run, options] {
    run = [options]() -> base::Done {
      hold_signals();
      const auto mail = open_mail(options->mail, options->data.folder);
      if (!mail) return base::fail(mail.error());
      const auto digest_time = read_digest_setting(options->mail);
      if (!digest_time) return base::fail(digest_time.error());
      auto opened = open(options->data);
      if (!opened) return base::fail(opened.error());
      const auto only = OnlyServer::of(options->data.folder);
      if (!only) return base::fail(only.error());
      if (const auto home = check_demonstration_stays_home(*(*opened)->database, options->binding.address); !home) return home;
      services::Context context = (*opened)->context();
      services::FlowModels flow_models;
      context.flow_models = &flow_models;
      services::Jobs jobs(context, {{"import", http::import_work()}, {"flow_run", services::flow_run_work(services::Lane::computing)}, {"flow_run_long", services::flow_run_work(services::Lane::computing_long)}},
                          http::problem_text);
      jobs.start();
      context.jobs = &jobs;
      context.mails = !options->mail.smtp.empty();
      context.demonstration = !demonstration_accounts(context.database).empty();
      services::Courier courier(context.database, context.clock, **mail, site_of(options->mail, options->binding));
      courier.start();
      services::index_due_texts(context);
      constexpr std::chrono::hours each_hour{1};
      const Regularly signals("drawing the signals of published measures", each_hour, [&] { (void)services::draw_due_signals((*opened)->context()); });
      const Regularly answers("answering predictions that are due", each_hour, [&] { (void)services::settle_due((*opened)->context()); });
      const Regularly purges("taking out words that are gone", std::chrono::minutes{1}, [&] { (*opened)->database->purge(); });
      const Regularly digests("posting weekly letters", std::chrono::minutes{1}, [&] {
        if (*digest_time) (void)services::post_digests((*opened)->context(), **digest_time);
      });
      print::Chromium printer(options->chromium);
      const http::App desk(context, http::routes(), &printer);
      auto transport = http::Transport::start(desk, options->binding);
      if (!transport) return base::fail(transport.error());
      std::cout << "Tributary is at http://" << options->binding.address << ":" << options->binding.port << "\n"
                << std::flush;
      if (const auto warned = warn_in_the_clear(options->binding)) std::cerr << *warned << std::flush;
      print_accounts(*(*opened)->database);
      std::cout << "End it with Ctrl-C." << std::endl;
      wait_for_signal();
      printer.stop();
      (*transport)->stop();
      return {};
    };
  });
}

}  // namespace tributary::cli
