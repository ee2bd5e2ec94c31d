// The public quality report of a place: found and read by anyone, printed, and silent on everybody.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { accessible, expect, fitsPhone, root, signIn } from './kit.mjs';

const demonstration = readdirSync(join(root, 'demo')).filter((one) => one.endsWith('.json')).map((one) => JSON.parse(readFileSync(join(root, 'demo', one), 'utf8')));

/** Every text of the demonstration that somebody wrote for fewer than everyone, and for everyone. */
function texts() {
  const kept = [], open = [];
  const look = (node) => {
    if (!node || typeof node !== 'object') return;
    if (typeof node.body === 'string') (node.audience === 'public' ? open : kept).push(node.body);
    if (typeof node.title === 'string' && typeof node.body === 'string') (node.audience === 'public' ? open : kept).push(node.title);
    for (const [name, one] of Object.entries(node)) {
      if (name === 'note' && typeof one === 'string') kept.push(one);
      look(one);
    }
  };
  for (const file of demonstration) for (const step of file.steps) look(step.body);
  return { kept: kept.filter((one) => one.length > 8 && !open.includes(one)), open };
}

async function reports(server) {
  const { places } = await (await fetch(`${server.address}/api/v1/quality-reports`)).json();
  const all = await Promise.all(places.map(async ({ id }) => (await fetch(`${server.address}/api/v1/places/${id}/quality-report`)).text()));
  return { places, all };
}

async function drawn(page) {
  await page.waitForFunction(() => document.querySelectorAll('[aria-busy="false"] .reported').length > 0 && [...document.querySelectorAll('.reported .spc__plot')].every((one) => one.querySelector('svg')));
}

export const tests = {
  'anyone finds the report of a place from the sign-in page, and reads its charts in words': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await page.goto(`${server.address}/sign-in`);
    await page.getByRole('link', { name: 'how a place is doing' }).click();
    await page.getByRole('heading', { level: 1, name: 'Public quality reports' }).waitFor();
    await accessible(page);
    await page.getByRole('link', { name: 'Salford', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: /Salford/ }).waitFor();
    await drawn(page);
    await page.getByText(/^Of \w+ measures? /).waitFor();
    const scan = page.getByRole('article', { name: 'Scanned within one hour' });
    await scan.getByText('Table of values').click();
    const rows = await scan.getByRole('row').allTextContents();
    expect(rows.some((row) => row.includes('*')), 'few people are shown as a star');
    expect(rows.some((row) => row.includes('1 to 7, or hidden')), 'which the table explains');
    await scan.getByText('rounded to the nearest 5').waitFor();
    await page.getByText('The porter was the wait').waitFor();
    for (const aim of ['Health', 'Care', 'Resources']) await page.getByRole('heading', { level: 2, name: aim, exact: true }).waitFor();
    await accessible(page);
    await fitsPhone(page);
    await accessible(page);
  },

  'no person of the demonstration is in any report, nor a word that is for fewer than everyone': async ({ server }) => {
    const { places, all } = await reports(server);
    expect(places.length > 10 && all.every((one) => one.startsWith('{"place"')), `${places.length} places`);
    const told = all.join('\n');
    const people = demonstration.flatMap((one) => one.people ?? []);
    expect(people.length > 10, 'the demonstration has people');
    for (const { name, email } of people) expect(!told.includes(`"${name}"`) && !told.includes(email) && !new RegExp(`\\b${name}\\b`).test(told), `${name} is in a report`);
    const { kept, open } = texts();
    const written = (text) => JSON.stringify(text).slice(1, -1);
    expect(kept.length > 50, `${kept.length} texts are kept`);
    for (const text of kept) expect(!told.includes(written(text)), `a report says: ${text.slice(0, 200)}`);
    expect(open.some((text) => told.includes(written(text))), 'what is for everyone is there');
    for (const project of demonstration.flatMap((one) => one.steps).filter((step) => step.do === 'POST /api/v1/projects')) expect(!told.includes(`"${written(project.body.name)}"`), `${project.body.name} is in a report`);
    for (const word of ['created_by', 'author', 'member', 'may_edit', 'cause_test_id":1', '@']) expect(!told.includes(`${word}`), `a report has ${word}`);
  },

  'printed it is a document: every chart, and nothing to press': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await page.goto(`${server.address}/quality`);
    await page.getByRole('link', { name: 'Salford', exact: true }).click();
    await drawn(page);
    const measures = await page.locator('.reported .spc__plot').count();
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    expect(await page.locator('.reported .spc__plot svg[viewBox]').count() === measures, 'each has its drawing');
    expect(!(await page.getByRole('button', { name: /Print/ }).isVisible()), 'a button is on paper');
    const pdf = await page.pdf({ format: 'A4' });
    expect(pdf.length > 20_000, `${pdf.length} bytes`);
  },

  'its keeper says what a measure counts, sees it before publishing, and the report follows': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'stroke.lead@demo.example', '/measures');
    await page.getByRole('link', { name: 'Minutes from door to scan, nights (median)' }).first().click();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByText('its figures as they are, because it counts no people').waitFor();
    await page.getByRole('link', { name: 'Change that' }).click();
    await page.getByText('What the public sees, once it is published').click();
    await page.getByLabel('Keep it from the public').check();
    await accessible(page);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('For the public').waitFor();
    await page.getByText('not shown', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Publish', exact: true }).click();
    await page.getByText('It stays out of the public quality report').waitFor();
    await page.getByRole('button', { name: 'Publish it' }).click();
    await page.getByText('Published: it reaches boards and reports.', { exact: true }).waitFor();
    const { all } = await reports(server);
    expect(!all.some((one) => one.includes('Minutes from door to scan')), 'it is in a report');
    expect(all.some((one) => one.includes('"withheld":1')), 'the report says that one is kept back');
  },

  'a board for papers that are published has the public’s figures, and its workbook too': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'executive@demo.example', '/');
    await page.getByRole('link', { name: 'Board', exact: true }).click();
    await page.getByLabel('For papers that are published').check();
    await page.getByText('Made for publication').waitFor();
    await page.waitForURL(/figures=released/);
    const scan = page.getByRole('region', { name: 'Scanned within one hour, Salford', exact: true });
    await scan.getByText(/^[0-9]+ values are hidden, shown as \*/).waitFor();
    await scan.getByText('It counts people, so that its figures are rounded').waitFor();
    const href = await page.getByRole('link', { name: 'Excel workbook' }).getAttribute('href');
    expect(href.endsWith('board.xlsx?figures=released'), href);
    const exact = await page.evaluate(async () => (await (await fetch(location.pathname.replace('/places', '/api/v1/places'))).json()).measures.map((one) => one.drawing?.numerators).flat());
    expect(exact.some((one) => one % 5 !== 0), 'the exact figures are others');
    await page.reload();
    await page.getByText('Made for publication').waitFor();
    expect(await page.getByLabel('For papers that are published').isChecked(), 'it is in the address');
    await accessible(page);
    await fitsPhone(page);
  },
};
