// tributary-mpi: tributary, in several processes that share out the replications of its flow commands.
//
//     mpirun -n 4 tributary-mpi flow sweep MODEL …
//
// Takes what tributary takes, and prints the same bytes. A rank that dies takes the others with it, as MPI has it; what they have
// done is kept, and the same command goes on from there.
#include <mpi.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <numeric>

#include "cli/flow_team.hpp"
#include "cli/run.hpp"

namespace {

using tributary::cli::Bytes;

std::vector<Bytes> exchange(const Bytes& own, int size) {
  const int length = static_cast<int>(own.size());
  std::vector<int> lengths(static_cast<std::size_t>(size)), starts(lengths.size());
  MPI_Allgather(&length, 1, MPI_INT, lengths.data(), 1, MPI_INT, MPI_COMM_WORLD);
  std::exclusive_scan(lengths.begin(), lengths.end(), starts.begin(), 0);
  Bytes all(static_cast<std::size_t>(starts.back() + lengths.back()));
  MPI_Allgatherv(own.data(), length, MPI_BYTE, all.data(), lengths.data(), starts.data(), MPI_BYTE, MPI_COMM_WORLD);
  std::vector<Bytes> out;
  for (std::size_t i = 0; i < lengths.size(); ++i) out.emplace_back(all.begin() + starts[i], all.begin() + starts[i] + lengths[i]);
  return out;
}

// mpirun ends the ranks that are left when one has died, and when somebody ends it.
void tell_end(int) {
  constexpr char words[] = "tributary-mpi: a rank has died, or the run was ended. What is done is kept: the same command goes on from there.\n";
  static_cast<void>(!write(STDERR_FILENO, words, std::strlen(words)));
  _exit(1);
}

}  // namespace

int main(int argc, char** argv) {
  MPI_Init(&argc, &argv);
  int rank = 0, size = 1;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  MPI_Comm_size(MPI_COMM_WORLD, &size);
  const tributary::cli::Team team{static_cast<std::size_t>(rank), static_cast<std::size_t>(size), [size](const Bytes& own) { return exchange(own, size); }};
  if (rank == 0) std::signal(SIGTERM, tell_end);
  const int code = tributary::cli::run(argc, argv, team);
  MPI_Finalize();
  return code;
}
