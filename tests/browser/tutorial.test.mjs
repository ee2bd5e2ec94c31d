// The tutorial, done as it is written: each of its steps is a step here, in its order. A step in the text without one here,
// or the reverse, fails.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessible, expect, fitsPhone, password, root, signIn, signOut } from './kit.mjs';

const text = readFileSync(join(root, 'docs/guide/tutorial/from-direction-to-answer.md'), 'utf8');
const written = text.split(/<!-- step: /).slice(1).map((part) => ({ id: part.slice(0, part.indexOf(' ')), words: part.slice(part.indexOf('### ')) }));
/** What the text tells its reader to type or choose, so that a name that changes there is looked for here. */
const said = (id, pattern) => {
  const found = pattern.exec(written.find((one) => one.id === id).words);
  if (!found) throw new Error(`step ${id} of the tutorial no longer says ${pattern}`);
  return found[1];
};
const heading = (page, name) => page.getByRole('heading', { level: 1, name }).waitFor();

async function change(page, email) {
  await signOut(page);
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

const section = (page, name) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click();

async function openProject(page, name) {
  await section(page, 'Projects');
  await page.getByRole('main').getByRole('link', { name }).first().click();
  await heading(page, name);
}

const steps = {
  'sign-in': async ({ page, server }) => {
    await signIn(page, server, said('sign-in', /`(\S+@\S+)`/));
    await heading(page, /Greater Manchester/);
  },
  nobody: async ({ page }) => {
    await page.getByRole('region', { name: 'What serves what' }).getByText('nobody works on this').first().waitFor();
    await page.getByRole('region', { name: /that nobody works on/ }).getByRole('link').first().waitFor();
  },
  outside: async ({ page }) => { await page.getByRole('region', { name: /outside the plan/ }).getByRole('link').first().waitFor(); },
  aim: async ({ page }) => {
    const picture = page.getByRole('region', { name: 'What serves what' });
    await page.getByRole('button', { name: said('aim', /Choose \*(\w+)\* above/), exact: true }).click();
    await picture.getByRole('heading', { name: 'Health' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: said('aim', /Choose \*(All [\w ]+)\*/) }).click();
    await picture.getByRole('heading', { name: 'Health' }).waitFor();
  },
  nearer: async ({ page }) => {
    await page.getByRole('region', { name: 'Between localities' }).getByRole('link', { name: said('nearer', /Choose \*(\w+)\*/) }).click();
    await heading(page, /Salford/);
    await page.getByRole('region', { name: 'What serves what' }).getByRole('region', { name: 'Organisations' }).getByRole('link').first().click();
    await page.waitForURL(/\/organisations\/\d+$/);
    await page.getByRole('region', { name: 'Teams' }).getByRole('link').first().click();
    await page.waitForURL(/\/teams\/\d+$/);
    await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Greater Manchester' }).click();
    await heading(page, /Greater Manchester/);
  },
  objective: async ({ page }) => {
    const name = said('objective', /Open \*(.+?)\*/);
    await page.getByRole('region', { name: 'What serves what' }).getByRole('link', { name }).click();
    await heading(page, name);
    await page.getByText('Everything that shortens a stay without harm').waitFor();
  },
  project: async ({ page }) => {
    const name = said('project', /Open \*(.+?)\*/);
    await page.getByRole('link', { name }).first().click();
    await heading(page, name);
  },
  outsider: async ({ page }) => {
    const name = said('outsider', /test \*(.+?)\*/);
    await page.getByRole('link', { name }).first().click();
    await heading(page, name);
    await page.waitForLoadState('networkidle');
    expect(await page.getByText('The answer is due').count() === 0, 'its open prediction is not shown');
  },
  inside: async ({ page }) => {
    await change(page, said('inside', /`(\S+@\S+)`/));
    await openProject(page, said('inside', /Open \*(.+?)\*/));
  },
  prediction: async ({ page }) => {
    const name = said('prediction', /Open \*(.+?)\*/);
    await page.getByRole('link', { name }).first().click();
    await heading(page, name);
    await page.getByText('Locked', { exact: true }).first().waitFor();
    await page.getByText(/The answer is due on/).first().waitFor();
  },
  answer: async ({ page }) => {
    const name = said('answer', /earlier test, \*(.+?)\*/);
    await page.goBack();
    await page.getByRole('link', { name }).first().click();
    await heading(page, name);
    await page.getByText(/^The answer:/).first().waitFor();
    await page.getByText('Was it our change?').first().waitFor();
  },
  chart: async ({ page }) => {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: said('chart', /Choose \*(.+?)\*/) }).click();
    const cells = [...text.matchAll(/^ {4}(.*\t.*)$/gm)].map((line) => line[1]).join('\n');
    await page.getByLabel('Paste cells from Excel').fill(cells);
    await page.getByText('Table of values').waitFor();
  },
  keep: async ({ page }) => {
    await page.getByRole('button', { name: said('keep', /Choose \*(.+?)\*/) }).click();
    await page.getByText('In your sandbox: only you see it', { exact: true }).waitFor();
  },
  plan: async ({ page }) => {
    await change(page, said('plan', /`(\S+@\S+)`/));
    await openProject(page, said('plan', /Open \*(.+?)\*/));
    await page.getByRole('link', { name: said('plan', /choose \*(Plan a test)\*/) }).first().click();
    await page.getByLabel('Name of the test').fill('The porter waits at the scanner');
    await page.getByLabel('What do you want to find out?').fill('Does nobody wait for a porter then?');
    await page.getByRole('button', { name: said('plan', /choose \*(Plan it.+?)\*/) }).click();
    await heading(page, 'The porter waits at the scanner');
  },
  predict: async ({ page }) => {
    const predict = page.getByRole('region', { name: 'Predict' });
    await predict.getByLabel('What do you predict?').selectOption({ index: 1 });
    const next = new Date(Date.now() + 60 * 86_400_000);
    const when = page.getByRole('group', { name: 'Which month?' });
    await when.getByLabel('Month').fill(String(next.getUTCMonth() + 1));
    await when.getByLabel('Year').fill(String(next.getUTCFullYear()));
    await predict.getByLabel('Most likely').fill('90');
    await predict.getByLabel('Nearly sure above').fill('85');
    await predict.getByLabel('and below').first().fill('95');
    await predict.getByText(/If nothing changed/).waitFor();
    await page.getByRole('button', { name: said('predict', /choose \*(Predict it)\*/) }).click();
    await predict.getByText('Open: can still be changed').waitFor();
  },
  start: async ({ page }) => {
    await page.getByRole('button', { name: said('start', /Choose \*(.+?)\*/) }).click();
    await page.getByRole('region', { name: 'Predict' }).getByText('Locked', { exact: true }).waitFor();
  },
  travels: async ({ page }) => {
    await section(page, said('travels', /Choose \*(.+?)\*/));
    await heading(page, /Greater Manchester/);
    const name = said('travels', /Open\n\*(.+?)\*/);
    await page.getByRole('group', { name: 'Packages travelling' }).getByRole('link', { name }).first().waitFor();
    await page.getByRole('link', { name, exact: true }).first().click();
    await heading(page, name);
    await page.getByText('Core: stays as it is').waitFor();
    await page.getByRole('region', { name: said('travels', /\*(What adopters found)\*/) }).getByText(/1 adopter stopped/).waitFor();
  },
  adopt: async ({ page }) => {
    await change(page, said('adopt', /`(\S+@\S+)`/));
    await section(page, said('adopt', /Choose \*(.+?)\*/));
    await heading(page, 'Change packages');
    await page.getByRole('main').getByRole('link', { name: said('travels', /Open\n\*(.+?)\*/) }).click();
    await page.getByRole('link', { name: said('adopt', /choose \*(Adopt it)\*/) }).click();
    await page.getByLabel('Which team takes it on?').selectOption({ label: said('adopt', /\*(A team .+?)\*/) });
    await page.getByLabel('Organisation of the team').selectOption({ label: said('adopt', /\*(Example Rivers.+?)\*/) });
    await page.getByLabel('Name of the team').fill(said('adopt', /call it \*(.+?)\*/));
    await page.getByLabel('Where?').selectOption({ label: said('adopt', /choose \*(Trafford)\*/) });
    expect(/Trafford/.test(await page.getByLabel('Name of your project').inputValue()), 'the name offered says where');
    await page.getByRole('button', { name: said('adopt', /Choose \*(Adopt it)\*/) }).click();
    await heading(page, /Trafford/);
  },
  conditions: async ({ page }) => {
    await page.getByLabel('Where do you start from?').fill('Half within the hour');
    await page.getByRole('button', { name: said('conditions', /choose \*(Record .+?)\*/) }).click();
    await page.getByText('Half within the hour').waitFor();
  },
  mentor: async ({ page }) => {
    await change(page, said('mentor', /`(\S+@\S+)`/));
    await section(page, said('mentor', /Choose \*(.+?)\*/));
    await heading(page, 'Who may need me this week');
    await page.getByText('No test of change and no session since').first().waitFor();
  },
  session: async ({ page }) => {
    await page.getByRole('link', { name: `${said('session', /Choose \*(.+?)\*/)} with ${said('session', /beside \*(.+?)\*/)}` }).click();
    await page.getByRole('heading', { name: 'Was expected' }).waitFor();
    await page.getByLabel(/What is your next step/).fill('Ring the third home the day before');
    await page.getByRole('button', { name: said('session', /choose \*(Log .+?)\*/) }).click();
    await page.getByText('The session is logged.', { exact: true }).waitFor();
  },
  'review-day': async ({ page }) => {
    await change(page, said('review-day', /`(\S+@\S+)`/));
    await section(page, said('review-day', /Choose \*(.+?)\*/));
    await page.getByRole('link', { name: said('review-day', /then \*(.+?)\*/) }).click();
    await page.getByRole('region', { name: 'Review days' }).getByRole('link', { name: /^\d+ \w+ \d{4}$/ }).nth(1).click();
    await heading(page, /Review day on/);
    await page.getByRole('link', { name: 'Rounds that keep their time on Holly ward' }).waitFor();
  },
  review: async ({ page }) => {
    await page.keyboard.press('ArrowRight');
    await page.getByText(': 1 of ').waitFor();
    for (const name of ['Asked', 'Predicted', 'Found', 'Learnt', 'Help asked']) await page.getByRole('heading', { level: 2, name, exact: true }).waitFor();
    await page.getByRole('button', { name: said('review', /\*(Print)\*/), exact: true }).waitFor();
  },
};

