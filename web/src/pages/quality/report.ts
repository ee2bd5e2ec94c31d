// What a quality report says in words: its measures by the triple aim, and in how many of them something changes.

import { pictureOf } from '../../charts/drawing';
import { meaningOf, suppressedWords, type SpcPicture } from '../../charts/picture';
import type { Schemas } from '../../api/client';
import { periodOf } from '../../words/dates';
import { dimensionWords, withUnit } from '../../words/kinds';
import { countInWords } from '../../words/numbers';

export type Report = Schemas['QualityReport'];
export type Reported = Schemas['ReportedMeasure'];

export interface Aim {
  id: Schemas['Dimension'] | 'other';
  name: string;
  /** What the dimension asks, in a line. */
  asks: string;
  objectives: Report['objectives'];
  measures: Reported[];
}

const asks: Record<Schemas['Dimension'], string> = {
  health: 'Are people in better health?', care: 'Is the care that they get better?', resources: 'Is what there is used better?',
};

/** Health, care and resources in that order, each whether anything stands under it or not; then measures that serve no objective. */
export function aimsOf(report: Report): Aim[] {
  const aims: Aim[] = (Object.keys(dimensionWords) as Schemas['Dimension'][]).map((id) => ({ id, name: dimensionWords[id], asks: asks[id],
    objectives: report.objectives.filter((one) => one.dimension === id), measures: report.measures.filter((one) => one.dimension === id) }));
  const others = report.measures.filter((one) => one.dimension === null);
  return others.length ? [...aims, { id: 'other', name: 'Also measured', asks: 'Published, and not tied to one of these objectives.', objectives: [], measures: others }] : aims;
}

export interface SignalGroup {
  /** "three are improving" */
  said: string;
  measures: Reported[];
}

/** The measures by what changes in them, each in one group; none is empty. */
export function signalGroups(measures: readonly Reported[]): SignalGroup[] {
  const of = (meaning: string) => measures.filter((one) => meaning === (one.too_many_hidden ? 'hidden' : one.drawing?.variation ? meaningOf(one.drawing.variation) : 'few'));
  const are = (n: number) => (n === 1 ? 'is' : 'are');
  const groups: [Reported[], (n: number) => string][] = [[of('improvement'), (n: number) => `${are(n)} improving`], [of('concern'), (n: number) => `${are(n)} getting worse`],
    [of('neither'), (n: number) => `${are(n)} changing, neither for better nor for worse`], [of('common_cause'), (n: number) => (n === 1 ? 'varies as it usually does' : 'vary as they usually do')],
    [of('few'), (n: number) => (n === 1 ? 'has too few figures to tell' : 'have too few figures to tell')],
    [of('hidden'), (n: number) => (n === 1 ? 'has too many figures hidden to tell' : 'have too many figures hidden to tell')]];
  return groups.filter(([of]) => of.length).map(([of, words]) => ({ said: `${countInWords(of.length, '', '').trim()} ${words(of.length)}`, measures: of }));
}

/** "Of eight measures three are improving, one is getting worse and four vary as they usually do." */
export function signalsSaid(measures: readonly Reported[]): string {
  const said = signalGroups(measures).map((one) => one.said);
  const list = said.length > 1 ? `${said.slice(0, -1).join(', ')} and ${said.at(-1)}` : said[0] ?? '';
  return `Of ${countInWords(measures.length, 'measure')} ${list}.`;
}

/** "45 falls in March 2026; its target is 30 falls." */
export function latestSaid(it: Reported): string {
  const target = it.target === null ? 'no target is set' : `its target is ${withUnit(it.target, it.unit)}`;
  if (!it.last) return `No figure yet; ${target}.`;
  const when = periodOf(it.last.on, it.interval);
  return `${it.last.value === null ? `* in ${when} (${suppressedWords})` : `${withUnit(it.last.value, it.unit)} in ${when}`}; ${target}.`;
}

/** How its figures stand to what was counted. */
export function treatmentSaid(it: Reported): string {
  if (it.untold) return it.untold;
  if (it.small_numbers === 'none') return '';
  const hidden = it.suppressed.length ? ` ${it.suppressed.length === 1 ? 'One is' : `${it.suppressed.length} are`} shown as *: ${suppressedWords}.` : '';
  return `It counts people, so that its figures are rounded to the nearest 5, and shares are of rounded numbers.${hidden} ${it.too_many_hidden ? 'So many are hidden that what is worked out from the rest may differ much from what is known to those who keep it: no signal is told.' : 'Limits and signals are worked out from what is shown here, and may differ a little from those of who keeps it.'}`;
}

export function pictureFor(it: Reported): SpcPicture | null {
  if (!it.drawing?.dates.length) return null;
  return pictureOf({ name: it.name, unit: it.unit, direction: it.direction, illustrative: it.illustrative, whose: [it.organisation_name, it.place_name].filter(Boolean).join(', '), suppressed: it.suppressed }, it.drawing);
}
