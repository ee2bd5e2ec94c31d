// Who may read a text. Indoors is where every text begins, and no role above or outside can open it.

export type Audience = 'indoors' | 'network' | 'system' | 'public';

export const audiences: { value: Audience; text: string; hint: string; tag: string }[] = [
  { value: 'indoors', text: 'Indoors', hint: 'The team and its mentor. Nobody above or outside can read it.', tag: 'Indoors: team and mentor' },
  { value: 'network', text: 'Network', hint: 'Also people who do such work elsewhere: teams, mentors and locality leads.', tag: 'Network' },
  { value: 'system', text: 'System', hint: 'Everyone who is signed in, executives included; not regulators.', tag: 'System' },
  { value: 'public', text: 'Public', hint: 'Anyone, regulators included.', tag: 'Public' },
];

/** Stands beside a box that has no audience of its own: its words travel with the thing. */
export const seenWith = (thing: string) => `Seen by everyone who can see this ${thing}.`;

/** The same where the policy says who: words beside a box name their readers before they are written. */
export const readBy = {
  direction: 'Read by everyone signed in, regulators included.',
  colleagues: 'Read by everyone signed in but regulators.',
  peers: 'Read by people who do such work, here and elsewhere, and by who speaks for their places.',
  review: 'Read by the team, its mentor, and the executives, leads and analysts of its place.',
  package: 'Read by whoever may read the package; until it is published, by its team, mentor and who speaks for its place.',
  proposal: 'Read by your team and by those who write the package.',
} as const;

/** Of a place's own story indoors is another circle than of a project's. */
export function audienceTag(audience: string, ofPlace = false): string {
  if (ofPlace && audience === 'indoors') return 'Indoors: who leads this place';
  return audiences.find((one) => one.value === audience)?.tag ?? audience;
}
