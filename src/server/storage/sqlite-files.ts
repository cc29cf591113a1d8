import type {DatabaseSync} from 'node:sqlite';
import type {Sync} from './calls.ts';
import {missing, taken} from './matching.ts';
import type {FileRecord, FileStore} from './store.ts';

/** Files of sessions in the database. */
export function sqliteFiles(db: DatabaseSync): Sync<FileStore> {
  const findSession = db.prepare(`SELECT key FROM sessions WHERE id = ?`);
  const find = db.prepare(`SELECT 1 FROM files WHERE id = ?`);
  const add = db.prepare(
    `INSERT INTO files (id, session, filename, declared_type, bytes, sha256, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)`,
  );
  const remove = db.prepare(`DELETE FROM files WHERE id = ?`);
  const list = db.prepare(
    `SELECT files.id, sessions.id AS sessionId, filename, declared_type AS declaredType, bytes, sha256,
       files.created_at AS createdAt
     FROM sessions JOIN files ON session = sessions.key WHERE sessions.id = ? ORDER BY files.key`,
  );

  return {
    addFile({id, sessionId, filename, declaredType, bytes, sha256, createdAt}) {
      const session = findSession.get(sessionId) as {key: number} | undefined;
      if (!session) throw missing('session', sessionId);
      if (find.get(id)) throw taken('id', id);
      add.run(id, session.key, filename, declaredType, bytes, sha256, createdAt);
    },

    removeFile(id) {
      remove.run(id);
    },

    listFiles: (sessionId) => list.all(sessionId) as unknown as FileRecord[],
  };
}
