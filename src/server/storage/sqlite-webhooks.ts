import type {DatabaseSync, SQLInputValue} from 'node:sqlite';
import type {Sync} from './calls.ts';
import {missing} from './matching.ts';
import {readJson} from './sqlite-errors.ts';
import type {WebhookRecord, WebhookStore} from './webhook-store.ts';

type Plain = Omit<
  WebhookRecord,
  'enabled' | 'gzip' | 'sslVerification' | 'categories' | 'secrets' | 'last' | 'managed'
>;

interface WebhookRow extends Plain {
  readonly enabled: number;
  readonly gzip: number;
  readonly sslVerification: number;
  readonly categories: string;
  readonly secrets: string;
  readonly last: string | null;
  readonly managed: number;
}

const COLUMNS = `id, space_id AS spaceId, name, url, enabled, signature, gzip, ssl_verification AS sslVerification,
  categories, secrets, created_at AS createdAt, failed_count AS failedCount, last,
  disabled_reason AS disabledReason, managed`;

/** Webhooks in the database. */
export function sqliteWebhooks(db: DatabaseSync): Sync<WebhookStore> {
  const list = db.prepare(`SELECT ${COLUMNS} FROM webhooks ORDER BY id`);
  const find = db.prepare(`SELECT ${COLUMNS} FROM webhooks WHERE id = ?`);
  const findSpace = db.prepare(`SELECT 1 FROM spaces WHERE id = ?`);
  const add = db.prepare(
    `INSERT INTO webhooks (space_id, name, url, enabled, signature, gzip, ssl_verification, categories, secrets,
       created_at, failed_count, last, disabled_reason, managed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const change = db.prepare(
    `UPDATE webhooks SET space_id = ?, name = ?, url = ?, enabled = ?, signature = ?, gzip = ?, ssl_verification = ?,
       categories = ?, secrets = ?, created_at = ?, failed_count = ?, last = ?, disabled_reason = ?, managed = ?
     WHERE id = ?`,
  );
  const remove = db.prepare(`DELETE FROM webhooks WHERE id = ?`);

  const checkSpace = ({spaceId}: Pick<WebhookRecord, 'spaceId'>) => {
    if (spaceId !== null && !findSpace.get(spaceId)) throw missing('space', spaceId);
  };
  const findWebhook = (id: number) => {
    const row = find.get(id) as WebhookRow | undefined;
    return row && recordOf(row);
  };

  return {
    listWebhooks: (spaceId) =>
      (list.all() as unknown as WebhookRow[])
        .filter((row) => spaceId === undefined || row.spaceId === spaceId)
        .map(recordOf),

    findWebhook,

    addWebhook(webhook) {
      checkSpace(webhook);
      return {...webhook, id: Number(add.run(...valuesOf(webhook)).lastInsertRowid)};
    },

    changeWebhook(id, changes) {
      const webhook = findWebhook(id);
      if (!webhook) return undefined;
      const changed = {...webhook, ...changes};
      checkSpace(changed);
      change.run(...valuesOf(changed), id);
      return changed;
    },

    removeWebhook(id) {
      remove.run(id);
    },
  };
}

function recordOf(row: WebhookRow): WebhookRecord {
  return {
    ...row,
    enabled: row.enabled === 1,
    gzip: row.gzip === 1,
    sslVerification: row.sslVerification === 1,
    categories: readJson(row.categories, `the categories of webhook ${row.id}`),
    secrets: readJson(row.secrets, `the secrets of webhook ${row.id}`),
    last: row.last === null ? null : readJson(row.last, `the last attempt at webhook ${row.id}`),
    managed: row.managed === 1,
  };
}

function valuesOf(webhook: Omit<WebhookRecord, 'id'>): SQLInputValue[] {
  const {spaceId, name, url, enabled, signature, gzip, sslVerification, createdAt, failedCount} = webhook;
  const lists = [JSON.stringify(webhook.categories), JSON.stringify(webhook.secrets)];
  const how = [Number(enabled), signature, Number(gzip), Number(sslVerification)];
  const last = webhook.last && JSON.stringify(webhook.last);
  const rest = [createdAt, failedCount, last, webhook.disabledReason, Number(webhook.managed)];
  return [spaceId, name, url, ...how, ...lists, ...rest];
}
