// Flow models: a newcomer's question, scenarios compared and stopped, and a prediction by a run.
import { accessible, expect, fitsPhone, signIn, signOut } from './kit.mjs';

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
    await outOfArea.getByText(/± /).waitFor();

    await person.getByLabel('Beds on the wards, as a number').fill('96');
    await person.getByLabel('Beds on the wards, as a number').press('Tab');
    await page.getByRole('heading', { level: 3, name: 'Beds on the wards 96' }).waitFor();
    await outOfArea.getByText(/people less \(the mean is .+ less\)\.$/).waitFor();

    await person.getByRole('button', { name: 'Back to how it stands' }).click();
    await person.getByLabel('Days by which a stay is shorter or longer, as a number').fill('-1');
    await person.getByLabel('Days by which a stay is shorter or longer, as a number').press('Tab');
    await page.getByRole('heading', { level: 3, name: 'Days by which a stay is shorter or longer -1' }).waitFor();
    await outOfArea.getByText(/people less \(the mean is .+ less\)\.$/).waitFor();
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
    await compare.getByRole('heading', { level: 3, name: '2015: everyone' }).waitFor();
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
    await compare.getByRole('button', { name: 'Stop, and keep what is done' }).click();
    await compare.getByText('Stopped. What was done by then is kept, and shown.').first().waitFor();
  },

  'a place takes a model that ships; another adopts it, and it is adapted': async ({ page, server, seen }) => {
    seen.allow.push(/401/, /422/);
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
    await predict.getByText(/^From 100 replications of “Beds on the wards: 96”/).waitFor();
    await fits(page);
    const median = predict.getByLabel('Most likely');
    const said = await median.inputValue();
    expect(Number(said) >= 0, `the run says ${said}`);
    await predict.getByRole('button', { name: 'Predict it' }).click();
    await page.getByText(/^By a run of/).waitFor();
    await page.getByText(/As the run said\./).waitFor();
    await fits(page);
  },
};
