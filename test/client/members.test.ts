import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, it, mock} from 'node:test';
import {Session, SessionError} from '../../src/client/index.ts';
import {TestRoom} from '../../src/client/testing/index.ts';
import {Webfuse} from '../../src/client/webfuse.ts';
import {CODEC} from '../../src/protocol/frames.ts';
import {FakeServer, takeHold} from './fake-server.ts';

const SHOP = 'http://shop.localhost/';

async function started(settings: ConstructorParameters<typeof TestRoom>[0] = {}) {
  const room = new TestRoom(settings);
  const session = room.session();
  await session.start(null, {name: 'Ada'});
  return {room, session};
}

/** Puts a page around the client, as a browser does. Returns where it was led, and the way back. */
function atPage(href: string): {led: string[]; leave(): void} {
  const led: string[] = [];
  const location = Object.assign(new URL(href), {assign: (url: string) => void led.push(String(url))});
  Object.defineProperty(globalThis, 'location', {value: location, configurable: true});
  return {led, leave: () => Reflect.deleteProperty(globalThis, 'location')};
}

describe('a session', () => {
  it('has what it was made with as settings, and no window where the page shows it', async () => {
    const {session} = await started({pause_enabled: true, metadata: {order: 7}});
    assert.equal(session.settings.pause_enabled, true);
    assert.deepEqual((await session.getSessionInfo()).metadata, {order: 7});
    assert.deepEqual(
      [session.node, session.window, session.leaderLink, session.followerLink],
      [null, null, null, null],
    );
    assert.deepEqual(await session.getScreenSize(), {width: 1280, height: 720});
  });

  it('does by older names what it does by the newer ones', async () => {
    const {room, session} = await started();
    const ben = room.join('Ben');
    await session.giveControl(ben);
    assert.equal(room.state.host, ben);
    await session.requestControl();
    assert.deepEqual(room.state.hostRequests, [0]);
    await session.requestControl();
    await session.relocate(SHOP, true);
    await session.relocate(`${SHOP}about.html`);
    assert.equal(room.state.tabs[0]?.url, `${SHOP}about.html`);
  });

  it('resolves with what code came to', async () => {
    const {session} = await started({code_execution_enabled: true});
    await session.openTab(SHOP);
    assert.equal(await session.execute('document.title', {type: 'javascript', ssid: 1}), null);
    await session.execute('body { color: red }', {type: 'css'});
  });

  it('leads the page on when it is ended, to where the settings say first', async () => {
    const page = atPage('https://shop.example/basket');
    try {
      await (await started()).session.end('https://shop.example/thanks');
      const popup = 'https://shop.example/survey';
      const other = await started({end_of_session_popup_url: popup});
      await other.session.end('https://shop.example/thanks');
      await (await started()).session.end();
      assert.deepEqual(page.led, ['https://shop.example/thanks', popup]);
    } finally {
      page.leave();
    }
  });

  it('rejects the end with why it was refused, and resolves when someone else was faster', async () => {
    const room = new TestRoom();
    room.join('Ada');
    const ben = await room.guest('Ben');
    await assert.rejects(ben.end(), {code: 'not_allowed'});
    const provider = room.provider();
    provider.send = async () => {
      room.as(0, 'end', {});
      throw new SessionError('session_ended', 'The session has ended.');
    };
    const cleo = new Session(provider);
    await cleo.start(null);
    await cleo.end();
    assert.equal(cleo.state.status, 'ended');
  });

  it('says in messages which page they are from', async () => {
    const page = atPage('https://shop.example/basket');
    try {
      const {room, session} = await started();
      const ben = await room.guest('Ben');
      const heard = new Promise((resolve) => ben.on('message', (_session, {origin}) => resolve(origin)));
      await session.broadcastMessage('hi');
      await session.sendMessage('hi', 'https://shop.example');
      assert.equal(await heard, 'https://shop.example');
    } finally {
      page.leave();
    }
  });

  it('shows nothing in an element where the provider has nothing to show there', async () => {
    const {session} = await started();
    session.show({} as Element)();
  });
});

