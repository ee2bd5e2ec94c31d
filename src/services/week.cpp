#include "services/week.hpp"

#include <algorithm>
#include <set>

#include "services/mentions.hpp"
#include "services/ports/project_store.hpp"
#include "services/ports/text_store.hpp"
#include "services/texts.hpp"

namespace tributary::services {

namespace {

constexpr std::chrono::days a_week{7};

base::Date monday_of(base::Date day) { return day - (std::chrono::weekday(day) - std::chrono::Monday); }

void gather_mentions(WeekGathering& in, base::Instant now) {
  for (const MentionRead& each : mentions_read_by(in.tx, in.actor, now - news_lasts)) {
    const domain::TextSubject& about = each.text.subject;
    const auto project = in.tx.projects().summary(about.project);
    if (!project) continue;
    const bool of_test = about.thing == domain::TextThing::test;
    in.add({.kind = WeekKind::mention, .part = WeekPart::happened, .on = base::london_date(each.at), .project = about.project,
            .project_name = project->name, .id = of_test ? about.thing_id : 0, .name = {}, .who = each.text.author_name, .says = {}, .verdict = {}});
  }
}

void gather_requests(WeekGathering& in) {
  for (const TextRequest& each : in.tx.texts().requests_to(in.actor.person))
    in.add({.kind = WeekKind::text_request, .part = WeekPart::waiting, .on = base::london_date(each.at), .project = each.project,
            .project_name = each.of, .id = each.text.value, .name = {}, .who = each.asked_by, .says = {}, .verdict = {}});
}

void put_in_order(std::vector<WeekItem>& items) {
  std::ranges::stable_sort(items, [](const WeekItem& a, const WeekItem& b) {
    if (a.part != b.part) return a.part < b.part;
    return a.part == WeekPart::happened ? a.on > b.on : a.on < b.on;
  });
}

}  // namespace

void WeekGathering::due(WeekItem item) {
  if (item.on > week.to) return;
  item.part = item.on > week.today ? WeekPart::ahead : WeekPart::waiting;
  add(std::move(item));
}

void WeekGathering::happened(WeekItem item) {
  if (item.on < week.since) return;
  item.part = WeekPart::happened;
  add(std::move(item));
}

Week week_of(Transaction& tx, const Actor& actor, base::Instant now) {
  Week week;
  week.today = base::london_date(now);
  week.from = monday_of(week.today);
  week.to = week.from + std::chrono::days(6);
  week.since = week.from - a_week;
  WeekGathering in{.tx = tx, .actor = actor, .week = week};
  gather_mentions(in, now);
  gather_requests(in);
  std::set<std::int64_t> projects;
  for (const domain::Grant& grant : actor.grants)
    if (grant.project && projects.insert(grant.project->value).second) gather_project(in, *grant.project);
  gather_places(in);
  put_in_order(week.items);
  return week;
}

base::Result<Week> my_week(const Context& context, const Actor& actor) {
  Week week;
  Texts read;
  {
    const auto tx = context.database.read();
    week = week_of(*tx, actor, context.clock.now());
    for (WeekItem& item : week.items) {
      if (item.kind != WeekKind::session_held && item.kind != WeekKind::next_step_to_see) continue;
      Texts words;
      visible_texts(*tx, actor, domain::TextThing::session, item.id, words);
      keep_texts(words, [](const domain::FreeText& text) { return text.subject.slot == "next_step" && !text.deleted; });
      for (const VisibleText& each : words.texts)
        if (!each.withheld) item.says = each.text.body;
      read.confidential.insert(read.confidential.end(), words.confidential.begin(), words.confidential.end());
    }
  }
  note_readings(context, actor, read);
  return week;
}

}  // namespace tributary::services
