import type {ClientIndex, SessionEvent} from '../../model/events.ts';
import type {SessionSettings} from '../../model/settings.ts';
import type {DeliveryStore} from './delivery-store.ts';
import type {Page, Part} from './part.ts';
import type {WebhookStore} from './webhook-store.ts';

/**
 * Where a server keeps all that must outlive it. Every promise settles after what was asked is safe: a store on disk
 * has it there, so that what anyone is told afterwards survives a `kill -9`. Nothing in it assumes that one process is
 * all there is: a session belongs to whoever claimed it last, and an append of anyone else is refused.
 *
 * Times are milliseconds since 1970. Records are plain JSON.
 */
export interface Store extends SessionStore, FileStore, SpaceStore, KeyStore, WebhookStore, DeliveryStore {
  /** What it keeps everything in, as it is named to whoever runs the server. */
  readonly place: string;
  /** Whether what it keeps is there after the process has ended. */
  readonly durable: boolean;
  /**
   * Settles, with why, when it can keep nothing any more, as on a full disk. From then on everything is refused with
   * that error. Never rejects.
   */
  readonly failed: Promise<StoreError>;
  /** Whether it can read and write now. */
  check(): Promise<void>;
  /** A number that is another one once a space, a key or a webhook was changed, by whichever server. */
  revision(): Promise<number>;
  /** Lets go of it, after all that was asked of it was done. Two callers wait for the same end. */
  close(): Promise<void>;
}

/** Why a store cannot do what it was asked, in one line that says what to do. */
export class StoreError extends Error {
  override readonly name: string = 'StoreError';
}

/** An append was not the next one: another server has the session now, or the caller has lost count. */
export class StaleAppendError extends StoreError {
  override readonly name = 'StaleAppendError';
}

/** A record cannot be kept because another one has its id, its slug or its key. */
export class TakenError extends StoreError {
  override readonly name = 'TakenError';
}

// Sessions and their events

/** What a server is called unless it is said. */
export const MAIN = 'main';

/** What a session is beside its events; never changes. */
export interface SessionRecord {
  readonly id: string;
  readonly spaceId: string;
  readonly createdAt: number;
  /** Four digits, or null when there were no more. */
  readonly pin: string | null;
  /** The secrets of its links, sealed by the vault. */
  readonly secrets: string;
  /** The setting `tags`: words to find it by. */
  readonly tags: readonly string[];
}

/** What makes a session: what it is, and whose. */
export interface NewSession extends SessionRecord {
  /** Name of the server that makes it. */
  readonly owner: string;
}

/** What lists show of a session, brought up to date with its events. */
export interface SessionFacts {
  /** When the first participant came, or null. */
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** How many ever came. */
  readonly participantCount: number;
  /** Of the first participant; empty strings where nothing is known. */
  readonly firstMember: {readonly name: string; readonly email: string} | null;
}

/** A session as lists show it. */
export type SessionSummary = Omit<SessionRecord, 'secrets'> & SessionFacts;

/** Someone's place in a session, so that they find it again after a restart. */
export interface SeatRecord {
  readonly clientIndex: ClientIndex;
  /** SHA-256 of the secret with which the seat is taken again. */
  readonly tokenHash: string;
  /** SHA-256 of the secret of the browser that has no other seat by the follower link. */
  readonly browserHash: string | null;
  readonly waiting: boolean;
  /** Addresses to open as soon as they are in. */
  readonly urls: readonly string[];
}

/** An event with its place in the log. */
export interface StoredEvent {
  /** From 1, without gaps. */
  readonly number: number;
  readonly at: number;
  readonly event: SessionEvent;
}

/** What webhooks are told of an event. */
export interface Notice {
  /** Such as `space.session.participant_joined`. */
  readonly category: string;
  readonly data: object;
}

/** An event as it goes in, with what webhooks are told of it. */
export interface NewEvent {
  readonly event: SessionEvent;
  readonly notices: readonly Notice[];
}

/** What goes in whole or not at all, with a delivery for each notice and each webhook that is for it. */
export interface Append {
  readonly sessionId: string;
  /** Which claim of the session this comes from; 1 for the one that made it. */
  readonly epoch: number;
  /** Number of the last event before these. */
  readonly expected: number;
  readonly at: number;
  readonly events: readonly NewEvent[];
  /** With the first append alone: what makes the session. */
  readonly session?: NewSession;
  /** What lists show from now on. */
  readonly facts?: SessionFacts;
  /** Seats that are new or other than they were. */
  readonly seats?: readonly SeatRecord[];
  /** Seats that are given up. */
  readonly seatsGone?: readonly ClientIndex[];
}

/** What came of an append. */
export interface Appended {
  /** How many deliveries it caused. */
  readonly deliveries: number;
}

/** Who takes sessions, and until when they are nobody else's. */
export interface Claim {
  /** Name of the server. No two that run have the same. */
  readonly owner: string;
  readonly now: number;
  /** Until when all sessions that it has are its own. */
  readonly until: number;
  /** Whether it has just begun, and has to be given what was its own before. */
  readonly fresh: boolean;
}

/** A live session that this server has now, and with it all it needs to go on. */
export interface ClaimedSession {
  readonly record: SessionRecord;
  readonly facts: SessionFacts;
  readonly epoch: number;
  /** Number of its last event. */
  readonly number: number;
  readonly seats: readonly SeatRecord[];
}

