// The key `/`: from any page to the box of the search page, as in the tools that people know. Not while one is typing.

import { router } from './router.svelte';

let focusBox: (() => void) | null = null;
let pressed = false;

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));
}

export const searchKey = {
  press(event: KeyboardEvent): void {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target)) return;
    event.preventDefault();
    if (focusBox) return focusBox();
    pressed = true;
    router.go('/search');
  },
  /** The search page stands, and says how to reach its box. Returns what to do when it goes. */
  arrive(focus: () => void): () => void {
    focusBox = focus;
    if (pressed) focus();
    pressed = false;
    return () => {
      focusBox = null;
    };
  },
};
