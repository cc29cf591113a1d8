import type {ClientIndex} from '../../model/events.ts';
import type {DeliveryRecord} from './delivery-store.ts';
import type {
  FileRecord,
  KeyRecord,
  SeatRecord,
  SessionFacts,
  SessionRecord,
  SpaceRecord,
  StoredEvent,
} from './store.ts';
import type {AttemptRecord, WebhookRecord} from './webhook-store.ts';

/** A session with what hangs on it. */
export interface MemorySession {
  readonly record: SessionRecord;
  facts: SessionFacts;
  epoch: number;
  /** Name of the server that has it. */
  owner: string;
  readonly events: StoredEvent[];
  readonly seats: Map<ClientIndex, SeatRecord>;
}

/** What one webhook is told of one session. */
export interface MemoryLane {
  readonly webhookId: number;
  readonly sessionId: string;
  /** Ids of all deliveries that there ever were. */
  readonly all: number[];
  /** Ids of those that are pending, in order: the first goes first. */
  pending: number[];
  /** Until when nobody else gets the first one, or null. */
  leaseUntil: number | null;
}

/** All that a store in memory keeps, each by its id. */
export class MemoryTables {
  readonly sessions = new Map<string, MemorySession>();
  /** Until when the sessions of servers are theirs, by their names. */
  readonly owners = new Map<string, number>();
  /** PINs of sessions that are about to be made, and until when they are theirs. */
  readonly promisedPins = new Map<string, number>();
  /** Tickets that were used, and when they would have expired. */
  readonly tickets = new Map<string, number>();
  readonly files = new Map<string, FileRecord>();
  readonly spaces = new Map<string, SpaceRecord>();
  readonly keys = new Map<number, KeyRecord>();
  readonly webhooks = new Map<number, WebhookRecord>();
  /** Until when webhooks are left alone. */
  readonly pauses = new Map<number, number>();
  readonly deliveries = new Map<number, DeliveryRecord>();
  readonly attempts = new Map<number, AttemptRecord[]>();
  readonly #lanes = new Map<string, MemoryLane>();
  /** How often spaces, keys and webhooks were changed. */
  revision = 0;
  #lastId = 0;

  /** An id that was never given before. */
  newId(): number {
    return ++this.#lastId;
  }

  get lanes(): Iterable<MemoryLane> {
    return this.#lanes.values();
  }

  /** The lane of a webhook and a session, from the first look on. */
  lane(webhookId: number, sessionId: string): MemoryLane {
    const key = `${webhookId} ${sessionId}`;
    const lane = this.#lanes.get(key) ?? {webhookId, sessionId, all: [], pending: [], leaseUntil: null};
    this.#lanes.set(key, lane);
    return lane;
  }

  /** Forgets a lane with its deliveries. */
  removeLane({webhookId, sessionId, all}: MemoryLane): void {
    for (const id of all) {
      this.deliveries.delete(id);
      this.attempts.delete(id);
    }
    this.#lanes.delete(`${webhookId} ${sessionId}`);
  }
}
