/** The longest line that an audit log can have, with plenty of room. Characters. */
const LONGEST = 4 * 1024 * 1024;

/**
 * The lines of a text that comes in pieces. Unlike Node's readline it takes line feeds alone for ends of lines, since
 * what people write may hold others. One that is longer than any of ours comes in parts, so that memory is bounded.
 */
export async function* linesOf(pieces: AsyncIterable<string>): AsyncGenerator<string, void, undefined> {
  let rest = '';
  for await (const piece of pieces) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield line.replace(/\r$/, '');
    if (rest.length > LONGEST) {
      yield rest;
      rest = '';
    }
  }
  if (rest) yield rest;
}
