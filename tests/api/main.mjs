// The whole product over HTTP. In order: the contract and the routes, the tables of scenarios, the walk over the policy, the
// walk of bad input over everything that was accepted, large bodies of strangers, the weekly letters of the demonstration, printing where it can't be done, and a last
// look at all that was answered and logged.
//
// tests/api/run [NAME…] runs the parts or tables of those names only. KEEP=FILE leaves a copy of the database there after the
// tables: what tests/migrations/cut.py cuts its rows from.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { testBadInput } from './bad_input.mjs';
import { testDigest } from './digest.mjs';
import { close, must, skip, test } from './lib/count.mjs';
import { runTable } from './lib/table.mjs';
import { World } from './lib/world.mjs';
import { testNothingLeaked, testPolicy } from './policy_walk.mjs';
import { testPrinting } from './printing.mjs';
import { testExercised, testRoutes } from './routes.mjs';
import { testStrangers } from './strangers.mjs';

const asked = process.argv.slice(2);
const wanted = (name) => asked.length === 0 || asked.includes(name);

const world = await World.begin();
if (wanted('routes')) await testRoutes(world.contract);

const tables = readdirSync(join(import.meta.dirname, 'scenarios')).filter((file) => file.endsWith('.yaml')).sort();
await test('no table names a day to come: it would be past some day, and is told from today instead', async () => {
  const here = import.meta.dirname, today = new Date().toISOString().slice(0, 10);
  const isDay = (text) => !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
  const named = ['world.yaml', 'policy.yaml', ...tables.map((file) => join('scenarios', file))].flatMap((file) => readFileSync(join(here, file), 'utf8').split('\n').flatMap(
    (line, at) => (line.match(/\b(?:19|20)\d\d-\d\d-\d\d\b/g) ?? []).filter((day) => isDay(day) && day >= today).map((day) => `${file}:${at + 1} names ${day}: write \${=today+N}`)));
  must(named.length === 0, named.join('\n'));
});
for (const file of tables) {
  const name = file.replace(/^\d+-|\.yaml$/g, '');
  if (wanted(name)) await runTable(join(import.meta.dirname, 'scenarios', file), name.replaceAll('-', ' '), world);
}
if (asked.length === 0) await testExercised(world.contract);
if (process.env.KEEP) world.keepAs(process.env.KEEP);
if (wanted('policy')) await testPolicy(world);
if (wanted('bad-input')) await testBadInput(world);

if (wanted('strangers')) await testStrangers(world);
if (wanted('digest')) await testDigest(world.contract);
if (wanted('printing')) await testPrinting(world.contract);

if (wanted('policy')) await testNothingLeaked(world);
await test('no answer and no line of the log betrays a mistake of ours', async () => {
  const broken = (await world.answers()).filter((one) => one.status >= 500);
  must(broken.length === 0, () => broken.slice(0, 5).map((one) => `${one.method} ${one.path} answered ${one.status}: ${one.text}`).join('\n'));
  const mistakes = world.server.log.split('\n').filter((line) => /mistake \d+:/.test(line));
  must(mistakes.length === 0, mistakes.slice(0, 5).join('\n'));
});
await test('the server ends when it is told to, with nothing left undone', async () => {
  const { code } = await world.server.stop();
  must(code === 0, `it ended with ${code}`);
});
if (asked.length > 0) skip(`only ${asked.join(', ')} was asked for`);
close();
process.exit();
