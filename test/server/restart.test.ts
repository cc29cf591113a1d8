import assert from 'node:assert/strict';
import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {describe, it, type TestContext} from 'node:test';
import type {Session, SessionEventName} from '../../src/client/index.ts';
import {Webfuse} from '../../src/client/webfuse.ts';
import {evolve} from '../../src/model/evolve.ts';
import {projectState} from '../../src/model/project.ts';
import type {SessionState} from '../../src/model/state.ts';
import {GOING_AWAY, SESSION_ENDED} from '../../src/protocol/close-codes.ts';
import type {ServerOptions} from '../../src/server/app.ts';
import {DEMO_SPACE} from '../../src/server/storage/spaces.ts';
import {SqliteStore} from '../../src/server/storage/sqlite-store.ts';
import {Vault} from '../../src/server/vault.ts';
import {DISKS, type Disk, folderFor, stateIn} from '../support/lasting.ts';
import {Relay} from '../support/relay.ts';
import {serve} from '../support/test-server.ts';
import type {WireClient} from '../support/wire-client.ts';
import {spaceOf} from './storage/records.ts';

const SHOP = 'http://shop.localhost/';

/** What a client knows after what it was told, on top of the state it was given. */
function known(client: WireClient, snapshot: SessionState): SessionState {
  return client.events.reduce<SessionState>(evolve, snapshot);
}

/** Starts servers one after the other on a disk. */
function onDisk(test: TestContext, disk: Disk, options: Partial<ServerOptions> = {}) {
  return async (more: Partial<ServerOptions> = {}) => {
    const kept = await disk();
    return {...(await serve(test, {...kept, ...options, ...more})), store: kept.store};
  };
}

/** Resolves when that happens next in a session. */
function heard(session: Session, name: SessionEventName): Promise<void> {
  return new Promise((resolve) => session.on(name, () => resolve()));
}

/** Takes a seat again by its token. */
function retake(client: WireClient, session_id: string, seat_token: string, last_number?: number) {
  return client.call('join_session', {session_id, seat_token, ...(last_number !== undefined && {last_number})});
}

