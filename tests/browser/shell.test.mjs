// The shell: signing in and out, moving about, and what happens when things go wrong.
import { accessible, expect, fitsPhone, password, signIn, signOut } from './kit.mjs';

const lead = 'stroke.lead@demo.example';

export const tests = {
  'whoever is not signed in is asked to, and comes back to where they meant to go': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await page.goto(`${server.address}/measures`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await accessible(page);
    await page.getByLabel('Email address').fill(lead);
    await page.getByLabel('Password').fill(password);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Measures' }).waitFor();
    expect(page.url() === `${server.address}/measures`, `the address is ${page.url()}`);
    await page.waitForFunction(() => document.title.startsWith('Measures'));
    expect(await page.title() === 'Measures – Tributary', `the title is ${await page.title()}`);
  },

  'a wrong password says so, keeps the address typed, and moves to what is wrong': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await page.goto(`${server.address}/sign-in`);
    await page.getByLabel('Email address').fill(lead);
    await page.getByLabel('Password').fill('not this one');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByText('The email address or the password is wrong').waitFor();
    expect(await page.evaluate(() => document.activeElement.classList.contains('nhsuk-error-summary')), 'the summary has the focus');
    expect(await page.getByLabel('Email address').inputValue() === lead, 'the address is still there');
    await accessible(page);
  },

  'who sits down next reads nothing of the one before, and lands on their own work': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/');
    for (const [email, path] of [['mentor@demo.example', '/week'], ['salford.lead@demo.example', '/places/'], ['system.lead@demo.example', '/']]) {
      await signOut(page);
      await page.getByRole('link', { name: 'Sign in to try a chart' }).waitFor();
      await page.getByLabel('Email address').fill(email);
      await page.getByLabel('Password').fill(password);
      await page.getByRole('button', { name: 'Sign in', exact: true }).click();
      await page.getByRole('button', { name: 'Sign out' }).waitFor();
      await page.waitForURL((url) => path === '/places/' ? url.pathname.startsWith(path) : url.pathname === path);
      expect(await page.getByText('You have signed out.').count() === 0, `${email} reads that they signed out`);
    }
  },

  'an empty form names each field that is missing, with a link to it': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await page.goto(`${server.address}/sign-in`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Enter your password' }).click();
    expect(await page.evaluate(() => document.activeElement.id === 'password'), 'the link leads to the field');
  },

  'the first thing the keyboard reaches skips to the content, and a new page is read from its heading': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead);
    await page.goto(`${server.address}/`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement.textContent) === 'Skip to main content', 'the skip link comes first');
    await page.getByRole('link', { name: 'Measures', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Measures' }).waitFor();
    expect(await page.evaluate(() => document.activeElement.tagName) === 'H1', 'the heading has the focus');
    await page.goBack();
    expect(new URL(page.url()).pathname === '/', 'Back goes back');
  },

  'things are found while one types, from any page with the keyboard alone, and an empty search says what it looks through': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('/');
    await page.getByText('What a team keeps indoors is never searched').waitFor();
    await accessible(page);
    await page.waitForFunction(() => document.activeElement?.id === 'q');
    await page.keyboard.type('sca');
    await page.getByRole('region', { name: 'Projects' }).getByRole('link', { name: 'Scan within the hour' }).waitFor();
    expect(page.url().endsWith('?q=sca'), 'what is searched for can be sent to others');
    await page.keyboard.type('/');
    expect(await page.getByRole('searchbox').inputValue() === 'sca/', 'in the box the key is a character');
    await accessible(page);
    await fitsPhone(page);
  },

  'what somebody wrote for the system is found with where the words stand, and what is kept indoors is not': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/projects');
    await page.getByRole('link', { name: 'Scan within the hour', exact: true }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Scan within the hour' }).waitFor();
    for (const [audience, words] of [['system', 'The porters asked for a capybara by the door'], ['indoors', 'Between us: the capybara is late']]) {
      await page.getByLabel('Add a comment').fill(words);
      await page.getByLabel('Who may read it?').last().selectOption(audience);
      await page.getByRole('button', { name: 'Comment', exact: true }).click();
      await page.locator('.body', { hasText: words }).waitFor();
    }
    await page.goto(`${server.address}/search?q=storke`);
    await page.getByText('Did you mean').waitFor();
    await accessible(page);
    await page.getByRole('link', { name: 'stroke', exact: true }).click();
    await page.getByText(/\d+ results/).waitFor();
    await page.goto(`${server.address}/search?q=capyb`);
    const texts = page.getByRole('region', { name: 'In what people wrote' });
    await texts.getByText('The porters asked for a capybara by the door').waitFor();
    expect(await page.locator('mark', { hasText: 'capyb' }).count() === 1, 'the words are marked where they stand, once');
    expect(await page.getByText('Between us').count() === 0, 'what is kept indoors is not found, not even by its writer');
    await texts.getByRole('link', { name: 'Scan within the hour' }).click();
    await page.getByRole('heading', { level: 1, name: 'Scan within the hour' }).waitFor();
  },

  'an address that leads nowhere says so': async ({ page, server, seen }) => {
    seen.allow.push(/401/, /404/);
    await signIn(page, server, lead);
    await page.goto(`${server.address}/no/such/page`);
    await page.getByRole('heading', { name: 'Page not found' }).waitFor();
    await accessible(page);
    await fitsPhone(page);
  },

  'signing out ends the session and leaves nothing behind in the browser': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead);
    await page.evaluate(() => sessionStorage.setItem('tributary:draft:x', '{"a":"b"}'));
    await signOut(page);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    expect(await page.evaluate(() => sessionStorage.length) === 0, 'drafts are gone');
    await page.goto(`${server.address}/`);
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
  },

  'the first page is small, compressed and all from here': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    let bytes = 0;
    const client = await page.context().newCDPSession(page);
    await client.send('Network.enable');
    client.on('Network.loadingFinished', (event) => { bytes += event.encodedDataLength; });
    await signIn(page, server, lead);
    await page.waitForLoadState('networkidle');
    expect(bytes < 300_000, `${bytes} bytes came for the first pages`);
  },

  'a regulator is offered what they may open, and nothing else': async ({ page, server, seen }) => {
    seen.allow.push(/401/);  // a 403 is not allowed: a page that asked for what is refused would write it to the console
    await signIn(page, server, 'regulator@demo.example', '/');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.getByRole('link', { name: 'Start a project' }).count() === 0, 'no project can be started');
    const offered = new Set(['/']);
    for (const at of ['/', '/direction', '/packages', '/measures', '/import', '/search']) {
      await page.goto(server.address + at);
      await page.waitForLoadState('networkidle');
      for (const href of await page.locator('main a[href^="/"], nav a[href^="/"]').evaluateAll((all) => all.map((one) => one.getAttribute('href').replace(/[?#].*/, '')))) {
        const alike = (one) => one.replace(/\d+/g, 'N');
        if ([...offered].every((one) => alike(one) !== alike(href))) offered.add(href);
      }
    }
    expect(offered.size > 8, `only ${[...offered].join(' ')} is offered`);
    for (const href of offered) {
      await page.goto(server.address + href);
      await page.waitForLoadState('networkidle');
      const title = await page.getByRole('heading', { level: 1 }).first().innerText();
      expect(!/not found|can.t do that/i.test(title), `${href} is offered and answers: ${title}`);
    }
  },
};
