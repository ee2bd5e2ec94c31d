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
    await date(page, 'When?', 1, next.getUTCMonth() + 1, next.getUTCFullYear());
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
