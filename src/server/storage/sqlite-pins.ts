import type {DatabaseSync} from 'node:sqlite';
import type {Sync} from './calls.ts';
import {pinsFrom} from './matching.ts';
import type {SessionRecord, SessionStore} from './store.ts';

/** The PINs of live sessions, and of those that are about to be made, in the database. */
export function sqlitePins(db: DatabaseSync): Pick<Sync<SessionStore>, 'promisePin' | 'findPin'> {
  const forget = db.prepare(`DELETE FROM promised_pins WHERE until <= ?`);
  const isTaken = db.prepare(
    `SELECT 1 FROM sessions WHERE pin = ?1 AND ended_at IS NULL UNION ALL SELECT 1 FROM promised_pins WHERE pin = ?1`,
  );
  const promise = db.prepare(`INSERT INTO promised_pins (pin, until) VALUES (?, ?)`);
  const find = db.prepare(
    `SELECT id, space_id AS spaceId, created_at AS createdAt, pin, secrets, tags FROM sessions
     WHERE pin = ? AND ended_at IS NULL`,
  );

  return {
    promisePin({from, now, until}) {
      forget.run(now);
      for (const pin of pinsFrom(from)) {
        if (isTaken.get(pin)) continue;
        promise.run(pin, until);
        return pin;
      }
      return null;
    },

    findPin(pin) {
      const row = find.get(pin) as (SessionRecord & {tags: string}) | undefined;
      return row && {...row, tags: JSON.parse(row.tags)};
    },
  };
}
