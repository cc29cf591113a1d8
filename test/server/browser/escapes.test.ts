import assert from 'node:assert/strict';
import {before, describe, it} from 'node:test';
import {type Tried, type TriedAll, tryAll} from '../../support/escapes/tries.ts';
import {WAYS} from '../../support/escapes/ways.ts';

describe('a page of a session', () => {
  let tried: TriedAll;

  before(async () => {
    tried = await tryAll(WAYS, 'guard');
  });

  for (const way of WAYS) {
    it(`reaches nothing of this machine by ${way.name}`, () => {
      const {asExpected, seen, lines} = tried.ways.get(way) as Tried;
      assert.deepEqual(seen, []);
      assert.ok(asExpected, `Expected to see that it was tried, got ${JSON.stringify(lines)}.`);
    });
  }

  it('has no name looked up past the proxy', () => {
    assert.deepEqual(tried.names, []);
  });
});

describe('a page without a guard', () => {
  let tried: TriedAll;

  before(async () => {
    tried = await tryAll(WAYS, 'nothing');
  });

  for (const way of WAYS) {
    const {name, stopped, reached} = way;
    it(
      stopped ? `is kept by Chromium itself from ${name}: ${stopped.because}` : `reaches this machine by ${name}`,
      () => {
        const {asExpected, seen, lines} = tried.ways.get(way) as Tried;
        assert.ok(asExpected, `Expected to see that it was tried, got ${JSON.stringify(lines)}.`);
        assert.equal(seen.length > 0, !stopped && !reached);
      },
    );
  }
});

describe('a page with a guard that lacks a part', () => {
  for (const [without, ...names] of [
    ['--host-resolver-rules', 'WebRTC with turn:a name?transport=tcp', 'a WebRTC candidate of a name'],
    ['--webrtc-ip-handling-policy', 'WebRTC with stun:127.0.0.1'],
  ] as const) {
    it(`reaches this machine by ${names.join(' and ')} without ${without}`, async () => {
      const ways = WAYS.filter(({name}) => names.some((one) => one === name));
      const tried = await tryAll(ways, {without});
      assert.equal(tried.ways.size, names.length);
      for (const {seen} of tried.ways.values()) assert.notDeepEqual(seen, []);
    });
  }
});
