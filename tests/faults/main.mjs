// What happens when the world breaks.
import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client, password } from '../api/lib/client.mjs';
import { close, must, skip, test } from '../api/lib/count.mjs';
import { command, freePort, freshFolder, mustCommand, program, serve } from '../api/lib/server.mjs';

const kills = 50;
const writers = 4;

async function placeWithLead() {
  const data = freshFolder();
  await mustCommand(['init', '--data', data, '--place', 'Greater Testing']);
  await mustCommand(['user', 'add', '--data', data, '--email', 'lead@tests.example', '--name', 'System lead'], { input: `${password}\n` });
  await mustCommand(['user', 'grant', '--data', data, '--email', 'lead@tests.example', '--role', 'system_lead', '--place', 'Greater Testing']);
  return data;
}

function lookAt(data) {
  const child = spawn('python3', [join(import.meta.dirname, 'look.py'), join(data, 'tributary.db')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    ask: async (ask, of) => {
      child.stdin.write(`${JSON.stringify({ ask, of })}\n`);
      const { value, done } = await lines.next();
      must(!done, 'the database could not be looked at');
      return JSON.parse(value);
    },
    end: () => child.stdin.end(),
  };
}

// What a writer does: [the request, how to see in the database that it was kept].
let number = 0;
const writes = [
  () => {
    const name = `Organisation ${(number += 1)}`;
    return {
      method: 'POST', path: '/api/v1/organisations',
      body: { kind: 'nhs', name, illustrative: true, codes: [{ scheme: 'TEST', value: name }], serves: [{ place_id: 1 }] },
      kept: ['SELECT 1 FROM organisation o JOIN code c ON c.organisation_id = o.id JOIN organisation_place p ON p.organisation_id = o.id WHERE o.name = ?', [name]],
    };
  },
  () => {
    const value = (number += 1);
    const on = new Date(Date.UTC(1990, 0, 1 + value)).toISOString().slice(0, 10);
    return {
      method: 'POST', path: '/api/v1/measures/1/observations', body: { observations: [{ on, value }] },
      kept: ['SELECT 1 FROM observation o JOIN import i ON i.id = o.import_id WHERE o.measure_id = 1 AND o.on_date = ? AND o.value = ? AND i.observations = 1', [on, value]],
    };
  },
  () => {
    const name = `Project ${(number += 1)}`;
    return {
      method: 'POST', path: '/api/v1/projects',
      body: { name, new_team: { organisation_id: 1, name }, place_id: 1, aim: 'To be there after the kill', origin: 'own_idea', serves_none: true },
      kept: ["SELECT 1 FROM project p JOIN team t ON t.id = p.team_id AND t.name = p.name JOIN role_grant g ON g.project_id = p.id AND g.role = 'project_lead' WHERE p.name = ?", [name]],
    };
  },
  () => {
    const name = `Sheet ${(number += 1)}`;
    return {
      method: 'POST', path: '/api/v1/imports', body: { text: `Month\t${name}\nJan-25\t1\nFeb-25\t2\nMar-25\t3\n`, place_id: 1 },
      kept: ['SELECT 1 FROM measure m WHERE m.name = ? AND (SELECT count(*) FROM observation o WHERE o.measure_id = m.id) = 3', [name]],
    };
  },
];

// What the writes above need to be there.
async function prepare(client) {
  await client.send('POST', '/api/v1/organisations', { body: { kind: 'nhs', name: 'First', illustrative: true, serves: [{ place_id: 1 }] } });
  await client.send('POST', '/api/v1/measures', { body: { place_id: 1, name: 'Killed amid', kind: 'outcome', direction: 'down', interval: 'day' } });
}

// Writes until the server is gone. A write counts from the moment that its 2xx was read.
async function writeOn(client, acknowledged, first) {
  for (let i = first; ; i += 1) {
    const { method, path, body, kept } = writes[i % writes.length]();
    let response;
    try {
      response = await client.raw(method, path, { headers: client.headers(method, { 'Content-Type': 'application/json' }), body: JSON.stringify(body) });
    } catch {
      return;  // the kill came first: it may be there or not
    }
    must(response.status >= 200 && response.status < 300, `${method} ${path} answered ${response.status}: ${response.text}`);
    acknowledged.push(kept);
  }
}

async function killAmidWrites() {
  const data = await placeWithLead();
  const port = await freePort();
  const acknowledged = [];
  let session, look, restarts = 0;
  await test(`${kills} kills amid writes: each time the server starts again, whole`, async () => {
    for (let round = 0; round < kills; round += 1) {
      const server = await serve(data, port);
      restarts += round > 0 ? 1 : 0;
      const client = new Client(server, undefined, { email: 'lead@tests.example' });
      if (session) Object.assign(client, session);
      else { await client.signIn(); await prepare(client); session = { cookie: client.cookie, csrf: client.csrf, id: client.id }; }
      look ??= lookAt(data);
      const before = acknowledged.length;
      const all = Promise.all(Array.from({ length: writers }, (_, i) => writeOn(client, acknowledged, i)));
      all.catch(() => {});
      // At a moment of its own each time, and never before the stream flows.
      const patience = Date.now() + 10_000;
      while (acknowledged.length < before + 3 && Date.now() < patience) await new Promise((on) => setTimeout(on, 2));
      must(acknowledged.length > before, 'nothing was written before the kill');
      await new Promise((on) => setTimeout(on, (round * 7) % 60));
      await server.stop('SIGKILL');
      await all;
      const complaints = await look.ask('integrity');
      must(complaints.length === 0, `after kill ${round + 1}: ${complaints.slice(0, 5).join('; ')}`);
    }
  });
  await test('no kill leaves half of an import', async () => {
    const halves = await look.ask('halves');
    must(halves.length === 0, `these say more or fewer observations than they have: ${halves.join(', ')}`);
  });
  await test('every acknowledged write is there', async () => {
    const server = await serve(data, port);
    const lost = await look.ask('missing', acknowledged);
    await server.stop();
    must(acknowledged.length >= kills * 3, `only ${acknowledged.length} writes were acknowledged`);
    must(lost.length === 0, `${lost.length} of ${acknowledged.length} are lost: ${JSON.stringify(lost.slice(0, 3))}`);
    console.log(`${acknowledged.length} acknowledged writes over ${kills} kills, none lost`);
  });
  look?.end();
}

async function commandsBesideServer() {
  const data = await placeWithLead();
  const server = await serve(data);
  const client = await new Client(server, undefined, { email: 'lead@tests.example' }).signIn();
  await test('commands that write and a server that writes do not get in each other\'s way', async () => {
    let writing = true;
    const stream = (async () => {
      const statuses = [];
      while (writing) {
        const { method, path, body } = writes[0]();
        statuses.push((await client.send(method, path, { body })).status);
      }
      return statuses;
    })();
    const commands = await Promise.all(Array.from({ length: 6 }, (_, i) =>
      command(['user', 'add', '--data', data, '--email', `beside.${i}@tests.example`, '--name', `Beside ${i}`, '--no-password'])));
    writing = false;
    const statuses = await stream;
    for (const one of commands) must(one.status === 0, one.err);
    must(statuses.length > 0 && statuses.every((one) => one === 201), `answers: ${[...new Set(statuses)].join(', ')}`);
  });
  await test('a command says on one line what is wrong, and exits with 2', async () => {
    const { status, out, err } = await command(['user', 'add', '--data', data, '--email', 'beside.0@tests.example', '--name', 'Again', '--no-password']);
    must(status === 2 && out === '' && err.trim().split('\n').length === 1, `${status}: ${out}${err}`);
  });
  await test('a port that is taken is named, with what to do', async () => {
    const other = join(freshFolder(), 'other');
    await mustCommand(['init', '--data', other]);
    const { status, err } = await command(['serve', '--data', other, '--port', String(server.port)]);
    must(status === 2, `it ended with ${status}`);
    must(err.includes(String(server.port)) && err.includes('--port'), err);
  });
  await test('a second server of one data folder is refused, and says which', async () => {
    const { status, err } = await command(['serve', '--data', data, '--port', String(await freePort())]);
    must(status === 2, `it ended with ${status}`);
    must(err.includes(data) && err.includes('--data'), err);
  });
  await server.stop();
}

async function dataThatAreNotOurs() {
  const refuses = (sentence, args, ...words) => test(sentence, async () => {
    const { status, err } = await command(args);
    must(status === 2, `it ended with ${status}: ${err}`);
    must(err.trim().split('\n').length === 1, `it is not one line: ${err}`);
    for (const word of words) must(err.includes(word), `"${word}" is missing: ${err}`);
  });
  const folder = freshFolder();
  mkdirSync(join(folder, 'broken'), { recursive: true });
  writeFileSync(join(folder, 'broken/tributary.db'), 'this is no database, though it is longer than a header of one would be '.repeat(20));
  writeFileSync(join(folder, 'file'), '');
  await refuses('a folder without data is named, with the command that makes them', ['serve', '--data', join(folder, 'none')], join(folder, 'none'), 'tributary init');
  await refuses('a file that is no database is named', ['serve', '--data', join(folder, 'broken')], 'tributary.db');
  await refuses('a folder that cannot be made is named', ['init', '--data', join(folder, 'file/data')], join(folder, 'file/data'), '--data');
  await refuses('a folder that cannot be written is named', ['init', '--data', '/proc/tributary'], '/proc/tributary', '--data');

  const made = join(folder, 'made');
  await mustCommand(['init', '--data', made]);
  await refuses('an existing database is never made anew', ['init', '--data', made], 'tributary.db');
  const newer = spawn('python3', ['-c', 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute("PRAGMA user_version = 9999")', join(made, 'tributary.db')]);
  await new Promise((done) => newer.once('close', done));
  await refuses('data of a newer program are left alone', ['serve', '--data', made], '9999');
}

// The key to the texts: without it nothing starts, and nothing is changed.
async function keys() {
  const data = await placeWithLead();
  const folder = mkdtempSync(join(tmpdir(), 'tributary-keys-'));
  const usual = join(process.env.XDG_CONFIG_HOME, 'tributary/master.key');
  const refuses = (sentence, args, ...words) => test(sentence, async () => {
    const { status, err } = await command(['serve', '--data', data, '--port', String(await freePort()), ...args]);
    must(status === 2 && err.trim().split('\n').length === 1, `it ended with ${status}: ${err}`);
    for (const word of words) must(err.includes(word), `"${word}" is missing: ${err}`);
  });
  const key = join(folder, 'another.key'), open = join(folder, 'open.key'), next = join(folder, 'next.key');
  await mustCommand(['init', '--data', join(folder, 'data'), '--master-key', key]);
  copyFileSync(usual, open);
  chmodSync(open, 0o644);
  await refuses('a key that is gone is asked for, by its place', ['--master-key', join(folder, 'none.key')], join(folder, 'none.key'), '--master-key');
  await test('and none is made in its place', () => must(!existsSync(join(folder, 'none.key')), 'it was made'));
  await refuses("the key of other data is refused", ['--master-key', key], key, '--master-key');
  await refuses('a key that others may read is refused, with the command that mends it', ['--master-key', open], `chmod 600 ${open}`);
  await refuses('a key among the data is refused', ['--master-key', join(data, 'master.key')], join(data, 'master.key'), '--master-key');

  const server = await serve(data);
  const client = await new Client(server, undefined, { email: 'lead@tests.example' }).signIn();
  await client.send('POST', '/api/v1/organisations', { body: { kind: 'nhs', name: 'First', illustrative: true, serves: [{ place_id: 1 }] } });
  const made = await client.send('POST', '/api/v1/projects', { body: { name: 'Keys', new_team: { organisation_id: 1, name: 'Keys' }, place_id: 1, aim: 'That words outlast their key', origin: 'own_idea', serves_none: true } });
  const said = await client.send('POST', `/api/v1/projects/${made.json.id}/comments`, { body: { body: 'Said before the key was turned' } });
  must(said.status === 201, said.text);
  await test('another key waits until no server runs', async () => {
    const { status, err } = await command(['key', 'rotate', '--data', data, '--new-master-key', next]);
    must(status === 2 && err.includes(data), err);
  });
  await server.stop('SIGKILL');
  await test('then it takes over, and what was written before is read', async () => {
    const out = await mustCommand(['key', 'rotate', '--data', data, '--new-master-key', next]);
    must(out.includes(next) && out.includes('1 text'), out);
    const again = await serve(data, undefined, ['--master-key', next]);
    const reader = await new Client(again, undefined, { email: 'lead@tests.example' }).signIn();
    const read = await reader.send('GET', `/api/v1/projects/${made.json.id}/comments`);
    must(read.text.includes('Said before the key was turned'), read.text);
    await again.stop();
  });
  await refuses('and the old one no longer fits', [], usual);
  rmSync(folder, { recursive: true });
}

// The disk fills up: no file of the process may grow beyond a limit, as no file can on a full disk.
async function fullDisk() {
  const data = await placeWithLead();
  const port = await freePort();
  const child = spawn('bash', ['-c', 'trap "" XFSZ; ulimit -f 1200; exec "$@"', 'bash', program, 'serve', '--data', data, '--port', String(port)], { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stdout.on('data', (bytes) => (log += bytes));
  child.stderr.on('data', (bytes) => (log += bytes));
  const ended = new Promise((done) => child.once('close', done));
  for (let i = 0; i < 200 && !log.includes('Tributary is at'); i += 1) await new Promise((on) => setTimeout(on, 20));
  const client = await new Client({ port }, undefined, { email: 'lead@tests.example' }).signIn();
  const acknowledged = [];
  let refusal;
  await test('on a full disk a write is refused with the reason, and the server goes on reading', async () => {
    for (let i = 0; i < 20_000 && !refusal; i += 1) {
      const { method, path, body, kept } = writes[0]();
      const response = await client.send(method, path, { body: { ...body, source: 'x'.repeat(2_000) } });
      if (response.status === 201) acknowledged.push(kept);
      else refusal = response;
    }
    must(refusal, 'the disk never filled up');
    must(refusal.status === 503 && refusal.json.code === 'storage-failed', `${refusal.status}: ${refusal.text}`);
    must(!/sqlite|soci/i.test(refusal.text), `it shows our insides: ${refusal.text}`);
    const reading = await client.send('GET', '/api/v1/places');
    must(reading.status === 200, `reading answers ${reading.status}: ${reading.text}`);
  });
  child.kill('SIGTERM');
  await ended;
  await test('with room again, everything acknowledged is there and writing goes on', async () => {
    const server = await serve(data, port);
    const again = Object.assign(new Client(server), { cookie: client.cookie, csrf: client.csrf });
    const { method, path, body } = writes[0]();
    const response = await again.send(method, path, { body });
    must(response.status === 201, response.text);
    const look = lookAt(data);
    must((await look.ask('integrity')).length === 0, 'the database is damaged');
    const lost = await look.ask('missing', acknowledged);
    look.end();
    await server.stop();
    must(lost.length === 0, `${lost.length} of ${acknowledged.length} are lost`);
  });
}

async function clientsThatGoAway() {
  const data = await placeWithLead();
  const server = await serve(data);
  await test('clients that hang up in the middle of anything harm nobody else', async () => {
    const { connect } = await import('node:net');
    const half = ['GET /api/v1/places HTTP/1.1\r\n', 'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"email"', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n', '\0\0\0\0', 'POST /api/v1/session HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'];
    await Promise.all(Array.from({ length: 100 }, (_, i) => new Promise((done) => {
      const socket = connect(server.port, '127.0.0.1', () => { socket.write(half[i % half.length]); setTimeout(() => { socket.destroy(); done(); }, i % 20); });
      socket.on('error', () => done());
    })));
    const client = await new Client(server, undefined, { email: 'lead@tests.example' }).signIn();
    must((await client.send('GET', '/api/v1/session')).status === 200, 'the server no longer answers');
  });
  await test('told to end, the server finishes what it has begun', async () => {
    const client = await new Client(server, undefined, { email: 'lead@tests.example' }).signIn();
    const requests = Array.from({ length: 8 }, () => client.send('POST', '/api/v1/session', { body: { email: 'lead@tests.example', password } }).then((one) => one.status, () => 'hung up'));
    await new Promise((on) => setTimeout(on, 40));
    const { code } = await server.stop('SIGTERM');
    const answers = await Promise.all(requests);
    must(code === 0, `it ended with ${code}: ${server.log}`);
    must(answers.some((one) => one === 201), `no request was finished: ${answers.join(', ')}`);
  });
}

// A computation that the server's death cut short goes on, and comes to the same bytes as one that nothing cut.
async function killAmidRun() {
  const data = await placeWithLead();
  const port = await freePort();
  const question = { scenarios: [{ scenario: 'base' }, { levels: { beds: 96 } }], replications: 10000, seed: 7, by: 'month', sure: true };
  const signedIn = (server) => new Client(server, undefined, { email: 'lead@tests.example' }).signIn();
  const until = async (client, path, there) => {
    for (const patience = Date.now() + 120_000; ;) {
      const { json } = await client.send('GET', path);
      if (there(json)) return json;
      must(Date.now() < patience, () => `${path} stays ${JSON.stringify(json).slice(0, 300)}`);
      await new Promise((on) => setTimeout(on, 50));
    }
  };
  await test('a run that a kill cut short goes on from what is done, to the same bytes', async () => {
    let server = await serve(data, port);
    let client = await signedIn(server);
    const model = (await client.send('POST', '/api/v1/places/1/flow-models', { body: { shipped: 'mental-health-beds' } })).json;
    const begun = (await client.send('POST', `/api/v1/flow-models/${model.id}/runs`, { body: question })).json;
    const look = lookAt(data);
    const kept = async () => (await look.ask('missing', [['SELECT 1 FROM flow_run_replication WHERE run_id = ?', [begun.run_id]]])).length === 0;
    for (const patience = Date.now() + 60_000; !(await kept()); ) {
      must(Date.now() < patience, 'no replication was kept');
      await new Promise((on) => setTimeout(on, 20));
    }
    await server.stop('SIGKILL');
    server = await serve(data, port);
    client = await signedIn(server);
    const job = await until(client, `/api/v1/jobs/${begun.job_id}`, (one) => one.state === 'done' || one.state === 'failed');
    must(job.state === 'done', () => `it ended as ${JSON.stringify(job)}`);
    const after = (await client.send('GET', `/api/v1/flow-runs/${begun.run_id}`)).json;
    const whole = (await client.send('POST', `/api/v1/flow-models/${model.id}/runs`, { body: question })).json;
    const at_once = await until(client, `/api/v1/flow-runs/${whole.run_id}`, (one) => one.state === 'done');
    must(after.result_hash === at_once.result_hash, 'the two runs differ');
    look.end();
    await server.stop();
  });
}

await killAmidWrites();
await killAmidRun();
await commandsBesideServer();
await dataThatAreNotOurs();
await keys();
await fullDisk();
await clientsThatGoAway();
close();
process.exit();
