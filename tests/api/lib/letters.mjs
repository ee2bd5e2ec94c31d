// The letters that the server wrote into its outbox, as people would read them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from './count.mjs';

// Quoted-printable and encoded words, as text.
const bytesOf = (text) => Buffer.from(text.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1').toString('utf8');
const words = (head) => head.replace(/\?=\r\n =\?UTF-8\?Q\?/g, '').replace(/=\?UTF-8\?Q\?(.*?)\?=/gs, (_, word) => bytesOf(word.replaceAll('_', ' ')));

export function letters(data) {
  let names = [];
  try { names = readdirSync(join(data, 'outbox')); } catch { /* none was written yet */ }
  return names.filter((name) => name.endsWith('.eml')).sort().map((name) => {
    const raw = readFileSync(join(data, 'outbox', name), 'latin1');
    const end = raw.indexOf('\r\n\r\n');
    const head = words(raw.slice(0, end));
    const text = bytesOf(raw.slice(end + 4)).replaceAll('\r\n', '\n');
    return { raw, head, text, to: head.match(/^To: .*<(.*)>/m)?.[1], subject: head.match(/^Subject: (.*)$/m)?.[1], token: text.match(/choose-password#(\S+)/)?.[1] };
  });
}

// The newest letter to that address with that subject; it leaves within a second or two.
export async function letterTo(data, address, subject) {
  for (let tries = 0; tries < 200; tries += 1) {
    const found = letters(data).filter((one) => one.to?.toLowerCase() === address.toLowerCase() && one.subject === subject);
    if (found.length > 0) return found.at(-1);
    await new Promise((wait) => setTimeout(wait, 50));
  }
  throw new Failure(`no letter "${subject}" to ${address}; there are: ${letters(data).map((one) => `${one.to}: ${one.subject}`).join('; ')}`);
}
