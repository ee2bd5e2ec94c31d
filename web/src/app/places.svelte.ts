// The places, fetched once: every page names them.

import { api, body, type Schemas } from '../api/client';
import { session } from './session.svelte';

type Place = Schemas['Place'];

class Places {
  #asked: Promise<Place[]> | null = null;
  #for: number | null = null;

  /** Systems first, then localities by name. */
  async all(): Promise<Place[]> {
    const who = session.person?.id ?? null;
    if (!this.#asked || this.#for !== who) {
      this.#for = who;
      this.#asked = body(api.GET('/api/v1/places')).then((answer) => answer.places);
      this.#asked.catch(() => { this.#asked = null; });
    }
    return this.#asked;
  }

  /** One was added or changed. */
  changed(): void {
    this.#asked = null;
  }

  /** Where one begins: the system in which one has a role, or else the first. */
  async home(): Promise<Place | null> {
    const all = await this.all();
    const mine = session.roles.map((role) => all.find((place) => place.id === role.place_id)).find((place) => place);
    const system = mine?.system_id ? all.find((place) => place.id === mine.system_id) : mine;
    return system ?? all[0] ?? null;
  }
}

export const places = new Places();
