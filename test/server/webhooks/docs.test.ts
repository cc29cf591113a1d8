import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {TIMEOUT} from '../../../src/server/webhooks/post.ts';
import {WAITS} from '../../../src/server/webhooks/schedule.ts';
import {FAILURES} from '../../../src/server/webhooks/verdict.ts';

const PAGE = readFileSync(path.join(import.meta.dirname, '../../../docs/webhooks.md'), 'utf8').replaceAll(/\s+/g, ' ');

function inWords(wait: number): string {
  if (wait < 60_000) return `${wait / 1_000} s`;
  return wait < 3_600_000 ? `${wait / 60_000} min` : `${wait / 3_600_000} h`;
}

describe('the page about webhooks', () => {
  it('says how long is waited before each attempt', () => {
    const words = WAITS.map(inWords);
    assert.ok(PAGE.includes(`after ${words.slice(0, -1).join(', ')} and ${words.at(-1)}`), words.join(', '));
  });

  it('says for how long an answer is waited for, and when a webhook is switched off', () => {
    assert.ok(PAGE.includes(`within ${TIMEOUT / 1_000} s`));
    assert.equal(FAILURES, 10);
    assert.ok(PAGE.includes('ten deliveries in a row that were given up'));
  });
});
