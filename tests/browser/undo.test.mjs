// Slips, and taking them back: each act that is hard to take back says what it did, with "Undo" beside it.
import { accessible, expect, fitsPhone, signIn } from './kit.mjs';

const lead = 'stroke.lead@demo.example';
const undo = (page, words) => page.getByRole('button', { name: new RegExp(`^Undo.*${words}`) });

export const tests = {
  'somebody who left the team by mistake is in it again, and a lead that was handed over comes back': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/projects/2');
    const team = page.getByRole('region', { name: 'Team' });
    const member = team.getByRole('listitem').filter({ hasText: 'Team member' }).first();
    const name = (await member.locator('span').first().innerText()).replace(/ Team member$/, '');
    await member.locator('summary').click();
    await member.getByRole('button', { name: 'Leaves the team' }).click();
    await member.getByRole('button', { name: 'Yes', exact: true }).click();
    await page.getByText(`${name} is no longer in the team.`).first().waitFor();
    await accessible(page);
    await undo(page, 'no longer in the team').click();
    await team.getByText(name, { exact: false }).first().waitFor();

    await member.locator('summary').click();
    await member.getByRole('button', { name: 'Hand over the lead' }).click();
    await member.getByRole('button', { name: 'Yes, hand over' }).click();
    await page.getByText(`${name} leads the project now`).first().waitFor();
    await team.getByRole('button', { name: 'Admit somebody' }).waitFor({ state: 'detached' });
    await undo(page, 'leads the project now').click();
    await team.getByRole('button', { name: 'Admit somebody' }).waitFor();
    await fitsPhone(page);
  },

  'a start and a decision are taken back, and what locked stays locked': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/projects/2/tests/new');
    await page.getByLabel('Name of the test').fill('A slip');
    await page.getByRole('button', { name: 'Plan it and predict' }).click();
    const predict = page.getByRole('region', { name: 'Predict' });
    await predict.getByLabel('What do you predict?').selectOption({ index: 1 });
    const when = page.getByRole('group', { name: 'Which month?' });
    await when.getByLabel('Month').fill('3');
    await when.getByLabel('Year').fill(String(new Date().getUTCFullYear() + 2));
    await predict.getByLabel('Most likely').fill('90');
    await predict.getByLabel('Nearly sure above').fill('85');
    await predict.getByLabel('and below').first().fill('95');
    await page.getByRole('button', { name: 'Predict it' }).click();
    await predict.getByText('Open: can still be changed').waitFor();
    await page.getByRole('button', { name: 'Start the test' }).click();
    await predict.getByText('Locked', { exact: true }).waitFor();
    await undo(page, 'The test has started').click();
    await page.getByRole('button', { name: 'Start the test' }).waitFor();
    await predict.getByText('Locked', { exact: true }).waitFor();

    await page.getByRole('button', { name: 'Start the test' }).click();
    await page.getByRole('button', { name: 'It has not started after all' }).click();
    await page.getByRole('button', { name: 'Yes, take it back' }).click();
    await page.getByRole('button', { name: 'Start the test' }).waitFor();
    await undo(page, 'The test is planned again').click();
    await page.getByRole('button', { name: 'It has not started after all' }).waitFor();

    await page.getByLabel('Adopt').check();
    await page.getByLabel('Name of the next test (optional)').fill('Planned by a slip');
    await page.getByLabel('Decide all the same, before the answer').check();
    await page.getByRole('button', { name: 'Decide', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Planned by a slip' }).waitFor();
    await undo(page, 'Decided').click();
    await page.getByRole('heading', { level: 1, name: 'A slip' }).waitFor();
    expect(await page.getByText(/^Adopted on/).count() === 0, 'it is undecided again');
    expect(await page.getByRole('link', { name: 'Planned by a slip' }).count() === 0, 'the next test is gone again');
  },

  'an ending and a reopening are each taken back': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/projects/2');
    await page.getByRole('button', { name: 'Finish it' }).click();
    // What is still open stands there by name, and is no hindrance.
    const open = page.getByRole('region', { name: 'Ending it' });
    await open.getByText('Still open:').waitFor();
    await open.getByRole('listitem').filter({ hasText: 'is running' }).first().getByRole('link').waitFor();
    await open.getByRole('listitem').filter({ hasText: 'its prediction isn’t answered' }).first().waitFor();
    await accessible(page);
    await page.getByLabel('Who owns the change from now on?').fill('Ward manager');
    await page.getByRole('button', { name: 'Finish the project' }).click();
    await page.getByText('Owned by: Ward manager').waitFor();
    await page.getByRole('button', { name: 'Open it again' }).click();
    await page.getByRole('button', { name: 'Finish it' }).waitFor();
    await undo(page, 'under way again').click();
    await page.getByText('Owned by: Ward manager').waitFor();
    await page.getByRole('button', { name: 'Open it again' }).click();
    await page.getByRole('button', { name: 'Stop it' }).click();
    await page.getByLabel('What was learnt?').fill('It was the lift');
    await page.getByRole('button', { name: 'Stop the project' }).click();
    await page.getByRole('heading', { name: 'It has ended' }).waitFor();
    await undo(page, 'Stopped').click();
    await page.getByRole('button', { name: 'Stop it' }).waitFor();
  },

  'a later check is said with a few words, which stand with who said it and when, and is taken back': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'community.lead@demo.example', '/projects/1');
    await page.getByRole('heading', { name: 'Does it hold?' }).waitFor();
    await page.evaluate(async () => {
      const csrf = (await (await fetch('/api/v1/session')).json()).csrf;
      const { later_checks } = await (await fetch('/api/v1/projects/1')).json();
      const check = later_checks.find((one) => one.months === 12);
      await fetch('/api/v1/projects/1/later-checks/12', { method: 'DELETE', headers: { 'X-CSRF-Token': csrf, 'If-Match': `"${check.version}"` } });
    });
    await page.reload();
    const check = page.getByRole('region', { name: 'Does it hold?' }).getByRole('listitem').filter({ hasText: 'After 12 months' });
    await check.getByLabel('In a few words, how is it? (optional)').fill('The rota changed, and nobody said so');
    expect(await check.getByLabel('Who may read it?').inputValue() === 'indoors', 'indoors, unless one says otherwise');
    await accessible(page);
    await fitsPhone(page);
    await page.setViewportSize({ width: 1280, height: 900 });
    await check.getByRole('button', { name: 'It has slipped' }).click();
    await check.getByText(/It has slipped, says .+, \d+ \w+ \d{4}/).waitFor();
    await check.getByText('The rota changed, and nobody said so').waitFor();
    await accessible(page);
    await undo(page, 'Recorded').click();
    await check.getByRole('button', { name: 'It has held' }).waitFor();
    expect(await check.getByLabel('In a few words, how is it? (optional)').inputValue() === 'The rota changed, and nobody said so', 'what was typed is not lost');
  },

  'of several acts the last stands in full: those before fold into a line, undone and closed by keyboard': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/projects/2');
    for (const owner of ['Ward manager', 'Matron']) {
      await page.getByRole('button', { name: 'Finish it' }).click();
      await page.getByLabel('Who owns the change from now on?').fill(owner);
      await page.getByRole('button', { name: 'Finish the project' }).click();
      await page.getByText(`Owned by: ${owner}`).waitFor();
      await page.getByRole('button', { name: 'Open it again' }).click();
      await page.getByRole('button', { name: 'Finish it' }).waitFor();
    }
    const fold = page.getByText('3 earlier acts can be undone too');
    await fold.waitFor();
    expect(await page.getByRole('button', { name: /^Undo/ }).count() === 1, 'one undo stands in full');
    await accessible(page);
    await fold.focus();
    await page.keyboard.press('Enter');
    expect(await page.getByRole('button', { name: /^Undo/ }).count() === 4, 'and the others are one press away');
    await accessible(page);
    await fitsPhone(page);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.getByRole('button', { name: /^Close the message/ }).nth(1).press('Enter');
    await page.getByText('2 earlier acts can be undone too').waitFor();
    expect(await page.evaluate(() => document.activeElement.matches('button, summary')), 'whoever closed a message is not thrown out of the page');
    await page.getByRole('link', { name: 'Projects', exact: true }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Projects' }).waitFor();
    await page.getByRole('button', { name: 'Keep them all so' }).press('Enter');
    await fold.waitFor({ state: 'detached' });
    await undo(page, 'under way again').press('Enter');
    await page.getByText('Undone.', { exact: true }).waitFor();
    await page.waitForTimeout(1100);
    await page.getByRole('link', { name: 'Programmes', exact: true }).first().click();
    await page.getByText('Undone.', { exact: true }).waitFor({ state: 'detached' });
  },

  'a proposal that was withdrawn is made again, from the notice or from where it stands': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'salford.lead@demo.example', '/places/7');
    await page.getByRole('link', { name: 'Raise an issue' }).click();
    await page.getByLabel('What is the issue, in a line?').fill('Beds are counted twice');
    await page.getByLabel('How does Salford see it?').fill('Each counts its own.');
    await page.getByLabel('Place, organisation or group 1').selectOption({ label: 'Wigan (locality)' });
    await page.getByRole('button', { name: 'Raise it' }).click();
    await page.getByLabel(/Propose that it is resolved/).check();
    await page.getByLabel('What resolves it?').fill('One list for both');
    await page.getByRole('button', { name: 'Propose it' }).click();
    const proposed = page.getByRole('listitem').filter({ hasText: 'One list for both' });
    await proposed.getByText('It waits for Wigan.').waitFor();
    await proposed.getByRole('button', { name: 'Withdraw the proposal' }).click();
    await proposed.getByText('Withdrawn.', { exact: true }).waitFor();
    await accessible(page);
    await undo(page, 'The proposal is withdrawn').click();
    await proposed.getByText('It waits for Wigan.').waitFor();
    await proposed.getByText('Agreed: Salford.').waitFor();
    await proposed.getByRole('button', { name: 'Withdraw the proposal' }).click();
    await proposed.getByRole('button', { name: 'Propose it again' }).click();
    await proposed.getByText('It waits for Wigan.').waitFor();
    await fitsPhone(page);
  },

  'an answer to an adopter’s proposal is taken back with the draft that it began, and so is going on by a newer version': async ({ page, context, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'salford.lead@demo.example', '/packages');
    await page.getByRole('link', { name: 'Straight to scan on the ambulance trolley' }).click();
    await page.getByLabel('Your answer to Wigan').fill('We do that too now');
    await page.getByRole('button', { name: 'Take it into the next version' }).click();
    await page.getByText('There is a draft of version 2.').waitFor();
    await accessible(page);
    await undo(page, 'Taken into the draft').click();
    await page.getByText('There is a draft of version 2.').waitFor({ state: 'detached' });
    expect(await page.getByLabel('Your answer to Wigan').inputValue() === 'We do that too now', 'what was typed is there still');
    await page.getByRole('button', { name: 'Decline, with the reason' }).click();
    await page.getByText('Declined. They see why.').first().waitFor();
    await undo(page, 'Declined').click();
    await page.getByText('can be taken back until the version with it is published').waitFor();
    await page.getByRole('button', { name: 'Take it into the next version' }).click();
    await page.getByText('There is a draft of version 2.').waitFor();
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByText('Published. Other places can find it').first().waitFor();
    await fitsPhone(page);

    const other = await (await context.browser().newContext()).newPage();
    await signIn(other, server, 'community.lead@demo.example', '/projects');
    await other.getByRole('link', { name: 'Straight to scan, Wigan site' }).first().click();
    await other.getByRole('link', { name: 'Look, and go on by it or not' }).click();
    await other.getByRole('button', { name: 'Go on by version 2' }).click();
    await other.getByText('You go on by version 2.').first().waitFor();
    await other.getByText('There is a newer version: 2').waitFor({ state: 'detached' });
    await accessible(other);
    await undo(other, 'You go on by version 2').click();
    await other.getByText('There is a newer version: 2').waitFor();
    await other.context().close();
  },

  'a programme’s thresholds are what they were, and its history says both': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'executive@demo.example', '/programmes');
    await page.getByRole('link', { name: /Example length-of-stay programme/ }).first().click();
    const said = await page.getByText(/No test or session for \d+ days/).innerText();
    await page.getByRole('button', { name: 'Change the thresholds' }).click();
    await page.getByLabel('Days without a test or session').fill('3');
    await page.getByLabel('Why', { exact: true }).fill('We meet daily');
    await page.getByRole('button', { name: 'Change them' }).click();
    await page.getByText('No test or session for 3 days').waitFor();
    await undo(page, 'thresholds').click();
    await page.getByText(said).waitFor();
    await page.getByText(/Taken back: they are as they were/).waitFor();
    await page.getByText(/We meet daily/).waitFor();
    await accessible(page);
  },
};
