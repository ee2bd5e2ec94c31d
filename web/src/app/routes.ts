// Every page and its address, one line each. Pages are fetched when they are first visited.

import type { Route } from './router.svelte';

export const routes: Route[] = [
  { path: '/', page: () => import('../pages/home/HomePage.svelte'), section: 'place' },
  { path: '/sign-in', page: () => import('../pages/sign-in/SignInPage.svelte'), open: true },
];

/** The navigation: a word for each kind of thing. */
export const sections = [
  { id: 'place', text: 'Place', href: '/' },
  { id: 'direction', text: 'Direction', href: '/direction' },
  { id: 'projects', text: 'Projects', href: '/projects' },
  { id: 'programmes', text: 'Programmes', href: '/programmes' },
  { id: 'measures', text: 'Measures', href: '/measures' },
  { id: 'import', text: 'Import', href: '/import' },
] as const;
