const PREFIX = 'webfuse-elements/local';

/** Length of the random part of an id. */
const RANDOM = 14;

/** An id that nobody else has. Not `randomUUID()`, which plain http pages lack. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(RANDOM / 2));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** An id for a session of a space: it says which, so that other windows find it. */
export function newSessionId(space: string): string {
  return space ? `${escaped(space)}-${newId()}` : newId();
}

/** Whether a session is one of that space. */
export function isOfSpace(sessionId: string, space: string): boolean {
  return space !== '' && sessionId.slice(0, -RANDOM) === `${escaped(space)}-`;
}

/** Channel on which the windows of a session talk. */
export function channelOf(sessionId: string): string {
  return `${PREFIX}/${sessionId}`;
}

/** Lock of the window that keeps a session. */
export function keeperLock(sessionId: string): string {
  return `${PREFIX}/keeper/${sessionId}`;
}

/** The session that a lock is the keeper's of, or null. */
export function keptBy(lock: string): string | null {
  return lock.startsWith(`${PREFIX}/keeper/`) ? lock.slice(`${PREFIX}/keeper/`.length) : null;
}

/** Lock that a window holds for as long as it is there. */
export function peerLock(sessionId: string, peer: string): string {
  return `${PREFIX}/peer/${sessionId}/${peer}`;
}

/** The window of a session that a lock belongs to, or null. */
export function peerOf(lock: string, sessionId: string): string | null {
  const start = `${PREFIX}/peer/${sessionId}/`;
  return lock.startsWith(start) ? lock.slice(start.length) : null;
}

/** Lock under which the session of a space is looked for or made. */
export function spaceLock(space: string): string {
  return `${PREFIX}/space/${escaped(space)}`;
}

/** Where the last window of a session leaves it: the same place for all sessions of a space. */
export function leftKey(sessionId: string): string {
  return `${PREFIX}/left/${sessionId.slice(0, -RANDOM) || sessionId}`;
}

/** Where the last session of a space was left. */
export function leftKeyOfSpace(space: string): string {
  return `${PREFIX}/left/${escaped(space)}-`;
}

function escaped(space: string): string {
  return space.replace(/[^A-Za-z0-9-]/g, (letter) => `_${letter.codePointAt(0)?.toString(16)}_`);
}
