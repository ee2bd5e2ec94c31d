// Flow models: a newcomer's question, scenarios compared and stopped, and a prediction by a run.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessible, expect, fitsPhone, program, signIn, signOut } from './kit.mjs';

async function fits(page) {
  await accessible(page);
  await fitsPhone(page);
  await page.setViewportSize({ width: 1280, height: 900 });
}

// Counts what a person does: each click, each value typed or chosen.
function counted(page) {
  const of = { actions: 0 };
  const count = (locator) => new Proxy(locator, {
    get: (target, name) => {
      const member = target[name];
      if (typeof member !== 'function') return member;
      return (...given) => {
        if (['click', 'fill', 'press', 'selectOption', 'check'].includes(name)) of.actions += 1;
        const out = member.apply(target, given);
        return out && typeof out.click === 'function' && !out.then ? count(out) : out;
      };
    },
  });
  return { of, page: count(page) };
}

export const tests = {
  'somebody who has never seen a model answers: what if we had four more beds, or stays were a day shorter?': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    const { of, page: person } = counted(page);
    await person.goto(`${server.address}/sign-in`);
    await person.getByLabel('Email address').fill('mh.lead@demo.example');
    await person.getByLabel('Password').fill('demonstration only');
    await person.getByRole('button', { name: 'Sign in' }).click();
    await person.getByRole('link', { name: 'Place', exact: true }).click();
    await person.getByRole('link', { name: 'Mental-health wards and placements out of area' }).click();
    await person.getByRole('heading', { level: 2, name: 'What if?' }).waitFor();
    const outOfArea = page.getByRole('region', { name: 'What if?' }).getByRole('row', { name: /^People out of area/ });
    await outOfArea.getByText(/^By theory, exact: 6\.00 people$/).waitFor();
    await outOfArea.getByText(/^By 30 runs: .+ people\s±\s/).waitFor();

    await person.getByLabel('Beds on the wards, as a number').fill('96');
    await person.getByLabel('Beds on the wards, as a number').press('Tab');
    await page.getByRole('heading', { level: 3, name: 'Beds on the wards 96' }).waitFor();
    await outOfArea.getByText(/^About .+ fewer people \(likely .+ fewer\)\.$/).waitFor();

    await person.getByRole('button', { name: 'Back to how it stands' }).click();
    await person.getByLabel('Days by which a stay is shorter or longer, as a number').fill('-1');
    await person.getByLabel('Days by which a stay is shorter or longer, as a number').press('Tab');
    await page.getByRole('heading', { level: 3, name: 'Days by which a stay is shorter or longer −1' }).waitFor();
    await outOfArea.getByText(/^About .+ fewer people \(likely .+ fewer\)\.$/).waitFor();
    expect(of.actions <= 15, `it took ${of.actions} actions`);
    await fits(page);
  },

  'a slider moves by keys, and theory follows at once': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'mh.lead@demo.example', '/flow-models/1');
    const slider = page.getByRole('slider', { name: /^Beds on the wards/ });
    await slider.focus();
    const answered = [];
    page.on('response', (response) => { if (response.url().endsWith('/analytic')) answered.push(response.status()); });
    for (let i = 0; i < 8; i += 1) await slider.press('ArrowRight');
    await page.getByRole('heading', { level: 3, name: 'Beds on the wards 100' }).waitFor();
    await page.getByRole('region', { name: 'What if?' }).getByText('30 replications were run.').waitFor();
    expect(answered.length > 0 && answered.every((status) => status === 200), `theory answered ${answered}`);
  },

  'scenarios are compared, a long run asks first, and stopping keeps what is done': async ({ page, server, seen }) => {
    seen.allow.push(/401/, /409/);
    await signIn(page, server, 'mh.lead@demo.example', '/flow-models/2');
    const compare = page.getByRole('region', { name: 'Compare scenarios' });
    await compare.getByLabel('2015: everyone').check();
    await compare.getByRole('button', { name: 'Run and compare' }).click();
    await compare.getByRole('heading', { level: 4, name: '2015: everyone' }).waitFor();
    await compare.getByText(/^100 replications of 365 days/).waitFor();
    await fits(page);

    await compare.getByLabel('Replications').fill('10000');
    await compare.getByRole('button', { name: 'Run and compare' }).click();
    // A quick machine says that it takes less than a minute, and begins.
    const sure = compare.getByRole('button', { name: 'Start it all the same' });
    const going = compare.getByText(/^[1-9]\d* of 10000 replications$/).first();
    await sure.or(going).first().waitFor();
    if (await sure.count()) await sure.click();
    await going.waitFor();
    // Loaded anew, and without an answer for a while, the page follows it still.
    await page.reload();
    await going.waitFor();
    seen.allow.push(/ERR_INTERNET_DISCONNECTED/);
    await page.context().setOffline(true);
    await compare.getByText(/Trying again…$/).waitFor();
    await page.context().setOffline(false);
    await compare.getByText(/Trying again…$/).waitFor({ state: 'detached' });
    await compare.getByRole('button', { name: 'Stop, and keep what is done' }).click();
    await compare.getByText('Stopped. What was done by then is kept, and shown.').first().waitFor();
    await compare.getByText('Repeat it').click();
    await compare.getByText(/^tributary flow compare .+ --scenario base .+ --seed \d+ --replications 10000 --length \d+ --json \| sha256sum$/).waitFor();

    // The one before is among one's own runs, and no quick one of What if? is.
    const runs = page.getByRole('region', { name: 'Your runs of this model' });
    await runs.getByText(/: 100 replications$/).waitFor();
    expect(await runs.getByText(/30 replications/).count() === 0, 'quick runs are kept');
    await fits(page);
    await runs.getByRole('button', { name: 'Open it' }).first().click();
    await compare.getByText(/^100 replications of 365 days/).waitFor();
    await runs.getByText(/: 10,000 replications$/).waitFor();
    await runs.getByRole('button', { name: 'Forget it' }).first().click();
    await runs.getByRole('button', { name: 'Forget it' }).first().click();
    await runs.waitFor({ state: 'detached' });
  },

  'what the page says repeats a run gives its bytes': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'mh.lead@demo.example', '/flow-models/1');
    await page.getByLabel('Beds on the wards, as a number').fill('96');
    await page.getByLabel('Beds on the wards, as a number').press('Tab');
    const compare = page.getByRole('region', { name: 'Compare scenarios' });
    await compare.getByLabel('Brought back when a bed is free').uncheck();
    await compare.getByLabel('Your changes above: Beds on the wards 96').check();
    await compare.getByLabel('Replications').fill('10');
    await compare.getByRole('button', { name: 'Run and compare' }).click();
    await compare.getByText('Repeat it').click();
    const folder = mkdtempSync(join(tmpdir(), 'tributary-repeated-'));
    const saved = page.waitForEvent('download');
    await compare.getByRole('link', { name: 'the model’s text' }).click();
    const file = await saved;
    await file.saveAs(join(folder, file.suggestedFilename()));
    const command = (await compare.getByText(/^tributary flow compare/).innerText()).replace(/^tributary/, program);
    const said = execFileSync('bash', ['-c', command], { cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] }).toString().slice(0, 64);
    rmSync(folder, { recursive: true });
    await compare.getByText(said, { exact: true }).waitFor();
  },

  'a number outside the range is refused beside its field, and numbers never stand under levels that they are not of': async ({ page, context, server, seen }) => {
    seen.allow.push(/401/, /ERR_INTERNET_DISCONNECTED/);
    await signIn(page, server, 'mh.lead@demo.example', '/flow-models/1');
    const whatIf = page.getByRole('region', { name: 'What if?' });
    await whatIf.getByText('30 replications were run.').waitFor();
    const beds = page.getByLabel('Beds on the wards, as a number');
    await beds.fill('400');
    await beds.press('Tab');
    await whatIf.getByRole('alert').getByText('From 80 to 120').waitFor();
    expect(await beds.inputValue() === '400', 'what was typed is gone');
    await whatIf.getByRole('heading', { level: 3, name: 'As it stands' }).waitFor();
    await context.setOffline(true);
    await beds.fill('96');
    await beds.press('Tab');
    await whatIf.getByText(/^Theory could not be asked\./).waitFor();
    const changed = whatIf.getByRole('row', { name: /^People out of area/ }).getByRole('cell').nth(1);
    expect(!/\d/.test((await changed.innerText()).replace(/^With your changes/, '')), `it says ${await changed.innerText()}`);
    await context.setOffline(false);
    await whatIf.getByRole('button', { name: 'Try again' }).click();
    await changed.getByText(/^By theory, exact: 3\.98 people$/).waitFor();
    await changed.getByText(/^By 30 runs: /).waitFor();
    await fits(page);
  },

  'who may not change or take a model reads whom to ask': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'mh.willow@demo.example', '/flow-models');
    await page.getByText(/an analyst or whoever leads the place can take it/).waitFor();
    await page.goto(`${server.address}/flow-models/1/adapt`);
    await page.getByText('You can’t change this model.').waitFor();
    expect(await page.getByLabel('The model’s text').count() === 0, 'there is a box to type in');
    await fits(page);
  },

  'a place takes a model that ships; another adopts it, and it is adapted': async ({ page, server, seen }) => {
    seen.allow.push(/401/, /422/, /409/);
    await signIn(page, server, 'system.lead@demo.example', '/flow-models');
    await fits(page);
    await page.getByRole('button', { name: 'Take it: A community therapy team by its visits' }).click();
    await page.getByRole('heading', { level: 1, name: /A community therapy team by its visits/ }).waitFor();
    await page.getByLabel('Adopt it for another place').selectOption({ label: 'Salford' });
    await page.getByRole('button', { name: 'Adopt version 1' }).click();
    await page.getByText(/^Adopted from/).first().waitFor();
    await page.getByRole('link', { name: 'Adapt it: a new version' }).click();
    const text = page.getByLabel('The model’s text');
    await text.fill('name = "broken"');
    await page.getByRole('button', { name: 'Keep it as a new version' }).click();
    await page.getByRole('alert').first().waitFor();
    await fits(page);
    await text.fill('schema = "tributary.flow/1"\nname = "broken"\n\nrat = 3\n');
    await page.getByRole('button', { name: 'Keep it as a new version' }).click();
    await page.getByRole('button', { name: 'Go to line 4' }).click();
    expect(await text.evaluate((box) => box.value.slice(box.selectionStart, box.selectionEnd)) === 'rat = 3', 'another line is chosen');
    await fits(page);

    await page.goto(`${server.address}/flow-models?place=1`);
    await page.getByRole('link', { name: /A community therapy team by its visits/ }).click();
    await page.getByLabel('Adopt it for another place').selectOption({ label: 'Salford' });
    await page.getByRole('button', { name: 'Adopt version 1' }).click();
    await page.getByRole('link', { name: /which Salford has$/ }).click();
    await page.getByText(/^Adopted from/).first().waitFor();
    await signOut(page);
  },

  'a test is predicted by a run, adjusted and kept': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'stroke.lead@demo.example', '/projects/2');
    const [measure, test] = await page.evaluate(async () => {
      const csrf = (await (await fetch('/api/v1/session')).json()).csrf;
      const post = async (path, input) => (await fetch(`/api/v1${path}`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf }, body: JSON.stringify(input) })).json();
      const made = await post('/measures', { project_id: 2, name: 'Placed elsewhere', kind: 'outcome', direction: 'down', interval: 'month', unit: 'people' });
      const now = new Date();
      const observations = Array.from({ length: 14 }, (_, index) => ({ on: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 15 + index, 1)).toISOString().slice(0, 10), value: 7 + index % 3 }));
      await post(`/measures/${made.id}/observations`, { observations });
      return [made.id, (await post('/projects/2/tests', { name: 'Four more beds' })).test.id];
    });
    await page.goto(`${server.address}/tests/${test}`);
    const predict = page.getByRole('region', { name: 'Predict' });
    await predict.getByLabel('What do you predict?').selectOption(String(measure));
    const month = predict.getByRole('group', { name: 'Which month?' });
    const next = new Date(Date.UTC(new Date().getUTCFullYear(), new Date().getUTCMonth() + 2, 1));
    await month.getByLabel('Month').fill(next.toLocaleString('en-GB', { month: 'short', timeZone: 'UTC' }));
    await month.getByLabel('Year').fill(String(next.getUTCFullYear()));
    await month.getByLabel('Year').press('Tab');
    await predict.getByText('From a flow model').click();
    await predict.getByLabel('Which model?').selectOption({ label: 'Mental-health wards and placements out of area (Greater Manchester)' });
    await predict.getByLabel('Beds on the wards, as a number').fill('96');
    await predict.getByLabel('Beds on the wards, as a number').press('Tab');
    await predict.getByRole('button', { name: 'Run it, and fill in the prediction' }).click();
    await predict.getByText(/^Filled in above, from 100 replications of “Beds on the wards: 96”/).waitFor();
    await predict.getByRole('region', { name: 'What the run says' }).getByRole('row', { name: /The model as it stands/ }).waitFor();
    await predict.getByText(/^Your measure stands at \d+ people .+; its mean is /).waitFor();
    await fits(page);
    const median = predict.getByLabel('Most likely');
    const said = await median.inputValue();
    expect(Number(said) >= 0, `the run says ${said}`);
    await predict.getByRole('button', { name: 'Predict it' }).click();
    await page.getByText(/^By a run of/).waitFor();
    await page.getByText(/As the run said, in whole numbers\./).waitFor();
    await fits(page);
  },
};
