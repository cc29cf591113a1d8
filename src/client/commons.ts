import {Emitter} from './emitter.ts';
import type {Session, SessionCallbacks} from './session.ts';

/** What all copies of this code in a page share, so that a listener hears of every session, whichever copy made it. */
export interface Commons {
  /** Listeners for all sessions. */
  readonly everywhere: Emitter<SessionCallbacks>;
  /** Every session of this page that is not over, oldest first. */
  sessions: readonly Session[];
}

/** What a copy has that shares nothing. */
export function newCommons(): Commons {
  return {everywhere: new Emitter(), sessions: []};
}

/** Takes a session to those of the page, and forgets those that are over. */
export function addSession(commons: Commons, session: Session): void {
  commons.sessions = [...new Set([...openSessions(commons), session])];
}

/** The sessions of the page that are not over, oldest first. */
export function openSessions({sessions}: Commons): Session[] {
  return sessions.filter(({state}) => state.status !== 'ended' && state.status !== 'failed');
}
