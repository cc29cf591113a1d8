import assert from 'node:assert/strict';
import {describe, it, type TestContext} from 'node:test';
import {ELSEWHERE, GOING_AWAY, OTHER_CONNECTION} from '../../src/protocol/close-codes.ts';
import {StaleAppendError, StoreError} from '../../src/server/storage/store.ts';
import {Vault} from '../../src/server/vault.ts';
import {lastingMemory} from '../support/lasting.ts';
import {SlowStore} from '../support/slow-store.ts';
import {serve} from '../support/test-server.ts';
import type {WireClient} from '../support/wire-client.ts';

const SHOP = 'http://shop.localhost/';

/** Ada leads with tab 1, Ben is a guest; nothing is kept from now on. */
async function session(test: TestContext) {
  const store = new SlowStore();
  // A server that ends its sessions has to keep that.
  test.after(() => store.goOn());
  const server = await serve(test, {store, times: {grace: 60_000, empty: 60_000}});
  const [ada, ben] = [await server.connect(), await server.connect()];
  const made = await ada.lead('Ada', {pause_enabled: true});
  const {result: bens} = await ben.call('join_session', {session_id: made.session_id, invite: made.invite});
  await ada.call('open_tab', {url: SHOP});
  await Promise.all([ada.event('tab_activated'), ben.event('tab_activated')]);
  for (const {order, events} of [ada, ben]) order.length = events.length = 0;
  store.hold();
  return {...server, store, ada, ben, made, bens};
}

/** Sends a call and does not wait for its answer, which is `answer 99` in the order of what comes. */
function ask(client: WireClient, method: string, params: object = {}, id = 99): void {
  client.send(JSON.stringify({jsonrpc: '2.0', id, method, params}));
}

/** Waits until all was heard that the server had to say by now. */
async function quiet(...clients: WireClient[]): Promise<void> {
  for (const client of clients) await client.call('ping');
  for (const {order} of clients) order.pop();
}

