// The one way to the server: typed by the contract (schema.d.ts is generated from api/openapi.yaml by `npm run types`).
//
// Promises   a write carries the session's token; a failure arrives as a Problem, whatever went wrong; a session that has ended
//            is noticed here and nowhere else. Pages write
//                const project = await body(api.GET('/api/v1/projects/{project}', { params: { path: { project } } }));

import createClient, { type Middleware } from 'openapi-fetch';
import { session } from '../app/session.svelte';
import { noAnswer, problemOf } from './problem';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];

const sessionPath = '/api/v1/session';

// Writes that are on their way, to be sent once more if the session was renewed in another tab meanwhile.
const underway = new Map<string, Request>();

const guard: Middleware = {
  onRequest({ request, id }) {
    request.headers.set('Accept', 'application/json');
    if (request.method === 'GET' || request.method === 'HEAD') return request;
    underway.set(id, request.clone());
    if (session.csrf) request.headers.set('X-CSRF-Token', session.csrf);
    return request;
  },
  async onResponse({ response, request, id }) {
    const again = underway.get(id);
    underway.delete(id);
    if (response.ok || response.status === 304) return;
    const problem = problemOf(response.status, await response.clone().json().catch(() => null));
    if (problem.code === 'csrf-refused' && again && (await renewed())) {
      again.headers.set('X-CSRF-Token', session.csrf);
      const second = await fetch(again);
      if (second.ok) return second;
      throw problemOf(second.status, await second.json().catch(() => null));
    }
    if (problem.isSignedOut && new URL(request.url).pathname !== sessionPath) session.ended();
    throw problem;
  },
  onError({ id }) {
    underway.delete(id);
    return noAnswer;
  },
};

/** Whether the cookie now stands for a session with another token than the one this page knows; takes it over if so. */
async function renewed(): Promise<boolean> {
  const answer = await fetch(sessionPath);
  if (!answer.ok) return false;
  const before = session.csrf;
  session.began((await answer.json()) as Schemas['Session']);
  return session.csrf !== before;
}

export const api = createClient<paths>({ baseUrl: globalThis.location?.origin ?? 'http://127.0.0.1', fetch: (request) => fetch(request) });
api.use(guard);

/** The body of an answer; every failure is a Problem that is thrown. */
export async function body<Data>(answer: Promise<{ data?: Data }>): Promise<NonNullable<Data>> {
  return (await answer).data as NonNullable<Data>;
}

/** The header that says which version a change was made from. */
export function ifMatch(version: number): { 'If-Match': string } {
  return { 'If-Match': `"${version}"` };
}
