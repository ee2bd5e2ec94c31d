// Tables of scenarios: a YAML file is a list of steps, and each step is a test.
//
//   - it: a system lead adds an organisation     # the sentence
//     as: system_lead                            # someone of world.yaml; left out: nobody signed in
//     do: POST /api/v1/organisations
//     body: { kind: nhs, name: Ours, serves: [{ place_id: '${place.id}' }] }
//     if_match: ${org}                           # the version of what was kept, or an ETag as it is
//     headers: { Origin: 'http://elsewhere.example' }
//     status: 201
//     shows: { name: Ours }                      # what the answer must hold, at least; a list must hold each, in any order
//     equals: { ... }                            # …or the whole of it
//     says: [a text]                             # must appear somewhere in the answer
//     hides: [a text]                            # must not appear anywhere in it
//     problem: name-taken                        # the code of the problem …
//     field: /name                               # … and one of the fields it names
//     until: { state: done }                     # asks again, for half a minute at most, until the answer holds this
//     keep: org                                  # keeps the answer, so that later steps can say ${org.id} …
//     pick: { list: people, id: '${lead.id}' }   # … or of a list in it the one of that id
//
// Other steps look at a letter (letter_to), let days pass (closed_days_ago) or sign somebody in anew: { it, signs_in: lead }.
//
// ${a.b} alone is the value itself; within a text it is written into it. ${=today-3} is a date in days from today, ${=today in words}
// the same as a sentence writes it, ${=rows 99} a sheet of as many daily rows.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Failure, must, test } from './count.mjs';
import { letterTo } from './letters.mjs';

const whole = /^\$\{([^}]+)\}$/;

export function lookUp(name, kept) {
  const day = name.match(/^=today([+-]\d+)?( in words)?$/);
  if (day) {
    const at = new Date(Date.now() + 86_400_000 * Number(day[1] ?? 0));
    if (day[2]) return new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/London', dateStyle: 'long' }).format(at);
    return new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
  }
  const rows = name.match(/^=rows (\d+)$/);
  if (rows) {
    const line = (i) => `${new Date(Date.UTC(2015, 0, 1 + i)).toISOString().slice(0, 10)}\t${20 + ((i * 7) % 11)}`;
    return `Day\tVisits\n${Array.from({ length: Number(rows[1]) }, (_, i) => line(i)).join('\n')}\n`;
  }
  const value = name.split('.').reduce((at, part) => at?.[part], kept);
  if (value === undefined) throw new Failure(`nothing is kept as ${name}`);
  return value;
}

export function fill(node, kept) {
  if (typeof node === 'string') {
    const alone = node.match(whole);
    if (alone) return lookUp(alone[1], kept);
    return node.replace(/\$\{([^}]+)\}/g, (_, name) => String(lookUp(name, kept)));
  }
  if (Array.isArray(node)) return node.map((one) => fill(one, kept));
  if (node && typeof node === 'object') return Object.fromEntries(Object.entries(node).map(([name, one]) => [name, fill(one, kept)]));
  return node;
}

// Where `actual` doesn't hold `wanted`; undefined if it does.
export function missing(wanted, actual, at = '') {
  if (Array.isArray(wanted)) {
    if (!Array.isArray(actual)) return `${at || '/'} is ${JSON.stringify(actual)}, not a list`;
    const left = [...actual];
    for (const one of wanted) {
      const found = left.findIndex((each) => missing(one, each) === undefined);
      if (found < 0) return `${at || '/'} has no ${JSON.stringify(one)} in ${JSON.stringify(actual).slice(0, 400)}`;
      left.splice(found, 1);
    }
    return undefined;
  }
  if (wanted && typeof wanted === 'object') {
    if (!actual || typeof actual !== 'object') return `${at || '/'} is ${JSON.stringify(actual)}`;
    for (const [name, one] of Object.entries(wanted)) {
      const found = missing(one, actual[name], `${at}/${name}`);
      if (found) return found;
    }
    return undefined;
  }
  return Object.is(wanted, actual) ? undefined : `${at || '/'} is ${JSON.stringify(actual)}, not ${JSON.stringify(wanted)}`;
}

