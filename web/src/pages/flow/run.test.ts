import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Problem } from '../../api/problem';
import { passes, Run, type Going } from './run';

const job = (state: string, detail: unknown = null) => ({ id: 5, kind: 'flow_run', state, progress: 0, message: '', detail, output: null, problem: null, made_at: '', began_at: null, ended_at: null });
const flowRun = (state: string, problem: unknown = null) => ({ id: 9, state, stopped: false, result: state === 'done' ? {} : null, problem });

// Answers in turn; the last is given again and again. A function throws as the network does.
let asked: string[] = [];
function server(answers: Record<string, unknown[]>) {
  vi.stubGlobal('fetch', async (request: Request) => {
    const path = new URL(request.url).pathname.replace('/api/v1', '');
    asked.push(`${request.method} ${path}`);
    const left = answers[`${request.method} ${path}`] ?? [];
    const answer = left.length > 1 ? left.shift() : left[0];
    if (answer === 'lost') throw new TypeError('network');
    if (typeof answer === 'number') return new Response(answer === 204 ? null : '{}', { status: answer });
    return new Response(JSON.stringify(answer), { status: 200, headers: { 'Content-Type': 'application/json' } });
  });
}
async function followed(run: Run, during?: () => void) {
  const told: Going[] = [];
  const over = run.follow((going) => { told.push(going); during?.(); }).then((ended) => ({ ended, error: null }), (error: unknown) => ({ ended: null, error }));
  await vi.runAllTimersAsync();
  return { ...(await over), told };
}

beforeEach(() => { asked = []; vi.useFakeTimers(); });
afterEach(() => { vi.useRealTimers(); vi.unstubAllGlobals(); });

describe('following a run', () => {
  it('asks again when no answer comes, or a fault of the server’s, and says so meanwhile', async () => {
    server({ 'GET /jobs/5': [job('running'), 'lost', 503, job('running'), job('done')], 'GET /flow-runs/9': [flowRun('done')] });
    const { ended, told } = await followed(Run.resumed(9, 5));
    expect(ended?.state).toBe('done');
    expect(told.map((one) => one.trying)).toEqual([false, true, true, false]);
  });
  it('sends a wish to stop again until it is heard', async () => {
    server({ 'GET /jobs/5': [job('running'), job('running'), job('cancelled')], 'DELETE /jobs/5': ['lost', 204], 'GET /flow-runs/9': [flowRun('cancelled')] });
    const run = Run.resumed(9, 5);
    let wished = false;
    const { ended } = await followed(run, () => { if (!wished) { wished = true; void run.stop(); } });
    expect(ended?.result).toBe(null);
    expect(asked.filter((one) => one.startsWith('DELETE'))).toHaveLength(2);
  });
  it('says of a run that waits that it does, and not of one that begins at once', async () => {
    server({ 'GET /jobs/5': [...Array.from({ length: 6 }, () => job('waiting')), job('done')], 'GET /flow-runs/9': [flowRun('done')] });
    const { told } = await followed(Run.resumed(9, 5));
    expect(told[0]?.waiting).toBe(false);
    expect(told.at(-1)?.waiting).toBe(true);
  });
  it('tells at once what a run failed with, though the fault was the server’s', async () => {
    server({ 'GET /jobs/5': [job('failed')], 'GET /flow-runs/9': [flowRun('failed', { status: 500, code: 'internal', title: 'It broke' })] });
    const { error } = await followed(Run.resumed(9, 5));
    expect((error as Problem).title).toBe('It broke');
  });
  it('follows a run without its job, as of somebody else’s, and stops following when it is left', async () => {
    server({ 'GET /flow-runs/9': [flowRun('running'), flowRun('done')] });
    expect((await followed(Run.resumed(9, 0))).ended?.state).toBe('done');
    server({ 'GET /flow-runs/9': [flowRun('running')] });
    const run = Run.resumed(9, 0);
    expect((await followed(run, () => run.leave())).ended).toBe(null);
  });
  it('takes a refusal for one', () => {
    expect(passes(new Problem(404, {}))).toBe(false);
    expect(passes(new Problem(401, {}))).toBe(false);
    expect(passes(new Problem(429, {}))).toBe(true);
  });
});
