// The walk over the policy table: a real person in each relation tries the real route for each kind of thing, and gets what
// the table says. What is kept indoors is marked, and the mark is looked for in everything that an outsider was answered and
// in the server's log, and in the files that it keeps.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { must, test } from './lib/count.mjs';
import { root } from './lib/server.mjs';
import { fill, runStep } from './lib/table.mjs';

// What marks a text that is kept indoors, and who is.
const marks = {
  'INDOORS-7f3a9c': new Set(['member', 'partner', 'lead', 'mentor', 'newcomer']),
  'PLACE-INDOORS-1c5d': new Set(['locality_lead']),
};
const [mark] = Object.keys(marks);

// The table, as the reference page prints it from services::rules(); a unit test keeps the two alike.
export function readPolicy() {
  const page = readFileSync(join(root, 'docs/guide/reference/policy.md'), 'utf8');
  const cells = (line) => line.split('|').slice(1, -1).map((one) => one.trim());
  const words = (cell) => (cell === 'nobody' ? [] : cell.split(', '));
  return page.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| ---')).slice(1).map(cells)
    .map(([name, readers, writers]) => ({ name, readers: words(readers), writers: words(writers) }));
}

// The relations in which that person stands to a thing of the walk.
function relationsOf(name, roles, row) {
  const all = new Set([...roles, 'anyone', 'anyone signed in']);
  if (name !== 'regulator') all.add('anyone signed in but regulators');
  if (row.by === name) all.add('its author');
  if (row.member === name) all.add('member of the group');
  return all;
}

