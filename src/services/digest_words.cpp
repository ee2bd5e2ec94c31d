// What the weekly letter says. See digest.hpp for what may stand in it.
#include <algorithm>
#include <map>

#include "base/check.hpp"
#include "services/digest.hpp"
#include "services/ports/letter_store.hpp"
#include "services/week.hpp"

namespace tributary::services {

namespace {

constexpr std::chrono::days before_the_first{7};

// So many facts of a kind, of one project; or one of the place's, with the name of what it is about.
std::string line_of(WeekKind kind, bool ahead, int count, const std::string& name) {
  const bool one = count == 1;
  const std::string n = std::to_string(count) + " ";
  const auto either = [&](std::string_view single, std::string_view many) { return one ? std::string(single) : n + std::string(many); };
  const std::string quoted = "\"" + name + "\"";
  switch (kind) {
    case WeekKind::test_to_start: return ahead ? either("A test of change is planned to start", "tests of change are planned to start") : either("A test of change waits to be started", "tests of change wait to be started");
    case WeekKind::test_to_end: return ahead ? either("A test of change is planned to end", "tests of change are planned to end") : either("A test of change was to end: say what happened", "tests of change were to end: say what happened");
    case WeekKind::test_to_decide: return either("A test of change waits to be studied and decided", "tests of change wait to be studied and decided");
    case WeekKind::prediction_due: return ahead ? either("A prediction comes due", "predictions come due") : either("A prediction is due and waits for its data", "predictions are due and wait for their data");
    case WeekKind::answer_to_judge: return either("The data have answered a prediction: say what you make of it", "predictions were answered: say what you make of it");
    case WeekKind::prediction_answered: return either("The data answered a prediction", "predictions were answered by the data");
    case WeekKind::observation_due: return ahead ? either("A measure is due its next value", "measures are due their next values") : either("A measure waits for its next value", "measures wait for their next values");
    case WeekKind::later_check_due: return "Has the change held? It is time to look again";
    case WeekKind::session_held: return either("A support session was held", "support sessions were held");
    case WeekKind::next_step_to_see: return "The next step that was agreed can be seen";
    case WeekKind::review_ahead: return "The next review";
    case WeekKind::review_day: return "Review day of " + quoted;
    case WeekKind::project_quiet: return "It may need support";
    case WeekKind::mention: return either("You were mentioned in a comment", "comments mention you");
    case WeekKind::text_request: return either("Somebody asks to read what you wrote", "times somebody asks to read what you wrote");
    case WeekKind::lead_given: return "You lead it now";
    case WeekKind::issue_to_answer: return "The issue " + quoted + " waits for your answer";
    case WeekKind::proposal_to_agree: return "What is proposed on the issue " + quoted + " waits for your word";
    case WeekKind::proposal_agreed: return "Every party has agreed to what was proposed on the issue " + quoted;
    case WeekKind::action_due: return "An action on the issue " + quoted + " is due";
    case WeekKind::issue_ageing: return "The issue " + quoted + " grows old";
    case WeekKind::amendment_to_endorse: return "An amendment to the standard " + quoted + " waits for your word";
    case WeekKind::amendment_to_restate: return "An amendment to the standard " + quoted + " has to be stated anew by you, who proposed it";
    case WeekKind::amendment_objected: return "Somebody objects to an amendment to the standard " + quoted + " that you proposed";
    case WeekKind::objection_turned: return "Who objected to an amendment to the standard " + quoted + " that you proposed endorses it now";
    case WeekKind::amendment_accepted: return "An amendment to the standard " + quoted + " was accepted";
    case WeekKind::amendment_declined: return "An amendment to the standard " + quoted + " was declined";
    case WeekKind::standard_changes: return ahead ? "The standard " + quoted + " changes" : "A change to the standard " + quoted + " was agreed";
    case WeekKind::package_to_finish: return either("The draft of a package isn't finished", "drafts of packages aren't finished");
    case WeekKind::package_to_publish: return either("The draft of a package waits for you to publish it", "drafts of packages wait for you to publish them");
    case WeekKind::conditions_to_record: return "The conditions that it sets out under aren't recorded; they lock with the first result";
    case WeekKind::components_to_tell: return "It took on a package: say what was kept, adapted and dropped";
    case WeekKind::package_withdrawn: return "The package " + quoted + ", which it took on, was withdrawn";
    case WeekKind::package_renewed: return "There is a newer version of the package " + quoted + ", which it took on";
    case WeekKind::package_proposal: return "A change to the package " + quoted + " is proposed";
    case WeekKind::package_proposal_taken: return "A change that it proposed to the package " + quoted + " was taken into the next version";
    case WeekKind::package_proposal_declined: return "A change that it proposed to the package " + quoted + " was declined";
  }
  base::check(false, "every kind of fact has its line");
  return {};
}

// Whose names may leave the house: what is agreed, raised or published in the open, never what a team calls its tests and measures.
bool is_named(WeekKind kind) {
  switch (kind) {
    case WeekKind::review_day:
    case WeekKind::issue_to_answer:
    case WeekKind::proposal_to_agree:
    case WeekKind::proposal_agreed:
    case WeekKind::action_due:
    case WeekKind::issue_ageing:
    case WeekKind::amendment_to_endorse:
    case WeekKind::amendment_to_restate:
    case WeekKind::amendment_objected:
    case WeekKind::objection_turned:
    case WeekKind::amendment_accepted:
    case WeekKind::amendment_declined:
    case WeekKind::standard_changes:
    case WeekKind::package_withdrawn:
    case WeekKind::package_renewed:
    case WeekKind::package_proposal:
    case WeekKind::package_proposal_taken:
    case WeekKind::package_proposal_declined: return true;
    default: return false;
  }
}

std::string when(const WeekItem& item, base::Date today) {
  const auto days = (item.on - today).count();
  const std::string on = base::in_words(item.on);
  if (item.part == WeekPart::ahead) return days == 0 ? "today" : days == 1 ? "tomorrow, " + on : "in " + std::to_string(days) + " days, on " + on;
  return (item.part == WeekPart::happened ? "on " : "since ") + on;
}

// Facts that are told in one line: how many, and the one that comes first.
struct Line {
  WeekItem first;
  int count = 0;
};

std::string part_text(const std::vector<WeekItem>& items, WeekPart part, std::string_view title, std::string_view site, base::Date today) {
  std::vector<std::pair<std::string, std::vector<Line>>> groups;  // under a project, or the place; in the order of their first facts
  for (const WeekItem& item : items) {
    if (item.part != part) continue;
    const std::string head = item.project ? item.project_name + "  " + std::string(site) + "/projects/" + std::to_string(item.project->value) : "In whose name you speak";
    auto group = std::ranges::find(groups, head, &std::pair<std::string, std::vector<Line>>::first);
    if (group == groups.end()) group = groups.insert(groups.end(), {head, {}});
    const auto same = std::ranges::find_if(group->second, [&](const Line& line) { return line.first.kind == item.kind && !is_named(item.kind); });
    if (same == group->second.end()) group->second.push_back({.first = item, .count = 1});
    else ++same->count;
  }
  if (groups.empty()) return {};
  std::string out = "\n" + std::string(title) + "\n" + std::string(title.size(), '-') + "\n";
  for (const auto& [head, lines] : groups) {
    out += "\n" + head + "\n";
    for (const Line& line : lines)
      out += "  * " + line_of(line.first.kind, part == WeekPart::ahead, line.count, is_named(line.first.kind) ? line.first.name : "") + " (" +
             when(line.first, today) + ")\n";
  }
  return out;
}

}  // namespace

std::optional<DigestText> digest_text(Transaction& tx, const domain::Person& to, base::Instant posted, std::string_view site, base::Instant now) {
  if (!tx.letters().wants_digest(to.id)) return std::nullopt;
  Week week = week_of(tx, actor_of(tx, to), now);
  const base::Instant before = tx.letters().digest_before(to.id, posted).value_or(posted - before_the_first);
  const base::Date since = base::london_date(std::max(before, posted - news_lasts));
  std::erase_if(week.items, [&](const WeekItem& item) { return item.part == WeekPart::happened && item.on < since; });
  if (week.items.empty()) return std::nullopt;
  const auto waiting = std::ranges::count(week.items, WeekPart::waiting, &WeekItem::part);
  std::string text = "This is your week in Tributary, from " + base::in_words(week.from) + " to " + base::in_words(week.to) + ".\n";
  for (const auto& [part, title] : {std::pair{WeekPart::waiting, "Waits for you"}, std::pair{WeekPart::ahead, "Lies ahead"},
                                    std::pair{WeekPart::happened, "Has happened"}, std::pair{WeekPart::ageing, "Grows old"}})
    text += part_text(week.items, part, title, site, week.today);
  text += "\nOpen your week, with the names and words that this letter leaves out:\n" + std::string(site) +
          "/week\n\nThis letter comes once a week. Turn it off on your account page:\n" + std::string(site) + "/account\n";
  const std::string things = waiting == 0 ? "" : waiting == 1 ? ": one thing waits for you" : ": " + std::to_string(waiting) + " things wait for you";
  return DigestText{.subject = "Your week in Tributary" + things, .text = std::move(text)};
}

}  // namespace tributary::services
