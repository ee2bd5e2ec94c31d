// A server on a fresh data folder and a free port, its log, and the command line beside it.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const root = process.env.TRIBUTARY_ROOT ?? join(import.meta.dirname, '../../..');
export const program = process.env.TRIBUTARY ?? join(root, 'build/dev/tributary');

// The master key of everything that a test makes lies in a folder of its own, not among one's own configuration.
process.env.XDG_CONFIG_HOME = mkdtempSync(join(tmpdir(), 'tributary-key-'));
process.once('exit', () => rmSync(process.env.XDG_CONFIG_HOME, { recursive: true, force: true }));

export function freePort() {
  return new Promise((found, failed) => {
    const probe = createServer();
    probe.once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => found(port));
    });
  });
}

export function freshFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-api-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'data');
}

// Runs one command to its end: { status, out, err }.
export function command(args, { input = '', timeout = 30_000 } = {}) {
  return new Promise((ended) => {
    const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], timeout });
    let out = '', err = '';
    child.stdout.on('data', (bytes) => (out += bytes));
    child.stderr.on('data', (bytes) => (err += bytes));
    child.on('close', (status) => ended({ status, out, err }));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

export async function mustCommand(args, options) {
  const { status, out, err } = await command(args, options);
  if (status !== 0) throw new Error(`tributary ${args.join(' ')} ended with ${status}: ${err}${out}`);
  return out;
}

// Serves `data`; resolves once it answers. `log` grows with everything the server prints.
export async function serve(data, port, options = []) {
  port ??= await freePort();
  const child = spawn(program, ['serve', '--data', data, '--port', String(port), ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  const server = { child, port, data, log: '', url: `http://127.0.0.1:${port}` };
  const end = () => child.exitCode === null && child.kill('SIGKILL');
  process.once('exit', end);
  server.ended = new Promise((ended) => child.once('close', (code, signal) => ended({ code, signal })));
  await new Promise((up, down) => {
    const listen = (bytes) => {
      server.log += bytes;
      if (server.log.includes('Tributary is at')) up();
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('close', (code) => down(new Error(`the server ended with ${code}: ${server.log}`)));
  });
  server.stop = async (signal = 'SIGTERM') => {
    child.kill(signal);
    process.removeListener('exit', end);
    return server.ended;
  };
  return server;
}

// A digest of everything stored but sessions, throttling and the log of reads: equal before and after means nothing changed.
const digests = new Map();
export async function stored(data) {
  if (!digests.has(data)) {
    const child = spawn('python3', [join(import.meta.dirname, 'stored.py'), join(data, 'tributary.db')], { stdio: ['pipe', 'pipe', 'inherit'] });
    process.once('exit', () => child.kill());
    digests.set(data, { child, lines: createInterface({ input: child.stdout })[Symbol.asyncIterator]() });
  }
  const { child, lines } = digests.get(data);
  child.stdin.write('\n');
  const { value, done } = await lines.next();
  if (done) throw new Error('the database could not be read');
  return value;
}
