import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import fc from 'fast-check';
import {schemas} from '../../../src/server/gateway/schemas.ts';
import type {WireClient} from '../../support/wire-client.ts';
import {nasty, nearly, type Schema} from './nasty.ts';
import {watchedServer} from './watched-server.ts';

/** How many calls of each method are tried, by each who calls. */
const RUNS = 20;

const known = {
  ssid: 1,
  to: 1,
  client_index: 1,
  url: 'http://shop.localhost/',
  type: 'javascript',
  target_origin: '*',
  user_data: {name: 'Ada'},
};

/** None that the client of the test uses itself. */
const ids = fc.constantFrom<unknown>('x', '', null, true, -1, 1.5, 1e308, {}, [1]);

/** Whatever is no call at all. */
const noCall = fc.oneof(
  nasty.map((value) => JSON.stringify(value)),
  fc.tuple(ids, nasty, nasty).map(([id, method, params]) => JSON.stringify({jsonrpc: '2.0', id, method, params})),
  fc.string({unit: 'binary', maxLength: 200}),
  fc.uint8Array({maxLength: 200}),
  fc.constantFrom(
    '{"jsonrpc":"2.0","id":"x","method":"ping","params":null}',
    '{"jsonrpc":"2.0","id":1e999,"method":"ping"}',
    '{"jsonrpc":"2.0","id":"x","id":2,"method":"ping"}',
    '{"jsonrpc":"2.0","id":"\\ud800","method":"\\ud800"}',
    '{"__proto__":{"jsonrpc":"2.0"},"id":"x","method":"ping"}',
    '{"jsonrpc":"2.0","id":"x","method":"__proto__"}',
    '{"jsonrpc":"2.0","id":"x","method":"constructor"}',
    `{"jsonrpc":"2.0","id":"x","method":"ping","params":${'['.repeat(30_000)}${']'.repeat(30_000)}}`,
    `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`,
  ),
);

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
            const answer = await client.call(method, params as object).catch(() => null);
            const code = answer?.error?.data.code;
            if (code === undefined) return;
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
