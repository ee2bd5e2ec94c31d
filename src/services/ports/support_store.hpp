// Support sessions, programmes' thresholds, and what is counted of both.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "domain/support.hpp"

namespace tributary::services {

// Thresholds as they were set: by whom, when and why.
struct ThresholdsSet {
  domain::SupportThresholds thresholds;
  std::string reason;
  domain::PersonId by;
  std::string by_name;  // read along
  base::Instant at;
  int version = 1;
};

// Occasions, so that a training of six projects counts once.
struct SupportCounts {
  int mentoring = 0;
  int training = 0;
  int mentoring_lately = 0;  // in the four weeks up to the day asked for
};

struct WithoutMentor {
  domain::ProjectId project;
  std::optional<base::Instant> since;  // when the last one left or their account was closed; none: it never had one
};

class SupportStore {
 public:
  virtual ~SupportStore() = default;

  virtual domain::SupportSessionId add(const domain::SupportSession& session) = 0;
  // Date, topic, when to see, who took part. False when `expected` isn't the stored version.
  virtual bool update(const domain::SupportSession& session, int expected) = 0;
  virtual bool set_deleted(domain::SupportSessionId id, std::optional<base::Instant> at, int expected) = 0;
  virtual std::optional<domain::SupportSession> find(domain::SupportSessionId id) = 0;       // deleted ones too, marked
  virtual std::vector<domain::SupportSession> of_project(domain::ProjectId project) = 0;     // not deleted; newest first
  virtual std::vector<domain::ProjectId> projects_of_occasion(domain::SupportSessionId occasion) = 0;  // not deleted
  virtual SupportCounts counts(domain::ProgrammeId programme, base::Date today) = 0;  // since each project joined

  // Of a project: its measures, and the last of its tests, sessions, reviews and answers; not its next review.
  virtual domain::SupportFacts facts(domain::ProjectId project, base::Date today) = 0;

  virtual std::vector<ThresholdsSet> thresholds(domain::ProgrammeId programme) = 0;  // newest first
  virtual void add_thresholds(domain::ProgrammeId programme, const ThresholdsSet& set) = 0;

  // Active projects without a mentor whose account is open, that had one or are in a programme; longest first.
  virtual std::vector<WithoutMentor> without_mentor_at(domain::PlaceId place, int limit) = 0;  // of a system: its localities too
  virtual std::vector<WithoutMentor> without_mentor_in(domain::ProgrammeId programme) = 0;
  virtual std::optional<WithoutMentor> without_mentor(domain::ProjectId project) = 0;
};

}  // namespace tributary::services
