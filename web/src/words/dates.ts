// Calendar dates travel as ISO text ("2026-03-01") and have no time zone; instants travel in UTC and are shown as in London.

const monthNames = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October',
  'November', 'December'];

export interface CalendarDate {
  year: number;
  month: number;
  day: number;
}

/** "2026-03-01" or the date of "2026-03-01T10:00:00Z"; null where the text is no date. */
export function parseDate(text: string | null | undefined): CalendarDate | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(text ?? '');
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return isRealDate(year, month, day) ? { year, month, day } : null;
}

export function isRealDate(year: number, month: number, day: number): boolean {
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Milliseconds for a time axis. Midnight UTC, so that no axis is an hour off in summer. */
export function dateToTime(text: string): number {
  const date = parseDate(text);
  return date ? Date.UTC(date.year, date.month - 1, date.day) : Number.NaN;
}

export function timeToDate(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** "1 March 2026". */
export function longDate(text: string | null | undefined): string {
  const date = parseDate(text);
  return date ? `${date.day} ${monthNames[date.month - 1]} ${date.year}` : '–';
}

/** "1 Mar 2026", for tables and charts. */
export function shortDate(text: string | null | undefined): string {
  const date = parseDate(text);
  return date ? `${date.day} ${monthNames[date.month - 1]!.slice(0, 3)} ${date.year}` : '–';
}

/** "March 2026". */
export function monthYear(text: string | null | undefined): string {
  const date = parseDate(text);
  return date ? `${monthNames[date.month - 1]} ${date.year}` : '–';
}

/** How a series writes its dates: by month where every date is the first (or every date the last) of its month. */
export type Rhythm = 'month' | 'day';

export function rhythmOf(dates: readonly string[]): Rhythm {
  const parsed = dates.map(parseDate);
  const firsts = parsed.every((date) => date?.day === 1);
  const lasts = parsed.every((date) => date && !isRealDate(date.year, date.month, date.day + 1));
  return dates.length > 1 && (firsts || lasts) ? 'month' : 'day';
}

/** "October 2026", "October to December 2026", or the date: what a date stands for where a measure has one value a month or quarter. */
export function periodOf(text: string | null | undefined, interval: string): string {
  const date = parseDate(text);
  if (!date || (interval !== 'month' && interval !== 'quarter')) return shortDate(text);
  if (interval === 'month') return monthYear(text);
  const first = Math.floor((date.month - 1) / 3) * 3;
  return `${monthNames[first]} to ${monthNames[first + 2]} ${date.year}`;
}

/** A period of several: "July 2026 to September 2026", "1 Jul 2026 to 30 Sep 2026"; one month or quarter is said once. */
export function periodBetween(from: string | null | undefined, to: string, interval: string): string {
  const [first, last] = [from ? periodOf(from, interval) : '', periodOf(to, interval)];
  return first && first !== last ? `${first} to ${last}` : last;
}

export function pointDate(text: string, rhythm: Rhythm): string {
  return rhythm === 'month' ? monthYear(text) : longDate(text);
}

const london = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/London', day: 'numeric', month: 'long', year: 'numeric', hour: 'numeric', minute: '2-digit', hourCycle: 'h12',
});

/** An instant as it was in London: "1 March 2026 at 2:05pm". */
export function londonTime(instant: string | null | undefined): string {
  const at = new Date(instant ?? Number.NaN);
  if (Number.isNaN(at.getTime())) return '–';
  const parts = Object.fromEntries(london.formatToParts(at).map((part) => [part.type, part.value]));
  return `${parts.day} ${parts.month} ${parts.year} at ${parts.hour}:${parts.minute}${(parts.dayPeriod ?? '').toLowerCase().replaceAll(' ', '')}`;
}

const londonDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit' });

/** Today's date in London, as ISO text. */
export function today(now: Date = new Date()): string {
  return londonDay.format(now);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((dateToTime(to) - dateToTime(from)) / 86_400_000);
}

function wholeMonths(from: string, to: string): number {
  const [a, b] = [parseDate(from), parseDate(to)];
  return a && b ? (b.year - a.year) * 12 + b.month - a.month - (b.day < a.day ? 1 : 0) : 0;
}

/** "today", "in 3 days", "2 weeks ago", "in 5 months". */
export function fromNow(text: string, now: string = today()): string {
  const days = daysBetween(now, text);
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  const size = Math.abs(days);
  // Never more than lies between: three and a half months are "3 months".
  const months = wholeMonths(days > 0 ? now : text, days > 0 ? text : now);
  const [n, unit] = size < 14 ? [size, 'day'] : size < 61 ? [Math.floor(size / 7), 'week'] : months < 24 ? [months, 'month'] : [Math.floor(months / 12), 'year'];
  const span = `${n} ${unit}${n === 1 ? '' : 's'}`;
  return days > 0 ? `in ${span}` : `${span} ago`;
}
