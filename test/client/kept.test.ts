import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, it, mock} from 'node:test';
import type {Session} from '../../src/client/index.ts';
import {Webfuse} from '../../src/client/webfuse.ts';
import {FakeServer, pass, Refuse, settle, takeHold} from './fake-server.ts';
// The client loads these when it needs them.
import '../../src/client/restore.ts';
import '../../src/client/wire/read-link.ts';

const INVITE = 'https://co.example/ss1#wf-invite=s1.letin';

/** A storage whose items are its own properties, as in a browser. */
class PageStorage {
  [item: string]: unknown;

  get length(): number {
    return Object.keys(this).length;
  }

  getItem(key: string): unknown {
    return Object.hasOwn(this, key) ? this[key] : null;
  }

  setItem(key: string, value: string): void {
    this[key] = value;
  }

  removeItem(key: string): void {
    delete this[key];
  }
}

describe('a page that is loaded anew', () => {
  let server: FakeServer;
  beforeEach(() => {
    takeHold();
    server = new FakeServer();
    globalThis.sessionStorage = new PageStorage() as unknown as Storage;
    globalThis.location = new URL('https://shop.example/page') as unknown as Location;
  });
  afterEach(() => {
    Reflect.deleteProperty(globalThis, 'sessionStorage');
    Reflect.deleteProperty(globalThis, 'location');
    mock.timers.reset();
  });

  const init = (webfuse: Webfuse, settings = {}, space = 'demo') =>
    webfuse.initSpace('wk_demo', space, {server: 'https://co.example', ...settings});

  /** A session of this page that is live. */
  async function live(settings = {}, link?: string): Promise<Session> {
    const session = (await init(new Webfuse(server.connect), settings)).session({}, link);
    await session.start();
    await pass(0);
    return session;
  }

  /** The page is loaded anew: what was kept is of another loading now. */
  function reload(): void {
    for (const key of Object.keys(sessionStorage)) {
      const value = sessionStorage.getItem(key) as string;
      sessionStorage.removeItem(key);
      sessionStorage.setItem(key.replace(String(performance.timeOrigin), '1234.5'), value);
    }
  }

  it('has its session again, which starts by itself in the next task', async () => {
    await live();
    reload();
    const webfuse = new Webfuse(server.connect);
    const heard: unknown[] = [];
    webfuse.on('session_started', (session) => heard.push(session));
    await init(webfuse);
    const [session] = webfuse.listSessions();
    assert.deepEqual([webfuse.listSessions().length, session?.state.status], [1, 'idle']);
    await pass(0);
    await pass(0);
    assert.deepEqual([heard, session?.state.status, session?.sessionLink], [[session], 'live', INVITE]);
    assert.equal(server.line.sent[0]?.params.seat_token, 'seat');
  });

  it('has it once, however often the space is asked for, and again when it is loaded once more', async () => {
    await live();
    for (let times = 0; times < 2; times++) {
      reload();
      const webfuse = new Webfuse(server.connect);
      await init(webfuse);
      await init(webfuse);
      await init(new Webfuse(server.connect));
      assert.equal(webfuse.listSessions().length, 1);
      await pass(0);
      await pass(0);
    }
  });

  it('has none of another space, of sessions that ended, or where the settings are against it', async () => {
    const session = await live();
    const webfuse = new Webfuse(server.connect);
    reload();
    await init(webfuse, {}, 'other');
    await init(webfuse, {session_autorestore_enabled: false});
    assert.deepEqual(webfuse.listSessions(), []);
    await session.end();
    await live({session_autorestore_enabled: false});
    const kept = Object.keys(sessionStorage).filter((key) => !key.includes('1234.5'));
    assert.deepEqual(kept, []);
  });

  it('keeps nothing of a session whose space does not want it', async () => {
    server.answers['join_session'] = () => {
      queueMicrotask(() => server.tell({name: 'participant_joined', payload: {clientIndex: 1, userData: {}}}));
      const {state} = server;
      const settings = {...state.settings, session_autorestore_enabled: false};
      const seat = {client_index: 1, seat_token: 'seat', invite: 'letin', follower_token: '', pin: null};
      return {...seat, number: 0, snapshot: {...state, settings}};
    };
    await live({}, INVITE);
    assert.equal(sessionStorage.length, 0);
  });

  it('forgets a session that is not to be had again', async () => {
    await live();
    reload();
    server.answers['join_session'] = () => {
      throw new Refuse('session_ended');
    };
    const webfuse = new Webfuse(server.connect);
    await init(webfuse);
    assert.equal(webfuse.listSessions().length, 1);
    await pass(0);
    await settle();
    assert.deepEqual([webfuse.listSessions(), sessionStorage.length], [[], 0]);
    assert.equal(server.line.calls('create_session').length, 0, 'and makes no other instead');
  });

  it('leaves alone what others keep there, and what is no seat', async () => {
    sessionStorage.setItem('wf-seat:/:demo:0', '{"sessionId": "s1", "seatToken": "seat"}');
    sessionStorage.setItem('wf-kept:/page:https://co.example:demo:1:0', 'nonsense');
    const webfuse = new Webfuse(server.connect);
    await init(webfuse);
    assert.deepEqual(webfuse.listSessions(), []);
    assert.equal(sessionStorage.getItem('wf-seat:/:demo:0') !== null, true);
  });

  it('does without where storage is denied', async () => {
    Object.defineProperty(globalThis, 'sessionStorage', {
      configurable: true,
      get() {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    assert.equal((await live()).state.status, 'live');
  });
});
