import { expect, it } from 'vitest';
import type { Schemas } from '../../api/client';
import { adaptedPackage } from './packageForm';

const fate = (fate: 'kept' | 'adapted' | 'dropped', reason: string) => ({ fate, reason, modified: null, nature: null, planned: null, fidelity: null, goal: null, decided_by_name: 'Ward lead', decided_at: '2026-10-01T00:00:00Z' });
const adoption = {
  conditions: { dedicated_spanner: true, spanner_days: 2, support: 'Weekly, from the mentor.', starting_level: '6 tasks', local_presence: '', partners: '', concurrent_changes: 'A new ward' },
  components: [
    { slot: 1, part: 'core', name: 'A soft seal', why: 'The sound is what wakes', fate: fate('kept', ''), said_before: null },
    { slot: 2, part: 'periphery', name: 'Which doors first', why: 'Wards differ', fate: fate('adapted', 'the linen room woke more than all others'), said_before: null },
    { slot: 3, part: 'core', name: 'A night matron', why: 'Somebody decides', fate: fate('dropped', 'there is none here'), said_before: null },
    { slot: 4, part: 'periphery', name: 'A poster', why: 'It reminds', fate: null, said_before: null },
  ],
} as unknown as Schemas['Adoption'];
const parent = { summary: 'Nobody is woken by a door', aim: 'Six hours of sleep', objective_id: 7, standards: [{ id: 3, name: 'Alarms' }], standard: '' } as unknown as Schemas['PackageContent'];

it('a package of what was adapted begins with what was kept, adapted and dropped, and with the conditions', () => {
  const made = adaptedPackage({ name: 'Quiet nights on Hazel', aim: '', objective: null, published: [11] }, adoption, parent);
  expect(made.components).toEqual([
    { slot: null, part: 'core', name: 'A soft seal', why: 'The sound is what wakes' },
    { slot: null, part: 'periphery', name: 'Which doors first', why: 'Wards differ\nAdapted here: the linen room woke more than all others.' },
    { slot: null, part: 'periphery', name: 'A poster', why: 'It reminds' },
  ]);
  expect(made.context).toBe('Dedicated boundary spanner: yes, 2 days a week.\nSupport received: Weekly, from the mentor.\nStarting level: 6 tasks.\nChanging at the same time: A new ward.\nLeft out here: A night matron, because there is none here.');
  expect(made).toMatchObject({ name: 'Quiet nights on Hazel', summary: 'Nobody is woken by a door', aim: 'Six hours of sleep', objective_id: '7', standards: ['3'], results: ['11'], facts: [] });
});

it('what the project says of itself comes before what the package said', () => {
  const made = adaptedPackage({ name: 'Quiet nights', aim: 'Seven hours', objective: 2, published: [] }, adoption, parent);
  expect(made).toMatchObject({ aim: 'Seven hours', objective_id: '2' });
});
