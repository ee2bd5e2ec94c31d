import { expect, it } from 'vitest';
import { firstPage } from './firstPage';

const at = (role: string, place: number) => ({ role, place_id: place, project_id: null });
const of = (role: string, project: number) => ({ role, place_id: null, project_id: project });

it('takes a lead or mentor to their week, a locality lead to the locality, and others to the place', () => {
  expect(firstPage([of('project_lead', 3)])).toBe('/week');
  expect(firstPage([of('team_member', 4), of('mentor', 3)])).toBe('/week');
  expect(firstPage([at('locality_lead', 7)])).toBe('/places/7');
  expect(firstPage([of('project_lead', 3), at('locality_lead', 7)])).toBe('/places/7');
  expect(firstPage([at('system_lead', 1), of('project_lead', 3)])).toBe('/');
  expect(firstPage([at('system_lead', 1), at('locality_lead', 7)])).toBe('/');
  expect(firstPage([of('team_member', 4)])).toBe('/');
  expect(firstPage([])).toBe('/');
});
