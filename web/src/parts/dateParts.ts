// What a person types as a date, in three boxes or pasted whole into the first, and the ISO text that it stands for.

import { parseDate } from '../words/dates';

export interface DateParts {
  day: string;
  month: string;
  year: string;
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

export function partsOf(iso: string): DateParts {
  const date = parseDate(iso);
  return date ? { day: String(date.day), month: String(date.month), year: String(date.year) } : { day: '', month: '', year: '' };
}

/**
 * "" while all boxes are empty; the ISO date where they make one, "2027-04-31" too, of which the server says how many days April
 * has; otherwise the boxes as they are, which it refuses.
 */
export function isoOf(parts: DateParts): string {
  const [day, month, year] = [parts.day.trim(), parts.month.trim(), parts.year.trim()];
  if (!day && !month && !year) return '';
  const d = Number(day);
  const m = /^\d+$/.test(month) ? Number(month) : monthNames.indexOf(month.slice(0, 3).toLowerCase()) + 1;
  const y = /^\d{2}$/.test(year) ? 2000 + Number(year) : Number(year);
  if (Number.isInteger(d) && Number.isInteger(y) && /^\d{1,2}$/.test(day) && /^\d{4}$/.test(String(y)) && m >= 1 && m <= 12) {
    return `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
  }
  return `${year || '?'}-${month || '?'}-${day || '?'}`;
}

export interface PeriodParts {
  /** A month as it is typed, "10" or "oct"; a quarter's number. */
  period: string;
  year: string;
}
export type PeriodEnd = 'first' | 'last';
export const quarterNames = ['January to March', 'April to June', 'July to September', 'October to December'] as const;

export function periodPartsOf(iso: string, of: 'month' | 'quarter'): PeriodParts {
  const date = parseDate(iso);
  if (!date) return { period: '', year: '' };
  return { period: String(of === 'month' ? date.month : Math.ceil(date.month / 3)), year: String(date.year) };
}

/** The first or last day of the month or quarter; "" while both boxes are empty; otherwise the boxes as they are, which is refused. */
export function isoOfPeriod(parts: PeriodParts, of: 'month' | 'quarter', end: PeriodEnd): string {
  if (!parts.period.trim() && !parts.year.trim()) return '';
  const month = of === 'month' ? parts.period : parts.period && String(Number(parts.period) * 3 - (end === 'first' ? 2 : 0));
  const first = isoOf({ day: '1', month, year: parts.year });
  const date = parseDate(first);
  if (!date || end === 'first') return first;
  return `${first.slice(0, 8)}${new Date(Date.UTC(date.year, date.month, 0)).getUTCDate()}`;
}

/** A whole date pasted at once: "01/03/2026", "1 March 2026", "2026-03-01". */
export function partsFromText(text: string): DateParts | null {
  const iso = /^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$/.exec(text);
  const parts = iso ? { day: iso[3]!, month: iso[2]!, year: iso[1]! } : (() => {
    const match = /^\s*(\d{1,2})[\s/.-]+(\d{1,2}|[A-Za-z]{3,9})[\s/.-]+(\d{2}|\d{4})\s*$/.exec(text);
    return match ? { day: match[1]!, month: match[2]!, year: match[3]! } : null;
  })();
  return parts && parseDate(isoOf(parts)) ? partsOf(isoOf(parts)) : null;
}
