// The page that asks a flow model: its file can be run as it stands, and what the page says of it is what comes out.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must, test } from '../api/lib/count.mjs';
import { command, root } from '../api/lib/server.mjs';

export async function howToTests() {
  await test('how-to: the ward of the page is checked, solved and compared, with the numbers that the page tells', async () => {
    const page = readFileSync(join(root, 'docs/guide/how-to/ask-a-flow-model.md'), 'utf8');
    const blocks = [...page.matchAll(/```toml\n([^]*?)```/g)].map((each) => each[1]);
    must(blocks.length === 2, `${blocks.length} blocks of the file`);
    const folder = mkdtempSync(join(tmpdir(), 'tributary-how-to-'));
    try {
      const file = join(folder, 'ward.toml');
      writeFileSync(file, blocks.join('\n'));
      const asked = async (...words) => {
        const { status, out, err } = await command(['flow', ...words]);
        must(status === 0, err);
        return out;
      };
      must((await asked('check', file)).includes('Nothing is wrong with it'), 'the file is right');
      const rows = (text) => text.trim().split('\n').map((line) => line.split(','));
      const load = rows(await asked('analytic', file, '--scenario', 'base', '--format', 'csv')).find((row) => row.includes('load'));
      must(Math.abs(Number(load[5]) - 22.1) < 1e-9, `the load is ${load}`);
      const wait = rows(await asked('run', file, '--scenario', 'base', '--format', 'csv')).find((row) => row[1] === 'measure' && row[2] === 'wait');
      const says = (number, digits) => page.includes(Number(number).toFixed(digits).replace(/^0/, ''));
      must(says(wait[5], 2) && says(wait[6], 2) && says(wait[11], 2) && says(wait[15], 1), `the page says something else than ${wait}`);
      const differences = rows(await asked('compare', file, '--format', 'csv'));
      const heads = differences.find((row) => row.includes('difference'));
      for (const scenario of ['four_more_beds', 'a_day_shorter']) {
        const row = differences.find((each) => each[0] === scenario && each[1] === 'measure' && each[2] === 'wait');
        const falls = -Number(row[heads.indexOf('difference')]);
        must(Math.abs(falls - 1.38) < 0.01, `in ${scenario} the wait falls by ${falls}`);
        must(Math.abs(Number(row[heads.indexOf('half_width')]) - 0.13) < 0.005, `± ${row[heads.indexOf('half_width')]}`);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}
