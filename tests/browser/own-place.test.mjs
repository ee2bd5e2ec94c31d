// A real place, from an empty database to its first project, as the how-to guide tells it.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessible, expect, fitsPhone, program, serve, watch } from './kit.mjs';

const said = (page, text) => page.getByText(text).first();

async function emptyPlace() {
  const data = mkdtempSync(join(tmpdir(), 'tributary-own-place-'));
  const run = (...args) => execFileSync(program, args, { stdio: 'pipe' }).toString();
  const key = join(data, '../', `key of ${Date.now()}`);
  const next = run('init', '--place', 'Borsetshire', '--data', `${data}/other`, '--master-key', key);
  expect(next.includes(`Next: tributary user add --data ${data}/other --master-key '${key}'`), `the next command finds the key: ${next}`);
  rmSync(join(data, 'other'), { recursive: true });
  rmSync(key);
  run('init', '--place', 'Borsetshire', '--data', data);
  for (const [email, name, role] of [['keeper@borsetshire.example', 'Place keeper', 'administrator'], ['ward@borsetshire.example', 'Ward lead', 'team_member']]) {
    execFileSync(program, ['user', 'add', '--data', data, '--email', email, '--name', name], { input: 'four plain words here\n' });
    if (role === 'administrator') {
      const slip = spawnSync(program, ['user', 'grant', '--data', data, '--email', email, '--role', role, '--place', 'Borsetshrie']);
      expect(slip.status === 2 && /Was it meant for: Borsetshire\?/.test(slip.stderr), `a slip is met with the name: ${slip.stderr}`);
    }
    if (role === 'administrator') run('user', 'grant', '--data', data, '--email', email, '--role', role, '--place', 'Borsetshire');
  }
  return serve(data);
}

async function enter(page, place, email) {
  await page.goto(`${place.address}/sign-in`);
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password').fill('four plain words here');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Password').waitFor({ state: 'detached' });
}

