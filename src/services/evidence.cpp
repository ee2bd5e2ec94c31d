#include "services/evidence.hpp"

#include <chrono>
#include <semaphore>

#include "exchange/patient_level.hpp"

namespace tributary::services {
namespace {

std::counting_semaphore<> answering{2};
constexpr std::chrono::seconds longest_wait_for_others{5};

}  // namespace

base::Result<EvidenceTurn> take_evidence_turn() {
  if (!answering.try_acquire_for(longest_wait_for_others))
    return base::fail({.kind = base::ProblemKind::unavailable, .code = "evidence-busy", .title = "Others' questions are being answered", .detail = "Ask again in a few seconds."});
  return EvidenceTurn(&answering, [](void*) { answering.release(); });
}

base::Result<exchange::DataTable> read_evidence_table(exchange::Table cells, const std::string& source) {
  if (auto allowed = exchange::refuse_patient_level(cells); !allowed) {
    auto problem = allowed.error();
    if (problem.where.empty()) problem.where = source;
    return base::fail(std::move(problem));
  }
  return exchange::DataTable::read(std::move(cells), source);
}

base::Result<exchange::EvidenceReport> answer_evidence(const exchange::EvidenceMethod& method, exchange::Table cells, exchange::EvidenceInput input, const exchange::Said& said, exchange::Effort effort) {
  const auto table = read_evidence_table(std::move(cells), input.file);
  if (!table) return base::fail(table.error());
  return exchange::answer_evidence(method, *table, said, std::move(input), effort);
}

}  // namespace tributary::services
