// Tables of commands: a YAML file is a list of steps, and each step is a test.
//
//   - it: a model that can't keep up is told          # the sentence
//     run: flow check tests/cli/models/saturated.toml # after `tributary`, from the top of the tree; words by spaces
//     ends: 0                                         # the exit code; 0 unless told
//     says: [a text]                                  # must be on standard output
//     begins: a text                                  # standard output begins so
//     hides: [a text]                                 # must not
//     complains: [a text]                             # must be on standard error; unless told, nothing may be
//     json: { scenarios: [{ name: base }] }           # what the JSON on standard output must hold, at least; numbers to 1e-6
//     rows: [{ name: server, value: 9 }]              # of CSV, likewise
//     as: flow run … --threads 2                      # another command, which must print the same bytes
//     events: [{ event: done }]                       # what the JSON lines on standard error must hold; implies `complains`
//     interrupt: true                                 # with Ctrl-C, once it has told of its progress, or has complained of this text
//
// tests/cli/run [NAME…] runs the tables of those names only; report is the reports'.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { close, must, skip, test } from '../api/lib/count.mjs';
import { command, root } from '../api/lib/server.mjs';
import { englandTests } from './england.mjs';
import { fitTests } from './fit.mjs';
import { flowReportTests } from './flow_report.mjs';
import { howToTests } from './how_to.mjs';
import { schemaTests } from './schema.mjs';
import { stopped } from './stopped.mjs';

const { parse } = createRequire(join(root, 'tests/api/package.json'))('yaml');
const asked = process.argv.slice(2);

// Where `actual` doesn't hold `wanted`; undefined if it does. A list holds each, in any order.
function missing(wanted, actual, at = '') {
  if (typeof wanted === 'number') return Math.abs(wanted - actual) <= 1e-6 * Math.max(1, Math.abs(wanted)) && actual !== null ? undefined : `${at} is ${JSON.stringify(actual)}, not ${wanted}`;
  if (Array.isArray(wanted)) {
    const lacking = Array.isArray(actual) ? wanted.find((one) => !actual.some((each) => missing(one, each, at) === undefined)) : wanted;
    return lacking === undefined ? undefined : `${at || '/'} has no ${JSON.stringify(lacking)} in ${JSON.stringify(actual)?.slice(0, 800)}`;
  }
  if (wanted === null || typeof wanted !== 'object') return Object.is(wanted, actual) ? undefined : `${at} is ${JSON.stringify(actual)}, not ${JSON.stringify(wanted)}`;
  if (actual === null || typeof actual !== 'object') return `${at || '/'} is ${JSON.stringify(actual)}`;
  return Object.entries(wanted).map(([name, one]) => missing(one, actual[name], `${at}/${name}`)).find((each) => each !== undefined);
}

// No cell of these reports needs quotes but for commas within them.
function rowsOf(csv) {
  const cells = (line) => [...line.matchAll(/("([^"]|"")*"|[^,]*)(,|$)/g)].map((each) => each[1].replace(/^"|"$/g, '')).slice(0, -1);
  const [names, ...rows] = csv.trimEnd().split('\r\n').map((line) => cells(`${line},`));
  const value = (cell) => (cell !== '' && !Number.isNaN(Number(cell)) ? Number(cell) : cell);
  return rows.map((row) => Object.fromEntries(names.map((name, i) => [name, value(row[i])])));
}

async function runStep(step) {
  const args = step.run.split(' ');
  const { status, out, err } = step.interrupt ? await stopped(args, step.interrupt === true ? undefined : step.interrupt) : await command(args, { timeout: 120_000 });
  const said = () => `tributary ${step.run} ended with ${status}.\nIt complained: ${err.slice(0, 1500)}\nIt said: ${out.slice(0, 3000)}`;
  must(status === (step.ends ?? 0), () => `wanted an end with ${step.ends ?? 0}. ${said()}`);
  for (const text of step.says ?? []) must(out.includes(text), () => `"${text}" is missing. ${said()}`);
  if (step.begins) must(out.startsWith(step.begins), () => `it doesn't begin with "${step.begins}". ${said()}`);
  for (const text of step.hides ?? []) must(!out.includes(text), () => `"${text}" must not be said. ${said()}`);
  for (const text of step.complains ?? []) must(err.includes(text), () => `"${text}" is not complained of. ${said()}`);
  must(step.complains !== undefined || step.events !== undefined || err === '', () => `nothing was to be complained of. ${said()}`);
  if (step.ends && !step.interrupt) must(out === '' && err.startsWith('tributary: '), () => `a refusal says so, and nothing besides. ${said()}`);
  if (step.as) must((await command(step.as.split(' '), { timeout: 120_000 })).out === out, () => `tributary ${step.as} says something else. ${said()}`);
  const lacks = step.json ? missing(step.json, JSON.parse(out)) : step.rows ? missing(step.rows, rowsOf(out)) : undefined;
  must(lacks === undefined, () => `${lacks}. ${said()}`);
  const told = err.split('\n').filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
  const untold = step.events ? missing(step.events, told) : undefined;
  must(untold === undefined, () => `the events: ${untold}. ${said()}`);
}

process.chdir(root);
const tables = readdirSync(join(import.meta.dirname, 'scenarios')).map((file) => file.replace(/\.yaml$/, '')).sort();
for (const name of tables.filter((each) => asked.length === 0 || asked.includes(each))) {
  for (const step of parse(readFileSync(join(import.meta.dirname, 'scenarios', `${name}.yaml`), 'utf8'))) await test(`${name}: ${step.it}`, () => runStep(step));
}
if (asked.length === 0) await schemaTests();
if (asked.length === 0) await englandTests();
if (asked.length === 0) await howToTests();
if (asked.length === 0 || asked.includes('flow-fit')) await fitTests();
if (asked.length === 0 || asked.includes('report')) await flowReportTests();
if (asked.length > 0) skip(`only ${asked.join(', ')} was asked for`);
close();
