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

const guard: Middleware = {
  onRequest({ request }) {
    if (request.method !== 'GET' && request.method !== 'HEAD' && session.csrf) request.headers.set('X-CSRF-Token', session.csrf);
    request.headers.set('Accept', 'application/json');
    return request;
  },
  async onResponse({ response, request }) {
    if (response.ok || response.status === 304) return;
    const problem = problemOf(response.status, await response.clone().json().catch(() => null));
    if (problem.isSignedOut && new URL(request.url).pathname !== sessionPath) session.ended();
    throw problem;
  },
  onError() {
    return noAnswer;
  },
};

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
