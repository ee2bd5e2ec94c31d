// Who is signed in, as this page knows it. The session itself is a cookie that scripts cannot read.

import { forgetDrafts } from './drafts.svelte';

export interface Person {
  id: number;
  name: string;
}

export interface RoleHeld {
  role: string;
  place_id: number | null;
  project_id: number | null;
}

export interface SessionMay {
  see_projects: boolean;
  start_projects: boolean;
  see_programmes: boolean;
  see_issues: boolean;
  see_people: boolean;
  keep_accounts: boolean;
  agree_objectives_at: number[];
  keep_measures_at: number[];
  keep_measures_of: number[];
}
const mayNothing: SessionMay = { see_projects: false, start_projects: false, see_programmes: false, see_issues: false, see_people: false, keep_accounts: false,
  agree_objectives_at: [], keep_measures_at: [], keep_measures_of: [] };

class Session {
  status = $state<'unknown' | 'out' | 'in'>('unknown');
  person = $state<Person | null>(null);
  roles = $state<RoleHeld[]>([]);
  /** What the pages may offer. */
  may = $state<SessionMay>(mayNothing);
  /** Goes with each write. */
  csrf = '';
  /** The session ended while a page was open: what is on the page stays, a notice asks to sign in again. */
  lapsed = $state(false);

  began(answer: { person: Person; csrf: string; roles: RoleHeld[]; may: SessionMay }): void {
    this.person = answer.person;
    this.roles = answer.roles;
    this.may = answer.may;
    this.csrf = answer.csrf;
    this.status = 'in';
    this.lapsed = false;
  }

  none(): void {
    this.person = null;
    this.roles = [];
    this.may = mayNothing;
    this.csrf = '';
    this.status = 'out';
  }

  /** The server no longer knows us. Nothing on the page is thrown away. */
  ended(): void {
    if (this.status === 'in') this.lapsed = true;
  }

  /** Signed out by choice: nothing that was typed stays behind on this machine. */
  left(): void {
    forgetDrafts();
    this.none();
    this.lapsed = false;
  }

  /** What is given at a system holds at its localities too. */
  mayAt(what: 'agree_objectives_at' | 'keep_measures_at', place: { id: number; system_id: number | null }): boolean {
    return this.may[what].some((id) => id === place.id || id === place.system_id);
  }

  has(role: string): boolean {
    return this.roles.some((held) => held.role === role);
  }
}

export const session = new Session();