export const tests = {
  'from an empty place to its first project': async ({ context }) => {
    const place = await emptyPlace();
    try {
      const desk = await context.browser().newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
      const page = await desk.newPage();
      const seen = watch(page, place.address);
      seen.allow.push(/401/, /409/);
      // Who leads the ward can't begin yet, and is told whom to ask; nothing typed is lost.
      const theirs = await context.browser().newContext({ viewport: { width: 375, height: 760 }, locale: 'en-GB' });
      const ward = await theirs.newPage();
      await enter(ward, place, 'ward@borsetshire.example');
      await ward.goto(`${place.address}/projects/new`);
      await ward.getByText('Nobody is here yet').waitFor();
      await ward.getByRole('link', { name: 'keeper@borsetshire.example' }).first().waitFor();
      await accessible(ward);
      await fitsPhone(ward);

      // What the place says of itself to anyone teaches what would stand there.
      await ward.goto(`${place.address}/quality`);
      await ward.getByRole('link', { name: 'Borsetshire', exact: true }).click();
      await ward.getByText('No figures are published for everyone yet').waitFor();
      await ward.getByText('Nothing is told to everyone yet').waitFor();
      await fitsPhone(ward);

      // With one place there is nothing to choose.
      await enter(page, place, 'keeper@borsetshire.example');
      await page.goto(`${place.address}/people?q=ward`);
      const entry = page.getByRole('listitem').filter({ hasText: 'ward@borsetshire.example' });
      await entry.getByText('Change').click();
      await entry.getByLabel('Role').selectOption({ label: 'Analyst' });
      expect(await entry.getByLabel('At which place?').count() === 0, 'the one place is not asked for');
      await entry.getByRole('button', { name: 'Give the role' }).click();
      await said(page, 'Ward lead is now analyst at Borsetshire.').waitFor();
      // The first who speaks for the place is the administrator's to name; a slip is mended at once.
      await entry.getByLabel('Role').selectOption({ label: 'System lead' });
      await entry.getByRole('button', { name: 'Give the role' }).click();
      await said(page, 'Ward lead is now system lead at Borsetshire.').waitFor();
      await page.getByRole('button', { name: 'Undo' }).first().click();
      await entry.getByText('System lead at').first().waitFor({ state: 'detached' });
      // Letters go nowhere here, and nobody but who speaks for the place agrees objectives: both are said before, not after.
      await page.getByRole('button', { name: 'Invite somebody' }).click();
      await page.getByText('No mail server is set').waitFor();
      await page.getByLabel('Name', { exact: true }).fill('Ward 7 lead');
      await page.getByLabel('Email address', { exact: true }).fill('ward7@borsetshire.example');
      await page.getByRole('button', { name: 'Invite', exact: true }).click();
      await said(page, 'is written to the folder “outbox”').waitFor();
      await page.goto(`${place.address}/objectives/new`);
      await page.getByText('Nobody gives a role to themself').waitFor();
      expect(await page.getByRole('button', { name: 'Agree it' }).count() === 0, 'no form that would be refused');
      await accessible(page);
      await fitsPhone(page);
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(`${place.address}/direction`);
      await page.getByText('Objectives are agreed by those who speak for the place').waitFor();
      await page.getByRole('link', { name: 'First steps' }).click();
      await page.getByRole('heading', { level: 1, name: 'Run it for your own place' }).waitFor();
      expect(await page.getByRole('link', { name: 'Tutorial' }).count() === 0, 'no tutorial whose accounts are not here');
      await accessible(page);
      await page.goto(place.address);
      await page.getByText('First say who is here').waitFor();
      await page.getByRole('link', { name: 'Add localities, organisations, teams and groups' }).click();
      await page.getByText('Begin with who is here').waitFor();
      await accessible(page);
      for (const name of ['Felpersham', 'Ambridge Vale']) {
        await page.getByLabel('Add a locality').fill(name);
        await page.getByRole('button', { name: 'Add the locality' }).click();
        await said(page, `${name} is added.`).waitFor();
      }
      await page.getByLabel('Add a locality').fill('Felpersham');
      await page.getByRole('button', { name: 'Add the locality' }).click();
      await page.getByText('A place of that name exists').first().waitFor();
      await page.getByLabel('Add a locality').fill('felpersham');
      await page.getByRole('button', { name: 'Add the locality' }).click();
      await page.getByText('A place of that name exists').first().waitFor();
      // One that was added by a slip goes again: at once, or by the page of what is known of it, from which it comes back.
      const localities = page.getByRole('region', { name: 'Localities' });
      await page.getByLabel('Add a locality').fill('Felpersam');
      await page.getByRole('button', { name: 'Add the locality' }).click();
      await page.getByRole('button', { name: /^Undo.*Felpersam is added/ }).click();
      await localities.getByRole('link', { name: 'Felpersam', exact: true }).waitFor({ state: 'detached' });
      await page.getByLabel('Add a locality').fill('Loxley');
      await page.getByRole('button', { name: 'Add the locality' }).click();
      await localities.getByRole('link', { name: 'Change Loxley' }).click();
      await page.getByRole('button', { name: 'Remove this locality' }).click();
      await page.getByRole('button', { name: 'Yes, remove it' }).click();
      await said(page, 'Loxley was removed.').waitFor();
      expect(await localities.getByRole('link', { name: 'Loxley', exact: true }).count() === 0, 'it is gone from the list');

      await page.getByRole('link', { name: 'Add the first organisation' }).click();
      await page.getByRole('button', { name: 'Add it' }).click();
      await page.getByRole('link', { name: 'Say what kind of organisation it is' }).waitFor();
      await page.getByLabel('Name of the organisation').fill('Borchester Hospitals');
      await page.getByLabel('What kind is it?').selectOption('nhs');
      await page.getByLabel('Place 1').selectOption({ label: 'Felpersham' });
      await page.getByRole('button', { name: 'Add another place' }).click();
      await page.getByLabel('Place 2').selectOption({ label: 'Ambridge Vale' });
      await page.getByRole('button', { name: 'Add a code' }).click();
      await page.getByLabel('Whose code is it?').fill('ODS');
      await page.getByLabel('Code', { exact: true }).fill('RB1');
      await accessible(page);
      await page.getByRole('button', { name: 'Add it' }).click();
      await page.getByRole('heading', { level: 1, name: 'Borchester Hospitals' }).waitFor();
      await page.getByLabel('Add a team').fill('Stroke ward');
      await page.getByRole('button', { name: 'Add the team' }).click();
      await page.getByRole('link', { name: 'Stroke ward' }).waitFor();
      await page.getByRole('button', { name: 'Change the name of Stroke ward' }).click();
      await page.getByLabel('New name of the team').fill('Hyper-acute stroke ward');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('link', { name: 'Hyper-acute stroke ward' }).waitFor();
      await page.getByRole('link', { name: 'Change what is known of it' }).click();
      await page.getByText('When it opened and closed').click();
      await page.getByLabel('Where can this be looked up?').fill('The directory of the place');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('The directory of the place').waitFor();

      await page.goto(`${place.address}/groups/new?place=1`);
      await page.getByLabel('Name of the group').fill('Stroke network');
      await page.getByLabel('What kind is it?').selectOption('clinical_network');
      await page.getByRole('button', { name: 'Add a member' }).click();
      await page.getByLabel('Member 1').selectOption({ label: 'Borchester Hospitals' });
      await page.getByLabel('Its part (optional)').fill('lead provider');
      await page.getByRole('group', { name: 'From (optional)' }).getByLabel('Day').fill('1');
      await page.getByRole('group', { name: 'From (optional)' }).getByLabel('Month').fill('4');
      await page.getByRole('group', { name: 'From (optional)' }).getByLabel('Year').fill('2026');
      await accessible(page);
      await page.getByRole('button', { name: 'Add it' }).click();
      await page.getByRole('heading', { level: 1, name: 'Who is here' }).waitFor();
      await page.getByText('Clinical network · 1 member').waitFor();
      await accessible(page);

      // The ward's lead begins; with no place guessed, since the organisation serves two.
      await ward.goto(`${place.address}/projects/new`);
      await ward.getByLabel('Name of the project').fill('Scan within the hour');
      await ward.getByLabel('Whose project is it?').selectOption({ label: 'Hyper-acute stroke ward, Borchester Hospitals' });
      expect(await ward.getByLabel('Where is the work done?').inputValue() === '', 'no place is guessed');
      await ward.getByLabel('What are you trying to achieve?').fill('Everybody with a stroke is scanned within the hour');
      await ward.getByLabel('Our own idea').check();
      await ward.getByLabel('Which objective does it serve?').selectOption('none');
      await ward.getByRole('button', { name: 'Start the project' }).click();
      await ward.getByRole('link', { name: 'Choose where the work is done' }).waitFor();
      await ward.getByLabel('Where is the work done?').selectOption({ label: 'Ambridge Vale' });
      await ward.getByLabel('Which objective does it serve?').selectOption('none');
      await ward.getByRole('button', { name: 'Start the project' }).click();
      await ward.getByRole('heading', { level: 1, name: 'Scan within the hour' }).waitFor();

      await ward.goto(`${place.address}/places/1`);
      await ward.getByText('No objective is agreed here yet.').first().waitFor();
      expect(await ward.getByText('Every objective has work').count() === 0, 'nothing is claimed of no objectives');

      // Next time, the one team and its place are there already.
      await ward.goto(`${place.address}/projects/new?place=1`);
      await ward.getByLabel('Name of the project').waitFor();
      expect(await ward.getByLabel('Whose project is it?').locator('option:checked').textContent() === 'Hyper-acute stroke ward, Borchester Hospitals', 'one’s only team is chosen');
      expect(await ward.getByLabel('Where is the work done?').locator('option:checked').textContent() === 'Ambridge Vale', 'and the place of its work');

      // An organisation that is not listed can be named on the way, by who may.
      await page.goto(`${place.address}/projects/new?place=1`);
      await page.getByLabel('Name of the project').fill('Falls at home');
      await page.getByLabel('Whose project is it?').selectOption('new');
      await page.getByLabel('Organisation of the team').selectOption('new');
      await page.getByLabel('Name of the organisation').fill('Borsetshire Council');
      await page.getByLabel('What kind is it?').selectOption('council');
      await page.getByLabel('Name of the team').fill('Reablement');
      await page.getByLabel('What are you trying to achieve?').fill('Fewer people fall twice');
      await page.getByLabel('Our own idea').check();
      await page.getByLabel('Which objective does it serve?').selectOption('none');
      await accessible(page);
      await page.getByRole('button', { name: 'Start the project' }).click();
      await page.getByRole('heading', { level: 1, name: 'Falls at home' }).waitFor();
      await page.goto(`${place.address}/places/1/who`);
      await page.getByText('Council · serves Borsetshire').waitFor();
      await page.getByText('Reablement').waitFor();
      await fitsPhone(page);
      expect(seen.wrong.length === 0, seen.wrong.join('\n'));
      await desk.close();
      await theirs.close();
    } finally {
      await place.stop();
    }
  },
};
