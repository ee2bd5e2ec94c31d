// Sheets that meet what is there: a share stays one, dates that are read month first are said, and contradictions are asked about.
import { accessible, expect, fitsPhone, paste, signIn } from './kit.mjs';

const lead = 'stroke.lead@demo.example';

export const tests = {
  'a share needs a denominator of its own, is read as that share in the next paste, and what contradicts it is stored only knowingly': async ({ page, server, seen }) => {
    seen.allow.push(/401/, /422/);
    await signIn(page, server, lead, '/import');
    const box = page.getByLabel('Paste cells from Excel');
    await box.focus();
    await paste(page, 'Date\tBreakfast by nine\tPatients\tIncidents\n01/05/2025\t11\t20\t1\n02/05/2025\t15\t22\t0\n03/05/2025\t14\t23\t2');
    await page.getByRole('button', { name: 'Store 9 values' }).waitFor();
    await page.getByText('Change how it is read').click();
    const rule = page.getByRole('group', { name: /^Measure 1/ });
    await rule.getByLabel('What it is').selectOption('ratio');
    await rule.getByText('Which column says of how many?').waitFor();
    expect(await page.getByRole('button', { name: /^Store/ }).count() === 0, 'nothing can be stored before the denominator is chosen');
    await accessible(page);
    await fitsPhone(page);
    await page.setViewportSize({ width: 1280, height: 900 });
    await rule.getByLabel(/^Of so many/).selectOption({ label: 'Patients' });
    const understood = page.getByRole('region', { name: 'What was understood' });
    await understood.getByText(/Breakfast by nine = 11 of 20/).waitFor();
    await page.getByRole('button', { name: 'Store 9 values' }).click();
    await page.getByRole('heading', { name: 'Stored' }).waitFor();

    // The same sheet with later rows, whose layout nobody kept.
    await box.fill('');
    await box.focus();
    await paste(page, 'Date\tBreakfast by nine\tPatients\tIncidents\n03/05/2025\t14\t23\t2\n04/05/2025\t14\t21\t1\n05/05/2025\t16\t24\t0');
    await understood.getByText('“Breakfast by nine” is a share').or(understood.getByText(/"Breakfast by nine" is a share: it is read as/)).waitFor();
    await understood.getByText(/Breakfast by nine = 14 of 21/).waitFor();
    await page.getByRole('button', { name: 'Store 6 values' }).waitFor();

    // Without the column it is out of, the count is not taken for the percentage.
    await box.fill('Date\tBreakfast by nine\tIncidents\n04/05/2025\t14\t1\n05/05/2025\t16\t0');
    await page.getByText('One number is missing: of how many').first().waitFor();
    expect(await page.getByRole('button', { name: /^Store/ }).count() === 0, 'it is not stored as 14 per cent');
    await page.getByRole('group', { name: /^Measure 1/ }).getByLabel('What it is').waitFor();
    await accessible(page);

    // What would change most of what is there is stored only knowingly.
    await box.fill('Date\tBreakfast by nine\tPatients\n01/05/2025\t2\t20\n02/05/2025\t3\t22\n03/05/2025\t4\t23');
    await understood.getByText('11 of 20 (55%)').first().waitFor();
    await page.getByText('3 of the 3 values that are there').waitFor();
    const store = page.getByRole('button', { name: 'Store 3 values' });
    await store.click({ force: true });  // it is shown as not live, and says why
    await page.getByText('Say first that these values are meant to change').first().waitFor();
    await accessible(page);
    await fitsPhone(page);
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.getByLabel('Yes: these values are meant to change').check();
    await store.click();
    await page.getByRole('heading', { name: 'Stored' }).waitFor();
  },

  'that one American date makes the whole sheet month first is said where it can be seen': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/import');
    await page.getByLabel('Paste cells from Excel').focus();
    const cells = 'Week\tValue\n05/01/2025\t1\n5/13/2025\t2\n12/01/2024\t3';
    await paste(page, cells);
    const said = page.getByText('Dates are read as month/day/year, since 5/13/2025 can\'t be day/month.');
    await said.waitFor();
    await page.goto(`${server.address}/try`);
    await page.getByLabel('Paste cells from Excel').focus();
    await paste(page, cells);
    await said.waitFor();
  },
};
