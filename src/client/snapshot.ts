import type {ClientIndex} from '../model/events.ts';
import type {SessionState} from '../model/state.ts';

/** Where a session is in its life, as this client sees it; `waiting` until the host lets it in. */
export type SessionStatus = 'idle' | 'connecting' | 'waiting' | 'live' | 'reconnecting' | 'ended' | 'failed';

/** What is true of the session now. Frozen; a change makes a new one. `activeSsid` is the tab that this client sees. */
export type SessionSnapshot = SessionState & {
  readonly status: SessionStatus;
  /** This client's own index, or null before it joined. */
  readonly me: ClientIndex | null;
};

/** Freezes a value with all its parts. Stops at frozen ones, so that only what changed since last time costs anything. */
export function deepFreeze<T>(value: T): T {
  // What is no object counts as frozen.
  if (Object.isFrozen(value)) return value;
  for (const part of Object.values(Object.freeze(value) as object)) deepFreeze(part);
  return value;
}
