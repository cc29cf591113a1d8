import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, it, mock} from 'node:test';
import type {Session} from '../../src/client/index.ts';
import {TestRoom} from '../../src/client/testing/index.ts';
import {Webfuse} from '../../src/client/webfuse.ts';
import {FakeServer, pass, settle, takeHold} from './fake-server.ts';

/** A started session of Ada's with the room it is in. */
async function started(): Promise<{room: TestRoom; session: Session}> {
  const room = new TestRoom();
  const session = room.session();
  await session.start(null, {name: 'Ada'});
  await pass(0);
  return {room, session};
}

describe('handlers', () => {
  let reported: unknown[];
  beforeEach(() => {
    reported = takeHold();
  });
  afterEach(() => mock.timers.reset());

  it('that throw stop nothing else: not the others, not the state, not the command', async () => {
    const {session} = await started();
    const mistake = new Error('a mistake in a page');
    const heard: string[] = [];
    session.on('chat_message', () => {
      throw mistake;
    });
    session.subscribe(() => {
      throw mistake;
    });
    session.on('chat_message', (_session, {message}) => heard.push(message));
    await session.sendChatMessage('Hello');
    await session.openTab('http://shop.localhost/');
    assert.deepEqual(heard, ['Hello']);
    assert.equal(session.state.tabs.length, 1);
    assert.ok(reported.length > 0 && reported.every((error) => error === mistake));
  });

  it('are given the session and the payload', async () => {
    const {session} = await started();
    const heard: unknown[] = [];
    session.on('chat_message', (...args) => heard.push(args));
    await session.sendChatMessage('Hello');
    assert.deepEqual(heard, [[session, {message: 'Hello', clientIndex: 0}]]);
  });

  it('added during an event are called from the next one on', async () => {
    const {session} = await started();
    const heard: string[] = [];
    session.on('chat_message', () => {
      session.on('chat_message', (_session, {message}) => heard.push(message));
    });
    await session.sendChatMessage('first');
    assert.deepEqual(heard, []);
    await session.sendChatMessage('second');
    assert.deepEqual(heard, ['second']);
  });

  it('removed during an event are not called any more', async () => {
    const {session} = await started();
    const heard: string[] = [];
    const second = () => heard.push('second');
    session.on('chat_message', () => session.off('chat_message', second));
    session.on('chat_message', second);
    await session.sendChatMessage('Hello');
    assert.deepEqual(heard, []);
  });

  it('stop with their signal', async () => {
    const {session} = await started();
    const controller = new AbortController();
    const heard: string[] = [];
    session.on('chat_message', (_session, {message}) => heard.push(message), {signal: controller.signal});
    await session.sendChatMessage('before');
    controller.abort();
    await session.sendChatMessage('after');
    assert.deepEqual(heard, ['before']);
  });

  it('added after the fact are told nothing, and find it in the state', async () => {
    const {room, session} = await started();
    room.join('Ben');
    const heard: string[] = [];
    for (const name of ['session_created', 'session_started', 'participant_joined'] as const) {
      session.on(name, () => heard.push(name));
    }
    await pass(0);
    assert.deepEqual(heard, []);
    assert.deepEqual([session.state.status, session.state.participants.length], ['live', 2]);
    await session.ready;
  });

  it('find the state as it is after the event', async () => {
    const {session} = await started();
    const seen: number[] = [];
    session.on('tab_opened', ({state}) => seen.push(state.tabs.length));
    await session.openTab('http://shop.localhost/');
    assert.deepEqual(seen, [1]);
  });

  it('added right after space.session() hear session_created, and nothing before it', async () => {
    const server = new FakeServer();
    const webfuse = new Webfuse(server.connect);
    const space = await webfuse.initSpace('wk_demo', 'demo', {server: 'https://co.example/'});
    const heard: string[] = [];
    webfuse.on('session_created', () => heard.push('everywhere'));
    const session = space.session();
    session.on('session_created', () => heard.push('here'));
    assert.deepEqual(heard, []);
    await settle();
    assert.deepEqual(heard, ['here', 'everywhere']);
  });

  it('of webfuse.on() hear of sessions that are there and of those that come, until off()', async () => {
    const server = new FakeServer();
    const webfuse = new Webfuse(server.connect);
    const space = await webfuse.initSpace('wk_demo', 'demo', {server: 'https://co.example/'});
    const first = space.session();
    const heard: Session[] = [];
    const listener = (session: Session) => heard.push(session);
    webfuse.on('session_created', listener);
    await settle();
    const second = space.session();
    await settle();
    webfuse.off('session_created', listener);
    space.session();
    await settle();
    assert.deepEqual(heard, [first, second]);
  });

  it('are called by the older names of events, with the payload that goes with them', async () => {
    const {room, session} = await started();
    const heard: unknown[] = [];
    for (const name of ['viewer_joined', 'viewer_left', 'control', 'tab_control', 'relocate'] as const) {
      session.on(name, (_session, payload) => heard.push([name, payload]));
    }
    const ben = room.join('Ben');
    room.as(0, 'make_host', {to: ben});
    room.open(0, 'http://shop.localhost/', 'Shop');
    room.as(0, 'transfer_tab_control', {to: ben});
    room.as('room', 'leave', {client_index: ben});
    assert.deepEqual(heard, [
      ['viewer_joined', {count: 1, clientIndex: 1, userData: {name: 'Ben'}}],
      ['control', {to: 1, gained: false, userData: {name: 'Ben'}}],
      ['relocate', {ssid: 1, tabIndex: 0, url: 'http://shop.localhost/'}],
      ['tab_control', {ssid: 1, tabIndex: 0, leaderIndex: 0, controlIndex: 1}],
      ['viewer_left', {count: 0, clientIndex: 1, userData: {name: 'Ben'}}],
      ['control', {to: 0, gained: true, userData: {name: 'Ada'}}],
      ['tab_control', {ssid: 1, tabIndex: 0, leaderIndex: 0, controlIndex: 0}],
    ]);
  });

  it('may listen to what the vendor has and nothing here tells', async () => {
    const {session} = await started();
    session.on('page_info' as never, () => assert.fail('nothing tells that'));
  });

  it('hear of messages that are for this page, or for all', async () => {
    const {room, session} = await started();
    const heard: unknown[] = [];
    session.on('message', (_session, {data}) => heard.push(data));
    const ssid = room.open(0, 'http://shop.localhost/', 'Shop');
    room.message(ssid, 'for all');
    const args = {ssid, data: 'for another', origin: 'http://shop.localhost'};
    room.as('room', 'message_from_page', {...args, target_origin: 'https://other.example'});
    assert.deepEqual(heard, ['for all']);
  });
});
