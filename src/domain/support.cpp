#include "domain/support.hpp"

#include <algorithm>

#include "base/check.hpp"

namespace tributary::domain {

namespace {

// So many intervals after that day; none for a measure that keeps no interval.
std::optional<base::Date> after_intervals(Interval interval, base::Date from, int intervals) {
  switch (interval) {
    case Interval::day: return from + std::chrono::days(intervals);
    case Interval::week: return from + std::chrono::days(7 * intervals);
    case Interval::month: return base::add_months(from, intervals);
    case Interval::quarter: return base::add_months(from, 3 * intervals);
    case Interval::year: return base::add_months(from, 12 * intervals);
    case Interval::irregular: return std::nullopt;
  }
  base::check(false, "every interval has its length");
  return std::nullopt;
}

base::Done out_of_range(const char* field, int most) {
  return base::fail({.code = "threshold-out-of-range", .title = "That is not a threshold that would help",
                     .detail = "Give a whole number from 1 to " + std::to_string(most) + ".", .field = field});
}

// The last day that a value speaks of. One that stands on the first day of its month, quarter or year, or on a Monday, is of the time
// that begins there.
base::Date end_of_value(Interval interval, base::Date on) {
  const std::chrono::year_month_day day{on};
  const auto month = static_cast<unsigned>(day.month());
  const bool first = static_cast<unsigned>(day.day()) == 1;
  const bool begins = interval == Interval::week ? std::chrono::weekday{on} == std::chrono::Monday
                      : interval == Interval::month ? first
                      : interval == Interval::quarter ? first && month % 3 == 1
                      : interval == Interval::year && first && (month == 1 || month == 4);
  return begins ? *after_intervals(interval, on, 1) - std::chrono::days{1} : on;
}

std::optional<SupportReason> unseen(const SupportFacts::Watched& measure, const SupportThresholds& thresholds, base::Date today) {
  const auto since = after_intervals(measure.interval, measure.last ? end_of_value(measure.interval, *measure.last) : measure.since, thresholds.intervals);
  if (!since || *since > today) return std::nullopt;
  const std::string each = "one is expected each " + std::string(base::word(measure.interval)) + ".";
  return SupportReason{.kind = ReasonKind::no_observation, .since = *since,
                       .says = measure.last
                                   ? "“" + measure.name + "” has had no value since " + base::in_words(*measure.last) + "; " + each
                                   : "“" + measure.name + "” has no value yet; it was set up on " + base::in_words(measure.since) + " and " + each};
}

std::optional<SupportReason> quiet(const SupportFacts& facts, const SupportThresholds& thresholds, base::Date today) {
  const std::optional<base::Date> last = std::max(facts.last_test, facts.last_session);  // an absent one is the least
  const base::Date since = last.value_or(facts.started) + std::chrono::days(thresholds.quiet_days);
  if (since > today) return std::nullopt;
  return SupportReason{.kind = ReasonKind::no_test_or_session, .since = since,
                       .says = last ? "No test of change and no session since " + base::in_words(*last) + "."
                                    : "No test of change and no session yet; it started on " + base::in_words(facts.started) + "."};
}

std::optional<SupportReason> unanswered(const SupportFacts& facts, const SupportThresholds& thresholds, base::Date today) {
  if (!facts.next_review || *facts.next_review < today) return std::nullopt;
  const base::Date since = *facts.next_review - std::chrono::days(thresholds.review_days);
  const bool answered = facts.last_answer && (!facts.last_review || *facts.last_answer > *facts.last_review);
  if (since > today || answered) return std::nullopt;
  return SupportReason{.kind = ReasonKind::review_without_answer, .since = since,
                       .says = "Its review is on " + base::in_words(*facts.next_review) + " and no prediction has been answered " +
                               (facts.last_review ? "since the last one, on " + base::in_words(*facts.last_review) + "." : "yet.")};
}

}  // namespace

base::Done check_session(const SupportSession& session, base::Date today) {
  if (session.held_on > today)
    return base::fail({.code = "date-in-future", .title = "That day hasn't come yet",
                       .detail = "A session is logged once it has been. Give today or an earlier day.", .field = "/held_on"});
  if (session.see_on && *session.see_on < session.held_on)
    return base::fail({.code = "seen-before-the-session", .title = "That lies before the session",
                       .detail = "Give the day on which you can see what the next step taught you.", .field = "/see_on"});
  return {};
}

base::Done check_thresholds(const SupportThresholds& thresholds) {
  if (thresholds.intervals < 1 || thresholds.intervals > 12) return out_of_range("/intervals", 12);
  if (thresholds.quiet_days < 1 || thresholds.quiet_days > 365) return out_of_range("/quiet_days", 365);
  if (thresholds.review_days < 1 || thresholds.review_days > 365) return out_of_range("/review_days", 365);
  return {};
}

SupportThresholds soonest(const SupportThresholds& a, const SupportThresholds& b) {
  return {.intervals = std::min(a.intervals, b.intervals),
          .quiet_days = std::min(a.quiet_days, b.quiet_days),
          .review_days = std::max(a.review_days, b.review_days)};  // the longer notice asks sooner
}

std::vector<SupportReason> reasons_for_support(const SupportFacts& facts, const SupportThresholds& thresholds, base::Date today) {
  std::vector<SupportReason> out;
  if (!facts.active) return out;
  for (const SupportFacts::Watched& measure : facts.measures)
    if (auto reason = unseen(measure, thresholds, today)) out.push_back(*std::move(reason));
  if (auto reason = quiet(facts, thresholds, today)) out.push_back(*std::move(reason));
  if (auto reason = unanswered(facts, thresholds, today)) out.push_back(*std::move(reason));
  std::ranges::stable_sort(out, {}, &SupportReason::since);
  return out;
}

}  // namespace tributary::domain
