// Following a job of ours until it ends.

import { api, body, type Schemas } from '../../api/client';
import { Problem } from '../../api/problem';

/** The output of the job; throws its problem. `tell` hears of its progress. */
export async function followJob(job: Schemas['Job'], tell: (job: Schemas['Job']) => void): Promise<Schemas['Imported']> {
  let now = job;
  for (let wait = 150; now.state === 'waiting' || now.state === 'running'; wait = Math.min(1000, wait * 1.4)) {
    tell(now);
    await new Promise((done) => setTimeout(done, wait));
    now = await body(api.GET('/api/v1/jobs/{id}', { params: { path: { id: job.id } } }));
  }
  if (now.state === 'done' && now.output) return now.output as Schemas['Imported'];
  throw new Problem(now.problem?.status ?? 500, now.problem ?? { code: 'job-ended', title: now.state === 'cancelled' ? 'It was stopped' : 'It could not be stored', detail: 'Nothing of it was stored. Try again.' });
}
