import assert from 'node:assert/strict';
import {afterEach, describe, it, mock} from 'node:test';
import {SessionError} from '../../../src/client/errors.ts';
import {enter, FakeVendor, nextTask, outside, settle} from './fake-vendor.ts';

async function codeOf(asked: Promise<unknown>): Promise<string> {
  const error = await asked.then(
    () => assert.fail('it was let in'),
    (refused) => refused,
  );
  assert.ok(error instanceof SessionError, String(error));
  return `${error.code}: ${error.message}`;
}

describe('entering a session of the vendor', () => {
  afterEach(() => mock.timers.reset());

  it('opens the window with what others are told of this client', async () => {
    for (const [userData, args] of [
      [{name: 'Anna'}, ['#frame', {name: 'Anna'}]],
      [{}, ['#frame']],
    ] as const) {
      const entered = outside();
      assert.equal(await enter(entered, 0, userData), 0);
      assert.deepEqual(entered.vendor.calls, [['start', ...args]]);
    }
  });

  it('uses the older methods where there is no other', async () => {
    for (const [joins, method] of [
      [false, 'startLeader'],
      [true, 'startFollower'],
    ] as const) {
      const vendor = new FakeVendor({startLeader: () => {}, startFollower: () => {}});
      (vendor as Record<string, unknown>)['start'] = undefined;
      const entered = outside(vendor, joins);
      await enter(entered, joins ? 1 : 0);
      assert.deepEqual(vendor.calls, [[method, '#frame']]);
    }
  });

  it('makes the leader host until the vendor says who is', async () => {
    const entered = outside();
    await enter(entered, 0, {name: 'Anna'});
    assert.deepEqual(entered.told, [
      {name: 'participant_joined', payload: {clientIndex: 0, userData: {name: 'Anna'}}},
      {name: 'host_changed', payload: {to: 0, gained: true, myIndex: 0}},
    ]);
  });

  it('finds its own index among those who came before', async () => {
    const entered = outside(new FakeVendor(), true);
    const entering = entered.client.enter('#frame', {});
    entered.vendor.tell('session_started');
    for (const clientIndex of [0, 1, 4]) entered.vendor.tell('participant_joined', {clientIndex, userData: {}});
    assert.equal(await entering, 4);
  });

  it('is not mistaken for the leader, of whom it is told first', async () => {
    const entered = outside(new FakeVendor(), true);
    const entering = entered.client.enter('#frame', {});
    entered.vendor.tell('session_started');
    entered.vendor.tell('participant_joined', {clientIndex: 0, userData: {}});
    await nextTask();
    entered.vendor.tell('participant_joined', {clientIndex: 1, userData: {}});
    assert.equal(await entering, 1);
  });

  it('finds it by what it told of itself', async () => {
    const entered = outside(new FakeVendor(), true);
    const entering = entered.client.enter('#frame', {name: 'Ben'});
    entered.vendor.tell('session_started');
    for (const [clientIndex, name] of ['Anna', 'Dora', 'Ben', 'Cleo'].entries()) {
      entered.vendor.tell('participant_joined', {clientIndex, userData: {name, color: 'green'}});
    }
    assert.equal(await entering, 2);
  });

  it('believes what the vendor says of it', async () => {
    const entered = outside(new FakeVendor(), true);
    const entering = entered.client.enter('#frame', {});
    entered.vendor.tell('host_changed', {to: 0, gained: false, myIndex: 3});
    assert.equal(await entering, 3);
    assert.deepEqual(entered.payloads('host_changed'), [{to: 0, gained: false, myIndex: 3}]);
    entered.vendor.tell('host_changed', {to: 0, gained: false, myIndex: 5});
    await settle();
    assert.deepEqual(entered.payloads('host_changed').at(-1), {to: 0, gained: false, myIndex: 5});
  });

  it('believes the list of participants', async () => {
    const people = [
      {clientIndex: 0, isHost: true},
      {clientIndex: 2, self: true},
    ];
    const entered = outside(new FakeVendor({getParticipants: async () => people}), true);
    const entering = entered.client.enter('#frame', {name: 'Ben'});
    entered.vendor.tell('session_started');
    assert.equal(await entering, 2);
    assert.deepEqual(entered.payloads('host_changed'), [{to: 0, gained: false, myIndex: 2}]);
  });

  it('guesses its index when nobody says it', async () => {
    mock.timers.enable({apis: ['setTimeout']});
    for (const [joins, index] of [
      [false, 0],
      [true, 1],
    ] as const) {
      const entered = outside(new FakeVendor(), joins);
      const entering = entered.client.enter('#frame', {});
      entered.vendor.tell('session_started');
      await settle();
      mock.timers.tick(2_000);
      await settle();
      mock.timers.tick(1);
      assert.equal(await entering, index);
    }
  });

  it('fails when the window cannot be opened', async () => {
    const vendor = new FakeVendor({start: () => Promise.reject(new Error('No iframe found'))});
    assert.equal(await codeOf(outside(vendor).client.enter('#frame', {})), 'internal: No iframe found');
  });

  it('fails with the reason that the vendor tells', async () => {
    for (const [payload, expected] of [
      [{reason: 'connect_failed'}, 'connect_failed: Webfuse says: connect_failed.'],
      [{reason: 'create_failed', details: {message: 'Space is paused'}}, 'internal: Space is paused'],
      [{reason: 'start_failed', details: 'Domain not allowed'}, 'internal: Domain not allowed'],
      [{}, 'internal: Webfuse says: an error.'],
    ] as const) {
      const {client, vendor, failures} = outside();
      const entering = codeOf(client.enter('#frame', {}));
      vendor.tell('error', payload);
      assert.equal(await entering, expected);
      assert.deepEqual(failures, [], 'whoever starts hears of it');
    }
  });

  it('fails when the session ends before', async () => {
    const {client, vendor} = outside();
    const entering = codeOf(client.enter('#frame', {}));
    vendor.tell('session_ended');
    assert.match(await entering, /^session_ended: /);
  });

  it('fails when there is no sign of a session, or nobody lets it in', async () => {
    mock.timers.enable({apis: ['setTimeout']});
    const silent = outside(new FakeVendor({start: () => new Promise(() => {})}));
    const entering = codeOf(silent.client.enter('#frame', {}));
    mock.timers.tick(30_000);
    assert.match(await entering, /^timeout: Expected a sign of the session within 30 s/);
    const waiting = codeOf(outside().client.enter('#frame', {}));
    await settle();
    mock.timers.tick(300_000);
    assert.match(await waiting, /^timeout: Expected to be let into the session within 300 s/);
  });

  it('is told as lost when the vendor says so later', async () => {
    const entered = outside();
    await enter(entered, 0);
    entered.vendor.tell('error', {reason: 'other_connection'});
    await settle();
    const [[reason, error] = []] = entered.failures;
    assert.equal(reason, 'other_connection');
    assert.equal(error?.code, 'connection_closed');
  });
});
