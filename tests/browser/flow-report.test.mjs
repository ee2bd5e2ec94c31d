// A flow report as a person opens it: from a disk, on a desk and on a phone, without a network.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { accessible, expect, fitsPhone, program, root } from './kit.mjs';

const folder = mkdtempSync(join(tmpdir(), 'tributary-report-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

function written(name, ...words) {
  const file = join(folder, name);
  execFileSync(program, ['flow', ...words, '--replications', '20', '--report', file], { cwd: root, stdio: 'pipe' });
  return pathToFileURL(file).href;
}

// It asks for itself, and for nothing else.
function asksNothing(seen, address) {
  const asked = seen.requests.filter((url) => !url.startsWith('data:'));
  expect(asked.length === 1 && asked[0] === address, `asked for ${asked.join(', ')}`);
  seen.wrong = seen.wrong.filter((line) => !line.includes(address));
}

async function drawn(page, part) {
  await page.locator(`#${part} .plot svg path`).nth(3).waitFor({ state: 'attached' });
  const plots = await page.locator(`#${part} .plot`).evaluateAll((all) => all.map((one) => ({ label: one.getAttribute('aria-label'), marks: one.querySelectorAll('svg path').length, width: one.clientWidth })));
  for (const plot of plots) expect(plot.label?.length > 20 && plot.marks > 5 && plot.width > 200, `${part}: ${JSON.stringify(plot)}`);
}

async function moves(page) {
  const moment = () => page.getByTestId('moment').textContent();
  const before = await moment();
  await page.waitForFunction((text) => document.querySelector('[data-testid="moment"]').textContent !== text, before);
  await page.locator('#flow circle.dot').first().waitFor({ state: 'attached' });
  await page.getByRole('button', { name: 'Pause' }).click();
  const still = await moment();
  await page.waitForTimeout(300);
  expect(await moment() === still, 'a pause is one');
  await page.getByLabel('Moment').focus();
  await page.keyboard.press('End');
  expect(await moment() !== still, 'the slider goes elsewhere by keyboard');
  await page.getByRole('button', { name: 'Play again' }).waitFor();
}

export const tests = {
  'a comparison says what was asked and answered, draws it, lets people move, and can be repeated': async ({ page, seen }) => {
    const address = written('beds.html', 'compare', 'models/mental-health-beds.toml', '--scenario', 'brought_back', '--scenario', 'shorter_10');
    await page.goto(address);
    await page.getByRole('heading', { level: 1, name: 'Mental-health wards and placements out of area' }).waitFor();
    const short = await page.locator('#short').innerText();
    expect(/Stays 10 % shorter/.test(short) && /People out of area: down from \S+ to \S+ people \(95% interval of the difference −\S+ to −\S+ people\)/.test(short), short);
    expect(short.includes('Nobody but its authors has reviewed this model'), short);
    await moves(page);
    for (const part of ['differences', 'full']) await drawn(page, part);
    await page.getByLabel('What is compared').selectOption({ label: 'What placements cost, a year' });
    await page.locator('#differences').getByText('£', { exact: false }).first().waitFor();
    await page.getByLabel('Pictures show').selectOption({ label: 'Stays 10 % shorter' });
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    await drawn(page, 'full');
    const repeat = await page.locator('#repeat').innerText();
    expect(repeat.includes('tributary flow compare models/mental-health-beds.toml --scenario brought_back --scenario shorter_10 --replications 20') && /[0-9a-f]{64}/.test(repeat), repeat);
    await accessible(page);
    await fitsPhone(page);
    await drawn(page, 'differences');
    await accessible(page);
    asksNothing(seen, address);
  },

  'a change during the run is said to be mixed with the time before, and the beds that people are delayed for are told from the run': async ({ page, seen }) => {
    const address = written('march.html', 'compare', 'models/discharge-to-assess.toml', '--scenario', 'from_march');
    await page.goto(address);
    await page.locator('#short').getByText('It changes at 1 March 2023, while people are counted: these are of the time before as well').waitFor();
    await page.locator('#full').getByText(/In the run, \S+% of those who came were delayed\. Were there a bed for everybody, people here would take \S+ beds on average/).waitFor();
    asksNothing(seen, address);
  },

  'boroughs and hospitals are a map of points, and every number says where it comes from': async ({ page, seen }) => {
    const address = written('boroughs.html', 'run', 'models/stroke-greater-manchester.toml', '--scenario', 'everyone_2015');
    await page.goto(address);
    await page.getByRole('heading', { level: 2, name: 'Where people go' }).waitFor();
    const map = page.locator('#map figure svg');
    expect(await map.locator('circle.point').count() === 10 && await map.locator('rect.site').count() === 3, 'ten boroughs, three hospitals');
    expect((await map.locator('text.label').allTextContents()).includes('Wigan'), 'boroughs have their names');
    await page.getByLabel('Minutes to it').check();
    await page.locator('#map figcaption').getByText('minutes', { exact: true }).waitFor();
    await page.locator('#map summary').click();
    const bolton = page.locator('#map tr', { has: page.getByRole('rowheader', { name: 'Bolton' }) });
    expect((await bolton.innerText()).includes('21.3'), await bolton.innerText()); // its minutes to Salford Royal
    const beware = await page.locator('#beware').innerText();
    expect(beware.includes('What the units cost.'), beware);
    const data = await page.locator('#data').innerText();
    expect(data.includes('PathSimR') && data.includes('Nobody says where these come from'), data);
    await moves(page);
    await accessible(page);
    await fitsPhone(page);
    await accessible(page);
    asksNothing(seen, address);
  },

  'who wants less motion presses Play first': async ({ page, seen }) => {
    const address = written('still.html', 'run', 'models/mental-health-beds.toml');
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto(address);
    await page.getByRole('button', { name: 'Play', exact: true }).waitFor();
    const moment = await page.getByTestId('moment').textContent();
    await page.waitForTimeout(400);
    expect(await page.getByTestId('moment').textContent() === moment, 'nothing moves');
    asksNothing(seen, address);
  },
};
