// Measures: from pasted cells to a chart with a sentence, and what people decide about it.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { accessible, expect, fitsPhone, paste, root, sheet, signIn } from './kit.mjs';

const lead = 'stroke.lead@demo.example';

/** A small workbook as Excel writes one: a heading, and fourteen months whose dates are Excel's day numbers. */
function workbook() {
  const { strToU8, zipSync } = createRequire(join(root, 'web/package.json'))('fflate');
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  const rows = Array.from({ length: 14 }, (_, index) => {
    const day = Date.UTC(2024, 3 + index, 1) / 86_400_000 + 25_569;
    return `<row r="${index + 2}"><c r="A${index + 2}" s="1"><v>${day}</v></c><c r="B${index + 2}"><v>${7.25 + index}</v></c></row>`;
  }).join('');
  const text = (cell, words) => `<c r="${cell}" t="inlineStr"><is><t>${words}</t></is></c>`;
  const files = {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="Waits" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData><row r="1">${text('A1', 'Month')}${text('B1', 'Waits')}</row>${rows}</sheetData></worksheet>`,
  };
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([name, words]) => [name, strToU8(words)]))));
}

export const tests = {
  'paste, and within ten seconds there is a chart with a sentence; no project, nothing stored': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/');
    await page.getByRole('link', { name: 'Try a chart' }).click();
    await page.getByLabel('Paste cells from Excel').focus();
    const began = Date.now();
    await paste(page, sheet);
    await page.locator('.spc svg path').first().waitFor({ state: 'attached' });
    await page.locator('.spc__lead').first().waitFor();
    expect(Date.now() - began < 10_000, `it took ${Date.now() - began} ms`);
    expect((await page.locator('.spc__lead').first().textContent()).length > 20, 'a sentence stands under it');
    await page.getByRole('button', { name: 'Lower' }).click();
    await page.getByText('Special cause, improving: lower than usual').first().waitFor({ state: 'attached' });
    await accessible(page);
    await fitsPhone(page);
  },

  'one row with more seen in time than seen is refused as that row, and the two columns stay a share': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/try');
    await page.getByLabel('Paste cells from Excel').focus();
    const rows = Array.from({ length: 12 }, (_, index) => `01/${String(index + 1).padStart(2, '0')}/2025\t${index === 4 ? 70 : 50 + index % 3}\t60`);
    await paste(page, ['Month\tSeen in time\tSeen', ...rows].join('\n'));
    await page.getByText('1 row left out of the chart').waitFor();
    await page.getByText(/^Row 6: /).waitFor();
    expect(await page.getByLabel('One share: Seen in time out of Seen').isChecked(), 'the share is what is charted');
    await accessible(page);
    await fitsPhone(page);
  },

  'an import offers the places and projects that one may write to, and says who brings in a place’s': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/import');
    const where = page.getByLabel('Where do the measures belong?');
    await where.locator('option', { hasText: 'Project: Scan within the hour' }).first().waitFor({ state: 'attached' });
    expect(await where.locator('option', { hasText: 'Place: ' }).count() === 0, 'no place is offered to who may not write there');
    await page.getByText('A place’s own are brought in by').waitFor();
    await accessible(page);
  },

  'what was tried is kept in the sandbox, read point by point with the keyboard, and moved by nobody': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/try');
    await page.getByLabel('Paste cells from Excel').focus();
    await paste(page, sheet);
    await page.getByRole('button', { name: 'Keep it in my sandbox' }).click();
    await page.getByText('In your sandbox: only you see it', { exact: true }).waitFor();
    const reader = page.getByRole('slider');
    await reader.focus();
    await page.keyboard.press('Home');
    const first = await reader.getAttribute('aria-valuetext');
    expect(/6 January 2025: 12/.test(first), `the first point reads ${first}`);
    await page.keyboard.press('ArrowRight');
    expect(/13 January 2025: 9/.test(await reader.getAttribute('aria-valuetext')), 'the arrow goes to the next point');
    await page.getByText('Table of values').click();
    expect(await page.getByRole('region', { name: /Table of values/ }).getByRole('row').count() === 25, 'a row a point, and the heading');
    await accessible(page);
    await fitsPhone(page);
  },

  'a point is left out with its reason, and counts again by undoing': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/try');
    await page.getByLabel('Paste cells from Excel').focus();
    await paste(page, sheet);
    await page.getByRole('button', { name: 'Keep it in my sandbox' }).click();
    await page.getByText('Leave a point out').click();
    await page.getByLabel('Which point?', { exact: true }).selectOption({ label: '27 January 2025: 14' });
    await page.getByLabel('Why?', { exact: true }).fill('Counted twice');
    await page.getByRole('button', { name: 'Leave it out' }).click();
    await page.getByText('27 January 2025 is left out: Counted twice').waitFor();
    await page.getByRole('button', { name: /^Undo.*The point is left out/ }).click();
    await page.getByText('27 January 2025 is left out').waitFor({ state: 'detached' });
  },

  'before a measure is published, its owner sees every word that becomes readable with it': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'stroke.lead@demo.example', '/measures/new?project=2');
    await page.getByLabel('What is measured?').fill('Calls answered by the ward');
    await page.getByLabel('Process').check();
    await page.getByLabel('Higher').check();
    await page.getByText('How to count it, target, baseline, source').click();
    await page.getByLabel('How is it counted?').fill('Calls that ring out are counted twice');
    await page.getByRole('button', { name: 'Add the measure' }).click();
    await page.getByRole('heading', { level: 1, name: 'Calls answered by the ward' }).waitFor();
    await page.getByLabel('Day').fill('2');
    await page.getByLabel('Month').fill('3');
    await page.getByLabel('Year').fill('2025');
    await page.getByRole('textbox', { name: 'Value' }).fill('12');
    await page.getByLabel('Note (optional)').fill('The bank nurse was off sick');
    await page.getByRole('button', { name: 'Store the value' }).click();
    await page.getByText('The value is stored.', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByRole('heading', { name: 'Before you publish' }).waitFor();
    const words = page.getByRole('region', { name: 'Before you publish' });
    await words.getByText('Calls that ring out are counted twice').waitFor();
    expect(await words.getByText('The bank nurse was off sick').count() === 0, 'a note on a value stays with the team');
    await accessible(page);
    await page.getByRole('button', { name: 'Not now' }).click();
    await page.getByText('Team only').first().waitFor();
    await page.getByRole('button', { name: 'Publish' }).click();
    await page.getByRole('button', { name: 'Publish it' }).click();
    await page.getByText('Published: it reaches boards and reports.').first().waitFor();
    await page.getByRole('link', { name: 'Who changed what, and when' }).click();
    await page.getByRole('heading', { level: 1, name: 'Who changed what' }).waitFor();
    await page.getByText('2 March 2025: 12').waitFor();
    await accessible(page);
    await fitsPhone(page);
  },

  'what a measure says of itself is changed and undone, and its history tells of both; so is moving it out of the sandbox': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/measures/new');
    await page.getByLabel('What is measured?').fill('Trays that came back');
    await page.getByLabel('Outcome').check();
    await page.getByLabel('Lower', { exact: true }).check();
    await page.getByRole('button', { name: /^Add/ }).click();
    await page.getByRole('heading', { level: 1, name: 'Trays that came back' }).waitFor();
    await page.getByLabel('Where does it belong?').selectOption({ index: 1 });
    await page.getByRole('button', { name: 'Move it' }).click();
    await page.getByText(/^Moved to: Project/).first().waitFor();
    await page.getByRole('button', { name: /^Undo.*Moved to/ }).click();
    await page.getByRole('button', { name: 'Move it' }).waitFor();

    await page.goto(`${page.url().split('?')[0].replace(/\/edit$/, '')}/edit`);
    await page.getByText('How to count it, target, baseline, source').click();
    await page.getByLabel('Target (optional)').fill('4');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The measure is saved.').first().waitFor();
    await page.getByRole('link', { name: 'Who changed what, and when' }).click();
    await page.getByText('A target was set: 4').waitFor();
    await page.getByText('It was moved to a project').waitFor();
    await page.getByText('It was taken back into a sandbox').waitFor();
    await accessible(page);
    await fitsPhone(page);
    await page.getByRole('button', { name: /^Undo.*is saved/ }).click();
    await page.getByRole('link', { name: 'Who changed what, and when' }).click();
    await page.getByText('A target was taken back: 4').waitFor();
  },

  'an import says what was understood, row by row, before anything is stored, and can be undone': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/import');
    await page.getByLabel('Paste cells from Excel').focus();
    await paste(page, `${sheet.replace('Falls', 'Slips')}\n31/02/2026\t5\n05/01/2026\t*\nTotal\t206`);
    const understood = page.getByRole('region', { name: 'What was understood' });
    await understood.getByText(/refused/).first().waitFor();
    await understood.getByRole('row').filter({ hasText: 'Refused' }).first().waitFor();
    await understood.getByRole('row').filter({ hasText: 'Ignored' }).first().waitFor();
    await accessible(page);
    await page.getByRole('button', { name: /^Store 2\d values/ }).click();
    await page.getByRole('heading', { name: 'Stored' }).waitFor();
    await page.getByLabel(/Keep how it is laid out/).fill('Falls by week');
    await page.getByRole('button', { name: 'Keep it', exact: true }).click();
    await page.getByText('Kept as “Falls by week”').first().waitFor();
    const last = page.getByRole('region', { name: 'What you imported' }).getByRole('listitem').first();
    await last.getByRole('link', { name: 'Slips' }).waitFor();
    await page.getByRole('button', { name: /^Undo.*Stored/ }).click();
    await last.getByText('– undone').waitFor();
  },

  'how many of how many is read as one share, and as two measures where that is meant': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/import');
    await page.getByLabel('Paste cells from Excel').focus();
    await paste(page, 'Month\tSeen\tTotal\nApr-24\t90\t100\nMay-24\t95\t100\nJun-24\t70\t80');
    const understood = page.getByRole('region', { name: 'What was understood' });
    await understood.getByText('Seen out of Total', { exact: true }).waitFor();
    expect(await page.getByLabel('One share: Seen out of Total').isChecked(), 'the share is the first choice');
    await accessible(page);
    await fitsPhone(page);
    await page.getByLabel('Two measures: Seen, and Total').check();
    await page.getByRole('button', { name: 'Store 6 values' }).waitFor();
    await page.getByLabel('One share: Seen out of Total').check();
    await page.getByRole('button', { name: 'Store 3 values' }).click();
    await page.getByRole('heading', { name: 'Stored' }).waitFor();
    await page.getByRole('region', { name: 'What you imported' }).getByRole('link', { name: 'Seen out of Total' }).waitFor();
  },

  'a measure has its own paste box, names itself, and a preview that is refused can be mended by saying which column is which': async ({ page, server, seen }) => {
    seen.allow.push(/401/, /422/);
    await signIn(page, server, lead, '/measures/new');
    const add = async (name, quantity) => {
      await page.goto(`${server.address}/measures/new`);
      await page.getByLabel('What is measured?').fill(name);
      await page.getByLabel('Process').check();
      await page.getByLabel('Higher').check();
      if (quantity) await page.getByLabel(quantity).check();
      await page.getByRole('button', { name: 'Add the measure' }).click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
      return Number(new URL(page.url()).pathname.split('/').pop());
    };
    const calls = await add('Calls answered');
    const visits = await add('Visits made');
    await page.goto(`${server.address}/import?measure=${calls}`);
    await page.getByRole('heading', { level: 1, name: 'Values for Calls answered' }).waitFor();
    await page.getByLabel('Paste cells from Excel').focus();
    await paste(page, 'Date\tOffered\tAnswered\n07/04/2025\t90\t80\n14/04/2025\t95\t82\n21/04/2025\t91\t85');
    await page.getByText('That is more than one series').first().waitFor();
    await accessible(page);
    await fitsPhone(page);
    await page.getByRole('button', { name: 'Leave out Offered' }).click();
    const understood = page.getByRole('region', { name: 'What was understood' });
    await understood.getByText('7 April 2025: Calls answered = 80.').waitFor();
    await page.goto(`${server.address}/import?measure=${visits}`);
    await page.getByRole('heading', { level: 1, name: 'Values for Visits made' }).waitFor();
    expect(await page.getByLabel('Paste cells from Excel').inputValue() === '', 'the paste of another measure stays there');
    await page.goto(`${server.address}/import?measure=${calls}`);
    await page.getByText('That is more than one series').first().waitFor();
  },

  'the national emergency-department file imports through the page with its shipped recipe': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    const file = join(root, '../shared/data/nhs-ae-attendances.csv');
    if (!existsSync(file)) return console.log('  skipped: ../shared/data/nhs-ae-attendances.csv is absent');
    await signIn(page, server, lead, '/import');
    page.setDefaultTimeout(60_000);
    await page.getByLabel(/Or choose a file/).setInputFiles(file);
    const understood = page.getByRole('region', { name: 'What was understood' });
    await understood.getByText(/^12,765 rows/).waitFor();
    await page.getByRole('button', { name: /^Store [\d,]+ values/ }).click();
    await page.getByRole('heading', { name: 'Stored' }).waitFor();
    await page.getByText(/856 measures/).first().waitFor();
  },

  'an Excel workbook is read in the page and understood by the same parser': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, lead, '/import');
    await page.getByLabel(/Or choose a file/).setInputFiles({ name: 'waits.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: workbook() });
    const understood = page.getByRole('region', { name: 'What was understood' });
    await understood.getByText('1 April 2024: Waits = 7.25.').or(understood.getByText(/April 2024.*7\.25/)).first().waitFor();
    await page.getByRole('button', { name: /^Store 14 values/ }).click();
    await page.getByRole('heading', { name: 'Stored' }).waitFor();
  },

  'a spreadsheet that looks like patients is refused, with the reason': async ({ page, server, seen }) => {
    seen.allow.push(/401/, /422/, /400/);
    await signIn(page, server, lead, '/import');
    await page.getByLabel('Paste cells from Excel').focus();
    await paste(page, 'NHS number\tDate of birth\tWait\n943 476 5919\t01/02/1950\t4\n943 476 5870\t03/04/1961\t7\n');
    await page.getByRole('alert').filter({ hasText: /patient/i }).first().waitFor();
    await accessible(page);
  },

  'a percentage is typed alone where its two numbers are not known, and a sign in plain numbers is asked about': async ({ page, server, seen }) => {
    seen.allow.push(/401/, /422/);
    await signIn(page, server, lead, '/import');
    await page.getByLabel('Paste cells from Excel').focus();
    await paste(page, 'Month\tReviewed in a week\nJan-25\t85%\nFeb-25\t*\nMar-25\t88%');
    await page.getByRole('button', { name: 'Store 2 values and 1 gap' }).click();
    await page.getByRole('link', { name: 'See the chart' }).click();
    await page.getByRole('heading', { level: 1, name: 'Reviewed in a week' }).waitFor();
    await page.getByLabel('Day').fill('1');
    await page.getByLabel('Month').fill('4');
    await page.getByLabel('Year').fill('2025');
    await page.getByLabel('Or: the percentage alone').fill('91%');
    await page.getByLabel('Count').fill('9');
    await page.getByRole('button', { name: 'Store the value' }).click();
    await page.getByText('Give the two numbers, or the percentage alone').first().waitFor();
    await page.getByLabel('Count').fill('');
    await page.getByRole('button', { name: 'Store the value' }).click();
    await page.getByText('The value is stored.').first().waitFor();
    await page.goto(`${server.address}/import`);
    await page.getByLabel('Paste cells from Excel').focus();
    await paste(page, 'Month\tReviewed in a week\nJan-25\t55%\nFeb-25\t*\nMar-25\t88%');
    await page.getByRole('region', { name: 'What was understood' }).getByText('85% → 55%').waitFor();
    await accessible(page);
    await fitsPhone(page);
  },

  'values are typed one by one, and a wrong one says why': async ({ page, server, seen }) => {
    seen.allow.push(/401/, /422/, /400/);
    await signIn(page, server, lead, '/measures/new');
    await page.getByLabel('What is measured?').fill('Calls');
    await page.getByLabel('Process').check();
    await page.getByLabel('Higher').check();
    await page.getByRole('button', { name: 'Add the measure' }).click();
    await page.getByRole('heading', { level: 1, name: 'Calls' }).waitFor();
    await page.getByLabel('Day').fill('1');
    await page.getByLabel('Month').fill('2');
    await page.getByLabel('Year').fill(String(new Date().getUTCFullYear() + 5));
    await page.getByRole('textbox', { name: 'Value' }).fill('many');
    await page.getByRole('button', { name: 'Store the value' }).click();
    await page.getByText('There is a problem').waitFor();
    expect(await page.getByRole('textbox', { name: 'Value' }).inputValue() === 'many', 'what was typed is still there');
    await page.getByRole('textbox', { name: 'Value' }).fill('12');
    await page.getByLabel('Year').fill('2026');
    await page.getByRole('button', { name: 'Store the value' }).click();
    await page.getByText('The value is stored.', { exact: true }).waitFor();
  },

  'measures of one’s projects and those that a place’s projects publish are listed, and found by name': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await signIn(page, server, 'stroke.lead@demo.example', '/measures');
    const own = page.getByRole('region', { name: 'Of your projects' });
    await own.getByRole('link', { name: /Scanned within/ }).first().waitFor();
    const published = page.getByRole('region', { name: /^Published by projects in/ });
    await published.getByRole('listitem').first().waitFor();
    const find = published.getByLabel('Find by name');
    await find.fill('scanned');
    await published.getByText(/measures? found/).waitFor();
    await published.getByRole('link', { name: /canned/ }).first().waitFor();
    await find.fill('zzz');
    await published.getByText('No measure has “zzz” in its name.').waitFor();
    await accessible(page);
    await fitsPhone(page);
  },
};
