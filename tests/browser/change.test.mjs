// A test of change: predicted first, locked when it starts, answered by data.
import { accessible, expect, fitsPhone, signIn } from './kit.mjs';

const lead = 'stroke.lead@demo.example';

async function date(page, legend, day, month, year) {
  const group = page.getByRole('group', { name: legend });
  await group.getByLabel('Day').fill(String(day));
  await group.getByLabel('Month').fill(String(month));
  await group.getByLabel('Year').fill(String(year));
}

export const tests = {
  'a test is planned, predicted, started and studied; its prediction locks': async ({ page, server, seen }) => {
    seen.allow.push(/401/, /422/);
    await signIn(page, server, lead, '/projects/2/tests/new');
    await page.getByLabel('Name of the test').fill('Ring the scanner from the ambulance');
    await page.getByLabel('What do you want to find out?').fill('Does the scanner stay free?');
    await accessible(page);
    await page.getByRole('button', { name: 'Plan it and predict' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ring the scanner from the ambulance' }).waitFor();

    const predict = page.getByRole('region', { name: 'Predict' });
    await predict.getByLabel('What do you predict?').selectOption({ index: 1 });
    const next = new Date(Date.now() + 60 * 86_400_000);
    const when = predict.getByRole('group', { name: 'Which month?' });
    await when.getByLabel('Month').fill(String(next.getUTCMonth() + 1));
    await when.getByLabel('Year').fill(String(next.getUTCFullYear()));
    await predict.getByLabel('Most likely').fill('90');
    await predict.getByLabel('Nearly sure above').fill('85');
    await predict.getByLabel('and below').first().fill('95');
    await predict.getByText(/If nothing changed/).waitFor();
    await predict.locator('.spc svg path').first().waitFor({ state: 'attached' });
    await accessible(page);
    await page.getByRole('button', { name: 'Predict it' }).click();
    await predict.getByText('Open: can still be changed').waitFor();

    await page.getByRole('button', { name: 'Start the test' }).click();
    await predict.getByText('Locked', { exact: true }).waitFor();
    expect(await predict.getByRole('button', { name: 'Change the prediction' }).count() === 0, 'nobody can change it any more');

    await page.getByLabel('What happened? (optional)').fill('They rang on nine days of ten');
    await page.getByRole('button', { name: 'Record it' }).first().click();
    await page.getByText('They rang on nine days of ten').first().waitFor();
    await page.getByLabel('Adapt').check();
    await page.getByLabel('Name of the next test (optional)').fill('Ring it from the door');
    // The answer isn't there yet: what is open is said, and one goes on knowingly.
    const still = page.getByRole('group', { name: 'Still open' });
    await still.getByText(/has no answer yet: it is due on/).waitFor();
    await still.getByText('What the data say isn’t written.').waitFor();
    await still.getByText('The day it ended isn’t recorded.').waitFor();
    await page.getByRole('button', { name: 'Decide', exact: true }).click();
    await page.getByText('The answer isn’t there yet: say that you decide all the same').first().waitFor();
    await accessible(page);
    await fitsPhone(page);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.getByLabel('Decide all the same, before the answer').check();
    await page.getByRole('button', { name: 'Decide', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Ring it from the door' }).waitFor();
    const ramp = page.getByRole('region', { name: 'The ramp' });
    await ramp.getByRole('link', { name: 'Ring the scanner from the ambulance' }).click();
    await page.getByText(/^from \d/).first().waitFor();
    expect(await page.getByText(/, running$/).count() === 0, 'what was decided is not running');
    await accessible(page);
    await fitsPhone(page);
  },

  'of a monthly measure a month is asked for, and that month’s value locks and answers the prediction': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/projects/2');
    const [measure, test] = await page.evaluate(async () => {
      const csrf = (await (await fetch('/api/v1/session')).json()).csrf;
      const post = async (path, input) => (await fetch(`/api/v1${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf }, body: JSON.stringify(input) })).json();
      const made = await post('/measures', { project_id: 2, name: 'Scans a month', kind: 'process', direction: 'up', interval: 'month', unit: 'scans' });
      const now = new Date();
      const observations = Array.from({ length: 14 }, (_, index) => ({ on: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 15 + index, 1)).toISOString().slice(0, 10), value: 70 + index % 3 }));
      await post(`/measures/${made.id}/observations`, { observations });
      return [made.id, (await post('/projects/2/tests', { name: 'One month of it' })).test.id];
    });
    await page.goto(`${server.address}/tests/${test}`);
    const predict = page.getByRole('region', { name: 'Predict' });
    await predict.getByLabel('What do you predict?').selectOption(String(measure));
    const last = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() - 1, 1));
    const name = last.toLocaleString('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' });
    const month = predict.getByRole('group', { name: 'Which month?' });
    expect(await month.getByLabel('Day').count() === 0, 'no day is asked for');
    await month.getByLabel('Month').fill(name.slice(0, 3));
    await month.getByLabel('Year').fill(String(last.getUTCFullYear()));
    await predict.getByLabel('Most likely').fill('80');
    await predict.getByLabel('Nearly sure above').fill('75');
    await predict.getByLabel('and below').first().fill('85');
    await accessible(page);
    await page.getByRole('button', { name: 'Predict it' }).click();
    await predict.getByRole('rowheader', { name }).waitFor();
    await predict.getByText('Open: can still be changed').waitFor();
    await page.goto(`${server.address}/measures/${measure}`);
    await page.getByText('No value has come yet that it speaks of.').waitFor();
    await page.getByLabel('Value', { exact: true }).fill('81');
    await date(page, 'Date', 1, last.getUTCMonth() + 1, last.getUTCFullYear());
    await page.getByRole('button', { name: 'Store the value' }).click();
    await page.getByText('The answer: as expected. The value lies within the 50% band.').waitFor();
    await page.getByText('Table of values').click();
    const rows = page.getByRole('row').filter({ hasText: name });
    expect(await rows.count() === 1, 'the prediction stands in the row of its month');
    await rows.getByText('80 (75 to 85)').waitFor();
    await accessible(page);
    await fitsPhone(page);
  },

  'what a prediction said, and what answered it, stays on the record, and the page says what happened': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/projects/2');
    const [measure, test] = await page.evaluate(async () => {
      const csrf = (await (await fetch('/api/v1/session')).json()).csrf;
      const post = async (path, input) => (await fetch(`/api/v1${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf }, body: JSON.stringify(input) })).json();
      const made = await post('/measures', { project_id: 2, name: 'Calls answered', kind: 'process', direction: 'neither', interval: 'day', unit: 'calls' });
      const day = (back) => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);
      await post(`/measures/${made.id}/observations`, { observations: Array.from({ length: 20 }, (_, index) => ({ on: day(30 - index), value: 1010 + index % 4 })) });
      return [made.id, (await post('/projects/2/tests', { name: 'One of the calls' })).test.id];
    });
    await page.goto(`${server.address}/tests/${test}`);
    const predict = page.getByRole('region', { name: 'Predict' });
    await predict.getByLabel('What do you predict?').selectOption(String(measure));
    await predict.getByText(/Nobody has said which way is better/).waitFor();
    await predict.getByText('The last value was 1,013 calls.').waitFor();
    const back = (days) => new Date(Date.now() - days * 86_400_000);
    const say = async (when) => date(page, 'When?', when.getUTCDate(), when.getUTCMonth() + 1, when.getUTCFullYear());

    // A decimal comma is no guess, and its error goes as it is mended; the inner range is filled in within the outer one.
    await say(back(15));
    await predict.getByLabel('Most likely').fill('1012,5');
    await predict.getByLabel('Nearly sure above').fill('1010');
    await predict.getByLabel('and below').first().fill('1014');
    await page.getByRole('button', { name: 'Predict it' }).click();
    await predict.getByText(/could be read in two ways: write 1012.5/).first().waitFor();
    await accessible(page);
    await predict.getByLabel('Most likely').fill('1012');
    expect(await predict.getByText(/could be read in two ways/).count() === 0, 'the error goes as it is mended');
    await predict.getByText(/There is a value already that this speaks of/).waitFor();

    // Later than all there is: it stays open, is changed, and what it said before stands beside it.
    await say(back(3));
    await predict.getByText(/There is a value already that this speaks of/).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Predict it' }).click();
    await predict.getByText('Open: can still be changed').waitFor();
    await predict.getByText('1,011 to 1,013').waitFor();
    await predict.getByRole('button', { name: 'Change the prediction' }).click();
    await predict.getByLabel('Nearly sure above').fill('1009');
    await page.getByRole('button', { name: 'Save the prediction' }).click();
    await predict.getByText('What it said before').click();
    await predict.getByText(/nearly sure 1,010 to 1,014/).waitFor();

    // Answered, it stays: the test isn't removed, and data that are withdrawn leave history.
    await page.evaluate(async ({ measure, on }) => {
      const csrf = (await (await fetch('/api/v1/session')).json()).csrf;
      await fetch(`/api/v1/measures/${measure}/observations`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf }, body: JSON.stringify({ observations: [{ on, value: 1030 }] }) });
    }, { measure, on: back(3).toISOString().slice(0, 10) });
    await page.reload();
    await predict.getByText('The answer: outside what was expected.').waitFor();
    await page.getByText('Its prediction is locked, and what was predicted stays on the record.').waitFor();
    expect(await page.getByRole('button', { name: 'Remove this test' }).count() === 0, 'a test with a locked prediction is not removed');
    await accessible(page);
    await fitsPhone(page);
    await page.evaluate(async ({ measure, on }) => {
      const csrf = (await (await fetch('/api/v1/session')).json()).csrf;
      await fetch(`/api/v1/measures/${measure}/withdrawals`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf }, body: JSON.stringify({ on, reason: 'Counted twice' }) });
    }, { measure, on: back(3).toISOString().slice(0, 10) });
    await page.reload();
    await predict.getByText(/It was answered before: outside what was expected on/).waitFor();
    await predict.getByText('Too early to say').waitFor();
    await accessible(page);

    // Another value in its place answers anew, and the page says what was changed and what the answer would be without that.
    await page.evaluate(async ({ measure, on }) => {
      const csrf = (await (await fetch('/api/v1/session')).json()).csrf;
      await fetch(`/api/v1/measures/${measure}/observations`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf }, body: JSON.stringify({ observations: [{ on, value: 1012 }] }) });
    }, { measure, on: back(3).toISOString().slice(0, 10) });
    await page.reload();
    await predict.getByText('The answer: as expected.').waitFor();
    await predict.getByText(/1 value was changed after the prediction locked. With the data as they were first stored the answer would be outside what was expected: 1,030/).waitFor();
    await accessible(page);
    await fitsPhone(page);

    // So does the sheet of the review, which counts it apart.
    await page.goto(`${server.address}/projects/2/review`);
    const sheet = page.getByRole('region', { name: 'Predicted' });
    await sheet.getByText(/Among them: .*1 turned by values that were changed since/).waitFor();
    await sheet.getByText(/1 value was changed after the prediction locked/).waitFor();
    await accessible(page);
    await fitsPhone(page);
  },

  'an open prediction is for the team and its mentor; an executive sees none': async ({ page, server, seen }) => {
    seen.allow.push(/401/, /403/, /404/);
    await signIn(page, server, 'executive@demo.example', '/tests/1');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.getByText('Open: can still be changed').count() === 0, 'no open prediction is shown');
    await accessible(page);
    await fitsPhone(page);
  },

  'no judgement in the demonstration is of an answer that a newer one has taken the place of': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'executive@demo.example', '/');
    const left = await page.evaluate(async () => {
      const get = async (path) => (await fetch(`/api/v1${path}`)).json();
      const { projects } = await get('/projects?limit=100');
      const tests = (await Promise.all(projects.map((one) => get(`/projects/${one.id}`)))).flatMap((one) => one.tests);
      const predictions = (await Promise.all(tests.map((one) => get(`/tests/${one.id}`)))).flatMap((one) => one.predictions);
      return { looked: predictions.length, waiting: predictions.filter((one) => !one.answers.at(-1)?.judgement && one.answers.some((each) => each.judgement)).map((one) => one.id) };
    });
    expect(left.looked > 10, `${left.looked} predictions were looked at`);
    expect(left.waiting.length === 0, `older answers of ${left.waiting.join(', ')} were judged while a newer one waits`);
  },
};
