import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {schemas} from '../../../src/server/gateway/schemas.ts';
import type {WireClient} from '../../support/wire-client.ts';
import {known, nearly, noCall, type Schema} from './nasty.ts';
import {watchedServer} from './watched-server.ts';

/** How many calls of each method are tried, by each who calls. */
const RUNS = 20;

describe('bad calls on the wire', () => {
  for (const [method, schema] of Object.entries(schemas)) {
    it(`of ${method} are answered with a name, and change nothing`, async (test) => {
      const {connect, state, expectSound, session, ada} = await watchedServer(test);
      const callers: [who: string, client: WireClient][] = [
        ['someone who has not joined', await connect()],
        ['the host', ada],
      ];
      for (const [who, first] of callers) {
        let client = first;
        await fc.assert(
          fc.asyncProperty(nearly(schema as Schema, {...known, session_id: session.session_id}), async (params) => {
            // Some of what is tried is right: who joined or ended the session by it begins anew.
            if (client.socket.readyState !== client.socket.OPEN) client = await connect();
            const before = await state();
            // Whoever is hung up on without an answer has the test fail.
            const {error} = await client.call(method, params as object);
            if (!error) return;
            const {code} = error.data;
            assert.match(code, /^[a-z_]+$/, who);
            assert.notEqual(code, 'internal', who);
            assert.equal(await state(), before, who);
          }),
          {numRuns: RUNS},
        );
      }
      await expectSound();
    });
  }

  it('that are none are answered, or nothing happens, and the line goes on', async (test) => {
    const {connect, state, expectSound, ada} = await watchedServer(test);
    const before = await state();
    for (const client of [await connect(), ada]) {
      await fc.assert(
        fc.asyncProperty(noCall, async (message) => {
          client.send(message);
          assert.equal((await client.call('ping')).result, null);
        }),
        {numRuns: 200},
      );
    }
    assert.equal(await state(), before);
    await expectSound();
  });
});
