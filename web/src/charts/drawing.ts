// From the server's drawing of a measure to a picture of it. The numbers, rules and sentence are the server's; nothing is worked
// out again here.

import type { Schemas } from '../api/client';
import { directionWords } from '../words/kinds';
import type { PicturePhase, PicturePoint, PicturePrediction, SpcPicture } from './picture';

type Drawing = Schemas['Drawing'];
type Prediction = Schemas['ChartPrediction'];

interface About {
  name: string;
  unit: string;
  direction: Schemas['MeasureDirection'];
  illustrative?: boolean;
  whose?: string;
}

export function pictureOf(about: About, drawing: Drawing, tests: Schemas['ChartTest'][] = [], prediction: Prediction | null = null): SpcPicture {
  const points: PicturePoint[] = drawing.dates.map((date, index) => ({
    date, value: drawing.values[index] ?? null, numerator: drawing.numerators?.[index] ?? null, denominator: drawing.denominators?.[index] ?? null,
    meaning: 'common_cause', rules: [],
  }));
  for (const signal of drawing.signals) Object.assign(points[signal.point] ?? {}, { meaning: signal.meaning, rules: signal.rules });
  for (const note of drawing.notes) Object.assign(points[note.point] ?? {}, { note: note.text });
  for (const ghost of drawing.ghosts) if (ghost.point !== null) Object.assign(points[ghost.point] ?? {}, { ghosted: ghost.reason, meaning: 'common_cause', rules: [] });
  // While too few points make limits, no rule is stated and none colours a point: it is a run of values.
  for (const phase of drawing.phases.filter((one) => !one.show_limits))
    for (const point of points) if (phase.from <= point.date && point.date <= phase.to) Object.assign(point, { meaning: 'common_cause', rules: [] });
  return {
    title: about.name,
    subtitle: [about.whose, about.unit && about.unit !== '%' ? about.unit : '', directionWords[about.direction]].filter(Boolean).join(' · '),
    writing: { unit: about.unit },
    points,
    phases: phasesOf(drawing),
    target: drawing.target,
    events: tests.map((test) => ({ date: test.started_on, label: `${test.name} began` })),
    prediction: prediction && predictionOf(prediction),
    variation: drawing.variation,
    assurance: drawing.assurance,
    illustrative: about.illustrative,
  };
}

/** The baseline (number 0) and the phase that inherits its limits are one stretch of line, with the baseline's end marked. */
function phasesOf(drawing: Drawing): PicturePhase[] {
  const phases: PicturePhase[] = [];
  for (const phase of drawing.phases) {
    const before = phases.at(-1);
    if (phase.inherits && before) {
      before.to = phase.to;
      continue;
    }
    phases.push({
      from: phase.from, to: phase.to, mean: phase.centre, lower: phase.show_limits ? phase.lower : null, upper: phase.show_limits ? phase.upper : null,
      baselineUntil: phase.number === 0 ? phase.to : null,
      reason: phase.reason ? [phase.reason, phase.cause].filter(Boolean).join(' – ') : null,
    });
  }
  return phases;
}

function predictionOf(prediction: Prediction): PicturePrediction {
  const ofMean = prediction.statistic === 'mean';
  const rows = prediction.rows.flatMap(({ from_on, on_date, shown_on, ...bands }) => ofMean && from_on ? [{ date: from_on, ...bands }, { date: on_date, ...bands }] : [{ date: shown_on, ...bands }])
    .sort((a, b) => a.date.localeCompare(b.date));
  const answer = prediction.verdict && { verdict: prediction.verdict, rows: prediction.rows.length, in50: prediction.hits50, in90: prediction.hits90 };
  return { label: prediction.test_name, rows, due: prediction.due_on, ofMean, answer };
}

/** The prediction that a measure's page shows first: one that waits for its answer, or else the newest. */
export function foremost(predictions: readonly Prediction[]): Prediction | null {
  return predictions.findLast((one) => one.verdict === null) ?? predictions.at(-1) ?? null;
}

/** What the chart says: the server's sentence, its cautions, and how often chance alone would show a signal. */
export function sentencesOf(drawing: Drawing): string[] {
  const sentences = [drawing.sentence, ...drawing.cautions.map((caution) => caution.text)];
  if (drawing.false_alarm !== null && drawing.phases.some((phase) => phase.show_limits)) {
    sentences.push(`By chance alone, ${inHundred(drawing.false_alarm)} charts of this length would show some signal when nothing had changed.`);
  }
  return sentences.filter(Boolean);
}

/** As the command line says it: one figure for one thing. */
function inHundred(share: number): string {
  return `about ${(share * 100).toFixed(share < 0.01 ? 1 : 0)} of 100`;
}