for (const [name, make] of Object.entries(DISKS)) {
  describe(`a server that is started again on ${name}`, () => {
    it('has everyone who comes back where they were, with all that happened meanwhile', async (test) => {
      const start = onDisk(test, await make(test));
      const first = await start();
      const [ada, ben] = [await first.connect(), await first.connect()];
      const {session_id, invite, seat_token} = await ada.lead();
      const {result: bens} = await ben.call('join_session', {session_id, invite, user_data: {name: 'Ben'}});
      await ada.call('open_tab', {url: SHOP});
      await ben.call('request_tab_control');
      await ben.call('send_chat_message', {message: 'Hello'});
      await ada.event('chat_message');
      const hungUp = Promise.all([ada.hungUp(), ben.hungUp()]);
      await first.close();
      assert.deepEqual(await hungUp, [GOING_AWAY.code, GOING_AWAY.code]);
      const seen = ben.events.at(-1)!.number;

      const second = await start();
      const [again, alsoAgain] = [await second.connect(), await second.connect()];
      const leader = (await retake(again, session_id, seat_token)).result;
      const back = (await retake(alsoAgain, session_id, bens.seat_token, seen)).result;
      assert.deepEqual([leader.client_index, back.client_index, back.snapshot, back.number], [0, 1, null, seen]);
      await again.call('send_chat_message', {message: 'Here again'});
      await alsoAgain.event('chat_message');
      assert.equal((await again.call('make_host', {to: 1})).result, null);
      await Promise.all([again.event('host_changed'), alsoAgain.event('host_changed')]);

      const state = await stateIn(second.store, session_id);
      assert.deepEqual(
        state.participants.map(({online}) => online),
        [true, true],
      );
      const late = await second.connect();
      const all = (await retake(late, session_id, bens.seat_token)).result.snapshot;
      assert.deepEqual(all, projectState(state, 1));
      assert.equal(all.controlRequests.length, 1);
    });

    it('lets people who stayed connected hold what they may know, when they come back', async (test) => {
      const start = onDisk(test, await make(test));
      const first = await start();
      const [ada, ben] = [await first.connect(), await first.connect()];
      const {session_id, invite, seat_token} = await ada.lead('Ada', {pause_enabled: true});
      const {result: bens} = await ben.call('join_session', {session_id, invite, user_data: {name: 'Ben'}});
      await ada.call('open_tab', {url: SHOP});
      await ada.call('pause_tab');
      first.pages.listener.relocated(1, `${SHOP}secret.html`);
      await ada.event('relocated');
      await first.close();

      const second = await start();
      const [again, alsoAgain] = [await second.connect(), await second.connect()];
      const last = ben.events.at(-1)!.number;
      await retake(again, session_id, seat_token);
      await retake(alsoAgain, session_id, bens.seat_token, last);
      second.pages.listener.relocated(1, `${SHOP}hidden.html`);
      await again.call('send_chat_message', {message: 'Still there?'});
      await alsoAgain.event('chat_message');
      const state = await stateIn(second.store, session_id);
      const held = known(alsoAgain, known(ben, bens.snapshot));
      assert.deepEqual(held, projectState(state, 1));
      assert.equal(held.tabs[0]?.url, SHOP);
      assert.equal(state.tabs[0]?.url, `${SHOP}hidden.html`);
    });

    it('is found again by clients, which then see what is so', async (test) => {
      const start = onDisk(test, await make(test));
      const first = await start();
      const relay = await Relay.to(first.origin);
      test.after(() => relay.close());
      const sessions: Session[] = [];
      // The lines are let go before the servers go, so that none of them is looked for again.
      test.after(() => {
        for (const session of sessions) session.suspend();
      });
      const joins = async (link?: string | null) => {
        const space = await new Webfuse().initSpace(link ? '' : 'wk_demo', 'demo', {server: relay.origin});
        const session = space.session({}, link);
        sessions.push(session);
        await session.start(null, {name: link ? 'Ben' : 'Ada'});
        return session;
      };
      const ada = await joins();
      const ben = await joins(ada.sessionLink);
      await ada.openTab(SHOP);
      const restored = Promise.all([ada, ben].map((session) => heard(session, 'connection_restored')));
      await first.close();
      const second = await start();
      relay.leadTo(second.origin);
      await restored;
      second.pages.listener.relocated(1, `${SHOP}about.html`);
      const told = heard(ben, 'chat_message');
      await ada.sendChatMessage('Here again');
      await told;
      const state = await stateIn(second.store, ada.sessionId!);
      for (const {state: seen} of [ada, ben]) {
        const {status, me, ...held} = seen;
        assert.equal(status, 'live');
        assert.deepEqual(held, projectState(state, me!));
        assert.equal(held.tabs[0]?.url, `${SHOP}about.html`);
      }
    });

    it('opens tabs at their last address when someone is there, and not before', async (test) => {
      const start = onDisk(test, await make(test));
      const first = await start();
      const ada = await first.connect();
      const {session_id, seat_token} = await ada.lead();
      await ada.call('open_tab', {url: SHOP});
      await ada.call('open_tab', {url: SHOP});
      await ada.call('open_tab', {url: SHOP});
      first.pages.listener.relocating(2, `${SHOP}about.html`);
      first.pages.listener.relocated(2, `${SHOP}about.html`);
      first.pages.listener.changed(2, {canGoBack: true});
      first.pages.listener.relocated(3, 'blob:http://shop.localhost/1');
      await ada.call('close_tab', {ssid: 1});
      await first.close();
      assert.equal(first.pages.asked.at(-1), 'dispose()');

      const second = await start();
      const again = await second.connect();
      await again.call('get_session_info');
      assert.deepEqual(second.pages.asked, []);
      await retake(again, session_id, seat_token);
      await again.call('watch_tab', {ssid: 2});
      await again.call('relocate', {ssid: 3, url: SHOP});
      assert.deepEqual(second.pages.asked.toSorted(), [
        'navigate(3, "http://shop.localhost/")',
        'open(2, "http://shop.localhost/about.html")',
        'open(3, "about:blank")',
      ]);
      const {tabs} = await stateIn(second.store, session_id);
      assert.deepEqual(
        tabs.map(({ssid, canGoBack}) => [ssid, canGoBack]),
        [
          [2, false],
          [3, false],
        ],
      );
    });

    it('knows the links, the PIN and the browsers of a session', async (test) => {
      const start = onDisk(test, await make(test), {times: {claim: 60_000}});
      const first = await start();
      const maker = await first.connect();
      const {result: made} = await maker.call('create_session', {space: 'demo', widget_key: 'wk_demo'});
      const {session_id, invite, leader_token, follower_token} = made;
      const ben = await first.connect();
      const follow = {session_id, follower_token, browser_id: 'firefox'};
      const {result} = await ben.call('join_session', follow);
      await first.close();

      const second = await start();
      const found = await fetch(`${second.origin}/api/pin`, {
        method: 'POST',
        headers: {'content-type': 'application/json'},
        body: JSON.stringify({pin: result.pin}),
      });
      assert.equal(((await found.json()) as {session_id: string}).session_id, session_id);
      const clients = await Promise.all([second.connect(), second.connect(), second.connect()]);
      const joins = [{leader_token}, follow, {invite}].map((link) => ({session_id, ...link}));
      const indices = [];
      for (const [index, join] of joins.entries()) {
        indices.push((await clients[index]!.call('join_session', join)).result.client_index);
      }
      assert.deepEqual(indices, [0, 1, 2]);
      const old = await second.connect();
      assert.equal((await retake(old, session_id, result.seat_token)).error?.data.code, 'seat_lost');
    });

    it('has people wait who waited, and lets them in', async (test) => {
      const settings = {...DEMO_SPACE.settings, admission_enabled: true};
      const start = onDisk(test, await make(test), {spaces: [{...DEMO_SPACE, settings}]});
      const first = await start();
      const [ada, ben] = [await first.connect(), await first.connect()];
      const {session_id, invite, seat_token} = await ada.lead();
      const {result: place} = await ben.call('join_session', {session_id, invite, user_data: {name: 'Ben'}});
      await first.close();

      const second = await start();
      const [again, alsoAgain] = [await second.connect(), await second.connect()];
      await retake(again, session_id, seat_token);
      const waits = (await retake(alsoAgain, session_id, place.seat_token)).result;
      assert.deepEqual(waits, place);
      await again.call('admit', {to: 1});
      await alsoAgain.event('participant_joined');
      assert.equal(alsoAgain.admission.seat_token, place.seat_token);
    });

    it('waits for people as long as for those whose line is lost, and then has them leave', async (test) => {
      const start = onDisk(test, await make(test), {times: {empty: 60_000}});
      const first = await start();
      const [ada, ben] = [await first.connect(), await first.connect()];
      const {session_id, invite, seat_token} = await ada.lead();
      const {result: bens} = await ben.call('join_session', {session_id, invite, user_data: {name: 'Ben'}});
      await ada.call('open_tab', {url: SHOP});
      await first.close();

      const second = await start({times: {grace: 3_000, empty: 60_000}});
      const again = await second.connect();
      await retake(again, session_id, bens.seat_token);
      assert.equal((await again.event('participant_left')).payload.clientIndex, 0);
      assert.equal((await again.event('host_changed')).payload.to, 1);
      const {error} = await retake(await second.connect(), session_id, seat_token);
      assert.equal(error?.data.code, 'seat_lost');
    });

    it('ends a session to which nobody comes back, and one whose space is gone', async (test) => {
      const start = onDisk(test, await make(test));
      const first = await start();
      const ada = await first.connect();
      const session = await ada.lead();
      await first.close();
      const second = await start({times: {grace: 5, empty: 5}});
      const visitor = await second.connect();
      const wrong = {session_id: session.session_id, invite: 'x'};
      while ((await visitor.refusal('join_session', wrong)) !== 'session_ended');
      const other = await (await second.connect()).lead();
      await second.close();
      const third = await start({spaces: [{...DEMO_SPACE, id: 'other', slug: 'other', keys: []}]});
      assert.equal(await (await third.connect()).refusal('join_session', linkOf(other)), 'session_ended');
    });

    it('lets a request end by itself that was made before', async (test) => {
      const start = onDisk(test, await make(test));
      const first = await start();
      const [ada, ben] = [await first.connect(), await first.connect()];
      const {session_id, invite, seat_token} = await ada.lead();
      await ben.call('join_session', {session_id, invite});
      await ada.call('open_tab', {url: SHOP});
      await ben.call('request_tab_control');
      await ben.call('request_to_host');
      const {number} = await ada.event('host_rights_requested');
      await first.close();
      const second = await start({times: {request: 200}});
      const again = await second.connect();
      await retake(again, session_id, seat_token, number);
      assert.equal((await again.event('control_request_withdrawn')).payload.clientIndex, 1);
      assert.equal((await again.event('host_request_withdrawn')).payload.clientIndex, 1);
    });

    it('has the files of sessions that live, and no others', async (test) => {
      const start = onDisk(test, await make(test));
      const first = await start();
      const [ada, other] = [await first.connect(), await first.connect()];
      const folder = await folderFor(test);
      const download = async (client: WireClient) => {
        await client.call('open_tab', {url: SHOP});
        await writeFile(path.join(folder, 'a'), 'Some text');
        await first.pages.listener.downloaded(1, {path: path.join(folder, 'a'), filename: 'a.txt'});
        return (await client.event('file_downloaded')).payload.url;
      };
      await other.lead('Cleo');
      const gone = await download(other);
      await other.call('end');
      const {session_id, seat_token} = await ada.lead();
      const kept = await download(ada);
      await first.close();

      const second = await start();
      assert.equal(await (await fetch(second.origin + kept)).text(), 'Some text');
      assert.equal((await fetch(second.origin + gone)).status, 404);
      const again = await second.connect();
      await retake(again, session_id, seat_token);
      await again.call('end');
      await again.hungUp();
      assert.equal((await fetch(second.origin + kept)).status, 404);
      assert.deepEqual(await second.store.listFiles(session_id), []);
    });

    it('does not know a session by a token of one that has ended', async (test) => {
      const start = onDisk(test, await make(test));
      const first = await start();
      const ada = await first.connect();
      const session = await ada.lead();
      const hungUp = ada.hungUp();
      await ada.call('end');
      assert.equal(await hungUp, SESSION_ENDED.code);
      await first.close();
      const second = await start();
      assert.equal(await (await second.connect()).refusal('join_session', linkOf(session)), 'session_ended');
      const {results} = await second.store.listSessions({offset: 0, limit: 10});
      assert.deepEqual(
        results.map(({participantCount, firstMember, endedAt}) => [participantCount, firstMember, endedAt !== null]),
        [[1, {name: 'Ada', email: ''}, true]],
      );
    });
  });
}