describe('what is not kept yet', () => {
  it('is told to nobody and answered to nobody, and then told before it is answered', async (test) => {
    const {ada, ben, store} = await session(test);
    ask(ben, 'send_chat_message', {message: 'Hello'});
    await store.has(1);
    await quiet(ada, ben);
    assert.deepEqual([ada.order, ben.order], [[], []]);
    await store.release(1);
    await ben.answer(99);
    await ada.event('chat_message');
    assert.deepEqual(ben.order, ['event chat_message', 'answer 99']);
  });

  it('counts for what is decided after it, and holds its answers back', async (test) => {
    const {ada, ben, store} = await session(test);
    ask(ada, 'make_host', {to: 1});
    await store.has(1);
    // Refused, since Ada is host no longer; that is not known yet.
    ask(ada, 'make_host', {to: 0}, 98);
    ask(ben, 'make_host', {to: 0});
    await store.has(2);
    await quiet(ada, ben);
    assert.deepEqual([ada.order, ben.order], [[], []]);
    await store.release(1);
    assert.equal((await ada.answer(98)).error?.data.code, 'not_allowed');
    await ada.answer(99);
    assert.deepEqual(ada.order, ['event host_changed', 'answer 99', 'answer 98']);
    await store.release(1);
    await ben.answer(99);
    assert.deepEqual(ben.order, ['event host_changed', 'event host_changed', 'answer 99']);
  });

  it('is done to no page, and input goes on in the meantime', async (test) => {
    const {ada, ben, store, pages} = await session(test);
    pages.asked.length = 0;
    ask(ada, 'transfer_tab_control', {to: 1});
    ask(ada, 'open_tab', {url: SHOP}, 98);
    await store.has(2);
    assert.equal((await ada.call('input', {ssid: 1, input: {type: 'text', text: 'a'}})).result, null);
    assert.equal(await ben.refusal('input', {ssid: 1, input: {type: 'text', text: 'b'}}), 'not_allowed');
    assert.deepEqual(pages.asked, ['input(1, {"type":"text","text":"a"})']);
    await store.goOn();
    assert.deepEqual((await ada.answer(98)).result, {ssid: 2});
    assert.deepEqual(pages.asked.slice(1), ['release(1)', `open(2, "${SHOP}")`]);
  });

  it('lets a page have the tab that it opened at once, and opens no other page for it', async (test) => {
    const {ada, store, pages} = await session(test);
    pages.asked.length = 0;
    assert.equal(pages.listener.poppedUp(1, SHOP), 2);
    pages.listener.relocated(2, `${SHOP}about.html`);
    await store.has(2);
    assert.equal(pages.listener.poppedUp(2, SHOP), 3);
    await quiet(ada);
    assert.deepEqual(ada.order, []);
    await store.goOn();
    await ada.event('relocated');
    assert.deepEqual(pages.asked, []);
  });

  it('is a tab whose page has to wait for an answer', async (test) => {
    const {ada, store, pages} = await session(test);
    assert.equal(pages.listener.poppedUp(1, SHOP), 2);
    const heard: string[] = [];
    const caller = {
      ssid: 2,
      origin: SHOP.slice(0, -1),
      kind: 'page',
      send: (text: string) => heard.push(text),
    } as const;
    const params = {space: 'demo', widget_key: 'wk_demo'};
    pages.listener.called(caller, JSON.stringify({jsonrpc: '2.0', id: 1, method: 'init_space', params}));
    pages.listener.called(caller, JSON.stringify({jsonrpc: '2.0', id: 2, method: 'ping'}));
    await quiet(ada);
    assert.deepEqual(heard, []);
    await store.goOn();
    await ada.event('tab_opened');
    const answers = heard.map((text) => JSON.parse(text));
    assert.deepEqual(
      answers.map(({id, result}) => [id, result?.slug ?? result]),
      [
        [1, 'demo'],
        [2, null],
      ],
    );
  });

  it('gives nobody a seat', async (test) => {
    const {connect, store, made} = await session(test);
    const cleo = await connect();
    const {session_id, invite} = made;
    ask(cleo, 'join_session', {session_id, invite});
    await store.has(1);
    // Whoever comes in says nothing else before that is done.
    ask(cleo, 'send_chat_message', {message: 'Hello'}, 98);
    await store.release(1);
    assert.equal((await cleo.answer(99)).result.client_index, 2);
    await store.has(1);
    await store.release(1);
    await cleo.answer(98);
    assert.deepEqual(cleo.order, ['answer 99', 'event participant_joined', 'event chat_message', 'answer 98']);
  });

  it('gives one browser one seat, however often it comes at once', async (test) => {
    const {ada, connect, store, made} = await session(test);
    const {session_id} = made;
    const {follower_token} = made as typeof made & {follower_token: string};
    const [one, other] = [await connect(), await connect()];
    const follow = {session_id, follower_token, browser_id: 'firefox'};
    ask(one, 'join_session', follow);
    await store.has(1);
    ask(other, 'join_session', follow);
    await store.has(2);
    const hungUp = one.hungUp();
    await store.goOn();
    const [first, second] = [(await one.answer(99)).result, (await other.answer(99)).result];
    assert.deepEqual([first.client_index, second.client_index], [2, 2]);
    assert.equal(await hungUp, OTHER_CONNECTION.code);
    await other.call('send_chat_message', {message: 'Hello'});
    assert.equal((await ada.event('chat_message')).payload.clientIndex, 2);
    assert.ok(!ada.order.includes('event participant_updated'));
  });

  it('keeps the seat for someone whose line is lost before they hear that they have it', async (test) => {
    const {ada, connect, store, made} = await session(test);
    const {session_id, invite} = made;
    const cleo = await connect();
    ask(cleo, 'join_session', {session_id, invite});
    await store.has(1);
    cleo.socket.terminate();
    await store.has(2);
    await store.goOn();
    assert.equal((await ada.event('participant_joined')).payload.clientIndex, 2);
    assert.deepEqual((await ada.event('participant_updated')).payload, {clientIndex: 2, online: false});
  });

  it('leaves a seat to whoever took it last', async (test) => {
    const {ada, ben, connect, store, made, bens} = await session(test);
    const {session_id} = made;
    const again = await connect();
    ask(ada, 'send_chat_message', {message: 'Hello'});
    await store.has(1);
    ask(again, 'join_session', {session_id, seat_token: bens.seat_token});
    await quiet(ada);
    ben.socket.terminate();
    await quiet(ada);
    await store.goOn();
    assert.equal((await again.answer(99)).result.client_index, 1);
    await again.call('send_chat_message', {message: 'Here'});
    await ada.event('chat_message');
    await ada.event('chat_message');
    assert.ok(!ada.order.includes('event participant_updated'));
  });

  it('lets nobody back in who was removed', async (test) => {
    const {ada, ben, connect, store, made, bens} = await session(test);
    ask(ada, 'remove_participant', {client_index: 1});
    await store.has(1);
    const again = await connect();
    ask(again, 'join_session', {session_id: made.session_id, seat_token: bens.seat_token});
    await quiet(ben);
    assert.deepEqual([ben.order, again.order], [[], []]);
    const hungUp = ben.hungUp();
    await store.goOn();
    await hungUp;
    assert.equal((await again.answer(99)).error?.data.code, 'removed');
  });

  it('ends the session for nobody, and nothing is begun in it any more', async (test) => {
    const {ada, ben, store, connect, made, bens} = await session(test);
    ask(ada, 'end');
    await store.has(1);
    ask(ben, 'send_chat_message', {message: 'Wait'});
    const late = await connect();
    ask(late, 'join_session', {session_id: made.session_id, seat_token: bens.seat_token});
    await quiet(ada, ben);
    assert.deepEqual([ada.order, ben.order, late.order], [[], [], []]);
    const hungUp = [ada.hungUp(), ben.hungUp()];
    await store.goOn();
    await Promise.all(hungUp);
    assert.deepEqual(ada.order, ['event session_ended', 'answer 99']);
    assert.equal((await ben.answer(99)).error?.data.code, 'session_ended');
    assert.equal((await late.answer(99)).error?.data.code, 'session_ended');
  });

  it('makes no session', async (test) => {
    const {connect, store, origin} = await session(test);
    const maker = await connect();
    ask(maker, 'create_session', {space: 'demo', widget_key: 'wk_demo'});
    await store.has(1);
    const [{sessionId, session: record}] = store.waiting as [(typeof store.waiting)[0]];
    const early = await connect();
    ask(early, 'join_session', {session_id: sessionId});
    assert.deepEqual(maker.order, []);
    const found = await fetch(`${origin}/api/pin`, {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: JSON.stringify({pin: record?.pin}),
    });
    assert.equal(found.status, 404);
    await store.goOn();
    const {result} = await maker.answer(99);
    assert.equal(result.session_id, sessionId);
    await maker.event('session_created');
    assert.equal((await early.answer(99)).error?.data.code, 'invalid_invite');
    assert.deepEqual(maker.order, ['answer 99', 'event session_created']);
    assert.ok(!record?.secrets.includes(result.invite));
  });
});

