// Evidence on the pages: what adopters show together, which combinations of conditions went with success, whether a measure's own series
// changed, and how a team's predictions held.
import { accessible, expect, fitsPhone, signIn } from './kit.mjs';

async function toPackage(page, server, who) {
  await signIn(page, server, who, '/packages');
  await page.getByRole('link', { name: 'A call the day after' }).click();
  await page.getByRole('heading', { name: 'What adopters found' }).waitFor();
}

export const tests = {
  'a system lead reads what adopters show together, asks which combinations went with success, and sends the question on': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await toPackage(page, server, 'system.lead@demo.example');
    await page.getByText(/^Over 9 places the change is −\d/).waitFor();
    await page.getByText(/^At the next place that is like these, expect a change from /).waitFor();
    await page.getByText('The next place', { exact: true }).first().waitFor();
    await page.getByText('What that rests on, and the same by other methods').click();
    await page.getByRole('rowheader', { name: 'DerSimonian–Laird, normal interval' }).waitFor();
    await page.getByText('Every place, in the order in which it took it on').click();
    await page.getByRole('columnheader', { name: 'Weight' }).waitFor();
    await accessible(page);
    await fitsPhone(page);

    await page.getByRole('link', { name: 'Which combinations went with success?' }).click();
    await page.getByRole('heading', { level: 1, name: 'Which combinations went with success?' }).waitFor();
    await page.getByText('Ask, and the answer stands here').waitFor();
    await page.getByRole('button', { name: 'Ask' }).click();
    await page.getByText('Say from which improvement on it is success').first().waitFor();
    await page.getByLabel('An improvement of at least').fill('2');
    await page.getByRole('button', { name: 'Ask' }).click();
    await page.getByText(/^Success \(5 of 9 cases\) went with /).waitFor();
    await page.getByRole('heading', { name: /^somebody on the spot who drives it and the support it needs/ }).waitFor();
    await page.getByRole('link', { name: 'Oldham' }).first().waitFor();
    await page.getByText('Manchester, where the package comes from').waitFor();
    await page.getByText(/The combinations that were seen/).click();
    await page.getByRole('table', { name: 'The truth table' }).waitFor();
    await accessible(page);
    await fitsPhone(page);
    const address = page.url();
    expect(address.includes('at_least=2') && address.includes('driven_locally'), `the address holds the question: ${address}`);
    const first = await page.getByText(/^Success \(5 of 9 cases\) went with /).innerText();
    await page.goto(address);
    expect(await page.getByText(/^Success \(5 of 9 cases\) went with /).innerText() === first, 'the same address has the same answer');
    await page.getByLabel('An improvement of at least').fill('40');
    await page.getByRole('button', { name: 'Ask' }).click();
    await page.getByText('These adoptions all went alike').waitFor();
  },

  'where too few took a package on, the page says what is missing; who may not read adoptions is shown none': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'system.lead@demo.example', '/packages');
    await page.getByRole('link', { name: 'Care-home telemedicine', exact: true }).click();
    await page.getByRole('link', { name: 'Which combinations went with success?' }).click();
    await page.getByText('There are too few adoptions to compare yet').waitFor();
    await page.getByText(/1 of them recorded conditions before results/).waitFor();
    await accessible(page);
    const address = page.url();
    await page.context().clearCookies();
    await signIn(page, server, 'executive@demo.example', new URL(address).pathname);
    await page.getByText(/1 is not open to you/).waitFor();
    expect(await page.getByText('Stockport').count() === 0, 'a place that is not open to them is not named');
  },

  'whoever adopts says before results how far each condition holds': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'community.lead@demo.example', '/packages');
    await page.getByRole('link', { name: 'A call the day after' }).click();
    await page.getByRole('link', { name: 'Bolton', exact: true }).first().click();
    await page.getByText('Somebody drives it: fully.').waitFor();
    await page.getByText('Complex here: rather.').waitFor();
    await page.getByText('Locked', { exact: true }).waitFor();
    await accessible(page);
  },

  'a team and its mentor read how their predictions held, and nobody else': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'executive@demo.example', '/projects');
    await page.getByRole('link', { name: 'Scan within the hour', exact: true }).first().click();
    await page.getByRole('heading', { name: 'What changes can we try?' }).waitFor();
    expect(await page.getByText('How good are our predictions?').count() === 0, 'it is for the team and its mentor');
    const address = page.url();
    await page.context().clearCookies();
    await signIn(page, server, 'stroke.lead@demo.example', new URL(address).pathname);
    const part = page.getByRole('region', { name: 'How good are our predictions?' });
    await part.getByText(/Of \d+ ranges meant to hold nine times in ten, \d+ held/).waitFor();
    await part.getByText('Each of them, and what the scores mean').click();
    await part.getByRole('table').waitFor();
    await accessible(page);
    await fitsPhone(page);
  },

  'a team asks whether it worked, and reads by how much beside what was on its way': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'community.lead@demo.example', '/projects');
    await page.getByRole('link', { name: 'Straight to scan, Wigan site' }).first().click();
    await page.getByRole('link', { name: 'Scanned within one hour' }).first().click();
    const part = page.getByRole('region', { name: 'Did it work?' });
    await part.getByLabel('Which change?').selectOption('other');
    await part.getByRole('button', { name: 'Ask' }).click();
    await part.getByText('Say from which day the change was in force').first().waitFor();
    const day = new Date(Date.now() - 140 * 86_400_000);
    await part.getByLabel('Day', { exact: true }).fill(String(day.getUTCDate()));
    await part.getByLabel('Month', { exact: true }).fill(String(day.getUTCMonth() + 1));
    await part.getByLabel('Year', { exact: true }).fill(String(day.getUTCFullYear()));
    await part.getByRole('button', { name: 'Ask' }).click();
    await part.getByText(/^With the change: .*without it, had the line before gone on/).waitFor();
    await part.getByText('What it rests on, and the figures').click();
    await accessible(page);
    await fitsPhone(page);
    seen.allow.push(/422/);
    await part.getByLabel('Year', { exact: true }).fill('2039');
    await part.getByRole('button', { name: 'Ask' }).click();
    await part.getByText('Nothing has been measured after it.').first().waitFor();
    expect(await part.getByText(/^With the change: /).count() === 0, 'the answer to what was asked before is gone');
  },

  'it starts on the newest test that has enough values after it, and says why another can’t be asked yet': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'stroke.lead@demo.example', '/projects');
    await page.getByRole('link', { name: 'Scan within the hour' }).first().click();
    await page.getByRole('link', { name: 'Scanned within one hour' }).first().click();
    const part = page.getByRole('region', { name: 'Did it work?' });
    await part.getByText('Can’t be asked yet:').waitFor();
    await part.getByText(/^A slot kept free each hour, .*Nothing has been measured after it\.$/).waitFor();
    expect((await part.getByLabel('Which change?').locator('option:checked').textContent()).startsWith('The same at night, '), 'the newest that can be asked');
    await part.getByRole('button', { name: 'Ask' }).click();
    await part.getByText(/^With the change: .*without it, had the line before gone on/).waitFor();
    await accessible(page);
    await fitsPhone(page);
  },
};
