import type {DatabaseSync} from 'node:sqlite';
import type {Sync} from './calls.ts';
import {missing, taken} from './matching.ts';
import type {KeyRecord, KeyStore} from './store.ts';

interface KeyRow extends Omit<KeyRecord, 'managed'> {
  readonly managed: number;
}

/** Keys in the database. */
export function sqliteKeys(db: DatabaseSync): Sync<KeyStore> {
  const list = db.prepare(
    `SELECT id, type, space_id AS spaceId, name, hash, shown, created_at AS createdAt, revoked_at AS revokedAt,
       last_used_at AS lastUsedAt, managed
     FROM keys ORDER BY id`,
  );
  const findSpace = db.prepare(`SELECT 1 FROM spaces WHERE id = ?`);
  const find = db.prepare(`SELECT 1 FROM keys WHERE hash = ?`);
  const add = db.prepare(
    `INSERT INTO keys (type, space_id, name, hash, shown, created_at, revoked_at, last_used_at, managed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const revoke = db.prepare(`UPDATE keys SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL`);
  const touch = db.prepare(`UPDATE keys SET last_used_at = ? WHERE id = ?`);

  return {
    listKeys: () => (list.all() as unknown as KeyRow[]).map((row) => ({...row, managed: row.managed === 1})),

    addKey(key) {
      const {type, spaceId, name, hash, shown, createdAt, revokedAt, lastUsedAt, managed} = key;
      if (spaceId !== null && !findSpace.get(spaceId)) throw missing('space', spaceId);
      if (find.get(hash)) throw taken('key', shown);
      const added = add.run(type, spaceId, name, hash, shown, createdAt, revokedAt, lastUsedAt, Number(managed));
      return {...key, id: Number(added.lastInsertRowid)};
    },

    revokeKey(id, at) {
      revoke.run(at, id);
    },

    touchKeys(used) {
      for (const [id, at] of used) touch.run(at, id);
    },
  };
}
