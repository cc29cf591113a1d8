import type {DatabaseSync, SQLInputValue} from 'node:sqlite';
import type {Sync} from './calls.ts';
import type {DeliveryFilter, DeliveryRecord, DeliveryStore} from './delivery-store.ts';
import type {AttemptRecord} from './webhook-store.ts';

/** All of a delivery, from {@link DELIVERIES}. */
export const DELIVERY_COLUMNS = `deliveries.id, webhook_id AS webhookId, sessions.id AS sessionId, sequence_id AS sequenceId,
  event_number AS eventNumber, category, deliveries.created_at AS createdAt, data, status, attempts, next_at AS nextAt,
  last_status AS lastStatus, last_error AS lastError, last_at AS lastAt`;

/** Deliveries with their sessions. */
export const DELIVERIES = `deliveries JOIN sessions ON sessions.key = session`;

/** What each part of a filter comes to. All take one value. */
const CONDITIONS: {readonly [Name in Exclude<keyof DeliveryFilter, 'offset' | 'limit'>]-?: string} = {
  webhookId: `webhook_id = ?`,
  sessionId: `session = (SELECT key FROM sessions WHERE id = ?)`,
  status: `status = ?`,
  after: `deliveries.id > ?`,
};

/** Deliveries in the database as lists show them. */
export function sqliteDeliveryList(
  db: DatabaseSync,
): Pick<Sync<DeliveryStore>, 'listDeliveries' | 'findDelivery' | 'listAttempts'> {
  const find = db.prepare(`SELECT ${DELIVERY_COLUMNS} FROM ${DELIVERIES} WHERE deliveries.id = ?`);
  const listAttempts = db.prepare(`SELECT at, took, status, error FROM attempts WHERE delivery = ? ORDER BY key`);

  return {
    listDeliveries({offset, limit, ...filter}) {
      const wanted = Object.entries(filter).filter(([, value]) => value !== undefined);
      const where = wanted.map(([name]) => CONDITIONS[name as keyof typeof CONDITIONS]).join(' AND ');
      const values = wanted.map(([, value]): SQLInputValue => value);
      const {count} = db.prepare(`SELECT count(*) AS count FROM deliveries WHERE ${where}`).get(...values) as {
        count: number;
      };
      const results = db
        .prepare(`SELECT ${DELIVERY_COLUMNS} FROM ${DELIVERIES} WHERE ${where} ORDER BY deliveries.id LIMIT ? OFFSET ?`)
        .all(...values, limit, offset) as unknown as DeliveryRecord[];
      return {count, results};
    },

    findDelivery: (id) => find.get(id) as DeliveryRecord | undefined,

    listAttempts: (deliveryId) => listAttempts.all(deliveryId) as unknown as AttemptRecord[],
  };
}
