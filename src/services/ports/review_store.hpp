// Reviews with their records and help given, and review days.
#pragma once

#include <optional>
#include <vector>

#include "domain/review.hpp"

namespace tributary::services {

class ReviewStore {
 public:
  virtual ~ReviewStore() = default;

  virtual domain::ReviewDayId add_day(const domain::ReviewDay& day, domain::PersonId by, base::Instant now) = 0;
  virtual bool update_day(const domain::ReviewDay& day, int expected) = 0;  // date and note
  virtual bool set_day_deleted(domain::ReviewDayId id, std::optional<base::Instant> at, int expected) = 0;
  virtual std::optional<domain::ReviewDay> find_day(domain::ReviewDayId id) = 0;               // deleted ones too, marked
  virtual std::vector<domain::ReviewDay> days_of(domain::ProgrammeId programme) = 0;           // not deleted; latest first
  // The first from `from` on at which a programme that it is in reviews; on the same day the first made.
  virtual std::optional<domain::ReviewDay> next_day(domain::ProjectId project, base::Date from) = 0;

  virtual domain::ReviewId add(domain::ProjectId project) = 0;  // a review ahead
  virtual std::optional<domain::Review> find(domain::ReviewId id) = 0;
  virtual std::vector<domain::Review> of_project(domain::ProjectId project) = 0;               // newest first
  virtual std::vector<domain::Review> of_day(domain::ReviewDayId day) = 0;
  // Its next version; `day` stays as it is where there is none. False when `expected` isn't the stored version.
  virtual bool record(domain::ReviewId id, std::optional<domain::ReviewDayId> day, const domain::ReviewRecord& record, int expected) = 0;
  virtual void set_withdrawn(domain::ReviewId id, std::optional<base::Instant> at) = 0;
  virtual std::vector<domain::ReviewRecord> versions(domain::ReviewId id) = 0;                 // newest first
  virtual void set_outcome(domain::HelpId help, domain::HelpOutcome outcome, domain::PersonId by, base::Instant at) = 0;
};

}  // namespace tributary::services
