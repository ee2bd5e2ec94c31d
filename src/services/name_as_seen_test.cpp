#include "services/name_as_seen.hpp"

#include <doctest/doctest.h>

namespace tributary::services {

TEST_CASE("names that look alike are one") {
  for (const char* name : {"Gap  falls", " gap falls", "Gap\xC2\xA0" "falls", "Gap\xE2\x80\x89" "falls", "Gap\t falls\xC2\xA0", "Gap \xE2\x80\x8B" "Falls", "Gap\u2800falls\u3164", "Gap\uFE0F fal\u034Fls",
                           "g\u0430p falls", "\uFF27ap falls"})
    CHECK(name_as_seen(name) == name_as_seen("gap falls"));
  CHECK(name_as_seen("\u00C9checs") == name_as_seen("\u00E9checs"));
  CHECK(name_as_seen("Ch\u00FBtes") == name_as_seen("Chu\u0302tes"));
  CHECK(name_as_seen("Nurse\u2019s round, follow\u2010up") == name_as_seen("nurse's round, follow-up"));
  CHECK(name_as_seen("Gapfalls") != name_as_seen("gap falls"));
  CHECK(name_as_seen("\u00E9checs") != name_as_seen("echecs"));
  CHECK(name_as_seen(" \t\u200B") == "");
  CHECK(name_as_seen("\xFF\xC3") == name_as_seen("\xFE\xC3"));  // no text at all, and no crash
}

}  // namespace tributary::services