export async function testPolicy(world) {
  const table = parse(readFileSync(join(import.meta.dirname, 'policy.yaml'), 'utf8'));
  const rules = readPolicy();
  const kept = { ...world.kept };
  let n = 1000;

  await test('the reference page has the policy table', () => must(rules.length > 20, `it has ${rules.length} rows`));
  await test('every row of the policy is walked', () => {
    const missing = rules.filter((one) => !table.rows[one.name]).map((one) => one.name);
    const extra = Object.keys(table.rows).filter((one) => !rules.some((rule) => rule.name === one));
    must(missing.length === 0 && extra.length === 0, `policy.yaml lacks: ${missing.join('; ')}. It has in excess: ${extra.join('; ')}`);
  });

  for (const step of table.world) await test(`policy: ${step.it}`, () => runStep(step, world, kept));

  const refused = (response) => [401, 403, 404].includes(response.status);
  const step = (one) => runStep(one, world, kept);

  // Who may not read it changes nothing about it either, on any other route.
  async function isRefused(name, client, row) {
    for (const other of row.also_refused ?? []) {
      const [method, path] = fill(other.do, kept).split(' ');
      const response = await client.send(method, path, { body: fill(other.body, kept), headers: other.if_match ? { 'If-Match': other.if_match } : {} });
      must(refused(response), () => `${name} is not refused ${other.do}: ${response.status} ${response.text.slice(0, 300)}`);
    }
  }

  async function triesToRead(name, row, allowed) {
    const client = await world.client(name);
    const [method, path] = fill(row.read.do, kept).split(' ');
    const response = await client.send(method, path);
    const reads = response.status === 200 && (!row.read.shows || response.text.includes(row.read.shows));
    must(reads === allowed, () => `${name} ${reads ? 'reads it, and must not' : 'cannot read it'}: ${response.status} ${response.text.slice(0, 300)}`);
    must(reads || refused(response) || response.status === 200, () => `${name} is answered ${response.status}: ${response.text.slice(0, 300)}`);
    if (!allowed)
      for (const other of row.also_hidden_from ?? []) {
        const elsewhere = await client.send('GET', fill(other, kept).split(' ')[1]);
        const shown = row.hides ?? row.read.shows;
        must(!elsewhere.text.includes(shown), () => `${name} is shown it by ${other}: …${elsewhere.text.slice(Math.max(0, elsewhere.text.indexOf(shown) - 200)).slice(0, 400)}…`);
      }
    if (!allowed) await isRefused(name, client, row);
  }

  async function triesToWrite(name, row, allowed) {
    kept.n = n += 1;
    for (const one of row.before ?? []) await step(one);
    const client = await world.client(name);
    const [method, path] = fill(row.write.do, kept).split(' ');
    const version = row.write.if_match && fill(row.write.if_match, kept);
    const headers = version ? { 'If-Match': `"${version.version}"` } : {};
    const response = await client.send(method, path, { body: fill(row.write.body, kept), headers });
    const written = response.status < 300;
    if (written && row.write.keep) kept[row.write.keep] = response.json;
    for (const one of [...(written ? row.after ?? [] : []), ...(row.always_after ?? [])]) await step(one);
    must(written === allowed, () => `${name} ${written ? 'writes it, and must not' : 'cannot write it'}: ${response.status} ${response.text.slice(0, 300)}`);
    // A rule may stand before the policy's (nobody changes what is locked), and is a refusal as good.
    must(written || refused(response) || (row.name !== undefined && response.status === 409), () => `${name} is answered ${response.status}: ${response.text.slice(0, 300)}`);
  }

  // Whoever starts a project does such work from then on, which another row asks about: so that one comes last.
  const last = (rule) => (table.rows[rule.name]?.last ? 1 : 0);
  for (const rule of [...rules].sort((a, b) => last(a) - last(b))) {
    const row = table.rows[rule.name];
    if (!row) continue;
    row.name = rule.name;
    for (const [name, roles] of Object.entries(table.people)) {
      const relations = relationsOf(name, roles, row);
      if (row.read) await test(`policy: ${name} reads: ${rule.name}`, () => triesToRead(name, row, rule.readers.some((one) => relations.has(one))));
      if (row.write) await test(`policy: ${name} writes: ${rule.name}`, () => triesToWrite(name, row, rule.writers.some((one) => relations.has(one))));
    }
    // Whoever isn't signed in gets nothing at all, whatever the table would let them read.
    if (row.read) await test(`policy: a visitor reads: ${rule.name}`, async () => {
      const visitor = await world.client();
      const response = await visitor.send('GET', fill(row.read.do, kept).split(' ')[1]);
      must(response.status === (row.strangers ?? 401), `answered ${response.status}`);
      await isRefused('a visitor', visitor, row);
    });
  }

  await test('joining opens nothing that was written before', async () => {
    kept.n = n += 1;
    await runStep({ as: 'lead', do: 'POST /api/v1/projects/${project.id}/members', body: { person_id: '${person.late_comer.id}', role: 'team_member' }, status: 201 }, world, kept);
    const client = await world.client('late_comer');
    for (const path of ['/api/v1/tests/${test.test.id}', '/api/v1/tests/${test.test.id}/comments', '/api/v1/projects/${project.id}/comments', '/api/v1/predictions/${late.id}', '/api/v1/projects/${project.id}', '/api/v1/projects/${project.id}/stories', '/api/v1/projects/${project.id}/texts']) {
      const response = await client.send('GET', fill(path, kept));
      must(response.status === 200 && !response.text.includes(mark), () => `${path} shows it: ${response.status} ${response.text.slice(0, 400)}`);
    }
  });
  await test('administrators cannot admit themselves', async () => {
    const own = world.kept.person.administrator.id;
    const client = await world.client('administrator');
    const project = await client.send('POST', fill('/api/v1/projects/${project.id}/members', kept), { body: { person_id: own, role: 'mentor' } });
    const place = await client.send('POST', `/api/v1/people/${own}/roles`, { body: { role: 'executive', place_id: kept.locality.id } });
    const lead = await client.send('POST', fill('/api/v1/projects/${project.id}/lead', kept), { body: { person_id: own } });
    must([project, place, lead].every((one) => one.status === 403), `${project.status}, ${place.status}, ${lead.status}`);
  });
}

// Last of all: nothing of what is kept indoors has reached an outsider or the log, whatever was asked.
export async function testNothingLeaked(world) {
  await test('nothing that is kept indoors was answered to an outsider', async () => {
    const all = await world.answers();
    for (const [mark, insiders] of Object.entries(marks)) {
      const answers = all.filter((one) => !insiders.has(one.by.split('@')[0].replaceAll('.', '_')));
      const leaks = answers.filter((one) => one.text.includes(mark));
      must(leaks.length === 0, () => leaks.slice(0, 5).map((one) => `${one.by}: ${one.method} ${one.path}`).join('\n'));
      must(answers.length > 100, 'too few outsiders asked');
      must(all.some((one) => one.text.includes(mark)), `nobody indoors was answered ${mark}`);
    }
  });
  await test('nothing that is kept indoors lies open in any file of the data folder', () => {
    const files = readdirSync(world.server.data, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    const open = files.filter((one) => Object.keys(marks).some((mark) => readFileSync(join(one.parentPath, one.name)).includes(mark))).map((one) => one.name);
    must(files.some((one) => one.name.endsWith('-wal')), 'the log of writes was not among them');
    must(open.length === 0, () => `it lies open in ${open.join(', ')}`);
  });
  await test('nothing that is kept indoors is in the log', () => {
    const leaks = world.server.log.split('\n').filter((line) => Object.keys(marks).some((mark) => line.includes(mark)));
    must(leaks.length === 0, () => leaks[0]);
  });
}
