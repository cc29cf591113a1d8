import type {Sync} from './calls.ts';
import {checkNext, isFor, missing, pinsFrom, taken} from './matching.ts';
import type {MemorySession, MemoryTables} from './memory-tables.ts';
import type {Append, FileStore, SessionFilter, SessionStore, SessionSummary} from './store.ts';

const NO_FACTS = {startedAt: null, endedAt: null, participantCount: 0, firstMember: null};

/** Sessions, their events and their files in memory. */
export function memorySessions(tables: MemoryTables): Sync<SessionStore & FileStore> {
  const {sessions, owners, promisedPins, tickets, files} = tables;
  const live = () => [...sessions.values()].filter(({facts}) => facts.endedAt === null);
  return {
    append(append) {
      checkNext(append, headOf(sessions.get(append.sessionId)));
      const {session: made, sessionId, at, facts, seats = [], seatsGone = []} = append;
      if (made) {
        const {owner, ...record} = made;
        if (record.pin !== null) promisedPins.delete(record.pin);
        sessions.set(sessionId, {record, owner, facts: NO_FACTS, epoch: 1, events: [], seats: new Map()});
      }
      const session = sessions.get(sessionId)!;
      let deliveries = 0;
      for (const {event, notices} of append.events) {
        session.events.push({number: session.events.length + 1, at, event});
        for (const notice of notices) deliveries += deliver(tables, session, notice, append.at);
      }
      if (facts) session.facts = facts;
      for (const clientIndex of seatsGone) session.seats.delete(clientIndex);
      for (const seat of seats) session.seats.set(seat.clientIndex, seat);
      return {deliveries};
    },

    claimSessions({owner, now, until, fresh}) {
      owners.set(owner, until);
      const isFree = (of: string) => (of === owner ? fresh : (owners.get(of) ?? 0) <= now);
      const free = live().filter((session) => isFree(session.owner));
      return free.map((session) => {
        session.epoch += 1;
        session.owner = owner;
        const {record, facts, epoch, events, seats} = session;
        return {record, facts, epoch, number: events.length, seats: [...seats.values()].sort(bySeat)};
      });
    },

    promisePin({from, now, until}) {
      for (const [pin, end] of promisedPins) if (end <= now) promisedPins.delete(pin);
      const living = new Set(live().map(({record}) => record.pin));
      for (const pin of pinsFrom(from)) {
        if (living.has(pin) || promisedPins.has(pin)) continue;
        promisedPins.set(pin, until);
        return pin;
      }
      return null;
    },

    findPin: (pin) => live().find(({record}) => record.pin === pin)?.record,

    readEvents: (sessionId, after, limit) => sessions.get(sessionId)?.events.slice(after, after + limit) ?? [],

    listSessions(filter) {
      const found = [...sessions.values()]
        .reverse()
        .map(summaryOf)
        .filter((summary) => isWanted(summary, filter));
      found.sort((one, other) => other.createdAt - one.createdAt);
      return {count: found.length, results: found.slice(filter.offset, filter.offset + filter.limit)};
    },

    findSession(id) {
      const session = sessions.get(id);
      return session && summaryOf(session);
    },

    forgetSessions(endedBefore) {
      const over = [...sessions.values()].filter(({facts}) => facts.endedAt !== null && facts.endedAt < endedBefore);
      for (const {record} of over) {
        sessions.delete(record.id);
        for (const file of [...files.values()]) if (file.sessionId === record.id) files.delete(file.id);
        for (const lane of [...tables.lanes]) if (lane.sessionId === record.id) tables.removeLane(lane);
      }
      return over.length;
    },

    useTicket(id, expiresAt) {
      const now = Date.now();
      for (const [used, expired] of tickets) if (expired < now) tickets.delete(used);
      const first = !tickets.has(id);
      if (first) tickets.set(id, expiresAt);
      return first;
    },

    addFile(file) {
      if (!sessions.has(file.sessionId)) throw missing('session', file.sessionId);
      if (files.has(file.id)) throw taken('id', file.id);
      files.set(file.id, file);
    },

    removeFile(id) {
      files.delete(id);
    },

    listFiles: (sessionId) => [...files.values()].filter((file) => file.sessionId === sessionId),
  };
}

function headOf(session: MemorySession | undefined): {epoch: number; number: number} | undefined {
  return session && {epoch: session.epoch, number: session.events.length};
}

function deliver(
  tables: MemoryTables,
  {record, events}: MemorySession,
  notice: Append['events'][number]['notices'][number],
  at: number,
): number {
  const meant = [...tables.webhooks.values()].filter((webhook) => isFor(webhook, notice, record.spaceId));
  for (const {id: webhookId} of meant) {
    const lane = tables.lane(webhookId, record.id);
    const id = tables.newId();
    lane.all.push(id);
    lane.pending.push(id);
    tables.deliveries.set(id, {
      id,
      webhookId,
      sessionId: record.id,
      sequenceId: lane.all.length,
      eventNumber: events.length,
      category: notice.category,
      createdAt: at,
      data: JSON.stringify(notice.data),
      status: 'pending',
      attempts: 0,
      nextAt: at,
      lastStatus: null,
      lastError: null,
      lastAt: null,
    });
  }
  return meant.length;
}

function summaryOf({record, facts}: MemorySession): SessionSummary {
  const {id, spaceId, createdAt, pin, tags} = record;
  const {startedAt, endedAt, participantCount, firstMember} = facts;
  return {id, spaceId, createdAt, pin, tags, startedAt, endedAt, participantCount, firstMember};
}

function isWanted({id, spaceId, tags, startedAt, endedAt}: SessionSummary, filter: SessionFilter): boolean {
  const {sessionIdContains = '', startedAfter = null, startedBefore = null} = filter;
  const {durationAtLeast, durationAtMost} = filter;
  const duration = startedAt === null || endedAt === null ? null : Math.floor((endedAt - startedAt) / 1000);
  return (
    (filter.spaceId === undefined || spaceId === filter.spaceId) &&
    (filter.sessionId === undefined || id === filter.sessionId) &&
    (filter.active === undefined || (startedAt !== null && endedAt === null) === filter.active) &&
    (filter.tag === undefined || tags.includes(filter.tag)) &&
    id.toLowerCase().includes(sessionIdContains.toLowerCase()) &&
    (startedAfter === null || (startedAt !== null && startedAt >= startedAfter)) &&
    (startedBefore === null || (startedAt !== null && startedAt <= startedBefore)) &&
    (durationAtLeast === undefined || (duration !== null && duration >= durationAtLeast)) &&
    (durationAtMost === undefined || (duration !== null && duration <= durationAtMost))
  );
}

function bySeat(one: {clientIndex: number}, other: {clientIndex: number}): number {
  return one.clientIndex - other.clientIndex;
}
