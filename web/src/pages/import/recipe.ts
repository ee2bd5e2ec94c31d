// The few things of a recipe that a person changes by hand; the server reads the whole and says what is wrong with it.

export type Recipe = Record<string, unknown>;

export interface Rule {
  name: string;
  kind: string;
  direction: string;
  unit?: string;
}

export function rulesOf(recipe: Recipe): Rule[] {
  const rules = Array.isArray(recipe.measures) ? recipe.measures : [];
  return rules.map((rule: Record<string, unknown>) => ({ name: String(rule.name ?? ''), kind: String(rule.kind ?? ''), direction: String(rule.direction ?? 'neither'), unit: rule.unit ? String(rule.unit) : undefined }));
}

/** The recipe with one thing of one rule changed. */
export function withRule(recipe: Recipe, index: number, change: Partial<Rule>): Recipe {
  const rules = Array.isArray(recipe.measures) ? recipe.measures : [];
  return { ...recipe, measures: rules.map((rule, other) => (other === index ? { ...(rule as object), ...change } : rule)) };
}

/** The recipe in which every measure is better that way. */
export function withDirection(recipe: Recipe, direction: 'up' | 'down' | 'neither'): Recipe {
  const word = { up: 'higher', down: 'lower', neither: 'neither' }[direction];
  return rulesOf(recipe).reduce((changed, _, index) => withRule(changed, index, { direction: word }), recipe);
}
