#include "engines/evidence/meta/meta_answer.hpp"

#include <algorithm>
#include <cmath>

#include "base/text.hpp"
#include "engines/evidence/figures.hpp"

namespace tributary::evidence::meta {
namespace {

constexpr std::size_t few_studies = 5;
constexpr std::size_t few_for_chance = 10;  // below, the spread is itself hardly known, and the prediction takes it as known [Nagashima, Noma, Furukawa 2019]
constexpr double much = 0.75, some = 0.4;  // of I² [Higgins and Thompson 2002; Cochrane Handbook, section 10.10.2]

bool told_as_ratio(const MetaWording& wording) { return is_ratio(wording.measure) || wording.logarithms; }

std::string number(const MetaWording& wording, double effect) { return figure(told_as_ratio(wording) ? std::exp(std::clamp(effect, -700.0, 700.0)) : effect); }

std::string shown(const MetaWording& wording, double effect) { return number(wording, effect) + wording.unit; }

std::string range(const MetaWording& wording, double low, double high) { return number(wording, low) + " to " + shown(wording, high); }

std::string noun(const MetaWording& wording) {
  switch (wording.measure) {
    case Measure::risk_ratio: return "risk ratio";
    case Measure::odds_ratio: return "odds ratio";
    case Measure::risk_difference: return "risk difference";
    case Measure::as_given: return wording.logarithms ? "ratio" : wording.effect;
  }
  return wording.effect;
}

std::string with_article(const MetaWording& wording) {
  const std::string of = noun(wording);
  return (of.starts_with('o') || of.starts_with('e') ? "an " : "a ") + of;
}

std::string per_cent(double share) {
  const double hundredths = std::round(share * 100);
  return hundredths <= 0 ? "under 1 %" : hundredths >= 100 ? "over 99 %" : std::to_string(static_cast<int>(hundredths)) + " %";
}

void answer_average(const MetaAnalysis& found, const MetaWording& wording, Told& told) {
  const Estimate& average = found.told;
  const std::string level = base::to_text(std::round(found.choices.level * 1e6) / 1e4);
  std::string sentence = "Over " + std::to_string(found.forest.size()) + " " + wording.studies + " the " + noun(wording) + " is " + shown(wording, average.value) + " on average (" + level + " % interval " +
                         range(wording, *average.low, *average.high);
  if (average.degrees_of_freedom && !found.choices.hartung_knapp)
    sentence += " by Hartung and Knapp; by the normal distribution, which is too narrow for so few, " + range(wording, *found.by_normal.low, *found.by_normal.high);
  sentence += ")";
  const bool below = *average.high < 0, above = *average.low > 0;
  if (!below && !above) sentence += ": no " + wording.effect + ", and one either way, are both within what the " + wording.studies + " allow";
  else if (wording.better != Better::neither) sentence += (wording.better == Better::down) == below ? ": better, where it was tried" : ": worse, where it was tried";
  told.answer.push_back(sentence + ".");
}

std::optional<Bounds> bounds_of(const MetaWording& wording) { return wording.measure == Measure::risk_difference ? Bounds{-1, 1} : wording.bounds; }

void answer_next(const MetaAnalysis& found, const MetaWording& wording, Told& told) {
  if (!found.prediction) return;
  const Prediction& next = *found.prediction;
  if (const auto bounds = bounds_of(wording); bounds && next.low <= bounds->least && next.high >= bounds->most) {
    told.answer.push_back("At the next " + (wording.study == "study" ? "site" : wording.study) + " anything from " + range(wording, bounds->least, bounds->most) + " is possible: these results say nothing of it yet.");
    return;
  }
  const bool open = next.low < 0 && next.high > 0;
  std::string sentence = "At the next " + (wording.study == "study" ? "site" : wording.study) + " that is like these, expect " + with_article(wording) + " from " + range(wording, next.low, next.high);
  const bool judged = wording.better != Better::neither;
  if (judged && found.chance_below && found.forest.size() >= few_for_chance) {
    const double good = wording.better == Better::down ? *found.chance_below : 1 - *found.chance_below;
    sentence += ": a chance of " + per_cent(good) + " that it does any good there" + (open ? ", so measure it there" : "");
  } else if (open) {
    sentence += std::string(": it may go either way there, whatever the average") + (judged ? ", so measure it there" : "");
  } else if (judged) {
    const bool good = (wording.better == Better::down) == (next.high <= 0);
    sentence += std::string(": all of it ") + (good ? "better" : "worse") + ", as far as " + std::to_string(found.forest.size()) + " " + wording.studies + " can tell; measure it there all the same";
  }
  told.answer.push_back(sentence + ".");
}

// An interval by the normal or Student's distribution goes on beyond what a share, or a difference of two, can be.
void answer_bounds(const MetaAnalysis& found, const MetaWording& wording, Told& told) {
  const auto bounds = bounds_of(wording);
  if (!bounds) return;
  const double low = found.prediction ? std::min(found.prediction->low, *found.told.low) : *found.told.low;
  const double high = found.prediction ? std::max(found.prediction->high, *found.told.high) : *found.told.high;
  if (low >= bounds->least && high <= bounds->most) return;
  told.answer.push_back("The method knows no bounds: nothing is meant below " + shown(wording, bounds->least) + " or above " + shown(wording, bounds->most) + ", where " + with_article(wording) + " can't be.");
}

void answer_spread(const MetaAnalysis& found, const MetaWording& wording, Told& told) {
  const Heterogeneity& spread = found.heterogeneity;
  const std::string share = "I² " + per_cent(spread.i2);
  if (found.choices.method == Method::equal_effects) {
    if (spread.q_p < 0.1) told.answer.push_back("The " + wording.studies + " differ more than chance makes them (" + share + "), and equal effects were assumed all the same: the interval is too narrow.");
    return;
  }
  if (spread.tau2 == 0) told.answer.push_back("The " + wording.studies + " differ no more than chance makes them; with few " + wording.studies + " that says little.");
  else told.answer.push_back(std::string(spread.i2 >= much ? "Most" : spread.i2 >= some ? "Much" : "Some") + " of what the " + wording.studies + " differ by is real and not chance (" + share + "): ask what " + (wording.studies == "studies" ? "the sites" : "they") + " did differently.");
}

// The study without which the conclusion, or the estimate most, changes.
void answer_left_out(const MetaAnalysis& found, const MetaWording& wording, Told& told) {
  const auto settled = [](const Estimate& estimate) { return *estimate.high < 0 || *estimate.low > 0; };
  std::string turned;
  std::size_t n = 0;
  for (const LeftOut& each : found.left_out)
    if (settled(each.told) != settled(found.told)) ++n, turned += (turned.empty() ? "" : ", ") + each.name;
  if (n > 0 && n <= 12) told.answer.push_back("The conclusion hangs on single " + wording.studies + ": it changes without " + turned + ".");
  else if (n > 0) told.answer.push_back("The conclusion hangs on single " + wording.studies + ": it changes without any of " + std::to_string(n) + ".");
  else if (!found.left_out.empty() && settled(found.told)) {
    const auto [low, high] = std::ranges::minmax_element(found.left_out, {}, [](const LeftOut& each) { return each.average.value; });
    told.answer.push_back("No single " + wording.study + " carries the conclusion: without one after another the average stays from " + range(wording, low->average.value, high->average.value) + ".");
  }
}

void judge(const MetaAnalysis& found, Told& told) {
  const Heterogeneity& spread = found.heterogeneity;
  if (found.choices.method == Method::equal_effects) {
    told.assumptions.push_back({.code = "equal-effects",
                                .holds = spread.q_p < 0.1 ? Holds::no : Holds::cannot_tell,
                                .found = "Q " + figure(spread.q) + " on " + degrees_of_freedom(spread.q_degrees) + " (" + chance(spread.q_p) + ").",
                                .would_make_wrong = "Sites that differ: then there is no one effect. Ask for random effects (REML)."});
  } else {
    told.assumptions.push_back({.code = "normal-spread",
                                .holds = found.forest.size() < 10 ? Holds::cannot_tell : Holds::doubtful,
                                .found = "True effects are taken to lie around their average by the normal distribution.",
                                .would_make_wrong = "Sites of two kinds, or one far off: then the prediction for the next site is wrong more than the average."});
  }
  told.assumptions.push_back({.code = "next-site-like-these",
                              .holds = Holds::cannot_tell,
                              .found = "The next site is taken to be one of the same sort as these.",
                              .would_make_wrong = "Those that try first are often the keenest; who follows may get less."});
  told.assumptions.push_back({.code = "no-study-missing",
                              .holds = Holds::cannot_tell,
                              .found = "Sites whose results weren't told are not in the data.",
                              .would_make_wrong = "Results that were kept back because they disappointed: the average is then too good."});
}

void warn(const MetaAnalysis& found, const MetaWording& wording, Told& told) {
  if (found.forest.size() < few_studies)
    told.warnings.push_back(std::to_string(found.forest.size()) + " " + wording.studies + " are few: how much true " + wording.effect + "s differ is hardly known, and so neither is the interval.");
  if (found.choices.hartung_knapp && !found.told.degrees_of_freedom)
    told.warnings.push_back("By Hartung and Knapp the interval would be narrower than chance alone makes it, " + range(wording, *found.by_hartung_knapp.low, *found.by_hartung_knapp.high) +
                            ", because few " + wording.studies + " happen to agree: the normal one is told.");
  if (wording.corrected > 0)
    told.warnings.push_back((wording.corrected == 1 ? "One study has" : std::to_string(wording.corrected) + " studies have") + std::string(" a count of 0: a half was added to each of its four counts."));
}

}  // namespace

std::string_view name_of(Method method) {
  switch (method) {
    case Method::equal_effects: return "equal effects";
    case Method::dersimonian_laird: return "DerSimonian–Laird";
    case Method::reml: return "restricted maximum likelihood";
    case Method::ml: return "maximum likelihood";
    case Method::paule_mandel: return "Paule–Mandel";
  }
  return "";
}

Told tell(const MetaAnalysis& found, const MetaWording& wording) {
  Told told;
  answer_average(found, wording, told);
  answer_next(found, wording, told);
  answer_bounds(found, wording, told);
  answer_spread(found, wording, told);
  answer_left_out(found, wording, told);
  judge(found, told);
  warn(found, wording, told);
  return told;
}

}  // namespace tributary::evidence::meta
