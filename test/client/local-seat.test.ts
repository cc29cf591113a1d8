import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, it} from 'node:test';
import {Session} from '../../src/client/index.ts';
import {openEther} from '../../src/client/local/ether.ts';
import {whyBlocked} from '../../src/client/local/new-frame.ts';
import {LocalProvider} from '../../src/client/providers/local.ts';
import {type Guest, Guests} from '../support/local-guests.ts';

const DRAFT = 'https://cms.example/draft';

/** What a browser tab keeps while it lives. */
function tabStorage(): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  } as unknown as Storage;
}

describe('a seat in a session with no server', () => {
  let guests: Guests;

  beforeEach(() => {
    guests = new Guests();
    globalThis.sessionStorage = tabStorage();
  });
  afterEach(() => {
    guests.close();
    Reflect.deleteProperty(globalThis, 'sessionStorage');
  });

  it('is taken again when the window is loaded again', async () => {
    const ada = await guests.joins('Ada');
    const ben = await guests.joins('Ben', {storageKey: 'seat'});
    ben.window.crash();
    ben.session.suspend();
    await ada.hears('participant_updated');
    const again = await guests.joins('Ben', {storageKey: 'seat'});
    assert.equal(again.session.state.me, 1);
    await ada.hears('participant_updated', 2);
    assert.equal(ada.session.state.participants.length, 2);
  });

  it('is taken again by whoever comes with the same link', async () => {
    const ada = await guests.joins('Ada', {space: ''});
    const link = ada.session.sessionLink ?? '';
    const ben = await guests.joins('Ben', {space: '', link, storageKey: 'seat'});
    ben.window.crash();
    const again = await guests.joins('Ben', {space: '', link, storageKey: 'seat'});
    assert.equal(again.session.state.me, 1);
  });

  it('is not kept where the settings say so', async () => {
    await guests.joins('Ada', {settings: {session_autorestore_enabled: false}});
    const ben = await guests.joins('Ben', {storageKey: 'seat'});
    ben.window.crash();
    const again = await guests.joins('Ben', {storageKey: 'seat'});
    assert.equal(again.session.state.me, 2);
  });

  it('belongs to the window that took it last', async () => {
    await guests.joins('Ada');
    const ben = await guests.joins('Ben', {storageKey: 'seat'});
    const copy = await guests.joins('Ben', {storageKey: 'seat'});
    await ben.hears('error');
    assert.deepEqual((ben.heard('error')[0] as {reason: string}).reason, 'other_connection');
    assert.equal(copy.session.state.me, 1);
    await copy.session.sendChatMessage('Mine');
  });

  it('belongs to the window that took it last, also when the other one keeps the session', async () => {
    const ada = await guests.joins('Ada', {storageKey: 'seat'});
    const copy = await guests.joins('Ada', {storageKey: 'seat'});
    await ada.hears('error');
    await copy.session.sendChatMessage('Mine');
    assert.equal(copy.session.state.me, 0);
  });

  it('is another one when the first was given up', async () => {
    const ada = await guests.joins('Ada', {times: {grace: 5}});
    const link = ada.session.sessionLink ?? '';
    for (const options of [
      {storageKey: 'seat', link: undefined},
      {storageKey: 'seat', link},
    ]) {
      const ben = await guests.joins('Ben', options);
      ben.window.crash();
      await ada.hears('participant_left', options.link ? 3 : 1);
      const again = await guests.joins('Ben', options);
      assert.notEqual(again.session.state.me, ben.session.state.me);
      assert.equal(again.session.sessionId, ada.session.sessionId);
      again.session.suspend();
      await ada.hears('participant_left', options.link ? 4 : 2);
      sessionStorage.removeItem('seat');
    }
  });

  it('is lost to a window that stayed away for too long, which can come in again', async () => {
    const ada = await guests.joins('Ada', {times: {grace: 5}});
    const ben = await guests.joins('Ben');
    ben.session.suspend();
    await ada.hears('participant_left');
    ben.session.resume();
    await ben.hears('error');
    assert.equal(ben.session.state.status, 'failed');
    await ben.session.start(null, {name: 'Ben'});
    assert.equal(ben.session.state.me, 2);
  });

  it('is over with the session for a window that was away', async () => {
    const [ada, ben] = (await guests.together(2)) as [Guest, Guest];
    ben.session.suspend();
    await ada.session.end();
    ben.session.resume();
    await ben.hears('session_ended');
    assert.equal(ben.session.state.status, 'ended');
  });

  it('is over with the session for someone who comes by its link', async () => {
    const ada = await guests.joins('Ada');
    const link = ada.session.sessionLink ?? '';
    await ada.session.end();
    const ben = guests.opens({link});
    await assert.rejects(ben.session.start(null), {code: 'session_ended'});
  });

  it('is offered to others by the leader alone, where the settings say so', async () => {
    const [ada, ben] = (await guests.together(2, {settings: {invitations_allowed: false}})) as [Guest, Guest];
    assert.ok(ada.session.sessionLink);
    assert.equal(ben.session.sessionLink, null);
  });

  it('catches up with all that is true when too much was missed', async () => {
    const [ada, ben] = (await guests.together(2)) as [Guest, Guest];
    ben.session.suspend();
    for (let count = 0; count < 501; count++) await ada.session.updateUserData({name: `Ada ${count}`});
    await ada.session.openTab(DRAFT);
    ben.session.resume();
    await ben.until(({status, tabs}) => status === 'live' && tabs.length === 1);
    assert.equal(ben.session.state.participants[0]?.userData['name'], 'Ada 500');
    assert.ok(ben.heard('participant_updated').length < 500);
  });
});

describe('what windows share', () => {
  const sessions: Session[] = [];

  afterEach(() => {
    for (const session of sessions.splice(0)) session.suspend();
  });

  async function start(space: string): Promise<Session> {
    const session = new Session(new LocalProvider({space}));
    sessions.push(session);
    await session.start(null);
    return session;
  }

  async function meet(space: string): Promise<void> {
    const ada = await start(space);
    const ben = await start(space);
    const heard = new Promise<string>((resolve) => ada.on('chat_message', (_session, {message}) => resolve(message)));
    await ben.sendChatMessage('Hello');
    assert.equal(await heard, 'Hello');
    ada.suspend();
    await ben.openTab(DRAFT);
    assert.equal(ben.state.tabs.length, 1);
  }

  it('is channels and locks, where the browser has them', async () => {
    assert.equal((await openEther()).reach, 'windows');
    await meet('real');
  });

  it('is what one page has, where the browser has no locks', async () => {
    const known = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(navigator), 'locks');
    Object.defineProperty(navigator, 'locks', {configurable: true, value: undefined});
    try {
      assert.equal((await openEther()).reach, 'page');
      await meet('page');
      await meet('another page');
    } finally {
      Reflect.deleteProperty(navigator, 'locks');
    }
    assert.ok(known || navigator.locks);
  });
});

describe('a page of http', () => {
  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'location');
  });

  it('is shown in no page of https, but for those of this machine', () => {
    globalThis.location = {protocol: 'https:'} as Location;
    assert.match(whyBlocked('http://shop.example/') ?? '', /no http:\/\/ page/);
    for (const url of ['https://shop.example/', 'http://localhost:8080/', 'http://shop.localhost/', 'about:blank']) {
      assert.equal(whyBlocked(url), null);
    }
    globalThis.location = {protocol: 'http:'} as Location;
    assert.equal(whyBlocked('http://shop.example/'), null);
  });
});
