#include "cli/flow_team.hpp"

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "exchange/flow/replication_bytes.hpp"

namespace tributary::cli {

namespace {

using nlohmann::json;
namespace file = exchange::flow;
namespace engine = tributary::flow;

json json_of(const std::optional<engine::ProblemAt>& met) {
  if (!met) return nullptr;
  const auto& problem = met->problem;
  return {met->replication, problem.code, problem.title, problem.detail, problem.field, problem.where};
}

engine::ProblemAt problem_in(const json& list) {
  engine::ProblemAt out{list.at(0).get<std::size_t>(), {}};
  list.at(1).get_to(out.problem.code), list.at(2).get_to(out.problem.title), list.at(3).get_to(out.problem.detail);
  list.at(4).get_to(out.problem.field), list.at(5).get_to(out.problem.where);
  return out;
}

// One of the team has ended while others run: what it said is why.
engine::ProblemAt ended(std::size_t rank, const json& message) {
  const std::string said = message.at("said").get<std::string>();
  return {0, {.code = "rank-ended", .title = "Another process of the run ended", .detail = "Rank " + std::to_string(rank) + (said.empty() ? " had nothing left to do." : " said: " + said), .field = {}}};
}

}  // namespace

void share(engine::Control& control, const Team& team) {
  control.mine = [rank = team.rank, size = team.size](std::size_t replication) { return replication % size == rank; };
  control.gather = [&team](std::size_t begin, std::vector<engine::Replication>& done, std::optional<engine::ProblemAt>& problem) {
    json own = {{"problem", json_of(problem)}, {"replications", json::array()}};
    for (std::size_t i = begin; i < done.size() && !problem; ++i) {
      if (i % team.size == team.rank) own["replications"].push_back({i, json::binary(file::bytes_of(done[i]))});
    }
    const auto all = team.exchange(json::to_cbor(own));
    for (std::size_t rank = 0; rank < all.size(); ++rank) {
      if (rank == team.rank) continue;
      const json theirs = json::from_cbor(all[rank]);
      if (theirs.contains("said")) {
        if (!problem) problem = ended(rank, theirs);
        continue;
      }
      if (const json& met = theirs.at("problem"); !met.is_null()) {
        auto other = problem_in(met);
        if (!problem || other.replication < problem->replication) problem = std::move(other);
      }
      for (const json& each : theirs.at("replications")) {
        auto replication = file::replication_in(each.at(1).get_binary());
        if (!replication) problem = engine::ProblemAt{0, replication.error()};
        else done.at(each.at(0).get<std::size_t>()) = std::move(*replication);
      }
    }
  };
}

int end(const Team& team, int code, const std::string& said) {
  const auto all = team.exchange(json::to_cbor(json{{"said", said}, {"code", code}}));
  for (std::size_t rank = 0; rank < all.size(); ++rank) {
    const json theirs = json::from_cbor(all[rank]);
    if (!theirs.contains("code")) return std::max(code, 1);  // it runs replications, and fails now
    const int other = theirs.at("code").get<int>();
    if (code == 0 && other != 0 && team.prints()) std::cerr << "tributary-mpi: rank " << rank << ": " << theirs.at("said").get<std::string>();
    code = std::max(code, other);
  }
  return code;
}

}  // namespace tributary::cli
