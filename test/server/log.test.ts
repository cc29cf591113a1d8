import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {SessionEvent} from '../../src/model/events.ts';
import {EventLog} from '../../src/server/rooms/log.ts';

describe('EventLog', () => {
  const renamed = (name: string): SessionEvent => ({
    name: 'participant_updated',
    payload: {clientIndex: 0, userData: {name}},
  });
  const request: SessionEvent = {name: 'host_rights_requested', payload: {clientIndex: 1}};

  function logOf(events: number): EventLog {
    const log = new EventLog();
    log.append({name: 'participant_joined', payload: {clientIndex: 0, userData: {}, role: 'admin'}});
    log.append({name: 'host_changed', payload: {to: 0}});
    while (log.number < events) log.append(renamed(String(log.number)));
    return log;
  }

  it('goes on counting when it forgets, and tells what it still has', () => {
    const log = logOf(10_000);
    assert.equal(log.number, 10_000);
    assert.equal(log.reachesBack(1, 0), false);
    assert.equal(log.reachesBack(10_001, 0), false);
    assert.ok(log.reachesBack(9_000, 0));
    assert.deepEqual(
      [...log.after(9_998, 0)].map(({number, event}) => [number, event]),
      [
        [9_999, renamed('9998')],
        [10_000, renamed('9999')],
      ],
    );
  });

  it('reaches back for nobody to before they came', () => {
    const log = logOf(10);
    log.append({name: 'participant_joined', payload: {clientIndex: 1, userData: {}, role: 'guest'}});
    assert.ok(log.reachesBack(10, 1));
    assert.equal(log.reachesBack(9, 1), false);
    assert.ok(log.reachesBack(0, 0));
    assert.equal(log.reachesBack(10, 2), false);
  });

  it('knows from what it forgot who may be told the rest', () => {
    const log = logOf(10_000);
    log.append(request);
    assert.equal([...log.after(10_000, 0)].length, 1);
    assert.equal([...log.after(10_000, 1)].length, 1);
    assert.equal([...log.after(10_000, 2)].length, 0);
  });
});
