import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {SessionEventMap} from '../../src/client/index.ts';
import {TestRoom} from '../../src/client/testing/index.ts';

describe('a room for tests', () => {
  it('has someone join, chat and open a tab, as every session does', async () => {
    const room = new TestRoom();
    const session = room.session();
    await session.start(null, {name: 'Ada'});
    const heard: SessionEventMap['chat_message'][] = [];
    session.on('chat_message', (_session, message) => heard.push(message));

    const ben = room.join('Ben');
    room.as(ben, 'send_chat_message', {message: 'Look at this'});
    const ssid = room.open(ben, 'https://shop.example/', 'Shop');
    await new Promise((resolve) => session.on('tab_updated', resolve));

    assert.deepEqual(heard, [{message: 'Look at this', clientIndex: ben}]);
    const tabs = await session.getTabs();
    assert.deepEqual(
      tabs.map(({id, title, url}) => ({id, title, url})),
      [{id: ssid, title: 'Shop', url: 'https://shop.example/'}],
    );
  });

  it('refuses what every session refuses', async () => {
    const room = new TestRoom({chat_enabled: false});
    const ben = room.join('Ben');
    assert.throws(() => room.as(ben, 'send_chat_message', {message: 'Hello'}), {code: 'not_allowed'});
    assert.throws(() => new TestRoom({chats_enabled: true} as object), {code: 'invalid_setting'});
  });

  it('gives others a session of their own', async () => {
    const room = new TestRoom();
    const ada = await room.guest('Ada');
    const ben = await room.guest('Ben');
    await ada.openTab('https://shop.example/');
    await ben.requestTabControl();
    await ada.transferTabControl(1);
    assert.equal(ben.state.tabs[0]?.controlIndex, 1);
  });

  it('keeps someone waiting until the host lets them in', async () => {
    const room = new TestRoom({admission_enabled: true});
    const ada = room.join('Ada');
    const session = room.session();
    const started = session.start(null, {name: 'Ben'});
    await new Promise<void>((resolve) => session.subscribe(({status}) => status === 'waiting' && resolve()));
    room.as(ada, 'send_chat_message', {message: 'Not for Ben'});
    room.as(ada, 'admit', {to: 1});
    await started;
    assert.equal(session.state.me, 1);
    assert.equal(session.state.status, 'live');
  });

  it('says so to someone who is not let in', async () => {
    const room = new TestRoom({admission_enabled: true});
    const ada = room.join('Ada');
    const session = room.session();
    const started = session.start(null, {name: 'Ben'});
    await new Promise<void>((resolve) => session.subscribe(({status}) => status === 'waiting' && resolve()));
    room.as(ada, 'refuse', {to: 1});
    await assert.rejects(started, {code: 'not_admitted'});
  });

  it('breaks the line and finds it again', async () => {
    const room = new TestRoom();
    const provider = room.provider();
    const {Session} = await import('../../src/client/index.ts');
    const session = new Session(provider);
    await session.start(null);
    provider.lose();
    assert.equal(session.state.status, 'reconnecting');
    room.join('Ben');
    provider.find();
    assert.equal(session.state.status, 'live');
    assert.equal(session.state.participants.length, 2);
  });

  it('notes what is clicked, typed and shared', async () => {
    const room = new TestRoom();
    const session = await room.guest('Ada');
    const {ssid} = await session.openTab('https://shop.example/');
    await session.input(ssid, {type: 'text', text: 'tea'});
    await session.uploadFile(new File(['tea'], 'tea.txt'));
    assert.deepEqual(room.inputs, [{type: 'text', text: 'tea'}]);
    assert.deepEqual(
      room.files.map(({name}) => name),
      ['tea.txt'],
    );
  });

  it('hands messages of a page to its owner', async () => {
    const room = new TestRoom();
    const session = await room.guest('Ada');
    const {ssid} = await session.openTab('https://shop.example/');
    const message = new Promise<SessionEventMap['message']>((resolve) =>
      session.on('message', (_session, payload) => resolve(payload)),
    );
    room.message(ssid, {total: 12}, 'https://shop.example');
    const {data, origin} = await message;
    assert.deepEqual([data, origin], [{total: 12}, 'https://shop.example']);
  });

  it('sends someone away', async () => {
    const room = new TestRoom();
    const ada = room.join('Ada');
    const ben = await room.guest('Ben');
    room.as(ada, 'remove_participant', {client_index: 1});
    assert.equal(ben.state.status, 'ended');
  });
});
