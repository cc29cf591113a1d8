import type {Page, Part} from './part.ts';
import type {AttemptRecord, WebhookRecord} from './webhook-store.ts';

export type DeliveryStatus = 'pending' | 'delivered' | 'failed';

/** One notice for one webhook. */
export interface DeliveryRecord {
  readonly id: number;
  readonly webhookId: number;
  readonly sessionId: string;
  /** Counts from 1 for each webhook and session. */
  readonly sequenceId: number;
  /** Number of the event that it tells of. */
  readonly eventNumber: number;
  readonly category: string;
  readonly createdAt: number;
  /** JSON, as it is sent. */
  readonly data: string;
  readonly status: DeliveryStatus;
  readonly attempts: number;
  /** When it is tried next; null when it is not. */
  readonly nextAt: number | null;
  /** HTTP status of the last attempt, or null. */
  readonly lastStatus: number | null;
  /** Why the last attempt failed, as a sentence, or null. */
  readonly lastError: string | null;
  readonly lastAt: number | null;
}

/** What is to be delivered now of one session, one after the other, with its webhook as it was when it was taken. */
export interface DueDeliveries {
  readonly webhook: WebhookRecord;
  /** At least one. */
  readonly deliveries: readonly DeliveryRecord[];
}

/** What an attempt comes to. All of it goes in at once. */
export interface AttemptResult {
  readonly deliveryId: number;
  readonly webhookId: number;
  /** When the delivery came about. */
  readonly createdAt: number;
  readonly attempt: AttemptRecord;
  readonly status: DeliveryStatus;
  readonly nextAt: number | null;
  /** Whether the next one of its webhook and session is made under the same lease. */
  readonly keepsLease?: boolean;
  /** Until when its webhook is left alone; a longer pause that it has stays. */
  readonly pausedUntil?: number;
  /** What becomes of its webhook. */
  readonly webhook?: Partial<Pick<WebhookRecord, 'failedCount' | 'enabled' | 'disabledReason'>>;
}

export interface DeliveryFilter extends Part {
  readonly webhookId: number;
  readonly sessionId?: string;
  readonly status?: DeliveryStatus;
  /** Only those with a greater id. */
  readonly after?: number;
}

/** Which deliveries are wanted. */
export interface DeliveriesWanted {
  readonly now: number;
  /** Of how many webhooks and sessions. */
  readonly limit: number;
  /** How many of each. */
  readonly each: number;
  /** Until then nobody else gets them. */
  readonly leaseUntil: number;
  /** Webhooks whose deliveries wait, whatever is due. */
  readonly except: readonly number[];
}

/** Where it is kept what is to be delivered to webhooks, and what came of that. */
export interface DeliveryStore {
  /**
   * Takes deliveries that are due, for a time in which nobody else gets them: of each webhook and session the first
   * that are pending, and none while one waits for its next attempt. Oldest first. Webhooks that are off or paused have none.
   */
  takeDeliveries(wanted: DeliveriesWanted): Promise<readonly DueDeliveries[]>;
  /**
   * When the next delivery is due or its lease over, and its webhook not paused any more, or null when none is pending.
   * Webhooks that are off have none.
   */
  nextDelivery(): Promise<number | null>;
  /**
   * Writes attempts down, the last one of a webhook with the webhook too, and ends the leases that are not kept. What was
   * delivered stays so: where a machine stood still for longer than a lease, an attempt can end after the next one.
   */
  recordAttempts(results: readonly AttemptResult[]): Promise<void>;
  /** By id, oldest first. */
  listDeliveries(filter: DeliveryFilter): Promise<Page<DeliveryRecord>>;
  findDelivery(id: number): Promise<DeliveryRecord | undefined>;
  /** Oldest first. */
  listAttempts(deliveryId: number): Promise<readonly AttemptRecord[]>;
  /** Makes deliveries of a webhook pending anew, from one id to another, both included. Answers with how many. */
  resend(webhookId: number, from: number, to: number, at: number): Promise<number>;
}
