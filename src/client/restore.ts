import type {Commons} from './commons.ts';
import {OWN} from './kept.ts';
import type {Session} from './session.ts';
import type {Space} from './space.ts';
import {INVITE_KEY} from './wire/link.ts';
import {type KeptSeat, SeatStore} from './wire/seat-store.ts';

/**
 * Brings back the sessions of a space that an earlier loading of this page kept, each where it was shown. They start
 * in the next task, when everyone could begin to listen.
 *
 * @param prefix - what the keys of all that are kept begin with
 */
export function restore(space: Space, prefix: string, commons: Commons): void {
  const keys = Object.keys(sessionStorage).filter((key) => key.startsWith(prefix) && !key.startsWith(prefix + OWN));
  for (const [index, kept] of keys.map(take).entries()) {
    if (!kept) continue;
    const storageKey = prefix + OWN + index;
    const store = new SeatStore(storageKey);
    store.write(kept);
    // The seat that is kept is of that session, and lets in.
    const session = space.session({storageKey}, `#${INVITE_KEY}=${kept.sessionId}.-`);
    setTimeout(() => {
      session.start(placeOf(kept)).catch(() => {
        // It ended meanwhile, or there is no place for it any more.
        store.clear();
        commons.sessions = commons.sessions.filter((other) => other !== session);
      });
    }, 0);
  }
}

/** Out of its place, so that nobody else restores it as well. */
function take(key: string): KeptSeat | null {
  const store = new SeatStore(key);
  const kept = store.read();
  store.clear();
  return kept;
}

/** What `start()` is to be given to show a session where it was. */
function placeOf({target}: KeptSeat): Parameters<Session['start']>[0] {
  return target === 'window' ? undefined : (target ?? null);
}
