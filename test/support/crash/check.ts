import assert from 'node:assert/strict';
import type {Session} from '../../../src/client/index.ts';
import type {SessionEvent} from '../../../src/model/events.ts';
import {evolve} from '../../../src/model/evolve.ts';
import {project, projectState} from '../../../src/model/project.ts';
import {INITIAL_STATE, type SessionState, shownSsid} from '../../../src/model/state.ts';
import type {Store, StoredEvent} from '../../../src/server/storage/store.ts';
import type {Ledger} from './ledger.ts';
import type {Member} from './member.ts';
import type {Told} from './receiver.ts';

const PAGE = 1000;

/** All events of a session. */
export async function logOf(store: Store, sessionId: string): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for (;;) {
    const more = await store.readEvents(sessionId, events.length, PAGE);
    if (more.length === 0) return events;
    events.push(...more);
  }
}

/** Holds that nothing is missing in a log, and that all that was acknowledged is there once and in order. */
export function checkLog(log: readonly StoredEvent[], sessionId: string, {entries}: Ledger): void {
  assert.deepEqual(
    log.map(({number}) => number),
    log.map((_, index) => index + 1),
  );
  const found = Map.groupBy(log, ({event}) => markOf(event));
  for (const entry of entries.filter((one) => one.sessionId === sessionId)) {
    const times = found.get(`${entry.kind} ${entry.mark}`)?.length;
    assert.equal(times, 1, `${JSON.stringify(entry)} is there ${times} times`);
  }
  const lasts = new Map<string, number>();
  for (const {event} of log) {
    if (event.name !== 'chat_message') continue;
    const [, by = '', number] = /^(.+) (\d+)$/.exec(event.payload.message) ?? [];
    assert.ok(Number(number) > (lasts.get(by) ?? 0), `${event.payload.message} comes after ${lasts.get(by)}`);
    lasts.set(by, Number(number));
  }
}

/** By what something that was acknowledged is found in the log. */
function markOf({name, payload}: SessionEvent): string | undefined {
  if (name === 'chat_message') return `chat ${payload.message}`;
  if (name === 'tab_opened') return `tab ${payload.ssid}`;
  if (name === 'participant_joined') return `guest ${payload.clientIndex}`;
  if (name === 'session_created') return 'session created';
  return name === 'session_ended' ? 'end ended' : undefined;
}

/** Holds that someone was told of all that is theirs to know, once and in order. Answers with how much that was. */
export function checkTold({name, lost, clientIndex, chapters}: Member, log: readonly StoredEvent[]): number {
  assert.equal(lost, null, `${name} is still there`);
  const states = statesOf(log);
  let count = 0;
  for (const [index, {number, snapshot, lines}] of chapters.entries()) {
    assert.deepEqual(snapshot, plain(projectState(states[number]!, clientIndex)), `${name} at ${number}`);
    const told = lines.flatMap(({events}) => events).filter((event) => event.number > number);
    const until = chapters[index + 1] ? (told.at(-1)?.number ?? number) : log.length;
    const expected = log.slice(number, until).flatMap((one) => {
      const event = project(one.event, clientIndex, states[one.number - 1]!);
      return event ? [{...event, number: one.number}] : [];
    });
    assert.deepEqual(told, plain(expected), `what ${name} was told after ${number}`);
    count += told.length;
  }
  return count;
}

/** Holds that someone who uses the client of the kit sees what is so, as far as it is theirs to know. */
export function checkSeen({state: {status: _, me, ...seen}}: Session, log: readonly StoredEvent[]): void {
  const state = statesOf(log).at(-1)!;
  const {activeSsid: __, ...rest} = projectState(state, me!);
  assert.deepEqual(plain(seen), plain({...rest, activeSsid: shownSsid(projectState(state, me!), me)}));
}

/** Holds that a webhook was told of every event of a session, in order. Answers with how many notices that were. */
export async function checkNotices(
  store: Store,
  {webhookId, sessionId, events}: {webhookId: number; sessionId: string; events: number},
  {ids, bodies}: Told,
): Promise<number> {
  const deliveries = [];
  for (let after = 0; ; after = deliveries.at(-1)!.id) {
    const {results} = await store.listDeliveries({webhookId, sessionId, after, offset: 0, limit: PAGE});
    deliveries.push(...results);
    if (results.length < PAGE) break;
  }
  assert.deepEqual(new Set(deliveries.map(({status}) => status)), new Set(['delivered']));
  assert.deepEqual(
    bodies.map((body) => JSON.parse(body)).map(({category, data, sequence_id}) => [category, data, sequence_id]),
    deliveries.map(({category, data, sequenceId}) => [category, JSON.parse(data), sequenceId]),
  );
  assert.equal(new Set(ids).size, deliveries.length);
  assert.equal(new Set(deliveries.map(({eventNumber}) => eventNumber)).size, events);
  return deliveries.length;
}

/** What was true after each number of events. */
function statesOf(log: readonly StoredEvent[]): SessionState[] {
  const states = [INITIAL_STATE];
  for (const {event} of log) states.push(evolve(states.at(-1)!, event));
  return states;
}

/** A value as it is after it was sent. */
function plain<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value));
}
