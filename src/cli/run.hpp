// run: the command line. One file per subcommand; this one only names them and turns failures into exit codes.
#pragma once

namespace tributary::cli {

struct Team;

// Exit codes that scripts can trust: 0 done; 1 our mistake or the world broke; 2 refused, with one line that says why.
int run(int argc, char** argv);
// The same in each process of a team, of which the first alone prints.
int run(int argc, char** argv, const Team& team);

}  // namespace tributary::cli
