// What a person says of a method's options, as the contract and the command line take it.

import type { Schemas } from '../../api/client';

export type Option = Schemas['EvidenceMethod']['options'][number];
/** By the option's name: what stands in its field. Several stand in a list, or a line each. */
export type Said = Record<string, string | string[] | boolean>;

/** What it means, for a field, and how it is written there. */
export function hintOf(option: Pick<Option, 'means' | 'shape' | 'standard' | 'kind'>): string {
  const plain = ['', 'COLUMN', 'COLUMNS', 'SHARE', 'VALUE'].includes(option.shape);
  return [option.means, plain ? '' : `Written as ${option.shape}`, option.standard && option.kind !== 'choice' ? `${option.standard} unless told` : '', option.kind === 'texts' ? 'One a line' : ''].filter(Boolean).join('. ');
}

/** Columns whose order says what they are: "A,B,C,D". They are written, not ticked. */
export function ordered(option: Pick<Option, 'kind' | 'shape'>): boolean {
  return option.kind === 'columns' && option.shape.includes(',');
}

const lines = (text: string) => text.split('\n').map((line) => line.trim()).filter(Boolean);

/** What was said of this method; what is blank, or as it would be anyway, is left out. */
export function told(options: Option[], said: Said): Record<string, string | string[] | boolean> {
  const out: Record<string, string | string[] | boolean> = {};
  for (const option of options) {
    const value = said[option.name];
    if (option.kind === 'flag') {
      if (value === true) out[option.name] = true;
    } else if (Array.isArray(value)) {
      if (value.length) out[option.name] = value;
    } else if (typeof value === 'string' && value.trim() && value.trim() !== option.standard) {
      out[option.name] = option.kind === 'texts' ? lines(value) : value.trim();
    }
  }
  return out;
}

/** The line that gives the same answer from the same file. */
export function commandOf(method: string, file: string, options: Record<string, string | string[] | boolean>): string {
  const words = Object.entries(options).flatMap(([name, value]) => (value === true ? [`--${name}`] : [value].flat().flatMap((one) => [`--${name}`, word(String(one))])));
  return ['tributary', 'evidence', method, word(file), ...words, '--json'].join(' ');
}

// As a shell takes it for one word.
function word(text: string): string {
  return /^[A-Za-z0-9_.=:@%+/,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
