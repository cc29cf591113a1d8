import type {DatabaseSync} from 'node:sqlite';
import {isFor} from './matching.ts';
import type {Notice} from './store.ts';
import type {WebhookRecord} from './webhook-store.ts';

/** What a notice is about. */
export interface Occasion {
  readonly session: number;
  readonly spaceId: string;
  /** Number of the event. */
  readonly number: number;
  readonly at: number;
}

/** Makes a delivery of a notice for each webhook that it is for, and answers with how many. */
export type EnqueueNotice = (notice: Notice, occasion: Occasion) => number;

/** What puts notices into the database for those webhooks that are to be told. */
export function sqliteOutbox(db: DatabaseSync, webhooks: () => readonly WebhookRecord[]): EnqueueNotice {
  const extendLane = db.prepare(
    `INSERT INTO lanes (webhook_id, session, last_sequence) VALUES (?, ?, 1)
     ON CONFLICT DO UPDATE SET last_sequence = last_sequence + 1 RETURNING last_sequence AS sequence, head`,
  );
  const addDelivery = db.prepare(
    `INSERT INTO deliveries
       (webhook_id, session, sequence_id, event_number, category, created_at, data, status, attempts, next_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'pending', 0, ?)`,
  );
  const startLane = db.prepare(
    `UPDATE lanes SET head = ?, head_sequence = ?, due_at = ? WHERE webhook_id = ? AND session = ?`,
  );

  return (notice, {session, spaceId, number, at}) => {
    const meant = webhooks().filter((webhook) => isFor(webhook, notice, spaceId));
    const data = meant.length > 0 ? JSON.stringify(notice.data) : '';
    for (const {id} of meant) {
      const {sequence, head} = extendLane.get(id, session) as {sequence: number; head: number | null};
      const added = addDelivery.run(id, session, sequence, number, notice.category, at, data, at);
      if (head === null) startLane.run(added.lastInsertRowid, sequence, at, id, session);
    }
    return meant.length;
  };
}
