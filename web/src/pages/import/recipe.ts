// The few things of a recipe that a person changes by hand; the server reads the whole and says what is wrong with it.

import type { Schemas } from '../../api/client';

export type Recipe = Record<string, unknown>;

export interface Rule {
  name: string;
  kind: string;
  direction: string;
  unit?: string;
  value?: string;
  numerator?: string;
  denominator?: string;
  written?: string;
  chart?: string;
}

export function rulesOf(recipe: Recipe): Rule[] {
  const rules = Array.isArray(recipe.measures) ? recipe.measures : [];
  const text = (value: unknown) => (value ? String(value) : undefined);
  return rules.map((rule: Record<string, unknown>) => ({ name: String(rule.name ?? ''), kind: String(rule.kind ?? 'number'), direction: String(rule.direction ?? 'neither'),
    unit: text(rule.unit), value: text(rule.value), denominator: text(rule.denominator), written: text(rule.written), chart: text(rule.chart),
    numerator: text(rule.numerator && typeof rule.numerator === 'object' ? (rule.numerator as Record<string, unknown>).column : rule.numerator) }));
}

export function isWide(recipe: Recipe): boolean {
  return recipe.layout === 'wide';
}

export function dateColumn(recipe: Recipe): string {
  const column = (recipe.date as Record<string, unknown> | undefined)?.column;
  return column ? String(column) : '';
}

/** The recipe with one thing of one rule changed. What a kind has no use for goes: a share has no value of its own. */
export function withRule(recipe: Recipe, index: number, change: Partial<Rule>): Recipe {
  const rules = Array.isArray(recipe.measures) ? recipe.measures : [];
  return { ...recipe, measures: rules.map((rule, other) => (other === index ? fitted({ ...(rule as Record<string, unknown>), ...change }, rulesOf(recipe)[index]!, isWide(recipe)) : rule)) };
}

function fitted(rule: Record<string, unknown>, was: Rule, wide: boolean): Record<string, unknown> {
  const { value, numerator, denominator, written, chart, ...others } = rule;
  const rest = { ...others, ...(chart && chartsOf(String(rule.kind)).includes(chart as ChartKind) ? { chart } : {}) };
  const unit = rule.kind !== was.kind && (rule.kind === 'ratio' || rule.kind === 'percent') ? { unit: '%' } : {};
  if (rule.kind === 'ratio') {
    return { ...rest, ...unit, numerator: numerator ?? value, ...(denominator ? { denominator } : {}) };
  }
  return { ...rest, ...unit, ...(wide ? {} : { value: value ?? was.numerator }), ...(rule.kind === 'percent' && written ? { written } : {}) };
}

export function withoutRule(recipe: Recipe, index: number): Recipe {
  const rules = Array.isArray(recipe.measures) ? recipe.measures : [];
  return { ...recipe, measures: rules.filter((_, other) => other !== index) };
}

/** A share whose denominator nobody has chosen yet can't be read. */
export function isUnfinished(recipe: Recipe): boolean {
  return rulesOf(recipe).some((rule) => rule.kind === 'ratio' && (!rule.numerator || !rule.denominator));
}

/** The recipe with something of its dates changed. */
export function withDate(recipe: Recipe, change: { column?: string; every?: string }): Recipe {
  return { ...recipe, date: { ...(recipe.date as object | undefined), ...change } };
}

const inBraces = /\{([^}]*)\}/g;

/** The columns that tell the measures apart: those in braces in their names. */
export function seriesColumns(recipe: Recipe): string[] {
  return [...new Set(rulesOf(recipe).flatMap((rule) => [...rule.name.matchAll(inBraces)].map((found) => found[1]!)))];
}

/** The recipe in which one column, or none, tells the measures apart. */
export function withSeries(recipe: Recipe, column: string): Recipe {
  return rulesOf(recipe).reduce((changed, rule, index) => {
    const plain = rule.name.replace(inBraces, '').replace(/^[\s:]+|[\s:]+$/g, '').replace(/\s+/g, ' ') || rule.value || 'Values';
    return withRule(changed, index, { name: column ? `{${column}}: ${plain}` : plain });
  }, recipe);
}

type ChartKind = Schemas['ChartKind'];

/** What values of a kind can be drawn as, by the recipe's own rule. */
export function chartsOf(kind: string): ChartKind[] {
  return kind === 'ratio' ? ['xmr', 'run', 'p', 'p_prime', 'np', 'i_prime'] : kind === 'percent' ? ['xmr', 'run'] : ['xmr', 'run', 'c', 't', 'g'];
}

/** The recipe in which every measure that can be is drawn so. */
export function withChart(recipe: Recipe, chart: ChartKind): Recipe {
  return rulesOf(recipe).reduce((changed, rule, index) => (chartsOf(rule.kind).includes(chart) ? withRule(changed, index, { chart }) : changed), recipe);
}

/** The recipe in which every measure is better that way. */
export function withDirection(recipe: Recipe, direction: 'up' | 'down' | 'neither'): Recipe {
  const word = { up: 'higher', down: 'lower', neither: 'neither' }[direction];
  return rulesOf(recipe).reduce((changed, _, index) => withRule(changed, index, { direction: word }), recipe);
}
