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
    await page.getByRole('button', { name: 'Decide', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Ring it from the door' }).waitFor();
    const ramp = page.getByRole('region', { name: 'The ramp' });
    await ramp.getByRole('link', { name: 'Ring the scanner from the ambulance' }).waitFor();
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

  'an open prediction is for the team and its mentor; an executive sees none': async ({ page, server, seen }) => {
    seen.allow.push(/401/, /403/, /404/);
    await signIn(page, server, 'executive@demo.example', '/tests/1');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.getByText('Open: can still be changed').count() === 0, 'no open prediction is shown');
    await accessible(page);
    await fitsPhone(page);
  },
};
