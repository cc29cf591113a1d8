import {StoreError} from './store.ts';

const CORRUPT = 11;

/** What an error of the database comes to for whoever runs it, by its code: https://sqlite.org/rescode.html. */
const LINES: Readonly<Record<number, string>> = {
  3: 'may not be written: let the user that the server runs as read and write it and its folder.',
  5: 'is in use by another program: stop that one, or wait until it is done.',
  6: 'is in use by another program: stop that one, or wait until it is done.',
  7: 'needs more memory than there is: give the server more.',
  8: 'may not be written: let the user that the server runs as read and write it and its folder.',
  10: 'cannot be read or written: look after the disk that it is on.',
  [CORRUPT]: 'is damaged: put a backup in its place, or move it away to begin with an empty one.',
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

/** Why a database cannot be used that was looked through, with what was found first. */
export function damaged(file: string, found: string): StoreError {
  return new StoreError(`${file} ${LINES[CORRUPT]} (${found.replaceAll(/\s+/g, ' ')})`);
}
