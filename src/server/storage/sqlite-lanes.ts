import type {DatabaseSync} from 'node:sqlite';
import type {Sync} from './calls.ts';
import type {DeliveryStore, WebhookStore} from './store.ts';

/** A delivery's lane, and its place in it. */
interface Place {
  readonly webhookId: number;
  readonly session: number;
  readonly sequence: number;
}

interface Head {
  readonly id: number;
  readonly sequence: number;
  readonly nextAt: number | null;
}

/** What is still to be delivered: one after the other in each lane, which is a webhook and a session. */
export function sqliteLanes(
  db: DatabaseSync,
  {changeWebhook, findDelivery}: Pick<Sync<WebhookStore & DeliveryStore>, 'changeWebhook' | 'findDelivery'>,
): Pick<Sync<DeliveryStore>, 'takeDeliveries' | 'nextDelivery' | 'recordAttempt' | 'resend'> {
  const selectDue = db.prepare(
    `SELECT head, webhook_id AS webhookId, session FROM webhooks JOIN lanes ON webhook_id = webhooks.id
     WHERE enabled = 1 AND due_at <= ? AND webhooks.id NOT IN (SELECT value FROM json_each(?)) ORDER BY due_at, head LIMIT ?`,
  );
  const lease = db.prepare(`UPDATE lanes SET due_at = ?, leased = 1 WHERE webhook_id = ? AND session = ?`);
  const endLease = db.prepare(`UPDATE lanes SET leased = 0 WHERE webhook_id = ? AND session = ?`);
  const selectNext = db.prepare(
    `SELECT min((SELECT min(due_at) FROM lanes WHERE webhook_id = webhooks.id AND due_at IS NOT NULL)) AS at
     FROM webhooks WHERE enabled = 1`,
  );
  const findPlace = db.prepare(
    `SELECT webhook_id AS webhookId, session, sequence_id AS sequence FROM deliveries WHERE id = ?`,
  );
  const addAttempt = db.prepare(`INSERT INTO attempts (delivery, at, took, status, error) VALUES (?, ?, ?, ?, ?)`);
  const noteAttempt = db.prepare(
    `UPDATE deliveries SET status = ?, next_at = ?, attempts = attempts + 1, last_status = ?, last_error = ?, last_at = ?
     WHERE id = ?`,
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
    `UPDATE lanes SET head = ?, head_sequence = ?, due_at = iif(leased, due_at, ?) WHERE webhook_id = ? AND session = ?`,
  );

  /** Puts the first that is pending at the head of its lane. */
  const advance = ({webhookId, session, sequence}: Place) => {
    const {
      id = null,
      sequence: place = null,
      nextAt = null,
    } = (findFirst.get(webhookId, session, sequence) as Head | undefined) ?? {};
    setHead.run(id, place, nextAt, webhookId, session);
  };

  return {
    takeDeliveries({now, limit, leaseUntil, except}) {
      const due = selectDue.all(now, JSON.stringify(except), limit) as unknown as {
        head: number;
        webhookId: number;
        session: number;
      }[];
      return due.map(({head, webhookId, session}) => {
        lease.run(leaseUntil, webhookId, session);
        return findDelivery(head)!;
      });
    },

    nextDelivery: () => (selectNext.get() as {at: number | null}).at,

    recordAttempt({deliveryId, attempt, status, nextAt, webhook}) {
      const place = findPlace.get(deliveryId) as Place | undefined;
      // Its webhook or its session was forgotten meanwhile.
      if (!place) return;
      addAttempt.run(deliveryId, attempt.at, attempt.took, attempt.status, attempt.error);
      noteAttempt.run(status, nextAt, attempt.status, attempt.error, attempt.at, deliveryId);
      endLease.run(place.webhookId, place.session);
      advance(place);
      changeWebhook(place.webhookId, {...webhook, last: attempt});
    },

    resend(webhookId, from, to, at) {
      const places = selectLanes.all(webhookId, from, to) as unknown as Place[];
      const {changes} = renew.run(at, webhookId, from, to);
      for (const place of places) advance(place);
      return Number(changes);
    },
  };
}
