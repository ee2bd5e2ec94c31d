import { describe, expect, it } from 'vitest';
import { Draft, forgetDrafts } from '../app/drafts.svelte';
import { Problem, problemOf, sentence } from '../api/problem';
import { parseDate } from '../words/dates';
import { Opening } from '../pages/stories/opening.svelte';
import { aimInput, noAim } from './aimForm';
import { Sending } from './form.svelte';
import { notices } from './notices.svelte';
import { isoOf, isoOfPeriod, partsFromText, partsOf, periodPartsOf } from './dateParts';

describe('a typed date', () => {
  it('is understood with names of months and short years, and refused when there is no such day', () => {
    expect(isoOf({ day: '3', month: 'mar', year: '26' })).toBe('2026-03-03');
    expect(isoOf({ day: '03', month: '3', year: '2026' })).toBe('2026-03-03');
    expect(isoOf({ day: '', month: '', year: '' })).toBe('');
    expect(isoOf({ day: '31', month: '2', year: '2026' })).toBe('2026-02-31');
    expect(isoOf({ day: '31', month: 'april', year: '27' })).toBe('2027-04-31');
    expect(isoOf({ day: '3', month: 'smarch', year: '2026' })).toBe('2026-smarch-3');
    expect(isoOf({ day: '3', month: '', year: '' })).toBe('?-?-3');
  });
  it('may be pasted whole, as people write it', () => {
    expect(partsFromText('01/03/2026')).toEqual({ day: '1', month: '3', year: '2026' });
    expect(partsFromText('1 March 2026')).toEqual({ day: '1', month: '3', year: '2026' });
    expect(partsFromText('2026-03-01')).toEqual({ day: '1', month: '3', year: '2026' });
    expect(partsFromText('soon')).toBeNull();
    expect(partsOf('2026-03-01')).toEqual({ day: '1', month: '3', year: '2026' });
  });
});

describe('a month or quarter that is typed', () => {
  it('is named by its first day or its last, leap years too', () => {
    expect(isoOfPeriod({ period: 'oct', year: '26' }, 'month', 'last')).toBe('2026-10-31');
    expect(isoOfPeriod({ period: '2', year: '2024' }, 'month', 'last')).toBe('2024-02-29');
    expect(isoOfPeriod({ period: '4', year: '2026' }, 'quarter', 'first')).toBe('2026-10-01');
    expect(isoOfPeriod({ period: '1', year: '2026' }, 'quarter', 'last')).toBe('2026-03-31');
    expect(isoOfPeriod({ period: '', year: '' }, 'month', 'last')).toBe('');
    expect(parseDate(isoOfPeriod({ period: '13', year: '2026' }, 'month', 'last'))).toBeNull();
    expect(periodPartsOf('2026-10-31', 'quarter')).toEqual({ period: '4', year: '2026' });
  });
});

describe('an aim in numbers', () => {
  const aim = (from: string, to: string, unit = '') => aimInput({ ...noAim, from, to, unit });
  it('keeps the unit that was typed beside its numbers', () => {
    expect(aim('20%', '40%')).toMatchObject({ from: 20, to: 40, unit: '%' });
    expect(aim('', '40 %')).toMatchObject({ from: null, to: 40, unit: '%' });
    expect(aim('£1,200', '£900')).toMatchObject({ from: 1200, to: 900, unit: '£' });
  });
  it('says no unit that was not typed, and leaves the one that was', () => {
    expect(aim('20', '40').unit).toBe('');
    expect(aim('20%', '£40').unit).toBe('');
    expect(aim('20%', '40%', '% of stays').unit).toBe('% of stays');
  });
});

describe('what is wrong with a field', () => {
  it('is marked up in one place, so that every kind of field says it alike', () => {
    const sources = import.meta.glob<string>('../**/*.svelte', { query: '?raw', import: 'default', eager: true });
    expect(Object.keys(sources).length).toBeGreaterThan(100);
    const holding = (words: string) => Object.keys(sources).filter((path) => sources[path]!.includes(words));
    expect(holding('nhsuk-error-message')).toEqual(['./FieldError.svelte']);
    const framed = holding('useErrors').filter((path) => sources[path]!.includes('<fieldset'));
    expect(framed).toEqual(['./GroupFrame.svelte']);
  });
});

