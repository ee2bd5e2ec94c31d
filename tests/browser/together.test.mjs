// Levers, money and returns; issues between places from both sides.
import { accessible, expect, fitsPhone, signIn, signOut } from './kit.mjs';

async function fits(page) {
  await accessible(page);
  await fitsPhone(page);
  await page.setViewportSize({ width: 1280, height: 900 });
}

export const tests = {
  'levers that pull against each other show on their page and on the objective': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'executive@demo.example', '/levers');
    const against = page.getByRole('region', { name: 'Where levers pull against each other' });
    await against.getByRole('link', { name: 'People go home from hospital on the day they are ready' }).waitFor();
    await page.getByText('£6 billion').waitFor();
    await page.getByText('as stated by', { exact: false }).first().waitFor();
    await fits(page);
    await against.getByRole('link').first().click();
    await page.getByText('These pull against each other.').waitFor();
    await fits(page);
  },

  'a system lead records a lever; a team says what a return takes it': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'system.lead@demo.example', '/levers');
    await page.getByRole('link', { name: 'Record a lever' }).click();
    await page.getByRole('button', { name: 'Record it' }).click();
    await page.getByRole('link', { name: 'Say who holds it' }).waitFor();
    await page.getByLabel('The lever, in a few words').fill('Training for schools');
    await page.getByLabel('Workforce', { exact: true }).check();
    await page.getByLabel('Who holds it?').selectOption({ label: 'Greater Manchester (system)' });
    await page.getByLabel('Objective 1', { exact: true }).selectOption({ label: 'Fewer children with asthma need an emergency admission' });
    await fits(page);
    await page.getByRole('button', { name: 'Record it' }).click();
    await page.getByRole('region', { name: 'Levers', exact: true }).getByText('Training for schools', { exact: true }).first().waitFor();

    await signOut(page);
    await signIn(page, server, 'stroke.lead@demo.example', '/levers');
    const asked = page.getByRole('listitem').filter({ hasText: 'Quarterly safety assurance workbook' }).last();
    await asked.getByLabel('Hours it takes Stroke ward each time').fill('20');
    await asked.getByRole('button', { name: /Say it/ }).click();
    await asked.getByText('80 hours a year').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await asked.getByText('44 hours a year').waitFor();
  },

  'an issue is raised, answered, agreed by both and done': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'salford.lead@demo.example', '/places/7');
    await page.getByRole('region', { name: 'Between places' }).getByText(/has not answered for 33 days/).waitFor();
    await page.getByRole('link', { name: 'Raise an issue' }).click();
    await page.getByLabel('What is the issue, in a line?').fill('Notes stop at the border');
    await page.getByLabel('How does Salford see it?').fill('We write them twice.');
    await page.getByLabel('Place, organisation or group 1').selectOption({ label: 'Wigan (locality)' });
    await fits(page);
    await page.getByRole('button', { name: 'Raise it' }).click();
    await page.getByRole('heading', { level: 1, name: /Notes stop at the border/ }).waitFor();
    await page.getByText('Wigan has not answered yet.').waitFor();
    await page.getByLabel(/Propose a collective action/).check();
    await page.getByLabel('What do you do together?').fill('One form for both');
    await page.getByLabel('Action 1', { exact: true }).fill('Write the form');
    await page.getByLabel('Who does it (action 1)').selectOption({ label: 'Wigan' });
    const due = page.getByRole('group', { name: 'By when (action 1)' });
    await due.getByLabel('Day').fill('1');
    await due.getByLabel('Month').fill('4');
    await due.getByLabel('Year').fill(String(new Date().getUTCFullYear() + 4));
    await fits(page);
    await page.getByRole('button', { name: 'Propose it' }).click();
    await page.getByText('It waits for Wigan.').waitFor();
    expect(await page.getByRole('button', { name: 'Agree for Wigan' }).count() === 0, 'nobody agrees for the other side');
    const address = page.url();

    await signOut(page);
    await signIn(page, server, 'wigan.lead@demo.example', new URL(address).pathname);
    await page.getByLabel('How do you see it?').fill('So do we.');
    await page.getByRole('button', { name: 'Write it down' }).click();
    await page.getByRole('region', { name: 'How each sees it' }).getByText('So do we.').waitFor();
    await page.getByRole('button', { name: 'Agree for Wigan' }).click();
    await page.getByText('Collective action under way').waitFor();
    await page.getByLabel('What came of “Write the form”?').fill('One page, used since Monday');
    await page.getByRole('button', { name: 'It is done' }).click();
    await page.getByText('What came of it: One page, used since Monday').waitFor();
    await page.getByText(/^Said by .+, for Wigan, /).waitFor();
    await fits(page);
  },

  'what was put in says how much or by whom, and from when': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'system.lead@demo.example', '/investments/new');
    await page.getByLabel('What was it put into?').fill('Good will');
    await page.getByRole('button', { name: 'Record it' }).click();
    await page.getByRole('link', { name: 'Say how much, or who put in' }).waitFor();
    await page.getByRole('link', { name: 'Say from when it was put in' }).waitFor();
    await page.getByRole('link', { name: /^Say where it can be looked up/ }).waitFor();
    await page.getByLabel('As a pooled budget').check();
    await page.getByRole('button', { name: 'Record it' }).click();
    await page.getByRole('link', { name: /Say who put in: a pooled budget/ }).waitFor();
    await fits(page);
  },

  'the pages of issues and levers are readable by everyone and fit a phone': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'system.lead@demo.example');
    for (const path of ['/interdependencies', '/interdependencies/1', '/interdependencies/2', '/levers/1', '/levers/1/edit', '/investments/new', '/returns/1/edit', '/objectives/6', '/places/7']) {
      await page.goto(server.address + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      await fits(page);
    }
  },
};
