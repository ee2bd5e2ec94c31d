// The board of a place: the matrix, a part for each measure, and what of it is printed.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { accessible, expect, fitsPhone, program, root, signIn } from './kit.mjs';
import { readPdf } from './pdf.mjs';

const director = 'executive@demo.example';

/** From the place to its board, with every chart drawn. */
async function board(page, server) {
  await signIn(page, server, director, '/');
  await page.getByRole('link', { name: 'Board', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: /^Board/ }).waitFor();
  await page.locator('[aria-busy="false"] .measure').first().waitFor();
}

/** The texts of those files in an archive whose names are like that. */
function unzipped(bytes) {
  const { strFromU8, unzipSync } = createRequire(join(root, 'web/package.json'))('fflate');
  const files = Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content, true)]);
  return (pattern) => files.filter(([name]) => pattern.test(name)).map(([, content]) => content);
}

export const tests = {
  'each measure stands in the cell that its icons give it, and leads to its part': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await board(page, server);
    const answer = await page.evaluate(async () => {
      const place = location.pathname.match(/\d+/)[0];
      return (await fetch(`/api/v1/places/${place}/board`)).json();
    });
    expect(answer.measures.length > 2, `${answer.measures.length} measures`);
    const columns = await page.locator('.matrix thead th').allTextContents();
    const column = { improvement: 'Improving', common: 'Varying as usual', concern: 'Getting worse', neither: 'Changed, neither good nor bad' };
    const row = { pass: 'Will meet its target', hit_or_miss: 'Meets it or misses it, by chance', fail: 'Will miss its target' };
    for (const { measure, drawing } of answer.measures) {
      const wanted = drawing.variation ? column[drawing.variation.split('_')[0]] : 'Too few values to tell';
      const line = page.locator('.matrix tbody tr').filter({ has: page.getByRole('rowheader', { name: row[drawing.assurance] ?? 'Not judged by a target' }) });
      const cell = line.locator('td').nth(columns.findIndex((name) => name.trim().endsWith(wanted)));
      expect(await cell.locator(`a[href="#measure-${measure.id}"]`).count() === 1, `${measure.name} is in ${wanted}, ${drawing.assurance}`);
    }
    const first = answer.measures[0];
    await page.locator(`.matrix a[href="#measure-${first.measure.id}"]`).focus();
    await page.keyboard.press('Enter');
    const part = page.getByRole('region', { name: `${first.measure.name}, ${first.home}`, exact: true });
    await part.getByRole('heading', { name: 'What next' }).waitFor();
    await part.getByText(first.next_step).waitFor();
    await page.waitForFunction((one) => Math.abs(document.getElementById(one).getBoundingClientRect().top) < innerHeight, `measure-${first.measure.id}`);
    await accessible(page);
    await fitsPhone(page);
    await accessible(page);
  },

  'printed, each measure has a page with its chart, and nothing of the way round': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await board(page, server);
    await page.waitForFunction(() => [...document.querySelectorAll('.measure .spc__plot')].every((one) => one.querySelector('svg')));
    const measures = await page.locator('.measure').count();
    await page.emulateMedia({ media: 'print' });
    expect(!await page.getByRole('link', { name: 'Back to the matrix' }).first().isVisible(), 'links back are left out');
    expect(!await page.getByRole('button', { name: 'Print', exact: true }).isVisible(), 'so are buttons');
    const tall = await page.locator('.measure .spc__plot svg').evaluateAll((all) => all.filter((one) => one.getBoundingClientRect().height > 100 && one.parentElement.getBoundingClientRect().height > 100).length);
    expect(tall === await page.locator('.measure .spc__plot').count(), `${tall} charts are on paper`);
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const pages = pdf.match(/\/Type\s*\/Page\b/g).length;
    expect(pages >= measures + 1 && pages <= measures + 3, `${pages} pages for ${measures} measures`);
  },

  'the workbook is the same bytes by the page and by the command line: a sheet and a chart for each measure, and no formula': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await board(page, server);
    const measures = await page.locator('.measure').count();
    const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Excel workbook' }).click()]);
    expect(/^Board of .*\.xlsx$/.test(saved.suggestedFilename()), saved.suggestedFilename());
    const bytes = readFileSync(await saved.path());
    const place = (await page.locator('h1').textContent()).replace(/^Board[:\s]*/, '').trim();
    const out = join(server.data, 'board.xlsx');
    execFileSync(program, ['board', place, '--data', server.data, '--as', director, '--out', out]);
    expect(bytes.equals(readFileSync(out)), 'the command line writes the same bytes');
    const of = unzipped(bytes);
    expect(of(/worksheets\/sheet\d+\.xml$/).length === measures + 1, 'a sheet for each measure');
    expect(of(/worksheets\/sheet\d+\.xml$/).every((sheet) => !sheet.includes('<f>')), 'no cell is a formula');
    const charts = of(/charts\/chart\d+\.xml$/).length;
    const told = of(/drawings\/drawing\d+\.xml$/).filter((drawing) => /descr="Control chart of [^"]{40,}"/.test(drawing)).length;
    expect(charts > 2 && told === charts, `${told} of ${charts} charts have an alternative text`);
  },

  'a Word document and slides have each chart as a vector, with its alternative text; their libraries come when they are asked for': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await board(page, server);
    const drawn = await page.locator('.measure .spc__plot').count();
    const before = seen.requests.length;
    const save = async (name) => {
      const [saved] = await Promise.all([page.waitForEvent('download', { timeout: 60_000 }), page.getByRole('button', { name }).click()]);
      return { of: unzipped(readFileSync(await saved.path())), called: saved.suggestedFilename() };
    };
    const word = await save('Word document');
    expect(word.called.endsWith('.docx') && seen.requests.length > before, `${word.called}, fetched when asked for`);
    expect(word.of(/media\/.*\.svg$/).length === drawn, `${word.of(/media\/.*\.svg$/).length} of ${drawn} charts are vectors`);
    expect(word.of(/document\.xml$/)[0].split('descr="Control chart of').length - 1 >= drawn, 'each has an alternative text');
    const slides = await save('PowerPoint slides');
    expect(slides.of(/slides\/slide\d+\.xml$/).length > drawn, 'a slide for each measure, and the matrix');
    expect(slides.of(/media\/.*\.svg$/).length === drawn, `${slides.of(/media\/.*\.svg$/).length} of ${drawn} charts are vectors`);
    expect(slides.of(/slides\/slide\d+\.xml$/).filter((one) => one.includes('descr="Control chart of')).length === drawn, 'each has an alternative text');
  },

  'a PDF is the same bytes by the page and by the command line: tagged, titled, numbered, with each chart as a vector that has its words': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await board(page, server);
    const drawn = await page.locator('.measure .spc__plot').count();
    const measures = await page.locator('.measure').count();
    const names = await page.locator('.measure h2').allTextContents();
    const [saved] = await Promise.all([page.waitForEvent('download', { timeout: 60_000 }), page.getByRole('button', { name: 'PDF', exact: true }).click()]);
    expect(/^Board of .*\.pdf$/.test(saved.suggestedFilename()), saved.suggestedFilename());
    const bytes = readFileSync(await saved.path());
    const place = (await page.locator('h1').textContent()).replace(/^Board[:\s]*/, '').trim();
    const out = join(server.data, 'board.pdf');
    execFileSync(program, ['board', place, '--data', server.data, '--as', director, '--out', out]);
    expect(bytes.equals(readFileSync(out)), 'the command line writes the same bytes');
    const pdf = readPdf(bytes);
    expect(pdf.title === `Board of ${place}`, pdf.title);
    expect(pdf.language === 'en-GB' && pdf.tagged, `in ${pdf.language}, ${pdf.tagged ? 'tagged' : 'not tagged'}`);
    expect(/^\d{8}000000$/.test(pdf.made), pdf.made);
    expect(['H1', 'H2', 'H3', 'Table', 'TH', 'Figure'].every((one) => pdf.tags.has(one)), [...pdf.tags].join(' '));
    const told = pdf.alternatives.filter((one) => /^Control chart of .{40,}/.test(one));
    expect(told.length === drawn, `${told.length} of ${drawn} charts have their words: ${pdf.alternatives.join('; ')}`);
    expect(pdf.pictures === 0, `${pdf.pictures} of its drawings are made of points`);
    expect(pdf.pages.length >= measures + 1 && pdf.pages.length <= measures + 3, `${pdf.pages.length} pages for ${measures} measures`);
    pdf.pages.forEach((words, at) => expect(words.includes(`${at + 1} of ${pdf.pages.length}`), `page ${at + 1} has no number: ${words.slice(-80)}`));
    for (const name of names) expect(pdf.text.includes(name.trim()), `${name} is not in: ${pdf.text.slice(0, 400)}`);
    expect(pdf.text.includes('What next') && !pdf.text.includes('Back to the matrix'), 'what next is on paper, and no link back');
  },

  'a PDF holds what its reader may see and no more': async ({ page, server, seen }) => {
    seen.allow.push(/401/, /404/);
    await signIn(page, server, 'regulator@demo.example', '/');
    const { pdf, board: shown } = await page.evaluate(async () => {
      const { places } = await (await fetch('/api/v1/places')).json();
      const of = `/api/v1/places/${places.find((one) => one.kind === 'system').id}`;
      const bytes = new Uint8Array(await (await fetch(`${of}/board.pdf`)).arrayBuffer());
      return { pdf: [...bytes], board: await (await fetch(`${of}/board`)).json() };
    });
    const { text, pages } = readPdf(Buffer.from(pdf));
    expect(pages.length >= shown.measures.length + 1, `${pages.length} pages for ${shown.measures.length} measures`);
    for (const { measure } of shown.measures) expect(text.includes(measure.name), `${measure.name} is missing`);
    expect(!text.includes('not published yet'), 'what is being prepared is not for a regulator');
  },

  'where the server has no Chromium, the page says so and what there is besides': async ({ page, server, seen }) => {
    seen.allow.push(/401/, /503/);
    await board(page, server);
    await page.route('**/board.pdf', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({
      status: 503, code: 'no-chromium', title: 'This machine has no Chromium to print with', detail: 'Until then the board can be printed from the browser, or taken as a workbook.' }) }));
    await page.getByRole('button', { name: 'PDF', exact: true }).click();
    await page.getByRole('alert').filter({ hasText: 'no Chromium to print with: Until then the board can be printed from the browser' }).waitFor();
    await page.getByRole('button', { name: 'PDF', exact: true }).waitFor();
    await accessible(page);
  },

  'for publication a figure that is hidden is a star in the chart, on the page and on paper': async ({ page, server, seen }) => {
    seen.allow.push(/401/);
    await board(page, server);
    await page.getByLabel(/For papers that are published/).check();
    await page.getByText('Made for publication.').waitFor();
    await page.getByText(/^\d+ measures?, values to \d+ \w+ \d{4}: which are changing/).waitFor();
    const id = page.url().match(/places\/(\d+)/)[1];
    const { measures } = await page.evaluate(async (place) => (await fetch(`/api/v1/places/${place}/board?figures=released`)).json(), id);
    const hidden = measures.find((one) => one.suppressed.length && one.drawing?.values.some((value) => value !== null));
    expect(hidden, 'the demonstration hides a figure');
    const stars = page.locator(`#measure-${hidden.measure.id} .spc__plot svg text`).filter({ hasText: '*' });
    await stars.first().waitFor();
    expect(await stars.count() === hidden.suppressed.length, `${await stars.count()} stars for ${hidden.suppressed.length} hidden figures`);
    const { text } = readPdf(Buffer.from(await page.evaluate(async (place) => [...new Uint8Array(await (await fetch(`/api/v1/places/${place}/board.pdf?figures=released`)).arrayBuffer())], id)));
    expect(text.includes('*'.repeat(hidden.suppressed.length)), 'the stars are on paper');
    expect(text.includes(', values to '), 'and so is the day');
  },
};