export const tests = {
  'each step of the tutorial is done here, in its order': async () => {
    const [there, here] = [written.map((one) => one.id), Object.keys(steps)];
    expect(JSON.stringify(there) === JSON.stringify(here), `the text has the steps ${there.join(', ')}; the test ${here.join(', ')}`);
    written.forEach((one, index) => expect(one.words.startsWith(`### Step ${index + 1}. `), `step ${one.id} is not headed as step ${index + 1}`));
  },

  'a newcomer follows the tutorial in the demonstration': async ({ page, server, seen }) => {
    seen.allow.push(/401/, /403/, /404/);
    for (const { id } of written) {
      try {
        await steps[id]({ page, server });
      } catch (error) {
        throw new Error(`step ${id}: ${error.message}`, { cause: error });
      }
    }
  },

  'the tutorial is offered at the foot of every page, and can be read without an account': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await page.goto(`${server.address}/sign-in`);
    await page.getByRole('contentinfo').getByRole('link', { name: 'Tutorial' }).click();
    await heading(page, /From direction to answer/);
    for (const [index, { words }] of written.entries()) {
      await page.getByRole('heading', { level: 3, name: words.split('\n')[0].replace('### ', '') }).waitFor({ timeout: index ? 1000 : 10_000 });
    }
    await accessible(page);
    await fitsPhone(page);
  },
};
