// The command line that repeats a run.

import type { Schemas } from '../../api/client';

/** The model's file, as the page's link saves it: a name that no shell reads anything into. */
export function fileName(model: Pick<Schemas['FlowModel'], 'name'>): string {
  return `${model.name.replace(/[^A-Za-z0-9_-]+/g, '-')}.toml`;
}

/** What gives the same result, byte for byte, from the model's file; with its tables beside it where it reads any. */
export function repeatCommand(run: Pick<Schemas['FlowRun'], 'question' | 'result'>, model: Pick<Schemas['FlowModel'], 'name'>): string {
  const first = run.result?.scenarios[0];
  const { scenarios, replications } = run.question;
  const asked = scenarios.flatMap((one) => [`--scenario ${word(one.scenario)}`, ...Object.entries(one.levels).map(([name, level]) => `--set ${word(`${name}=${level}`)}`)]);
  return ['tributary flow compare', word(fileName(model)), ...asked, `--seed ${first?.seed ?? run.question.seed ?? 1}`, `--replications ${replications ?? first?.replications ?? 1}`,
    ...(first ? [`--length ${first.length}`] : []), '--json | sha256sum'].join(' ');
}

// As a shell takes it for one word.
function word(text: string): string {
  return /^[A-Za-z0-9_.=:@%+/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
