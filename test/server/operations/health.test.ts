import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {Health} from '../../../src/server/operations/health.ts';
import {jsonLog} from '../../../src/server/operations/log.ts';
import {FakePages} from '../../support/fake-pages.ts';
import {serve} from '../../support/test-server.ts';

describe('/readyz', () => {
  async function asked(origin: string, path = 'readyz') {
    const response = await fetch(`${origin}/${path}`);
    return [response.status, await response.json()] as const;
  }

  it('says that a server is ready', async (test) => {
    const {origin} = await serve(test);
    assert.deepEqual(await asked(origin), [200, {status: 'ready'}]);
  });

  it('says in its own words why one is not, while /healthz says that it lives', async (test) => {
    const check = async () => {
      throw new Error('No Chromium at /secret/place.');
    };
    const {origin} = await serve(test, {browser: Object.assign(new FakePages(), {check})});
    const reasons = [{code: 'browser', detail: 'No page can be shown: the log says why.'}];
    assert.deepEqual(await asked(origin), [503, {status: 'not ready', reasons}]);
    assert.deepEqual(await asked(origin, 'healthz'), [200, {status: 'ok'}]);
  });

  it('sends people away while a server stops', async (test) => {
    const stopping = Promise.withResolvers<void>();
    const pages = new FakePages();
    const openPages: typeof pages.openPages = (...args) => ({
      ...pages.openPages(...args),
      dispose: () => stopping.promise,
    });
    const {origin, connect, close} = await serve(test, {browser: {openPages, close: async () => {}}});
    const client = await connect();
    await client.lead();
    await client.call('open_tab', {url: 'http://shop.localhost/'});
    const closed = close();
    const [status, {reasons}] = await asked(origin);
    assert.deepEqual([status, reasons[0].code], [503, 'stopping']);
    stopping.resolve();
    await closed;
  });
});

describe('Health', () => {
  it('asks once for many, and writes down once what is wrong', async () => {
    const texts: string[] = [];
    let asked = 0;
    const store = async () => {
      asked++;
      throw new Error('The disk is full.');
    };
    const health = new Health({store}, jsonLog('info', {write: (text) => texts.push(text)}));
    const [one, other] = await Promise.all([health.reasons(), health.reasons()]);
    assert.deepEqual([one[0]?.code, other[0]?.code, asked], ['store', 'store', 1]);
    assert.deepEqual(
      texts.map((text) => JSON.parse(text).msg),
      ['Not ready: The disk is full.'],
    );
  });
});
