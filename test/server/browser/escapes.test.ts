import assert from 'node:assert/strict';
import {before, describe, it} from 'node:test';
import {type Tried, tryAll} from '../../support/escapes/tries.ts';
import type {Way} from '../../support/escapes/way.ts';
import {WAYS} from '../../support/escapes/ways.ts';

describe('a page of a session', () => {
  let tried: Map<Way, Tried>;

  before(async () => {
    tried = await tryAll(WAYS, true);
  });

  for (const way of WAYS) {
    it(`reaches nothing of this machine by ${way.name}`, () => {
      const {asExpected, seen, lines} = tried.get(way) as Tried;
      assert.deepEqual(seen, []);
      assert.ok(asExpected, `Expected to see that it was tried, got ${JSON.stringify(lines)}.`);
    });
  }
});

describe('a page without a guard', () => {
  let tried: Map<Way, Tried>;

  before(async () => {
    tried = await tryAll(WAYS, false);
  });

  for (const way of WAYS) {
    const {name, stopped, reached} = way;
    it(
      stopped ? `is kept by Chromium itself from ${name}: ${stopped.because}` : `reaches this machine by ${name}`,
      () => {
        const {asExpected, seen, lines} = tried.get(way) as Tried;
        assert.ok(asExpected, `Expected to see that it was tried, got ${JSON.stringify(lines)}.`);
        assert.equal(seen.length > 0, !stopped && !reached);
      },
    );
  }
});
