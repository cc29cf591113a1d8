import type {DatabaseSync} from 'node:sqlite';
import {checkNext} from './matching.ts';
import type {EnqueueNotice} from './sqlite-outbox.ts';
import type {Append, Appended, NewSession, SeatRecord, SessionFacts} from './store.ts';

interface Head {
  readonly session: number;
  readonly spaceId: string;
  readonly epoch: number;
  readonly number: number;
}

/** What takes appends into the database, with the deliveries that they cause. */
export function sqliteAppend(db: DatabaseSync, enqueue: EnqueueNotice): (append: Append) => Appended {
  const findHead = db.prepare(
    `SELECT session, space_id AS spaceId, epoch, number FROM sessions JOIN heads ON session = key WHERE id = ?`,
  );
  const addSession = db.prepare(
    `INSERT INTO sessions (id, space_id, created_at, pin, secrets, tags) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const addHead = db.prepare(`INSERT INTO heads (session, epoch, number, owner) VALUES (?, 1, 0, ?)`);
  const keepPromise = db.prepare(`DELETE FROM promised_pins WHERE pin = ?`);
  const moveHead = db.prepare(`UPDATE heads SET number = ? WHERE session = ?`);
  const addEvent = db.prepare(`INSERT INTO events (session, number, at, event) VALUES (?, ?, ?, ?)`);
  const setFacts = db.prepare(
    `UPDATE sessions SET started_at = ?, ended_at = ?, participant_count = ?, first_member = ? WHERE key = ?`,
  );
  const setSeat = db.prepare(
    `REPLACE INTO seats (session, client_index, token_hash, browser_hash, waiting, urls) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const removeSeat = db.prepare(`DELETE FROM seats WHERE session = ? AND client_index = ?`);

  const begin = ({id, spaceId, createdAt, pin, secrets, tags, owner}: NewSession): Head => {
    const session = Number(addSession.run(id, spaceId, createdAt, pin, secrets, JSON.stringify(tags)).lastInsertRowid);
    addHead.run(session, owner);
    if (pin !== null) keepPromise.run(pin);
    return {session, spaceId, epoch: 1, number: 0};
  };
  const note = (session: number, {startedAt, endedAt, participantCount, firstMember}: SessionFacts) =>
    setFacts.run(startedAt, endedAt, participantCount, firstMember && JSON.stringify(firstMember), session);
  const seat = (session: number, {clientIndex, tokenHash, browserHash, waiting, urls}: SeatRecord) =>
    setSeat.run(session, clientIndex, tokenHash, browserHash, Number(waiting), JSON.stringify(urls));

  return (append) => {
    const found = findHead.get(append.sessionId) as Head | undefined;
    checkNext(append, found);
    const {session, spaceId, number: last} = found ?? begin(append.session!);
    const {at, events, facts, seats = [], seatsGone = []} = append;
    let deliveries = 0;
    for (const [index, {event, notices}] of events.entries()) {
      const number = last + index + 1;
      addEvent.run(session, number, at, JSON.stringify(event));
      for (const notice of notices) deliveries += enqueue(notice, {session, spaceId, number, at});
    }
    if (events.length > 0) moveHead.run(last + events.length, session);
    if (facts) note(session, facts);
    for (const clientIndex of seatsGone) removeSeat.run(session, clientIndex);
    for (const changed of seats) seat(session, changed);
    return {deliveries};
  };
}
