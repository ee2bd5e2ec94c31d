#include "engines/evidence/did_told.hpp"

#include <cmath>

#include "engines/evidence/figures.hpp"

namespace tributary::evidence {
namespace {

std::string interval(const Estimate& e) {
  if (!e.low || !e.high) return "no interval can be given";
  return "95 % interval " + range(*e.low, *e.high) + (e.p ? "; " + chance(*e.p) : "");
}

// Whether that is what was wanted.
std::string judged(double value, Better better) {
  if (better == Better::neither || value == 0) return "";
  return (value > 0) == (better == Better::up) ? ": a benefit" : ": harm";
}

void tell_answer(const Did& did, const DidOptions& options, Told& told) {
  const Estimate& e = did.effect;
  const std::string what = options.outcome + " was " + higher_or_lower(e.value) + " than it would have been without the change";
  const bool trend = !did.sure && did.trend_before && did.trend_before->p && did.if_trend_went_on && did.largest_p < .05;
  if (did.sure) {
    told.answer.push_back("With the change, " + what + " (" + interval(e) + ")" + judged(e.value, options.better) + ".");
    if (did.trend_before && did.trend_before->p && *did.trend_before->p < .1 && did.if_trend_went_on)
      told.answer.push_back("The groups were already moving apart before; if that had gone on, " + figure(*did.if_trend_went_on) + " of it would be left.");
  } else if (did.unweighted && *did.unweighted * e.value <= 0) {
    told.answer.push_back("The data don't tell whether the change helped: weighted, " + what + " (" + interval(e) + "), but with all rows alike it was " +
                          higher_or_lower(*did.unweighted) + ".");
  } else if (trend) {
    told.answer.push_back("The difference can't be put down to the change: if the groups had moved alike, " + what + " (" + interval(e) +
                          "); but they were already moving apart before it. If that had gone on, the effect would be " +
                          figure(*did.if_trend_went_on) + ".");
  } else if (!e.p) {
    told.answer.push_back("How sure the answer is can't be told from these data: " + what + (did.errors_unknown ? ", and so few clusters don't show how far they part by chance." : ", and nothing is left to judge chance by."));
  } else {
    told.answer.push_back("The data don't show that the change made a difference to " + options.outcome + ": it was " + higher_or_lower(e.value) +
                          " than expected without it, which may be chance (" + interval(e) + ").");
    if (*e.p < .05) {
      std::string doubts;
      if (did.wild && did.wild->p >= .05) doubts = "turning the sites' errors about gives as much in " + chance(did.wild->p).substr(4) + " of the ways";
      if (did.randomisation && did.randomisation->p >= .05)
        doubts += (doubts.empty() ? "" : ", and ") + std::string("handing the change to other sites gives as much in ") + chance(did.randomisation->p).substr(4) + " of the ways";
      if (!doubts.empty()) told.answer.push_back("With so few clusters the usual interval is not enough: " + doubts + ".");
    }
  }
}

void tell_naive(const Did& did, Told& told) {
  if (!did.by_group_time) return;
  told.answer.push_back("Units adopted the change at different times, so each is compared only with units still without it, and with where it stood just before.");
  const auto& naive = did.cr2 ? did.cr2 : did.cr1;
  if (!naive) return;
  std::string text = "One regression with a level for every unit and time would say " + figure(naive->value) + " where this says " + figure(did.effect.value) + ".";
  if (naive->value * did.effect.value < 0) {
    text = "Beware: one regression with a level for every unit and time would say the opposite, " + figure(naive->value) +
           ". It uses units that already have the change as the comparison for those that adopt later; where effects grow with time, that growth is subtracted.";
  }
  if (did.negative_weights && did.negative_weights->negative > 0)
    text += " It counts " + counted(did.negative_weights->negative, "treated cell", "treated cells") + " of " + std::to_string(did.negative_weights->cells) +
            " against itself (weights below 0, together " + figure(did.negative_weights->sum_negative) + ").";
  told.warnings.push_back(std::move(text));
}

// For words: what is but rounding is none.
Did without_rounding(Did did, const CheckedPanel& panel) {
  const auto settle = [scale = panel.scale()](double& value) { value = beyond_rounding(value, scale); };
  settle(did.effect.value);
  if (did.trend_before) settle(did.trend_before->value);
  if (did.if_trend_went_on) settle(*did.if_trend_went_on);
  if (did.unweighted) settle(*did.unweighted);
  for (auto* each : {&did.cr1, &did.cr2})
    if (*each) settle((*each)->value);
  return did;
}

Assumption trends(const Did& did, const CheckedPanel& panel) {
  Assumption out{.code = "parallel-trends",
                 .would_make_wrong = "Anything else that happened to one group only, when the change came, is counted as its effect."};
  if (!did.trend_before) {
    out.found = panel.ever_treated() == panel.units() ? "Every unit changes sooner or later, so no straight difference in trend can be told."
                                                      : "There are too few times before the change to see whether the groups moved alike.";
    return out;
  }
  const Estimate& trend = *did.trend_before;
  const std::string apart = "Before the change, those who changed moved " + figure(trend.value) + " a time against the others";
  if (!trend.p) {
    out.found = apart + "; how much of that is chance can't be told.";
  } else {
    const bool turns = did.if_trend_went_on && *did.if_trend_went_on * did.effect.value <= 0;
    out.holds = *trend.p < .05 ? Holds::no : *trend.p < (turns ? .3 : .1) ? Holds::doubtful : Holds::yes;
    out.found = apart + " (" + chance(*trend.p) + ").";
  }
  if (did.if_trend_went_on) out.found += " If that went on, the effect would be " + figure(*did.if_trend_went_on) + ".";
  if (did.group_time && did.group_time->before) {
    const JointTest& joint = *did.group_time->before;
    out.found += " All effects before adoption together: " + chance(joint.p) + ".";
    if (joint.p < .05) out.holds = out.holds == Holds::no ? Holds::no : Holds::doubtful;
  }
  return out;
}

Assumption clusters(const Did& did, const CheckedPanel& panel) {
  Assumption out{.code = "enough-clusters", .holds = did.few_clusters ? Holds::doubtful : Holds::yes};
  out.found = counted(panel.clusters(), "cluster, ", "clusters, ") + std::to_string(panel.treated_clusters()) + " of them with the change.";
  if (!did.few_clusters && !did.errors_unknown) return out;
  std::string checks;
  if (did.wild) checks += " Wild cluster bootstrap: " + chance(did.wild->p) + (did.wild->exact ? " (exact)." : ".");
  if (did.randomisation)
    checks += " Randomisation, " + counted(did.randomisation->ways, "way: ", "ways: ") + chance(did.randomisation->p) +
              (did.randomisation->smallest_p > .05 ? ", and no smaller one can come out: so few clusters can't show an effect this way." : ".");
  if (did.errors_unknown)
    out.found += std::string(panel.staggered ? " One cluster that adopts at a time" : " One cluster on a side") + " doesn't show how far clusters part by chance, so no error, interval or p is given." + checks;
  else out.found += checks.empty() ? std::string(" So few say little, and no remedy applies.") : checks + " The answer claims an effect only where none of these denies it.";
  if (did.errors_unknown || panel.treated_clusters() < 2) out.holds = Holds::no;
  out.would_make_wrong = "One unusual cluster would carry the answer.";
  return out;
}

}  // namespace

std::string higher_or_lower(double value) {
  if (value == 0) return "neither higher nor lower";
  const std::string size = figure(std::abs(value));
  return size + (value > 0 ? " higher" : " lower");
}

void tell_doubts(const Did& did, const CheckedPanel& panel, Told& told) {
  told.assumptions.push_back(clusters(did, panel));
  told.assumptions.push_back({.code = "no-anticipation", .holds = Holds::cannot_tell, .found = "Nobody acted on the change before it was in force.",
                              .would_make_wrong = "If some did, the time before is no baseline; say the earlier date as the start."});
  told.assumptions.push_back({.code = "no-spillover", .holds = Holds::cannot_tell, .found = "Those without the change were not touched by it.",
                              .would_make_wrong = "If patients or staff moved between them, the comparison changed too."});
  if (did.group_time && did.group_time->noise_of_controls)
    told.assumptions.push_back({.code = "noise-alike", .holds = Holds::cannot_tell,
                                .found = "Too few clusters changed to see their own scatter: they are taken to vary as those that never changed do.",
                                .would_make_wrong = "If they vary more (smaller sites do), the interval is too narrow."});
  if (did.group_time && did.group_time->always_treated > 0)
    told.warnings.push_back(counted(did.group_time->always_treated, "unit has", "units have") + " the change from the first time on (" + panel.time_names.front() + ") and can't be compared with a time before.");
  if (did.effect.p && did.effect.degrees_of_freedom && *did.effect.degrees_of_freedom < 5)
    told.warnings.push_back("The errors rest on " + degrees_of_freedom(*did.effect.degrees_of_freedom) + " only.");
  if (did.plain && did.plain->p && did.effect.p && *did.plain->p < .05 && did.largest_p >= .05)
    told.warnings.push_back("Taking every row as a fact of its own would give " + chance(*did.plain->p) + "; rows of one cluster are not.");
  if (did.unweighted && *did.unweighted * did.effect.value <= 0)
    told.warnings.push_back("Weighted and unweighted the effect has opposite signs (" + figure(did.effect.value) + " and " + figure(*did.unweighted) +
                            "): it differs between large and small, so no one number tells it.");
  if (panel.left_out > 0) told.warnings.push_back(counted(panel.left_out, "row was", "rows were") + " left out, for want of an outcome, a covariate or a weight above 0.");
  if (!panel.complete && panel.units() > 2) told.warnings.push_back("Not every unit was measured once at every time; gaps that have to do with the outcome would make the answer wrong.");
}

Told tell_did(const Did& found, const CheckedPanel& panel, const DidOptions& options) {
  const Did did = without_rounding(found, panel);
  Told told;
  tell_answer(did, options, told);
  tell_naive(did, told);
  told.assumptions.push_back(trends(did, panel));
  tell_doubts(did, panel, told);
  if (!did.four.empty() && panel.times() > 2 && did.trend_before && did.trend_before->p && *did.trend_before->p < .05)
    told.warnings.push_back("Ask an event study to see when the groups parted.");
  return told;
}

}  // namespace tributary::evidence
