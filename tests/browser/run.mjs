// Runs every *.test.mjs here, or those whose names hold a word of the arguments.
//
// Each file has a server of its own with a fresh database (the demonstration in it), so that files do not disturb one another;
// each test has a browser context of its own. Whatever a test is about, it also fails when the page writes an error to the
// console, asks another host for anything, or breaks.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { openBrowser, startServer, watch } from './kit.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const wanted = process.argv.slice(2);
const files = readdirSync(here).filter((name) => name.endsWith('.test.mjs')).sort();

let passed = 0;
let failed = 0;
const browser = await openBrowser();

async function runTest(name, test, server, say) {
  const began = Date.now();
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', timezoneId: 'Europe/London' });
  context.setDefaultTimeout(30_000); // only ever waited for where something is broken: a slow machine is not
  const page = await context.newPage();
  const seen = watch(page, server.address);
  try {
    await test({ page, context, server, seen });
    if (seen.wrong.length) throw new Error(seen.wrong.join('\n'));
    passed++;
    say(`  ok  ${name} (${Date.now() - began} ms)`);
  } catch (error) {
    failed++;
    say(`  FAILED: ${name}\n${String(error.stack ?? error).replace(/^/gm, '      ')}`);
    if (seen.wrong.length) say(seen.wrong.map((line) => `      ${line}`).join('\n'));
    if (process.env.TRIBUTARY_SHOTS) await page.screenshot({ path: join(process.env.TRIBUTARY_SHOTS, `failed-${failed}.png`), fullPage: true }).catch(() => {});
  }
  await context.close();
}

async function runFile(file) {
  const { tests } = await import(pathToFileURL(join(here, file)));
  const chosen = Object.entries(tests).filter(([name]) => wanted.length === 0 || wanted.some((word) => `${file} ${name}`.includes(word)));
  if (chosen.length === 0) return;
  const lines = [file];
  const say = (line) => lines.push(line);
  try {
    const server = await startServer();
    for (const [name, test] of chosen) await runTest(name, test, server, say);
    await server.stop();
  } catch (error) {
    failed += chosen.length;
    say(`  FAILED: the server did not start: ${error.message}`);
  }
  console.log(lines.join('\n'));
}

// Two files at a time: while one page waits for its server the other has the machine.
async function work() {
  for (let file = files.shift(); file; file = files.shift()) await runFile(file);
}
await Promise.all([work(), work()]);
await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
