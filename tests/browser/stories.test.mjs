// Stories: told indoors, found by title, let travel and taken back; a public one is read by anyone.
import { accessible, expect, fitsPhone, signIn, signOut } from './kit.mjs';

async function fits(page) {
  await accessible(page);
  await fitsPhone(page);
  await page.setViewportSize({ width: 1280, height: 900 });
}

const alder = async (page) => {
  await page.getByRole('link', { name: 'Purposeful stays on Alder ward' }).first().click();
  await page.getByRole('heading', { level: 1, name: /Purposeful stays on Alder ward/ }).waitFor();
};

/** Two areas and two designs, each estimate with its interval, as figures and as a drawing. */
async function compared(page) {
  for (const [table, row, figures] of [
    ['90-day mortality, change in percentage points', 'London: every patient', '−1.1 (−2.1 to −0.1)'],
    ['90-day mortality, change in percentage points', 'Greater Manchester: within four hours', 'no significant change'],
    ['Length of stay, change in days', 'London: every patient', '−1.4 (−2.3 to −0.5)'],
    ['Length of stay, change in days', 'Greater Manchester: within four hours', '−2.0 (−2.8 to −1.2)'],
    ['Fewer deaths a year, once every patient goes', 'Greater Manchester, since the rule of 2015', '69, no interval given'],
    ['Fewer deaths a year, once every patient goes', 'London, from the beginning', '96 (11 to 181)'],
  ]) {
    const line = page.getByRole('table', { name: table }).getByRole('row').filter({ has: page.getByRole('rowheader', { name: row, exact: true }) });
    await line.getByText(figures).waitFor();
    const drawn = await line.locator('.interval').count();
    expect((drawn > 0) === figures.includes(' to '), `${row}: ${drawn} lines are drawn of ${figures}`);
  }
}