describe('what cannot be kept', () => {
  it('because the session is on another server sends everyone there', async (test) => {
    const {ada, ben, store, connect, made, pages} = await session(test);
    store.failure = new StaleAppendError('Expected an append of claim 2, got one of claim 1.');
    const hungUp = [ada.hungUp(), ben.hungUp()];
    ask(ada, 'open_tab', {url: SHOP});
    ask(ben, 'send_chat_message', {message: 'Hello'});
    await store.has(2);
    await store.goOn();
    assert.deepEqual(await Promise.all(hungUp), [ELSEWHERE.code, ELSEWHERE.code]);
    assert.deepEqual([ada.order, ben.order], [[], []]);
    assert.equal(pages.asked.at(-1), 'dispose()');
    store.failure = null;
    const late = await connect();
    const sent = late.hungUp();
    ask(late, 'join_session', {session_id: made.session_id, invite: made.invite});
    assert.equal(await sent, ELSEWHERE.code);
    assert.ok(await (await connect()).lead());
  });

  it('for any other reason is the end of the server', async (test) => {
    const {ada, ben, store, failed, close} = await session(test);
    store.failure = new StoreError('The disk is full.');
    ask(ada, 'open_tab', {url: SHOP});
    await store.has(1);
    await store.goOn();
    assert.equal(await failed, store.failure);
    await quiet(ben);
    assert.deepEqual(ben.order, []);
    const hungUp = ben.hungUp();
    await close();
    assert.equal(await hungUp, GOING_AWAY.code);
  });
});

describe('a server that closes while its store takes too long', () => {
  it('lets everyone go all the same', async (test) => {
    const store = Object.assign(new SlowStore(), {durable: true}) as unknown as SlowStore & {durable: never};
    const {connect, close} = await serve(test, {store});
    const ada = await connect();
    await ada.lead();
    store.hold();
    ask(ada, 'send_chat_message', {message: 'Hello'});
    await store.has(1);
    const hungUp = ada.hungUp();
    test.mock.timers.enable({apis: ['setTimeout']});
    const closed = close();
    // By then it waits for nothing but the store.
    await new Promise(setImmediate);
    test.mock.timers.tick(5_000);
    await closed;
    assert.equal(await hungUp, GOING_AWAY.code);
    assert.ok(!ada.order.includes('answer 99'));
  });
});

describe('two servers on one store', () => {
  it('have a session one after the other, and it goes on', async (test) => {
    const shared = {store: lastingMemory(), vault: new Vault(new Uint8Array(32))};
    const first = await serve(test, shared);
    const ada = await first.connect();
    const {session_id, seat_token} = await ada.lead();
    const last_number = (await ada.event('host_changed')).number;
    const second = await serve(test, shared);
    const hungUp = ada.hungUp();
    ask(ada, 'send_chat_message', {message: 'Lost'});
    assert.equal(await hungUp, ELSEWHERE.code);
    const again = await second.connect();
    await again.call('join_session', {session_id, seat_token, last_number});
    await again.call('send_chat_message', {message: 'Kept'});
    const {events} = again;
    assert.deepEqual(
      events.map(({name, number}) => [name, number]),
      [
        ['participant_updated', last_number + 1],
        ['participant_updated', last_number + 2],
        ['chat_message', last_number + 3],
      ],
    );
  });
});
