import { describe, expect, it } from 'vitest';
import { Problem } from '../api/problem';
import { Saying, type Plan } from './saying.svelte';

/** A team's hours as a server keeps them, with what is said of them. */
function stored(value: number, version: number) {
  const kept = { value, version };
  const put = (said: number, seen: number) => {
    if (seen !== kept.version) return Promise.reject(new Problem(412, { title: 'Somebody else changed this first', code: 'stale' }));
    kept.value = said;
    kept.version++;
    return Promise.resolve();
  };
  const plan = (mine: number, seen: number, done: (version: number) => void = () => undefined): Plan<number> =>
    ({ label: 'Hours', mine: { value: mine, version: seen }, put, fetch: () => Promise.resolve({ ...kept }), words: String, done, taken: () => undefined });
  return { kept, plan };
}

describe('saying what another may say too', () => {
  it('is stored over the version that was seen', async () => {
    const { kept, plan } = stored(0, 0);
    let as = 0;
    expect(await new Saying<number>().say(plan(3, 0, (version) => { as = version; }))).toBe(true);
    expect([kept.value, as]).toEqual([3, 1]);
  });
  it('shows both where somebody was first, and writes over it only when that is chosen', async () => {
    const { kept, plan } = stored(2, 1);
    const saying = new Saying<number>();
    expect(await saying.say(plan(3, 0))).toBe(false);
    expect(kept.value).toBe(2);
    expect(saying.differences).toEqual([{ label: 'Hours', theirs: '2', mine: '3' }]);
    await saying.keepMine();
    expect([kept.value, kept.version, saying.overtaken]).toEqual([3, 2, null]);
  });
  it('leaves theirs where that is taken', async () => {
    const { kept, plan } = stored(2, 1);
    const saying = new Saying<number>();
    await saying.say(plan(3, 0));
    saying.takeTheirs();
    expect([kept.value, saying.overtaken, saying.sending.problem]).toEqual([2, null, null]);
  });
});
