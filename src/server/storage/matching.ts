import type {DeliveryRecord} from './delivery-store.ts';
import {type Append, type Notice, StaleAppendError, StoreError, TakenError} from './store.ts';
import type {WebhookRecord} from './webhook-store.ts';

/** The category that stands for all that a session tells. */
const ALL_OF_SESSIONS = 'space.session.*';

/**
 * Whether a webhook is to be told of what happened in a session of that space. One that was switched off because its
 * receiver failed is told later, or reads it by itself.
 */
export function isFor(webhook: WebhookRecord, {category}: Notice, spaceId: string): boolean {
  const {enabled, disabledReason, categories} = webhook;
  if (!enabled && disabledReason === null) return false;
  if (webhook.spaceId !== null && webhook.spaceId !== spaceId) return false;
  const all = category.startsWith('space.session.') && categories.includes(ALL_OF_SESSIONS);
  return all || categories.includes(category);
}

/** Of what is pending for a webhook and session, in order, what may be told now: nothing overtakes what waits. */
export function dueOf(pending: readonly DeliveryRecord[], now: number): readonly DeliveryRecord[] {
  const waits = pending.findIndex(({nextAt}) => nextAt! > now);
  return waits < 0 ? pending : pending.slice(0, waits);
}

/** How many PINs there are. */
export const PINS = 10_000;

/** All PINs, from a number on. */
export function* pinsFrom(from: number): Generator<string> {
  for (let step = 0; step < PINS; step++) yield String((from + step) % PINS).padStart(4, '0');
}

/** Holds an append against what is there: claim and last event of the session, or undefined when there is none. */
export function checkNext(append: Append, head: {readonly epoch: number; readonly number: number} | undefined): void {
  const {sessionId, epoch, expected, session} = append;
  const fresh = session ? {epoch: 1, number: 0} : undefined;
  if (session && head) throw new StaleAppendError(`Expected a new session, got "${sessionId}", which is there.`);
  const now = head ?? fresh;
  if (!now) throw new StaleAppendError(`Expected a session that is there, got "${sessionId}".`);
  if (now.epoch === epoch && now.number === expected) return;
  throw new StaleAppendError(
    `Expected an append of claim ${now.epoch} after event ${now.number} of session "${sessionId}"; ` +
      `got one of claim ${epoch} after event ${expected}.`,
  );
}

/** What all stores say of a record whose name another one has. */
export function taken(what: string, name: string): TakenError {
  return new TakenError(`Expected the ${what} of nothing else, got "${name}".`);
}

/** What all stores say of something that hangs on what is not there. */
export function missing(what: string, name: string): StoreError {
  return new StoreError(`Expected a ${what} that is there, got "${name}".`);
}
