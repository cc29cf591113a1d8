import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, it, mock} from 'node:test';
import {newCommons} from '../../src/client/commons.ts';
import {Webfuse} from '../../src/client/webfuse.ts';
import {FakeServer, pass, settle, takeHold} from './fake-server.ts';

const SETTINGS = {server: 'https://co.example/'};

describe('webfuse', () => {
  let server: FakeServer;
  let webfuse: Webfuse;
  beforeEach(() => {
    takeHold();
    server = new FakeServer();
    webfuse = new Webfuse(server.connect);
  });
  afterEach(() => mock.timers.reset());

  it("runs the vendor's sample code as written", async () => {
    const console = {log: (...args: unknown[]) => logged.push(args)};
    const logged: unknown[][] = [];
    globalThis.location = new URL('https://co.example/page') as unknown as Location;
    const done = Promise.withResolvers<void>();

    // This will be Triggers for all sessions, including the restored ones
    webfuse.on('session_ended', (session) => {
      console.log(session, 'has ended');
    });

    webfuse.initSpace('your_widget_key', 'your_space_id').then(async (space) => {
      const session = space.session();

      // Add event listeners
      session.on('session_started', (_session) => {
        console.log('Session has started');
      });

      session.on('participant_joined', (_session, event) => {
        console.log('A participant joined with client index:', event.clientIndex);
      });

      session.on('session_ended', (_session) => {
        console.log('Session has ended');
      });

      // Start the session
      await session.start();
      done.resolve();
    });

    await done.promise;
    await pass(0);
    server.tell({name: 'session_ended', payload: {}});
    Reflect.deleteProperty(globalThis, 'location');
    assert.deepEqual(
      logged.map((args) => args.slice(-1)),
      [['Session has started'], [0], ['Session has ended'], ['has ended']],
    );
    assert.deepEqual(server.line.sent[0]?.params, {
      space: 'your_space_id',
      widget_key: 'your_widget_key',
      settings: {},
    });
    assert.deepEqual(server.urls, ['wss://co.example/api/socket']);
  });

  it('gives a space without asking the server', async () => {
    const space = await webfuse.initSpace('wk_demo', 'demo', SETTINGS);
    assert.deepEqual([space.id, space.slug, server.urls], ['demo', 'demo', []]);
  });

  it('finds a server that lives under a path', async () => {
    const space = await webfuse.initSpace('wk_demo', 'demo', {server: 'http://intra.example/co/'});
    const session = space.session();
    await session.start();
    assert.deepEqual(server.urls, ['ws://intra.example/co/api/socket']);
    assert.equal(session.sessionLink, 'http://intra.example/co/ss1#wf-invite=s1.letin');
  });

  it("leads invites to the author's page", async () => {
    const space = await webfuse.initSpace('wk_demo', 'demo', SETTINGS);
    const session = space.session({invitePage: 'https://shop.example/help'});
    await settle();
    assert.equal(session.sessionLink, 'https://shop.example/help#wf-invite=s1.letin');
    assert.throws(() => space.session({invitePage: 'http://'}), {code: 'invalid_argument'});
  });

  it('makes a session with a copy of its settings, and with none that JSON cannot carry', async () => {
    const space = await webfuse.initSpace('', 'demo', {provider: 'local'});
    const metadata = {order: {id: 7}};
    const session = space.session({metadata: new Proxy(metadata, {})});
    await session.start(null);
    assert.deepEqual(session.settings.metadata, metadata);
    assert.deepEqual([Object.isFrozen(metadata), Object.isFrozen(metadata.order)], [false, false]);
    session.suspend();
    assert.throws(() => space.session({metadata: {id: 7n}} as never), {code: 'invalid_argument'});
  });

  it('refuses a server and a provider that it does not know', async () => {
    await assert.rejects(webfuse.initSpace('wk', 'demo', {server: 'ftp://a.example'}), {code: 'invalid_argument'});
    await assert.rejects(webfuse.initSpace('wk', 'demo', {provider: 'cloud' as never}), {code: 'unsupported'});
  });

  it('says how a server is named that has no scheme, rather than take it for a path of this site', async () => {
    globalThis.location = new URL('https://shop.example/help/') as unknown as Location;
    try {
      for (const bare of ['sessions.example.com', 'sessions.example.com/co', 'localhost:4000', '127.0.0.1:4000']) {
        const message = `Expected server="https://…", got "${bare}".`;
        await assert.rejects(webfuse.initSpace('wk', 'demo', {server: bare}), {code: 'invalid_argument', message});
      }
      for (const [address, url] of [
        ['/co/', 'wss://shop.example/co/api/socket'],
        ['//co.example', 'wss://co.example/api/socket'],
        [' HTTPS://co.example', 'wss://co.example/api/socket'],
        ['', 'wss://shop.example/api/socket'],
      ] as const) {
        await (await webfuse.initSpace('wk', 'demo', {server: address})).session().create();
        assert.equal(server.urls.at(-1), url);
      }
      globalThis.location = {href: 'file:///page.html', origin: 'file://'} as Location;
      const message = 'Expected server="https://…", got "file://".';
      await assert.rejects(webfuse.initSpace('wk', 'demo'), {code: 'invalid_argument', message});
    } finally {
      Reflect.deleteProperty(globalThis, 'location');
    }
  });

  it('keeps no session that could not be had, unless it is started after all', async () => {
    const commons = newCommons();
    webfuse = new Webfuse(server.connect, commons);
    const space = await webfuse.initSpace('wk_demo', 'demo', SETTINGS);
    server.up = false;
    const failed = space.session();
    await settle();
    const indexes = () => webfuse.listSessions().map((session) => [failed, other].indexOf(session));
    server.up = true;
    const other = space.session();
    await settle();
    assert.deepEqual(indexes(), [1]);
    assert.equal(commons.sessions.length, 1);
    await failed.start();
    await pass(0);
    assert.deepEqual(indexes(), [1, 0]);
  });

  it('hears of all sessions until it stops to listen', async () => {
    const controller = new AbortController();
    const heard: unknown[] = [];
    const space = await webfuse.initSpace('wk_demo', 'demo', SETTINGS);
    const before = space.session();
    const listener = () => heard.push('removed');
    webfuse
      .on('session_created', (session) => heard.push(session), {signal: controller.signal})
      .on('session_created', listener)
      .off('session_created', listener);
    const after = space.session();
    await settle();
    assert.deepEqual([heard.length, heard.includes(before), heard.includes(after)], [2, true, true]);
    controller.abort();
    space.session();
    await settle();
    assert.equal(heard.length, 2);
  });
});
