// Asking a flow model: what may be varied, and how its measures' numbers are written, on every page alike.

import type { Schemas } from '../../api/client';
import { number } from '../../words/numbers';

export type Levels = Record<string, number>;
export type Difference = Schemas['FlowResult']['differences'][number];
export type Estimate = NonNullable<Schemas['FlowEstimate']>;
export type Theory = NonNullable<Schemas['FlowTheoryNumber']>;

/** What can be moved by a slider on top of a scenario: a number, and not whether a name is in a list. */
export function sliding(factors: readonly Schemas['FlowFactor'][], scenario: string): Schemas['FlowFactor'][] {
  return factors.filter((one) => !one.group && (!one.scenario || one.scenario === scenario));
}

/** The levels that somebody moved: all others stay as the model has them. */
export function moved(factors: readonly Schemas['FlowFactor'][], levels: Levels): Levels {
  return Object.fromEntries(factors.filter((one) => levels[one.name] !== undefined && levels[one.name] !== one.stands_at).map((one) => [one.name, levels[one.name]!]));
}

/** Levels as people say them: "Beds on the wards 96; Admissions a day 2.4". A factor that this version has not is said by its name. */
export function levelsWords(factors: readonly Schemas['FlowFactor'][], levels: Levels): string {
  const known = factors.filter((one) => levels[one.name] !== undefined);
  const others = Object.keys(levels).filter((name) => !factors.some((one) => one.name === name));
  return [...known.map((one) => `${one.title} ${number(levels[one.name]!, 4)}`), ...others.map((name) => `${name} ${number(levels[name]!, 4)}`)].join('; ');
}

/** Decimals that the steps of a factor have, for its number field. */
export function stepOf(factor: Schemas['FlowFactor']): number {
  if (factor.step) return factor.step;
  return 10 ** (Math.floor(Math.log10(factor.to - factor.from)) - 2);
}

/** Why a typed level is refused; nothing where it is one that the factor may have. */
export function levelRefused(factor: Pick<Schemas['FlowFactor'], 'from' | 'to'>, text: string): string {
  const value = Number(text);
  const good = text.trim() !== '' && Number.isFinite(value) && value >= factor.from && value <= factor.to;
  return good ? '' : `From ${number(factor.from, 4)} to ${number(factor.to, 4)}`;
}

/** What was asked, in words: "As it stands, beside Stays 5 % shorter and Beds on the wards 96: 100 replications". */
export function questionWords(question: Schemas['FlowAsked'], model: Pick<Schemas['FlowModel'], 'scenarios' | 'factors'>): string {
  const [first, ...others] = question.scenarios.map((one) => scenarioWords(one, model));
  const beside = others.length ? `, beside ${others.slice(0, -1).join(', ')}${others.length > 1 ? ' and ' : ''}${others.at(-1)}` : '';
  const times = question.replications === null ? '' : `: ${question.replications.toLocaleString('en-GB')} ${question.replications === 1 ? 'replication' : 'replications'}`;
  return `${first}${beside}${times}${question.by ? `, by ${question.by}, for a prediction` : ''}`;
}

export function scenarioWords(one: Schemas['FlowAsked']['scenarios'][number], model: Pick<Schemas['FlowModel'], 'scenarios' | 'factors'>): string {
  const levels = levelsWords(model.factors, one.levels);
  if (one.scenario === 'base') return levels || 'As it stands';
  return [model.scenarios.find((each) => each.name === one.scenario)?.title ?? one.scenario, levels].filter(Boolean).join(', with ');
}

// How numbers are written ------------------------------------------------------------------------------------------------

/** How a measure is written: a share of a whole as a percentage, pounds with their sign, all else with its unit behind it. */
export interface Written {
  unit: string;
  share?: boolean;
}
const inPercent = (how: Written) => how.share === true || how.unit === '%';
const isMoney = (how: Written) => how.unit === 'pounds' || how.unit === '£';
const scaled = (value: number, how: Written) => (how.share ? value * 100 : value);
const ofTime = /^(seconds|minutes|hours|days|weeks|months|years)\b/;

/** What is only rounding, by itself or beside a number of that size, is nothing. */
export function tidy(value: number, beside = 0): number {
  return Math.abs(value) < Math.max(1e-12, 1e-9 * Math.abs(beside)) ? 0 : value;
}

/** A number of a measure, without its unit: "6.59", "6.00" (which is not quite 6), "91.3%", "£1,273,935". */
export function figure(value: number | null | undefined, how: Written, beside = 0): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  const tidied = tidy(value, beside);
  if (isMoney(how)) return money(tidied, Math.abs(tidied) < 100 && !Number.isInteger(tidied) ? 0.01 : 1);
  return `${padded(scaled(tidied, how))}${inPercent(how) ? '%' : ''}`;
}

/** The same with its unit: "6.59 people", "1 person". */
export function amount(value: number | null | undefined, how: Written, beside = 0): string {
  const text = figure(value, how, beside);
  if (inPercent(how) || isMoney(how) || !how.unit || text === '–') return text;
  return `${text} ${text === '1' ? single(how.unit) : how.unit}`;
}

