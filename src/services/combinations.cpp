#include "services/combinations.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "engines/evidence/qca/calibration.hpp"
#include "services/combination_words.hpp"
#include "services/input_check.hpp"
#include "services/lineage.hpp"
#include "services/measures.hpp"
#include "services/ports/measure_store.hpp"
#include "services/problems.hpp"
#include "services/projects.hpp"

namespace tributary::services {

namespace qca = evidence::qca;

namespace {

struct OpenAdoption {
  AdoptionLine line;
  domain::Adoption adoption;
};

struct Adoptions {
  std::vector<OpenAdoption> open;
  int hidden = 0;
};

// What an adopter recorded is told to those who do such work, while its project is there.
std::optional<OpenAdoption> open_to(Transaction& tx, const Actor& actor, const AdoptionLine& line) {
  const auto project = line.removed ? std::nullopt : tx.projects().find(line.project);
  if (!project || project->deleted) return std::nullopt;
  if (!may_read(Thing::adoption_record, relations_of(actor, scope_of_project(tx, *project)))) return std::nullopt;
  return OpenAdoption{.line = for_reader(actor, line), .adoption = *tx.packages().find_adoption(line.id)};
}

Adoptions adoptions_for(Transaction& tx, const Actor& actor, domain::PackageId id) {
  Adoptions out;
  for (const AdoptionLine& each : tx.packages().adoptions_of(id)) {
    if (auto open = open_to(tx, actor, each)) out.open.push_back(*std::move(open));
    else ++out.hidden;
  }
  return out;
}

bool stopped(const AdoptionLine& line) { return line.state == domain::ProjectState::stopped; }

// The day from which on it could be known how it went: of the first result that was published, or of its end. Unpublished results don't
// count: whether there are any is the team's own.
std::optional<base::Date> known_from(Transaction& tx, const OpenAdoption& of) {
  std::optional<base::Date> out = stopped(of.line) ? of.line.ended : std::nullopt;
  for (const domain::AdoptedMeasure& each : of.adoption.measures) {
    const auto found = tx.measures().find(each.measure);
    if (!found || !found->measure.published) continue;
    if (const auto on = tx.measures().first_value_ever_after(each.measure, of.adoption.on); on && (!out || *on < *out)) out = on;
  }
  return out;
}

std::string_view why_conditions_dont_count(Transaction& tx, const OpenAdoption& of) {
  if (!of.adoption.conditions_recorded) return "no-conditions";
  const auto known = known_from(tx, of);
  return known && base::london_date(*of.adoption.conditions_recorded) > *known ? "conditions-late" : "";
}

// What is measured there for that slot of the package, where it is published; else why there is none.
struct Improvement {
  std::optional<double> by;
  std::string_view why_none = "not-measured";
};

Improvement improvement_of(Transaction& tx, const domain::Adoption& adoption, const domain::PackageMeasure& slot) {
  const auto measured = std::ranges::find(adoption.measures, slot.slot, &domain::AdoptedMeasure::slot);
  const auto found = measured == adoption.measures.end() ? std::nullopt : tx.measures().find(measured->measure);
  if (!found) return {};
  if (!found->measure.published) return {.by = {}, .why_none = "not-published"};
  const auto change = change_around(tx.measures().current(measured->measure), tx.measures().ghosts(measured->measure), adoption.on);
  if (!change) return {.by = {}, .why_none = "too-few-values"};
  return {.by = slot.direction == domain::Direction::down ? -change->by() : change->by(), .why_none = ""};
}

class Question {
 public:
  Question(Transaction& tx, const CombinationsQuestion& asked, const domain::PackageMeasure* slot, base::Date today) : tx_(tx), asked_(asked), slot_(slot), today_(today) {}

  [[nodiscard]] CombinationsCase case_of(const OpenAdoption& of) const {
    CombinationsCase out{.adoption = of.line, .memberships = {}, .improvement = {}, .success = {}, .why_out = why_conditions_dont_count(tx_, of)};
    bool all_said = true;
    for (const ConditionWanted& each : asked_.conditions) {
      out.memberships.push_back(domain::membership_in(of.adoption.conditions, each.condition, asked_.days));
      all_said = all_said && out.memberships.back();
    }
    const std::string_view unknown = slot_ ? judge_change(of, out) : judge_kept_up(of, out);
    if (out.why_out.empty() && !all_said) out.why_out = "condition-not-said";
    if (out.why_out.empty()) out.why_out = unknown;
    return out;
  }

