import { spawn } from 'node:child_process';
import { program } from '../api/lib/server.mjs';

// As command(), stopped by Ctrl-C when it has said so on standard error: the first event of its progress, unless told.
export function stopped(args, said = '"event":"progress"') {
  return new Promise((ended) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], timeout: 120_000 });
    let out = '', err = '', pressed = false;
    child.stdout.on('data', (bytes) => (out += bytes));
    child.stderr.on('data', (bytes) => {
      err += bytes;
      if (!pressed && err.includes(said)) pressed = child.kill('SIGINT');
    });
    child.on('close', (status) => ended({ status, out, err }));
  });
}
