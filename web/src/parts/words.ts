// A text of one's own with its audience, as a form holds it and as the contract takes it.

import type { Schemas } from '../api/client';

/** The name of that id in a list; the id where it is not in it. */
export function nameOf(list: readonly { id: number; name: string }[], id: string): string {
  return list.find((one) => String(one.id) === id)?.name ?? id;
}

export interface OwnText {
  body: string;
  audience: string;
}

export const noText: OwnText = { body: '', audience: 'indoors' };

/** What this person has written in a slot, or nothing yet. */
export function ownText(texts: readonly Schemas['Text'][], slot: string, person: number | undefined): OwnText {
  const mine = texts.find((text) => text.slot === slot && text.author_id === person && text.may_edit);
  return mine ? { body: mine.body ?? '', audience: mine.audience } : { ...noText };
}

/** As it is sent; null where nothing was written and nothing is there to take back. */
export function textInput(text: OwnText, texts: readonly Schemas['Text'][], slot: string, person: number | undefined): Schemas['TextInput'] | null {
  const mine = texts.find((one) => one.slot === slot && one.author_id === person && one.may_edit);
  if (!mine && !text.body.trim()) return null;
  if (mine && mine.body === text.body && mine.audience === text.audience) return null;
  return { body: text.body, audience: text.audience as Schemas['Audience'], version: mine?.version ?? null };
}

/** A text cut where it calls on somebody by name, the longest name first: "@Stroke ward lead" is not "@Stroke ward". */
export function mentionPieces(body: string, mentions: readonly Schemas['Mentioned'][]): { text: string; mention: boolean }[] {
  const names = mentions.map((one) => `@${one.name}`).sort((a, b) => b.length - a.length);
  const out: { text: string; mention: boolean }[] = [];
  let plain = '';
  for (let at = 0; at < body.length;) {
    const name = body[at] === '@' ? names.find((one) => body.startsWith(one, at)) : undefined;
    if (name) {
      if (plain) out.push({ text: plain, mention: false });
      out.push({ text: name, mention: true });
      plain = '';
    } else plain += body[at];
    at += name?.length ?? 1;
  }
  if (plain) out.push({ text: plain, mention: false });
  return out;
}
