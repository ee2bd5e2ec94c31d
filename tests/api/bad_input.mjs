// Bad input, everywhere: each request that a scenario had accepted is sent again with something wrong in it. Whatever the
// wrong is, the answer is problem details and never a 500, and nothing is stored.
import { connect } from 'node:net';
import { must, test } from './lib/count.mjs';
import { routesInCode } from './lib/contract.mjs';
import { stored } from './lib/server.mjs';

const unknown = ['999999999', '0', '-1', 'abc', '1e3', '99999999999999999999999', '%00', '..%2f..%2fetc', '1%20OR%201=1'];
const deep = (levels) => '['.repeat(levels) + ']'.repeat(levels);

// Bodies that are not JSON of ours at all.
const unreadable = [
  ['nothing', ''], ['a bare word', 'hello'], ['half an object', '{"name": "x"'], ['a list', '[]'], ['a number', '3'], ['null', 'null'],
  ['a token that is not JSON', '{"value": NaN}'], ['infinity', '{"value": Infinity}'], ['a number beyond doubles', '{"value": 1e999}'],
  ['nesting without end', `{"a": ${deep(100_000)}}`], ['nesting of 65 levels', `{"a": ${deep(65)}}`],
  ['bytes that are not UTF-8', Buffer.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0xfe, 0xc0, 0x22, 0x7d])],
  ['a NUL in the middle', Buffer.from('{"a\0b": 1}')], ['a byte-order mark alone', Buffer.from([0xef, 0xbb, 0xbf])],
];

// The kinds of value a schema allows: its own type, or those of what it is composed of.
function typesOf(contract, schema) {
  const at = contract.resolve(schema) ?? {};
  const parts = at.oneOf ?? at.anyOf;
  if (parts) return parts.flatMap((one) => typesOf(contract, one));
  if (at.enum && !at.type) return at.enum.map((one) => typeof one);
  return [at.type ?? []].flat();
}

const samples = [['text', 'string', 'zzz'], ['a number', 'number', 3.25], ['true', 'boolean', true], ['an object', 'object', { zzz: 1 }], ['a list', 'array', [[]]]];

// [what is wrong, the body with that wrong]: for each member of each object that the contract describes.
function* wrongs(contract, schema, body, at = '') {
  const shape = contract.resolve(schema) ?? {};
  if (Array.isArray(body)) {
    if (shape.items && body.length > 0)
      for (const [what, one] of wrongs(contract, shape.items, body[0], `${at}/0`)) yield [what, [one, ...body.slice(1)]];
    return;
  }
  if (!body || typeof body !== 'object' || !shape.properties) return;
  if (shape.additionalProperties === false) yield [`${at}/zzz that nobody asked for`, { ...body, zzz: 1 }];
  for (const name of shape.required ?? []) {
    const { [name]: _, ...rest } = body;
    yield [`no ${at}/${name}`, rest];
  }
  for (const [name, each] of Object.entries(shape.properties)) {
    const types = typesOf(contract, each);
    const plain = contract.resolve(each) ?? {};
    const put = (value) => ({ ...body, [name]: value });
    if (types.length > 0)
      for (const [what, type, value] of samples)
        if (!types.includes(type) && !(type === 'number' && types.includes('integer') && Number.isInteger(value))) yield [`${what} as ${at}/${name}`, put(value)];
    if (plain.enum) yield [`an unknown word as ${at}/${name}`, put('zzz')];
    if (types.includes('string')) {
      yield [`a NUL in ${at}/${name}`, put('a\0b')];
      if (plain.maxLength) yield [`${at}/${name} too long`, put('x'.repeat(plain.maxLength + 1))];
    }
    if (plain.format === 'date')
      for (const date of ['0000-01-01', '2025-02-30', '2025-13-01', '25-1-1', '01/02/2025', '99999-01-01', '-0001-01-01']) yield [`${date} as ${at}/${name}`, put(date)];
    if (plain.format === 'date' && !types.includes('null') && shape.required?.includes(name)) yield [`no date as ${at}/${name}`, put('')];
    if (/(^|_)id$/.test(name) && types.includes('integer'))
      for (const id of [999_999_999, 0, -1, 9_223_372_036_854_775_807]) yield [`${id} as ${at}/${name}`, put(id)];
    if (name in body && body[name] !== null)
      for (const [what, one] of wrongs(contract, each, body[name], `${at}/${name}`)) yield [what, put(one)];
  }
}

function mustBeRefused(response, what) {
  must(response.status >= 400 && response.status < 500, `${what}: answered ${response.status}: ${response.text.slice(0, 400)}`);
  must(response.headers['content-type'] === 'application/problem+json', `${what}: is ${response.headers['content-type']}`);
  must(response.json.title.length > 0 && response.json.code.length > 0, `${what}: has no title or code: ${response.text}`);
  // A reader of the answer must never see the insides of the program.
  must(!/sqlite|soci|nlohmann|json\.exception|std::|\.cpp/i.test(response.text), `${what}: shows our insides: ${response.text}`);
}

