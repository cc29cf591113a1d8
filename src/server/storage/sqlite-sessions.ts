import type {DatabaseSync} from 'node:sqlite';
import type {Sync} from './calls.ts';
import {readJson} from './sqlite-errors.ts';
import {FACTS, type FactsRow, factsOf} from './sqlite-facts.ts';
import type {SeatRecord, SessionRecord, SessionStore} from './store.ts';

/** Everyone waits while sessions are forgotten with thousands of events, so it is done in portions. */
const FORGOTTEN_AT_ONCE = 20;

interface SeatRow extends Omit<SeatRecord, 'waiting' | 'urls'> {
  readonly waiting: number;
  readonly urls: string;
}

interface EventRow {
  readonly number: number;
  readonly at: number;
  readonly event: string;
}

interface ClaimedRow extends FactsRow, Omit<SessionRecord, 'tags'> {
  readonly key: number;
  readonly epoch: number;
  readonly number: number;
  readonly tags: string;
}

/** Sessions and their events in the database, all but what takes appends and what lists them. */
export function sqliteSessions(
  db: DatabaseSync,
): Pick<Sync<SessionStore>, 'claimSessions' | 'readEvents' | 'forgetSessions' | 'useTicket'> {
  const hold = db.prepare(`REPLACE INTO owners (name, until) VALUES (?, ?)`);
  const claim = db.prepare(
    `UPDATE heads SET epoch = epoch + 1, owner = ?1
     WHERE session IN (SELECT key FROM sessions WHERE ended_at IS NULL)
       AND iif(owner = ?1, ?2, owner NOT IN (SELECT name FROM owners WHERE until > ?3))
     RETURNING session`,
  );
  const selectClaimed = db.prepare(
    `SELECT key, id, space_id AS spaceId, created_at AS createdAt, pin, secrets, tags, ${FACTS}, epoch, number
     FROM sessions JOIN heads ON session = key WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key`,
  );
  const selectSeats = db.prepare(
    `SELECT client_index AS clientIndex, token_hash AS tokenHash, browser_hash AS browserHash, waiting, urls
     FROM seats WHERE session = ? ORDER BY client_index`,
  );
  const selectEvents = db.prepare(
    `SELECT number, at, event FROM events
     WHERE session = (SELECT key FROM sessions WHERE id = ?) AND number > ? ORDER BY number LIMIT ?`,
  );
  const forget = db.prepare(
    `DELETE FROM sessions WHERE key IN (SELECT key FROM sessions WHERE ended_at < ? LIMIT ${FORGOTTEN_AT_ONCE})`,
  );
  const forgetTickets = db.prepare(`DELETE FROM tickets WHERE expires_at < ?`);
  const useTicket = db.prepare(`INSERT OR IGNORE INTO tickets (id, expires_at) VALUES (?, ?)`);

  const seatsOf = (session: number, id: string): SeatRecord[] =>
    (selectSeats.all(session) as unknown as SeatRow[]).map(({waiting, urls, ...seat}) => ({
      ...seat,
      waiting: waiting === 1,
      urls: readJson(urls, `a seat of session ${id}`),
    }));

  return {
    claimSessions({owner, now, until, fresh}) {
      hold.run(owner, until);
      const claimed = claim.all(owner, Number(fresh), now).map(({session}) => session);
      if (claimed.length === 0) return [];
      return (selectClaimed.all(JSON.stringify(claimed)) as unknown as ClaimedRow[]).map((row) => {
        const {key, id, spaceId, createdAt, pin, secrets, epoch, number} = row;
        const record = {
          id,
          spaceId,
          createdAt,
          pin,
          secrets,
          tags: readJson<string[]>(row.tags, `the tags of session ${id}`),
        };
        return {record, facts: factsOf(row), epoch, number, seats: seatsOf(key, id)};
      });
    },

    readEvents: (sessionId, after, limit) =>
      (selectEvents.all(sessionId, after, limit) as unknown as EventRow[]).map((row) => ({
        ...row,
        event: readJson(row.event, `event ${row.number} of session ${sessionId}`),
      })),

    forgetSessions: (endedBefore) => Number(forget.run(endedBefore).changes),

    useTicket(id, expiresAt) {
      forgetTickets.run(Date.now());
      return useTicket.run(id, expiresAt).changes === 1;
    },
  };
}