describe('the words that something was done', () => {
  it('leave room for the newest: what came before it stays only while it can be undone, a few of them', () => {
    const undo = async () => undefined;
    notices.say('Saved.');
    notices.say('Removed.', undo);
    notices.say('Ended.', undo);
    expect(notices.list.map((one) => one.text)).toEqual(['Ended.', 'Removed.']);
    for (let n = 0; n < 9; ++n) notices.say(`Left out ${n}.`, undo);
    expect(notices.list.map((one) => one.text)).toEqual([8, 7, 6, 5, 4].map((n) => `Left out ${n}.`));
    expect(notices.shown.map((one) => one.text)).toEqual(['Left out 8.']);
    notices.say('Kept.');
    expect(notices.shown.map((one) => one.text)).toEqual(['Kept.', 'Left out 8.']);
    expect(notices.earlier.map((one) => one.text)).toEqual([7, 6, 5].map((n) => `Left out ${n}.`));
    notices.closeEarlier();
    expect(notices.list.map((one) => one.text)).toEqual(['Kept.', 'Left out 8.']);
  });
  it('go with the page once nothing is lost with them, and come along when they were said on leaving it', () => {
    for (const one of [...notices.list]) notices.close(one.id);
    notices.say('Removed.', async () => undefined);
    notices.say('Saved.');
    notices.moved();
    expect(notices.list.map((one) => one.text)).toEqual(['Saved.', 'Removed.']);
    notices.moved(Date.now() + 5000);
    expect(notices.list.map((one) => one.text)).toEqual(['Removed.']);
  });
  it('say that something was undone, or why it was not, in place of what was said before', async () => {
    await notices.undo(notices.list[0]!);
    expect(notices.list.map((one) => one.text)).toEqual(['Undone.']);
    notices.say('Ended.', () => Promise.reject(new Problem(409, { title: 'Too late', detail: 'A day has passed.' })));
    await notices.undo(notices.list[0]!);
    expect(notices.list).toMatchObject([{ failed: true, text: 'That could not be undone. Too late. A day has passed.' }]);
  });
});

describe('a problem in a sentence', () => {
  it('has one sign between what is wrong and how to mend it', () => {
    expect(sentence({ title: 'Something is missing', detail: 'Fill this in.' })).toBe('Something is missing: Fill this in.');
    expect(sentence({ title: 'Which priority is it?', detail: 'A priority names one.' })).toBe('Which priority is it? A priority names one.');
  });
});

describe('opening a story to anyone', () => {
  it('takes a second press, narrowing takes one', () => {
    const opening = new Opening();
    expect(opening.waits('indoors', 'system')).toBe(false);
    expect(opening.waits('indoors', 'public')).toBe(true);
    expect(opening.waits('indoors', 'public')).toBe(false);
    expect(opening.waits('public', 'public')).toBe(false);
    expect(opening.waits('public', 'indoors')).toBe(false);
  });
});

describe('a draft', () => {
  it('survives the page, and goes when it is saved, thrown away, or its writer signs out', () => {
    const first = new Draft('project:new', { name: '', aim: '' });
    first.values.name = 'Home sooner';
    first.keep();
    const second = new Draft('project:new', { name: '', aim: '' });
    expect(second.restored).toBe(true);
    expect(second.values.name).toBe('Home sooner');
    second.discard();
    expect(new Draft('project:new', { name: '', aim: '' }).restored).toBe(false);
    first.keep();
    forgetDrafts();
    expect(new Draft('project:new', { name: '', aim: '' }).values.name).toBe('');
  });
  it('knows when somebody has changed what it was typed over', () => {
    const first = new Draft('project:7', { name: 'Home', aim: 'Soon' });
    first.values.aim = 'Sooner';
    first.keep();
    expect(new Draft('project:7', { name: 'Home', aim: 'Soon' }).overtaken).toBe(false);
    const second = new Draft('project:7', { name: 'Home', aim: 'By noon' });
    expect(second.overtaken).toBe(true);
    second.keep();
    expect(new Draft('project:7', { name: 'Home', aim: 'By noon' }).overtaken).toBe(true);
    second.saved();
    expect(new Draft('project:7', { name: 'Home', aim: 'Sooner' }).overtaken).toBe(false);
  });
  it('is not kept while nothing was typed', () => {
    new Draft('empty', { name: '' }).keep();
    expect(sessionStorage.length).toBe(0);
  });
});

describe('a problem', () => {
  it('says what, where and how to mend it, and belongs to its field', () => {
    const problem = problemOf(422, { title: 'Not stored', code: 'invalid', errors: [
      { field: '/aim', code: 'missing', title: 'Enter the aim' },
      { field: '/rows/2/date', code: 'bad-date', title: 'There is no 31 February', detail: 'write 28 or 29', where: 'row 3' }] });
    expect(problem.of('aim')).toBe('Enter the aim');
    expect(problem.of('rows.2.date')).toContain('31 February');
    expect(sentence(problem.errors[1]!)).toBe('row 3: There is no 31 February: write 28 or 29');
  });
  it('is no longer said of a field that is being mended, a box of a date too; the rest stays said', () => {
    const sending = new Sending();
    sending.refuse([{ field: 'name', title: 'Give it a name' }, { field: 'rows.0.on_date', title: 'Say for when' }]);
    sending.touched('rows.0.on_date-month');
    expect(sending.problem!.of('rows.0.on_date')).toBeUndefined();
    expect(sending.problem!.of('name')).toBe('Give it a name');
    sending.touched('name');
    expect(sending.problem).toBeNull();
  });
  it('is readable even when a proxy answered in its own way', () => {
    expect(problemOf(502, '<html>').title).toBe('Tributary could not do that');
    expect(problemOf(413, null).title).toBe('That is too large to send');
    expect(problemOf(412, { title: 'Saved by somebody else', code: 'version' }).isConflict).toBe(true);
    expect(new Problem(422, { title: 'Bad', field: 'name', code: 'x' }).of('name')).toBe('Bad');
  });
});
