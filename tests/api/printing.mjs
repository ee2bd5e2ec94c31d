// Printing a board where it can't be: without a browser, with one that fails or hangs, while others print, and as the server ends.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, password } from './lib/client.mjs';
import { must, test } from './lib/count.mjs';
import { command, freshFolder, mustCommand, program, serve } from './lib/server.mjs';

const browser = (name) => join(import.meta.dirname, 'lib', name);
const email = 'director@tests.example';
const place = 'Northshire';

// Those of the machine's processes whose command holds that word.
function running(word) {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).filter((name) => {
    try { return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(word); } catch { return false; }
  });
}
const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith('tributary-print-'));
async function until(holds, what) {
  for (let tries = 0; tries < 200; tries++) {
    if (holds()) return;
    await new Promise((wait) => setTimeout(wait, 50));
  }
  must(false, `it took too long until ${what}`);
}

export async function testPrinting(contract) {
  const before = process.env.TMPDIR;
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'tributary-printing-'));  // others may print on this machine too
  try {
    await printing(contract, freshFolder());
  } finally {
    rmSync(process.env.TMPDIR, { recursive: true, force: true });
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
}

async function printing(contract, data) {
  await mustCommand(['init', '--data', data, '--place', place]);
  await mustCommand(['user', 'add', '--data', data, '--email', email, '--name', 'director'], { input: `${password}\n` });
  await mustCommand(['user', 'grant', '--data', data, '--email', email, '--role', 'executive', '--place', place]);

  const withBrowser = async (name, look) => {
    const server = await serve(data, undefined, ['--chromium', name]);
    try {
      const client = await new Client(server, contract, { email }).signIn();
      const id = (await client.send('GET', '/api/v1/places')).json.places[0].id;
      await look(server, () => client.send('GET', `/api/v1/places/${id}/board.pdf`));
    } finally {
      if (server.child.exitCode === null) await server.stop();
    }
  };

  await test('without a Chromium it says so, what would mend it, and what else there is', () => withBrowser('/nowhere/chromium', async (_, print) => {
    const answer = await print();
    must(answer.status === 503 && answer.json.code === 'no-chromium', answer.text);
    for (const words of ['/nowhere/chromium', '--chromium FILE', 'printed from the browser', 'workbook']) must(answer.text.includes(words), `no "${words}" in ${answer.text}`);
  }));

  await test('the same board has the same bytes a second later', () => withBrowser(browser('browser-of-paper'), async (_, print) => {
    const first = await print();
    await new Promise((wait) => setTimeout(wait, 1100));
    const second = await print();
    must(first.status === 200 && first.headers['content-type'] === 'application/pdf', first.text);
    must(first.text === second.text && first.text.includes('/CreationDate (D:20000101000000'), `${first.text.slice(0, 200)}\n${second.text.slice(0, 200)}`);
  }));

  await test('a Chromium that ends without a PDF is told of, in the log with its own words', () => withBrowser(browser('browser-that-fails'), async (server, print) => {
    const answer = await print();
    must(answer.status === 503 && answer.json.code === 'print-failed' && answer.text.includes('ended with 3'), answer.text);
    must(server.log.includes('it would not'), server.log);
    must(!answer.text.includes('it would not'), 'its words are for who looks after the machine');
  }));

  await test('a third who prints meanwhile is asked to come again, and a server that ends takes the printing with it', () => withBrowser(browser('browser-that-hangs'), async (server, print) => {
    const first = [print(), print()].map((each) => each.catch((error) => ({ status: 0, text: String(error), json: {} })));
    await until(() => running(browser('browser-that-hangs')).filter((pid) => pid !== String(server.child.pid)).length >= 2, 'two print');
    const third = await print();
    must(third.status === 503 && third.json.code === 'printing-busy', third.text);
    const { code } = await server.stop();
    must(code === 0, `the server ended with ${code}`);
    for (const answer of await Promise.all(first)) must(answer.status === 503 && answer.json.code === 'printing-stopped', answer.text);
    must(running(browser('browser-that-hangs')).length === 0, 'a browser is left');
    must(folders().length === 0, 'a folder is left');
  }));

  await test('a server that is killed on the spot leaves no browser running, and its folder to the next one, which sweeps it', () => withBrowser(browser('browser-that-hangs'), async (server, print) => {
    const lost = print().catch(() => 'lost');
    await until(() => running(browser('browser-that-hangs')).some((pid) => pid !== String(server.child.pid)), 'it prints');
    await server.stop('SIGKILL');
    must(await lost === 'lost', 'nobody answered');
    await until(() => running(browser('browser-that-hangs')).length === 0, 'the browser is gone');
    must(folders().length === 1, 'its folder is left');
    await withBrowser(browser('browser-of-paper'), async () => { must(folders().length === 0, 'the next server sweeps it'); });
  }));

  const out = join(data, '..', 'board.pdf');
  const board = (name, to = out) => ['board', place, '--data', data, '--as', email, '--out', to, '--chromium', name];

  await test('the command line writes what the server sends, and says why where it can not', async () => {
    let sent = '';
    await withBrowser(browser('browser-of-paper'), async (_, print) => { sent = (await print()).text; });
    await mustCommand(board(browser('browser-of-paper')));
    must(readFileSync(out, 'utf8') === sent, 'other bytes');
    rmSync(out);
    for (const [args, words] of [[board('/nowhere/chromium'), 'This machine has no Chromium to print with'], [board('no-such-browser'), 'no-such-browser'], [board(browser('browser-that-fails')), 'ended with 3'], [board('/bin/true'), '/bin/true ended with 0 and left no PDF, without a word'],
      [board('chromium', join(data, 'board.txt')), 'neither with .xlsx']]) {
      const { status, err } = await command(args);
      must(status === 2 && err.includes(words) && !err.includes('server'), `${status}: ${err}`);
    }
    must(!existsSync(out), 'a file was written');
  });

  await test('Ctrl-C ends the command, its browser and its folder', async () => {
    const child = spawn(program, board(browser('browser-that-hangs')), { stdio: 'ignore' });
    const ended = new Promise((done) => child.once('close', (code) => done(code)));
    await until(() => running(browser('browser-that-hangs')).some((pid) => pid !== String(child.pid)), 'it prints');
    child.kill('SIGINT');
    must(await ended === 130, `it ended with ${await ended}`);
    must(running(browser('browser-that-hangs')).length === 0 && folders().length === 0, 'something is left');
  });
}
