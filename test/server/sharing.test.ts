import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {describe, it, type TestContext} from 'node:test';
import {ELSEWHERE, GOING_AWAY, SESSION_ENDED} from '../../src/protocol/close-codes.ts';
import type {ServerOptions} from '../../src/server/app.ts';
import type {Store} from '../../src/server/storage/store.ts';
import {DISKS, type Disk, folderFor} from '../support/lasting.ts';
import {serve} from '../support/test-server.ts';
import type {WireClient} from '../support/wire-client.ts';

const SHOP = 'http://shop.localhost/';

/** For servers whose sessions others soon take over. */
const SOON: ServerOptions['times'] = {lease: 500};

/** People try to come back as often as they can. */
const OFTEN = {atOnce: 1_000_000, aMinute: 1_000_000};

/** Starts servers by their names, all on one disk. */
function onDisk(test: TestContext, disk: Disk, times: ServerOptions['times'] = {}) {
  return async (instance: string, change: (store: Store) => Store = (store) => store) => {
    const {store, ...kept} = await disk(instance);
    return serve(test, {...kept, store: change(store), instance, times, limits: {joins: OFTEN, joinsOfSession: OFTEN}});
  };
}

/** A server's store that can keep from the others that the server goes on. */
function muted(store: Store, isMuted: () => boolean): Store {
  const claimSessions: Store['claimSessions'] = async (claim) => (isMuted() ? [] : store.claimSessions(claim));
  return Object.assign(Object.create(store), {claimSessions, close: () => store.close()});
}

/** Resolves when something holds. */
async function until(holds: () => unknown): Promise<void> {
  while (!holds()) await new Promise(setImmediate);
}

/** Asks to come in; answers with the code with which the server hangs up, or null when it does not. */
async function sentAwayBy(client: WireClient, join: object): Promise<number | null> {
  const hungUp = client.hungUp();
  const answer = client.call('join_session', join).then(
    ({error}) => {
      assert.equal(error, undefined);
      return null;
    },
    () => hungUp,
  );
  return Promise.race([hungUp, answer]);
}

/** Takes a seat where its session goes on, or will. */
async function comeBack(connect: () => Promise<WireClient>, session_id: string, seat_token: string) {
  for (;;) {
    const client = await connect();
    const code = await sentAwayBy(client, {session_id, seat_token});
    if (code === null) return client;
    assert.equal(code, ELSEWHERE.code);
  }
}

for (const [name, make] of Object.entries(DISKS)) {
  describe(`servers that share ${name}`, () => {
    it('leave each other the sessions that they have, with their files, and find them by their PINs', async (test) => {
      const start = onDisk(test, await make(test));
      const first = await start('a');
      const ada = await first.connect();
      const {session_id, invite, pin} = await ada.lead();
      await ada.call('open_tab', {url: SHOP});
      const file = path.join(await folderFor(test), 'a');
      await writeFile(file, 'Some text');
      await first.pages.listener.downloaded(1, {path: file, filename: 'a.txt'});
      const {url} = (await ada.event('file_downloaded')).payload;

      const second = await start('b');
      assert.equal(await sentAwayBy(await second.connect(), {session_id, invite}), ELSEWHERE.code);
      const found = await fetch(`${second.origin}/api/pin`, {
        method: 'POST',
        headers: {'content-type': 'application/json'},
        body: JSON.stringify({pin}),
      });
      assert.deepEqual(await found.json(), {
        link: `${second.origin}/s${session_id}#wf-invite=${session_id}.${invite}`,
        session_id,
      });
      const ben = await first.connect();
      await ben.call('join_session', {session_id, invite});
      await ada.call('send_chat_message', {message: 'Still here'});
      await ben.event('chat_message');
      assert.equal(await (await fetch(first.origin + url)).text(), 'Some text');
      assert.ok(await (await second.connect()).lead('Cleo'));
    });

    it('know the spaces and keys of each other', async (test) => {
      const start = onDisk(test, await make(test));
      const [first, second] = [await start('a'), await start('b')];
      const {id} = await first.registries.spaces.add({name: 'Shop', slug: 'shop', accessControl: 'public'});
      const {key, text} = await first.registries.keys.make('wk', id);
      await until(() => second.registries.keys.find(text) && second.registries.spaces.find(id));
      const maker = await second.connect();
      const create = {space: 'shop', widget_key: text};
      assert.ok((await maker.call('create_session', create)).result.session_id);
      await first.registries.keys.revoke(key.id);
      await until(() => !second.registries.keys.find(text));
      assert.equal(await (await second.connect()).refusal('create_session', create), 'invalid_key');
      const hungUp = maker.hungUp();
      await first.registries.spaces.remove(id);
      assert.equal(await hungUp, SESSION_ENDED.code);
    });

    it('go on with the sessions of one that is gone', async (test) => {
      const start = onDisk(test, await make(test), SOON);
      const first = await start('a');
      const ada = await first.connect();
      const {session_id, seat_token} = await ada.lead();
      const second = await start('b');
      await first.close();
      const again = await comeBack(second.connect, session_id, seat_token);
      await again.call('send_chat_message', {message: 'Here again'});
      assert.equal((await again.event('chat_message')).payload.message, 'Here again');
    });

    it('lose a session that another one took over, and get it back when that one is gone', async (test) => {
      const start = onDisk(test, await make(test), SOON);
      let silent = false;
      const first = await start('a', (store) => muted(store, () => silent));
      const [ada, ben] = [await first.connect(), await first.connect()];
      const [one, other] = [await ada.lead(), await ben.lead()];
      silent = true;
      const second = await start('b');
      const again = await comeBack(second.connect, one.session_id, one.seat_token);
      const hungUp = ada.hungUp();
      ada.call('send_chat_message', {message: 'Lost'}).catch(() => {});
      assert.equal(await hungUp, ELSEWHERE.code);
      await again.call('send_chat_message', {message: 'Kept'});
      assert.equal((await again.event('chat_message')).payload.message, 'Kept');

      // Of the other one it does not know yet that it has not had it for a while.
      const calledBack = ben.hungUp();
      await second.close();
      silent = false;
      assert.equal(await calledBack, GOING_AWAY.code);
      const back = await comeBack(first.connect, other.session_id, other.seat_token);
      await back.call('send_chat_message', {message: 'Here again'});
      assert.equal((await back.event('chat_message')).payload.message, 'Here again');
    });
  });
}
