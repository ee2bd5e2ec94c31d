// A replication as bytes, so that it can be kept, or sent to another process, and be had again exactly.
//
// Format    CBOR (RFC 8949), by the JSON library: a list that begins with the format's number
// Promises  what is read is what was written, to the last bit; bytes that were cut short or altered are told, not read as something else
// Fails     "replication-unreadable"
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/result.hpp"
#include "engines/flow/experiment.hpp"

namespace tributary::exchange::flow {

[[nodiscard]] std::vector<std::uint8_t> bytes_of(const tributary::flow::Replication& replication);
[[nodiscard]] base::Result<tributary::flow::Replication> replication_in(std::span<const std::uint8_t> bytes);

}  // namespace tributary::exchange::flow
