#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <memory>

#include "cli/command.hpp"
#include "services/board_book.hpp"
#include "services/ports/place_store.hpp"

namespace tributary::cli {

namespace {

struct BoardOptions {
  DataFolder data;
  std::string as;
  std::string place;
  std::filesystem::path out;
  bool for_publication = false;
};

base::Done write_board(const BoardOptions& options) {
  const auto opened = open(options.data);
  if (!opened) return base::fail(opened.error());
  const services::Context context = (*opened)->context();
  const auto actor = actor_of(context, options.as);
  if (!actor) return base::fail(actor.error());
  const auto place = context.database.read()->places().find_by_name(options.place);
  if (!place) return base::fail(place_unknown(context, options.place, "PLACE"));
  const auto board = services::board_of(context, *actor, place->id, options.for_publication ? services::Figures::released : services::Figures::exact);
  if (!board) return base::fail(board.error());
  const auto bytes = exchange::board_workbook(services::book_of(*board));
  if (!bytes) return base::fail(bytes.error());
  std::ofstream file(options.out, std::ios::binary);
  file.write(bytes->data(), static_cast<std::streamsize>(bytes->size()));
  file.close();
  if (!file)
    return base::fail({.code = "file-unwritten", .title = "The workbook could not be written",
                       .detail = options.out.string() + " can't be written. Name a file in a folder that is there and that you may write in.",
                       .field = "--out"});
  const auto count = board->measures.size();
  std::cout << "Wrote " << options.out.string() << ": the board of " << place->name << ", " << count << (count == 1 ? " measure" : " measures") << ".\n";
  return {};
}

}  // namespace

void add_board(CLI::App& app, Run& run) {
  const auto options = std::make_shared<BoardOptions>();
  CLI::App* command = app.add_subcommand("board", "Write the board of a place as an Excel workbook, with a chart of each measure");
  add_data_option(*command, options->data);
  command->add_option("PLACE", options->place, "The place's name")->required();
  command->add_option("--as", options->as, "Who reads (email address)")->required()->type_name("EMAIL");
  command->add_option("--out", options->out, "The workbook; one that is there is replaced")->required()->type_name("FILE.xlsx");
  command->add_flag("--for-publication", options->for_publication, "As the public is given it: small numbers of people hidden, others rounded; published measures alone");
  command->footer("It holds what the board's page shows to that person: what the place and its projects have published, and what they may see of what\n"
                  "the place prepares. The bytes are the same while nothing changes.");
  command->callback([&run, options] { run = [options] { return write_board(*options); }; });
}

}  // namespace tributary::cli
