// A model is traced, its log is fitted, and the model that is written comes to what the first one said: the circle closes.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must, skip, test } from '../api/lib/count.mjs';
import { command, root } from '../api/lib/server.mjs';

const traced = `
schema = "tributary.flow/1"
time_unit = "day"
[arrivals.all]
rate = 4
by_weekday = [1.2, 1.2, 1.2, 1.2, 1.2, 0.5, 0.5]
to = { ward = 0.9, unit = 0.1 }
[services.ward]
kind = "unlimited"
stay = { distribution = "lognormal", mean = 5, sd = 4 }
next = { unit = 0.2, out = 0.8 }
[services.unit]
kind = "unlimited"
stay = { distribution = "gamma", mean = 2, sd = 1 }
next = "out"
[run]
warm_up = 0
length = 500
`;

export async function fitTests() {
  await test('fit: the log of a model gives a model of the same rates, profile, stays and ways, in which nobody of the log stands', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tributary-fit-'));
    try {
      const asked = async (...words) => {
        const { status, out, err } = await command(['flow', ...words], { timeout: 120_000 });
        must(status === 0, err);
        return out;
      };
      const first = join(folder, 'first.toml'), log = join(folder, 'log.csv'), second = join(folder, 'second.toml');
      writeFileSync(first, traced);
      writeFileSync(log, await asked('trace', first));
      const fit = JSON.parse(await asked('fit', log, '--out', second, '--json'));
      const near = (what, actual, wanted, within) => must(Math.abs(actual - wanted) <= within, `${what} is ${actual}, not ${wanted}`);
      const { arrivals } = fit.classes[0];
      near('the rate', arrivals.rate_a_day, 4, 3.5 * arrivals.error);
      must(arrivals.by_weekday.written && !arrivals.by_hour.written, 'weekdays differ, and hours do not');
      near('of a Sunday', arrivals.by_weekday.factors[6], 0.5, 0.15);
      const stay = (name) => fit.stays.find((each) => each.service === name);
      near('the stay in the ward', stay('ward').mean, 5, 4 * stay('ward').mean_error);
      must(stay('ward').chosen === 'lognormal' && stay('unit').chosen === 'gamma', 'the laws are those of the model');
      near('from ward to unit', fit.services[0].next.unit, 0.2, 0.04);

      must(existsSync(second), 'the model is written');
      must((await asked('check', second)).includes('Nothing is wrong with it'), 'and is right');
      const text = readFileSync(second, 'utf8');
      must(!/\d{4}-\d{2}-\d{2}|\d\d:\d\d/.test(text), 'no date or time of day stands in it');
      const rows = (await asked('run', second, '--format', 'csv')).trim().split('\r\n').map((line) => line.split(','));
      const mean = (service, number) => Number(rows.find((row) => row[1] === 'service' && row[2] === service && row[3] === number)[5]);
      near('the stay in the ward, run', mean('ward', 'stay'), stay('ward').mean, 4 * stay('ward').mean_error);
      near('arrivals to the unit a day, run', mean('unit', 'arrivals') / 365, 4 * (0.1 + 0.9 * 0.2), 0.2);
      const { status, err } = await command(['flow', 'fit', log, '--out', second]);
      must(status === 2 && err.includes('There is such a file already'), err);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  const log = join(root, '../shared/data/event-logs/sepsis.csv');
  const sentence = 'fit: the page on fitting a log says of the public one what comes out';
  if (!existsSync(log)) return skip(`${sentence}: ../shared/data/event-logs/sepsis.csv is absent`);
  await test(sentence, async () => {
    const page = readFileSync(join(root, 'docs/guide/how-to/fit-a-model-to-your-log.md'), 'utf8');
    const { status, out, err } = await command(['flow', 'fit', log, '--service', 'Admission*', '--until', 'Release*', '--json'], { timeout: 120_000 });
    must(status === 0, err);
    const fit = JSON.parse(out);
    const says = (text) => must(page.includes(text), () => `the page doesn't say "${text}"`);
    must(fit.cases === 1050, `${fit.cases} cases`);
    says(`${Math.round(100 * fit.classes[0].enter['Admission NC'])} % come to the ward of normal care and ${Math.round(100 * fit.classes[0].enter['Admission IC'])} % to intensive care`);
    says(`${Math.round(100 * fit.services[1].next['Admission NC'])} % go on to the ward`);
    says(`${fit.classes[0].arrivals.rate_a_day.toFixed(1)} come a day`);
    says(`vary ${fit.classes[0].arrivals.dispersion_within.toFixed(2)} times as much`);
    const ward = fit.stays[0];
    says(`${ward.chosen} fits best of ${['no', 'one', 'two', 'three', 'four', 'five'][ward.laws.length]}`);
    says(`${(100 * ward.furthest.law).toFixed(1)} % stay up to ${ward.furthest.at.toFixed(2)} days, and ${(100 * ward.furthest.seen).toFixed(1)} %`);
    const hours = fit.classes[0].arrivals.by_hour.factors;
    must(Math.round(hours[14] / Math.min(...hours)) === 9, `${hours[14] / Math.min(...hours)} times`);
    must(fit.cautions.some((each) => each.includes('"NA"')) && fit.cautions.some((each) => each.startsWith('29 visits have no end')), fit.cautions.join('\n'));
  });
}
