// A second look before a story is open to anyone: what is read can't be taken out of heads.

import { wider } from './readers';

export class Opening {
  /** One pressed Save once already, and was told. */
  asked = $state(false);

  /** Whether to wait for another press. */
  waits(before: string, now: string): boolean {
    if (now !== 'public' || !wider(now, before) || this.asked) {
      this.asked = false;
      return false;
    }
    this.asked = true;
    return true;
  }
}
