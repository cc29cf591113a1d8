import type {DatabaseSync} from 'node:sqlite';

/** What tells how often spaces, keys and webhooks were changed: triggers count, in the transaction of each change. */
export function sqliteRevision(db: DatabaseSync): () => number {
  const read = db.prepare(`SELECT number FROM revisions`);
  return () => Number(read.get()?.['number']);
}
