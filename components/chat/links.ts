/** A piece of a message: words, or the address of a page, with where it leads. */
export interface Piece {
  readonly text: string;
  readonly href?: string;
}

/** What may be an address, up to where a sentence would go on. */
const ADDRESS = /\bhttps?:\/\/[^\s<>"'`\p{Cc}\p{Cf}]+/giu;

/** What ends a sentence and no address. */
const TAIL = /[.,:;!?…]+$/u;

/**
 * A message in pieces. Only what leads to the web is a link. One that leads elsewhere than it seems to, as by letters that
 * look like others, is shown as a browser has it.
 */
export function piecesOf(message: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const {0: found, index} of message.matchAll(ADDRESS)) {
    const text = withoutTail(found);
    const url = URL.parse(text);
    // https://bank.example@elsewhere.example/ leads elsewhere.
    if (!url || url.username || url.password) continue;
    if (index > end) pieces.push({text: message.slice(end, index)});
    const isPlain = text.toLowerCase().startsWith(url.origin);
    pieces.push({text: isPlain ? text : url.href, href: url.href});
    end = index + text.length;
  }
  if (end < message.length) pieces.push({text: message.slice(end)});
  return pieces;
}

/** Without the end of the sentence, and without a bracket that was opened before the address. */
function withoutTail(found: string): string {
  const text = found.replace(TAIL, '');
  const isOpen = (open: string, close: string) =>
    text.endsWith(close) && text.split(close).length > text.split(open).length;
  return isOpen('(', ')') || isOpen('[', ']') ? withoutTail(text.slice(0, -1)) : text;
}
