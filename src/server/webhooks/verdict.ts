import type {AttemptResult, DeliveryRecord} from '../storage/delivery-store.ts';
import type {WebhookRecord} from '../storage/webhook-store.ts';
import type {Answer} from './post.ts';
import {nextAttemptAt, readRetryAfter} from './schedule.ts';

/** After so many deliveries in a row that were given up, a webhook is switched off. */
export const FAILURES = 10;

/** For how long a receiver is left alone that has too much to do and does not say for how long. Milliseconds. */
const BREATHER = 5_000;

/** An attempt that was made. */
export interface Attempted {
  readonly delivery: DeliveryRecord;
  readonly webhook: WebhookRecord;
  readonly answer: Answer;
  readonly at: number;
  /** When it was over. */
  readonly until: number;
}

/** For how long all of a webhook's deliveries wait after an answer, in milliseconds. */
export function pauseAfter({status, error, retryAfter}: Answer, now: number): number {
  if (error === null) return 0;
  return readRetryAfter(retryAfter, now) || (status === 429 ? BREATHER : 0);
}

/**
 * What an attempt comes to.
 *
 * @param random - from 0 to 1
 */
export function verdictOn({delivery, webhook, answer, at, until}: Attempted, random: number): AttemptResult {
  const {status, error} = answer;
  const {id: deliveryId, webhookId, createdAt} = delivery;
  const result = {deliveryId, webhookId, createdAt, attempt: {at, took: until - at, status, error}};
  if (error === null) return {...result, status: 'delivered', nextAt: null, webhook: {failedCount: 0}};

  const pause = pauseAfter(answer, until);
  const nextAt = nextAttemptAt(delivery.attempts + 1, until, pause, random);
  const failed = {...result, nextAt, ...(pause > 0 && {pausedUntil: until + pause})};
  if (nextAt !== null) return {...failed, status: 'pending', ...(status === 410 && {webhook: GONE})};
  const failedCount = webhook.failedCount + 1;
  return {...failed, status: 'failed', webhook: {failedCount, ...(status === 410 ? GONE : off(failedCount))}};
}

const GONE = {enabled: false, disabledReason: 'The receiver answered 410: it wants nothing any more.'};

function off(failedCount: number): AttemptResult['webhook'] {
  if (failedCount < FAILURES) return {};
  return {enabled: false, disabledReason: `${failedCount} deliveries in a row failed, each for three days.`};
}
