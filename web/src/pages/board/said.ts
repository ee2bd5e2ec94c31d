// What a board says of one measure in words: on its page, in a document and on a slide alike.

import { pictureOf, sentencesOf } from '../../charts/drawing';
import type { SpcPicture } from '../../charts/picture';
import { assuranceWords } from '../../charts/AssuranceIcon.svelte';
import { variationWords } from '../../charts/VariationIcon.svelte';
import type { Schemas } from '../../api/client';
import { longDate, periodOf } from '../../words/dates';
import { measureKindWords, withUnit } from '../../words/kinds';
import type { BoardMeasure } from './matrix';

export interface Said {
  name: string;
  /** Whose it is, and of what kind. */
  caption: string;
  latest: string;
  definition: string;
  icons: string[];
  /** Its figures were made up to show what Tributary does. */
  illustrative: boolean;
  soWhat: string[];
  next: string;
  picture: SpcPicture | null;
  /** The chart for whom it isn't seen. */
  alternative: string;
}

export const titleOf = (board: Schemas['Board']) => `Board of ${board.place_name}`;

/** How new its figures are, in one wording on the page and in every document: it has no other day, so that the same board is the same document. */
export const valuesTo = (board: Schemas['Board']) => (board.up_to ? `, values to ${longDate(board.up_to)}` : '');

/** By which target it is judged, and what holds today where that is another. */
function aimed(measure: BoardMeasure['measure'], then: number | null): string {
  const write = (value: number | null) => (value === null ? 'none' : withUnit(value, measure.unit));
  if (then === measure.target) return then === null ? 'no target is set' : `its target is ${write(then)}`;
  return `its target then was ${write(then)}, today it is ${write(measure.target)}`;
}

export function saidOf({ measure, home, last, drawing, suppressed, next_step }: BoardMeasure): Said {
  const soWhat = drawing ? sentencesOf(drawing) : [];
  return {
    name: measure.name,
    caption: [home, `${measureKindWords[measure.kind]} measure`, measure.published_at ? '' : 'not published yet'].filter(Boolean).join(' · '),
    latest: `${[last ? `${withUnit(last.value, measure.unit)} in ${periodOf(last.on, measure.interval)}` : 'No value yet',
      aimed(measure, last ? drawing?.target ?? null : measure.target)].join('; ')}.`,
    definition: measure.definition,
    icons: drawing ? [drawing.variation ? variationWords[drawing.variation] : '', drawing.assurance ? assuranceWords[drawing.assurance] : ''].filter(Boolean) : [],
    illustrative: measure.illustrative,
    soWhat,
    next: next_step,
    picture: drawing?.values.some((value) => value !== null) ? pictureOf({ name: measure.name, unit: measure.unit, direction: measure.direction, illustrative: measure.illustrative, suppressed }, drawing) : null,
    alternative: `Control chart of ${measure.name}, ${drawing?.dates.length ?? 0} dates. ${soWhat[0] ?? ''}`.trim(),
  };
}
