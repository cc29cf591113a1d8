import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {Allowance} from '../../../src/server/limits/allowance.ts';
import {HeadCount} from '../../../src/server/limits/head-count.ts';
import {networkOf} from '../../../src/server/limits/network-of.ts';

/** In how many seconds it may be done again, 0 when it was done now. */
function wait(act: () => unknown): number {
  try {
    act();
    return 0;
  } catch (error) {
    return (error as {retryAfter: number}).retryAfter;
  }
}

describe('an allowance', () => {
  it('gives so many at once, then as many as time brings, to each by themselves', () => {
    let now = 0;
    const allowance = new Allowance({atOnce: 3, aMinute: 6}, 'Too much', () => now);
    const take = (name = 'ada') => wait(() => allowance.take(name));
    assert.deepEqual([take(), take(), take(), take(), take('ben')], [0, 0, 0, 10, 0]);
    now += 4_000;
    assert.equal(take(), 6);
    now += 6_000;
    assert.deepEqual([take(), take()], [0, 10]);
    now += 3_600_000;
    assert.deepEqual([take(), take(), take(), take()], [0, 0, 0, 10]);
  });

  it('takes nothing from whoever is refused, or only looks', () => {
    let now = 0;
    const allowance = new Allowance({atOnce: 1, aMinute: 60}, 'Too much', () => now);
    for (let times = 0; times < 5; times++) allowance.check('ada');
    assert.equal(
      wait(() => allowance.take('ada')),
      0,
    );
    for (let times = 0; times < 5; times++)
      assert.equal(
        wait(() => allowance.take('ada')),
        1,
      );
    now += 1_000;
    assert.equal(
      wait(() => allowance.take('ada')),
      0,
    );
  });

  it('says what there is too much of', () => {
    const allowance = new Allowance({atOnce: 0, aMinute: 1}, 'Too many files', () => 0);
    assert.throws(() => allowance.take('ada'), {code: 'too_many', message: 'Too many files: try again in 60 s.'});
  });
});

describe('a head count', () => {
  it('lets in as many of each, and in all, as there may be, until one goes', () => {
    const count = new HeadCount(2, 3, 'Too many');
    const [leave] = [count.enter('ada'), count.enter('ada')];
    assert.notEqual(
      wait(() => count.enter('ada')),
      0,
    );
    count.enter('ben');
    assert.notEqual(
      wait(() => count.enter('cleo')),
      0,
    );
    leave();
    leave();
    assert.equal(
      wait(() => count.enter('ada')),
      0,
    );
    assert.notEqual(
      wait(() => count.enter('ada')),
      0,
    );
  });
});

describe('what counts as one address', () => {
  for (const [one, other, same] of [
    ['192.0.2.1', '192.0.2.1', true],
    ['192.0.2.1', '192.0.2.2', false],
    ['192.0.2.1', '::ffff:192.0.2.1', true],
    ['2001:db8::1', '2001:db8:0:0:ffff::2', true],
    ['2001:db8::1', '2001:DB8:0000::9', true],
    ['2001:db8::1', '2001:db8:0:1::1', false],
    ['unknown', 'unknown', true],
  ] as const) {
    it(`is ${same ? 'the same' : 'not the same'} for ${one} and ${other}`, () => {
      assert.equal(networkOf(one) === networkOf(other), same);
    });
  }
});