export async function testBadInput(world) {
  const wide = new Set(routesInCode().filter((one) => one.wide).map((one) => world.contract.find(one.method, one.path.replace(/\{[^}]+\}/g, '1'))?.id));
  const { contract, server } = world;
  const operations = contract.operations.filter((one) => world.accepted.has(one.id));
  const ending = new Set(['signOut', 'signOutEverywhere', 'changePassword']);  // whose session has ended since

  const unchanged = async (sentence, body) => {
    const before = await stored(server.data);
    const good = await test(sentence, body);
    if (good) await test(`${sentence}, and nothing is stored`, async () => must((await stored(server.data)) === before, 'the database is another than before'));
  };
  // Every refusal of one walk, and the first few that were not.
  const all = async (attempts) => {
    const wrong = [];
    for await (const attempt of attempts) {
      try { await attempt(); } catch (error) { if (!error.expected) throw error; wrong.push(error.message); }
    }
    must(wrong.length === 0, () => `${wrong.slice(0, 6).join('\n')}${wrong.length > 6 ? `\n… and ${wrong.length - 6} more` : ''}`);
  };

  await unchanged('ids that name nothing are refused', () => all((function* () {
    for (const one of operations.filter((each) => each.path.includes('{')))
      for (const id of unknown)
        yield async () => {
          const { as, body, headers } = world.accepted.get(one.id);
          const path = one.path.replace(/\{[^}]+\}/g, id);
          const client = await world.client(as);
          mustBeRefused(await client.send(one.method, path, { body, headers }), `${one.method} ${path}`);
        };
  })()));

  await unchanged('bodies that cannot be read are refused', () => all((function* () {
    for (const one of operations.filter((each) => each.body))
      for (const [what, text] of unreadable)
        yield async () => {
          const { as, path, headers } = world.accepted.get(one.id);
          const client = await world.client(as);
          mustBeRefused(await client.send(one.method, path, { text, headers: { ...headers, 'Content-Type': 'application/json' } }), `${what} to ${one.method} ${path}`);
        };
  })()));

  for (const one of operations.filter((each) => each.body && !ending.has(each.id)))
    await unchanged(`${one.id} refuses whatever is wrong in its body`, () => all((function* () {
      const { as, path, body, headers } = world.accepted.get(one.id);
      for (const [what, wrong] of wrongs(contract, one.body, body ?? {}))
        yield async () => {
          const client = await world.client(as);
          const response = await client.raw(one.method, path, {
            headers: client.headers(one.method, { 'Content-Type': 'application/json', ...headers, ...(one.guarded ? { 'If-Match': '"1000000"' } : {}) }),
            body: JSON.stringify(wrong),
          });
          mustBeRefused(response, `${one.method} ${path} with ${what}`);
          contract.checkResponse(one.method, path, response);
        };
    })()));

  await unchanged('a change needs the version that was read', () => all((function* () {
    for (const one of operations.filter((each) => each.guarded))
      for (const [version, statuses] of [[null, [428]], ['"1000000"', [412, 404, 409]], ['3', [400]], ['"x"', [400]], ['*', [400]], ['"1", "2"', [400]]])
        yield async () => {
          const { as, path, body, headers } = world.accepted.get(one.id);
          const client = await world.client(as);
          const response = await client.send(one.method, path, { body, headers: { ...headers, 'If-Match': version } });
          mustBeRefused(response, `${one.method} ${path} with If-Match ${version}`);
          must(statuses.includes(response.status), `${one.method} ${path} with If-Match ${version} answered ${response.status}: ${response.text}`);
        };
  })()));

  await unchanged('a request without a session, its token or its own origin is refused', () => all((function* () {
    for (const one of operations.filter((each) => !each.open && !ending.has(each.id))) {
      const { as, path, body, headers } = world.accepted.get(one.id);
      const send = async (what, more, status) => {
        const client = await world.client(as);
        const response = await client.send(one.method, path, { body, headers: { ...headers, ...more } });
        mustBeRefused(response, `${one.method} ${path} ${what}`);
        must(response.status === status, `${one.method} ${path} ${what} answered ${response.status}, not ${status}`);
      };
      yield () => send('without a session', { Cookie: null }, 401);
      yield () => send('with a session that never was', { Cookie: 'tributary_session=nonsense' }, 401);
      if (one.method === 'GET') continue;
      yield () => send('without its token', { 'X-CSRF-Token': null }, 403);
      yield () => send("with another's token", { 'X-CSRF-Token': 'nonsense' }, 403);
      yield () => send('from elsewhere', { Origin: 'http://elsewhere.example' }, 403);
      yield () => send('from a frame without an origin', { Origin: 'null' }, 403);
    }
  })()));

  await unchanged('methods that a path has not are refused with those that it has', () => all((function* () {
    const paths = [...new Set(contract.operations.map((one) => one.path))];
    const client = world.client('colleague');
    for (const path of paths.filter((each) => operations.some((one) => one.path === each))) {
      const has = contract.operations.filter((one) => one.path === path).map((one) => one.method);
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].filter((one) => !has.includes(one)))
        yield async () => {
          const at = path.replace(/\{[^}]+\}/g, '1');
          const response = await (await client).send(method, at, {});
          must(response.status === 405 && response.headers.allow, `${method} ${at} answered ${response.status}: ${response.text}`);
        };
    }
  })()));

  await unchanged('a body over the limit is refused, whether its length is told or not', () => all((function* () {
    for (const one of operations.filter((each) => each.body))
      for (const told of [true, false])
        yield async () => {
          const limit = wide.has(one.id) ? 17 * 1024 * 1024 : 300 * 1024;
          const { path } = world.accepted.get(one.id);
          const status = await flood(server.port, await world.client('member'), one.method, path, limit, told);
          must(status === 413, `${one.method} ${path} with ${limit} bytes${told ? '' : ' in chunks'} answered ${status}`);
        };
  })()));

  // What people paste, at its worst. A file that is merely strange may be understood; nothing may break or leave a trace.
  await unchanged('sheets at their worst are refused or understood, and never break anything', () => all((function* () {
    const megabytes = (n, unit) => unit.repeat(Math.ceil((n * 1024 * 1024) / unit.length));
    const sheets = [
      ['a cell of 10 MB', `Month\tFalls\nJan-25\t${megabytes(10, 'x')}\n`], ['a header of 10 MB', `${megabytes(10, 'Month')}\tFalls\nJan-25\t1\n`],
      ['a quote that is not closed', `Month,Falls\nJan-25,"${megabytes(5, 'y,\n')}`], ['a million columns', `${megabytes(2, 'a\t')}\n${megabytes(2, '1\t')}`],
      ['a million empty rows', megabytes(1, '\n')], ['NULs', 'Month\tFalls\nJan\0-25\t1\n'], ['the year 0', 'Month\tFalls\n0000-01-01\t1\n'],
      ['NaN and infinity', 'Month\tFalls\nJan-25\tNaN\nFeb-25\tInfinity\nMar-25\t-inf\n'], ['numbers beyond doubles', 'Month\tFalls\nJan-25\t1e999\nFeb-25\t-1e999\n'],
      ['nothing', ''], ['one line', 'x'], ['bytes of a picture', '\u0089PNG\r\n\u001a\n\u0000\u0000'], ['a formula', '=cmd|calc\tFalls\n=1+1\t2\n'],
    ];
    for (const id of ['previewImport', 'previewChart'])
      for (const [what, text] of world.accepted.has(id) ? sheets : [])
        yield async () => {
          const { as, path } = world.accepted.get(id);
          const response = await (await world.client(as)).send('POST', path, { body: { text } });
          must(response.status < 500, `${what} to ${path} answered ${response.status}: ${response.text.slice(0, 300)}`);
          if (response.status >= 400) mustBeRefused(response, `${what} to ${path}`);
          must(!/NaN|Infinity/.test(JSON.stringify(response.json?.series ?? '')), `${what}: a token that is no number came back`);
        };
  })()));

  await test('the server is still there', async () => {
    const response = await (await world.client('colleague')).send('GET', '/api/v1/session');
    must(response.status === 200, response.text);
  });
}

