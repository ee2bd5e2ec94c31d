// What a flow report holds, as `tributary flow run|compare --report` writes it, and the words for it. Numbers are the program's;
// nothing is worked out again here.
import { number } from '../words/numbers';

export interface Estimate {
  mean: number;
  half_width: number | null;
  sd: number | null;
  low90: number | null;
  low50: number | null;
  median: number | null;
  high50: number | null;
  high90: number | null;
  replications: number;
  theory?: { value: number; exact: boolean; standard_errors?: number; differs?: boolean } | null;
}

export interface Bands {
  mean: (number | null)[];
  median: (number | null)[];
  low50: (number | null)[];
  high50: (number | null)[];
  low90: (number | null)[];
  high90: (number | null)[];
}

/** [time, person, what (0 waits, 1 is served, 2 is kept, 3 leaves), service or exit] */
export type Step = [number, number, number, number];
/** [from a service or from outside, to a service or an exit, 1: an exit, people] */
export type Way = [number | null, number, number, number];

export interface Film {
  from: number;
  to: number;
  cut: boolean;
  too_many: boolean;
  people: number;
  there: Step[];
  steps: Step[];
  ways: Way[];
}

export interface Curve { wanted: number; beds: number[]; delay: (number | null)[]; half_width: (number | null)[] }

export interface Change { path: string; how: 'set' | 'scale' | 'add'; before: string; value: string; at: string; source: string; note: string }

export interface ServiceResult {
  name: string;
  title: string;
  beds: number | null;
  solved_by: { formula: string | null; source?: string; why?: string; exact?: boolean } | null;
  load: { load?: number; utilisation?: number | null; steady_state?: boolean } | null;
  [number: string]: unknown;
}

export interface MeasureResult { name: string; title: string; unit: string; value: Estimate | null; period?: number; periods?: (Estimate | null)[]; periods_from?: (string | number)[] }

export interface Scenario {
  name: string;
  title: string;
  seed: number;
  replications: number;
  warm_up: number;
  warm_up_found: boolean;
  length: number;
  people: number;
  engine: 'events' | 'recursion' | 'both';
  cancelled: boolean;
  precise: boolean;
  stationary: boolean;
  present: Estimate | null;
  time_in_system: Estimate | null;
  services: ServiceResult[];
  measures: MeasureResult[];
  changes: Change[];
  /** When those of them that begin while people are counted do: dates, or times of the run. */
  goes_live: (string | number)[];
  /** No slices where there were too many replications to keep them. */
  over_time: { from: number; slice: number | null; services: { occupied: Bands; queue: Bands | null }[] };
  /** By service, [time of the run, beds] wherever they change; null where there is no limit, and altogether where numbers aren't known exactly. */
  beds: ([number, number][] | null)[] | null;
  curves: { replications: number; services: Curve[] } | null;
  film: Film | null;
  /** By area: [people, minutes, people by site] */
  catchment: { replications: number; areas: [number, number | null, number[]][] } | null;
}

export interface Difference {
  scenario: string;
  from: string;
  of: 'system' | 'service' | 'measure';
  name: string | null;
  number: string;
  period: number | null;
  before: number;
  after: number;
  difference: number;
  half_width: number | null;
  low: number | null;
  high: number | null;
  replications: number;
}

export interface Parameter { path: string; value: string; uncertain: boolean; source: string; licence: string; note: string; said_of: string }

export interface ServicePart { name: string; title: string; kind: 'beds' | 'team' | 'unlimited'; visits: boolean; beds: number | null; varies: boolean; site: number | null }

export interface ReportMap {
  width: number;
  height: number;
  /** What a unit of the map is on the ground. */
  km: number;
  areas: ([number, number] | null)[];
  sites: ([number, number] | null)[];
  /** Rings: where the first point is, and from then on how far to the next. */
  shapes: { area: number | null; place: number | null; rings: number[][] }[];
}

export interface FlowReport {
  format: string;
  kind: 'run' | 'compare';
  model: string;
  title: string;
  hash: string;
  version: string;
  time_unit: string;
  about: string;
  begins_on: string | null;
  leaves_out: string[];
  review: { state: 'none' | 'draft' | 'reviewed' | 'withdrawn'; by: string; on: string | null; note: string };
  command: string;
  run: { seed: number; replications: number; daily_snapshots: boolean; until_empty: boolean; precision: { measure: string; half_width: number; relative: boolean } | null };
  warnings: { scenario: string | null; text: string }[];
  evidence?: { of: string; source: string; licence: string; note: string }[];
  contradictions?: string[];
  parts: {
    classes: string[];
    exits: string[];
    places: string[];
    arrivals: { name: string; how: string }[];
    services: ServicePart[];
    pools: string[];
    groups: string[];
    areas: { name: string; locality: string | null }[];
    sites: { name: string; title: string }[];
    outcomes: { name: string; title: string }[];
    costs: string[];
    measures: { name: string; share: boolean; time: boolean }[];
    returns: number;
    travel: boolean;
    uncertain: boolean;
  };
  parameters: Parameter[];
  map: ReportMap | null;
  scenarios: Scenario[];
  differences?: Difference[];
}

export const titleOf = (one: { name: string; title: string }) => one.title || one.name;

/** How a measure's values are written: shares as percentages, pounds with their sign. */
export interface Written { share: boolean; unit: string }

export function written(report: FlowReport, measure: { name: string; unit: string }): Written {
  const told = report.parts.measures.find((one) => one.name === measure.name);
  return { share: told?.share ?? false, unit: measure.unit || (told?.time ? report.time_unit : '') };
}