// A step that looks at the letters: { it, letter_to: address, subject: …, says, hides, keep }, which keeps { text, token }.
async function readLetter(step, world, kept) {
  const letter = await letterTo(world.server.data, fill(step.letter_to, kept), step.subject);
  for (const text of fill(step.says ?? [], kept)) must(letter.text.includes(text), () => `"${text}" is missing in: ${letter.text}`);
  for (const text of fill(step.hides ?? [], kept)) must(!letter.raw.includes(text) && !letter.text.includes(text), () => `"${text}" must not be in: ${letter.text}`);
  if (step.keep) kept[step.keep] = letter;
}

// A step in which days pass: { it, closed_days_ago: 28, person: ${person.lead.id} } says of a closed account that it was closed then.
function letDaysPass(step, world, kept) {
  const sql = "UPDATE person SET disabled_at = strftime('%Y-%m-%dT%H:%M:%fZ', disabled_at, ?) WHERE id = ? AND disabled_at IS NOT NULL";
  execFileSync('python3', ['-c', 'import sqlite3, sys; db = sqlite3.connect(sys.argv[1], timeout=20); assert db.execute(sys.argv[2], sys.argv[3:]).rowcount == 1; db.commit()',
    join(world.server.data, 'tributary.db'), sql, `-${step.closed_days_ago} days`, String(fill(step.person, kept))]);
}

export async function runStep(step, world, kept) {
  if (step.letter_to) return readLetter(step, world, kept);
  if (step.closed_days_ago) return letDaysPass(step, world, kept);
  if (step.signs_in) return (await world.client(step.signs_in)).signIn();
  const [method, path] = fill(step.do, kept).split(' ');
  const client = await world.client(step.as);
  const version = step.if_match === undefined ? undefined : fill(step.if_match, kept);
  const headers = { ...fill(step.headers ?? {}, kept) };
  if (version !== undefined) headers['If-Match'] = typeof version === 'string' ? version : `"${version.version ?? version}"`;
  const ask = () => client.send(method, path, { body: fill(step.body, kept), headers });
  let response = await ask();
  const patience = Date.now() + 30_000;
  while (step.until && missing(fill(step.until, kept), response.json) && Date.now() < patience) {
    await new Promise((on) => setTimeout(on, 50));
    response = await ask();
  }
  const said = () => `${method} ${path} by ${step.as ?? 'nobody'} answered ${response.status}: ${response.text.slice(0, 800)}`;
  must(response.status === step.status, () => `wanted ${step.status}. ${said()}`);
  if (step.problem) must(response.json?.code === step.problem, () => `wanted the problem ${step.problem}. ${said()}`);
  if (step.field) must(response.json?.errors?.some((one) => one.field === step.field), () => `no problem names the field ${step.field}. ${said()}`);
  for (const text of fill(step.says ?? [], kept)) must(response.text.includes(text), () => `"${text}" is missing. ${said()}`);
  for (const text of fill(step.hides ?? [], kept)) must(!response.text.includes(text), () => `"${text}" must not be shown. ${said()}`);
  if (step.shows !== undefined) {
    const lacks = missing(fill(step.shows, kept), response.json);
    must(lacks === undefined, () => `${lacks}. ${said()}`);
  }
  if (step.until) {
    const lacks = missing(fill(step.until, kept), response.json);
    must(lacks === undefined, () => `${lacks}. ${said()}`);
  }
  if (step.equals !== undefined) must(JSON.stringify(response.json) === JSON.stringify(fill(step.equals, kept)), () => `not equal. ${said()}`);
  const { list, id } = fill(step.pick ?? {}, kept);
  if (step.keep) kept[step.keep] = list ? response.json[list].find((each) => each.id === id) : response.json ?? {};
  return response;
}

// Each step is a test; what a failed one should have kept is missed by those after it, which then fail with that reason.
export async function runTable(file, name, world) {
  const kept = { ...world.kept };
  for (const step of parse(readFileSync(file, 'utf8')) ?? [])
    await test(`${name}: ${step.it}`, () => runStep(step, world, kept));
}
