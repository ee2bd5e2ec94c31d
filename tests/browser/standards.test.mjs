// Standards: their history, an amendment from its proposal to the date on which it is in force, and two that conflict.
import { accessible, expect, fitsPhone, signIn } from './kit.mjs';

const stroke = 'Stroke pathway: who goes to a hyper-acute unit';

export const tests = {
  'from the objective to the standard, its history and what changed in it': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'executive@demo.example', '/objectives/1');
    await page.getByRole('region', { name: 'Standards' }).getByRole('link', { name: stroke }).click();
    await page.getByRole('heading', { level: 1, name: stroke }).waitFor();
    const history = page.getByRole('region', { name: 'How it came to be so' });
    const lines = await history.getByRole('listitem').allTextContents();
    expect(lines.length === 2 && /2015/.test(lines[0]) && /2010/.test(lines[1]), 'the newest stands first');
    const compare = page.getByRole('region', { name: 'Compare two versions' });
    expect(/within four hours/i.test((await compare.locator('del').allTextContents()).join(' ')), 'what was taken out is marked');
    expect(/every patient/i.test((await compare.locator('ins').allTextContents()).join(' ')), 'what was put in is marked');
    await accessible(page);
    await fitsPhone(page);
    await page.setViewportSize({ width: 1280, height: 900 });
    await history.getByRole('link', { name: /Every patient/ }).click();
    await page.getByText('168 fewer deaths').waitFor();
    await page.getByRole('region', { name: 'What others say' }).getByText('Commissioners of Greater Manchester', { exact: true }).waitFor();
    await accessible(page);
    await fitsPhone(page);
  },

  'what speaks for an amendment is a published measure, chosen by its name, whose chart stands in the amendment': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'system.lead@demo.example', '/standards');
    await page.getByRole('link', { name: stroke }).click();
    await page.getByRole('link', { name: 'Propose an amendment' }).first().click();
    await page.getByLabel('In whose name?').selectOption({ label: 'Greater Manchester' });
    await page.getByLabel('What would change, in a line').fill('And scanned on arrival');
    await page.getByLabel('What is the same everywhere?').fill('Every patient with a suspected stroke is taken to a hyper-acute unit, and scanned on arrival.');
    await page.getByLabel('Evidence 1').fill('It is done, and it holds.');
    await page.getByLabel('A published measure that shows it (optional)').fill('no such measure');
    await page.getByRole('button', { name: /^Find/ }).click();
    await page.getByText('No measure’s name holds these words.').waitFor();
    await page.getByLabel('A published measure that shows it (optional)').fill('scanned');
    await page.getByLabel('A published measure that shows it (optional)').press('Enter');
    await page.getByRole('button', { name: 'Scanned within one hour', exact: true }).first().click();
    await page.getByRole('link', { name: /^Scanned within one hour/ }).waitFor();
    await accessible(page);
    await fitsPhone(page);
    await page.getByRole('button', { name: 'Propose it' }).click();
    await page.getByRole('heading', { level: 1, name: 'And scanned on arrival' }).waitFor();
    await page.getByRole('region', { name: 'What speaks for it' }).getByRole('heading', { name: /Scanned within one hour/ }).waitFor();
    await accessible(page);
  },

  'an amendment is proposed, objected to, accepted, and another must then be stated anew': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'system.lead@demo.example', '/standards');
    await page.getByRole('link', { name: 'Agree a standard' }).click();
    await page.getByLabel('The standard, in a few words').fill('A named nurse');
    await page.getByLabel('What is the same everywhere?').fill('Everybody has a named nurse within a day.');
    const from = page.getByRole('group', { name: 'In force from' });
    await from.getByLabel('Day').fill('1');
    await from.getByLabel('Month').fill('4');
    await from.getByLabel('Year').fill('2020');
    await page.getByRole('button', { name: 'Agree it' }).click();
    await page.getByRole('heading', { level: 1, name: 'A named nurse' }).waitFor();

    for (const [name, rule] of [['Within an hour', 'Everybody has a named nurse within an hour.'], ['And a doctor', 'Everybody has a named nurse and doctor within a day.']]) {
      await page.getByRole('link', { name: 'Propose an amendment' }).first().click();
      await page.getByLabel('In whose name?').selectOption({ label: 'Greater Manchester' });
      await page.getByLabel('What would change, in a line').fill(name);
      await page.getByLabel('What is the same everywhere?').fill(rule);
      await page.getByRole('button', { name: 'Propose it' }).click();
      await page.getByRole('link', { name: 'Say what speaks for it' }).waitFor();
      await page.getByLabel('Evidence 1').fill('It was tried.');
      await accessible(page);
      await page.getByRole('button', { name: 'Propose it' }).click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
      await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'A named nurse' }).click();
      await page.getByRole('heading', { level: 1, name: 'A named nurse' }).waitFor();
    }

    await page.getByRole('link', { name: 'Within an hour' }).click();
    await page.getByText('Another amendment is open').waitFor();
    // Who proposed it speaks for its proposer alone; Salford's own lead objects.
    expect(await page.getByRole('heading', { name: 'What do you say to it?' }).count() === 0, 'nobody speaks for two, nor endorses what they propose');
    const salford = await page.context().browser().newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', timezoneId: 'Europe/London' });
    const theirs = await salford.newPage();
    await signIn(theirs, server, 'salford.lead@demo.example', new URL(page.url()).pathname);
    await theirs.getByLabel('In whose name?').selectOption({ label: 'Salford' });
    await theirs.getByLabel('Object', { exact: true }).check();
    await theirs.getByRole('button', { name: 'Put it on the record' }).click();
    await theirs.getByRole('link', { name: 'Say why you object' }).waitFor();
    await theirs.getByLabel('Why?', { exact: true }).fill('Nights have no spare nurse.');
    await theirs.getByRole('button', { name: 'Put it on the record' }).click();
    await theirs.getByText('Nights have no spare nurse.').first().waitFor();
    // It thinks otherwise, twice: each word stays on the record.
    const others = theirs.getByRole('region', { name: 'What others say' });
    const say = async (stance, why) => {
      await theirs.getByLabel('In whose name?').selectOption({ label: 'Salford' });
      await theirs.getByLabel(stance, { exact: true }).check();
      await theirs.getByLabel(/^Why\?/).fill(why);
      await theirs.getByRole('button', { name: 'Put it on the record' }).click();
    };
    await say('Endorse it', '');
    await others.getByText(/^Objected on .*, endorses since /).waitFor();
    await others.getByText(/objected.*“Nights have no spare nurse\.”/).waitFor();
    await accessible(theirs);
    await say('Object', 'Nights have no spare nurse.');
    await others.getByText(/^Endorsed it on .*, objects since /).waitFor();

    await salford.close();
    await page.reload();

    const decide = page.getByRole('region', { name: 'Decide' });
    await decide.getByLabel('Accept it').check();
    const date = decide.getByRole('group', { name: 'In force from' });
    await date.getByLabel('Day').fill('1');
    await date.getByLabel('Month').fill('4');
    await date.getByLabel('Year').fill('2021');
    await decide.getByLabel('It was agreed then, and is recorded afterwards').check();
    await decide.getByLabel('What do you answer to the objections?').fill('By day first.');
    await decide.getByRole('button', { name: 'Decide' }).click();
    await page.getByText('Accepted, in force from 1 April 2021').waitFor();
    await page.getByText('Nights have no spare nurse.', { exact: true }).waitFor();

    await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'A named nurse' }).click();
    await page.getByText('To be restated').waitFor();
    await page.getByRole('link', { name: 'And a doctor' }).click();
    await page.getByText('This amendment must be stated anew.').waitFor();
    expect(await page.getByRole('region', { name: 'Decide' }).count() === 0, 'it can not be accepted as it stands');
    await accessible(page);
    await fitsPhone(page);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.getByRole('link', { name: 'State it anew' }).first().click();
    await page.getByLabel('What is the same everywhere?').fill('Everybody has a named nurse and doctor within an hour.');
    await page.getByRole('button', { name: 'State it' }).click();
    await page.getByText('It is stated anew.', { exact: true }).waitFor();
    // What is agreed for a later day stands on the standard's page, and in the list, as coming.
    await decide.getByLabel('Accept it').check();
    const later = String(new Date().getUTCFullYear() + 2);
    await date.getByLabel('Day').fill('1');
    await date.getByLabel('Month').fill('4');
    await date.getByLabel('Year').fill(later);
    await decide.getByRole('button', { name: 'Decide' }).click();
    await page.getByText(`Accepted, in force from 1 April ${later}`).waitFor();
    await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'A named nurse' }).click();
    await page.getByText(`From 1 April ${later}: version 3.`).waitFor();
    await page.getByText('Version 2, in force from 1 April 2021').waitFor();
    await page.getByRole('link', { name: 'What changes, word by word' }).click();
    await page.getByRole('region', { name: 'Compare two versions' }).locator('ins', { hasText: 'doctor' }).first().waitFor();
    await accessible(page);
    await fitsPhone(page);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${server.address}/standards`);
    await page.getByText(`version 2, in force from 1 April 2021 · version 3 from 1 April ${later}`).waitFor();
  },

  'the pages of standards are readable by everyone and fit a phone': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'system.lead@demo.example');
    for (const path of ['/standards', '/standards/2', '/amendments/2', '/amendments/3', '/standards/new', '/standards/1/amend', '/standards/1/edit', '/amendments/3/restate', '/places/1', '/projects/1']) {
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(server.address + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      await accessible(page);
      await fitsPhone(page);
    }
  },
};
