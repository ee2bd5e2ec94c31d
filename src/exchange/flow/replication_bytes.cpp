#include "exchange/flow/replication_bytes.hpp"

#include <nlohmann/json.hpp>

namespace tributary::exchange::flow {

namespace {

using nlohmann::json;
using tributary::flow::Observed;
using tributary::flow::Replication;
using tributary::flow::ServiceNumbers;

constexpr int format = 1;

constexpr double ServiceNumbers::* numbers[] = {&ServiceNumbers::occupied, &ServiceNumbers::queue, &ServiceNumbers::blocked, &ServiceNumbers::in_transition, &ServiceNumbers::beds,
                                                &ServiceNumbers::arrivals, &ServiceNumbers::starts, &ServiceNumbers::departures, &ServiceNumbers::turned_away, &ServiceNumbers::reneged,
                                                &ServiceNumbers::placed_out, &ServiceNumbers::overflowed};
constexpr Observed ServiceNumbers::* observed[] = {&ServiceNumbers::wait, &ServiceNumbers::wait_if_waited, &ServiceNumbers::share_delayed, &ServiceNumbers::stay,
                                                   &ServiceNumbers::active_stay, &ServiceNumbers::visits, &ServiceNumbers::slots_used, &ServiceNumbers::visit_delay};
static_assert(sizeof(ServiceNumbers) == std::size(numbers) * sizeof(double) + std::size(observed) * sizeof(Observed), "a number of services that is not written would be lost");

json json_of(const Observed& value) {
  if (!value) return nullptr;
  return json::array({*value, value.weight, value.off});
}

Observed observed_in(const json& value) {
  if (value.is_null()) return {};
  Observed out(value.at(0).get<double>(), value.at(1).get<double>(), value.at(2).get<double>());
  return out;
}

json json_of(const ServiceNumbers& service) {
  json out = json::array();
  for (const auto member : numbers) out.push_back(service.*member);
  for (const auto member : observed) out.push_back(json_of(service.*member));
  return out;
}

ServiceNumbers service_in(const json& list) {
  ServiceNumbers out;
  std::size_t at = 0;
  for (const auto member : numbers) out.*member = list.at(at++).get<double>();
  for (const auto member : observed) out.*member = observed_in(list.at(at++));
  return out;
}

}  // namespace

std::vector<std::uint8_t> bytes_of(const Replication& replication) {
  json services = json::array(), measures = json::array();
  for (const auto& each : replication.services) services.push_back(json_of(each));
  for (const auto& periods : replication.measures) {
    json values = json::array();
    for (const auto& each : periods) values.push_back(json_of(each));
    measures.push_back(std::move(values));
  }
  return json::to_cbor(json::array({format, std::move(services), std::move(measures), replication.present, json_of(replication.time_in_system), replication.arrived, replication.left,
                                    replication.timers, replication.trend, replication.by_recursion}));
}

base::Result<Replication> replication_in(std::span<const std::uint8_t> bytes) {
  try {
    const json list = json::from_cbor(bytes.begin(), bytes.end());
    if (list.at(0).get<int>() == format) {
      Replication out;
      for (const json& each : list.at(1)) out.services.push_back(service_in(each));
      for (const json& periods : list.at(2)) {
        auto& values = out.measures.emplace_back();
        for (const json& each : periods) values.push_back(observed_in(each));
      }
      list.at(3).get_to(out.present);
      out.time_in_system = observed_in(list.at(4));
      list.at(5).get_to(out.arrived), list.at(6).get_to(out.left), list.at(7).get_to(out.timers);
      list.at(8).get_to(out.trend);
      list.at(9).get_to(out.by_recursion);
      return out;
    }
  } catch (const json::exception&) {
    // Told below: which byte it was helps nobody.
  }
  return base::fail({.kind = base::ProblemKind::malformed, .code = "replication-unreadable", .title = "A kept replication can't be read",
                     .detail = "It was cut short, altered, or kept by another version of the program. Remove it: the run does it again.", .field = {}});
}

}  // namespace tributary::exchange::flow
