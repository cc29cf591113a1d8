import assert from 'node:assert/strict';
import {before, describe, it, type TestContext} from 'node:test';
import {type Guard, NetworkGuard} from '../../../src/server/browser/guard.ts';
import {NOWHERE} from '../../../src/server/browser/internet.ts';
import {Canary} from '../../support/escapes/canary.ts';
import {OpenGuard} from '../../support/escapes/open-guard.ts';
import {askFrom, goAhead} from '../../support/escapes/outside.ts';
import {type Tried, type TriedAll, tryAll} from '../../support/escapes/tries.ts';
import {UNSHOWN} from '../../support/escapes/unshown.ts';
import {WAYS} from '../../support/escapes/ways.ts';
import {withFlags} from '../../support/with-flags.ts';
import {openSecure} from './secure-page.ts';

const ALL = [...WAYS, ...UNSHOWN];

describe('a page of a session', () => {
  let tried: TriedAll;

  before(async () => {
    tried = await tryAll(ALL, 'guard');
  });

  for (const way of ALL) {
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
    tried = await tryAll(ALL, 'nothing');
  });

  for (const way of ALL) {
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

describe('a page of no session, which leaves traces', () => {
  it('has Chromium connect, and look up names, ahead without a guard', async () => {
    await goAhead(new OpenGuard());
  });
});

describe('a page that is installed', () => {
  /**
   * Has the browser ask for the manifest, which it does by itself for nobody but someone who installs the page, until it has
   * tried to: it may not have heard of the newest one yet.
   */
  async function install(test: TestContext, guard: Guard, hasTried: (canary: Canary) => boolean) {
    const canary = await Canary.listen();
    test.after(() => canary.close());
    const page = `<title>There</title><link rel="manifest">`;
    const {told, session, close} = await openSecure('http://installed.example/', page, {}, guard);
    test.after(close);
    await told.until('1 title There');
    for (let n = 0; !hasTried(canary); n++) {
      const expression = `document.querySelector('link').href = 'http://127.0.0.1:${canary.port}/${n}'`;
      await session.send('Runtime.evaluate', {expression});
      await session.send('Page.getAppManifest');
    }
    return canary.seen;
  }

  it('reaches nothing of this machine by its manifest', async (test) => {
    const denied: string[] = [];
    const guard = new NetworkGuard({internet: NOWHERE, onDenied: (host) => denied.push(host)});
    assert.deepEqual(await install(test, guard, ({port}) => denied.includes(`127.0.0.1:${port}`)), []);
  });

  it('reaches this machine by its manifest without a guard', async (test) => {
    assert.notDeepEqual(await install(test, new OpenGuard(), ({seen}) => seen.length > 0), []);
  });
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

for (const outside of ['the default context', 'a context without a proxy'] as const) {
  describe(`a page in ${outside}, which is of no session`, () => {
    const guard = () => new NetworkGuard({internet: NOWHERE});

    it('reaches a proxy that denies everything', async () => {
      const {answers, seen} = await askFrom(outside, guard(), ['127.0.0.1', '[::1]', 'localhost', 'loop.example']);
      assert.deepEqual(answers, {'127.0.0.1': 403, '[::1]': 403, localhost: 403, 'loop.example': 502});
      assert.deepEqual(seen, []);
    });

    it('reaches this machine without a guard', async () => {
      const {answers, seen} = await askFrom(outside, new OpenGuard(), ['127.0.0.1', '[::1]', 'localhost']);
      assert.deepEqual(answers, {'127.0.0.1': 200, '[::1]': 200, localhost: 200});
      assert.notDeepEqual(seen, []);
    });

    for (const without of ['--proxy-server', '--proxy-bypass-list']) {
      it(`reaches this machine with a guard that lacks ${without}`, async () => {
        const {answers, seen} = await askFrom(outside, withFlags(guard(), [], without), ['127.0.0.1']);
        assert.deepEqual(answers, {'127.0.0.1': 200});
        assert.notDeepEqual(seen, []);
      });
    }
  });
}
