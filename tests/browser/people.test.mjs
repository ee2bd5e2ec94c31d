// Accounts: inviting somebody, choosing a password by a link, one's own account, and a project that nobody leads.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessible, expect, fitsPhone, signIn } from './kit.mjs';

const administrator = 'administrator@demo.example';
const systemLead = 'system.lead@demo.example';

// The newest letter to that address, as plain text; the courier needs a second or so.
async function letterTo(server, address, holds) {
  for (let tries = 0; tries < 100; tries++) {
    let names = [];
    try { names = readdirSync(join(server.data, 'outbox')).filter((name) => name.endsWith('.eml')).sort().reverse(); } catch { /* none yet */ }
    for (const name of names) {
      const text = readFileSync(join(server.data, 'outbox', name), 'latin1').replace(/=\r\n/g, '').replace(/=3D/g, '=');
      if (text.includes(`<${address}>`) && text.includes(holds)) return text;
    }
    await new Promise((wait) => setTimeout(wait, 100));
  }
  throw new Error(`no letter to ${address} holds "${holds}"`);
}
// What a notice says; its buttons say it once more.
const said = (page, text) => page.getByText(text).first();
const linkIn = (letter) => letter.match(/\/choose-password#\S+/)[0];

// Of a closed account: it was closed so many days ago.
function letDaysPass(server, email, days) {
  const sql = "UPDATE person SET disabled_at = strftime('%Y-%m-%dT%H:%M:%fZ', disabled_at, ?) WHERE email = ? AND disabled_at IS NOT NULL";
  execFileSync('python3', ['-c', 'import sqlite3, sys; db = sqlite3.connect(sys.argv[1], timeout=20); assert db.execute(sys.argv[2], sys.argv[3:]).rowcount == 1; db.commit()',
    join(server.data, 'tributary.db'), sql, `-${days} days`, email]);
}

export const tests = {
  'a person and a group are found by search, and each has a page': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'stroke.lead@demo.example', '/search?q=stroke');
    await page.getByRole('region', { name: 'People', exact: true }).getByRole('link', { name: 'Stroke ward lead' }).click();
    await page.getByRole('heading', { level: 1, name: 'Stroke ward lead' }).waitFor();
    const projects = page.getByRole('region', { name: 'Projects' });
    await projects.getByText(/^Project lead since \d+ \w+ \d{4}/).first().waitFor();
    expect(!(await page.locator('main').innerText()).includes('@'), 'nobody’s address is shown');
    await accessible(page);
    await fitsPhone(page);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.getByRole('region', { name: 'Teams and groups' }).getByRole('link', { name: 'Stroke ward' }).click();
    await page.getByRole('heading', { level: 1, name: 'Stroke ward' }).waitFor();

    const groups = await page.evaluate(async () => {
      const { places } = await (await fetch('/api/v1/places')).json();
      const all = await Promise.all(places.map(async (one) => (await (await fetch(`/api/v1/groups?place_id=${one.id}`)).json()).groups));
      return all.flat();
    });
    const withPeople = groups.find((one) => one.members.some((member) => member.person_id)) ?? groups[0];
    await page.goto(`${server.address}/search?q=${encodeURIComponent(withPeople.name)}`);
    await page.getByRole('region', { name: 'Groups' }).getByRole('link', { name: withPeople.name, exact: true }).click();
    await page.getByRole('heading', { level: 1, name: withPeople.name }).waitFor();
    const members = page.getByRole('region', { name: 'Members' });
    for (const one of withPeople.members) await members.getByText(one.name).first().waitFor();
    for (const name of ['Proposed for standards', 'Issues between places', 'Programmes and their packages']) await page.getByRole('region', { name }).waitFor();
    await accessible(page);
    await fitsPhone(page);
  },

  'a group’s people change it on its page; an administrator reads who gives it another name': async ({ page, context, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'stroke.lead@demo.example', '/');
    const group = await page.evaluate(async () => {
      const { person } = await (await fetch('/api/v1/session')).json();
      const { groups } = await (await fetch(`/api/v1/people/${person.id}`)).json();
      return groups[0];
    });
    await page.goto(`${server.address}/groups/${group.id}`);
    await page.getByRole('link', { name: 'Change it and its members' }).click();
    await page.getByLabel('What it does').fill('Stroke teams that show each other what they try');
    await accessible(page);
    await fitsPhone(page);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.getByRole('button', { name: 'Save' }).click();
    await said(page, 'is saved').waitFor();
    await page.goto(`${server.address}/groups/${group.id}`);
    await page.getByText('Stroke teams that show each other what they try').waitFor();

    const own = await (await context.browser().newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' })).newPage();
    await signIn(own, server, administrator, `/groups/${group.id}/edit`);
    await own.getByLabel('Name of the group').fill('Another network');
    await own.getByRole('button', { name: 'Save' }).click();
    await own.getByRole('alert').getByText('A group that has members keeps its name').waitFor();
    expect(await own.getByLabel('Name of the group').inputValue() === 'Another network', 'nothing typed is lost');
    await accessible(own);
    await fitsPhone(own);
    await own.context().close();
  },

  'an administrator invites somebody, who chooses a password that nobody else sees': async ({ page, context, server, seen }) => {
    seen.allow.push(/401/, /404/);
    await signIn(page, server, administrator, '/people');
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    await page.getByRole('link', { name: 'Give an email address' }).waitFor();
    await page.getByLabel('Name', { exact: true }).fill('Discharge lounge lead');
    await page.getByLabel('Email address', { exact: true }).fill('discharge.lead@demo.example');
    await accessible(page);
    await page.getByRole('button', { name: 'Invite', exact: true }).click();
    await said(page, 'Discharge lounge lead is invited').waitFor();
    await page.getByText('Invited, no password yet').waitFor();
    await accessible(page);
    await fitsPhone(page);

    const link = linkIn(await letterTo(server, 'discharge.lead@demo.example', 'choose-password'));
    expect(!(await page.content()).includes(link), 'the administrator does not see the link');
    const theirs = await context.browser().newContext();
    const own = await theirs.newPage();
    await own.goto(server.address + link);
    await own.getByText('Hello Discharge lounge lead').waitFor();
    await accessible(own);
    await own.getByLabel('Password', { exact: true }).fill('short');
    await own.getByLabel('The same once more').fill('other');
    await own.getByRole('button', { name: 'Use this password' }).click();
    await own.getByRole('link', { name: 'It has 5 characters: choose at least 12' }).waitFor();
    await own.getByLabel('Password', { exact: true }).fill('three words of mine');
    await own.getByLabel('The same once more').fill('three words of yours');
    await own.getByRole('button', { name: 'Use this password' }).click();
    await own.getByRole('link', { name: /The two are not the same/ }).waitFor();
    await own.getByLabel('The same once more').fill('three words of mine');
    await own.getByRole('button', { name: 'Use this password' }).click();
    await own.getByRole('heading', { name: 'Sign in' }).waitFor();
    await own.goto(server.address + link);
    await own.getByRole('heading', { name: 'This link no longer works' }).waitFor();
    await accessible(own);
    await own.goto(`${server.address}/sign-in`);
    await own.getByLabel('Email address').fill('discharge.lead@demo.example');
    await own.getByLabel('Password').fill('three words of mine');
    await own.getByRole('button', { name: 'Sign in' }).click();
    await own.getByRole('button', { name: 'Sign out' }).waitFor();
    await theirs.close();
  },

  'roles are given and ended, and ending one can be undone': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, administrator, '/people?q=stroke.lead');
    const entry = page.getByRole('listitem').filter({ hasText: 'stroke.lead@demo.example' });
    await entry.getByText('Change').click();
    await entry.getByLabel('Role').selectOption({ label: 'Analyst' });
    await entry.getByLabel('At which place?').selectOption({ label: 'Wigan' });
    await entry.getByRole('button', { name: 'Give the role' }).click();
    await said(page, 'is now analyst at Wigan').waitFor();
    await entry.getByRole('button', { name: /^End/ }).click();
    await said(page, 'is no longer analyst at Wigan').waitFor();
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await entry.getByText('Analyst at').first().waitFor();
    await page.getByLabel('Find by name or email address').fill('nobody of that name');
    await page.getByText('Nobody found').waitFor();
    await accessible(page);
  },

  'who speaks for a place gives roles that do no more than their own, and nobody is offered what is not theirs to give': async ({ page, context, server, seen }) => {
    seen.allow.push(/401/, /403/);
    await signIn(page, server, administrator, '/people?q=stroke.lead');
    const entry = (on) => on.getByRole('listitem').filter({ hasText: 'stroke.lead@demo.example' });
    await entry(page).getByText('Change').click();
    const offered = async (on) => (await entry(on).getByLabel('Role').locator('option').allInnerTexts()).slice(1).sort().join(', ');
    expect(await offered(page) === 'Administrator, Analyst, Regulator', `an administrator of a place that has voices is offered ${await offered(page)}`);
    await accessible(page);

    const beside = await context.browser().newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
    const executive = await beside.newPage();
    await signIn(executive, server, 'executive@demo.example', '/people?q=stroke.lead');
    await entry(executive).getByText('Change').click();
    expect(await offered(executive) === 'Executive', `an executive is offered ${await offered(executive)}`);
    // One's own role is one's own to end; it is asked first, since only somebody else gives it again.
    await executive.goto(`${server.address}/people?q=executive@demo.example`);
    await executive.getByText('Change').click();
    await executive.getByRole('button', { name: /^End my role as executive/ }).click();
    await executive.getByText('End your own role? Only somebody else can give it back.').waitFor();
    await accessible(executive);
    await fitsPhone(executive);
    await beside.close();

    const above = await context.browser().newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
    const own = await above.newPage();
    await signIn(own, server, systemLead, '/people?q=stroke.lead');
    await entry(own).getByText('Change').click();
    expect(!(await entry(own).getByLabel('Role').innerText()).includes('Administrator'), 'other roles are an administrator’s to give');
    expect(await entry(own).getByRole('heading', { name: 'Account' }).count() === 0, 'accounts are an administrator’s to keep');
    await entry(own).getByLabel('Role').selectOption({ label: 'Locality lead' });
    await entry(own).getByLabel('At which place?').selectOption({ label: 'Wigan' });
    await accessible(own);
    await fitsPhone(own);
    await entry(own).getByRole('button', { name: 'Give the role' }).click();
    await said(own, 'is now locality lead at Wigan').waitFor();
    await own.getByRole('button', { name: 'Undo' }).first().click();
    await entry(own).getByText('Locality lead at').first().waitFor({ state: 'detached' });
    await above.close();
  },

  'a forgotten password is asked for at sign-in': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await page.goto(`${server.address}/sign-in`);
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await page.getByRole('heading', { level: 1, name: 'Forgot your password?' }).waitFor();  // signing in asks for an address too
    await page.getByLabel('Email address').fill('nobody@demo.example');
    await accessible(page);
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await page.getByRole('heading', { name: 'Look at your mail' }).waitFor();
    await page.getByText('If nobody@demo.example has an account').waitFor();
    await fitsPhone(page);
  },

  'one changes the own name, and signs out everywhere': async ({ page, context, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'analyst@demo.example');
    const other = await context.browser().newContext();
    const second = await other.newPage();
    await signIn(second, server, 'analyst@demo.example');
    await page.getByRole('link', { name: /^Your account/ }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Your account' }).waitFor();
    await page.getByLabel('Name', { exact: true }).fill('Analyst of flows');
    await page.getByRole('button', { name: 'Save' }).click();
    await said(page, 'Your name is saved').waitFor();
    await page.getByRole('banner').getByText('Analyst of flows').waitFor();
    await accessible(page);
    await fitsPhone(page);
    await page.getByRole('button', { name: 'Sign out everywhere' }).click();
    await page.getByRole('button', { name: 'Yes, sign out everywhere' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await second.goto(`${server.address}/measures`);
    await second.getByRole('heading', { name: 'Sign in' }).waitFor();
    await other.close();
  },

  'a regulator is offered only what a regulator may open': async ({ page, server, seen }) => {
    seen.allow.push(/401/, /403/);
    await signIn(page, server, 'regulator@demo.example');
    const navigation = page.getByRole('navigation', { name: 'Main' });
    await navigation.getByRole('link', { name: 'Direction' }).waitFor();
    for (const name of ['Projects', 'Programmes', 'People'])
      expect(await navigation.getByRole('link', { name, exact: true }).count() === 0, `${name} is not offered`);
    await page.goto(`${server.address}/projects`);
    await page.getByText('anyone signed in but regulators').waitFor();
    await accessible(page);
  },

  'every role finds no refusal behind what the navigation offers': async ({ context, server }) => {
    const wrong = [];
    for (const role of ['regulator', 'executive', 'analyst', 'partner', 'administrator']) {
      const theirs = await context.browser().newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
      const page = await theirs.newPage();
      await signIn(page, server, `${role}@demo.example`);
      const navigation = page.getByRole('navigation', { name: 'Main' });
      for (const href of await navigation.getByRole('link').evaluateAll((all) => all.map((one) => one.getAttribute('href')))) {
        await navigation.locator(`a[href="${href}"]`).click();
        await page.waitForURL(server.address + href);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.waitForLoadState('networkidle');
        const words = await page.getByRole('main').innerText();
        if (/don[’']t let you|can[’']t do that|may not see/i.test(words)) wrong.push(`${role} at ${href}`);
        if (role === 'regulator' && await page.getByRole('link', { name: 'Start a project' }).count()) wrong.push(`a regulator is offered a project at ${href}`);
      }
      await theirs.close();
    }
    expect(wrong.length === 0, wrong.join('; '));
  },

  'a project that nobody leads says so, and who speaks for its place names a lead': async ({ page, context, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, administrator, '/people?q=stroke.lead');
    const entry = page.getByRole('listitem').filter({ hasText: 'stroke.lead@demo.example' });
    await entry.getByText('Change').click();
    await entry.getByRole('button', { name: 'Close the account' }).click();
    await entry.getByRole('button', { name: 'Yes, close it' }).click();
    await said(page, /The account of .* is closed/).waitFor();

    const above = await context.browser().newContext();
    const own = await above.newPage();
    await signIn(own, server, systemLead, '/projects');
    await own.getByRole('link', { name: 'Scan within the hour' }).first().click();
    await own.getByRole('heading', { name: 'Nobody leads this project' }).waitFor();
    await own.getByText('28 days after it was closed').waitFor();
    expect(await own.getByRole('button', { name: 'Name the new lead' }).count() === 0, 'a lead is not named yet');
    await accessible(own);
    letDaysPass(server, 'stroke.lead@demo.example', 28);
    await own.reload();
    await own.getByLabel('Who leads it from now on?').waitFor();
    await accessible(own);
    await own.getByLabel('Who leads it from now on?').selectOption({ label: 'Ward physiotherapist' });
    await own.getByRole('button', { name: 'Name the new lead' }).click();
    await said(own, 'A new lead is named').waitFor();
    await own.getByRole('heading', { name: 'Nobody leads this project' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).first().click();
    await entry.getByText('Closed').waitFor({ state: 'detached' });

    // Who led comes back, and leads again.
    const project = own.url();
    await above.close();
    const back = await context.browser().newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
    const theirs = await back.newPage();
    await signIn(theirs, server, 'stroke.lead@demo.example', new URL(project).pathname);
    await theirs.getByRole('heading', { name: 'You led this project' }).waitFor();
    await accessible(theirs);
    await fitsPhone(theirs);
    await theirs.getByRole('button', { name: 'Take the lead back' }).click();
    await theirs.getByRole('button', { name: 'Yes, lead it again' }).click();
    await said(theirs, 'You lead the project again').waitFor();
    await theirs.getByRole('heading', { name: 'You led this project' }).waitFor({ state: 'detached' });
    await theirs.getByRole('button', { name: 'Admit somebody' }).waitFor();
    await back.close();
  },
};
