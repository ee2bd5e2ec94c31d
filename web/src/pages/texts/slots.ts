// The parts that a text can stand in, in the words of the pages that ask for them.

const words: Record<string, string> = {
  'project:what_matters': 'What matters to the people who use the service', 'project:taking_part': 'Who of them takes part', 'project:context': 'Context',
  'project:learnt': 'What was learnt', 'project:held_6': 'Does it hold, after 6 months', 'project:held_12': 'Does it hold, after 12 months', 'project:held_24': 'Does it hold, after 24 months', 'project:story': 'Story', 'place:story': 'Story', 'test:change': 'What will change', 'test:question': 'The question', 'test:plan': 'Who does what', 'test:what_happened': 'What happened',
  'test:study': 'What the data say', 'test:act': 'What to do next', 'prediction:reasoning': 'Why it was predicted so', 'answer:learnt': 'What the answer taught',
};

export function slotWords(thing: string, slot: string): string {
  return words[`${thing}:${slot}`] ?? 'Comment';
}
