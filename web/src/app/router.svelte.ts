// Which page stands for which address, and how one goes from page to page without loading the document again.
//
// Why our own   a router from npm (sv-router was read) takes clicks that a person meant for a new tab (Ctrl, Cmd, Shift) and
//               links to downloads, and leaves titles, focus, scroll and a page that fails to arrive to us anyway: what is
//               left to write is this file.
// Promises      a link is an ordinary <a href>: it can be copied, opened in a tab and sent. After each move the new page's
//               heading has the focus and the document its title (parts/PageHead does both); Back returns to the old scroll.

import type { Component } from 'svelte';

// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Page = Component<any>;

export interface Route {
  /** Segments that begin with ":" are parameters: "/projects/:project". */
  path: string;
  page: () => Promise<{ default: Page }>;
  /** May be seen without signing in. */
  open?: boolean;
  /** The entry of the navigation that it belongs to. */
  section?: string;
}

export interface Match {
  route: Route;
  params: Record<string, string>;
}

export function matchRoute(routes: readonly Route[], pathname: string): Match | null {
  const wanted = segments(pathname);
  for (const route of routes) {
    const parts = segments(route.path);
    if (parts.length !== wanted.length) continue;
    const params: Record<string, string> = {};
    const fits = parts.every((part, index) => {
      if (!part.startsWith(':')) return part === wanted[index];
      params[part.slice(1)] = wanted[index]!;
      return true;
    });
    if (fits) return { route, params };
  }
  return null;
}

function segments(path: string): string[] {
  return path.split('/').filter(Boolean).map((part) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  });
}

/** Whether a click on a link is ours to follow: same site, same tab, a page (not a file of the API, not a download). */
export function isOurs(event: MouseEvent, link: HTMLAnchorElement, here: Location): boolean {
  if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return false;
  if (link.target && link.target !== '_self') return false;
  if (link.hasAttribute('download') || !link.hasAttribute('href')) return false;
  const to = new URL(link.href, here.href);
  if (to.origin !== here.origin || to.pathname.startsWith('/api/')) return false;
  const sameDocument = to.pathname === here.pathname && to.search === here.search;
  return !(sameDocument && to.hash);
}

interface Place {
  pathname: string;
  search: URLSearchParams;
  /** Grows with each move, so that a page of the same kind with other parameters is built afresh. */
  visit: number;
}

class Router {
  place = $state<Place>({ pathname: '/', search: new URLSearchParams(), visit: 0 });
  /** True from a move until the new page's heading has taken the focus. */
  arriving = false;
  #scrollTo: number | null = null;
  #visits = 0;

  start(): () => void {
    history.scrollRestoration = 'manual';
    this.#read();
    const back = () => {
      this.#scrollTo = (history.state as { scroll?: number } | null)?.scroll ?? 0;
      this.arriving = true;
      this.#read();
    };
    const click = (event: MouseEvent) => {
      const link = (event.target as Element | null)?.closest?.('a');
      if (!link || !isOurs(event, link, location)) return;
      event.preventDefault();
      this.go(link.href);
    };
    addEventListener('popstate', back);
    document.addEventListener('click', click);
    return () => {
      removeEventListener('popstate', back);
      document.removeEventListener('click', click);
    };
  }

  /** Goes to an address of ours. `replace` leaves no way back, as after signing in or saving a new thing. */
  go(address: string, { replace = false }: { replace?: boolean } = {}): void {
    const to = new URL(address, location.href);
    history.replaceState({ ...(history.state as object | null), scroll: scrollY }, '');
    if (replace) history.replaceState({}, '', to);
    else history.pushState({}, '', to);
    this.#scrollTo = 0;
    this.arriving = true;
    this.#read();
  }

  /** Changes the query of the address without leaving the page, so that what is chosen can be sent to others. */
  query(changes: Record<string, string | null>): void {
    const to = new URL(location.href);
    for (const [name, value] of Object.entries(changes)) {
      if (value === null || value === '') to.searchParams.delete(name);
      else to.searchParams.set(name, value);
    }
    history.replaceState(history.state, '', to);
    this.place.search = to.searchParams;
  }

  /** Called by a page's heading when it stands: gives it the focus and the page its scroll. */
  arrived(heading: HTMLElement): void {
    if (!this.arriving) return;
    this.arriving = false;
    heading.focus({ preventScroll: true });
    if (this.#scrollTo !== null) scrollTo(0, this.#scrollTo);
    this.#scrollTo = null;
  }

  #read(): void {
    this.place = { pathname: location.pathname, search: new URLSearchParams(location.search), visit: ++this.#visits };
  }
}

export const router = new Router();
