// The world that every scenario starts from: world.yaml's people, made on the command line, and its steps, made over HTTP.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Client, password } from './client.mjs';
import { Contract } from './contract.mjs';
import { freshFolder, mustCommand, serve } from './server.mjs';
import { runStep } from './table.mjs';

export class World {
  static async begin(contract = new Contract()) {
    const world = new World();
    world.contract = contract;
    world.table = parse(readFileSync(join(import.meta.dirname, '../world.yaml'), 'utf8'));
    world.accepted = new Map();  // the last request of each operation that was accepted, and by whom
    world.kept = {};
    world.clients = new Map();
    const data = freshFolder();
    await mustCommand(['init', '--data', data, '--place', world.table.system]);
    await Promise.all(Object.entries(world.table.people).map(([name, person]) => world.#add(data, name, person)));
    world.server = await serve(data, undefined, ['--chromium', join(import.meta.dirname, 'browser-of-paper')]);
    const everyone = await (await world.client('administrator')).send('GET', '/api/v1/people');
    world.kept.person = Object.fromEntries(everyone.json.people.map((one) => [one.email.split('@')[0].replaceAll('.', '_'), { id: one.id, email: one.email }]));
    for (const step of world.table.steps) {
      try {
        await runStep(step, world, world.kept);
      } catch (error) {
        throw new Error(`the world could not be made: ${step.it}\n  ${error.message}`);
      }
    }
    return world;
  }

  async #add(data, name, person) {
    const email = `${name.replaceAll('_', '.')}@tests.example`;
    await mustCommand(['user', 'add', '--data', data, '--email', email, '--name', person.name ?? name], { input: `${password}\n` });
    if (person.role) await mustCommand(['user', 'grant', '--data', data, '--email', email, '--role', person.role, '--place', this.table.system]);
  }

  // Someone of world.yaml, signed in; without a name, a visitor.
  async client(name) {
    const key = name ?? '';
    if (!this.clients.has(key)) {
      const person = name && { email: `${name.replaceAll('_', '.')}@tests.example` };
      const client = new Client(this.server, this.contract, person || undefined);
      client.accepted = (method, path, what) => {
        const operation = this.contract.find(method, path);
        if (operation) this.accepted.set(operation.id, { as: name, method, path, ...what });
      };
      this.clients.set(key, (async () => {
        if (person) await client.signIn();
        return client;
      })());
    }
    return this.clients.get(key);
  }

  // A copy of the database as it is now.
  keepAs(file) {
    rmSync(file, { force: true });
    execFileSync('python3', ['-c', 'import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute("VACUUM INTO ?", (sys.argv[2],))',
      join(this.server.data, 'tributary.db'), file]);
  }

  // Everybody's answers so far.
  async answers() {
    const all = await Promise.all(this.clients.values());
    return all.flatMap((client) => client.seen.map((one) => ({ ...one, by: client.person?.email ?? 'nobody' })));
  }
}
