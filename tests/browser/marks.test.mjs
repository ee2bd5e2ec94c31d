// What stands beside what: made-up work among real things is marked, an adopted project says where it came from, a programme's
// initiatives who takes them up, a return only before whom it is asked of, and a project without a mentor how to get one.
import { accessible, expect, fitsPhone, signIn, signOut } from './kit.mjs';

const projectCalled = (page, name) => page.evaluate(async (called) => {
  const { projects } = await (await fetch('/api/v1/projects?limit=100&mine=true')).json();
  return projects.find((one) => one.name === called)?.id;
}, name);

export const tests = {
  'made-up work is marked under a real objective, on its way between places and where adoptions are counted': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'community.lead@demo.example');
    const picture = page.getByRole('region', { name: 'What serves what' });
    await picture.waitFor();
    const stroke = await picture.getByRole('link', { name: /less disability after stroke|stroke/i }).first().innerText();
    expect(/projects, all illustrative/.test(stroke), `the card says that its projects are made up: ${stroke}`);
    await picture.getByText(/Care-home telemedicine.*\(adoption illustrative\).*Tameside.*Stockport/s).first().waitFor();
    await page.getByText(/\d+ projects, (all|\d+ of them) illustrative/).first().waitFor();
    await accessible(page);
    await page.getByRole('button', { name: 'As a table' }).click();
    await page.getByRole('row', { name: /Tameside \(illustrative\).*Stockport/ }).waitFor();
    await accessible(page);
    await fitsPhone(page);

    await page.goto(`${server.address}/direction`);
    await page.getByText(/\d+ projects, all illustrative/).first().waitFor();
    await page.goto(`${server.address}/packages`);
    await page.getByText('Adopted by 1 place, illustrative').first().waitFor();
    await page.getByText(/adoptions of \d+ packages in Greater Manchester so far.*all illustrative/).waitFor();
    await page.getByRole('img', { name: /Adoptions in Greater Manchester.*illustrative/ }).waitFor();
    await accessible(page);
    await fitsPhone(page);
  },

  'an adopted project says of whom, and how to get a mentor; returns stand only before whom they are asked of': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'community.lead@demo.example', '/projects');
    await page.getByRole('heading', { level: 1 }).waitFor();
    const id = await projectCalled(page, 'Care-home telemedicine, Stockport');
    await page.goto(`${server.address}/projects/${id}`);
    await page.getByText(/Adopted from .*of Tameside/).waitFor();
    expect(await page.getByText('The team’s own idea').count() === 0, 'what was adopted is no idea of the team’s own');
    await page.getByText(/This project has no mentor (now|yet)\./).waitFor();
    await page.getByText(/admit them below/).waitFor();
    expect(await page.getByText(/A mentor is asked after/).count() === 0, 'nobody is said to be asked where there is nobody');
    await page.waitForLoadState('networkidle');
    expect(await page.getByRole('heading', { name: 'Returns asked of the team' }).count() === 0, 'a hospital’s returns are not asked of telecare nurses');
    await accessible(page);
    await fitsPhone(page);
    const scan = await projectCalled(page, 'Straight to scan, Wigan site');
    await page.goto(`${server.address}/projects/${scan}`);
    await page.getByRole('heading', { name: 'Returns asked of the team' }).waitFor();
    await page.getByText('Quarterly safety assurance workbook').first().waitFor();
  },

  'a programme names who takes up what it would like, and a project in it says so later too': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'mh.lead@demo.example', '/programmes');
    await page.getByRole('link', { name: /length-of-stay programme/ }).first().click();
    const liked = page.getByRole('region', { name: 'What it would like taken up' });
    await liked.getByText('A task board at every ward round').waitFor();
    expect(await liked.getByText('Nobody has taken it up yet').count() === 0, 'each is being done');
    expect(await liked.getByText('Every task has a name on Birch ward').count() === 1, 'Birch ward has a board');
    await accessible(page);
    const ours = await page.getByLabel('Project', { exact: true }).locator('optgroup option').first().innerText();
    await page.getByLabel('Project', { exact: true }).selectOption({ label: ours });
    await page.getByLabel('Takes up').selectOption({ label: 'Housing asked about in the first week' });
    await page.getByRole('button', { name: 'Say it' }).click();
    const housing = liked.getByRole('listitem').filter({ hasText: 'Housing asked about' });
    await housing.getByRole('link', { name: ours }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await housing.getByRole('link', { name: ours }).waitFor({ state: 'detached' });
    await fitsPhone(page);
  },

  'forms begin where one is: one’s own place first, what waits for a place says so, and Support is gone back to': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'wigan.lead@demo.example', '/packages');
    await page.getByRole('link', { name: 'Straight to scan on the ambulance trolley' }).first().click();
    await page.getByRole('link', { name: 'Adopt it' }).click();
    const where = page.getByLabel('Where?');
    await where.waitFor();
    expect(await where.locator('option:checked').innerText() === 'Wigan', 'a locality’s lead is offered their own place first');
    await page.goto(`${server.address}/projects/new`);
    await page.getByText('Choose the place first: its objectives').waitFor();
    await page.getByLabel('Where is the work?').or(page.getByLabel(/^Where/)).first().selectOption({ label: 'Wigan' });
    await page.getByText('Good work that no objective describes is welcome').waitFor();
    await signOut(page);
    await signIn(page, server, 'mentor@demo.example', '/support');
    await page.getByRole('link', { name: /^Log a session/ }).first().click();
    await page.getByRole('link', { name: 'Leave it' }).click();
    await page.getByRole('heading', { level: 1, name: 'Who may need me this week' }).waitFor();
  },
};
