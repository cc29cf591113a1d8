import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import path from 'node:path';
import {before, describe, it} from 'node:test';
import {Production, WIDGET_KEY} from '../support/production.ts';
import {WireClient} from '../support/wire-client.ts';

const BUILT = 'dist/server/main.js';

describe('the server that is built', {timeout: 300_000}, () => {
  before(() => {
    execFileSync(process.execPath, [path.resolve('node_modules/vite/bin/vite.js'), 'build', '--mode=server']);
  });

  it('keeps a session over a restart, serves its pages, and stops in order', async (test) => {
    const production = new Production(test);
    const first = production.run({}, [], BUILT);
    const origin = await first.address();
    for (const page of ['webfuse-elements.js', 'webfuse.js', 'docs', 'docs/openapi.json']) {
      assert.equal((await fetch(`${origin}/${page}`)).status, 200, page);
    }
    const client = await WireClient.connect(origin);
    const {result} = await client.call('create_session', {space: 'support', widget_key: WIDGET_KEY});
    const {session_id, leader_token} = result;
    assert.equal((await fetch(`${origin}/s${session_id}`)).status, 200);
    const joined = await client.call('join_session', {session_id, leader_token, user_data: {name: 'Ada'}});
    first.send('SIGTERM');
    assert.equal(await first.exited, 0);
    assert.deepEqual(first.complained, []);

    const again = await WireClient.connect(await production.run({}, [], BUILT).address());
    const {seat_token} = joined.result;
    const back = await again.call('join_session', {session_id, seat_token});
    assert.equal(back.result.client_index, 0);
    assert.equal(back.result.snapshot.participants[0].userData.name, 'Ada');
  });

  it('has the command for keys', async (test) => {
    const production = new Production(test);
    const made = await production.keys(['make', 'rk', '--space', 'support'], BUILT);
    assert.match(made.said[0]!, /^rk_/);
  });
});
