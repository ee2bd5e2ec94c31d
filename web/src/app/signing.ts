// Signing in and out, and finding out at the start who is here.

import { api, body } from '../api/client';
import { Problem } from '../api/problem';
import { session } from './session.svelte';

export async function findSession(): Promise<void> {
  try {
    session.began(await body(api.GET('/api/v1/session')));
  } catch (problem) {
    if (problem instanceof Problem && problem.isSignedOut) session.none();
    else throw problem;
  }
}

export async function signIn(email: string, password: string): Promise<void> {
  session.began(await body(api.POST('/api/v1/session', { body: { email, password } })));
}

export async function signOut(): Promise<void> {
  await api.DELETE('/api/v1/session');
  session.left();
}