// Sends `length` bytes as somebody signed in, without reading them from memory twice; the status of the answer.
function flood(port, client, method, path, length, told) {
  return new Promise((answered, failed) => {
    const piece = Buffer.alloc(1024 * 1024, 0x20);
    const socket = connect(port, '127.0.0.1');
    let heard = '';
    socket.on('data', (bytes) => {
      heard += bytes;
      const status = heard.match(/^HTTP\/1\.1 (\d+)/);
      if (status && status[1] !== '100') { answered(Number(status[1])); socket.destroy(); }
    });
    socket.on('error', (error) => (heard ? undefined : failed(error)));
    socket.on('close', () => failed(new Error(`${method} ${path}: closed without an answer`)));
    socket.write(`${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\n` +
      `Cookie: ${client.cookie}\r\nX-CSRF-Token: ${client.csrf}\r\n` +
      (told ? `Content-Length: ${length}\r\n\r\n` : 'Transfer-Encoding: chunked\r\n\r\n'));
    let left = length;
    const more = () => {
      while (left > 0 && !socket.destroyed) {
        const part = piece.subarray(0, Math.min(left, piece.length));
        left -= part.length;
        const wrote = told ? socket.write(part) : socket.write(Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]));
        if (left === 0 && !told) socket.write('0\r\n\r\n');
        if (!wrote) { socket.once('drain', more); return; }
      }
    };
    more();
  });
}
