// The report of a run or a comparison: one file that holds everything, the same for the same run, from which nothing breaks out.
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { must, skip, test } from '../api/lib/count.mjs';
import { command, root } from '../api/lib/server.mjs';

const begins = '<script type="application/json" id="report">';

// The data of a report, as a browser finds them: to the end of that script.
function dataOf(page) {
  const from = page.indexOf(begins) + begins.length;
  return JSON.parse(page.slice(from, page.indexOf('</script>', from)));
}

async function asked(...words) {
  const { status, out, err } = await command(['flow', ...words], { timeout: 120_000 });
  must(status === 0, `flow ${words.join(' ')}: ${err}`);
  return out;
}

async function refused(code, words, ...says) {
  const { status, out, err } = await command(['flow', ...words]);
  must(status === 2 && out === '' && err.split('\n').length === 2, `${code}: ended with ${status}: ${err}`);
  for (const text of says) must(err.includes(text), `${code}: "${text}" is missing in ${err}`);
}

export async function flowReportTests() {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-report-'));
  const file = (name) => join(folder, name);
  const beds = join(root, 'models/mental-health-beds.toml');
  const boroughs = join(root, 'models/stroke-greater-manchester.toml');
  const fewer = ['--replications', '8', '--length', '200'];
  try {
    await test('report: a comparison is one file with its differences, hash, seed and command, and prints what it would without', async () => {
      const words = ['compare', beds, '--scenario', 'shorter_5', '--scenario', 'shorter_10', ...fewer, '--json'];
      const plain = await asked(...words);
      const out = await asked(...words, '--report', file('a.html'), '--threads', '1');
      must(out === plain, 'the report changed the numbers');
      const page = readFileSync(file('a.html'), 'utf8');
      const data = dataOf(page);
      const told = JSON.parse(out);
      must(data.hash === told.hash && data.scenarios[0].seed === 7, `hash ${data.hash}, seed ${data.scenarios[0].seed}`);
      must(JSON.stringify(data.differences) === JSON.stringify(told.differences), 'differences are those that were printed');
      must(data.command.includes('--replications 8') && data.command.includes('--length 200') && !data.command.includes('--threads'), data.command);
      must(data.leaves_out.length === 4 && data.review.state === 'none', 'what is left out, and that nobody has reviewed it');
      must(data.parameters.some((one) => one.path === 'services.wards.beds' && one.value === '92' && one.note === 'Illustrative'), JSON.stringify(data.parameters));
      must(data.scenarios[1].changes[0].path === 'services.wards.stay.mean' && data.scenarios[1].changes[0].how === 'scale', JSON.stringify(data.scenarios[1].changes));
      const wards = data.scenarios[0].over_time.services[0].occupied;
      must(wards.median.length >= 60 && wards.low90.every((one, i) => one <= wards.median[i] && wards.median[i] <= wards.high90[i]), 'bands hold the middle');
      const curve = data.scenarios[0].curves.services[0];
      must(curve.beds.includes(92) && curve.delay[curve.beds.indexOf(92)] > 0.01, 'the chance of a delay with the beds there are');
      must(data.scenarios[0].film.steps.length > 100, 'people move');
      must(page.includes("default-src 'none'") && !/(src|href)="(https?:)?\/\//.test(page.slice(0, page.indexOf(begins))), 'it asks nobody for anything');
    });

    await test('report: the same bytes for the same run, on one thread or two', async () => {
      const run = (name, threads) => asked('run', boroughs, '--scenario', 'everyone_2015', ...fewer, '--threads', threads, '--report', file(name));
      await run('b.html', '1');
      const first = readFileSync(file('b.html'));
      await run('b.html', '2');
      must(first.equals(readFileSync(file('b.html'))), 'two threads write something else');
      const { map, scenarios } = dataOf(first.toString());
      must(map.areas.length === 10 && map.areas.every(Boolean) && map.sites.every(Boolean) && map.shapes.length === 0, 'boroughs and hospitals are points');
      const [people, minutes, bySite] = scenarios[0].catchment.areas[0];
      must(people === bySite.reduce((sum, one) => sum + one, 0) && Math.abs(minutes - 21.28) < 0.005, `Bolton: ${people}, ${minutes}, ${bySite}`); // all to Salford Royal, 21.28 minutes away
    });

    await test('report: no text of a model breaks out of it', async () => {
      const evil = '</script><script>alert(1)</script><!--';
      writeFileSync(file('evil.toml'), readFileSync(join(root, 'models/mm1.toml'), 'utf8').replace(/^title = .*$/m, `title = "${evil}"`));
      await asked('run', file('evil.toml'), '--replications', '2', '--length', '50', '--report', file('evil.html'));
      const page = readFileSync(file('evil.html'), 'utf8');
      must(dataOf(page).title === evil, 'the title is told as it is');
      must(!page.includes('<script>alert'), 'and is no script');
    });

    await test('report: what can\'t be written or drawn is refused before anything runs', async () => {
      const run = ['run', beds, '--replications', '2'];
      await refused('no folder', [...run, '--report', file('none/a.html')], 'There is no folder');
      await refused('a folder', [...run, '--report', folder], 'That is a folder');
      copyFileSync(beds, file('own.toml'));
      await refused('its own model', ['run', file('own.toml'), '--report', file('own.toml')], 'the report would replace it');
      must(readFileSync(file('own.toml'), 'utf8') === readFileSync(beds, 'utf8'), 'the model is as it was');
      writeFileSync(file('bad.geojson'), '{"features": [');
      await refused('no JSON', ['run', boroughs, '--report', file('c.html'), '--outlines', file('bad.geojson')], 'bad.geojson', 'The file is no JSON');
      writeFileSync(file('other.geojson'), '{"features": [{"properties": {"n": "Elsewhere"}, "geometry": {"type": "Polygon", "coordinates": [[[0,0],[1,0],[1,1],[0,0]]]}}]}');
      await refused('other areas', ['run', boroughs, '--report', file('c.html'), '--outlines', file('other.geojson')], 'Elsewhere', 'Bolton');
      await refused('no such file', ['run', boroughs, '--report', file('c.html'), '--outlines', file('none.geojson')], 'none.geojson');
      must(!existsSync(file('c.html')), 'nothing was written');
    });

    const shared = join(root, '../shared/data/greater-manchester');
    const sentence = 'report: with outlines of small areas and boroughs it draws areas, and the numbers stay the same';
    if (!existsSync(shared)) skip(`${sentence}: ../shared/data/greater-manchester is absent`);
    else await test(sentence, async () => {
      const words = ['run', boroughs, '--scenario', 'everyone_2015', '--table', `areas=${join(shared, 'areas.csv')}`, '--replications', '2'];
      const out = await asked(...words, '--report', file('d.html'), '--outlines', join(shared, 'areas.geojson'), '--outlines', join(shared, 'boroughs.geojson'));
      must(out === await asked(...words), 'the outlines changed the numbers');
      const { map } = dataOf(readFileSync(file('d.html'), 'utf8'));
      must(map.shapes.filter((one) => one.area !== null).length === 1673 && map.shapes.filter((one) => one.place !== null).length === 10, 'every area and every borough has its outline');
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
