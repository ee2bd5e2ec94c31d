// What of a measure was changed, setting by setting, in words that a log keeps and a page can show.
//
// Idea      two versions are compared when one replaces the other; what differs is logged with who did it. Walked backwards,
//           the log says what was set at an earlier moment: when a prediction locked, say
#pragma once

#include <string>
#include <vector>

#include "domain/measure.hpp"
#include "services/context.hpp"
#include "services/ports/measure_store.hpp"

namespace tributary::services {

// Owner and publication among them.
[[nodiscard]] std::vector<SettingChange> changed_settings(const domain::Measure& was, const domain::Measure& now);

// Logs what differs between the two.
void log_settings(Transaction& tx, const Actor& actor, const domain::Measure& was, const domain::Measure& now, base::Instant at);

// How an owner is written in the log: "person:12".
[[nodiscard]] std::string owner_text(const domain::Owner& owner);

struct DrawnThen {
  domain::Measure measure;  // with the settings of that moment that limits are drawn from
  int changed = 0;          // how many of them differ from today's
};
[[nodiscard]] DrawnThen drawn_at(Transaction& tx, domain::Measure now, base::Instant at);

}  // namespace tributary::services