/** "91.3%", "£1.16 million", "6.23 people". */
export function valueWords(value: number | null | undefined, how: Written, withUnit = true): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  if (how.share) return `${number(value * 100)}%`;
  if (how.unit === 'pounds') return Math.abs(value) >= 1e6 ? `£${number(value / 1e6)} million` : `£${number(Number(value.toPrecision(3)))}`;
  return withUnit && how.unit ? `${number(value)} ${how.unit}` : number(value);
}

/** A difference of two values: of shares in percentage points. */
export function differenceWords(value: number | null | undefined, how: Written, withUnit = true): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const sign = value > 0 ? '+' : value < 0 ? '−' : '';
  if (how.share) return `${sign}${number(Math.abs(value) * 100)}${withUnit ? ' points' : ''}`;
  return `${sign}${sign && how.unit === 'pounds' ? '\u2060' : ''}${valueWords(Math.abs(value), how, withUnit)}`; // no line ends between a minus and its pounds
}

/** Does an interval say on which side of 0 the difference lies? */
export const sure = (one: Difference) => one.low !== null && one.high !== null && (one.low > 0 || one.high < 0);

/** The ends of the 95% interval of a mean: cut at 0 where no replication's own value is below it. */
export function intervalOf(value: Estimate): [number, number] {
  const low = value.mean - (value.half_width ?? 0);
  return [value.low90 !== null && value.low90 >= 0 ? Math.max(0, low) : low, value.mean + (value.half_width ?? 0)];
}

/** "5.98 to 6.48", or – where there is no interval. */
export const intervalWords = (value: Estimate | null | undefined, how: Written) => (!value || value.half_width === null ? '–' : intervalOf(value).map((end) => valueWords(end, how, false)).join(' to '));
/** What nine replications in ten show, likewise. */
export const nineWords = (value: Estimate | null | undefined, how: Written) => (!value || value.low90 === null ? '–' : `${valueWords(value.low90, how, false)} to ${valueWords(value.high90, how, false)}`);

/** The measures that are told by period as well. */
export const withPeriods = (scenario: Scenario) => scenario.measures.filter((one) => one.periods?.some((period) => period !== null));

/** "6.23 people (95% interval 5.98 to 6.48)" */
export function estimateWords(value: Estimate | null, how: Written): string {
  if (!value) return 'nothing was counted';
  if (value.half_width === null) return `${valueWords(value.mean, how)} (one replication: how sure that is nobody knows)`;
  const ends = intervalOf(value).map((end) => valueWords(end, how, false));
  if (ends[0] === ends[1]) return `${valueWords(value.mean, how)}${value.sd === 0 ? ' in every replication' : ' (and the interval is narrower than these figures show)'}`;
  return `${valueWords(value.mean, how)} (95% interval ${ends[0]} to ${ends[1]})`;
}

export interface Finding { measure: string; words: string; sure: boolean | null }

/** The answer, a sentence for each of the first measures: what is, or what a scenario changes, with how surely. */
export function findings(report: FlowReport, scenario: Scenario, most = 4): Finding[] {
  const first = report.scenarios[0]!;
  const measures = scenario.measures.filter((one) => one.value).slice(0, most);
  return measures.map((measure) => {
    const how = written(report, measure);
    const difference = report.differences?.find((one) => one.scenario === scenario.name && one.of === 'measure' && one.name === measure.name && one.period === null);
    if (scenario === first || !difference) return { measure: titleOf(measure), words: estimateWords(measure.value, how), sure: null };
    const interval = difference.low === null ? '' : ` (95% interval of the difference ${differenceWords(difference.low, how, false)} to ${differenceWords(difference.high, how)})`;
    const from = `${valueWords(difference.before, how, false)} to ${valueWords(difference.after, how)}`;
    if (difference.difference === 0 && (difference.half_width ?? 0) === 0) return { measure: titleOf(measure), words: `the same, ${valueWords(difference.after, how)}`, sure: false };
    if (!sure(difference)) return { measure: titleOf(measure), words: `from ${from}: no difference that could be told from chance${interval}`, sure: false };
    return { measure: titleOf(measure), words: `${difference.difference > 0 ? 'up' : 'down'} from ${from}${interval}`, sure: true };
  });
}

export const hoursIn: Record<string, number> = { minutes: 1 / 60, hours: 1, days: 24, weeks: 168 };

/** A moment of the run, counted from the end of the warm-up: "day 3, 14:00"; a date where the model has one. */
export function momentWords(time: number, report: Pick<FlowReport, 'time_unit' | 'begins_on'>, from: number): string {
  const hours = (report.begins_on ? time : time - from) * (hoursIn[report.time_unit] ?? 24) + 1e-9;
  const day = Math.floor(hours / 24);
  const minutes = Math.floor((hours - day * 24) * 60);
  const clock = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  if (!report.begins_on) return `day ${(day + 1).toLocaleString('en-GB')}, ${clock}`;
  const date = new Date(`${report.begins_on}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + day);
  return `${date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' })}, ${clock}`;
}

/** "100 replications of 365 days after a warm-up of 365 days". */
export function runWords(scenario: Scenario, unit: string): string {
  const replications = scenario.replications === 1 ? 'One replication' : `${scenario.replications.toLocaleString('en-GB')} replications`;
  return `${replications} of ${number(scenario.length)} ${unit} ${scenario.warm_up > 0 ? `after a warm-up of ${number(scenario.warm_up)} ${unit}${scenario.warm_up_found ? ', which the run found for itself' : ''}` : 'without a warm-up'}`;
}

/** Does the file say anything of where a number comes from? */
export const said = (one: Parameter) => Boolean(one.source || one.licence || one.note);
