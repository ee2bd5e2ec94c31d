// Counts tests. A test is a sentence and a function; it fails by throwing.
let passed = 0, failed = 0, skipped = 0;

export async function test(sentence, body) {
  try {
    await body();
    passed += 1;
    return true;
  } catch (error) {
    failed += 1;
    console.log(`FAILED: ${sentence}\n  ${String(error.expected ? error.message : error.stack ?? error).replaceAll('\n', '\n  ')}`);
    return false;
  }
}

export function skip(why, count = 1) {
  skipped += count;
  for (let i = 0; i < count; i += 1) console.log(`skipped: ${why}`);
}

// A failure that needs no stack to be understood.
export class Failure extends Error {
  constructor(message) {
    super(message);
    this.expected = true;
  }
}

export function must(condition, message) {
  if (!condition) throw new Failure(typeof message === 'function' ? message() : message);
}

export function close() {
  console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed > 0 ? 1 : 0;
}
