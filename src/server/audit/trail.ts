import type {SessionStore, StoredEvent} from '../storage/store.ts';
import {auditDetails} from './details.ts';
import {type AuditEntry, chain, NO_HASH} from './entry.ts';
import type {AuditSeal} from './seal.ts';
import {auditType, CLOSING_TYPE} from './vocabulary.ts';

/** How many events are in memory at once. */
const AT_ONCE = 500;

/** The audit log of a session, up to now, entry by entry. The last one closes it and is signed. */
export async function* auditTrail(
  store: Pick<SessionStore, 'readEvents'>,
  seal: AuditSeal,
  sessionId: string,
  now: () => number = Date.now,
): AsyncGenerator<AuditEntry, void, undefined> {
  let last = {number: 0, hash: NO_HASH};
  for await (const event of eventsOf(store, sessionId)) {
    const entry = entryOf(event, sessionId, last.hash);
    yield entry;
    last = entry;
  }
  const time = new Date(now()).toISOString();
  const sealed = {session_id: sessionId, entries: last.number, prev_hash: last.hash, time};
  const details = {entries: last.number, signature: await seal.sign(sealed)};
  yield chain({number: last.number + 1, time, session_id: sessionId, type: CLOSING_TYPE, details}, last.hash);
}

/** All events there are: a page that is not full is the last one, however fast others are added meanwhile. */
async function* eventsOf(store: Pick<SessionStore, 'readEvents'>, sessionId: string): AsyncGenerator<StoredEvent> {
  for (let after = 0; ; ) {
    const events = await store.readEvents(sessionId, after, AT_ONCE);
    yield* events;
    if (events.length < AT_ONCE) return;
    after = events.at(-1)!.number;
  }
}

function entryOf({number, at, event}: StoredEvent, sessionId: string, previous: string): AuditEntry {
  const time = new Date(at).toISOString();
  const draft = {number, time, session_id: sessionId, type: auditType(event.name), details: auditDetails(event)};
  return chain(draft, previous);
}
