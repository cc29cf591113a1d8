import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {ATTEMPTS, nextAttemptAt, readRetryAfter, WAITS} from '../../../src/server/webhooks/schedule.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 0, 1);

describe('the attempts at a delivery', () => {
  it('are ten over three days', () => {
    const all = WAITS.reduce((sum, wait) => sum + wait, 0);
    assert.equal(ATTEMPTS, 10);
    assert.ok(all > 2.9 * DAY && all < 3.1 * DAY, String(all / DAY));
    assert.equal(nextAttemptAt(10, NOW, 0, 0.5), null);
    assert.notEqual(nextAttemptAt(9, NOW, 0, 0.5), null);
  });

  it('are further and further apart', () => {
    assert.deepEqual(
      [...WAITS].sort((one, other) => one - other),
      WAITS,
    );
  });

  it('come a tenth sooner or later, by chance', () => {
    assert.equal(nextAttemptAt(2, NOW, 0, 0), NOW + 54_000);
    assert.equal(nextAttemptAt(2, NOW, 0, 0.5), NOW + 60_000);
    assert.equal(nextAttemptAt(2, NOW, 0, 1), NOW + 66_000);
  });

  it('wait for as long as the receiver asks, and never shorter than they would', () => {
    assert.equal(nextAttemptAt(1, NOW, 90_000, 0.5), NOW + 90_000);
    assert.equal(nextAttemptAt(3, NOW, 90_000, 0.5), NOW + 300_000);
  });
});

describe('retry-after', () => {
  it('is seconds or a date', () => {
    assert.equal(readRetryAfter('120', NOW), 120_000);
    assert.equal(readRetryAfter(' 0 ', NOW), 0);
    assert.equal(readRetryAfter(new Date(NOW + 60_000).toUTCString(), NOW), 60_000);
  });

  it('is nothing when it is past, or means nothing', () => {
    assert.equal(readRetryAfter(new Date(NOW - 60_000).toUTCString(), NOW), 0);
    assert.equal(readRetryAfter('soon', NOW), 0);
    assert.equal(readRetryAfter(undefined, NOW), 0);
    assert.equal(readRetryAfter('-5', NOW), 0);
  });

  it('is a day at most', () => {
    assert.equal(readRetryAfter('99999999999999999999', NOW), DAY);
  });
});
