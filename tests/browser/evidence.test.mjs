// Did it work? A method of evaluation over a table that somebody holds.
import { accessible, expect, fitsPhone, signIn } from './kit.mjs';

const lead = 'stroke.lead@demo.example';

async function tryMethod(page, title) {
  await page.getByLabel(title).check();
  await page.getByRole('button', { name: 'Try it with made-up numbers' }).click();
  await page.getByText(/^\d+ rows and \d+ columns:/).waitFor();
  await page.getByRole('button', { name: 'Ask' }).click();
  await page.getByRole('heading', { name: 'The answer' }).waitFor();
}

export const tests = {
  'from the measures, a made-up table is answered in words, with a picture and the command that answers alike': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/measures');
    await page.getByRole('link', { name: 'Did it work?' }).click();
    await page.getByRole('heading', { name: 'Did it work?' }).waitFor();
    await accessible(page);
    await tryMethod(page, /^Interrupted time series/);
    await page.getByText(/Wait in days/).first().waitFor();
    await page.getByRole('img', { name: /where it would have gone on without the change/ }).waitFor();
    await page.getByText(/tributary evidence its table\.csv --outcome 'Wait in days' --time Month --from 2024-09-01/).waitFor();
    await page.getByText(/sha256 [0-9a-f]{64}/).waitFor();
    await accessible(page);
    await fitsPhone(page);
  },

  'each method has an example that is answered': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/evidence');
    await page.locator('input[name=method]').first().waitFor();
    const titles = await page.locator('input[name=method]').count();
    expect(titles === 8, `eight methods, and not ${titles}`);
    for (let index = 0; index < titles; index++) {
      await page.evaluate(() => sessionStorage.clear());
      await page.reload();
      const radio = page.locator('input[name=method]').nth(index);
      await radio.check();
      await page.getByRole('button', { name: 'Try it with made-up numbers' }).click();
      await page.getByText(/^\d+ rows and \d+ columns:/).waitFor();
      await page.getByRole('button', { name: 'Ask' }).click();
      await page.getByRole('heading', { name: 'What it rests on' }).waitFor();
    }
  },

  'starting again keeps the question, forgets the table and offers made-up numbers': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/evidence');
    await tryMethod(page, /^Which sites differ/);
    await page.reload();
    await page.getByText('10 rows and 3 columns: Department').waitFor();
    await page.getByRole('button', { name: 'Start again' }).click();
    await page.getByText('10 rows and 3 columns').waitFor({ state: 'detached' });
    expect(await page.getByLabel(/^Which sites differ/).isChecked(), 'the question is still asked');
    expect(await page.getByRole('textbox').first().inputValue() === '', 'the table is gone');
    await tryMethod(page, /^Which sites differ/);
  },

  'what is missing is said at its field, and what was typed outlives a reload': async ({ page, server, seen }) => {
    seen.allow.push(/401|422/);
    await signIn(page, server, lead, '/evidence');
    await page.getByLabel(/^Which sites differ/).check();
    await page.getByRole('textbox').first().fill('Site\tFalls\tBeds\nA\t3\t40\nB\tfour\t50\n');
    await page.getByText('2 rows and 3 columns: Site, Falls, Beds.').waitFor();
    await page.getByRole('button', { name: 'Ask' }).click();
    await page.getByText(/Column of how many events there were/).first().waitFor();
    await page.getByLabel('Events', { exact: true }).selectOption('Falls');
    await page.getByLabel(/^Out of how many/).selectOption('Beds');
    await page.getByRole('button', { name: 'Ask' }).click();
    await page.getByText(/:3/).first().waitFor();
    await page.reload();
    await page.getByText('2 rows and 3 columns: Site, Falls, Beds.').waitFor();
    expect(await page.getByLabel('Events', { exact: true }).inputValue() === 'Falls', 'the chosen column is still chosen');
  },
};
