import assert from 'node:assert/strict';
import {describe, it, type TestContext} from 'node:test';
import fc from 'fast-check';
import type {PageCaller} from '../../../src/server/browser/pages.ts';
import {schemas} from '../../../src/server/gateway/schemas.ts';
import {FakeCaller} from '../../support/fake-caller.ts';
import {known, nearly, noCall, type Schema} from './nasty.ts';
import {watchedServer} from './watched-server.ts';

/** How many calls of each method are tried, by each who calls. */
const RUNS = 10;

/** A session in whose tab there are scripts of every kind, each of which says what it likes. */
async function withScripts(test: TestContext) {
  const {pages, ...server} = await watchedServer(test);
  let id = 0;
  const say = (caller: PageCaller, message: string) => pages.listener.called(caller, message);
  const call = (caller: FakeCaller, method: string, params: unknown) => {
    const own = `own ${++id}`;
    say(caller, JSON.stringify({jsonrpc: '2.0', id: own, method, params}));
    return caller.answer(own);
  };
  const [stranger, page, extension] = [new FakeCaller(), new FakeCaller(), new FakeCaller({kind: 'extension'})];
  await call(page, 'init_space', {space: 'demo', widget_key: 'wk_demo'});
  await call(extension, 'attach_extension', {});
  const nowhere = new FakeCaller({ssid: 99, kind: 'extension', origin: 'null'});
  return {...server, say, call, callers: Object.entries({stranger, page, extension, nowhere})};
}

describe('bad calls of scripts in pages', {timeout: 300_000}, () => {
  for (const [method, schema] of Object.entries(schemas)) {
    it(`of ${method} are answered with a name, and change nothing`, async (test) => {
      const {call, callers, state, expectSound, session} = await withScripts(test);
      for (const [who, caller] of callers) {
        await fc.assert(
          fc.asyncProperty(nearly(schema as Schema, {...known, session_id: session.session_id}), async (params) => {
            const before = await state();
            const {error} = await call(caller, method, params);
            if (!error) return;
            assert.match(error.data.code, /^[a-z_]+$/, who);
            assert.notEqual(error.data.code, 'internal', who);
            assert.equal(await state(), before, who);
          }),
          {numRuns: RUNS},
        );
      }
      await expectSound();
    });
  }

  it('that are none are answered, or nothing happens, and the script is still heard', async (test) => {
    const {say, call, callers, state, expectSound} = await withScripts(test);
    const before = await state();
    for (const [, caller] of callers) {
      await fc.assert(
        fc.asyncProperty(noCall, async (message) => {
          say(caller, typeof message === 'string' ? message : Buffer.from(message).toString());
          assert.equal((await call(caller, 'ping', {})).result, null);
        }),
        {numRuns: 200},
      );
    }
    assert.equal(await state(), before);
    await expectSound();
  });
});
