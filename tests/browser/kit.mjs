// What browser tests need: a browser, a server, a way to sign in, axe, and an eye on what the page should never do.
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const root = process.env.TRIBUTARY_ROOT ?? join(dirname(fileURLToPath(import.meta.url)), '../..');
export const program = process.env.TRIBUTARY ?? join(root, 'build/dev/tributary');
const require = createRequire(join(root, 'web/package.json'));
const { chromium } = require('playwright-core');
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

// The master key of the tests' data lies in a folder of its own, not among one's own configuration.
process.env.XDG_CONFIG_HOME = mkdtempSync(join(tmpdir(), 'tributary-key-'));
process.once('exit', () => rmSync(process.env.XDG_CONFIG_HOME, { recursive: true, force: true }));

export function openBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
}

async function freePort() {
  return new Promise((found, failed) => {
    const probe = createServer().on('error', failed).listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}

/** The program with a fresh database and the demonstration, on a port of its own. */
export async function startServer() {
  const data = mkdtempSync(join(tmpdir(), 'tributary-browser-'));
  await promisify(execFile)(program, ['init', '--demo', '--data', data]);
  return serve(data);
}

/** The program with the database of that folder, which goes when it stops. */
export async function serve(data) {
  const port = await freePort();
  const child = spawn(program, ['serve', '--data', data, '--port', String(port)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stdout.on('data', (text) => { log += text; });
  child.stderr.on('data', (text) => { log += text; });
  const ended = new Promise((done) => child.once('exit', done));
  const address = `http://127.0.0.1:${port}`;
  for (let tries = 0; ; tries++) {
    try {
      await fetch(`${address}/api/v1/openapi.yaml`);
      break;
    } catch (error) {
      if (tries > 100 || child.exitCode !== null) throw new Error(`no answer at ${address}: ${error.message}\n${log}`);
      await new Promise((wait) => setTimeout(wait, 50));
    }
  }
  return {
    address, data, log: () => log,

    async stop() {
      child.kill('SIGTERM');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** Notes what no page of ours may do. `allow` lets a test expect an error that it provokes. */
export function watch(page, address) {
  const seen = { wrong: [], allow: [], requests: [] };
  const allowed = (text) => seen.allow.some((pattern) => pattern.test(text));
  page.on('console', (message) => {
    if (message.type() === 'error' && !allowed(message.text())) seen.wrong.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => seen.wrong.push(`the page broke: ${error.message}`));
  page.on('request', (request) => {
    seen.requests.push(request.url());
    if (!request.url().startsWith(address) && !/^(data|blob|about):/.test(request.url())) seen.wrong.push(`asked another host: ${request.url()}`);
  });
  return seen;
}

/** Of every account of the demonstration; 'serve' prints them. */
export const password = 'demonstration only';

export async function signIn(page, server, email, to = '/') {
  await page.goto(`${server.address}/sign-in?next=${encodeURIComponent(to)}`);
  await page.getByLabel('Email address').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

/** Waits for the answer: whoever goes elsewhere at once may take the question back. */
export async function signOut(page) {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('You have signed out.').first().waitFor();
}

/** No accessibility violation that axe can find (WCAG 2.2 AA and its best practices). */
export async function accessible(page) {
  const look = async () => {
    await page.locator('h1').first().waitFor(); // of a page that is still on its way nothing can be said
    await page.evaluate(axeSource);
    return page.evaluate(async () => (await globalThis.axe.run(document, { resultTypes: ['violations'] })).violations
      .map((one) => `${one.id}: ${one.help}\n  ${one.nodes.slice(0, 4).map((node) => `${node.html.slice(0, 160)} ${node.any[0]?.message ?? ''}`).join('\n  ')}`));
  };
  let found = await look();
  if (found.some((one) => one.startsWith('page-has-heading-one'))) found = await look(); // it was read anew in between
  if (found.length) throw new Error(`axe at ${page.url()}\n${found.join('\n')}`);
}

/** Nothing hangs over the side of a phone. */
export async function fitsPhone(page) {
  await page.setViewportSize({ width: 375, height: 760 });
  await page.waitForTimeout(150);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (over > 0) throw new Error(`${page.url()} is ${over} pixels wider than a phone`);
}

export function expect(condition, words) {
  if (!condition) throw new Error(words);
}

/** Puts cells on the clipboard's way into the focused box, as Ctrl+V does. */
export async function paste(page, text) {
  await page.evaluate((cells) => {
    const box = document.activeElement;
    const data = new DataTransfer();
    data.setData('text/plain', cells);
    if (box.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))) document.execCommand('insertText', false, cells);
  }, text);
}

/** Twenty-four weeks of falls, as Excel copies them: fewer from the fifteenth on. */
export const sheet = ['Week\tFalls', ...[12, 9, 11, 14, 10, 8, 13, 11, 9, 12, 10, 13, 11, 12, 6, 7, 5, 8, 6, 7, 4, 6, 7, 5].map((value, index) => {
  const day = new Date(Date.UTC(2025, 0, 6 + index * 7));
  return `${String(day.getUTCDate()).padStart(2, '0')}/${String(day.getUTCMonth() + 1).padStart(2, '0')}/${day.getUTCFullYear()}\t${value}`;
})].join('\n');
