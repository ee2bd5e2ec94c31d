// Going nearer without a jolt: what is to be shown is fetched first, and the browser then moves from one picture to the other.
//
// Where a browser has no view transitions, or its reader wants no motion, the link is simply followed.

import { router } from '../../app/router.svelte';

let ready: { address: string; answer: Promise<unknown> } | null = null;
let stands: (() => void) | null = null;

/** What was fetched for this address before it was gone to, once. */
export function takeReady<Answer>(address: string): Promise<Answer> | null {
  const found = ready?.address === address ? (ready.answer as Promise<Answer>) : null;
  ready = null;
  return found;
}

/** The picture stands on the page. */
export function pictureStands(): void {
  stands?.();
  stands = null;
}

export function goNearer(event: MouseEvent, href: string, key: string, fetch: () => Promise<unknown>): void {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  if (still || !document.startViewTransition || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const box = (event.currentTarget as Element).getBoundingClientRect();
  document.documentElement.style.setProperty('--nearer-x', `${(box.left + box.width / 2).toFixed(0)}px`);
  document.documentElement.style.setProperty('--nearer-y', `${(box.top + box.height / 2).toFixed(0)}px`);
  const answer = fetch();
  ready = { address: key, answer };
  void answer.catch(() => null).then(() => {
    document.documentElement.classList.add('nearer');
    const moving = document.startViewTransition(() => {
      const there = new Promise<void>((done) => { stands = done; });
      router.go(href);
      // A page that fails has no picture; nobody waits for it.
      return Promise.race([there, new Promise<void>((done) => { setTimeout(done, 1000); })]);
    });
    void moving.finished.finally(() => { document.documentElement.classList.remove('nearer'); });
  });
}
