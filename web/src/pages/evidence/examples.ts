// A made-up table for each method, for who has none at hand: small, the same each time, and with something in it to find.

import type { Said } from './options';

interface Example {
  text: string;
  said: Said;
}

// Steps that look like chance and are the same each time.
const wobble = (n: number) => {
  const wave = Math.sin(n * 12.9898 + 78.233) * 43_758.5453;
  return (wave - Math.floor(wave) - 0.5) * 2;
};
const table = (header: string[], rows: (string | number)[][]) => [header, ...rows].map((row) => row.join('\t')).join('\n');
const months = (n: number) => `${2023 + Math.floor(n / 12)}-${String((n % 12) + 1).padStart(2, '0')}-01`;
const wards = ['Ward 1', 'Ward 2', 'Ward 3', 'Ward 4', 'Ward 5', 'Ward 6', 'Ward 7', 'Ward 8', 'Ward 9', 'Ward 10'];

const panel = () => table(['Ward', 'Month', 'Falls per 1,000 bed days', 'Change from'], wards.flatMap((ward, at) => Array.from({ length: 24 }, (_, t) => {
  const changed = at < 5;
  return [ward, months(t), (6 + at * 0.3 + t * 0.02 + wobble(at * 31 + t) - (changed && t >= 12 ? 1.8 : 0)).toFixed(2), changed ? months(12) : ''];
})));
// Wards that follow the same two waves, each in its own measure; one of them changes.
const alike = () => table(['Ward', 'Month', 'Falls per 1,000 bed days'], wards.flatMap((ward, at) => Array.from({ length: 30 }, (_, t) => [ward, months(t),
  (6 + at * 0.15 + (0.4 + at * 0.12) * Math.sin(t / 3) + (1.4 - at * 0.11) * Math.cos(t / 5) + wobble(at * 53 + t) * 0.15 - (at === 4 && t >= 18 ? 1.6 : 0)).toFixed(2)])));
const panelSaid: Said = { outcome: 'Falls per 1,000 bed days', unit: 'Ward', time: 'Month', 'treated-from': 'Change from', better: 'down' };

export const examples: Record<string, Example> = {
  qca: {
    text: table(['Site', 'Lead', 'Time', 'Data', 'Complex', 'Kept'], [['Site A', 1, 1, 1, 0, 1], ['Site B', 1, 1, 0, 1, 1], ['Site C', 1, 0, 1, 1, 0], ['Site D', 0, 1, 1, 1, 0], ['Site E', 0, 0, 0, 1, 0], ['Site F', 1, 1, 1, 1, 1], ['Site G', 0, 1, 1, 0, 1], ['Site H', 0, 0, 1, 0, 0], ['Site J', 1, 1, 0, 0, 1], ['Site K', 0, 0, 1, 1, 0], ['Site L', 0, 1, 1, 0, 1]]),
    said: { outcome: 'Kept', conditions: ['Lead', 'Time', 'Data', 'Complex'] },
  },
  meta: {
    text: table(['Site', 'Falls with', 'Beds with', 'Falls without', 'Beds without'], [['Site A', 12, 240, 21, 232], ['Site B', 9, 180, 11, 176], ['Site C', 31, 610, 48, 602], ['Site D', 6, 95, 5, 99], ['Site E', 18, 402, 33, 410]]),
    said: { events: 'Falls with,Beds with,Falls without,Beds without', better: 'down' },
  },
  funnel: {
    text: table(['Department', 'Over four hours', 'Attendances'], [['Site A', 1010, 5200], ['Site B', 820, 3900], ['Site C', 2140, 8100], ['Site D', 260, 2100], ['Site E', 1340, 6700], ['Site F', 96, 450], ['Site G', 1180, 7300], ['Site H', 905, 4100], ['Site J', 610, 3300], ['Site K', 1795, 9200]]),
    said: { events: 'Over four hours', of: 'Attendances' },
  },
  did: { text: panel(), said: panelSaid },
  'event-study': { text: panel(), said: { ...panelSaid, window: '6' } },
  its: {
    text: table(['Month', 'Wait in days'], Array.from({ length: 36 }, (_, t) => [months(t), (28 + t * 0.15 + wobble(t) * 1.5 - (t >= 20 ? 4 + (t - 20) * 0.2 : 0)).toFixed(1)])),
    said: { outcome: 'Wait in days', time: 'Month', from: months(20), better: 'down' },
  },
  'synthetic-control': { text: alike(), said: { outcome: 'Falls per 1,000 bed days', unit: 'Ward', time: 'Month', 'treated-unit': 'Ward 5', from: months(18), better: 'down' } },
  'risk-adjust': {
    text: table(['Unit', 'Age', 'Arrival', 'Cases', 'Deaths'], ['North', 'South', 'West'].flatMap((unit, at) => ['under 65', '65 to 79', '80 and over'].flatMap((age, band) => ['planned', 'emergency'].map((arrival, way) => {
      const cases = 40 + 30 * ((at + band) % 3);
      return [unit, age, arrival, cases, Math.round(cases * (0.04 + 0.06 * band + 0.05 * way) * (at === 2 ? 1.5 : 1))];
    })))),
    said: { events: 'Deaths', cases: 'Cases', unit: 'Unit', term: ['Age', 'Arrival'] },
  },
};
