// A flow report as a person opens it: from a disk, on a desk and on a phone, without a network.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

// A clinic with hours, and a ward that has more beds from a day on.
const bedsThatChange = `schema = "tributary.flow/1"
time_unit = "hour"
leaves_out = ["Nights on the ward."]
[arrivals.all]
rate = 0.1
to = "clinic"
[services.clinic]
title = "Clinic"
beds = { usually = 0, hours = [{ from = 8, to = 20, beds = 3 }] }
stay = { distribution = "exponential", mean = 8 }
next = "ward"
[services.ward]
title = "Ward"
beds = 24
stay = { distribution = "exponential", mean = 220 }
next = "out"
[run]
warm_up = 2000
length = 4000
[scenarios.more]
title = "Four more beds on day 200"
at = 4800
[scenarios.more.add]
"services.ward.beds" = 4
`;

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
    expect(await page.getByLabel('Pictures show').inputValue() === '1', 'pictures begin with what is changed');
    await page.getByLabel('Pictures show').selectOption({ index: 0 });
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
    await page.locator('#short').getByText('It changes on 1 March 2023, while people are counted: these are of the time before as well').waitFor();
    await page.locator('#full').getByText(/In the run, \S+% of those who came were delayed\. Were there a bed for everybody, people here would take \S+ beds on average/).waitFor();
    await page.locator('#short').getByRole('link', { name: 'Period by period' }).click(); // of the scenario that it stands below
    expect(await page.getByLabel('Pictures show').inputValue() === '1', 'the link chooses the scenario');
    const periods = page.locator('#periods');
    await periods.locator('svg text', { hasText: 'changes' }).waitFor();
    await periods.locator('svg text', { hasText: 'Mar' }).waitFor();
    await page.getByLabel('Measure by period').selectOption({ label: 'Waiting for a pathway in North Somerset' });
    const before = await periods.locator('tbody tr').first().innerText();
    const after = await periods.getByRole('row', { name: '2 May 2023 16:00' }).innerText();
    expect(/\s0\s+0 to 0$/.test(before) && /−\S+\s+−\S+ to −\S+$/.test(after), `${before} / ${after}`);
    await drawn(page, 'periods');
    await page.locator('#full').getByLabel('Service').selectOption({ label: 'P2, rehabilitation beds: North Somerset' });
    await page.locator('#full').getByText('beds or places: 28 to 100').waitFor();
    await page.locator('#full svg text', { hasText: 'changes' }).first().waitFor();
    const beware = await page.locator('#beware').innerText();
    expect(beware.includes('As it stands: It is not stationary'), beware);
    await accessible(page);
    await fitsPhone(page);
    const width = await page.locator('#numbers tbody th').first().evaluate((one) => one.getBoundingClientRect().width);
    expect(width > 110, `rows' names have ${width} pixels`);
    await accessible(page);
    asksNothing(seen, address);
  },

  'beds that change are told as they are at each moment, and no number between is': async ({ page, seen }) => {
    const model = join(folder, 'beds.toml');
    writeFileSync(model, bedsThatChange);
    const address = written('hours.html', 'compare', model, '--scenario', 'more');
    await page.goto(address);
    await page.getByLabel('Pictures show').selectOption({ label: 'Four more beds on day 200' });
    const box = page.locator('#flow svg g', { hasText: 'Ward' });
    await page.getByRole('button', { name: 'Pause' }).click();
    expect(/^Ward: \d+ of 24/.test(await box.locator('title').textContent()), 'before the change');
    await page.getByLabel('Moment').focus();
    await page.keyboard.press('End');
    expect(/^Ward: \d+ of 28/.test(await box.locator('title').textContent()), 'and after');
    const full = page.locator('#full');
    await full.getByLabel('Service').selectOption({ label: 'Ward' });
    const ward = await full.innerText();
    expect(ward.includes('beds or places: 24 to 28') && ward.includes('There are 24 to 28, by the time.') && !ward.includes('there are taken'), ward);
    await full.getByLabel('Service').selectOption({ label: 'Clinic' });
    const clinic = await full.innerText();
    expect(clinic.includes('beds or places: 0 to 3') && !clinic.includes('there are taken'), clinic);
    const logic = await page.locator('#logic').innerText();
    expect(logic.includes('Clinic (0 to 3 beds, by the time)') && logic.includes('Ward (24 beds)') && logic.includes('changes by 4, from 4800 hours on'), logic);
    await page.getByLabel('Pictures show').selectOption({ label: 'As it stands' });
    await full.getByLabel('Service').selectOption({ label: 'Ward' });
    await full.getByText(/would find the 24 there are taken/).waitFor();
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
