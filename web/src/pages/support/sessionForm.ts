// A session as its form holds it, and as the contract takes it. The five questions are those of the coaching kata
// (M. Rother, Toyota Kata, 2010); the words are ours.

import type { Schemas } from '../../api/client';
import { ownText, textInput } from '../../parts/words';
import { today } from '../../words/dates';

export const questions = [
  { slot: 'target', label: '1. Where do you want to be?', hint: 'The target condition: what would be happening, and by when.' },
  { slot: 'actual', label: '2. Where are you now?', hint: 'The actual condition: what the figures say, and what you have seen.' },
  { slot: 'learnt', label: 'What happened with the last step, and what did you learn?', hint: 'Beside it stands what was expected.' },
  { slot: 'obstacle', label: '3. What stands in the way, and which one obstacle are you working on now?', hint: '' },
  { slot: 'next_step', label: '4. What is your next step?', hint: '' },
  { slot: 'expectation', label: 'And what do you expect of it?', hint: 'It will stand here next time.' },
] as const;

export type Slot = (typeof questions)[number]['slot'] | 'note';
const slots: Slot[] = [...questions.map((one) => one.slot), 'note'];

export interface SessionValues {
  kind: Schemas['SessionKind'];
  held_on: string;
  topic: string;
  see_on: string;
  attended: string[];
  projects: string[];
  words: Record<Slot, string>;
}

export function newSession(project: number, attended: string[]): SessionValues {
  return { kind: 'mentoring', held_on: today(), topic: '', see_on: '', attended, projects: [String(project)], words: Object.fromEntries(slots.map((slot) => [slot, ''])) as Record<Slot, string> };
}

export function sessionValues(it: Schemas['SupportSession'], me: number | undefined): SessionValues {
  return { kind: it.kind, held_on: it.held_on, topic: it.topic, see_on: it.see_on ?? '', attended: (it.attended ?? []).map((one) => String(one.id)), projects: [String(it.project_id)],
    words: Object.fromEntries(slots.map((slot) => [slot, ownText(it.texts, slot, me).body])) as Record<Slot, string> };
}

export function sessionInput(values: SessionValues, texts: readonly Schemas['Text'][], me: number | undefined): Schemas['SupportSessionInput'] {
  const words = Object.fromEntries(slots.map((slot) => {
    const mine = texts.find((one) => one.slot === slot && one.author_id === me && one.may_edit);
    return [slot, textInput({ body: values.words[slot], audience: mine?.audience ?? 'indoors' }, texts, slot, me)];
  }));
  return { held_on: values.held_on, topic: values.kind === 'training' ? values.topic.trim() : null, see_on: values.kind === 'mentoring' && values.see_on ? values.see_on : null,
    attended_ids: values.attended.map(Number), ...words };
}
