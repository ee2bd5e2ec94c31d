// A change package as another locality meets it: found, adopted in one action, its conditions written before results, its
// range beside an empty prediction, what was kept and adapted, and a change proposed to who published it.
import { accessible, expect, fitsPhone, signIn, signOut } from './kit.mjs';

export const tests = {
  'who is like us and has solved this: find it, adopt it, predict beside the adopters, say what was changed, propose it': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'community.lead@demo.example', '/packages');
    await page.getByRole('heading', { level: 1, name: 'Change packages' }).waitFor();
    await page.getByRole('img', { name: /Adoptions in Greater Manchester/ }).waitFor();
    await accessible(page);
    await page.getByLabel('Name, or words of a context like yours').fill('600 beds scanner');
    await page.getByRole('button', { name: 'Find' }).click();
    await page.getByText('1 package, the newest first').waitFor();
    await page.getByRole('link', { name: 'Straight to scan on the ambulance trolley' }).click();
    await page.getByRole('heading', { name: 'What adopters found' }).waitFor();
    await page.getByText(/in 4 places\..*1 adopter stopped; it is counted\..*no published result/).first().waitFor();
    await accessible(page);
    await page.getByRole('link', { name: 'Adopt it' }).click();
    await page.getByLabel('Which team takes it on?').selectOption('new');
    await page.getByLabel('Organisation of the team').selectOption({ label: 'Example Rivers Hospitals (fictitious)' });
    await page.getByLabel('Name of the team').fill('Trafford site stroke team');
    await page.getByLabel('Where?').selectOption({ label: 'Trafford' });
    expect(await page.getByLabel('Name of your project').inputValue() === 'Straight to scan on the ambulance trolley, Trafford site stroke team', 'the name offered says where');
    await page.getByLabel('Name of your project').fill('Straight to scan, Trafford site');
    await page.getByLabel('Name of the team').fill('Trafford site stroke ward');
    expect(await page.getByLabel('Name of your project').inputValue() === 'Straight to scan, Trafford site', 'a name that was written stays');
    await page.getByLabel('Your aim').fill('Everybody with a stroke is scanned within an hour at the Trafford site');
    await accessible(page);
    await page.getByRole('button', { name: 'Adopt it' }).click();
    await page.getByText('Adopted. You lead the project').first().waitFor();

    await page.getByLabel('Yes', { exact: true }).check();
    await page.getByLabel('How many days a week do they have for it?').fill('1.5');
    await page.getByLabel('Where do you start from?').fill('About half within the hour');
    await page.getByRole('button', { name: 'Record the conditions' }).click();
    await page.getByText('Yes, 1.5 days a week').waitFor();
    await accessible(page);

    await page.getByRole('button', { name: /^Say what became of it.*crew wheels/ }).click();
    await page.getByRole('radio', { name: 'Adapted' }).check();
    await page.getByLabel('How? (optional)').selectOption({ label: 'One thing put in place of another' });
    await page.getByLabel('Why?', { exact: true }).fill('A porter waits at the door instead');
    await page.getByRole('button', { name: 'Record it' }).click();
    await page.getByText('A porter waits at the door instead').waitFor();
    await page.getByRole('button', { name: /^Propose it to Salford.*crew wheels/ }).click();
    await page.getByLabel('How the component would read').fill('Nobody waits at the door');
    await page.getByRole('button', { name: 'Propose it to Salford', exact: true }).click();
    await page.getByRole('heading', { name: 'Proposed to Salford' }).waitFor();
    await page.getByText('Waits for an answer').waitFor();
    await accessible(page);

    await page.getByRole('link', { name: 'Go to the project' }).click();
    await page.getByText('Everybody with a stroke is scanned within an hour at the Trafford site').first().waitFor();
    await page.getByRole('link', { name: 'Scanned within one hour' }).waitFor();
    await page.getByRole('link', { name: 'Plan a test' }).first().click();
    await page.getByLabel('Name of the test').fill('First week');
    await page.getByLabel('What do you want to find out?').fill('Do the crews take to it?');
    await page.getByRole('button', { name: 'Plan it and predict' }).click();
    await page.getByLabel('What do you predict?').selectOption({ index: 1 });
    await page.getByRole('heading', { name: 'Scanned within one hour: what changed elsewhere' }).waitFor();
    await page.getByText(/in 4 places/).first().waitFor();
    await accessible(page);
  },

  'a package of what was adapted begins with it; its draft says what it lacks, then waits for its publisher': async ({ page, server, seen }) => {
    seen.allow.push(/401/, /422/);
    await signIn(page, server, 'community.lead@demo.example', '/projects');
    await page.getByRole('link', { name: 'Straight to scan, Wigan site' }).first().click();
    await page.getByRole('link', { name: 'Make a package of what you adapted' }).click();
    await page.getByText('Filled in from what you took on').waitFor();
    const filled = async (label) => page.getByLabel(label, { exact: true }).inputValue();
    expect(await filled('Component 1') !== '' && await filled('Component 3') !== '', 'what was kept stands there');
    expect(await page.getByLabel('Component 4', { exact: true }).count() === 0, 'what was dropped is no component');
    expect((await page.getByLabel(/^Why (must|may) it/).nth(1).inputValue()).endsWith('Adapted here: There is no ward nurse in the building at night, so the radiographer calls the site manager.'), 'what was adapted has its reason');
    const context = await page.getByLabel('In which context did it work?').inputValue();
    expect(context.includes('Crews already call ahead by tablet') && context.includes('Starting level:'), `the context is what was recorded: ${context}`);
    await accessible(page);
    await page.getByLabel('What is it, in a sentence or two?').fill('');
    await page.getByRole('button', { name: 'Keep the draft' }).click();
    const lacks = page.getByRole('region', { name: 'What the draft still needs' });
    await lacks.getByText('Say in a sentence or two what it is').waitFor();
    await page.goto(`${server.address}/week`);
    await page.getByRole('link', { name: /^Finish the draft of the package/ }).click();
    await lacks.getByRole('link', { name: 'Go on writing it' }).click();
    await page.getByLabel('What is it, in a sentence or two?').fill('The radiographer calls the site manager');
    await page.getByLabel('Whom to ask').fill('Community lead, Wigan');
    for (const why of await page.getByLabel(/^Why (must|may) it/).all()) if (!await why.inputValue()) await why.fill('As it was found to work');
    await page.getByRole('button', { name: 'Keep the draft' }).click();
    await page.getByText('Who speaks for Wigan publishes it').waitFor();
    await accessible(page);
    const draft = page.url();
    await signOut(page);
    await signIn(page, server, 'wigan.lead@demo.example', '/week');
    await page.getByRole('link', { name: /^Publish the package/ }).click();
    await page.getByRole('button', { name: 'Publish', exact: true }).waitFor();
    expect(page.url() === draft, 'one link leads on');
  },

  'a public package is read without signing in, and nothing of who took it on': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await page.goto(`${server.address}/sign-in`);
    await page.getByRole('link', { name: 'Public packages' }).click();
    await page.getByText(/public packages?, the newest first/).waitFor();
    expect(await page.getByText('Straight to scan').count() === 0, 'what is for the network stays there');
    await accessible(page);
    await page.getByRole('link', { name: 'Care-home telemedicine' }).click();
    await page.getByText('Sources disagree').waitFor();
    await page.getByRole('link', { name: 'Sign in', exact: true }).last().waitFor();
    expect(await page.getByRole('heading', { name: 'Who took it on' }).count() === 0, 'adopters are for who is signed in');
    await accessible(page);
    await fitsPhone(page);
  },

  'one place is probably flattered, and sources that disagree stand side by side': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'regulator@demo.example', '/packages');
    await page.getByRole('link', { name: 'Care-home telemedicine' }).click();
    await page.getByText('One place, probably flattered').waitFor();
    await page.getByText('Sources disagree').waitFor();
    for (const figure of ['1,452', '1,773', '3,205']) await page.getByText(figure, { exact: true }).waitFor();
    await page.getByText('3 sources, 3 figures. We do not choose between them.').waitFor();
    expect(await page.getByText('Straight to scan').count() === 0, 'a regulator sees public packages alone');
    await accessible(page);
  },

  'a place withdraws a package with the reason, its adopters are told, and it is undone': async ({ page, server, seen, context }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'salford.lead@demo.example', '/packages');
    await page.getByRole('link', { name: 'Straight to scan on the ambulance trolley' }).click();
    await page.getByRole('button', { name: 'Withdraw it' }).click();
    await page.getByLabel('Why? Everyone who may read it sees this.').fill('Crews were kept too long');
    await page.getByRole('button', { name: 'Yes, withdraw it' }).click();
    await page.getByText('Withdrawn. Its adopters are told').first().waitFor();
    await page.getByText(/Withdrawn on .*Crews were kept too long/).waitFor();
    const other = await context.newPage();
    await other.goto(page.url());
    await other.getByRole('link', { name: 'Wigan' }).first().waitFor();
    await other.goto(`${page.url()}/adopt`);
    await other.getByText('It is withdrawn and can’t be adopted.').waitFor();
    await other.getByText(/Crews were kept too long/).waitFor();
    expect(await other.getByRole('button', { name: 'Adopt it' }).count() === 0, 'nothing is filled in for nothing');
    await other.goto(`${server.address}/projects`);
    await other.getByRole('link', { name: 'Straight to scan, Wigan site' }).first().click();
    await other.getByText(/Salford withdrew it on/).waitFor();
    await other.getByText(/Crews were kept too long/).waitFor();
    await accessible(page);
    await page.getByRole('button', { name: /^Undo/ }).click();
    await page.getByRole('link', { name: 'Adopt it' }).waitFor();
  },

  'a package follows standards that there are, its later draft is discarded and taken back, and its adopter’s project says what is new': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'salford.lead@demo.example', '/packages');
    await page.getByRole('link', { name: 'Straight to scan on the ambulance trolley' }).click();
    await page.getByRole('link', { name: 'Stroke pathway: who goes to a hyper-acute unit' }).click();
    await page.getByRole('region', { name: 'Packages that follow it' }).getByRole('link', { name: 'Straight to scan on the ambulance trolley' }).click();
    await page.getByRole('link', { name: 'Write the next version' }).click();
    expect(await page.getByLabel(/^Stroke pathway: who goes/).isChecked(), 'the standard that it follows is chosen');
    await page.getByLabel(/^Every stay on an acute/).check();
    await page.getByLabel('What is it, in a sentence or two?').fill('Crews wheel the patient in, and it is written down.');
    await accessible(page);
    await page.getByRole('button', { name: 'Keep the draft' }).click();
    await page.getByText('There is a draft of version 2.').waitFor();
    await page.getByRole('button', { name: 'Discard the draft of version 2' }).click();
    await page.getByRole('button', { name: 'Yes, discard it' }).click();
    await page.getByText('The draft of version 2 was discarded.').first().waitFor();
    await page.getByText('There is a draft of version 2.').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Undo/ }).click();
    await page.getByText('There is a draft of version 2.').waitFor();
    await accessible(page);
    await page.getByLabel('What is new in it? (optional)').fill('Every hand-over is written down.');
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Published. Other places can find it').first().waitFor();

    await page.goto(`${server.address}/projects`);
    await page.getByRole('link', { name: 'Straight to scan, Wigan site' }).first().click();
    await page.getByText('There is a newer version').waitFor();
    await page.getByText('Every hand-over is written down.').waitFor();
    await page.getByRole('region', { name: 'Standards' }).getByRole('link', { name: /^Stroke pathway/ }).waitFor();
    await accessible(page);
    await fitsPhone(page);
  },

  'a lead makes a package of a project, and nothing typed is lost': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'stroke.lead@demo.example', '/projects');
    await page.getByRole('link', { name: 'Scan within the hour' }).first().click();
    await page.getByRole('link', { name: 'Make a change package, so that others can do it' }).click();
    await page.getByLabel('What is it, in a sentence or two?').fill('Half typed');
    await page.reload();
    await page.getByText('What you typed earlier was kept').waitFor();
    await page.getByLabel('Component 1').fill('A slot kept free each hour');
    await page.getByLabel('Whom to ask').fill('Stroke ward lead');
    await accessible(page);
    await page.getByRole('button', { name: 'Keep the draft' }).click();
    await page.getByText('The draft is kept.').first().waitFor();
    await page.getByText('A slot kept free each hour', { exact: true }).waitFor();
    await fitsPhone(page);
    await page.goto(`${server.address}/packages`);
    await page.getByRole('heading', { level: 1, name: 'Change packages' }).waitFor();
    await fitsPhone(page);
  },

  'of two proposals for one component the page says that a version holds one, and what was taken is taken out of the draft again': async ({ page, context, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'salford.lead@demo.example', '/packages');
    await page.getByRole('link', { name: 'Straight to scan on the ambulance trolley' }).click();
    await page.getByLabel('Your answer to Wigan').waitFor();
    const id = Number(page.url().split('/').pop());
    const other = await (await context.browser().newContext()).newPage();
    await signIn(other, server, 'community.lead@demo.example', '/projects');
    const status = await other.evaluate(async (id) => {
      const csrf = (await (await fetch('/api/v1/session')).json()).csrf;
      const { components } = (await (await fetch(`/api/v1/packages/${id}`)).json()).current;
      const projects = (await (await fetch('/api/v1/projects?limit=100')).json()).projects;
      const project = projects.find((one) => one.name === 'Straight to scan, Wigan site');
      const { adoption_id: adoption } = await (await fetch(`/api/v1/projects/${project.id}/packages`)).json().then((it) => ({ adoption_id: it.adoption?.id ?? it.adoption_id }));
      const mine = (await (await fetch(`/api/v1/adoptions/${adoption}`)).json()).proposals[0];
      const slot = mine.slot ?? components[0].slot;
      const sent = await fetch(`/api/v1/adoptions/${adoption}/proposals`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf }, body: JSON.stringify({ slot, part: 'core', name: 'A porter meets the crew', why: 'They know the way', reason: 'It worked at night' }) });
      return `${sent.status} ${mine.slot}`;
    }, id);
    expect(/^201 \d+$/.test(status), `a second proposal for the same component: ${status}`);
    await page.reload();
    await page.getByText('proposed something else for the same component: a version holds one of them').first().waitFor();
    await accessible(page);
    await page.getByRole('button', { name: 'Take it into the next version' }).first().click();
    await page.getByText('stands in the draft for this component. Publish the draft, or take that out of it').waitFor();
    const second = page.getByRole('listitem').filter({ hasText: 'A porter meets the crew' });
    expect(await second.getByRole('button', { name: 'Take it into the next version' }).count() === 0, 'the other can’t be taken over it');
    await accessible(page);
    await fitsPhone(page);
    await page.getByRole('button', { name: 'Take it out of the draft again' }).click();
    await page.getByText('proposed something else for the same component: a version holds one of them').first().waitFor();
    expect(await second.getByRole('button', { name: 'Take it into the next version' }).count() === 1, 'then it can be taken');
    await other.context().close();
  },
};
