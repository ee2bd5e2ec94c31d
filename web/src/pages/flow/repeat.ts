// The command lines that repeat a run.

import type { Schemas } from '../../api/client';

type Asked = Schemas['FlowAsked']['scenarios'][number];

export interface Repeated {
  commands: string[];
  /** The one command gives the result byte for byte; several, or one that tells of no periods, give its numbers. */
  same: boolean;
}

/** The model's file, as the page's link saves it: a name that no shell reads anything into. */
export function fileName(model: Pick<Schemas['FlowModel'], 'name'>): string {
  return `${model.name.replace(/[^A-Za-z0-9_-]+/g, '-')}.toml`;
}

/** What repeats it from the model's file, with its tables beside it where it reads any. */
export function repeated(run: Pick<Schemas['FlowRun'], 'question' | 'result'>, model: Pick<Schemas['FlowModel'], 'name'>): Repeated {
  const { scenarios, by } = run.question;
  const [first, ...others] = scenarios;
  const line = (command: string, asked: string[]) => [`tributary flow ${command}`, fileName(model), ...asked, ...settings(run), '--json'].join(' ');
  if (!first) return { commands: [], same: false };
  if (!others.length) return { commands: [line('run', [named(first), ...levels(first)])], same: false };
  // A command has levels on top of the scenario that it names last, as one more.
  const at = scenarios.findIndex((one) => levels(one).length);
  if (at < 0) return { commands: [line('compare', scenarios.map(named))], same: !by };
  if (at > 0 && at === scenarios.length - 1 && scenarios[at]!.scenario === scenarios[at - 1]!.scenario) return { commands: [line('compare', [...scenarios.slice(0, at).map(named), ...levels(scenarios[at]!)])], same: !by };
  return { commands: scenarios.map((one) => line('run', [named(one), ...levels(one)])), same: false };
}

const named = (one: Asked) => `--scenario ${word(one.scenario)}`;
const levels = (one: Asked) => Object.entries(one.levels).map(([name, level]) => `--set ${word(`${name}=${level}`)}`);

function settings(run: Pick<Schemas['FlowRun'], 'question' | 'result'>): string[] {
  const first = run.result?.scenarios[0];
  const [seed, replications, length] = [first?.seed ?? run.question.seed, run.question.replications ?? first?.replications, first?.length ?? run.question.length];
  return [...(seed === null || seed === undefined ? [] : [`--seed ${seed}`]), ...(replications ? [`--replications ${replications}`] : []), ...(length ? [`--length ${length}`] : [])];
}

// As a shell takes it for one word.
function word(text: string): string {
  return /^[A-Za-z0-9_.=:@%+/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
