// Mentions in comments, and one's own week.
import { accessible, expect, fitsPhone, signIn, signOut } from './kit.mjs';

async function openProject(page, name) {
  await page.getByRole('link', { name, exact: true }).first().click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

export const tests = {
  'somebody is mentioned by keyboard alone, finds it in their week, and not once it is removed': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'stroke.lead@demo.example', '/projects');
    await openProject(page, 'Scan within the hour');
    const box = page.getByLabel('Add a comment');
    await box.focus();
    await page.keyboard.type('Could @ment');
    const people = page.getByRole('listbox', { name: 'People who may read this' });
    await people.getByRole('option').first().waitFor();
    // The box says which list it controls, and which option is chosen: what a screen reader goes by.
    await page.locator('textarea[aria-controls="mentionable"][aria-activedescendant^="mention-"]').waitFor();
    await page.getByRole('status').filter({ hasText: 'arrow keys' }).waitFor();
    await accessible(page);
    await page.keyboard.press('Enter');
    await people.waitFor({ state: 'detached' });
    const mentioned = (await box.inputValue()).match(/@(.*) $/)[1];
    await page.keyboard.type('look at the board?');
    await page.getByText(`${mentioned} will find this in their week.`).waitFor();
    await page.getByRole('button', { name: 'Comment', exact: true }).click();
    await page.locator('.body', { hasText: `Could @${mentioned} look at the board?` }).waitFor();
    expect(await page.locator('.body strong', { hasText: `@${mentioned}` }).count() === 1, 'the name stands out');
    await fitsPhone(page);
    await page.setViewportSize({ width: 1280, height: 900 });

    const own = page.url();
    await signOut(page);
    await signIn(page, server, 'mentor@demo.example');
    await page.getByRole('link', { name: 'My week' }).click();
    await page.getByRole('heading', { level: 1, name: 'My week' }).waitFor();
    const happened = page.getByRole('region', { name: /^Has happened/ });
    await happened.getByRole('link', { name: 'Stroke ward lead mentioned you in a comment' }).waitFor();
    expect(await page.getByText('look at the board').count() === 0, 'the week says that, and not what was written');
    await happened.getByRole('link', { name: 'Stroke ward lead mentioned you in a comment' }).click();
    await page.getByText('look at the board?').waitFor();

    await signOut(page);
    await signIn(page, server, 'stroke.lead@demo.example', new URL(own).pathname);
    await page.getByRole('button', { name: /^Remove mine.*Could/ }).click();
    await page.getByText('Your comment was removed.').first().waitFor();
    await signOut(page);
    await signIn(page, server, 'mentor@demo.example', '/week');
    await page.getByRole('heading', { level: 1, name: 'My week' }).waitFor();
    expect(await page.getByText('Stroke ward lead mentioned you').count() === 0, 'what is removed is told to nobody');
  },

  'what is typed before the list of people has come is offered them once it has': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'stroke.lead@demo.example', '/projects');
    let come;
    const held = new Promise((resolve) => { come = resolve; });
    await page.route('**/assets/*.js', async (route) => {
      const answer = await route.fetch();
      if ((await answer.text()).includes('customElements.define(`text-expander`')) await held;
      await route.fulfill({ response: answer });
    });
    await openProject(page, 'Scan within the hour');
    await page.getByLabel('Add a comment').focus();
    await page.keyboard.type('Could @ment');
    const people = page.getByRole('listbox', { name: 'People who may read this' });
    expect(await people.count() === 0, 'the list has not come');
    come();
    await people.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('will find this in their week.').waitFor();
  },

  'a comment is changed by who wrote it: it says so, its history and its readers stay, and whom it mentions goes by what it says now': async ({ page, server, seen }) => {
    seen.allow.push(/401/, /412/);
    const comments = page.getByRole('region', { name: 'Comments' });
    await signIn(page, server, 'stroke.lead@demo.example', '/projects');
    await openProject(page, 'Scan within the hour');
    await page.getByLabel('Add a comment').fill('The porter is laet');
    await page.getByLabel('Who may read it?').last().selectOption('network');
    await page.getByRole('button', { name: 'Comment', exact: true }).click();
    const own = comments.locator('.text').filter({ hasText: /The porter is/ });
    await own.getByText('The porter is laet').waitFor();
    expect(await own.getByText(/edited/).count() === 0, 'it is as it was written');
    const readers = await own.locator('.by').innerText();

    await comments.getByRole('button', { name: /^Change mine.*The porter is laet/ }).click();
    const box = comments.getByLabel('Change your comment');
    await comments.locator('textarea:focus').waitFor();
    expect(await box.inputValue() === 'The porter is laet', 'one begins from what it says');
    await box.fill('');
    await comments.getByRole('button', { name: 'Save the comment' }).click();
    await comments.getByRole('link', { name: 'Write something, or remove the comment' }).waitFor();
    await box.fill('The porter is late, says ');
    await box.focus();
    await page.keyboard.press('End');
    await page.keyboard.type('@ment');
    await page.getByRole('listbox', { name: 'People who may read this' }).getByRole('option').first().waitFor();
    await accessible(page);
    await page.keyboard.press('Enter');
    await comments.getByText(/will find this in their week/).waitFor();
    await comments.getByRole('button', { name: 'Save the comment' }).click();
    await own.locator('.body strong').waitFor();
    await own.getByText(/, edited /).waitFor();
    expect((await own.locator('.by').innerText()).endsWith(readers.slice(readers.lastIndexOf(' '))), 'who may read it is as it was');
    await own.getByText('What it said before').click();
    await own.getByText('The porter is laet').waitFor();
    await accessible(page);
    await fitsPhone(page);
    await page.setViewportSize({ width: 1280, height: 900 });

    // Two tabs, one comment: the second sees both.
    const second = await page.context().newPage();
    await second.goto(page.url());
    await second.getByRole('button', { name: /^Change mine.*The porter is late/ }).click();
    await comments.getByRole('button', { name: /^Change mine.*The porter is late/ }).click();
    await box.fill('The porter is on time');
    await comments.getByRole('button', { name: 'Save the comment' }).click();
    await own.getByText('The porter is on time').first().waitFor();
    await second.getByLabel('Change your comment').fill('The porter is early');
    await second.getByRole('button', { name: 'Save the comment' }).click();
    const both = second.getByRole('alert').filter({ hasText: 'Somebody else saved this' });
    for (const words of ['The porter is on time', 'The porter is early']) await both.getByRole('cell', { name: words }).waitFor();
    await accessible(second);
    await both.getByRole('button', { name: 'Save mine over it' }).click();
    await second.locator('.body', { hasText: 'The porter is early' }).waitFor();
    await second.getByRole('button', { name: /^Undo.*comment is changed/ }).click();
    await second.locator('.body', { hasText: 'The porter is on time' }).waitFor();

    await signOut(page);
    await signIn(page, server, 'mentor@demo.example', '/week');
    await page.getByRole('heading', { level: 1, name: 'My week' }).waitFor();
    expect(await page.getByText('Stroke ward lead mentioned you').count() === 0, 'who is written of no longer is told of nothing');
  },

  'nobody outside can be picked for a comment kept indoors; Escape goes on typing': async ({ page, server, seen }) => {
    seen.allow.push(/401/, /422/);
    await signIn(page, server, 'stroke.lead@demo.example', '/projects');
    await openProject(page, 'Scan within the hour');
    const box = page.getByLabel('Add a comment');
    await box.focus();
    await page.keyboard.type('For @exec');
    await page.waitForLoadState('networkidle');
    expect(await page.getByRole('option', { name: /executive/i }).count() === 0, 'an executive is not offered');
    await page.getByLabel('Who may read it?').last().selectOption('system');
    await box.focus();
    await page.keyboard.press('End');
    await page.keyboard.type('u');
    await page.getByRole('option', { name: /executive/i }).first().waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('listbox').count() === 0, 'Escape closes the list');
    expect(await box.inputValue() === 'For @execu', `what was typed stays: ${await box.inputValue()}`);
    await page.keyboard.type('t');
    await page.keyboard.press('Backspace');
    await page.waitForLoadState('networkidle');
    expect(await page.getByRole('listbox').count() === 0, 'and it stays closed');
    // Picked for the system, and then narrowed: it is refused, and what was typed stays.
    await box.fill('');
    await page.keyboard.type('Ask @exec');
    await page.getByRole('option', { name: /executive/i }).first().click();
    await page.getByLabel('Who may read it?').last().selectOption('indoors');
    await page.getByRole('button', { name: 'Comment', exact: true }).click();
    await page.getByRole('link', { name: /Somebody you mention may not read this/ }).waitFor();
    expect(/^Ask @.*executive/i.test(await box.inputValue()), 'what was typed stays');
    await accessible(page);
  },

  'a week shows what waits, lies ahead and has happened, to each their own, and teaches where it is empty': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    for (const who of ['stroke.lead', 'mentor', 'salford.lead', 'executive']) {
      await signIn(page, server, `${who}@demo.example`, '/week');
      await page.getByRole('heading', { level: 1, name: 'My week' }).waitFor();
      await page.getByRole('region', { name: /^Waits for you/ }).getByRole('link').or(page.getByText('Nothing waits for you.')).first().waitFor();
      await page.getByText(/^Monday \d+ .*to Sunday \d+ \w+ \d{4}/).waitFor();
      await accessible(page);
      await fitsPhone(page);
      await page.setViewportSize({ width: 1280, height: 900 });
      // Everything leads somewhere.
      for (const href of await page.locator('main section a').evaluateAll((links) => links.slice(0, 6).map((link) => link.getAttribute('href')))) {
        await page.goto(server.address + href);
        await page.getByRole('heading', { level: 1 }).waitFor();
        expect(await page.getByRole('heading', { name: /not found|nothing here/i }).count() === 0, `${href} leads nowhere`);
      }
      await signOut(page);
    }
    await signIn(page, server, 'analyst@demo.example', '/week');
    await page.getByText('This page fills by itself').waitFor();
    await page.getByRole('link', { name: 'Start a project' }).waitFor();
    await accessible(page);
    await fitsPhone(page);
  },

  'on a phone the week is one press away, and signing out is in the menu': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'stroke.lead@demo.example');
    await fitsPhone(page);
    await page.getByRole('link', { name: 'My week' }).click();
    await page.getByRole('heading', { level: 1, name: 'My week' }).waitFor();
    await page.getByRole('button', { name: 'Menu' }).click();
    await signOut(page);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  },
};
