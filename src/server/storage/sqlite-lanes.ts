import type {DatabaseSync} from 'node:sqlite';
import type {Sync} from './calls.ts';
import type {AttemptResult, DeliveryRecord, DeliveryStore} from './delivery-store.ts';
import {dueOf} from './matching.ts';
import {DELIVERIES, DELIVERY_COLUMNS} from './sqlite-delivery-list.ts';
import type {AttemptRecord, WebhookStore} from './webhook-store.ts';

/** A delivery's lane, and its place in it. */
interface Place {
  readonly webhookId: number;
  readonly session: number;
  readonly sequence: number;
}

/** What attempts come to for their webhook. */
type Noted = NonNullable<AttemptResult['webhook']> & {readonly last: AttemptRecord; readonly pausedUntil: number};

interface Head {
  readonly id: number;
  readonly sequence: number;
  readonly nextAt: number | null;
}

/** What is still to be delivered: one after the other in each lane, which is a webhook and a session. */
export function sqliteLanes(
  db: DatabaseSync,
  {findWebhook}: Pick<Sync<WebhookStore>, 'findWebhook'>,
): Pick<Sync<DeliveryStore>, 'takeDeliveries' | 'nextDelivery' | 'recordAttempts' | 'resend'> {
  const selectDue = db.prepare(
    `SELECT webhook_id AS webhookId, session, head_sequence AS sequence FROM webhooks JOIN lanes ON webhook_id = webhooks.id
     WHERE enabled = 1 AND due_at <= ?1 AND paused_until <= ?1 AND webhooks.id NOT IN (SELECT value FROM json_each(?2)) ORDER BY due_at, head LIMIT ?3`,
  );
  const lease = db.prepare(`UPDATE lanes SET due_at = ?, leased = 1 WHERE webhook_id = ? AND session = ?`);
  const selectNext = db.prepare(
    `SELECT min(max(paused_until, (SELECT min(due_at) FROM lanes WHERE webhook_id = webhooks.id AND due_at IS NOT NULL)))
       AS at FROM webhooks WHERE enabled = 1`,
  );
  const selectPending = db.prepare(
    `SELECT ${DELIVERY_COLUMNS} FROM ${DELIVERIES} WHERE webhook_id = ? AND session = ? AND status = 'pending' AND sequence_id >= ?
     ORDER BY sequence_id LIMIT ?`,
  );
  const findPlace = db.prepare(
    `SELECT webhook_id AS webhookId, session, sequence_id AS sequence FROM deliveries WHERE id = ?`,
  );
  const addAttempt = db.prepare(`INSERT INTO attempts (delivery, at, took, status, error) VALUES (?, ?, ?, ?, ?)`);
  const noteAttempt = db.prepare(
    `UPDATE deliveries SET status = iif(status = 'delivered', status, ?), next_at = iif(status = 'delivered', next_at, ?),
       attempts = attempts + 1, last_status = ?, last_error = ?, last_at = ?
     WHERE id = ?`,
  );
  const noteWebhook = db.prepare(
    `UPDATE webhooks SET last = ?, failed_count = coalesce(?, failed_count), enabled = coalesce(?, enabled),
       disabled_reason = coalesce(?, disabled_reason), paused_until = max(paused_until, ?) WHERE id = ?`,
  );
  const renew = db.prepare(
    `UPDATE deliveries SET status = 'pending', attempts = 0, next_at = ? WHERE webhook_id = ? AND id BETWEEN ? AND ?`,
  );
  const selectLanes = db.prepare(
    `SELECT webhook_id AS webhookId, session, min(sequence_id) AS sequence FROM deliveries
     WHERE webhook_id = ? AND id BETWEEN ? AND ? GROUP BY session`,
  );
  // Nothing before the head of a lane is pending, but for what has just become so.
  const findFirst = db.prepare(
    `SELECT id, sequence_id AS sequence, next_at AS nextAt FROM deliveries
     WHERE webhook_id = ?1 AND session = ?2 AND status = 'pending' AND sequence_id >= min(?3, coalesce(
       (SELECT head_sequence FROM lanes WHERE webhook_id = ?1 AND session = ?2), ?3))
     ORDER BY sequence_id LIMIT 1`,
  );
  const setHead = db.prepare(
    `UPDATE lanes SET head = ?, head_sequence = ?, due_at = iif(leased AND ?, due_at, ?), leased = leased AND ?3
     WHERE webhook_id = ? AND session = ?`,
  );

  /** Puts the first that is pending at the head of its lane, whose lease is kept or over. */
  const advance = ({webhookId, session, sequence}: Place, keepsLease: boolean) => {
    const {
      id = null,
      sequence: place = null,
      nextAt = null,
    } = (findFirst.get(webhookId, session, sequence) as Head | undefined) ?? {};
    setHead.run(id, place, Number(keepsLease), nextAt, webhookId, session);
  };

  return {
    takeDeliveries({now, limit, each, leaseUntil, except}) {
      const due = selectDue.all(now, JSON.stringify(except), limit) as unknown as Place[];
      const ids = new Set(due.map(({webhookId}) => webhookId));
      const webhooks = new Map([...ids].map((id) => [id, findWebhook(id)!]));
      return due.flatMap((place) => {
        const {webhookId, session, sequence} = place;
        const pending = selectPending.all(webhookId, session, sequence, each) as unknown as DeliveryRecord[];
        const deliveries = dueOf(pending, now);
        // A lease may end when all was delivered that it was for.
        if (deliveries.length === 0) advance(place, false);
        else lease.run(leaseUntil, webhookId, session);
        return deliveries.length > 0 ? [{webhook: webhooks.get(webhookId)!, deliveries}] : [];
      });
    },

    nextDelivery: () => (selectNext.get() as {at: number | null}).at,

    recordAttempts(results) {
      const webhooks = new Map<number, Noted>();
      for (const {deliveryId, webhookId, attempt, status, nextAt, keepsLease, pausedUntil = 0, webhook} of results) {
        const {at, took, status: answer, error} = attempt;
        const {changes} = noteAttempt.run(status, nextAt, answer, error, at, deliveryId);
        // Its webhook or its session was forgotten meanwhile.
        if (changes === 0) continue;
        addAttempt.run(deliveryId, at, took, answer, error);
        if (!keepsLease) advance(findPlace.get(deliveryId) as unknown as Place, false);
        const before = webhooks.get(webhookId);
        const longest = Math.max(pausedUntil, before?.pausedUntil ?? 0);
        webhooks.set(webhookId, {...before, ...webhook, last: attempt, pausedUntil: longest});
      }
      for (const [id, {last, failedCount = null, enabled, disabledReason = null, pausedUntil}] of webhooks) {
        const isOn = enabled === undefined ? null : Number(enabled);
        noteWebhook.run(JSON.stringify(last), failedCount, isOn, disabledReason, pausedUntil, id);
      }
    },

    resend(webhookId, from, to, at) {
      const places = selectLanes.all(webhookId, from, to) as unknown as Place[];
      const {changes} = renew.run(at, webhookId, from, to);
      for (const place of places) advance(place, true);
      return Number(changes);
    },
  };
}
