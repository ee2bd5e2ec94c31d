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
  { path: '/people/:id', page: () => import('../pages/person/PersonPage.svelte'), section: 'people' },

  { path: '/places/:id', page: () => import('../pages/place/PlacePage.svelte'), section: 'place' },
  { path: '/places/:id/stories', page: () => import('../pages/stories/PlaceStoriesPage.svelte'), section: 'place', open: true },
  { path: '/places/:id/stories/new', page: () => import('../pages/stories/NewPlaceStoryPage.svelte'), section: 'place' },
  { path: '/places/:id/organisations/:organisation', page: () => import('../pages/place/PlacePage.svelte'), section: 'place' },
  { path: '/places/:id/organisations/:organisation/teams/:team', page: () => import('../pages/place/PlacePage.svelte'), section: 'place' },
  { path: '/places/:id/who', page: () => import('../pages/who/WhoPage.svelte'), section: 'place' },
  { path: '/places/:id/edit', page: () => import('../pages/who/EditPlacePage.svelte'), section: 'place' },
  { path: '/organisations/new', page: () => import('../pages/who/OrganisationFormPage.svelte'), section: 'place' },
  { path: '/organisations/:id/edit', page: () => import('../pages/who/OrganisationFormPage.svelte'), section: 'place' },
  { path: '/groups/new', page: () => import('../pages/who/GroupFormPage.svelte'), section: 'place' },
  { path: '/groups/:id', page: () => import('../pages/group/GroupPage.svelte'), section: 'place' },
  { path: '/groups/:id/edit', page: () => import('../pages/who/GroupFormPage.svelte'), section: 'place' },
  { path: '/organisations/:id', page: () => import('../pages/organisation/OrganisationPage.svelte'), section: 'place' },
  { path: '/teams/:id', page: () => import('../pages/organisation/TeamPage.svelte'), section: 'place' },

  { path: '/direction', page: () => import('../pages/direction/DirectionPage.svelte'), section: 'direction' },
  { path: '/objectives/new', page: () => import('../pages/objective/NewObjectivePage.svelte'), section: 'direction' },
  { path: '/objectives/:id', page: () => import('../pages/objective/ObjectivePage.svelte'), section: 'direction' },
  { path: '/objectives/:id/edit', page: () => import('../pages/objective/EditObjectivePage.svelte'), section: 'direction' },

  { path: '/standards', page: () => import('../pages/standards/StandardsPage.svelte'), section: 'direction' },
  { path: '/standards/new', page: () => import('../pages/standards/NewStandardPage.svelte'), section: 'direction' },
  { path: '/standards/:id', page: () => import('../pages/standards/StandardPage.svelte'), section: 'direction' },
  { path: '/standards/:id/edit', page: () => import('../pages/standards/EditStandardPage.svelte'), section: 'direction' },
  { path: '/standards/:id/amend', page: () => import('../pages/standards/ProposePage.svelte'), section: 'direction' },
  { path: '/amendments/:id', page: () => import('../pages/standards/AmendmentPage.svelte'), section: 'direction' },
  { path: '/amendments/:id/restate', page: () => import('../pages/standards/RestatePage.svelte'), section: 'direction' },

  { path: '/levers', page: () => import('../pages/levers/LeversPage.svelte'), section: 'direction' },
  { path: '/levers/new', page: () => import('../pages/levers/RecordPage.svelte'), section: 'direction' },
  { path: '/levers/:id/edit', page: () => import('../pages/levers/RecordPage.svelte'), section: 'direction' },
  { path: '/levers/:id', page: () => import('../pages/levers/LeverPage.svelte'), section: 'direction' },
  { path: '/investments/new', page: () => import('../pages/levers/RecordPage.svelte'), section: 'direction' },
  { path: '/investments/:id/edit', page: () => import('../pages/levers/RecordPage.svelte'), section: 'direction' },
  { path: '/returns/new', page: () => import('../pages/levers/RecordPage.svelte'), section: 'direction' },
  { path: '/returns/:id/edit', page: () => import('../pages/levers/RecordPage.svelte'), section: 'direction' },

  { path: '/flow-models', page: () => import('../pages/flow/FlowModelsPage.svelte'), section: 'place' },
  { path: '/flow-models/new', page: () => import('../pages/flow/FlowTextPage.svelte'), section: 'place' },
  { path: '/flow-models/:id', page: () => import('../pages/flow/FlowModelPage.svelte'), section: 'place' },
  { path: '/flow-models/:id/adapt', page: () => import('../pages/flow/FlowTextPage.svelte'), section: 'place' },

  { path: '/interdependencies', page: () => import('../pages/between/IssuesPage.svelte'), section: 'place' },
  { path: '/interdependencies/new', page: () => import('../pages/between/RaisePage.svelte'), section: 'place' },
  { path: '/interdependencies/:id', page: () => import('../pages/between/IssuePage.svelte'), section: 'place' },

  { path: '/projects', page: () => import('../pages/projects/ProjectsPage.svelte'), section: 'projects' },
  { path: '/projects/new', page: () => import('../pages/projects/NewProjectPage.svelte'), section: 'projects' },
  { path: '/projects/:id', page: () => import('../pages/project/ProjectPage.svelte'), section: 'projects' },
  { path: '/projects/:id/edit', page: () => import('../pages/projects/EditProjectPage.svelte'), section: 'projects' },
  { path: '/projects/:id/tests/new', page: () => import('../pages/test/NewTestPage.svelte'), section: 'projects' },
  { path: '/projects/:id/stories/new', page: () => import('../pages/stories/NewStoryPage.svelte'), section: 'projects' },
  { path: '/stories/:id', page: () => import('../pages/stories/StoryPage.svelte'), open: true },
  { path: '/stories/:id/edit', page: () => import('../pages/stories/EditStoryPage.svelte') },
  { path: '/projects/:id/sessions/new', page: () => import('../pages/support/NewSessionPage.svelte'), section: 'support' },
  { path: '/projects/:id/review', page: () => import('../pages/review/ReviewAheadPage.svelte'), section: 'projects' },
  { path: '/support', page: () => import('../pages/support/SupportPage.svelte'), section: 'support' },
  { path: '/sessions/:id', page: () => import('../pages/support/SessionPage.svelte'), section: 'support' },
  { path: '/review-days/:id', page: () => import('../pages/review/ReviewDayPage.svelte'), section: 'programmes' },
  { path: '/tests/:id', page: () => import('../pages/test/TestPage.svelte'), section: 'projects' },

  { path: '/programmes', page: () => import('../pages/programmes/ProgrammesPage.svelte'), section: 'programmes' },
  { path: '/programmes/new', page: () => import('../pages/programmes/NewProgrammePage.svelte'), section: 'programmes' },
  { path: '/programmes/:id', page: () => import('../pages/programmes/ProgrammePage.svelte'), section: 'programmes' },
  { path: '/programmes/:id/edit', page: () => import('../pages/programmes/EditProgrammePage.svelte'), section: 'programmes' },

  { path: '/packages', page: () => import('../pages/packages/PackagesPage.svelte'), section: 'packages', open: true },
  { path: '/packages/new', page: () => import('../pages/packages/NewPackagePage.svelte'), section: 'packages' },
  { path: '/packages/:id', page: () => import('../pages/packages/PackagePage.svelte'), section: 'packages', open: true },
  { path: '/packages/:id/edit', page: () => import('../pages/packages/EditPackagePage.svelte'), section: 'packages' },
  { path: '/packages/:id/adopt', page: () => import('../pages/packages/AdoptPage.svelte'), section: 'packages' },
  { path: '/adoptions/:id', page: () => import('../pages/packages/AdoptionPage.svelte'), section: 'packages' },

  { path: '/measures', page: () => import('../pages/measures/MeasuresPage.svelte'), section: 'measures' },
  { path: '/measures/new', page: () => import('../pages/measures/NewMeasurePage.svelte'), section: 'measures' },
  { path: '/measures/:id', page: () => import('../pages/measure/MeasurePage.svelte'), section: 'measures' },
  { path: '/measures/:id/history', page: () => import('../pages/measure/MeasureHistoryPage.svelte'), section: 'measures' },
  { path: '/measures/:id/edit', page: () => import('../pages/measures/EditMeasurePage.svelte'), section: 'measures' },
  { path: '/try', page: () => import('../pages/try/TryPage.svelte'), section: 'try' },

  { path: '/week', page: () => import('../pages/week/WeekPage.svelte'), section: 'week' },
  { path: '/texts', page: () => import('../pages/texts/OwnTextsPage.svelte') },
  { path: '/tutorial', page: () => import('../pages/tutorial/TutorialPage.svelte'), open: true },
  { path: '/first-steps', page: () => import('../pages/tutorial/FirstStepsPage.svelte'), open: true },
  { path: '/search', page: () => import('../pages/search/SearchPage.svelte'), section: 'search' },
  { path: '/import', page: () => import('../pages/import/ImportPage.svelte'), section: 'import' },
];

/** The navigation: a word for each kind of thing; with `needs`, offered only to who may open it. */
export const sections: { id: string; text: string; href: string; needs?: keyof Schemas['Session']['may'] }[] = [
  { id: 'place', text: 'Place', href: '/' },
  { id: 'direction', text: 'Direction', href: '/direction' },
  { id: 'projects', text: 'Projects', href: '/projects', needs: 'see_projects' },
  { id: 'programmes', text: 'Programmes', href: '/programmes', needs: 'see_programmes' },
  { id: 'packages', text: 'Packages', href: '/packages' },
  { id: 'support', text: 'Support', href: '/support', needs: 'see_projects' },
  { id: 'measures', text: 'Measures', href: '/measures' },
  { id: 'import', text: 'Import', href: '/import' },
  { id: 'people', text: 'People', href: '/people', needs: 'see_people' },
];
