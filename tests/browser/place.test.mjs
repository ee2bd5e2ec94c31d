// The place and its direction, as somebody sees them who has never used the page.
import { accessible, expect, fitsPhone, signIn } from './kit.mjs';

const newcomer = 'executive@demo.example';

export const tests = {
  'at a glance: an objective that nobody works on, and work that serves none': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, newcomer);
    const nobody = page.getByRole('region', { name: /objectives? that nobody works on/ });
    await nobody.getByRole('link').first().waitFor();
    const outside = page.getByRole('region', { name: /projects? outside the plan/ });
    const first = await nobody.getByRole('link').first().textContent();
    const work = await outside.getByRole('link').first().textContent();
    expect(await nobody.isVisible() && await outside.isVisible(), 'both stand on the first page');

    await nobody.getByRole('link').first().click();
    await page.getByRole('heading', { level: 1, name: first }).waitFor();
    await page.getByText('Nobody works on this yet').waitFor();
    await page.goBack();
    await outside.getByRole('link').first().click();
    await page.getByRole('heading', { level: 1, name: work }).waitFor();
    await page.getByText('Openly none of the objectives').waitFor();
  },

  'every objective that nobody works on is found in the picture, and no box stands over its streams; a phone names a project once': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'system.lead@demo.example', '/');
    const picture = page.getByRole('region', { name: 'What serves what' });
    const nobody = page.getByRole('region', { name: /objectives that nobody works on/ }).getByRole('link');
    await nobody.first().waitFor();
    const names = await nobody.allTextContents();
    expect(names.length === 3, `${names.length} are counted`);
    for (const name of names) expect(await picture.getByText(new RegExp(name)).count() > 0, `${name} is in the picture`);
    await picture.getByText('Under it, nobody works on: Home before lunch in Wigan').waitFor();
    await page.getByRole('button', { name: 'Resources', exact: true }).click();
    await picture.getByText('Under it, nobody works on: Home before lunch in Wigan').waitFor();
    await page.getByRole('button', { name: 'All three aims' }).click();
    // Both in one frame: the picture is laid out anew after the press, and between two questions it may have moved.
    const below = await page.waitForFunction(() => {
      const packages = [...document.querySelectorAll('h2, h3, h4')].find((one) => one.checkVisibility() && /packages travelling/.test(one.textContent));
      const work = document.querySelector('[aria-label="Projects, in the picture"]');
      return packages && work && packages.getBoundingClientRect().top >= work.getBoundingClientRect().bottom;
    }).catch(() => false);
    expect(below, 'the packages are named below the streams');
    await accessible(page);
    await fitsPhone(page);
    expect(await page.getByRole('link', { name: 'Ward rounds that families join' }).filter({ visible: true }).count() === 1, 'a project is named once');
  },

  'a regulator is told that projects outside the plan are not named to them': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'regulator@demo.example', '/');
    await page.getByRole('region', { name: /outside the plan/ }).getByText('Which they are is for those who work here').waitFor();
    await page.goto(`${server.address}/week`);
    await page.getByRole('heading', { level: 1, name: 'My week' }).waitFor();
    expect(await page.getByRole('link', { name: 'Start a project' }).count() === 0, 'nothing is offered that is refused');
  },

  'an objective whose date has passed says so in the picture and on its page, which asks how it ended': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'system.lead@demo.example', '/direction');
    const line = page.getByRole('listitem').filter({ hasText: 'was to be reached by 31 March 2015: 11 years ago' }).first();
    await line.getByRole('link').click();
    await page.getByText('This was to be reached by 31 March 2015: 11 years ago.').waitFor();
    await page.getByRole('link', { name: 'Agree a new date' }).waitFor();
    await accessible(page);
    await fitsPhone(page);
    await page.getByRole('link', { name: 'Tell how it ended' }).click();
    expect((await page.getByLabel('Title').inputValue()).startsWith('How it ended: '), 'the story begins with what it is about');
  },

  'the picture of the place has a link for every objective and locality, lit by the keyboard too': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, newcomer);
    const picture = page.getByRole('region', { name: 'What serves what' });
    await picture.getByRole('link', { name: /^\d+ Salford/ }).waitFor();
    await picture.locator('svg.water path').first().waitFor({ state: 'attached' });
    await picture.getByRole('link', { name: /^\d+ Salford/ }).focus();
    const faint = await picture.locator('svg.water path[opacity="0.12"]').count();
    expect(faint > 0, 'streams of other localities fade');
    await accessible(page);
    await fitsPhone(page);
    expect(await picture.locator('svg.water').count() === 0, 'a phone has lists in place of streams');
  },

  'one of the three aims is looked at, by an address that can be sent': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, newcomer);
    const picture = page.getByRole('region', { name: 'What serves what' });
    await picture.getByRole('heading', { name: 'Health' }).waitFor();
    await page.getByRole('button', { name: 'Resources', exact: true }).click();
    await picture.getByRole('heading', { name: 'Health' }).waitFor({ state: 'detached' });
    // The objective of resources, and the child of one of care, which is a card now.
    await picture.getByRole('link', { name: /People go home from hospital on the day they are ready/ }).waitFor();
    await picture.getByRole('link', { name: /Stays on acute mental health wards end/ }).waitFor();
    expect(/aim=resources/.test(page.url()), `the address says it: ${page.url()}`);
    await page.goto(page.url());
    await picture.getByRole('heading', { name: 'Resources' }).waitFor();
    expect(await picture.getByRole('heading', { name: 'Care' }).count() === 0, 'the address leads there again');
  },

  'one goes nearer, to a locality, an organisation and a team, and back': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, newcomer);
    const picture = page.getByRole('region', { name: 'What serves what' });
    await picture.getByRole('link', { name: /^\d+ Salford/ }).click();
    await page.getByRole('heading', { level: 1, name: /Salford/ }).waitFor();
    await picture.getByRole('region', { name: 'Organisations' }).getByRole('link', { name: /^[1-9]/ }).first().press('Enter');
    await page.waitForURL(/\/places\/\d+\/organisations\/\d+$/);
    await page.getByRole('heading', { level: 1, name: /Organisation in Salford/ }).waitFor();
    await picture.getByRole('region', { name: 'Teams' }).getByRole('link', { name: /^[1-9]/ }).first().click();
    await page.waitForURL(/\/teams\/\d+$/);
    await page.getByRole('heading', { level: 1, name: /Team in Salford/ }).waitFor();
    await picture.getByRole('region', { name: 'Projects' }).getByRole('link').first().waitFor();
    await accessible(page);
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: /Organisation in Salford/ }).waitFor();
    await page.getByRole('navigation', { name: 'Breadcrumb' }).getByRole('link', { name: 'Greater Manchester' }).click();
    await page.getByRole('heading', { level: 1, name: /Greater Manchester/ }).waitFor();
  },

  'packages travel between localities: an arc has a name, is reached by keyboard and leads to its package': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, newcomer);
    await page.getByText(/· 3 packages travelling/).waitFor();
    const arc = page.getByRole('group', { name: 'Packages travelling' }).getByRole('link', { name: /^Straight to scan on the ambulance trolley, from Salford to Wigan: adopted once, illustrative$/ });
    await arc.focus();
    const faint = await page.locator('svg.water path[opacity="0.12"]').count();
    expect(faint > 0, 'what doesn’t travel fades');
    await page.getByText(/from Salford to Bury: adopted once, 1 stopped since/).waitFor({ state: 'detached' });
    await arc.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Straight to scan on the ambulance trolley' }).waitFor();

    await page.goto(`${server.address}/?view=table`);
    const table = page.getByRole('table', { name: '3 packages travelling' });
    await table.getByRole('row', { name: /^Salford \(illustrative\) 1 1 Bury Straight to scan/ }).waitFor();
    await table.getByRole('row', { name: /^Tameside \(illustrative\) 1 0 Stockport Care-home telemedicine/ }).waitFor();

    await page.goto(server.address);
    await page.getByRole('region', { name: 'What serves what' }).getByRole('link', { name: /^1 Bolton/ }).click();
    await page.getByRole('heading', { level: 1, name: /Bolton/ }).waitFor();
    await page.getByRole('link', { name: /^Straight to scan on the ambulance trolley, from Salford to Example Rivers Hospitals/ }).waitFor();
    await accessible(page);
    await fitsPhone(page);
    await page.getByRole('heading', { name: '2 packages travelling' }).waitFor();
  },

  'a table says what the picture says': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, newcomer);
    await page.getByRole('button', { name: 'As a table' }).click();
    await page.getByRole('table', { name: 'Direction' }).getByRole('row', { name: /Fewer children with asthma.*Nobody/ }).waitFor();
    await page.getByRole('table', { name: 'Localities' }).getByRole('row', { name: /^Salford/ }).waitFor();
    await page.getByRole('table', { name: 'What runs into what' }).getByRole('row', { name: /Salford/ }).first().waitFor();
    await page.getByRole('table', { name: 'Projects' }).getByRole('row', { name: /Walk and talk.* Wigan None of the objectives/ }).waitFor();
    await accessible(page);
    await fitsPhone(page);
  },

  'direction, objective, organisation and programme pages are readable by everyone and fit a phone': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, newcomer);
    for (const path of ['/direction', '/objectives/1', '/organisations/1', '/programmes', '/programmes/1', '/projects', '/places/2', '/places/2/organisations/1']) {
      await page.setViewportSize({ width: 1280, height: 900 });
      await page.goto(server.address + path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      await accessible(page);
      await fitsPhone(page);
    }
  },

  'a system lead agrees an objective, and changes it': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'system.lead@demo.example', '/direction');
    await page.getByRole('link', { name: 'Agree an objective' }).first().click();
    await page.getByLabel('The objective, in a few words').fill('Nobody waits a day for a scan');
    await page.getByLabel('What is measured?').fill('People who wait more than a day');
    await page.getByLabel('From (optional)').fill('40');
    await page.getByLabel('To', { exact: true }).fill('5');
    const by = page.getByRole('group', { name: 'By when?' });
    await by.getByLabel('Day').fill('31');
    await by.getByLabel('Month').fill('mar');
    await by.getByLabel('Year').fill(String(new Date().getUTCFullYear() + 2));
    await page.getByLabel('Care', { exact: true }).check();
    // What it leaves unsaid is asked for once, and nothing typed is lost.
    await page.getByRole('button', { name: 'Agree it' }).click();
    await page.getByText('It doesn’t say what is fixed for everyone, what is a team’s own to decide or why it is agreed at this level.').waitFor();
    await accessible(page);
    await page.getByLabel('What is a team’s own to decide, without asking?').fill('Who scans, and when');
    await page.getByRole('button', { name: 'Agree it' }).click();
    await page.getByText('It doesn’t say what is fixed for everyone or why it is agreed at this level.').waitFor();
    await page.getByRole('button', { name: 'Agree it' }).click();
    await page.getByRole('heading', { level: 1, name: 'Nobody waits a day for a scan' }).waitFor();
    await page.getByText(`31 March ${new Date().getUTCFullYear() + 2}`).waitFor();
    await page.getByRole('link', { name: 'Change', exact: true }).click();
    await page.getByLabel('What is fixed for everyone?').fill('The threshold of a day');
    await accessible(page);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('It doesn’t say why it is agreed at this level.').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The threshold of a day').waitFor();
  },

  'with twenty objectives the picture stays readable: one row of cards by the water, the names of the others above it': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'system.lead@demo.example');
    const band = page.getByRole('region', { name: 'Direction' });
    await band.getByRole('link').first().waitFor();
    await page.evaluate(async (before) => {
      const get = async (path) => (await fetch(`/api/v1/${path}`)).json();
      const { csrf } = await get('session');
      const system = (await get('places')).places.find((one) => one.kind === 'system').id;
      for (let n = before; n < 20; n++)
        await fetch('/api/v1/objectives', { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf },
          body: JSON.stringify({ place_id: system, name: `Agreed as number ${n + 1}`, dimension: ['care', 'health', 'care', 'resources'][n % 4], aim: { measure: 'Share', unit: '%', from: 40, to: 80, by: '2030-03-31' } }) });
    }, await band.getByRole('link').count());
    await page.reload();
    await band.getByRole('link', { name: 'Agreed as number 20' }).waitFor();
    expect(await band.getByRole('link').count() === 20, 'each of the twenty is a link');
    const boxes = await band.getByRole('link').evaluateAll((links) => links.map((one) => ({ short: one.classList.contains('objective--short'), bottom: Math.round(one.getBoundingClientRect().bottom), width: one.getBoundingClientRect().width })));
    const cards = boxes.filter((one) => !one.short);
    expect(cards.length === 6 && cards.every((one) => Math.abs(one.bottom - cards[0].bottom) <= 1 && one.width >= 118), `six cards stand in one row by the water: ${JSON.stringify(cards)}`);
    expect(boxes.every((one) => !one.short || one.bottom < cards[0].bottom), 'no name stands between a card and the water');
    expect((await band.boundingBox()).height < 620, 'the band is no wall');
    await accessible(page);
    await fitsPhone(page);
    await accessible(page);
  },
};
