// The points of STRESS-DES, the guideline for reporting simulation studies of this kind, and where the report answers each.
// [Monks, Currie, Onggo, Robinson, Kunc and Taylor 2019, Journal of Simulation 13(1), doi 10.1080/17477778.2018.1442155]
export const stressPoints: { section: string; points: { number: string; name: string; part: string }[] }[] = [
  { section: 'Objectives', points: [
    { number: '1.1', name: 'Purpose of the model', part: 'short' }, { number: '1.2', name: 'Model outputs', part: 'numbers' }, { number: '1.3', name: 'Experimentation aims', part: 'short' },
  ] },
  { section: 'Logic', points: [
    { number: '2.1', name: 'Base model overview diagram', part: 'flow' }, { number: '2.2', name: 'Base model logic', part: 'logic' }, { number: '2.3', name: 'Scenario logic', part: 'logic' },
    { number: '2.4', name: 'Algorithms', part: 'run' }, { number: '2.5', name: 'Components', part: 'logic' },
  ] },
  { section: 'Data', points: [
    { number: '3.1', name: 'Data sources', part: 'data' }, { number: '3.2', name: 'Pre-processing', part: 'data' }, { number: '3.3', name: 'Input parameters', part: 'data' }, { number: '3.4', name: 'Assumptions', part: 'beware' },
  ] },
  { section: 'Experimentation', points: [
    { number: '4.1', name: 'Initialisation', part: 'run' }, { number: '4.2', name: 'Run length', part: 'run' }, { number: '4.3', name: 'Estimation approach', part: 'run' },
  ] },
  { section: 'Implementation', points: [
    { number: '5.1', name: 'Software', part: 'repeat' }, { number: '5.2', name: 'Random sampling', part: 'run' }, { number: '5.3', name: 'Model execution', part: 'run' }, { number: '5.4', name: 'System specification', part: 'repeat' },
  ] },
  { section: 'Code access', points: [{ number: '6.1', name: 'Computer model sharing', part: 'repeat' }] },
];
