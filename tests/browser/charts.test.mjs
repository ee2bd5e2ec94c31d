// What a measure is drawn as: its chart and rules, and where its limits may start anew.
import { accessible, expect, fitsPhone, signIn } from './kit.mjs';

const lead = 'stroke.lead@demo.example';

export const tests = {
  'a share becomes a P chart on its settings page, whose table has limits at each point; as a run chart it has a median and none': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/');
    const measure = await page.evaluate(async () => {
      const { csrf } = await (await fetch('/api/v1/session')).json();
      const post = async (path, input) => (await fetch(`/api/v1${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf }, body: JSON.stringify(input) })).json();
      const made = await post('/measures', { name: 'Scanned in time', kind: 'process', unit: '%', quantity: 'proportion', scale: 100, direction: 'up', interval: 'day' });
      const numerators = [30, 62, 31, 58, 29, 61, 33, 60, 30, 57, 32, 63, 29, 60];
      await post(`/measures/${made.id}/observations`, { observations: numerators.map((numerator, index) => ({ on: `2026-03-${String(index + 1).padStart(2, '0')}`, numerator, denominator: index % 2 ? 100 : 50 })) });
      return made.id;
    });
    const draw = async (chart) => {
      await page.goto(`${server.address}/measures/${measure}/edit`);
      const choices = page.getByText('Which chart, and by which rules');
      await choices.waitFor();
      if (!await page.getByLabel(chart, { exact: true }).isVisible()) await choices.click();
      await page.getByLabel(chart, { exact: true }).check();
      await accessible(page);
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('Table of values', { exact: false }).first().click();
    };
    await draw('P chart');
    const table = page.getByRole('region', { name: /^Table of values/ });
    const limits = await table.locator('tbody tr').evaluateAll((rows) => rows.slice(0, 2).map((row) => row.cells[5].textContent));
    expect(limits[0] !== limits[1], `limits follow the denominator: ${limits}`);
    await fitsPhone(page);
    await draw('Run chart');
    await page.getByText(/in a row on one side of the median/).waitFor();
    await table.getByRole('columnheader', { name: 'Median' }).waitFor();
    expect(await table.getByRole('columnheader', { name: 'Upper limit' }).count() === 0, 'a run chart has no limits');
    await page.getByText('Anhøj', { exact: true }).waitFor();
  },

  'where one shift has lasted, drawing the limits afresh from there is offered once its four conditions hold, and then no more; a wide table says that it scrolls': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/');
    const measure = await page.evaluate(async () => {
      const { csrf } = await (await fetch('/api/v1/session')).json();
      const post = async (path, input) => (await fetch(`/api/v1${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf }, body: JSON.stringify(input) })).json();
      const made = await post('/measures', { name: 'Late drug rounds', kind: 'outcome', unit: 'rounds', direction: 'down', interval: 'day' });
      const values = [12, 13, 11, 14, 12, 13, 12, 14, 11, 13, 5, 6, 4, 5, 6, 5, 4, 6, 5, 4];
      await post(`/measures/${made.id}/observations`, { observations: values.map((value, index) => ({ on: `2026-03-${String(index + 1).padStart(2, '0')}`, value })) });
      return made.id;
    });
    await page.goto(`${server.address}/measures/${measure}`);
    const offer = page.getByRole('button', { name: 'Draw the limits afresh from 11 March 2026' });
    await page.getByText("The cause isn't known").waitFor();
    expect(await offer.count() === 0, 'not before people have said what the system cannot know');
    await page.getByLabel('Its cause is known').check();
    await page.getByLabel('It is expected to last').check();
    await offer.click();
    await page.getByLabel('Why now?').fill('It has lasted for ten days');
    await accessible(page);
    await page.getByLabel('What caused it?').fill('A second trolley');
    await page.getByRole('button', { name: 'Draw them afresh' }).click();
    await page.getByText('Drawn afresh from 11 March 2026').waitFor();
    expect(await offer.count() === 0, 'what was done is not suggested');
    await fitsPhone(page);
    await page.getByText('Table of values', { exact: false }).first().click();
    const told = await page.getByRole('region', { name: /^Table of values/ }).evaluate((frame) => frame.hasAttribute('data-wide') && getComputedStyle(frame, '::before').content);
    expect(/scroll sideways/.test(told), `the table says that it scrolls: ${told}`);
  },
};
