// What a person has typed and not yet saved.
//
// A form's values live in a draft. It survives a reload, a lost connection, a lapsed session and a walk to another page and
// back; it goes when the form is saved, when it is thrown away, and when the person signs out. It is kept in the tab's own
// session storage and not for longer: ward computers are shared.

const prefix = 'tributary:draft:';

export class Draft<Values extends object> {
  values: Values;
  /** Something typed earlier was found and put back. */
  restored = $state(false);
  /** What was put back was typed over something else than what stands there now. */
  overtaken = false;
  #key: string;
  #initial: string;
  #typedOver: string;

  constructor(key: string, initial: Values) {
    this.#key = prefix + key;
    this.#initial = JSON.stringify(initial);
    const kept = read<Values>(this.#key);
    this.restored = kept !== null && JSON.stringify({ ...initial, ...kept.values }) !== this.#initial;
    this.#typedOver = (this.restored && kept?.over) || this.#initial;
    this.overtaken = this.#typedOver !== this.#initial;
    this.values = $state({ ...(JSON.parse(this.#initial) as Values), ...(kept?.values ?? {}) }) as Values;
  }

  get changed(): boolean {
    return JSON.stringify(this.values) !== this.#initial;
  }

  /** What stood there when the first of it was typed. */
  get typedOver(): Values {
    return JSON.parse(this.#typedOver) as Values;
  }

  /** What stands there now was seen, and what is in the form goes over that. */
  over(values: Values): void {
    this.#initial = this.#typedOver = JSON.stringify(values);
    this.overtaken = false;
    this.keep();
  }

  /** Keeps what stands in the form now. Called by the form on each input. */
  keep(): void {
    if (this.changed) write(this.#key, { values: this.values, over: this.#typedOver });
    else drop(this.#key);
  }

  /** It is stored on the server: the draft is no longer needed, and these values are the new beginning. */
  saved(values?: Values): void {
    drop(this.#key);
    if (values) Object.assign(this.values, JSON.parse(JSON.stringify(values)));
    this.#initial = this.#typedOver = JSON.stringify(this.values);
    this.restored = this.overtaken = false;
  }

  /** Back to what was there before. */
  discard(): void {
    drop(this.#key);
    Object.assign(this.values, JSON.parse(this.#initial));
    this.#typedOver = this.#initial;
    this.restored = this.overtaken = false;
  }
}

/** A draft that keeps itself: every change is written as it is made. For use in a component's script. */
export function draft<Values extends object>(key: string, initial: Values): Draft<Values> {
  const made = new Draft(key, initial);
  $effect(() => {
    JSON.stringify(made.values);  // reads every value, so that this runs when any of them changes
    made.keep();
  });
  return made;
}

export function forgetDrafts(): void {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(prefix)) sessionStorage.removeItem(key);
  } catch {
    // No storage: nothing was kept.
  }
}

interface Kept<Values> {
  values: Partial<Values>;
  over: string;
}

function read<Values>(key: string): Kept<Values> | null {
  try {
    const text = sessionStorage.getItem(key);
    return text ? (JSON.parse(text) as Kept<Values>) : null;
  } catch {
    return null;
  }
}

function write(key: string, values: object): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(values));
  } catch {
    // Storage is full or forbidden: the form itself still holds what was typed.
  }
}

function drop(key: string): void {
  try {
    sessionStorage.removeItem(key);
  } catch {
    // Nothing to drop.
  }
}