/** What stands behind a mean, of the 95 % interval: " ± 0.4"; nothing where there is no spread, or none that is more than rounding. */
export function spread(half: number | null | undefined, mean: number, how: Written): string {
  if (half === null || half === undefined || tidy(half, mean) === 0) return '';
  if (isMoney(how)) return `\u00a0±\u00a0${money(half, 10 ** Math.max(0, Math.floor(Math.log10(half)) - 1))}`;
  return `\u00a0±\u00a0${number(scaled(half, how), 2)}${inPercent(how) ? ' points' : ''}`;
}

/** "4.1 to 8.9": both ends to the same figure, as fine as how far they lie apart makes sense. One number where they are one. */
export function range(low: number, high: number, how: Written): string {
  if (tidy(high - low, Math.max(Math.abs(low), Math.abs(high))) === 0) return figure(high, how);
  const whole = Number.isInteger(scaled(low, how)) && Number.isInteger(scaled(high, how));
  const place = whole ? 1 : Math.min(1, 10 ** (Math.floor(Math.log10(scaled(high - low, how))) - 1));
  return `${placed(low, place, how)} to ${placed(high, place, how)}`;
}

/** "About 2.1 fewer people (likely 2.0 to 2.2 fewer)": how large a difference is, and how sure that is. */
export function differenceWords(one: Pick<Difference, 'before' | 'after' | 'difference' | 'low' | 'high'>, how: Written): string {
  const size = Math.max(Math.abs(one.before), Math.abs(one.after));
  const by = tidy(one.difference, size);
  const more = by > 0;
  if (one.low === null || one.high === null) return by === 0 ? 'No difference in one run.' : `${said(figureOf(by, how), more, how)}; one run does not tell how sure that is.`;
  const half = tidy((one.high - one.low) / 2, size);
  if (half === 0) return by === 0 ? 'No difference.' : `${said(figureOf(by, how), more, how)}.`;
  // As fine as the interval is wide; finer where an end that isn't 0 would be written as 0.
  const nearest = scaled(Math.min(Math.abs(one.low), Math.abs(one.high)), how);
  const coarse = 10 ** Math.floor(Math.log10(scaled(half, how)));
  const place = nearest > 0 && nearest < coarse / 2 ? Math.max(coarse / 100, 10 ** Math.floor(Math.log10(nearest))) : coarse;
  const end = (value: number) => placed(Math.abs(value), place, how, false);
  if (one.low <= 0 && one.high >= 0) return `No difference that these runs can tell (likely between ${end(one.low)} ${way(false, how)} and ${end(one.high)} ${way(true, how)}).`;
  if (half < 0.005 * Math.abs(by)) return `About ${said(figureOf(by, how), more, how)}.`;
  const [near, far] = [end(Math.min(Math.abs(one.low), Math.abs(one.high))), end(Math.max(Math.abs(one.low), Math.abs(one.high)))];
  return `About ${said(end(by), more, how)} (likely ${near} to ${far} ${way(more, how)}).`;
}

/** How surely theory says it: the label "By theory, exact" or "By theory, nearly". */
export function theoryLabel(value: Pick<Theory, 'exact'>): string {
  return value.exact ? 'By theory, exact' : 'By theory, nearly';
}

const figureOf = (value: number, how: Written) => (inPercent(how) ? padded(scaled(Math.abs(value), how)) : figure(Math.abs(value), how));

// "2.1 fewer people", "1.5 days less", "3.2 points lower", "£120,000 less".
function said(text: string, more: boolean, how: Written): string {
  if (inPercent(how)) return `${text} points ${way(more, how)}`;
  if (isMoney(how) || !how.unit) return `${text} ${way(more, how)}`;
  const unit = text === '1' ? single(how.unit) : how.unit;
  return ofTime.test(how.unit) ? `${text} ${unit} ${way(more, how)}` : `${text} ${way(more, how)} ${unit}`;
}

function way(more: boolean, how: Written): string {
  if (inPercent(how) || !how.unit) return more ? 'higher' : 'lower';
  if (more) return 'more';
  return isMoney(how) || ofTime.test(how.unit) || !/(s|people)$/.test(how.unit.split(' ')[0]!) ? 'less' : 'fewer';
}

function single(unit: string): string {
  return unit === 'people' ? 'person' : /^[a-z-]+[^s]s$/.test(unit) ? unit.slice(0, -1) : unit;
}

// Three figures; a number that they round keeps its noughts, so that it isn't taken for a whole one.
function padded(value: number): string {
  const text = number(value);
  if (Math.abs(value) >= 100 || tidy(Number(text.replaceAll(',', '')) - value, value) === 0) return text;
  return value.toLocaleString('en-GB', { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
}

// Rounded to a place: 0.1, 1, 1000. The sign of per cent can be left out, where points are meant.
function placed(value: number, place: number, how: Written, signed = true): string {
  if (isMoney(how)) return money(value, place);
  const text = decimal(scaled(value, how), place);
  return inPercent(how) && signed ? `${text}%` : text;
}

function decimal(value: number, place: number): string {
  const digits = Math.min(9, Math.max(0, -Math.round(Math.log10(place))));
  const text = (Math.round(value / place) * place).toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return /^-0(\.0*)?$/.test(text) ? text.slice(1) : text;
}

function money(value: number, place: number): string {
  const text = decimal(Math.abs(value), Math.max(place, 0.01) < 1 ? 0.01 : place);
  return `${value < 0 ? '−' : ''}£${text}`;
}
