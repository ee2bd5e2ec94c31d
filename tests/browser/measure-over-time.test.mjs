// A measure over time: targets with dates, the season, phases that are suggested, and the chart that fits.
import { accessible, expect, fitsPhone, paste, sheet, signIn } from './kit.mjs';

const lead = 'stroke.lead@demo.example';

export const tests = {
  'a target has a date or a way, is drawn and judged by the day, and is taken back and put back': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/try');
    await page.getByLabel('Paste cells from Excel').focus();
    await paste(page, sheet);
    await page.getByRole('button', { name: 'Lower' }).click();
    await page.getByRole('button', { name: 'Keep it in my sandbox' }).click();
    const target = page.getByRole('region', { name: 'Target' });
    const date = async (name, [day, month, year]) => {
      const box = target.getByRole('group', { name });
      for (const [label, text] of [['Day', day], ['Month', month], ['Year', year]]) await box.getByLabel(label).fill(text);
    };
    await target.getByText('Set a target').click();
    await target.getByRole('button', { name: 'Set the target' }).click();
    await target.getByRole('link', { name: 'Say why' }).waitFor();
    await target.getByLabel('Value', { exact: true }).fill('15');
    await target.getByLabel('Why this target?').fill('As last year');
    await target.getByRole('button', { name: 'Set the target' }).click();
    await target.getByText('15: As last year').waitFor();
    await target.getByText('Set another from a date on').click();
    await target.getByLabel('A way from one value to another').check();
    await date('From which date?', ['1', '4', '2025']);
    await date('By which date does it arrive?', ['1', '9', '2025']);
    await target.getByLabel('Value at its start').fill('12');
    await target.getByLabel('Value at which it arrives').fill('4');
    await target.getByLabel('Why this target?').fill('Agreed with the ward');
    await accessible(page);
    await fitsPhone(page);
    await target.getByRole('button', { name: 'Set the target' }).click();
    await target.getByText('from 12 on 1 April 2025 to 4 by 1 September 2025: Agreed with the ward').waitFor();
    await page.getByText(/The target is on its way to 4 by 1 September 2025/).first().waitFor();
    await page.getByText('Table of values').click();
    await page.getByRole('columnheader', { name: 'Target' }).waitFor();
    await target.getByRole('button', { name: /^Take back the target from 12/ }).click();
    await page.getByText(/The target is on its way/).first().waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /^Undo.*taken back/ }).click();
    await page.getByText(/The target is on its way/).first().waitFor();
    await page.getByRole('link', { name: 'Change', exact: true }).click();
    await page.getByText('Its targets have dates: they are set on the measure’s page.').waitFor();
  },

  'the season is taken out at an address that can be sent on, and a suggested phase goes no further than the form': async ({ page, server, seen }) => {
    seen.allow.push(/401/, /422/);
    await signIn(page, server, lead, '/try');
    await page.getByLabel('Paste cells from Excel').focus();
    const index = [1.4, 1.3, 1.1, 1, 0.9, 0.8, 0.7, 0.7, 0.8, 0.9, 1.1, 1.3];
    const months = Array.from({ length: 60 }, (_, at) => `01/${String(at % 12 + 1).padStart(2, '0')}/${2020 + Math.floor(at / 12)}\t${Math.round((at < 36 ? 100 : 140) * index[at % 12] * (1 + 0.01 * ((at * 7) % 5 - 2)))}`);
    await paste(page, ['Month\tAdmissions', ...months].join('\n'));
    await page.getByRole('button', { name: 'Keep it in my sandbox' }).click();
    await page.getByText(/Values repeat with the season: remove it/).waitFor();
    await page.getByText('For analysts: the season, and').click();
    await page.getByLabel('Remove the season').check();
    await page.getByText(/Seasonality removed: each value was divided by its month’s index|Seasonality removed: each value was divided by its month's index/).first().waitFor();
    expect(new URL(page.url()).searchParams.get('season') === 'multiplicative', 'the address keeps it');
    await page.reload();
    await page.getByText(/Seasonality removed: each value was divided/).first().waitFor();
    expect(await page.getByLabel('Remove the season').isChecked(), 'and whoever opens it sees the same');
    await page.getByLabel('Take the index from each value').check();
    await page.getByText(/index was taken from each value/).first().waitFor();
    await page.getByLabel('Divide each value by its index').check();
    await page.getByText(/each value was divided/).first().waitFor();
    await page.getByRole('button', { name: 'Look for places' }).click();
    await page.getByText('Suggestion: January 2023.').waitFor();
    await accessible(page);
    await fitsPhone(page);
    await page.getByRole('button', { name: 'Take it to the form, with a reason and a cause' }).click();
    const limits = page.getByRole('region', { name: 'Limits' });
    await limits.getByRole('button', { name: 'Draw them afresh' }).click();
    await limits.getByRole('alert').first().waitFor();
    await limits.getByLabel('Why now?').fill('It has lasted two years');
    await limits.getByLabel('What caused it?').fill('A second ward');
    await limits.getByRole('button', { name: 'Draw them afresh' }).click();
    await page.getByText('Drawn afresh from 1 January 2023: It has lasted two years (A second ward)').waitFor();
    await page.getByLabel('Remove the season').uncheck();
    await page.getByText(/Seasonality removed/).first().waitFor({ state: 'detached' });
    expect(!page.url().includes('season'), 'the address is plain again');
  },

  'what is pasted is drawn on the chart that fits it, or on another that its columns allow, and kept so': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/try');
    await page.getByLabel('Paste cells from Excel').focus();
    await paste(page, ['Month\tSeen in time\tSeen', ...Array.from({ length: 24 }, (_, at) => `01/${String(at % 12 + 1).padStart(2, '0')}/${2024 + Math.floor(at / 12)}\t${[30, 33, 29, 31, 35, 28][at % 6]}\t${[60, 66, 58, 61, 70, 57][at % 6]}`)].join('\n'));
    const chart = page.getByLabel('Drawn as');
    await page.getByText('on a P chart each date has the limits of its own number').waitFor();
    expect(await chart.inputValue() === 'p', 'a share is a P chart first');
    await accessible(page);
    await fitsPhone(page);
    await chart.selectOption('i_prime');
    await page.getByText('when you would suppose nothing about chance').waitFor();
    await page.getByRole('button', { name: 'Higher' }).click();
    await page.getByRole('button', { name: 'Keep it in my sandbox' }).click();
    await page.getByText('In your sandbox: only you see it', { exact: true }).waitFor();
    await page.getByText('I′ chart', { exact: true }).waitFor();
  },

  'a newcomer takes the winter out of a measure of the demonstration, and sees what it hid': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'salford.lead@demo.example', '/');
    const id = await page.evaluate(async () => {
      const { places } = await (await fetch('/api/v1/places')).json();
      const { measures } = await (await fetch(`/api/v1/measures?place_id=${places.find((one) => one.name === 'Wigan').id}`)).json();
      return measures.find((one) => one.name.startsWith('Emergency admissions after a fall')).id;
    });
    await page.goto(`${server.address}/measures/${id}`);
    await page.getByText('Illustrative', { exact: true }).first().waitFor();
    await page.getByText(/Values repeat with the season: remove it/).first().waitFor();
    await page.getByText('For analysts: the season, and').click();
    await page.getByLabel('Remove the season').check();
    await page.getByText(/Seasonality removed: each value was divided/).first().waitFor();
    await page.getByText(/^Improvement: .*\d+ values in a row below the mean/).first().waitFor();
    await accessible(page);
    await fitsPhone(page);
  },

  'the same number each time is offered as an nP chart, which plots counts; events now and then as a T chart, where longer is better': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/try');
    await page.getByLabel('Paste cells from Excel').focus();
    await paste(page, ['Month\tSeen in time\tSeen', ...Array.from({ length: 16 }, (_, at) => `01/${String(at % 12 + 1).padStart(2, '0')}/${2024 + Math.floor(at / 12)}\t${30 + (at * 7) % 11}\t60`)].join('\n'));
    await page.getByLabel('Drawn as').selectOption('np');
    await page.getByText('Number out of 60 · higher is better').waitFor();
    await page.getByText(/plots how many, where a P chart plots what share/).waitFor();
    await page.getByText(/^Common cause: the process gives \d+ to \d+ of 60/).first().waitFor();
    expect(!(await page.getByLabel('Drawn as').locator('option').allTextContents()).some((one) => /^[TG] chart/.test(one)), 'a value a month is no time between events');

    const days = [3, 12, 34, 74, 115, 181, 261, 302];
    await page.getByLabel('Paste cells from Excel').fill(['Date\tFalls', ...days.map((day, at) => `${new Date(Date.UTC(2025, 0, 1 + day)).toLocaleDateString('en-GB')}\t${at ? day - days[at - 1] : 3}`)].join('\n'));
    await page.locator('.better__way[aria-pressed=true]', { hasText: 'Lower' }).waitFor();
    await page.getByLabel('Drawn as').selectOption('t');
    await page.locator('.better__way[aria-pressed=true]', { hasText: 'Higher' }).waitFor();
    await page.getByLabel('Drawn as').selectOption('xmr');
    await page.locator('.better__way[aria-pressed=true]', { hasText: 'Lower' }).waitFor();
  },
};
