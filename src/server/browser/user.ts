import {readFileSync} from 'node:fs';

/** Whom a process is run as. */
export interface User {
  readonly uid: number;
  readonly gid: number;
}

/** What is said at the start where the browser has no user of its own. */
export const SAME_USER =
  'The browser runs as the same user as the server: its sandbox alone keeps pages from what that user can read. ' +
  'Started by root, the server runs it as nobody: see docs/production.md.';

/** What `nobody` is called on most systems, where /etc/passwd does not tell. */
const NOBODY: User = {uid: 65534, gid: 65534};

/** The user to run the browser as: `nobody` when this process is root's, else undefined, meaning the same user. */
export function unprivilegedUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const line = readFileSync('/etc/passwd', 'utf8').match(/^nobody:[^:]*:(\d+):(\d+):/m);
  return line ? {uid: Number(line[1]), gid: Number(line[2])} : NOBODY;
}
