// models/flow-model.schema.json, by which editors complete a model: true of the models that ship, and of what the program reads.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { must, test } from '../api/lib/count.mjs';
import { root } from '../api/lib/server.mjs';

const Ajv = createRequire(join(root, 'tests/api/package.json'))('ajv/dist/2020.js').default;

// TOML as Debian's Python reads it; dates become text.
const read = (file) => JSON.parse(execFileSync('/usr/bin/python3', ['-c', 'import json, sys, tomllib\nprint(json.dumps(tomllib.load(open(sys.argv[1], "rb")), default=str))', file]));

export async function schemaTests() {
  const schema = JSON.parse(readFileSync(join(root, 'models/flow-model.schema.json'), 'utf8'));
  const check = new Ajv({ strict: false, allErrors: true }).compile(schema);
  for (const name of readdirSync(join(root, 'models')).filter((each) => each.endsWith('.toml'))) {
    await test(`schema: ${name} is as an editor expects it`, () => must(check(read(join(root, 'models', name))), () => JSON.stringify(check.errors.slice(0, 5))));
  }
  await test('schema: a key that means nothing is underlined', () => {
    const model = read(join(root, 'models/mm1.toml'));
    model.services.server.bed = 3;
    must(!check(model), () => 'services.server.bed passes');
  });
  await test('schema: every key that the program reads is offered', () => {
    const offered = new Set();
    JSON.stringify(schema, (key, value) => (offered.add(key), value));
    const folder = join(root, 'src/exchange/flow');
    const sources = readdirSync(folder).filter((each) => each.endsWith('.cpp') && !each.includes('_test'));
    const keys = sources.flatMap((each) => [...readFileSync(join(folder, each), 'utf8').matchAll(/\bonly\([^;{]*\{((?:"[^"]*"|[^}"])*)\}/g)].flatMap((found) => [...found[1].matchAll(/"([a-z0-9_]+)(?:\[\]|\{\})?"/g)].map((word) => word[1])));
    must(keys.length > 100, () => `${keys.length} keys found in the sources`);
    const lacking = keys.filter((each) => !offered.has(each));
    must(lacking.length === 0, () => `not in the schema: ${lacking.join(', ')}`);
  });
}
