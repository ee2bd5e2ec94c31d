// Levers, money and returns as their forms hold them, and as the contract takes them.

import { api, body, ifMatch, type Schemas } from '../../api/client';
import { longDate } from '../../words/dates';
import { partyKey, partyOf } from '../standards/standardForm';

export const kindWords: Record<Schemas['LeverKind'], string> = { financial: 'Financial', regulatory: 'Regulatory', workforce: 'Workforce' };
export const levelWords: Record<Schemas['LeverLevel'], string> = { national: 'National', system: 'System', locality: 'Locality', organisation: 'Organisation' };

/** "from 1 April 2016 to 31 March 2020"; what is not known is left out. */
export function spanText(from: string | null, to: string | null): string {
  return [from ? `from ${longDate(from)}` : '', to ? `to ${longDate(to)}` : ''].filter(Boolean).join(' ');
}

/** "£1.2 million", "£240 million", "£85,000". */
export function poundsText(pounds: number | null): string {
  if (pounds === null) return 'amount not published';
  if (pounds >= 1e9) return `£${(pounds / 1e9).toLocaleString('en-GB', { maximumFractionDigits: 1 })} billion`;
  if (pounds >= 1e6) return `£${(pounds / 1e6).toLocaleString('en-GB', { maximumFractionDigits: 1 })} million`;
  return `£${pounds.toLocaleString('en-GB', { maximumFractionDigits: 0 })}`;
}

/** "12 times a year", "once a year". */
export function timesText(times: number): string {
  const known: Record<number, string> = { 365: 'every day', 52: 'every week', 12: 'every month', 4: 'every quarter', 1: 'every year' };
  return known[times] ?? `${times.toLocaleString('en-GB')} times a year`;
}

export function hoursText(hours: number): string {
  return `${hours.toLocaleString('en-GB', { maximumFractionDigits: 1 })} ${hours === 1 ? 'hour' : 'hours'}`;
}

/** A number as people type it; undefined where it is none. */
export function numberOf(text: string): number | null | undefined {
  const plain = text.replace(/[£,\s]/g, '');
  if (!plain) return null;
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}

export interface LeverValues {
  kind: string;
  level: string;
  name: string;
  about: string;
  holder: string;
  from_on: string;
  to_on: string;
  pulls: { objective: string; effect: string; why: string }[];
  source: string;
}

export interface MoneyValues {
  name: string;
  about: string;
  objective: string;
  pounds: string;
  from_on: string;
  to_on: string;
  pooled: string;
  contributions: { by: string; pounds: string }[];
  source: string;
}

export interface ReturnValues {
  name: string;
  about: string;
  asked_by: string;
  asked_of: string;
  /** Of whose teams alone; none: of every team around. */
  organisations: string[];
  times_a_year: string;
  teams_asked: string;
  source: string;
}

const text = (value: number | null) => (value === null ? '' : String(value));

export const newLever = (): LeverValues => ({ kind: '', level: 'system', name: '', about: '', holder: '', from_on: '', to_on: '', pulls: [{ objective: '', effect: 'supports', why: '' }], source: '' });
export const leverValues = (it: Schemas['Lever']): LeverValues => ({ kind: it.kind, level: it.level, name: it.name, about: it.about, holder: partyKey(it.holder), from_on: it.from_on ?? '', to_on: it.to_on ?? '',
  pulls: it.pulls.map((one) => ({ objective: String(one.objective_id), effect: one.effect, why: one.why })), source: it.source });
export const leverInput = (values: LeverValues, place: number, illustrative: boolean): Schemas['LeverInput'] => ({ place_id: place, kind: values.kind as Schemas['LeverKind'], level: values.level as Schemas['LeverLevel'],
  name: values.name.trim(), about: values.about.trim(), holder: partyOf(values.holder), from_on: values.from_on || null, to_on: values.to_on || null,
  pulls: values.pulls.filter((one) => one.objective).map((one) => ({ objective_id: Number(one.objective), effect: one.effect as Schemas['Effect'], why: one.why.trim() })), source: values.source.trim(), illustrative });

export const newMoney = (): MoneyValues => ({ name: '', about: '', objective: '', pounds: '', from_on: '', to_on: '', pooled: 'no', contributions: [], source: '' });
export const moneyValues = (it: Schemas['Investment']): MoneyValues => ({ name: it.name, about: it.about, objective: text(it.objective_id), pounds: text(it.pounds), from_on: it.from_on ?? '', to_on: it.to_on ?? '',
  pooled: it.pooled ? 'yes' : 'no', contributions: it.contributions.map((one) => ({ by: partyKey(one.by), pounds: text(one.pounds) })), source: it.source });
export const moneyInput = (values: MoneyValues, place: number, illustrative: boolean): Schemas['InvestmentInput'] => ({ place_id: place, name: values.name.trim(), about: values.about.trim(),
  objective_id: values.objective ? Number(values.objective) : null, pounds: numberOf(values.pounds) ?? null, from_on: values.from_on || null, to_on: values.to_on || null, pooled: values.pooled === 'yes',
  contributions: values.contributions.filter((one) => one.by).map((one) => ({ by: partyOf(one.by), pounds: numberOf(one.pounds) ?? null })), source: values.source.trim(), illustrative });

export const newReturn = (): ReturnValues => ({ name: '', about: '', asked_by: '', asked_of: '', organisations: [], times_a_year: '12', teams_asked: '', source: '' });
export const returnValues = (it: Schemas['ReturnRequest']): ReturnValues => ({ name: it.name, about: it.about, asked_by: partyKey(it.asked_by), asked_of: it.asked_of, organisations: it.organisations.map((one) => String(one.id)), times_a_year: String(it.times_a_year), teams_asked: text(it.teams_asked), source: it.source });
export const returnInput = (values: ReturnValues, place: number, illustrative: boolean): Schemas['ReturnInput'] => ({ place_id: place, name: values.name.trim(), about: values.about.trim(), asked_by: partyOf(values.asked_by),
  asked_of: values.asked_of.trim(), organisation_ids: values.organisations.map(Number), times_a_year: numberOf(values.times_a_year) ?? 0, teams_asked: numberOf(values.teams_asked) ?? null, source: values.source.trim(), illustrative });

/** Says a team's hours, or with none takes them back, over that version of what it said. */
export const putHours = (id: number, team: number, hours: number | null, version: number) => {
  const params = { path: { id, team }, header: ifMatch(version) };
  return hours === null ? api.DELETE('/api/v1/returns/{id}/hours/{team}', { params }) : api.PUT('/api/v1/returns/{id}/hours/{team}', { params, body: { hours } });
};
/** What one's own team says now. */
export async function hoursNow(id: number, team: number): Promise<{ value: number | null; version: number }> {
  const own = (await body(api.GET('/api/v1/returns/{id}', { params: { path: { id } } }))).own_teams.find((one) => one.team_id === team);
  return { value: own?.hours ?? null, version: own?.version ?? 0 };
}
export const hoursInWords = (hours: number | null) => (hours === null ? 'not said' : hoursText(hours));
