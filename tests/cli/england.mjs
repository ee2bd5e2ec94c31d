// All of England to the nearest of its stroke units: 32,843 areas, 101 units, by calibrated car minutes. Computed independently from the same tables.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must, skip, test } from '../api/lib/count.mjs';
import { command, root } from '../api/lib/server.mjs';

export async function englandTests() {
  const data = join(root, '../shared/data/england-stroke');
  const sentence = "england: everybody with a stroke to the nearest unit, with loads and minutes as published of them";
  if (!existsSync(data)) return skip(`${sentence}: ../shared/data/england-stroke is absent`);
  const folder = mkdtempSync(join(tmpdir(), 'tributary-england-'));
  try {
    execFileSync('/usr/bin/python3', ['-m', 'zipfile', '-e', join(data, 'travel-minutes.zip'), folder]);
    // Some names of trusts hold commas that aren't quoted, behind what is asked here.
    const hospitals = readFileSync(join(data, 'hospitals-2022.csv'), 'utf8').split(/\r?\n/).map((line) => line.split(','));
    const sites = hospitals.filter((each) => each[2] === '1' && each[5] === 'England').map((each) => each[0]);
    writeFileSync(join(folder, 'sites.csv'), `site\n${sites.join('\n')}\n`);
    await test(sentence, async () => {
      must(sites.length === 101, `${sites.length} units`);
      const { status, out, err } = await command(['flow', 'allocate', join(folder, 'lsoa_travel_time_matrix_calibrated.csv'), '--people', join(data, 'admissions-2017-2019.csv'),
        '--sites', join(folder, 'sites.csv'), '--format', 'json'], { timeout: 120_000 });
      must(status === 0, err);
      const all = JSON.parse(out);
      const loads = all.sites.map((each) => each.people);
      const large = loads.filter((each) => each >= 600);
      const near = (what, actual, wanted, within) => must(Math.abs(actual - wanted) <= within, `${what} is ${actual}, not ${wanted}`);
      near('people', all.people, 80_958, 1);
      near('mean minutes', all.mean_minutes, 20.11, 0.005);
      near('the longest way', all.longest_minutes, 74.5, 0.05);
      near('within 30 minutes', all.share_within['30'], 0.8741, 5e-5);
      near('within 45 minutes', all.share_within['45'], 0.9846, 5e-5);
      near('within 60 minutes', all.share_within['60'], 0.9984, 5e-5);
      near('the smallest unit', Math.min(...loads), 260.0, 0.05);
      near('the largest unit', Math.max(...loads), 1828.7, 0.05);
      near('units of 600 or more', large.length, 74, 0);
      near('people in these', large.reduce((sum, each) => sum + each, 0) / all.people, 0.8463, 5e-5);
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
