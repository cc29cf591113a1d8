import {DAMAGED, damaged} from './damaged.ts';
import {StoreError} from './store.ts';

/** What an error of the database comes to for whoever runs it, by its code: https://sqlite.org/rescode.html. */
const LINES: Readonly<Record<number, string>> = {
  3: 'may not be written: let the user that the server runs as read and write it and its folder.',
  5: 'is in use by another program: stop that one, or wait until it is done.',
  6: 'is in use by another program: stop that one, or wait until it is done.',
  7: 'needs more memory than there is: give the server more.',
  8: 'may not be written: let the user that the server runs as read and write it and its folder.',
  10: 'cannot be read or written: look after the disk that it is on.',
  11: DAMAGED,
  13: 'cannot grow since its disk is full: make room there and start the server again. What was kept is intact.',
  14: 'cannot be opened: see that its folder is there, and that the user that the server runs as may write in it.',
  26: 'is no database: put a backup in its place, or move it away to begin with an empty one.',
};

/**
 * Why a store can go on no longer, or undefined when an error is one of what was asked alone.
 * @param file - where it keeps everything
 */
export function fatal(error: unknown, file: string): StoreError | undefined {
  if (!(error instanceof Error && 'errcode' in error)) return undefined;
  // The upper bytes tell more of the same.
  const line = LINES[Number(error.errcode) & 0xff];
  return line === undefined ? undefined : new StoreError(`${file} ${line} (${error.message})`, {cause: error});
}

/** A text in the database is none that was written there. */
class Unreadable extends Error {}

/**
 * What a text in the database says.
 * @param what - what it is, and of whom; the text itself is not for logs
 */
export function readJson<Value>(text: string, what: string): Value {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Unreadable(`${what} cannot be read`, {cause});
  }
}

/** An error of a call as whoever asked is told it. */
export function tellable(error: unknown, file: string): unknown {
  return error instanceof Unreadable ? damaged(file, error.message) : error;
}
