// What this server is, asked once: whether it tells the demonstration, and where its letters go.

import { api, body } from '../api/client';

type Answer = Awaited<ReturnType<typeof ask>>;
const ask = () => body(api.GET('/api/v1/about'));

class About {
  /** Null until it is known. */
  is = $state.raw<Answer | null>(null);
  #asked: Promise<void> | null = null;

  /** Pages say nothing of it where it can't be asked. */
  find(): Promise<void> {
    this.#asked ??= ask().then((answer) => { this.is = answer; }, () => { this.#asked = null; });
    return this.#asked;
  }
}

export const about = new About();

/** After "a letter to them": where it goes. */
export function whereLettersGo(email: string): string {
  return about.is?.mails === false
    ? `is written to the folder “outbox” beside the data, because no mail server is set: whoever runs Tributary passes it on, or prints the link with “tributary user link --email ${email}”`
    : `is mailed to ${email}`;
}