export const tests = {
  'the team finds a story by its title; its owner sees who read it; nobody outside learns of it': async ({ page, server, seen }) => {
    seen.allow.push(/401|404/);
    await signIn(page, server, 'mh.lead@demo.example', '/projects');
    await alder(page);
    await page.getByRole('region', { name: 'Stories' }).getByRole('link', { name: 'The three names on the board' }).click();
    await page.getByText('nobody had asked the night staff').waitFor();
    await page.getByText('Indoors: team and mentor').waitFor();
    await page.getByRole('region', { name: 'Who has read it' }).getByText('Improvement mentor').waitFor();
    await fits(page);
    const address = page.url();
    await signOut(page);
    await signIn(page, server, 'executive@demo.example', '/projects');
    await alder(page);
    expect(await page.getByText('The three names').count() === 0, 'an executive sees its title');
    await page.goto(address);
    await page.getByRole('heading', { name: 'Page not found' }).waitFor();
    await page.goto(`${server.address}/search?q=three+names`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(await page.getByText('The three names on the board').count() === 0, 'the search finds it');
  },

  'a story is told, let travel, taken back indoors, and that is undone': async ({ page, server, seen }) => {
    seen.allow.push(/401|404/);
    await signIn(page, server, 'stroke.lead@demo.example', '/projects');
    await page.getByRole('link', { name: 'Scan within the hour' }).first().click();
    await page.getByRole('region', { name: 'Stories' }).getByRole('link', { name: 'Tell a story' }).click();
    await page.getByText('harm to somebody is reported through safeguarding').waitFor();
    await page.getByText('whoever holds both the server and its key').waitFor();
    await page.getByRole('button', { name: 'Keep the story' }).click();
    await page.getByRole('link', { name: 'Give the story a title' }).waitFor();
    await page.getByLabel('Title').fill('The lift');
    await page.getByLabel('The story').fill('It *stops* between floors.\n\n- twice on Monday\n- <b>never</b> on Sunday');
    expect(await page.getByLabel('Indoors', { exact: true }).isChecked(), 'indoors is where it begins');
    await fits(page);
    await page.getByRole('button', { name: 'Keep the story' }).click();
    await page.getByRole('heading', { level: 1, name: /The lift/ }).waitFor();
    expect(await page.locator('article em').innerText() === 'stops', 'Markdown is drawn');
    await page.getByText('<b>never</b> on Sunday').waitFor();
    await page.getByText('Nobody but you yet.').waitFor();
    const address = page.url();
    await page.getByRole('link', { name: 'Change' }).click();
    await page.getByLabel('Public', { exact: true }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('group', { name: 'Before anyone can read it' }).waitFor();
    await page.getByRole('button', { name: 'Open it to anyone' }).waitFor();
    await fits(page);
    await page.getByLabel('System', { exact: true }).check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Take it back indoors' }).waitFor();
    await signOut(page);

    await signIn(page, server, 'executive@demo.example', new URL(address).pathname);
    await page.getByText('twice on Monday').waitFor();
    await signOut(page);

    await signIn(page, server, 'stroke.lead@demo.example', new URL(address).pathname);
    await page.getByRole('region', { name: 'Who has read it' }).getByText('Trust executive').waitFor();
    await page.getByRole('button', { name: 'Take it back indoors' }).click();
    await page.getByRole('heading', { name: 'While it was wider' }).waitFor();
    await page.getByText('Indoors: team and mentor').first().waitFor();
    await fits(page);
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Take it back indoors' }).waitFor();
    await page.getByRole('button', { name: 'Remove this story' }).click();
    await page.getByRole('button', { name: 'Yes, remove it' }).click();
    await page.getByRole('heading', { level: 1, name: /Scan within the hour/ }).waitFor();
    await page.getByRole('button', { name: /^Undo.*was removed/ }).click();
    await page.getByRole('heading', { level: 1, name: /The lift/ }).waitFor();
  },

  'a story that was changed elsewhere meanwhile shows both versions': async ({ page, context, server, seen }) => {
    seen.allow.push(/401|412/);
    await signIn(page, server, 'stroke.lead@demo.example', '/projects');
    await page.getByRole('link', { name: 'Scan within the hour' }).first().click();
    await page.getByRole('link', { name: 'Somebody looking for a pen' }).click();
    await page.getByText('The trolley stood at the door').waitFor();
    await page.getByRole('link', { name: 'Change', exact: true }).click();
    await page.getByLabel('The story').fill('Typed in the first window');
    const other = await context.newPage();
    await other.goto(page.url());
    await other.getByLabel('The story').fill('Saved in the second');
    await other.getByRole('button', { name: 'Save' }).click();
    await other.locator('article').getByText('Saved in the second').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    const both = page.getByRole('region', { name: 'Both versions' });
    await both.getByText('Saved in the second').waitFor();
    await both.getByText('Typed in the first window').waitFor();
    await other.close();
  },

  'the stroke pathway and its correction is read without signing in; what is indoors is not': async ({ page, server, seen }) => {
    seen.allow.push(/401|404/);
    await signIn(page, server, 'system.lead@demo.example', '/');
    await page.getByRole('link', { name: 'Stories' }).click();
    await page.getByRole('link', { name: /Within four hours, then everybody/ }).waitFor();
    await fits(page);
    await page.getByRole('link', { name: /Within four hours, then everybody/ }).click();
    await compared(page);
    await page.getByRole('heading', { name: 'The correction' }).waitFor();
    await fits(page);
    const address = page.url();
    await page.getByRole('link', { name: 'The rule, and what it said' }).click();
    await page.getByRole('heading', { level: 1, name: /Stroke pathway/ }).waitFor();
    await signOut(page);
    await page.goto(address);
    await compared(page);
    expect(await page.getByText('System lead').count() === 0, 'a visitor is told a name');
    await fits(page);
    const indoors = await page.evaluate(async () => (await Promise.all(Array.from({ length: 20 }, (_, i) => fetch(`/api/v1/stories/${i + 1}`)))).filter((one) => one.ok).length);
    expect(indoors <= 1, 'more than the public story is open');
  },

  'who leads a place tells its story indoors, and the place above does not learn of it': async ({ page, server, seen }) => {
    seen.allow.push(/401|404/);
    await signIn(page, server, 'salford.lead@demo.example', '/places/7/stories');
    await page.getByRole('link', { name: 'Tell a story' }).click();
    await page.getByText('Those who lead this very place. Nobody of the place above').waitFor();
    await page.getByLabel('Title').fill('Why we said yes');
    await page.getByLabel('The story').fill('Because nobody asked again.');
    await page.getByRole('button', { name: 'Keep the story' }).click();
    await page.getByText('Indoors: who leads this place').waitFor();
    await fits(page);
    await page.goto(`${server.address}/texts`);
    await page.getByRole('article', { name: /Story, Salford/ }).waitFor();
    await signOut(page);
    await signIn(page, server, 'system.lead@demo.example', '/places/7/stories');
    await page.getByText('Somebody looking for a pen').waitFor();
    expect(await page.getByText('Why we said yes').count() === 0, 'the system lead sees its title');
    await fits(page);
  },

  'a comparison is written as lines of text; what is wrong with one is said with its line, and it is drawn once that is mended': async ({ page, server, seen }) => {
    seen.allow.push(/401|404/);
    await signIn(page, server, 'salford.lead@demo.example', '/places/7/stories/new');
    await page.getByLabel('Title').fill('Two wards');
    const story = page.getByLabel('The story');
    await story.fill('Side by side:\n\n```comparison\n# Length of stay, days\nThis ward | -1.2 | -0.4 to -2.0 | Audit\n```\n');
    await page.getByRole('status').filter({ hasText: 'Line 5: the interval -0.4 to -2.0 ends before it begins.' }).waitFor();
    await accessible(page);
    await story.fill('Side by side:\n\n```comparison\n# Length of stay, days\nThis ward | -1.2 | -2.0 to 0.4 | Audit\n<b>That ward</b> | 3\n```\n\n## After it');
    await page.getByRole('status').filter({ hasText: 'ends before' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Keep the story' }).click();
    const table = page.getByRole('table', { name: 'Length of stay, days' });
    await table.getByText('−1.2 (−2.0 to 0.4); it may be no change').waitFor();
    await table.getByRole('rowheader', { name: '<b>That ward</b>' }).waitFor();
    await page.getByRole('heading', { level: 2, name: 'After it' }).waitFor();
    await fits(page);
  },
};
