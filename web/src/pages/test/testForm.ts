// The plan of a test as its form holds it, and as the contract takes it.

import type { Schemas } from '../../api/client';
import { noText, ownText, textInput, type OwnText } from '../../parts/words';

export interface TestValues {
  name: string;
  change_idea_id: string;
  previous_id: string;
  planned_from: string;
  planned_to: string;
  change: OwnText;
  question: OwnText;
  plan: OwnText;
}

export function newTest(idea: string, previous: string): TestValues {
  return { name: '', change_idea_id: idea, previous_id: previous, planned_from: '', planned_to: '', change: { ...noText }, question: { ...noText }, plan: { ...noText } };
}

export function testValues(it: Schemas['TestPage'], person: number | undefined): TestValues {
  const { test, texts } = it;
  return { name: test.name, change_idea_id: test.change_idea_id ? String(test.change_idea_id) : '', previous_id: test.previous_id ? String(test.previous_id) : '',
    planned_from: test.planned_from ?? '', planned_to: test.planned_to ?? '', change: ownText(texts, 'change', person), question: ownText(texts, 'question', person), plan: ownText(texts, 'plan', person) };
}

export function testInput(values: TestValues, texts: readonly Schemas['Text'][], person: number | undefined): Schemas['TestInput'] {
  return { name: values.name.trim(), previous_id: values.previous_id ? Number(values.previous_id) : null, change_idea_id: values.change_idea_id ? Number(values.change_idea_id) : null,
    planned_from: values.planned_from || null, planned_to: values.planned_to || null, change: textInput(values.change, texts, 'change', person),
    question: textInput(values.question, texts, 'question', person), plan: textInput(values.plan, texts, 'plan', person) };
}
