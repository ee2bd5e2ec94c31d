// What a page can say of a password before the server does.

const fewest = 12;

/** Says how many characters are there and how many are needed; "" where there are enough. */
export function tooShort(password: string): string {
  const length = [...password].length;
  return length < fewest ? `It has ${length} ${length === 1 ? 'character' : 'characters'}: choose at least ${fewest}` : '';
}
