// Two people, two browsers, one thing: nothing is overwritten in silence; who comes second sees both and chooses.
import { accessible, expect, fitsPhone, signIn } from './kit.mjs';

const lead = 'stroke.lead@demo.example';
const member = 'physiotherapist@demo.example';
const systemLead = 'system.lead@demo.example';

/** Somebody else, in a browser of their own. */
async function other(page, server, email, to) {
  const context = await page.context().browser().newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', timezoneId: 'Europe/London' });
  context.setDefaultTimeout(10_000);
  const second = await context.newPage();
  await signIn(second, server, email, to);
  return second;
}
const shown = (page) => page.getByRole('alert').filter({ hasText: 'Somebody else saved this' });
async function sees(page, theirs, mine) {
  for (const words of [theirs, mine]) await shown(page).getByRole('cell', { name: words, exact: typeof words === 'string' }).waitFor();
  await accessible(page);
}

export const tests = {
  'the plan of a test: both versions, and mine over theirs': async ({ page, server, seen }) => {
    seen.allow.push(/401/, /412/);
    await signIn(page, server, lead, '/projects/2/tests/new');
    await page.getByLabel('Name of the test').fill('Two hands on one plan');
    await page.getByRole('button', { name: 'Plan it and predict' }).click();
    await page.getByRole('button', { name: 'Change the plan' }).click();
    await page.getByLabel('Name of the test').fill('Mine');
    const second = await other(page, server, member, new URL(page.url()).pathname);
    await second.getByRole('button', { name: 'Change the plan' }).click();
    await second.getByLabel('Name of the test').fill('Theirs');
    await second.getByRole('button', { name: 'Save the plan' }).click();
    await second.getByRole('heading', { level: 1, name: 'Theirs' }).waitFor();
    await page.getByRole('button', { name: 'Save the plan' }).click();
    await sees(page, 'Theirs', 'Mine');
    await fitsPhone(page);
    await page.setViewportSize({ width: 1280, height: 900 });
    await shown(page).getByRole('button', { name: 'Save mine over it' }).click();
    await page.getByRole('heading', { level: 1, name: 'Mine' }).waitFor();

    // What nobody else has touched is saved without a question, whatever else was saved meanwhile.
    await second.reload();
    await second.getByRole('button', { name: 'Change the plan' }).click();
    await second.getByLabel('Name of the test').fill('Renamed while the other decides');
    await page.getByRole('button', { name: 'Decide', exact: true }).click();
    await second.getByRole('button', { name: 'Save the plan' }).click();
    await second.getByRole('heading', { level: 1, name: 'Renamed while the other decides' }).waitFor();
    await page.getByLabel('Abandon').check();
    await page.getByRole('button', { name: 'Decide', exact: true }).last().click();
    await page.getByText(/^Abandoned on/).waitFor();
    await page.getByRole('heading', { level: 1, name: 'Renamed while the other decides' }).waitFor();
    await second.context().close();
  },

  'the hours of a return, said by two of a team at once: both, and theirs is taken': async ({ page, server, seen }) => {
    seen.allow.push(/401/, /412/);
    const returns = (of) => of.getByRole('region', { name: 'Returns asked of the team' });
    const opens = async (of) => {
      await returns(of).getByRole('button', { name: /hours.*Weekly|takes.*Weekly/ }).click();
      return returns(of).getByLabel('Hours it really takes, each time');
    };
    await signIn(page, server, lead, '/projects');
    await page.getByRole('link', { name: 'Scan within the hour' }).first().click();
    await (await opens(page)).fill('4');
    const second = await other(page, server, member, new URL(page.url()).pathname);
    await (await opens(second)).fill('3');
    await returns(second).getByRole('button', { name: 'Say it' }).click();
    await returns(second).getByText(/^Takes 3 hours each time/).waitFor();
    await returns(page).getByRole('button', { name: 'Say it' }).click();
    await sees(page, '3 hours', '4 hours');
    await fitsPhone(page);
    await page.setViewportSize({ width: 1280, height: 900 });
    await shown(page).getByRole('button', { name: 'Take theirs' }).click();
    await returns(page).getByText(/^Takes 3 hours each time/).waitFor();
    expect(await shown(page).count() === 0, 'there is nothing to choose any more');
    await (await opens(page)).fill('5');
    await returns(page).getByRole('button', { name: 'Say it' }).dblclick();
    await returns(page).getByText(/^Takes 5 hours each time/).waitFor();
    expect(await shown(page).count() === 0, 'what was pressed twice is sent once');
    await second.context().close();
  },

  'an open prediction: theirs is taken': async ({ page, server, seen }) => {
    seen.allow.push(/401/, /412/, /422/);
    await signIn(page, server, lead, '/projects/2/tests/new');
    await page.getByLabel('Name of the test').fill('Two hands on one prediction');
    await page.getByRole('button', { name: 'Plan it and predict' }).click();
    const predict = page.getByRole('region', { name: 'Predict' });
    await predict.getByLabel('What do you predict?').selectOption(await predict.getByRole('option', { name: /^Scanned within one hour/ }).getAttribute('value'));
    const when = page.getByRole('group', { name: 'When?' });
    await when.getByLabel('Day').fill('1');
    await when.getByLabel('Month').fill('3');
    await when.getByLabel('Year').fill(String(new Date().getUTCFullYear() + 2));
    await predict.getByLabel('Most likely').fill('90');
    await predict.getByLabel('Nearly sure above').fill('85');
    await predict.getByLabel('and below').first().fill('95');
    await page.getByRole('button', { name: 'Predict it' }).click();
    await predict.getByText('Open: can still be changed').waitFor();
    const second = await other(page, server, member, new URL(page.url()).pathname);
    for (const one of [page, second]) await one.getByRole('button', { name: 'Change the prediction' }).click();
    await second.getByLabel('Most likely').fill('88');
    await second.getByRole('button', { name: 'Save the prediction' }).click();
    await second.getByText('Open: can still be changed').waitFor();
    await page.getByLabel('Most likely').fill('92');
    await page.getByRole('button', { name: 'Save the prediction' }).click();
    await sees(page, /: 88,/, /: 92,/);
    await shown(page).getByRole('button', { name: 'Take theirs' }).click();
    expect(await page.getByLabel('Most likely').inputValue() === '88', 'theirs stands in the form');
    await second.context().close();
  },

  'what people make of an answer: the second sees what the first said': async ({ page, server, seen }) => {
    seen.allow.push(/401/, /412/);
    await signIn(page, server, lead, '/tests/1');
    const second = await other(page, server, member, '/tests/1');
    for (const one of [page, second]) await one.getByRole('button', { name: 'Say it differently' }).first().click();
    const ours = (one) => one.getByRole('group', { name: 'Was it our change?' });
    await ours(second).getByLabel('Cannot tell').check();
    await second.getByRole('button', { name: 'Say it', exact: true }).click();
    await second.getByText('Said.', { exact: true }).first().waitFor();
    await ours(page).getByLabel('No', { exact: true }).check();
    await page.getByRole('button', { name: 'Say it', exact: true }).click();
    await sees(page, 'Cannot tell', 'No');
    await shown(page).getByRole('button', { name: 'Save mine over it' }).click();
    await page.getByText('Said.', { exact: true }).first().waitFor();
    await second.context().close();
  },

  'a driver that two rename': async ({ page, server, seen }) => {
    seen.allow.push(/401/, /412/);
    await signIn(page, server, lead, '/projects/2');
    const second = await other(page, server, member, '/projects/2');
    const rename = async (one, words) => {
      const node = one.getByRole('region', { name: 'Driver diagram' }).last().locator('.node--primary').first();
      await node.locator('summary').click();
      await node.getByRole('button', { name: 'Rename' }).click();
      await one.getByLabel('New words').fill(words);
    };
    await rename(page, 'Mine');
    await rename(second, 'Theirs');
    await second.getByRole('button', { name: 'Save', exact: true }).click();
    await second.locator('.node__name', { hasText: 'Theirs' }).waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await sees(page, 'Theirs', 'Mine');
    await shown(page).getByRole('button', { name: 'Take theirs' }).click();
    await page.locator('.node__name', { hasText: 'Theirs' }).waitFor();
    await second.context().close();
  },

  'a project: what only one of two has changed is in no dispute, and of the rest one takes field by field': async ({ page, server, seen }) => {
    seen.allow.push(/401/, /412/);
    await signIn(page, server, lead, '/projects/2/edit');
    const aim = (one) => one.getByLabel('What are you trying to achieve?');
    const name = (one) => one.getByLabel('Name of the project');
    const second = await other(page, server, lead, '/projects/2/edit');
    const saves = async (one) => {
      await one.getByRole('button', { name: 'Save', exact: true }).click();
      await one.getByText('The project is saved.', { exact: true }).waitFor();
    };
    await name(second).fill('Named by the other');
    await aim(page).fill('Aimed by me');
    await saves(second);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await shown(page).getByText('nothing is in dispute').waitFor();
    await shown(page).getByRole('cell', { name: 'Named by the other' }).waitFor();
    expect(await shown(page).getByRole('row').count() === 2, 'only what they changed is told');
    expect(await name(page).inputValue() === 'Named by the other', 'what one never touched takes their words by itself');
    await accessible(page);
    await shown(page).getByRole('button', { name: 'Save both' }).click();
    await page.getByRole('heading', { level: 1, name: 'Named by the other' }).waitFor();
    await page.getByText('Aimed by me', { exact: true }).waitFor();

    for (const one of [page, second]) await one.goto(`${server.address}/projects/2/edit`);
    await name(second).fill('Named by the other again');
    await aim(second).fill('Aimed by the other');
    await saves(second);
    await name(page).fill('Named by me');
    await aim(page).fill('Aimed by me again');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await sees(page, 'Aimed by the other', 'Aimed by me again');
    await shown(page).getByRole('button', { name: 'Use the other of Aim' }).click();
    expect(await aim(page).inputValue() === 'Aimed by the other', 'theirs stands in the form');
    await shown(page).getByRole('button', { name: 'Back to your own of Aim' }).click();
    expect(await aim(page).inputValue() === 'Aimed by me again', 'and goes out of it again');
    await shown(page).getByRole('button', { name: 'Use the other of Aim' }).click();
    await accessible(page);
    await fitsPhone(page);
    await page.setViewportSize({ width: 1280, height: 900 });
    await shown(page).getByRole('button', { name: 'Save what stands' }).click();
    await page.getByRole('heading', { level: 1, name: 'Named by me' }).waitFor();
    await page.getByText('Aimed by the other', { exact: true }).waitFor();
    await second.context().close();
  },

  'an objective: every field that differs is compared, ids by their names': async ({ page, server, seen }) => {
    seen.allow.push(/401/, /412/);
    await signIn(page, server, systemLead, '/objectives/1/edit');
    await page.getByLabel(/Why is it agreed at this level/).fill('Because I say so');
    expect(await page.getByText('Read by everyone signed in, regulators included.').count() === 5, 'beside each box stands who will read it');
    const second = await other(page, server, systemLead, '/objectives/1/edit');
    await second.getByLabel(/Why is it agreed at this level/).fill('Because nobody can do it alone');
    await second.getByLabel('Resources').check();
    await second.getByRole('button', { name: 'Save' }).click();
    await second.getByText('The objective is saved.', { exact: true }).waitFor();
    // Even what was typed before the page was read again is compared with what is there now.
    await page.reload();
    await sees(page, 'Because nobody can do it alone', 'Because I say so');
    await shown(page).getByRole('cell', { name: 'Resources' }).waitFor();
    await shown(page).getByRole('button', { name: 'Take theirs' }).click();
    expect(await page.getByLabel(/Why is it agreed at this level/).inputValue() === 'Because nobody can do it alone', 'theirs stands in the form');
    await second.context().close();
  },
};