describe('a server that is started again on a SQLite file that is damaged', () => {
  const damages: readonly (readonly [what: string, sql: string, says: RegExp])[] = [
    [
      'an event',
      `UPDATE events SET event = 'X' || event WHERE number = 2`,
      /is damaged: .+\(event 2 of session ID cannot/,
    ],
    [
      'what an event tells',
      `UPDATE events SET event = '{"name":"tab_updated"}' WHERE number = 2`,
      /\(event 2 of session ID /,
    ],
    ['the end of a log', 'DELETE FROM events WHERE number > 1', /is damaged: .+\(session ID has 1 of \d+ events\)$/],
    [
      'the secret of a session',
      `UPDATE sessions SET secrets = 'x' || secrets`,
      /^The secret of session ID does not open: /,
    ],
    [
      'the secret of a space',
      `UPDATE spaces SET magic_secret = 'x' WHERE id = 'tea'`,
      /^The magic secret of space tea /,
    ],
  ];
  for (const [what, sql, says] of damages) {
    it(`says in one line that ${what} cannot be read, and where it is`, async (test) => {
      const folder = await folderFor(test);
      const file = path.join(folder, 'test.db');
      const vault = new Vault(new Uint8Array(32));
      const start = onDisk(test, async () => ({store: await SqliteStore.open(file), vault, filesFolder: folder}));
      const first = await start();
      const {session_id} = await (await first.connect()).lead();
      await first.store.addSpace(spaceOf('tea', {magicSecret: await vault.seal('secret')}));
      await first.close();
      const edited = new DatabaseSync(file);
      edited.exec(sql);
      edited.close();

      const store = await SqliteStore.open(file);
      test.after(() => store.close());
      await assert.rejects(serve(test, {store, vault, filesFolder: folder}), ({name, message}: Error) => {
        assert.equal(name, 'StoreError');
        assert.match(message.replaceAll(session_id, 'ID'), says);
        assert.ok(message.includes(file) && message.includes('put a backup in its place'), message);
        assert.doesNotMatch(message, /\n/);
        return true;
      });
    });
  }
});

function linkOf({session_id, invite}: {session_id: string; invite: string}) {
  return {session_id, invite};
}
