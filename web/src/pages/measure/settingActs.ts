// Changes of what a measure says of itself, in words: those of one moment are one act.

import type { Schemas } from '../../api/client';
import { longDate } from '../../words/dates';
import { chartNames, profileNames } from '../measures/chartChoices';
import { publicWords } from '../measures/measureForm';
import { directionWords, measureKindWords } from '../../words/kinds';

type Change = Schemas['SettingChange'];

export interface SettingAct {
  at: string;
  by: string | null;
  title: string;
  undone: null;
  lines: string[];
}

const names: Record<Change['setting'], string> = {
  name: 'Name', kind: 'Kind', experience: 'Asks the people who use the service', definition: 'How it is counted', unit: 'Unit', quantity: 'What its values are', scale: 'For each', direction: 'Better',
  interval: 'How often it is measured', chart: 'Chart', profile: 'How limits and rules are calculated', conflict: 'A point that has both meanings is', baseline_until: 'Baseline up to', small_numbers: 'For the public', source: 'Source',
  illustrative: 'Marked illustrative', organisation: 'Organisation', owner: 'Belongs to', published: 'Published',
};
const quantities: Record<string, string> = { number: 'numbers', proportion: 'percentages', rate: 'a rate' };
const intervals: Record<string, string> = { day: 'daily', week: 'weekly', month: 'monthly', quarter: 'quarterly', year: 'yearly', irregular: 'now and then' };
const owners: Record<string, string> = { sandbox: 'a sandbox', project: 'a project', place: 'a place' };

function said(setting: Change['setting'], value: string): string {
  if (!value) return 'nothing';
  switch (setting) {
    case 'kind': return (measureKindWords[value as Schemas['MeasureKind']] ?? value).toLowerCase();
    case 'direction': return (directionWords[value as Schemas['MeasureDirection']] ?? value).toLowerCase();
    case 'quantity': return quantities[value] ?? value;
    case 'chart': return chartNames[value as Schemas['ChartKind']] ?? value;
    case 'profile': return profileNames[value as Schemas['SpcProfile']] ?? value;
    case 'interval': return intervals[value] ?? value;
    case 'small_numbers': return publicWords[value as Schemas['SmallNumbers']] ?? value;
    case 'owner': return owners[value] ?? value;
    case 'baseline_until': return longDate(value);
    default: return value;
  }
}

function titleOf(changes: Change[]): string {
  const only = changes.length === 1 ? changes[0]! : null;
  if (only?.setting === 'published') return only.after === 'yes' ? 'It was published' : 'It is no longer published';
  if (only?.setting === 'owner') return only.after === 'sandbox' ? 'It was taken back into a sandbox' : `It was moved to ${said('owner', only.after)}`;
  return 'What it says of itself was changed';
}

export function settingActs(changes: Change[]): SettingAct[] {
  const moments = new Map<string, Change[]>();
  for (const one of changes) moments.set(`${one.at} ${one.by}`, [...(moments.get(`${one.at} ${one.by}`) ?? []), one]);
  return [...moments.values()].map((together) => {
    const { at, by } = together[0]!;
    const title = titleOf(together);
    const lines = title.startsWith('What') ? together.map((one) => `${names[one.setting]}: ${said(one.setting, one.before)}, now ${said(one.setting, one.after)}`).reverse() : [];
    return { at, by, title, undone: null, lines };
  });
}
