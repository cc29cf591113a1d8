import type {Sync} from './calls.ts';
import type {AttemptResult, DeliveryStore} from './delivery-store.ts';
import {dueOf} from './matching.ts';
import type {MemoryLane, MemoryTables} from './memory-tables.ts';

/** What webhooks are still to be told, and were told, in memory. */
export function memoryDeliveries(tables: MemoryTables): Sync<DeliveryStore> {
  const {deliveries, webhooks, pauses, attempts} = tables;

  const headOf = ({pending}: MemoryLane) => (pending[0] === undefined ? undefined : deliveries.get(pending[0]));
  const pausedUntil = (webhookId: number) => pauses.get(webhookId) ?? 0;
  const dueAt = (lane: MemoryLane) => lane.leaseUntil ?? headOf(lane)?.nextAt ?? null;
  /** Lanes of webhooks that are on with something to tell, the one that is due first at the front. */
  const waiting = () =>
    [...tables.lanes]
      .filter((lane) => webhooks.get(lane.webhookId)?.enabled)
      .flatMap((lane) => {
        const [at, head] = [dueAt(lane), headOf(lane)];
        return at === null || !head ? [] : [{lane, at, head}];
      })
      .sort((one, other) => one.at - other.at || one.head.id - other.head.id);

  const record = ({deliveryId, attempt, keepsLease, pausedUntil: pause = 0, ...about}: AttemptResult) => {
    const {webhook: changes, ...result} = about;
    const delivery = deliveries.get(deliveryId);
    // Its webhook or its session was forgotten meanwhile.
    if (!delivery) return;
    const {status: lastStatus, error: lastError, at: lastAt} = attempt;
    const {status, nextAt} = delivery.status === 'delivered' ? delivery : result;
    const tried = {...delivery, status, nextAt, attempts: delivery.attempts + 1, lastStatus, lastError, lastAt};
    deliveries.set(deliveryId, tried);
    attempts.set(deliveryId, [...(attempts.get(deliveryId) ?? []), attempt]);
    const lane = tables.lane(delivery.webhookId, delivery.sessionId);
    if (!keepsLease) lane.leaseUntil = null;
    settle(lane, deliveryId, status === 'pending');
    const webhook = webhooks.get(delivery.webhookId);
    if (!webhook) return;
    if (changes?.enabled !== undefined) tables.revision++;
    webhooks.set(webhook.id, {...webhook, ...changes, last: attempt});
    pauses.set(webhook.id, Math.max(pause, pausedUntil(webhook.id)));
  };

  return {
    takeDeliveries({now, limit, each, leaseUntil, except}) {
      const due = waiting().filter(
        ({at, lane: {webhookId}}) => at <= now && pausedUntil(webhookId) <= now && !except.includes(webhookId),
      );
      return due.slice(0, limit).flatMap(({lane}) => {
        const pending = lane.pending.slice(0, each).map((id) => deliveries.get(id)!);
        const taken = dueOf(pending, now);
        // A lease may end when all was delivered that it was for.
        lane.leaseUntil = taken.length > 0 ? leaseUntil : null;
        return taken.length > 0 ? [{webhook: webhooks.get(lane.webhookId)!, deliveries: taken}] : [];
      });
    },

    nextDelivery() {
      const times = waiting().map(({at, lane}) => Math.max(at, pausedUntil(lane.webhookId)));
      return times.length > 0 ? Math.min(...times) : null;
    },

    recordAttempts(results) {
      for (const result of results) record(result);
    },

    listDeliveries({webhookId, sessionId, status, after = 0, offset, limit}) {
      const found = [...deliveries.values()].filter(
        (delivery) =>
          delivery.webhookId === webhookId &&
          (sessionId === undefined || delivery.sessionId === sessionId) &&
          (status === undefined || delivery.status === status) &&
          delivery.id > after,
      );
      return {count: found.length, results: found.slice(offset, offset + limit)};
    },

    findDelivery: (id) => deliveries.get(id),

    listAttempts: (deliveryId) => attempts.get(deliveryId) ?? [],

    resend(webhookId, from, to, at) {
      const again = [...deliveries.values()].filter(
        (delivery) => delivery.webhookId === webhookId && delivery.id >= from && delivery.id <= to,
      );
      for (const delivery of again) {
        deliveries.set(delivery.id, {...delivery, status: 'pending', attempts: 0, nextAt: at});
        settle(tables.lane(webhookId, delivery.sessionId), delivery.id, true);
      }
      return again.length;
    },
  };
}

/** Puts a delivery among those that are pending, in its place, or takes it out. */
function settle(lane: MemoryLane, id: number, pending: boolean): void {
  const others = lane.pending.filter((other) => other !== id);
  lane.pending = pending ? [...others, id].sort((one, other) => one - other) : others;
}
