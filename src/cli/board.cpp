#include <CLI/CLI.hpp>
#include <atomic>
#include <csignal>
#include <fstream>
#include <iostream>
#include <memory>

#include "base/text.hpp"
#include "cli/chromium_option.hpp"
#include "cli/command.hpp"
#include "http/board_document.hpp"
#include "print/chromium.hpp"
#include "services/board_book.hpp"
#include "services/ports/place_store.hpp"

namespace tributary::cli {

namespace {

struct BoardOptions {
  DataFolder data;
  std::string as;
  std::string place;
  std::filesystem::path out;
  std::string chromium;
  bool for_publication = false;
};

// What the name of the file asks for; known before anything is read.
base::Result<bool> as_pdf(const std::filesystem::path& out) {
  const std::string ending = base::lower(out.extension().string());
  if (ending == ".pdf" || ending == ".xlsx") return ending == ".pdf";
  return base::fail({.code = "file-kind-unknown", .title = "It isn't clear what to write",
                     .detail = base::shorten(out.string(), 200) + " ends neither with .xlsx, for a workbook, nor with .pdf.", .field = "--out"});
}

std::atomic<print::Chromium*> printing = nullptr;

// So that Ctrl-C leaves neither a browser nor its folder behind.
void stop_printing(int) {
  std::signal(SIGINT, SIG_DFL);
  if (print::Chromium* printer = printing) printer->stop();
}

base::Result<std::string> printed(const services::Board& board, const std::string& chromium) {
  const auto document = http::board_document(board);
  if (!document) return base::fail(document.error());
  print::Chromium printer(chromium);
  printing = &printer;
  std::signal(SIGINT, stop_printing);
  auto out = printer.print(*document, board.up_to());
  std::signal(SIGINT, SIG_DFL);
  printing = nullptr;
  if (!out && out.error().code == "printing-stopped")
    return base::fail({.code = stopped_early_code, .title = "Stopped before it was printed", .detail = "Nothing was written."});
  return out;
}

base::Done write_board(const BoardOptions& options) {
  const auto pdf = as_pdf(options.out);
  if (!pdf) return base::fail(pdf.error());
  const auto opened = open(options.data);
  if (!opened) return base::fail(opened.error());
  const services::Context context = (*opened)->context();
  const auto actor = actor_of(context, options.as);
  if (!actor) return base::fail(actor.error());
  const auto place = context.database.read()->places().find_by_name(options.place);
  if (!place) return base::fail(place_unknown(context, options.place, "PLACE"));
  const auto board = services::board_of(context, *actor, place->id, options.for_publication ? services::Figures::released : services::Figures::exact);
  if (!board) return base::fail(board.error());
  const auto bytes = *pdf ? printed(*board, options.chromium) : exchange::board_workbook(services::book_of(*board));
  if (!bytes) return base::fail(bytes.error());
  std::ofstream file(options.out, std::ios::binary);
  file.write(bytes->data(), static_cast<std::streamsize>(bytes->size()));
  file.close();
  if (!file)
    return base::fail({.code = "file-unwritten", .title = "The board could not be written",
                       .detail = options.out.string() + " can't be written. Name a file in a folder that is there and that you may write in.",
                       .field = "--out"});
  const auto count = board->measures.size();
  std::cout << "Wrote " << options.out.string() << ": the board of " << place->name << ", " << count << (count == 1 ? " measure" : " measures") << ".\n";
  return {};
}

}  // namespace

void add_board(CLI::App& app, Run& run) {
  const auto options = std::make_shared<BoardOptions>();
  CLI::App* command = app.add_subcommand("board", "Write the board of a place as an Excel workbook or a PDF, with a chart of each measure");
  add_data_option(*command, options->data);
  command->add_option("PLACE", options->place, "The place's name")->required();
  command->add_option("--as", options->as, "Who reads (email address)")->required()->type_name("EMAIL");
  command->add_option("--out", options->out, "What to write, by its ending: .xlsx or .pdf; a file that is there is replaced")->required()->type_name("FILE");
  add_chromium_option(*command, options->chromium);
  command->add_flag("--for-publication", options->for_publication, "As the public is given it: small numbers of people hidden, others rounded; published measures alone");
  command->footer("It holds what the board's page shows to that person: what the place and its projects have published, and what they may see of what\n"
                  "the place prepares. The bytes are the same while nothing changes; those of a PDF by the same Chromium, with the same fonts.");
  command->callback([&run, options] { run = [options] { return write_board(*options); }; });
}

}  // namespace tributary::cli
