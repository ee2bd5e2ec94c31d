// Large bodies of strangers: whoever may not send one is told so before it is read, and it is kept nowhere.
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { must, test } from './lib/count.mjs';

const large = 10 * 1024 * 1024;

// Sends a head, and what `body` says; resolves with all that was answered until the server or we hang up.
function exchange(port, head, body = []) {
  return new Promise((answered) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(head);
      for (const part of body) socket.write(part);
    });
    let text = '';
    const finish = () => { socket.destroy(); answered(text); };
    socket.on('data', (bytes) => {
      text += bytes;
      if (/^HTTP\/1.1 [2-5]/.test(text) && text.includes('\r\n\r\n')) finish();
    });
    socket.on('close', () => answered(text));
    socket.on('error', finish);
    setTimeout(finish, 60_000).unref();
  });
}

const resident = (pid) => Number(readFileSync(`/proc/${pid}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)[1]) * 1024;

export async function testStrangers(world) {
  const { server } = world;
  const head = (more) => `POST /api/v1/imports/preview HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n${more}\r\n\r\n`;

  await test('a page whose name only resolves to this machine is told nothing', async () => {
    for (const path of ['/', '/api/v1/session']) {
      const answer = await exchange(server.port, `GET ${path} HTTP/1.1\r\nHost: elsewhere.example:${server.port}\r\nConnection: close\r\n\r\n`);
      must(answer.startsWith('HTTP/1.1 403') && answer.includes('host-unknown'), answer.slice(0, 300));
    }
    const alike = await exchange(server.port, `GET /api/v1/openapi.yaml HTTP/1.1\r\nHost: 127.elsewhere.example:${server.port}\r\nConnection: close\r\n\r\n`);
    must(alike.startsWith('HTTP/1.1 403') && alike.includes('host-unknown'), alike.slice(0, 300));
    const ours = await exchange(server.port, `GET / HTTP/1.1\r\nHost: localhost:${server.port}\r\nConnection: close\r\n\r\n`);
    must(ours.startsWith('HTTP/1.1 200'), ours.slice(0, 200));
  });
  await test('a stranger is refused before a byte of the body is sent', async () => {
    const answer = await exchange(server.port, head(`Content-Length: ${large}`));
    must(answer.startsWith('HTTP/1.1 401'), answer.slice(0, 200) || 'no answer');
    must(answer.includes('sign-in-needed') || answer.includes('application/problem+json'), answer.slice(0, 400));
  });
  await test('so is one whose body does not say how long it is', async () => {
    const answer = await exchange(server.port, head('Transfer-Encoding: chunked'));
    must(answer.startsWith('HTTP/1.1 401'), answer.slice(0, 200) || 'no answer');
  });
  await test('so is somebody signed in whose request carries no token', async () => {
    const { cookie } = await world.client('member');
    const answer = await exchange(server.port, head(`Cookie: ${cookie}\r\nContent-Length: ${large}`));
    must(answer.startsWith('HTTP/1.1 403'), answer.slice(0, 200) || 'no answer');
  });
  await test('a stranger with a small body hears the answer after it', async () => {
    const response = await (await world.client()).send('POST', '/api/v1/imports/preview', { body: { cells: 'a\tb' } });
    must(response.status === 401, `answered ${response.status}`);
  });
  await test('strangers who send 10 MB all the same take no memory', async () => {
    await exchange(server.port, head(`Content-Length: ${large}`), [Buffer.alloc(large, 0x20)]);
    const before = resident(server.child.pid);
    await Promise.all(Array.from({ length: 20 }, () => exchange(server.port, head(`Content-Length: ${large}`), [Buffer.alloc(large, 0x20)])));
    const grown = resident(server.child.pid) - before;
    must(grown < large, `the server grew by ${Math.round(grown / 1024)} kB`);
  });
  await test('whoever may send a large body can, however it is cut', async () => {
    const { cookie, csrf } = await world.client('member');
    const body = Buffer.from(JSON.stringify({ text: `Day\tVisits\n${'2015-01-01\t20\n'.repeat(6_000)}` }));
    const own = `Cookie: ${cookie}\r\nX-CSRF-Token: ${csrf}\r\n`;
    const whole = await exchange(server.port, head(`${own}Content-Length: ${body.length}`), [body]);
    must(/^HTTP\/1.1 (200|422)/.test(whole), whole.slice(0, 200) || 'no answer');
    const chunks = [body.subarray(0, 50_000), body.subarray(50_000)].map((part) => Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]));
    const chunked = await exchange(server.port, head(`${own}Transfer-Encoding: chunked`), [...chunks, '0\r\n\r\n']);
    must(chunked.split('\r\n')[0] === whole.split('\r\n')[0], `${whole.split('\r\n')[0]} and ${chunked.split('\r\n')[0]}`);
    const empty = await exchange(server.port, head(`${own}Transfer-Encoding: chunked`), ['0\r\n\r\n']);
    must(/^HTTP\/1.1 4/.test(empty), empty.slice(0, 200) || 'no answer');
  });
}
