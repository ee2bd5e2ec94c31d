// What a measure aims at, as lines: one height, steps, or a way that climbs. The pieces are the server's; here they are only cut to the
// part of time that a picture shows.

import { dateToTime } from '../words/dates';

/** A straight piece of the target's line; null where it has no beginning or no end. */
export interface TargetPiece {
  from: string | null;
  to: string | null;
  value: number;
  toValue: number;
}

export interface DrawnPiece {
  from: number;
  to: number;
  value: number;
  toValue: number;
}

function heightAt(piece: TargetPiece, time: number): number {
  if (!piece.from || !piece.to || piece.value === piece.toValue) return piece.value;
  const [from, to] = [dateToTime(piece.from), dateToTime(piece.to)];
  return piece.value + (time - from) / (to - from) * (piece.toValue - piece.value);
}

/** The pieces between two times, cut where they reach beyond; nothing of those that lie outside. */
export function piecesWithin(pieces: readonly TargetPiece[], from: number, to: number): DrawnPiece[] {
  return pieces.flatMap((piece) => {
    const begins = Math.max(from, piece.from ? dateToTime(piece.from) : from);
    const ends = Math.min(to, piece.to ? dateToTime(piece.to) : to);
    return begins > ends ? [] : [{ from: begins, to: ends, value: heightAt(piece, begins), toValue: heightAt(piece, ends) }];
  });
}

/** What is aimed at on a date; null where nothing is. */
export function targetAt(pieces: readonly TargetPiece[], date: string): number | null {
  const piece = pieces.find((one) => (one.from === null || one.from <= date) && (one.to === null || date <= one.to));
  return piece ? heightAt(piece, dateToTime(date)) : null;
}

/** The days on which what is aimed at becomes another, or arrives. */
export function turnsOf(pieces: readonly TargetPiece[]): string[] {
  return pieces.flatMap((piece) => [piece.from, piece.value === piece.toValue ? null : piece.to]).filter((date) => date !== null);
}
