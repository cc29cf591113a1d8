import type {Ether} from './ether.ts';
import {isAbandoned} from './handover.ts';
import {isOfSpace, keptBy, leftKeyOfSpace, newSessionId, spaceLock} from './names.ts';
import type {Left} from './peer.ts';

/** A session of a space: one that there is, or one that is to be made. */
export interface Found {
  readonly sessionId: string;
  readonly isNew: boolean;
}

/**
 * Finds the session that is open in a space, or was a moment ago; otherwise there is to be a new one. Meanwhile no other
 * window looks, so that two that open at once find each other.
 *
 * @param use - makes the session, if it is new
 */
export async function findSession(ether: Ether, space: string, use: (found: Found) => Promise<void>): Promise<void> {
  if (!space) return use({sessionId: newSessionId(space), isNew: true});
  const letGo = await ether.lock(spaceLock(space));
  try {
    const open = (await ether.held()).map(keptBy).find((id) => id !== null && isOfSpace(id, space));
    const left = ether.read(leftKeyOfSpace(space)) as Left | null;
    const isOver = left === null || left.room.state.phase === 'ended' || isAbandoned(left);
    const known = open ?? (isOver ? undefined : left.room.id);
    await use({sessionId: known ?? newSessionId(space), isNew: !known});
  } finally {
    letGo();
  }
}
