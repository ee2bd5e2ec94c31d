// Who is mentioned in which comment. Nothing here asks who may read it: services/mentions.hpp does.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "domain/ids.hpp"

namespace tributary::services {

struct Mentioned {
  domain::PersonId person;
  std::string name;
};

struct MentionOf {
  domain::TextId text;
  base::Instant at;
};

class MentionStore {
 public:
  virtual ~MentionStore() = default;

  // Exactly these from now on; who was mentioned before keeps their time.
  virtual void set(domain::TextId text, std::span<const domain::PersonId> people, base::Instant now) = 0;
  virtual std::vector<Mentioned> in(domain::TextId text) = 0;                                // by name
  virtual std::vector<MentionOf> of(domain::PersonId person, base::Instant since) = 0;       // newest first
};

}  // namespace tributary::services
