import type {DatabaseSync, SQLInputValue} from 'node:sqlite';
import type {Sync} from './calls.ts';
import {readJson} from './sqlite-errors.ts';
import {FACTS, type FactsRow, factsOf} from './sqlite-facts.ts';
import type {SessionFilter, SessionStore, SessionSummary} from './store.ts';

const COLUMNS = `id, space_id AS spaceId, created_at AS createdAt, pin, tags, ${FACTS}`;

/** In whole seconds, as lists show it. */
const DURATION = `((ended_at - started_at) / 1000)`;

/** What each part of a filter comes to. All take one value. */
const CONDITIONS: {readonly [Name in Exclude<keyof SessionFilter, 'offset' | 'limit'>]-?: string} = {
  spaceId: `space_id = ?`,
  active: `(started_at IS NOT NULL AND ended_at IS NULL) = ?`,
  sessionId: `id = ?`,
  sessionIdContains: `instr(lower(id), lower(?)) > 0`,
  tag: `EXISTS (SELECT 1 FROM json_each(tags) WHERE value = ?)`,
  startedAfter: `started_at >= ?`,
  startedBefore: `started_at <= ?`,
  durationAtLeast: `${DURATION} >= ?`,
  durationAtMost: `${DURATION} <= ?`,
};

type Row = FactsRow & Pick<SessionSummary, 'id' | 'spaceId' | 'createdAt' | 'pin'> & {readonly tags: string};

/** Sessions in the database as lists show them. */
export function sqliteSessionList(db: DatabaseSync): Pick<Sync<SessionStore>, 'listSessions' | 'findSession'> {
  const find = db.prepare(`SELECT ${COLUMNS} FROM sessions WHERE id = ?`);

  return {
    listSessions({offset, limit, ...filter}) {
      const wanted = Object.entries(filter).filter(([, value]) => value !== undefined);
      const conditions = wanted.map(([name]) => CONDITIONS[name as keyof typeof CONDITIONS]);
      const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
      const values = wanted.map(([, value]): SQLInputValue => (typeof value === 'boolean' ? Number(value) : value));
      const {count} = db.prepare(`SELECT count(*) AS count FROM sessions ${where}`).get(...values) as {count: number};
      const rows = db
        .prepare(`SELECT ${COLUMNS} FROM sessions ${where} ORDER BY created_at DESC, key DESC LIMIT ? OFFSET ?`)
        .all(...values, limit, offset) as unknown as Row[];
      return {count, results: rows.map(summaryOf)};
    },

    findSession(id) {
      const row = find.get(id) as Row | undefined;
      return row && summaryOf(row);
    },
  };
}

function summaryOf({id, spaceId, createdAt, pin, tags, ...row}: Row): SessionSummary {
  return {id, spaceId, createdAt, pin, tags: readJson(tags, `the tags of session ${id}`), ...factsOf({id, ...row})};
}
