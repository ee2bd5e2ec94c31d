// Every page and its address, one line each. Pages are fetched when they are first visited.

import type { Route } from './router.svelte';

export const routes: Route[] = [
  { path: '/', page: () => import('../pages/home/HomePage.svelte'), section: 'place' },
  { path: '/sign-in', page: () => import('../pages/sign-in/SignInPage.svelte'), open: true },

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
  { path: '/projects/:id/stories/new', page: () => import('../pages/stories/NewStoryPage.svelte'), section: 'projects' },
  { path: '/stories/:id', page: () => import('../pages/stories/StoryPage.svelte'), section: 'projects' },
  { path: '/stories/:id/edit', page: () => import('../pages/stories/EditStoryPage.svelte'), section: 'projects' },
  { path: '/tests/:id', page: () => import('../pages/test/TestPage.svelte'), section: 'projects' },

  { path: '/programmes', page: () => import('../pages/programmes/ProgrammesPage.svelte'), section: 'programmes' },
  { path: '/programmes/new', page: () => import('../pages/programmes/NewProgrammePage.svelte'), section: 'programmes' },
  { path: '/programmes/:id', page: () => import('../pages/programmes/ProgrammePage.svelte'), section: 'programmes' },
  { path: '/programmes/:id/edit', page: () => import('../pages/programmes/EditProgrammePage.svelte'), section: 'programmes' },

  { path: '/measures', page: () => import('../pages/measures/MeasuresPage.svelte'), section: 'measures' },
  { path: '/measures/new', page: () => import('../pages/measures/NewMeasurePage.svelte'), section: 'measures' },
  { path: '/measures/:id', page: () => import('../pages/measure/MeasurePage.svelte'), section: 'measures' },
  { path: '/measures/:id/history', page: () => import('../pages/measure/MeasureHistoryPage.svelte'), section: 'measures' },
  { path: '/measures/:id/edit', page: () => import('../pages/measures/EditMeasurePage.svelte'), section: 'measures' },
  { path: '/try', page: () => import('../pages/try/TryPage.svelte'), section: 'try' },

  { path: '/texts', page: () => import('../pages/texts/OwnTextsPage.svelte') },
  { path: '/search', page: () => import('../pages/search/SearchPage.svelte'), section: 'search' },
  { path: '/import', page: () => import('../pages/import/ImportPage.svelte'), section: 'import' },
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
