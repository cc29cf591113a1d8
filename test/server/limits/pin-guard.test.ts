import assert from 'node:assert/strict';
import {beforeEach, describe, it} from 'node:test';
import {PinGuard} from '../../../src/server/limits/pin-guard.ts';

const MINUTE = 60_000;

describe('the guard of PINs', () => {
  let now: number;
  let guard: PinGuard;
  beforeEach(() => {
    now = 1_000_000;
    guard = new PinGuard(() => now);
  });

  /** In how many seconds the address may try again; 0 when it may now. */
  function wait(address = '192.0.2.1', pin = '0815'): number {
    try {
      guard.check(address, pin);
      return 0;
    } catch (error) {
      return (error as {retryAfter: number}).retryAfter;
    }
  }

  it('makes an address wait for longer after each wrong try, then for a quarter of an hour', () => {
    const waits = [];
    for (let tries = 0; tries < 6; tries++) {
      assert.equal(wait(), 0);
      guard.failed('192.0.2.1');
      waits.push(wait());
      now += wait() * 1000;
    }
    assert.deepEqual(waits, [1, 2, 4, 8, 900, 900]);
  });

  it('goes on counting while an address waits, and forgets a quarter of an hour after', () => {
    for (let tries = 0; tries < 4; tries++) guard.failed('192.0.2.1');
    now += 14 * MINUTE;
    assert.equal(wait(), 0);
    guard.failed('192.0.2.1');
    assert.equal(wait(), 900);
    now += 31 * MINUTE;
    assert.equal(wait(), 0);
    guard.failed('192.0.2.1');
    assert.equal(wait(), 1);
  });

  it('does not let one address pay for another', () => {
    guard.failed('192.0.2.1');
    assert.deepEqual([wait('192.0.2.1'), wait('192.0.2.2')], [1, 0]);
  });

  it('takes all addresses of an IPv6 network for one', () => {
    guard.failed('2001:db8::1');
    for (const address of ['2001:db8::2', '2001:db8:0:0:1:2:3:4', '2001:db8:0:0::9']) assert.equal(wait(address), 1);
    assert.deepEqual([wait('2001:db8:0:1::1'), wait('2001:db8:1::')], [0, 0]);
    guard.failed('::ffff:192.0.2.1');
    assert.equal(wait('::ffff:192.0.2.2'), 0);
  });

  it('locks everyone out after a hundred wrong tries in an hour, from however many addresses', () => {
    for (let tries = 0; tries < 100; tries++) {
      assert.equal(wait(`198.51.100.${tries}`), 0);
      guard.failed(`198.51.100.${tries}`);
    }
    assert.equal(wait('192.0.2.1'), 3600);
    now += 59 * MINUTE;
    assert.equal(wait('192.0.2.1'), 60);
    now += MINUTE;
    assert.equal(wait('192.0.2.1'), 0);
  });

  it('lets an address find a hundred PINs in an hour, and those again as often as it likes', () => {
    const pins = Array.from({length: 100}, (_, index) => `${1_000 + index}`);
    for (const pin of [...pins, ...pins]) {
      assert.equal(wait('2001:db8::1', pin), 0);
      guard.found('2001:db8::1', pin);
      now += 1_000;
    }
    assert.deepEqual([wait('2001:db8::2', '1000'), wait('2001:db8::2', '0815')], [0, 3_400]);
    assert.equal(wait('192.0.2.1', '0815'), 0);
    now += 3_400_000;
    assert.equal(wait('2001:db8::1', '0815'), 0);
  });
});
