#include "services/digest.hpp"

#include <algorithm>
#include <array>

#include "base/london.hpp"
#include "base/text.hpp"
#include "services/letters.hpp"
#include "services/ports/letter_store.hpp"

namespace tributary::services {

namespace {

constexpr std::array<std::string_view, 7> day_names{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"};

base::Problem unreadable(std::string_view text) {
  return {.code = "digest-unreadable", .title = "When the weekly letter is due can't be read",
          .detail = "\"" + base::shorten(text, 40) + "\" is not a weekday and an hour like \"monday 07:00\". Write \"never\" for no letters.",
          .field = "--digest"};
}

}  // namespace

base::Result<DigestTime> read_digest_time(std::string_view text) {
  const std::string said = base::lower(base::trim(text));
  const std::size_t gap = said.find(' ');
  const auto day = std::ranges::find(day_names, std::string_view(said).substr(0, gap));
  if (gap == std::string::npos || day == day_names.end()) return base::fail(unreadable(text));
  const std::string_view clock = base::trim(std::string_view(said).substr(gap));
  const auto digit = [&](std::size_t i) { return base::is_digit(clock[i]); };
  if (clock.size() != 5 || clock[2] != ':' || !digit(0) || !digit(1) || !digit(3) || !digit(4)) return base::fail(unreadable(text));
  const int hours = (clock[0] - '0') * 10 + (clock[1] - '0'), minutes = (clock[3] - '0') * 10 + (clock[4] - '0');
  if (hours > 23 || minutes > 59) return base::fail(unreadable(text));
  return DigestTime{.day = std::chrono::weekday(static_cast<unsigned>(day - day_names.begin())), .at = std::chrono::minutes{hours * 60 + minutes}};
}

base::Instant last_due(const DigestTime& time, base::Instant now) {
  const base::Date today = base::london_date(now);
  const base::Date day = today - (std::chrono::weekday(today) - time.day);
  const base::Instant due = base::london_instant(day, time.at);
  return due <= now ? due : base::london_instant(day - std::chrono::days(7), time.at);
}

int post_digests(const Context& context, const DigestTime& time) {
  const base::Instant now = context.clock.now();
  const base::Instant due = last_due(time, now);
  // Whatever day and hour are set meanwhile: one letter a week, and none for an earlier week than that of the last.
  const base::Date day = base::london_date(due);
  const base::Instant week = base::london_instant(day - (std::chrono::weekday(day) - std::chrono::Monday), std::chrono::minutes{0});
  if (context.database.read()->letters().digest_readers(due, week).empty()) return 0;
  const auto tx = context.database.write();
  const auto readers = tx->letters().digest_readers(due, week);
  for (const domain::PersonId person : readers) {
    tx->letters().note_digest(person, due, now);
    post_letter(*tx, domain::LetterKind::digest, person, std::nullopt, now);
  }
  tx->commit();
  return static_cast<int>(readers.size());
}

}  // namespace tributary::services
