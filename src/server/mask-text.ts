/** What stands in place of what is not to be known. */
export const MASK = '***';

/** How often a text may be percent-encoded: an address in an address is, twice. */
const MAX_ENCODED = 3;

/** From so many characters on, a secret is one wherever it stands; shorter ones are in too many words. */
const ANYWHERE = 4;

/** What pages leave out of a text or put in its place, or what stands for a space in an address. */
const LOOSE = /[\s+-]/;

const PART_OF_WORD = /[\p{L}\p{N}_]/u;

/** A character as it is read, and where it stands in the text: an escaped one takes up more. */
interface Read {
  readonly character: string;
  readonly start: number;
  readonly end: number;
}

/** A text that nobody is to be told of. */
export interface SecretText {
  /** As `readable` makes it. */
  readonly text: string;
  /** Whether it is the beginning of a longer one. */
  readonly goesOn: boolean;
}

/** A text without what pages change about one: small letters, and no spaces. */
export function readable(text: string): string {
  return text
    .split('')
    .filter((character) => !LOOSE.test(character))
    .map(small)
    .join('');
}

/** A text without the secrets that stand in it, as they are or percent-encoded. */
export function maskTexts(text: string, secrets: readonly SecretText[]): string {
  if (secrets.length === 0) return text;
  const covered = new Uint8Array(text.length);
  let read: readonly Read[] = text
    .split('')
    .map((character, at) => ({character: small(character), start: at, end: at + 1}));
  for (let encoded = 0; encoded <= MAX_ENCODED; encoded++) {
    cover(covered, read, secrets);
    const decoded = decode(read);
    if (decoded.length === read.length) break;
    read = decoded;
  }
  let masked = '';
  for (let at = 0; at < text.length; at++) {
    if (!covered[at]) masked += text[at];
    else if (!covered[at - 1]) masked += MASK;
  }
  return masked;
}

function cover(covered: Uint8Array, read: readonly Read[], secrets: readonly SecretText[]): void {
  const places = [...read.keys()].filter((at) => !LOOSE.test(read[at]!.character));
  const line = places.map((at) => read[at]!.character).join('');
  for (const {text, goesOn} of secrets) {
    for (let at = line.indexOf(text); at !== -1; at = line.indexOf(text, at + text.length)) {
      const first = places[at]!;
      const last = places[at + text.length - 1]!;
      if (text.length < ANYWHERE && (isInWord(read[first - 1]) || isInWord(read[last + 1]))) continue;
      covered.fill(1, read[first]!.start, goesOn ? covered.length : read[last]!.end);
    }
  }
}

function isInWord(read: Read | undefined): boolean {
  return read !== undefined && PART_OF_WORD.test(read.character);
}

/** The same with its percent-encoded characters read as what they stand for. */
function decode(read: readonly Read[]): Read[] {
  const decoded: Read[] = [];
  for (let at = 0; at < read.length; ) {
    const escaped = escapedAt(read, at);
    const {start} = read[at]!;
    if (escaped) {
      at += 3 * escaped.bytes;
      const {end} = read[at - 1]!;
      for (const character of escaped.text.split('')) decoded.push({character: small(character), start, end});
    } else decoded.push(read[at++]!);
  }
  return decoded;
}

/** The character that is escaped at a place, as UTF-8 or, where it is none, as Latin-1; null when none is. */
function escapedAt(read: readonly Read[], at: number): {readonly text: string; readonly bytes: number} | null {
  const lead = byteAt(read, at);
  if (lead === null) return null;
  const length = lead < 0xc0 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  const bytes = Array.from({length}, (_, index) => byteAt(read, at + 3 * index));
  const text = bytes.includes(null) ? '\ufffd' : Buffer.from(bytes as number[]).toString();
  return text.includes('\ufffd') ? {text: String.fromCharCode(lead), bytes: 1} : {text, bytes: length};
}

function byteAt(read: readonly Read[], at: number): number | null {
  if (read[at]?.character !== '%') return null;
  const digits = `${read[at + 1]?.character}${read[at + 2]?.character}`;
  return /^[\da-f]{2}$/.test(digits) ? Number.parseInt(digits, 16) : null;
}

/** One that is no other length then, so that places stay what they are. */
function small(character: string): string {
  const lower = character.toLowerCase();
  return lower.length === 1 ? lower : character;
}
