// The place and its direction, as somebody sees them who has never used the page.
import { accessible, expect, fitsPhone, signIn } from './kit.mjs';

const newcomer = 'executive@demo.example';

export const tests = {
  'at a glance: an objective that nobody works on, and work that serves none': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, newcomer);
    const nobody = page.getByRole('region', { name: /objectives? that nobody works on/ });
    await nobody.getByRole('link').first().waitFor();
    const outside = page.getByRole('region', { name: /projects? outside the plan/ });
    const first = await nobody.getByRole('link').first().textContent();
    const work = await outside.getByRole('link').first().textContent();
    expect(await nobody.isVisible() && await outside.isVisible(), 'both stand on the first page');

    await nobody.getByRole('link').first().click();
    await page.getByRole('heading', { level: 1, name: first }).waitFor();
    await page.getByText('Nobody works on this yet').waitFor();
    await page.goBack();
    await outside.getByRole('link').first().click();
    await page.getByRole('heading', { level: 1, name: work }).waitFor();
    await page.getByText('Openly none of the objectives').waitFor();
  },

  'the picture of the place has a link for every objective and locality, lit by the keyboard too': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, newcomer);
    const picture = page.getByRole('region', { name: 'What serves what' });
    await picture.getByRole('link', { name: /Salford/ }).waitFor();
    await picture.locator('svg.water path').first().waitFor({ state: 'attached' });
    await picture.getByRole('link', { name: /Salford/ }).focus();
    const faint = await picture.locator('svg.water path[opacity="0.12"]').count();
    expect(faint > 0, 'streams of other localities fade');
    await accessible(page);
    await fitsPhone(page);
    expect(await picture.locator('svg.water').count() === 0, 'a phone has lists in place of streams');
  },

  'direction, objective, organisation and programme pages are readable by everyone and fit a phone': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, newcomer);
    for (const path of ['/direction', '/objectives/1', '/organisations/1', '/programmes', '/programmes/1', '/projects', '/places/2']) {
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(server.address + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      await accessible(page);
      await fitsPhone(page);
    }
  },

  'a system lead agrees an objective, and changes it': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'system.lead@demo.example', '/direction');
    await page.getByRole('link', { name: 'Agree an objective' }).first().click();
    await page.getByLabel('The objective, in a few words').fill('Nobody waits a day for a scan');
    await page.getByLabel('What is measured?').fill('People who wait more than a day');
    await page.getByLabel('From (optional)').fill('40');
    await page.getByLabel('To', { exact: true }).fill('5');
    const by = page.getByRole('group', { name: 'By when?' });
    await by.getByLabel('Day').fill('31');
    await by.getByLabel('Month').fill('mar');
    await by.getByLabel('Year').fill('2028');
    await page.getByLabel('Care', { exact: true }).check();
    await page.getByRole('button', { name: 'Agree it' }).click();
    await page.getByRole('heading', { level: 1, name: 'Nobody waits a day for a scan' }).waitFor();
    await page.getByText('31 March 2028').waitFor();
    await page.getByRole('link', { name: 'Change', exact: true }).click();
    await page.getByLabel('What is fixed for everyone? (optional)').fill('The threshold of a day');
    await accessible(page);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The threshold of a day').waitFor();
  },
};
