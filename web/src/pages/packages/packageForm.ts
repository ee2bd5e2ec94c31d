// A change package as its form holds it, and as the contract takes it; and the words of it.

import type { Schemas } from '../../api/client';

export interface PackageValues {
  name: string;
  summary: string;
  aim: string;
  context: string;
  contact: string;
  objective_id: string;
  /** That it follows, by id. */
  standards: string[];
  standard: string;
  components: { slot: number | null; part: string; name: string; why: string }[];
  /** Measures of the project that are results of it, by id. */
  results: string[];
  /** What an adopter measures with where there is no measure of ours. */
  templates: { slot: number | null; name: string; unit: string; definition: string; direction: string }[];
  facts: { topic: string; figure: string; says: string; source: string }[];
}

type Content = Schemas['PackageContent'];

export function newPackage(project: { name: string; aim: string; objective: number | null; published: number[] } | null): PackageValues {
  return { name: project?.name ?? '', summary: '', aim: project?.aim ?? '', context: '', contact: '', objective_id: project?.objective ? String(project.objective) : '', standards: [], standard: '',
    components: [{ slot: null, part: 'core', name: '', why: '' }], results: (project?.published ?? []).map(String), templates: [],
    facts: project ? [] : [{ topic: '', figure: '', says: '', source: '' }] };
}

const sentence = (text: string) => { const said = text.trim(); return said && !/[.!?…]$/.test(said) ? `${said}.` : said; };

/** The conditions an adopter set out under, and what it left out, in words: the context that its own package worked in. */
function contextOf(adoption: Schemas['Adoption']): string {
  const c = adoption.conditions;
  const said: [string, string][] = [
    ['Dedicated boundary spanner', c.dedicated_spanner === null ? '' : c.dedicated_spanner ? `yes${c.spanner_days !== null ? `, ${c.spanner_days} ${c.spanner_days === 1 ? 'day' : 'days'} a week` : ''}` : 'no'],
    ['Support received', c.support], ['Starting level', c.starting_level], ['On the spot', c.local_presence], ['Partners', c.partners], ['Changing at the same time', c.concurrent_changes]];
  const dropped = adoption.components.filter((one) => one.fate?.fate === 'dropped').map((one) => sentence(`Left out here: ${one.name}, because ${one.fate!.reason}`));
  return [...said.filter(([, words]) => words.trim()).map(([what, words]) => sentence(`${what}: ${words}`)), ...dropped].join('\n');
}

/** What a project made of a package that it took on: what was kept as it stood, what was adapted with the reason, without what was dropped. `parent`: what that package says, where it may be read. */
export function adaptedPackage(project: { name: string; aim: string; objective: number | null; published: number[] }, adoption: Schemas['Adoption'], parent: Content | null): PackageValues {
  const values = newPackage(project);
  const components = adoption.components.filter((one) => one.fate?.fate !== 'dropped').map((one) => ({ slot: null, part: one.part as string, name: one.name,
    why: one.fate?.fate === 'adapted' ? [one.why, sentence(`Adapted here: ${one.fate.reason}`)].filter(Boolean).join('\n') : one.why }));
  return { ...values, summary: parent?.summary ?? '', aim: values.aim || parent?.aim || '', context: contextOf(adoption),
    objective_id: values.objective_id || (parent?.objective_id ? String(parent.objective_id) : ''), standards: parent?.standards.map((one) => String(one.id)) ?? [], standard: parent?.standard ?? '',
    components: components.length ? components : values.components };
}

export function packageValues(it: Content): PackageValues {
  return { name: it.name, summary: it.summary, aim: it.aim, context: it.context, contact: it.contact, objective_id: it.objective_id ? String(it.objective_id) : '', standards: it.standards.map((one) => String(one.id)), standard: it.standard,
    components: it.components.map((one) => ({ ...one })), results: it.measures.filter((one) => one.measure_id).map((one) => String(one.measure_id)),
    templates: it.measures.filter((one) => !one.measure_id).map(({ slot, name, unit, definition, direction }) => ({ slot, name, unit, definition, direction })),
    facts: it.facts.map(({ topic, figure, says, source }) => ({ topic, figure, says, source })) };
}

/** `before`: what is stored, whose measures keep their slots. */
export function packageInput(values: PackageValues, before: Content | null): Schemas['PackageContentInput'] {
  const stored = (measure: string) => before?.measures.find((one) => String(one.measure_id) === measure);
  const template = (slot: number | null) => before?.measures.find((one) => one.slot === slot);
  return {
    name: values.name, summary: values.summary, aim: values.aim, context: values.context, contact: values.contact, objective_id: values.objective_id ? Number(values.objective_id) : null,
    standard_ids: values.standards.map(Number), standard: values.standard,
    components: values.components.map((one) => ({ slot: one.slot, part: one.part as Schemas['ComponentPart'], name: one.name, why: one.why })),
    measures: [...values.results.map((id) => ({ slot: stored(id)?.slot ?? null, measure_id: Number(id) })),
      ...values.templates.map((one) => {
        const was = one.slot ? template(one.slot) : undefined;
        return { slot: one.slot, name: one.name, unit: one.unit, definition: one.definition, direction: one.direction as Schemas['MeasureDirection'],
          kind: was?.kind ?? ('outcome' as const), quantity: was?.quantity ?? ('number' as const), scale: was?.scale ?? 1, interval: was?.interval ?? ('month' as const), experience: was?.experience ?? false };
      })],
    facts: values.facts.map((one) => ({ ...one })),
  };
}

/** Facts by topic, in the order written; with more than one figure the sources disagree. */
export function topicsOf(facts: readonly Schemas['PublishedFact'][]): { topic: string; disputed: boolean; facts: Schemas['PublishedFact'][] }[] {
  const out: { topic: string; disputed: boolean; facts: Schemas['PublishedFact'][] }[] = [];
  for (const fact of facts) {
    const known = out.find((one) => one.topic === fact.topic);
    if (known) known.facts.push(fact);
    else out.push({ topic: fact.topic, disputed: fact.disputed, facts: [fact] });
  }
  return out;
}

export const packageStates = { draft: { text: 'Draft', colour: 'white' }, published: { text: 'Published', colour: 'aqua-green' }, withdrawn: { text: 'Withdrawn', colour: 'orange' } } as const;
export const fateWords = { kept: 'Kept', adapted: 'Adapted', dropped: 'Dropped' } as const;
export const dimensionWords = { health: 'Health of the population', care: 'Experience and quality of care', resources: 'Use of resources' } as const;
export const modifiedWords = { content: 'What is done', context: 'Where, by whom or for whom it is done', training_and_evaluation: 'How people are trained or it is evaluated', implementation: 'How it is brought in' } as const;
export const natureWords = { tailored: 'Tailored to people here', added: 'Something added', removed: 'Something left out', condensed: 'Made shorter', extended: 'Made longer', substituted: 'One thing put in place of another',
  reordered: 'Done in another order', spread_out: 'Spread over more time', joined_with_another: 'Joined with another approach', repeated: 'Something repeated', loosened: 'Held less tightly' } as const;
export const fidelityWords = { consistent: 'Yes, it still does', inconsistent: 'No, it does something else now', unknown: 'Cannot tell' } as const;
export const goalWords = { reach: 'To reach more people', retention: 'So that people stay with it', feasibility: 'So that it can be done here', fit: 'So that it fits the people here', culture: 'To respect a culture',
  effectiveness: 'To make it work better', cost: 'To cost less', satisfaction: 'So that people like it better' } as const;

export const choices = (words: Record<string, string>) => Object.entries(words).map(([value, text]) => ({ value, text }));