 private:
  std::string_view judge_change(const OpenAdoption& of, CombinationsCase& out) const {
    const Improvement found = improvement_of(tx_, of.adoption, *slot_);
    out.improvement = found.by;
    if (stopped(of.line) && asked_.success.stopped_is_none) out.success = 0;
    else if (found.by) out.success = success_of(*found.by);
    return out.success ? "" : found.why_none;
  }

  std::string_view judge_kept_up(const OpenAdoption& of, CombinationsCase& out) const {
    if (stopped(of.line)) out.success = 0;
    else if (of.line.state == domain::ProjectState::finished || of.adoption.on + std::chrono::days{kept_up_days} <= today_) out.success = 1;
    return out.success ? "" : "too-early";
  }

  [[nodiscard]] double success_of(double improvement) const {
    const SuccessWanted& wanted = asked_.success;
    if (!wanted.fully_out) return improvement >= wanted.at_least ? 1 : 0;
    const auto degrees = qca::calibrate(std::span(&improvement, 1), {.exclusion = *wanted.fully_out, .crossover = wanted.at_least, .inclusion = *wanted.fully_in});
    return degrees->front();  // the anchors were checked
  }

  Transaction& tx_;
  const CombinationsQuestion& asked_;
  const domain::PackageMeasure* slot_;  // none: whether it was kept up
  base::Date today_;
};

base::Done check_success(const SuccessWanted& wanted, const domain::PackageMeasure* slot) {
  if (wanted.by == SuccessBy::kept_up) return {};
  InputCheck check;
  if (slot == nullptr) check.note(unknown_reference("measure of the package", "/success/slot"));
  else if (slot->direction == domain::Direction::neither)
    check.note({.code = "no-better-direction", .title = "Neither way is better of this measure", .detail = "An improvement is a change the better way. Choose a measure that should go up, or down.", .field = "/success/slot"});
  if (!(wanted.at_least > 0) || !std::isfinite(wanted.at_least))
    check.note({.code = "number-out-of-range", .title = "Say from which improvement on it is success", .detail = "Give a number above 0, in the measure's unit: of any change at all half would be chance.", .field = "/success/at_least"});
  if (wanted.fully_out.has_value() != wanted.fully_in.has_value() ||
      (wanted.fully_out && !(*wanted.fully_out < wanted.at_least && wanted.at_least < *wanted.fully_in)))
    check.note({.code = "anchors-out-of-order", .title = "The three improvements are out of order", .detail = "Give both, or neither: clearly no success below, and clearly success above, the improvement from which on it is more success than not.",
                .field = "/success/fully_in"});
  return check.done();
}

base::Done check_question(const CombinationsQuestion& asked, const domain::PackageMeasure* slot) {
  InputCheck check;
  check.that(check_success(asked.success, slot));
  if (asked.conditions.empty() || asked.conditions.size() > most_asked_about)
    check.note({.code = "conditions-missing", .title = asked.conditions.empty() ? "Choose at least one condition" : "Those are too many conditions",
                .detail = "Choose the few that theory speaks for: one to " + std::to_string(most_asked_about) + ", and about four for a dozen places.", .field = "/conditions"});
  for (std::size_t i = 0; i < asked.conditions.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (asked.conditions[i].condition == asked.conditions[j].condition)
        check.note({.code = "condition-twice", .title = "A condition is there twice", .detail = "Name each once.", .field = "/conditions/" + std::to_string(i)});
  if (!(asked.days > 0 && asked.days <= 7))
    check.note({.code = "number-out-of-range", .title = "A week has seven days", .detail = "Say from how many days a week on a boundary spanner counts: above 0, to 7.", .field = "/days"});
  const auto share = [&](double cut, const char* field) {
    if (!(cut >= 0 && cut <= 1)) check.note({.code = "cut-out-of-range", .title = "The cut is out of range", .detail = "Consistency and PRI lie between 0 and 1.", .field = field});
  };
  share(asked.cuts.consistency, "/consistency");
  share(asked.cuts.pri, "/pri");
  if (asked.cuts.cases < 1 || asked.cuts.cases > 100)
    check.note({.code = "cut-out-of-range", .title = "The number of cases is out of range", .detail = "A combination counts from 1 to 100 cases on.", .field = "/min_cases"});
  return check.done();
}

// The levels that should help, one set a condition; none where nothing is expected of any.
qca::Expectations expectations_of(const CombinationsQuestion& asked) {
  qca::Expectations out;
  bool any = false;
  for (const ConditionWanted& each : asked.conditions) {
    if (each.expected == domain::Expected::nothing) {
      out.emplace_back();
      continue;
    }
    any = true;
    out.push_back({(each.expected == domain::Expected::helps) != asked.absence ? 1U : 0U});
  }
  return any ? out : qca::Expectations{};
}

qca::Cases cases_of(const Combinations& found, const CombinationsQuestion& asked) {
  qca::Cases out{.names = {}, .conditions = {}, .outcome_name = "success", .outcome = {}};
  for (std::size_t i = 0; i < asked.conditions.size(); ++i) {
    const ConditionNames names = names_of(asked.conditions[i].condition, asked.days);
    qca::Condition condition{.name = names.present, .values = {}, .levels = 2, .multi_value = false, .absent = names.absent};
    for (const std::size_t at : found.counted) condition.values.push_back(*found.cases[at].memberships[i]);
    out.conditions.push_back(std::move(condition));
  }
  for (const std::size_t at : found.counted) {
    out.names.push_back(found.cases[at].adoption.place_name);
    out.outcome.push_back(*found.cases[at].success);
  }
  if (!asked.absence) return out;
  out = qca::negated(std::move(out));
  out.outcome_name = "want of success";
  return out;
}

void answer(Combinations& found, const CombinationsQuestion& asked, const domain::PackageMeasure* slot) {
  if (found.counted.size() < fewest_cases) {
    found.why_not = too_few_cases(found);
    return;
  }
  auto analysis = qca::analyse(cases_of(found, asked), {.cuts = asked.cuts, .necessity = {}, .expectations = expectations_of(asked), .effort = {}});
  if (!analysis) {
    found.why_not = why_not(analysis.error(), asked);
    return;
  }
  evidence::Told told = tell_combinations(*analysis, found, asked, slot);
  found.answer = CombinationsAnswer{.analysis = *std::move(analysis), .told = std::move(told)};
}

base::Result<Combinations> package_to_ask(Transaction& tx, const Actor& actor, domain::PackageId id) {
  if (const auto package = readable_package(tx, actor, id); !package) return base::fail(package.error());
  Combinations out;
  out.line = *tx.packages().line(id);
  if (const auto current = current_version(tx, id)) out.measures = current->measures;
  out.version = TRIBUTARY_VERSION;
  return out;
}

}  // namespace

base::Result<Combinations> conditions_of_adoptions(const Context& context, const Actor& actor, domain::PackageId id) {
  const auto tx = context.database.read();
  auto out = package_to_ask(*tx, actor, id);
  if (!out) return out;
  CombinationsQuestion all;
  for (const domain::ConditionKind& each : domain::condition_kinds()) all.conditions.push_back({.condition = each.condition, .expected = each.expected});
  Adoptions adoptions = adoptions_for(*tx, actor, id);
  out->hidden = adoptions.hidden;
  for (OpenAdoption& each : adoptions.open) {
    CombinationsCase of{.adoption = each.line, .memberships = {}, .improvement = {}, .success = {}, .why_out = why_conditions_dont_count(*tx, each)};
    for (const ConditionWanted& one : all.conditions) of.memberships.push_back(domain::membership_in(each.adoption.conditions, one.condition, all.days));
    out->cases.push_back(std::move(of));
  }
  return out;
}

base::Result<Combinations> ask_combinations(const Context& context, const Actor& actor, domain::PackageId id, const CombinationsQuestion& asked) {
  const auto tx = context.database.read();
  auto out = package_to_ask(*tx, actor, id);
  if (!out) return out;
  const auto at = std::ranges::find(out->measures, asked.success.slot, &domain::PackageMeasure::slot);
  const domain::PackageMeasure* slot = asked.success.by == SuccessBy::change && at != out->measures.end() ? &*at : nullptr;
  if (const auto good = check_question(asked, slot); !good) return base::fail(good.error());
  const Adoptions adoptions = adoptions_for(*tx, actor, id);
  out->hidden = adoptions.hidden;
  const Question question(*tx, asked, slot, base::london_date(context.clock.now()));
  for (const OpenAdoption& each : adoptions.open) {
    out->cases.push_back(question.case_of(each));
    if (out->cases.back().why_out.empty()) out->counted.push_back(out->cases.size() - 1);
  }
  answer(*out, asked, slot);
  out->inputs_hash = hash_of(*out, asked, slot);
  return out;
}

}  // namespace tributary::services
