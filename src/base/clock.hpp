// Clock: when it is. Instants are UTC to the millisecond; calendar dates are Europe/London.
//
// Only services read a clock, through this port; engines and the domain are told the time as a value.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "base/date.hpp"
#include "base/result.hpp"

namespace tributary::base {

using Instant = std::chrono::sys_time<std::chrono::milliseconds>;

class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual Instant now() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] Instant now() const override;
};

// A clock that stands where it was put, for tests.
class FixedClock final : public Clock {
 public:
  explicit FixedClock(Instant at) : at_(at) {}
  [[nodiscard]] Instant now() const override { return at_; }
  void set(Instant at) { at_ = at; }

 private:
  Instant at_;
};

// The calendar date in Europe/London at that instant (British Summer Time included).
[[nodiscard]] Date london_date(Instant at);

// `2026-03-31T09:15:00.000Z`, which sorts as text in order of time.
[[nodiscard]] std::string to_iso(Instant at);

// Exactly what to_iso writes; the fraction may be absent. Fails with "instant-unreadable".
[[nodiscard]] Result<Instant> parse_iso_instant(std::string_view text);

}  // namespace tributary::base
