// Every page and its address, one line each. Pages are fetched when they are first visited.

import type { Schemas } from '../api/client';
import type { Route } from './router.svelte';

export const routes: Route[] = [
  { path: '/', page: () => import('../pages/home/HomePage.svelte'), section: 'place' },
  { path: '/sign-in', page: () => import('../pages/sign-in/SignInPage.svelte'), open: true },
  { path: '/forgot-password', page: () => import('../pages/account/ForgotPage.svelte'), open: true },
  { path: '/choose-password', page: () => import('../pages/account/ChoosePasswordPage.svelte'), open: true },
  { path: '/account', page: () => import('../pages/account/AccountPage.svelte'), section: 'account' },
  { path: '/people', page: () => import('../pages/people/PeoplePage.svelte'), section: 'people' },

  { path: '/places/:id', page: () => import('../pages/place/PlacePage.svelte'), section: 'place' },
  { path: '/organisations/:id', page: () => import('../pages/organisation/OrganisationPage.svelte'), section: 'place' },

  { path: '/direction', page: () => import('../pages/direction/DirectionPage.svelte'), section: 'direction' },
  { path: '/objectives/new', page: () => import('../pages/objective/NewObjectivePage.svelte'), section: 'direction' },
  { path: '/objectives/:id', page: () => import('../pages/objective/ObjectivePage.svelte'), section: 'direction' },
  { path: '/objectives/:id/edit', page: () => import('../pages/objective/EditObjectivePage.svelte'), section: 'direction' },

  { path: '/projects', page: () => import('../pages/projects/ProjectsPage.svelte'), section: 'projects' },
  { path: '/projects/new', page: () => import('../pages/projects/NewProjectPage.svelte'), section: 'projects' },
  { path: '/projects/:id', page: () => import('../pages/project/ProjectPage.svelte'), section: 'projects' },
  { path: '/projects/:id/edit', page: () => import('../pages/projects/EditProjectPage.svelte'), section: 'projects' },
  { path: '/projects/:id/tests/new', page: () => import('../pages/test/NewTestPage.svelte'), section: 'projects' },
  { path: '/tests/:id', page: () => import('../pages/test/TestPage.svelte'), section: 'projects' },

  { path: '/programmes', page: () => import('../pages/programmes/ProgrammesPage.svelte'), section: 'programmes' },
  { path: '/programmes/new', page: () => import('../pages/programmes/NewProgrammePage.svelte'), section: 'programmes' },
  { path: '/programmes/:id', page: () => import('../pages/programmes/ProgrammePage.svelte'), section: 'programmes' },
  { path: '/programmes/:id/edit', page: () => import('../pages/programmes/EditProgrammePage.svelte'), section: 'programmes' },

  { path: '/measures', page: () => import('../pages/measures/MeasuresPage.svelte'), section: 'measures' },
  { path: '/measures/new', page: () => import('../pages/measures/NewMeasurePage.svelte'), section: 'measures' },
  { path: '/measures/:id', page: () => import('../pages/measure/MeasurePage.svelte'), section: 'measures' },
  { path: '/measures/:id/edit', page: () => import('../pages/measures/EditMeasurePage.svelte'), section: 'measures' },
  { path: '/try', page: () => import('../pages/try/TryPage.svelte'), section: 'try' },

  { path: '/search', page: () => import('../pages/search/SearchPage.svelte'), section: 'search' },
  { path: '/import', page: () => import('../pages/import/ImportPage.svelte'), section: 'import' },
];

/** The navigation: a word for each kind of thing; with `needs`, offered only to who may open it. */
export const sections: { id: string; text: string; href: string; needs?: keyof Schemas['Session']['may'] }[] = [
  { id: 'place', text: 'Place', href: '/' },
  { id: 'direction', text: 'Direction', href: '/direction' },
  { id: 'projects', text: 'Projects', href: '/projects', needs: 'see_projects' },
  { id: 'programmes', text: 'Programmes', href: '/programmes', needs: 'see_programmes' },
  { id: 'measures', text: 'Measures', href: '/measures' },
  { id: 'import', text: 'Import', href: '/import' },
  { id: 'people', text: 'People', href: '/people', needs: 'see_people' },
];