describe('a room for tests', () => {
  it('takes whoever joins with what they bring, and with no name', async () => {
    const room = new TestRoom();
    room.join('Ada', {team: 'red'});
    room.join();
    const guest = await room.guest();
    assert.deepEqual(
      room.state.participants.map(({userData}) => userData),
      [{name: 'Ada', team: 'red'}, {}, {}],
    );
    const heard = new Promise((resolve) => guest.on('message', (_session, {origin}) => resolve(origin)));
    room.message(room.open(2, SHOP, 'Shop'), 'hi');
    assert.equal(await heard, 'https://page.example');
  });

  it('refuses a start when the test says so, and lets it in afterwards', async () => {
    const room = new TestRoom();
    const provider = room.provider();
    provider.refusal = new SessionError('invalid_invite', 'No.');
    const session = new Session(provider);
    await assert.rejects(session.start(null), {code: 'invalid_invite'});
    provider.refusal = null;
    provider.refusesInput = true;
    await session.start(null);
    const {ssid} = await session.openTab(SHOP);
    await assert.rejects(session.input(ssid, {type: 'text', text: 'a'}), {code: 'not_allowed'});
    assert.equal(room.watchers(ssid), 0);
    const stop = session.watch(ssid, () => {});
    assert.equal(room.watchers(ssid), 1);
    stop();
    const frame = {codec: CODEC.jpeg, keyFrame: true, ssid: 9, width: 1, height: 1, time: 0, data: new Uint8Array()};
    await room.send(frame);
    session.suspend();
    room.join('Ben');
    session.resume();
    await new Promise(setImmediate);
    assert.deepEqual([provider.calls.slice(-2), session.state.participants.length], [['suspend', 'resume'], 2]);
  });
});

describe('a space', () => {
  beforeEach(() => void takeHold());
  afterEach(() => mock.timers.reset());

  const open = (server: FakeServer) =>
    new Webfuse(server.connect).initSpace('wk_demo', 7, {server: 'https://co.example'});

  it('is known by its id, also by one that is a number', async () => {
    const space = await open(new FakeServer());
    assert.deepEqual([space.id, space.slug], ['7', '7']);
  });

  it('joins a session by its id, which is as good as its bare address', async () => {
    const space = await open(new FakeServer());
    await assert.rejects(space.session({}, null, 'abcdefghijkl').start(null), {code: 'invalid_invite'});
  });

  it('takes the address of a page for invites, and nothing else', async () => {
    const space = await open(new FakeServer());
    const session = space.session({invitePage: 'https://shop.example/join'});
    await session.create();
    assert.equal(session.sessionLink, 'https://shop.example/join#wf-invite=s1.letin');
    assert.throws(() => space.session({invitePage: 'join'}), {code: 'invalid_argument'});
  });

  it('is on a server, which has an address', async () => {
    for (const server of ['co.example', 'ftp://co.example', 7, null]) {
      const opened = new Webfuse().initSpace('wk_demo', 'demo', {server: server as string});
      await assert.rejects(opened, {code: 'invalid_argument'}, String(server));
    }
    await assert.rejects(new Webfuse().initSpace(7 as never, 'demo', {server: 'https://co.example'}), {
      code: 'invalid_argument',
    });
    await assert.rejects(new Webfuse().initSpace('wk_demo', 'demo', {provider: 'cloud' as never}), {
      name: 'SessionError',
    });
  });

  it('of a page is on the server of that page, where a script is that came from no server', async () => {
    await assert.rejects(new Webfuse().initSpace('wk_demo', 'demo'), {code: 'invalid_argument'});
    const page = atPage('https://co.example/page');
    try {
      const space = await new Webfuse(new FakeServer().connect).initSpace('wk_demo', 'demo');
      const session = space.session();
      await session.create();
      assert.ok(session.sessionLink?.startsWith('https://co.example/s'));
    } finally {
      page.leave();
    }
  });
});
