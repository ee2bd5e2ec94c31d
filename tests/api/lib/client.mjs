// Who asks: a visitor without a session, or a person with one. Every answer of the whole suite passes through here, is held
// against the contract, and is kept for those who look at all of them (see `Client.seen`).
import { Agent, request as open } from 'node:http';
import { must } from './count.mjs';

const agent = new Agent({ keepAlive: true, maxSockets: 8 });
export const password = 'a long pass phrase of tests';

export class Client {
  constructor(server, contract, person) {
    this.server = server;
    this.contract = contract;
    this.person = person;      // { email, name } or undefined
    this.seen = [];            // every answer: { method, path, status, text }
  }

  // Sends as it is told, whatever that is: `headers` win over what a browser would send; null leaves one out.
  raw(method, path, { headers = {}, body } = {}) {
    const bytes = body === undefined ? undefined : Buffer.isBuffer(body) ? body : Buffer.from(body);
    const all = { ...headers };
    for (const name of Object.keys(all)) if (all[name] === null) delete all[name];
    if (bytes !== undefined && !('Transfer-Encoding' in all)) all['Content-Length'] = bytes.length;
    return new Promise((answered, failed) => {
      const sent = open({ agent, host: '127.0.0.1', port: this.server.port, method, path, headers: all }, (incoming) => {
        const parts = [];
        const streams = (incoming.headers['content-type'] ?? '').startsWith('text/event-stream');
        const finish = () => {
          const text = Buffer.concat(parts).toString('utf8');
          const response = { status: incoming.statusCode, headers: incoming.headers, text };
          if ((incoming.headers['content-type'] ?? '').includes('json')) {
            try { response.json = JSON.parse(text); } catch { failed(new Error(`${method} ${path} says it is JSON: ${text.slice(0, 200)}`)); return; }
          }
          this.seen.push({ method, path, status: response.status, text });
          answered(response);
        };
        // A stream of events is read until it closes, or for a second.
        if (streams) setTimeout(() => incoming.destroy(), 1000).unref();
        incoming.on('data', (bytes) => parts.push(bytes));
        incoming.on('close', finish);
        incoming.on('error', () => {});
      });
      sent.on('error', failed);
      if (bytes !== undefined) sent.write(bytes);
      sent.end();
    });
  }

  // What a browser sends, with the session's cookie and token.
  headers(method, more = {}) {
    return {
      ...(this.cookie ? { Cookie: this.cookie } : {}),
      ...(this.csrf && method !== 'GET' ? { 'X-CSRF-Token': this.csrf } : {}),
      ...more,
    };
  }

  async send(method, path, { body, headers = {}, text } = {}) {
    const json = text === undefined && body !== undefined;
    const response = await this.raw(method, path, {
      headers: this.headers(method, { ...(json ? { 'Content-Type': 'application/json' } : {}), ...headers }),
      body: json ? JSON.stringify(body) : text,
    });
    this.contract?.checkResponse(method, path, response);
    if (json && response.status < 300) {
      this.contract?.checkAccepted(method, path, body);
      this.accepted?.(method, path, { body, headers });
    } else if (response.status < 300) this.accepted?.(method, path, { body, headers });
    return response;
  }

  async signIn() {
    const response = await this.send('POST', '/api/v1/session', { body: { email: this.person.email, password } });
    must(response.status === 201, `${this.person.email} could not sign in: ${response.text}`);
    this.cookie = response.headers['set-cookie'][0].split(';')[0];
    this.csrf = response.json.csrf;
    this.id = response.json.person.id;
    return this;
  }
}
