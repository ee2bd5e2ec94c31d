// What each fact of a week says, and where it leads.

import type { Schemas } from '../../api/client';
import { verdictWords } from '../../words/answers';
import { longDate } from '../../words/dates';

export type WeekItem = Schemas['WeekItem'];

/** A sentence about the thing, without the project, which stands beside it. */
export function says(item: WeekItem): string {
  const ahead = item.part === 'ahead';
  switch (item.kind) {
    case 'test_to_start': return ahead ? `“${item.name}” is planned to start` : `Start “${item.name}”, or plan it anew`;
    case 'test_to_end': return ahead ? `“${item.name}” is planned to end` : `Say what happened in “${item.name}”, and when it ended`;
    case 'test_to_decide': return `Study “${item.name}” and decide: adopt, adapt or abandon`;
    case 'prediction_due': return ahead ? `The prediction of “${item.name}” comes due` : `The prediction of “${item.name}” is due, and waits for its data`;
    case 'answer_to_judge': return `The data have answered the prediction of “${item.name}”, ${verdictWords[item.verdict!]}: say what you make of it`;
    case 'prediction_answered': return item.verdict === 'no_value' ? `No value came that answers the prediction of “${item.name}”` : `The data answered the prediction of “${item.name}”: ${verdictWords[item.verdict!]}`;
    case 'observation_due': return ahead ? `“${item.name}” is due its next value` : `“${item.name}” waits for its next value`;
    case 'later_check_due': return 'Has the change held? Look again';
    case 'session_held': return item.name ? `A training session was held: ${item.name}` : 'A session with the mentor was held';
    case 'next_step_to_see': return 'Go and see what the next step has taught you';
    case 'review_ahead': return 'The next review';
    case 'review_day': return `Review day of ${item.name}`;
    case 'project_quiet': return item.says;
    case 'mention': return `${item.who} mentioned you in a comment`;
    case 'text_request': return `${item.who} joined later, and asks to read what you wrote`;
    case 'lead_given': return item.who ? `${item.who} has handed you its lead` : 'You lead it now';
    case 'issue_to_answer': return `“${item.name}” waits for the answer of ${item.who}`;
    case 'proposal_to_agree': return `What is proposed on “${item.name}” waits for ${item.who}`;
    case 'proposal_agreed': return `Every party has agreed to what was proposed on “${item.name}”, ${item.who} last: it holds`;
    case 'action_due': return `“${item.says}”, an action of ${item.who} on “${item.name}”, is due`;
    case 'issue_ageing': return `“${item.name}” grows old`;
    case 'amendment_to_endorse': return `“${item.says}”, an amendment to “${item.name}”, waits for the word of ${item.who}`;
    case 'amendment_to_restate': return `State “${item.says}”, the amendment of ${item.who} to “${item.name}”, anew: a newer version has been agreed`;
    case 'amendment_objected': return `${item.who} objects to “${item.says}”, your amendment to “${item.name}”`;
    case 'objection_turned': return `${item.who} objected to “${item.says}”, your amendment to “${item.name}”, and endorses it since`;
    case 'amendment_accepted': return `“${item.says}”, an amendment to “${item.name}”, was accepted by ${item.who}`;
    case 'amendment_declined': return `“${item.says}”, an amendment to “${item.name}”, was declined by ${item.who}`;
    case 'standard_changes': return `The standard “${item.name}”, which ${item.project_name ? 'this project' : 'your place'} refers to, ${ahead ? 'changes' : 'was amended'}: ${item.says}`;
    case 'package_to_finish': return `Finish the draft of the package “${item.name}”: it says what is missing`;
    case 'package_to_publish': return `Publish the package “${item.name}”: its draft has all that it needs`;
    case 'conditions_to_record': return `Record the conditions under which you take on “${item.name}”, before its first result`;
    case 'components_to_tell': return `Say what you kept, adapted and dropped of “${item.name}”`;
    case 'package_withdrawn': return `The package “${item.name}”, which this project took on, was withdrawn`;
    case 'package_renewed': return `There is a newer version of “${item.name}”, which this project took on`;
    case 'package_proposal': return `${item.who} proposes a change to “${item.name}”`;
    case 'package_proposal_taken': return `What this project proposed to “${item.name}” was taken into its next version`;
    case 'package_proposal_declined': return `What this project proposed to “${item.name}” was declined: read why`;
  }
}

export function leadsTo(item: WeekItem): string {
  switch (item.kind) {
    case 'test_to_start': case 'test_to_end': case 'test_to_decide': case 'prediction_due': case 'answer_to_judge': case 'prediction_answered':
      return `/tests/${item.id}`;
    case 'observation_due': return `/measures/${item.id}`;
    case 'session_held': case 'next_step_to_see': return `/sessions/${item.id}`;
    case 'review_ahead': return `/projects/${item.project_id}/review`;
    case 'review_day': return `/review-days/${item.id}`;
    case 'mention': return item.id ? `/tests/${item.id}` : `/projects/${item.project_id}`;
    case 'text_request': return '/texts';
    case 'issue_to_answer': case 'proposal_to_agree': case 'proposal_agreed': case 'action_due': case 'issue_ageing': return `/interdependencies/${item.id}`;
    case 'amendment_to_restate': return `/amendments/${item.id}/restate`;
    case 'conditions_to_record': case 'components_to_tell': return `/adoptions/${item.id}`;
    case 'package_to_finish': case 'package_to_publish': return `/packages/${item.id}`;
    case 'amendment_to_endorse': case 'amendment_objected': case 'objection_turned': case 'amendment_accepted': case 'amendment_declined': return `/amendments/${item.id}`;
    case 'standard_changes': return `/standards/${item.id}`;
    case 'package_withdrawn': case 'package_renewed': case 'package_proposal': case 'package_proposal_taken': case 'package_proposal_declined': return `/packages/${item.id}`;
    case 'later_check_due': case 'project_quiet': case 'lead_given': return `/projects/${item.project_id}`;
  }
}

/** What was agreed, in a session or between places. */
export function agreed(item: WeekItem): string {
  return item.kind === 'session_held' || item.kind === 'next_step_to_see' || item.kind === 'proposal_agreed' ? item.says : '';
}

/** "Monday 23 to Sunday 29 November 2026". */
export function weekText(from: string, to: string): string {
  const [day, month, year] = longDate(from).split(' ');
  const [, endMonth, endYear] = longDate(to).split(' ');
  return `Monday ${day}${month === endMonth ? '' : ` ${month}`}${year === endYear ? '' : ` ${year}`} to Sunday ${longDate(to)}`;
}
