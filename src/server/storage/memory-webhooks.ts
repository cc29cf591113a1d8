import type {Sync} from './calls.ts';
import {missing} from './matching.ts';
import type {MemoryTables} from './memory-tables.ts';
import type {WebhookStore} from './webhook-store.ts';

/** Webhooks in memory. */
export function memoryWebhooks(tables: MemoryTables): Sync<WebhookStore> {
  const {webhooks, spaces} = tables;
  const checkSpace = (spaceId: string | null | undefined) => {
    if (spaceId && !spaces.has(spaceId)) throw missing('space', spaceId);
  };

  return {
    listWebhooks: (spaceId) =>
      [...webhooks.values()].filter((webhook) => spaceId === undefined || webhook.spaceId === spaceId),

    findWebhook: (id) => webhooks.get(id),

    addWebhook(webhook) {
      checkSpace(webhook.spaceId);
      tables.revision++;
      const added = {...webhook, id: tables.newId()};
      webhooks.set(added.id, added);
      return added;
    },

    changeWebhook(id, changes) {
      const webhook = webhooks.get(id);
      if (!webhook) return undefined;
      checkSpace(changes.spaceId);
      tables.revision++;
      const changed = {...webhook, ...changes};
      webhooks.set(id, changed);
      return changed;
    },

    removeWebhook: (id) => forgetWebhook(tables, id),
  };
}

/** Forgets a webhook with its deliveries. */
export function forgetWebhook(tables: MemoryTables, id: number): void {
  tables.revision++;
  tables.webhooks.delete(id);
  tables.pauses.delete(id);
  for (const lane of [...tables.lanes]) if (lane.webhookId === id) tables.removeLane(lane);
}
