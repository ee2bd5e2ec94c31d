#include "services/combination_words.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "services/passwords.hpp"

namespace tributary::services {

namespace qca = evidence::qca;

namespace {

std::string number_of(std::size_t n, const std::string& one, const std::string& many) { return n == 1 ? "one " + one : std::to_string(n) + " " + many; }

std::string capital(std::string sentence) {
  if (!sentence.empty() && sentence[0] >= 'a' && sentence[0] <= 'z') sentence[0] = static_cast<char>(sentence[0] - 'a' + 'A');
  return sentence;
}

std::string in_unit(double value, const domain::PackageMeasure& measure) {
  const std::string unit = measure.unit == "%" ? " points" : measure.unit.empty() ? "" : " " + measure.unit;
  return base::to_text(value) + unit;
}

constexpr auto reasons = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"no-conditions", "recorded no conditions"},
    {"conditions-late", "recorded conditions only after its first result was known"},
    {"condition-not-said", "left one of these conditions unsaid"},
    {"not-measured", "doesn't measure it"},
    {"not-published", "hasn't published its result"},
    {"too-few-values", "has too few values yet"},
    {"too-early", "began too lately to say whether it is kept up"},
});

// "3 places are left out: Bury recorded no conditions; …"
std::string left_out(const Combinations& found) {
  const std::size_t out = found.cases.size() - found.counted.size() + static_cast<std::size_t>(found.hidden);
  if (out == 0) return "";
  std::string text = capital(number_of(out, "adoption is", "adoptions are")) + " left out";
  std::string why;
  for (const auto& [code, words] : reasons) {
    std::string names;
    for (const CombinationsCase& each : found.cases)
      if (each.why_out == code) names += (names.empty() ? "" : ", ") + each.adoption.place_name;
    if (!names.empty()) why += (why.empty() ? "" : "; ") + std::string(words) + ": " + names;
  }
  if (found.hidden > 0) why += (why.empty() ? "" : "; ") + std::string("not open to you, or removed: ") + std::to_string(found.hidden);
  return text + " (" + why + "). With them the answer could be another.";
}

std::string calibrated(const CombinationsQuestion& asked, const domain::PackageMeasure* slot) {
  std::string text = "Each adopter said how far a condition held: not at all counts 0, rather not a third, rather two thirds, fully 1; a boundary spanner is there or not. Success is " +
                     in_words(asked.success, slot);
  if (slot != nullptr && asked.success.fully_out)
    text += " (clearly none from " + in_unit(*asked.success.fully_out, *slot) + " down, clearly one from " + in_unit(*asked.success.fully_in, *slot) + " up)";
  return text + ".";
}

evidence::Assumption* assumption(evidence::Told& told, std::string_view code) {
  const auto found = std::ranges::find(told.assumptions, code, &evidence::Assumption::code);
  return found == told.assumptions.end() ? nullptr : &*found;
}

}  // namespace

ConditionNames names_of(domain::Condition condition, double days) {
  if (condition == domain::Condition::spanner_days) {
    const std::string of = "a boundary spanner for " + base::to_text(days) + (days == 1 ? " day" : " days") + " a week or more";
    return {.present = of, .absent = "no boundary spanner for so many days"};
  }
  const domain::ConditionKind& kind = domain::kind_of(condition);
  return {.present = std::string(kind.name), .absent = std::string(kind.absent)};
}

std::string in_words(const SuccessWanted& success, const domain::PackageMeasure* slot) {
  if (slot == nullptr) return "that the adoption was kept up: finished, or still going half a year after it began";
  return "an improvement of \"" + slot->name + "\" by " + in_unit(success.at_least, *slot) + " or more, from the mean before the adoption to the mean after it" +
         (success.stopped_is_none ? ", where it wasn't stopped" : "");
}

evidence::Told tell_combinations(const qca::Analysis& analysis, const Combinations& found, const CombinationsQuestion& asked, const domain::PackageMeasure* slot) {
  evidence::Told told = qca::tell(analysis);
  for (std::string& each : told.answer) each = capital(std::move(each));
  if (evidence::Assumption* before = assumption(told, "conditions-before-outcome"))
    *before = {.code = "conditions-before-outcome",
               .holds = evidence::Holds::yes,
               .found = "Each of these places recorded its conditions no later than the day of its first published result: they lock then, and those recorded later don't count.",
               .would_make_wrong = "A team that knew its results before it entered them."};
  if (evidence::Assumption* by = assumption(told, "calibrated-by-knowledge")) {
    by->found = calibrated(asked, slot);
    by->would_make_wrong = "A threshold of success that was chosen by looking at the results. Move it a little and see whether the answer stays.";
  }
  told.assumptions.push_back({.code = "places-judge-alike",
                              .holds = evidence::Holds::cannot_tell,
                              .found = "Degrees are each place's own judgement.",
                              .would_make_wrong = "Places that mean different things by \"rather\". Ask those under a combination whether they recognise it."});
  if (std::string out = left_out(found); !out.empty()) told.warnings.push_back(std::move(out));
  return told;
}

base::Problem too_few_cases(const Combinations& found) {
  std::string detail = "A comparison needs " + std::to_string(fewest_cases) + " adoptions or more whose conditions were recorded before results and whose success is known; there " +
                       (found.counted.size() == 1 ? "is one." : "are " + (found.counted.empty() ? std::string("none") : std::to_string(found.counted.size())) + ".");
  if (std::string out = left_out(found); !out.empty()) detail += " " + out;
  return {.code = "too-few-cases", .title = "There are too few adoptions to compare", .detail = std::move(detail), .field = "/conditions"};
}

base::Problem why_not(const base::Problem& problem, const CombinationsQuestion& asked) {
  if (problem.code != "outcome-one-sided") return problem;
  const bool by_change = asked.success.by == SuccessBy::change;
  return {.code = problem.code, .title = "These adoptions all went alike",
          .detail = std::string("What went with success can only be told where some have it and others don't.") + (by_change ? " Ask for a greater improvement, or a smaller one." : " Ask by a measure instead."),
          .field = by_change ? "/success/at_least" : "/success/by"};
}

std::string hash_of(const Combinations& found, const CombinationsQuestion& asked, const domain::PackageMeasure* slot) {
  std::string text = "combinations\n" + std::string(base::word(asked.success.by)) + "\t" + (slot ? slot->name + "\t" + base::to_text(asked.success.at_least) : "");
  const auto add = [&](const std::optional<double>& value) { text += "\t" + (value ? base::to_text(*value) : "none"); };
  add(asked.success.fully_out);
  add(asked.success.fully_in);
  text += std::string("\t") + (asked.success.stopped_is_none ? "stopped is none" : "stopped by its result") + (asked.absence ? "\tabsence" : "\tpresence");
  for (const double cut : {asked.days, asked.cuts.consistency, asked.cuts.pri, static_cast<double>(asked.cuts.cases)}) text += "\t" + base::to_text(cut);
  for (const ConditionWanted& each : asked.conditions) text += "\n" + std::string(base::word(each.condition)) + "\t" + std::string(base::word(each.expected));
  for (const std::size_t at : found.counted) {
    const CombinationsCase& each = found.cases[at];
    text += "\n" + std::to_string(each.adoption.id.value) + "\t" + each.adoption.place_name;
    for (const auto& membership : each.memberships) add(membership);
    add(each.success);
  }
  return sha256_hex(text);
}

}  // namespace tributary::services
