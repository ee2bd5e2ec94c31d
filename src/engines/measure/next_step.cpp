#include "engines/measure/next_step.hpp"

#include <string_view>

namespace tributary::measure {
namespace {

std::string_view of_common_cause(AssuranceIcon assurance) {
  switch (assurance) {
    case AssuranceIcon::fail:
      return "Change the system. As it is, it will keep missing the target, and asking why of any one value will not help. Test a change "
             "to how the work is done.";
    case AssuranceIcon::hit_or_miss:
      return "Make the process steadier or move its level, so that the target is met by design. As it is, chance decides: neither praise "
             "a value that meets the target nor explain one that misses it.";
    case AssuranceIcon::pass:
      return "Keep it as it is, and look at it less often. Ask whether the target still asks enough, and whether others could use what "
             "works here.";
    case AssuranceIcon::none: break;
  }
  return "Ask whether this level is good enough. If it is not, change the system: asking why of any one value will not help. A target "
         "would say what is good enough.";
}

std::string_view of_concern(AssuranceIcon assurance) {
  switch (assurance) {
    case AssuranceIcon::fail:
      return "Find out why it got worse, and act on that first. The target was out of reach before, so the system must change as well.";
    case AssuranceIcon::hit_or_miss:
      return "Find out why it got worse, and act on that, before it misses the target more often than chance had it.";
    case AssuranceIcon::pass:
      return "Find out why it is getting worse while the target is still met: there is time to act before it is missed.";
    case AssuranceIcon::none: break;
  }
  return "Find out why it got worse, and act on that.";
}

std::string_view of_improvement(AssuranceIcon assurance) {
  switch (assurance) {
    case AssuranceIcon::fail:
      return "Find out what made it better, keep it and build on it. The target is still out of reach of these limits; once the new "
             "level has held and its cause is known, limits drawn afresh will show whether it still is.";
    case AssuranceIcon::hit_or_miss:
      return "Find out what made it better, and make it the way the work is done. Once the new level has held and its cause is known, "
             "limits drawn afresh will show whether the target is now met each time.";
    case AssuranceIcon::pass:
      return "Find out what made it better, keep it and share it. Ask whether the target still asks enough.";
    case AssuranceIcon::none: break;
  }
  return "Find out what made it better, keep it and share it.";
}

}  // namespace

std::string next_step(VariationIcon variation, AssuranceIcon assurance) {
  switch (variation) {
    case VariationIcon::none: return "Keep measuring: there are too few values to tell a change from chance.";
    case VariationIcon::common_cause: return std::string(of_common_cause(assurance));
    case VariationIcon::improvement_high:
    case VariationIcon::improvement_low: return std::string(of_improvement(assurance));
    case VariationIcon::concern_high:
    case VariationIcon::concern_low: return std::string(of_concern(assurance));
    case VariationIcon::neither_high:
    case VariationIcon::neither_low:
      return "Find out what changed, and what it means for people: neither way of this measure is said to be better.";
  }
  return "";
}

}  // namespace tributary::measure
