import type {SessionEvent} from '../../../src/model/events.ts';
import {DEFAULT_SETTINGS} from '../../../src/model/settings.ts';
import type {AttemptResult, DeliveriesWanted, DeliveryRecord} from '../../../src/server/storage/delivery-store.ts';
import {
  type Append,
  type Claim,
  type KeyRecord,
  MAIN,
  type NewEvent,
  type SeatRecord,
  type SessionFacts,
  type SessionRecord,
  type SpaceRecord,
  type Store,
} from '../../../src/server/storage/store.ts';
import type {WebhookRecord} from '../../../src/server/storage/webhook-store.ts';

/** When everything in these tests happens. */
export const NOW = Date.UTC(2026, 0, 1);

export const FACTS: SessionFacts = {startedAt: null, endedAt: null, participantCount: 0, firstMember: null};

/** A chat message, with what webhooks are told of it. */
export function said(message: string, categories = ['space.session.chat_message']): NewEvent {
  const event: SessionEvent = {name: 'chat_message', payload: {message, clientIndex: 0}};
  return {event, notices: categories.map((category) => ({category, data: {message}}))};
}

export function sessionOf(id: string, record: Partial<SessionRecord> = {}): SessionRecord {
  return {id, spaceId: 'demo', createdAt: NOW, pin: null, secrets: `sealed ${id}`, tags: [], ...record};
}

/** The first append of a session. */
export function begun(id: string, record: Partial<SessionRecord> = {}, facts = FACTS, owner = MAIN): Append {
  const session = {...sessionOf(id, record), owner};
  return {sessionId: id, epoch: 1, expected: 0, at: NOW, events: [said('hello')], session, facts};
}

/** What a server says that begins, in a minute of its own. */
export function claimOf(claim: Partial<Claim> = {}): Claim {
  return {owner: MAIN, now: NOW, until: NOW + 60_000, fresh: true, ...claim};
}

/** An append to a session that has had `expected` events. */
export function next(sessionId: string, expected: number, append: Partial<Append> = {}): Append {
  return {sessionId, epoch: 1, expected, at: NOW + expected, events: [said(`message ${expected + 1}`)], ...append};
}

export function seatOf(clientIndex: number, seat: Partial<SeatRecord> = {}): SeatRecord {
  return {clientIndex, tokenHash: `token ${clientIndex}`, browserHash: null, waiting: false, urls: [], ...seat};
}

export function spaceOf(id: string, space: Partial<SpaceRecord> = {}): SpaceRecord {
  return {
    id,
    slug: `${id}-slug`,
    name: 'A space',
    origins: '*',
    type: 'meeting',
    shared: false,
    accessControl: 'public',
    magicSecret: null,
    extensions: [],
    settings: DEFAULT_SETTINGS,
    managed: false,
    createdAt: NOW,
    ...space,
  };
}

export function keyOf(hash: string, key: Partial<KeyRecord> = {}): Omit<KeyRecord, 'id'> {
  return {
    type: 'rk',
    spaceId: null,
    name: 'A key',
    hash,
    shown: 'rk_abc…',
    createdAt: NOW,
    revokedAt: null,
    lastUsedAt: null,
    managed: false,
    ...key,
  };
}

export function webhookOf(webhook: Partial<WebhookRecord> = {}): Omit<WebhookRecord, 'id'> {
  return {
    spaceId: null,
    name: 'A webhook',
    url: 'https://receiver.example/hook',
    enabled: true,
    signature: 'standard',
    gzip: false,
    sslVerification: true,
    categories: ['space.session.*'],
    secrets: [{sealed: 'sealed', expiresAt: null}],
    createdAt: NOW,
    failedCount: 0,
    last: null,
    disabledReason: null,
    managed: false,
    ...webhook,
  };
}

/** Takes what is due, one of each webhook and session if nothing else is said. */
export async function taken(
  store: Store,
  wanted: Partial<DeliveriesWanted> & {now: number},
): Promise<DeliveryRecord[]> {
  const {now} = wanted;
  const due = await store.takeDeliveries({limit: 10, each: 1, leaseUntil: now + 60_000, except: [], ...wanted});
  return due.flatMap(({deliveries}) => deliveries);
}

/** What an attempt at a delivery came to. */
export function resultOf(
  {id, webhookId, createdAt}: DeliveryRecord,
  result: Omit<AttemptResult, 'deliveryId' | 'webhookId' | 'createdAt'>,
): AttemptResult {
  return {deliveryId: id, webhookId, createdAt, ...result};
}

/** The first tries at what is due, each of which went well; answers with what was delivered, as `sequence@session`. */
export async function deliverAll(store: Store, now: number): Promise<string[]> {
  const delivered: string[] = [];
  for (;;) {
    const due = await taken(store, {now});
    if (due.length === 0) return delivered;
    for (const delivery of due) {
      delivered.push(`${delivery.sequenceId}@${delivery.sessionId}`);
      const attempt = {at: now, took: 5, status: 200, error: null};
      await store.recordAttempts([resultOf(delivery, {attempt, status: 'delivered', nextAt: null})]);
    }
  }
}
