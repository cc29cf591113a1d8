import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {describe, it} from 'node:test';
import {leftOut} from '../support/left-out.ts';
import {Production, WIDGET_KEY} from '../support/production.ts';
import {WireClient} from '../support/wire-client.ts';

const PRLIMIT = '/usr/bin/prlimit';

/** Its database is about as large when it is empty: a little more fits in, and then nothing. */
const LARGEST_FILE = 500_000;

const skip = leftOut('prlimit', existsSync(PRLIMIT), ['util-linux']);

describe('a server whose disk is full', {skip, timeout: 300_000}, () => {
  it('ends with one clear line, and has all that anyone was told when it is started again', async (test) => {
    const production = new Production(test);
    const server = production.run({}, [], undefined, [PRLIMIT, `--fsize=${LARGEST_FILE}`]);
    const client = await WireClient.connect(await server.address());
    const {result: made} = await client.call('create_session', {space: 'support', widget_key: WIDGET_KEY});
    const {session_id, leader_token} = made;
    const {result: seat} = await client.call('join_session', {session_id, leader_token, user_data: {name: 'Ada'}});
    const told: unknown[] = [];
    const message = 'x'.repeat(3_900);
    const write = async () => {
      for (;;) {
        if ((await client.call('send_chat_message', {message: `${told.length} ${message}`})).error) return;
        told.push((await client.event('chat_message')).number);
      }
    };
    await write().catch(() => {});
    assert.equal(await server.exited, 74);
    const fatal = server.said.map((line) => JSON.parse(line)).filter(({level}) => level !== 'info');
    assert.deepEqual(
      fatal.map(({msg}) => /webfuse\.sqlite .*(disk|written)/.test(msg)),
      [true],
      JSON.stringify(fatal),
    );
    assert.deepEqual(server.complained, []);
    assert.ok(told.length > 5, `told of ${told.length}`);

    const again = await WireClient.connect(await production.run().address());
    const {seat_token} = seat;
    const back = await again.call('join_session', {session_id, seat_token, last_number: Number(told[0]) - 1});
    assert.equal(back.result.client_index, 0);
    for (const number of told) assert.equal((await again.event('chat_message')).number, number);
  });
});
