// A project from its start: two minutes, nothing lost, and undone when it was a mistake.
import { accessible, expect, fitsPhone, signIn, signOut } from './kit.mjs';

const lead = 'stroke.lead@demo.example';

export const tests = {
  'what a team is asked to fill in stands beside its work, with the hours that it says that takes': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'stroke.lead@demo.example', '/projects');
    await page.getByRole('link', { name: 'Scan within the hour' }).first().click();
    const returns = page.getByRole('region', { name: 'Returns asked of the team' });
    await returns.getByText('122 hours a year').waitFor();
    await returns.getByRole('button', { name: /^Change the hours.*Weekly/ }).click();
    await returns.getByLabel('Hours it really takes, each time').fill('two');
    await returns.getByRole('button', { name: 'Say it' }).click();
    await returns.getByRole('link', { name: 'Write the hours as a number, such as 1.5' }).waitFor();
    await returns.getByLabel('Hours it really takes, each time').fill('2.5');
    await returns.getByRole('button', { name: 'Say it' }).click();
    await returns.getByText('174 hours a year').waitFor();
    await accessible(page);
    await page.getByRole('button', { name: /^Undo/ }).click();
    await returns.getByText('122 hours a year').waitFor();
    await fitsPhone(page);
  },

  'a project starts in ten actions or fewer': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/');
    let actions = 0;
    const act = async (step) => { actions++; await step; };
    await act(page.getByRole('link', { name: 'Start a project' }).click());
    await act(page.getByLabel('Name of the project').fill('Fewer missed swallow screens'));
    await act(page.getByLabel('Whose project is it?').selectOption({ index: 1 }));
    await act(page.getByLabel('What are you trying to achieve?').fill('Every swallow is screened within four hours'));
    await act(page.getByLabel('Our own idea').check());
    await act(page.getByLabel('Which objective does it serve?').selectOption({ index: 1 }));
    await act(page.getByLabel('What matters to the people who use the service? (optional)').fill('Eating and drinking soon, and safely'));
    await act(page.getByLabel('Who of them takes part, and how? (optional)').fill('Two people who had a stroke read the leaflet first'));
    await act(page.getByRole('button', { name: 'Start the project' }).click());
    await page.getByRole('heading', { level: 1, name: 'Fewer missed swallow screens' }).waitFor();
    expect(actions <= 10, `it took ${actions} actions`);
    await page.getByRole('link', { name: 'Add an experience measure' }).waitFor();
    await page.getByText('Eating and drinking soon, and safely').waitFor();
    await accessible(page);
  },

  'what was refused says why at its field, and nothing typed is lost, even by a reload or a lost connection': async ({ page, server, seen, context }) => {
    seen.allow.push(/401/, /ERR_INTERNET_DISCONNECTED/, /Failed to fetch/);
    await signIn(page, server, lead, '/projects/new');
    await page.getByLabel('Name of the project').fill('Half typed');
    await page.getByRole('button', { name: 'Start the project' }).click();
    await page.getByRole('link', { name: 'Say what you are trying to achieve' }).waitFor();
    await accessible(page);
    await page.reload();
    await page.getByText('What you typed earlier was kept').waitFor();
    expect(await page.getByLabel('Name of the project').inputValue() === 'Half typed', 'the name is still there after a reload');
    await page.getByLabel('Whose project is it?').selectOption({ index: 1 });
    await page.getByLabel('What are you trying to achieve?').fill('More than half');
    await page.getByLabel('Our own idea').check();
    await page.getByLabel('Which objective does it serve?').selectOption('none');
    await context.setOffline(true);
    await page.getByRole('button', { name: 'Start the project' }).click();
    await page.getByText('Tributary could not be reached').waitFor();
    expect(await page.getByLabel('What are you trying to achieve?').inputValue() === 'More than half', 'the form stands as it was');
    await context.setOffline(false);
    await page.getByRole('button', { name: 'Start the project' }).click();
    await page.getByRole('heading', { level: 1, name: 'Half typed' }).waitFor();
  },

  'two people change one project: the second sees both versions and chooses': async ({ page, server, seen, context }) => {
    seen.allow.push(/401/, /412/);
    await signIn(page, server, lead, '/projects/2/edit');
    await page.getByLabel('What are you trying to achieve?').fill('Mine');
    const other = await context.newPage();
    await other.goto(`${server.address}/projects/2/edit`);
    await other.getByLabel('What are you trying to achieve?').fill('Theirs');
    await other.getByRole('button', { name: 'Save' }).click();
    await other.getByText('The project is saved.', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    const conflict = page.getByRole('alert').filter({ hasText: 'Somebody else saved this' });
    await conflict.getByRole('cell', { name: 'Theirs' }).waitFor();
    await conflict.getByRole('cell', { name: 'Mine' }).waitFor();
    await accessible(page);
    await conflict.getByRole('button', { name: 'Save mine over it' }).click();
    await page.getByText('Mine', { exact: true }).waitFor();
  },

  'a session that was renewed in another tab goes on here, with what was typed': async ({ page, server, seen, context }) => {
    seen.allow.push(/401/, /403/);
    await signIn(page, server, lead, '/projects/2/edit');
    await page.getByLabel('What are you trying to achieve?').fill('Typed before the session was renewed');
    const other = await context.newPage();
    await other.goto(server.address);
    await signOut(other);
    await signIn(other, server, lead, '/');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Typed before the session was renewed').waitFor();
  },

  'the driver diagram grows, and what was removed comes back': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/projects/2');
    const diagram = page.getByRole('region', { name: 'Driver diagram' }).last();
    await page.getByRole('button', { name: 'Add a primary driver' }).click();
    await page.keyboard.type('People come at once');
    await page.keyboard.press('Enter');
    await diagram.locator('.node__name', { hasText: 'People come at once' }).waitFor();
    await diagram.locator('.node', { hasText: 'People come at once' }).locator('summary').click();
    await diagram.locator('.node', { hasText: 'People come at once' }).getByRole('button', { name: 'Remove' }).click();
    await page.getByText('“People come at once” was removed').first().waitFor();
    await page.getByRole('button', { name: /^Undo.*“People come at once”/ }).click();
    await diagram.locator('.node__name', { hasText: 'People come at once' }).waitFor();
    await accessible(page);
    await fitsPhone(page);
  },

  'who joins later sees that something is withheld, asks for it, and is let in by who wrote it': async ({ page, server, seen, context }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/projects/2');
    await page.getByLabel('Add a comment (optional)').fill('Between us: the rota is the trouble');
    await page.getByRole('button', { name: 'Comment', exact: true }).click();
    await page.getByText('Between us: the rota is the trouble').first().waitFor();
    await page.getByRole('button', { name: 'Admit somebody' }).click();
    await page.getByLabel('Who?').selectOption({ label: 'System lead' });
    await page.getByRole('button', { name: 'Admit', exact: true }).click();
    await page.getByText('Admitted.', { exact: false }).first().waitFor();
    const other = await (await page.context().browser().newContext()).newPage();
    await signIn(other, server, 'system.lead@demo.example', '/projects/2');
    await other.getByRole('button', { name: 'Ask to read it' }).first().click();
    await other.getByText('You have asked.').first().waitFor();
    await accessible(other);
    await page.getByRole('link', { name: /My texts/ }).click();
    await page.getByRole('heading', { name: 'Texts a newcomer can’t read' }).waitFor();
    await accessible(page);
    await fitsPhone(page);
    await page.getByRole('button', { name: /^Open (it|all of them)/ }).first().click();
    await page.getByText('can now read what you wrote before').first().waitFor();
    await page.getByRole('button', { name: /^Undo.*can now read what you wrote before/ }).click();
    await page.getByText(/, asks to read /).first().waitFor();
    await other.reload();
    await other.getByText('You have asked.').first().waitFor();
    await page.getByRole('button', { name: /^Open (it|all of them)/ }).first().click();
    await page.getByText('can now read what you wrote before').first().waitFor();
    await other.reload();
    await other.getByText('Between us: the rota is the trouble').first().waitFor();
    await other.context().close();
  },

  'a project stops with what was learnt, kept indoors unless one says otherwise, and opens again': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/projects/2');
    await page.getByRole('button', { name: 'Stop it' }).click();
    expect(await page.getByLabel('Indoors').isChecked(), 'indoors is where a text begins');
    await page.getByLabel('What was learnt?').fill('The scanner was never the delay');
    await accessible(page);
    await page.getByRole('button', { name: 'Stop the project' }).click();
    await page.getByText('Stopped, with what was learnt').first().waitFor();
    await page.getByRole('button', { name: 'Open it again' }).click();
    await page.getByText('Under way').first().waitFor();
  },

  'a project tells at a glance how its measures stand, and its drivers stand by the questions that they answer': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/projects?mine=true');
    await page.getByRole('link', { name: 'Scan within the hour' }).first().click();
    const measures = page.getByRole('region', { name: 'How will we know that a change is an improvement?' });
    await measures.getByText(/\d% on \d+ \w+ \d{4}\. (Common|Special) cause/).first().waitFor();
    expect(await measures.getByRole('listitem').filter({ hasText: / cause/ }).first().locator('svg').count() === 2, 'a small line and the icon of its variation');
    const order = await page.getByRole('heading', { level: 2 }).allInnerTexts();
    expect(order.indexOf('How we think change will come about') < order.indexOf('What changes can we try?'), 'drivers come before the changes that they lead to');
    await accessible(page);
    await fitsPhone(page);
  },

  'to who reads a project from above, what is not theirs is not said to be missing': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'executive@demo.example', '/projects');
    await page.getByRole('link', { name: 'Scan within the hour' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Scan within the hour' }).waitFor();
    expect(await page.getByText('Not asked yet.').count() === 0, 'nobody says that the team has not asked');
    for (const href of await page.getByRole('main').getByRole('link').evaluateAll((all) => [...new Set(all.map((one) => one.getAttribute('href')).filter((to) => to?.startsWith('/measures/')))])) {
      await page.goto(server.address + href);
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(!/no such|nothing here|not found/i.test(await page.getByRole('heading', { level: 1 }).innerText()), `${href} opens`);
    }
  },

  'a name of one word of two hundred letters stays on a phone, and a day that April has not is said so': async ({ page, server, seen }) => {
    seen.allow.push(/401/, /422/);
    await signIn(page, server, lead, '/projects/new');
    const long = 'W'.repeat(200);
    await page.getByLabel('Name of the project').fill(long);
    await page.getByLabel('Whose project is it?').selectOption({ index: 1 });
    await page.getByLabel('What are you trying to achieve?').fill(long);
    await page.getByLabel('Our own idea').check();
    await page.getByLabel('Which objective does it serve?').selectOption('none');
    await page.getByText('The aim in numbers, and when to review it').click();
    const review = page.getByRole('group', { name: 'When will you present it to executives? (optional)' });
    await review.getByLabel('Day').fill('31');
    await review.getByLabel('Month').fill('april');
    await review.getByLabel('Year').fill(String(new Date().getUTCFullYear() + 5));
    await page.getByRole('button', { name: 'Start the project' }).click();
    await page.getByRole('link', { name: /April has 30 days/ }).waitFor();
    await review.getByLabel('Day').fill('30');
    await page.getByRole('button', { name: 'Start the project' }).click();
    await page.getByRole('heading', { level: 1, name: long }).waitFor();
    await fitsPhone(page);
    await page.goto(`${server.address}/projects?mine=true`);
    await page.getByRole('link', { name: long }).waitFor();
    await fitsPhone(page);
  },
};