/** Which sessions are wanted. All that is said has to hold. */
export interface SessionFilter extends Part {
  readonly spaceId?: string;
  /** Whether it has begun and not ended. */
  readonly active?: boolean;
  readonly sessionId?: string;
  /** A part of the id, whatever the case of its letters. */
  readonly sessionIdContains?: string;
  readonly startedAfter?: number;
  readonly startedBefore?: number;
  /** One of its tags. */
  readonly tag?: string;
  /** Seconds. */
  readonly durationAtLeast?: number;
  readonly durationAtMost?: number;
}

export interface SessionStore {
  /**
   * @throws {StaleAppendError} when the session was claimed by someone else, or has another last event
   */
  append(append: Append): Promise<Appended>;
  /**
   * Has a server keep the sessions that it has, and gives it those that have not ended and whose server did not do so in
   * time: that one cannot append to them any more.
   */
  claimSessions(claim: Claim): Promise<readonly ClaimedSession[]>;
  /**
   * Finds four digits for a session that is about to be made, from a number on: no live session has them, and nobody else
   * is promised them. Null when there are none.
   */
  promisePin(wanted: {readonly from: number; readonly now: number; readonly until: number}): Promise<string | null>;
  /** The live session that has a PIN, wherever it lives. */
  findPin(pin: string): Promise<SessionRecord | undefined>;
  /** Events after a number, oldest first. */
  readEvents(sessionId: string, after: number, limit: number): Promise<readonly StoredEvent[]>;
  /** Newest first. `durationAtLeast` and `durationAtMost` find sessions that have ended. */
  listSessions(filter: SessionFilter): Promise<Page<SessionSummary>>;
  findSession(id: string): Promise<SessionSummary | undefined>;
  /** Forgets sessions that ended before then, with all that hangs on them. Answers with how many. */
  forgetSessions(endedBefore: number): Promise<number>;
  /** Notes that a one-use ticket was used. Answers with whether it was the first time. */
  useTicket(id: string, expiresAt: number): Promise<boolean>;
}

/** A file of a session; what is in it lies in the server's folder for files. */
export interface FileRecord {
  readonly id: string;
  readonly sessionId: string;
  readonly filename: string;
  /** What whoever gave it says that it is, or nothing. */
  readonly declaredType: string;
  readonly bytes: number;
  /** Of what is in it, in hexadecimal digits. */
  readonly sha256: string;
  readonly createdAt: number;
}

export interface FileStore {
  addFile(file: FileRecord): Promise<void>;
  removeFile(id: string): Promise<void>;
  /** Oldest first. */
  listFiles(sessionId: string): Promise<readonly FileRecord[]>;
}

// Spaces and keys

/** A space as it is kept. */
export interface SpaceRecord {
  readonly id: string;
  /** Its name in addresses. */
  readonly slug: string;
  /** What people call it. */
  readonly name: string;
  /**
   * Of the pages that may make its sessions, join them, and talk with one that they are shown in: all of them, or
   * those. The server's own pages always may.
   */
  readonly origins: '*' | readonly string[];
  /** What its sessions are for. The PIN of an `assisted` one is known before anyone came. */
  readonly type: 'meeting' | 'assisted' | 'solo';
  /** Every visitor of its link comes into the same session. */
  readonly shared: boolean;
  /**
   * Who may begin a session, and come into one: all with `public`; with `company` begin one those who have a widget key
   * or were signed for; with `members-only` only those who were signed for.
   */
  readonly accessControl: 'members-only' | 'company' | 'public';
  /** What magic links are signed with, sealed by the vault; null when there are none. */
  readonly magicSecret: string | null;
  /** Folders of the extensions that run on the pages of its sessions. */
  readonly extensions: readonly string[];
  /** What its sessions allow, unless one is made with other settings. */
  readonly settings: SessionSettings;
  /** Whether the config file says it all, so that nothing else may change it. */
  readonly managed: boolean;
  readonly createdAt: number;
}

export interface SpaceStore {
  listSpaces(): Promise<readonly SpaceRecord[]>;
  /** @throws {TakenError} when another space has that slug or id as its slug or id */
  addSpace(space: SpaceRecord): Promise<void>;
  /** @throws {TakenError} when another space has that slug as its slug or id */
  changeSpace(space: SpaceRecord): Promise<void>;
  /** Forgets a space with its keys and webhooks; its sessions stay in the log. */
  removeSpace(id: string): Promise<void>;
}

/** Widget keys are public; REST keys of a space (`rk`) and of the whole server (`ck`) are secret. */
export type KeyType = 'wk' | 'rk' | 'ck';

export interface KeyRecord {
  readonly id: number;
  readonly type: KeyType;
  /** Null for a key of the whole server. */
  readonly spaceId: string | null;
  readonly name: string;
  /** SHA-256 of the key. */
  readonly hash: string;
  /** A widget key whole; of a secret one its first characters, so that people can tell which it is. */
  readonly shown: string;
  readonly createdAt: number;
  readonly revokedAt: number | null;
  readonly lastUsedAt: number | null;
  readonly managed: boolean;
}

export interface KeyStore {
  /** All, revoked ones too. */
  listKeys(): Promise<readonly KeyRecord[]>;
  /** @throws {TakenError} when there is such a key already */
  addKey(key: Omit<KeyRecord, 'id'>): Promise<KeyRecord>;
  revokeKey(id: number, at: number): Promise<void>;
  /** Notes when keys were last used. */
  touchKeys(used: readonly (readonly [id: number, at: number])[]): Promise<void>;
}
