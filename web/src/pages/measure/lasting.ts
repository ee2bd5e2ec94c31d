// Where a chart without phases has shifted once and stayed: what stands before is coloured as if it were special, and limits drawn afresh
// from there would say what people mean.

import type { Schemas } from '../../api/client';

/** The first point of the run that has lasted since, where one run on one side of the mean is followed by one on the other; null where there is none, or limits are drawn by somebody's decision already. */
export function lastingShift(drawing: Schemas['Drawing']): string | null {
  const [phase] = drawing.phases;
  if (drawing.phases.length !== 1 || !phase || phase.phase_id !== null || phase.centre === null) return null;
  const shifted = drawing.signals.filter((one) => one.rules.some((rule) => rule.startsWith('shift')) && drawing.values[one.point] != null);
  const above = shifted.map((one) => one.point).filter((point) => drawing.values[point]! > phase.centre!);
  const below = shifted.map((one) => one.point).filter((point) => drawing.values[point]! < phase.centre!);
  if (!above.length || !below.length) return null;
  const later = Math.max(...above) < Math.min(...below) ? below : Math.max(...below) < Math.min(...above) ? above : null;
  return later && drawing.dates[Math.min(...later)]!;
}
