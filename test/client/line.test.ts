import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, it, mock} from 'node:test';
import type {Session, SessionOptions} from '../../src/client/index.ts';
import {Webfuse} from '../../src/client/webfuse.ts';
import {EVENT_NAMES} from '../../src/model/events.ts';
import {FakeServer, fakeStorage, pass, Refuse, settle, takeHold} from './fake-server.ts';

const LINK = 'https://co.example/ss1#wf-invite=s1.letin';

describe('the line of a session', () => {
  let server: FakeServer;
  let heard: string[];
  beforeEach(() => {
    takeHold();
    server = new FakeServer();
    heard = [];
  });
  afterEach(() => {
    mock.timers.reset();
    mock.restoreAll();
  });

  async function make(options?: SessionOptions, link?: string, key = 'wk_demo'): Promise<Session> {
    const webfuse = new Webfuse(server.connect);
    for (const name of EVENT_NAMES) webfuse.on(name, () => heard.push(name));
    const space = await webfuse.initSpace(key, 'demo', {server: 'https://co.example'});
    return space.session(options, link);
  }

  async function live(options?: SessionOptions, link?: string): Promise<Session> {
    const session = await make(options, link);
    await session.start();
    await pass(0);
    heard.length = 0;
    return session;
  }

  const joined = (clientIndex: number) => ({name: 'participant_joined', payload: {clientIndex, userData: {}}}) as const;

  describe('when it is lost', () => {
    it('is sought at once, and what was missed is told once, in order', async () => {
      const session = await live();
      const number = server.log.length;
      server.miss(joined(1));
      server.miss(joined(2));
      server.drop();
      assert.equal(session.state.status, 'reconnecting');
      await settle();
      assert.deepEqual(heard, ['connection_lost', 'connection_restored', 'participant_joined', 'participant_joined']);
      assert.deepEqual(server.line.sent[0]?.params, {session_id: 's1', last_number: number, seat_token: 'seat'});
      assert.deepEqual([session.state.status, session.state.me, session.state.participants.length], ['live', 0, 3]);
    });

    it('passes over an event that was told before', async () => {
      const session = await live();
      const last = {...joined(1), number: server.log.length + 1};
      server.line.say({method: 'event', params: last});
      server.line.say({method: 'event', params: last});
      assert.deepEqual(heard, ['participant_joined']);
      assert.equal(session.state.participants.length, 2);
    });

    it('takes the snapshot when too much was missed', async () => {
      const session = await live();
      server.miss(joined(5));
      server.answers['join_session'] = () => ({
        client_index: 0,
        seat_token: 'seat',
        invite: 'letin',
        number: server.log.length,
        snapshot: server.state,
      });
      server.drop();
      await settle();
      server.drop();
      await settle();
      assert.equal(server.line.sent[0]?.params.last_number, server.log.length);
      server.tell(joined(6));
      const found = ['connection_lost', 'connection_restored'];
      assert.deepEqual(heard, [...found, ...found, 'participant_joined']);
      assert.deepEqual(
        session.state.participants.map(({clientIndex}) => clientIndex),
        [0, 5, 6],
      );
    });

    it('is sought again after half a second, one, two and four', async () => {
      mock.method(Math, 'random', () => 1);
      await live();
      server.up = false;
      server.drop();
      await settle();
      const attempts: number[] = [];
      for (let time = 0; time < 8; time += 0.25) {
        const before = server.urls.length;
        await pass(250);
        if (server.urls.length > before) attempts.push(time + 0.25);
      }
      assert.deepEqual(attempts, [0.5, 1.5, 3.5, 7.5]);
    });

    it('is sought again as soon as the browser is online', async () => {
      const browser = new EventTarget();
      globalThis.addEventListener = browser.addEventListener.bind(browser);
      globalThis.removeEventListener = browser.removeEventListener.bind(browser);
      const session = await live();
      server.up = false;
      server.drop();
      await settle();
      server.up = true;
      browser.dispatchEvent(new Event('online'));
      await settle();
      Reflect.deleteProperty(globalThis, 'addEventListener');
      Reflect.deleteProperty(globalThis, 'removeEventListener');
      assert.equal(session.state.status, 'live');
    });

    it('is one loss when it breaks again before the seat is taken', async () => {
      const session = await live();
      const join = server.answers['join_session'];
      server.answers['join_session'] = () => {
        if (join) server.answers['join_session'] = join;
        server.drop();
        return null;
      };
      server.drop();
      await settle();
      await pass(500);
      assert.deepEqual(heard, ['connection_lost', 'connection_restored']);
      assert.deepEqual([session.state.status, server.lines.length], ['live', 3]);
    });

    it('rejects what is called meanwhile, and takes commands again afterwards', async () => {
      const session = await live();
      server.up = false;
      server.drop();
      await assert.rejects(session.reload(), {code: 'connection_closed'});
      await assert.rejects(session.input(1, {type: 'text', text: 'a'}), {code: 'connection_closed'});
      assert.deepEqual((await session.getParticipants()).length, 1);
      server.up = true;
      await settle();
      await pass(500);
      await session.reload();
    });

    it('is given up after five minutes, and a start then tries anew', async () => {
      const session = await live();
      const reasons: unknown[] = [];
      session.on('error', (_session, {reason}) => reasons.push(reason));
      server.up = false;
      server.drop();
      for (let time = 0; time < 300; time++) await pass(1000);
      assert.deepEqual([session.state.status, reasons], ['failed', ['connect_failed']]);
      server.up = true;
      await session.start();
      assert.equal(session.state.me, 0);
    });

    it('is not sought for as long as the server says', async () => {
      const session = await live();
      const join = server.answers['join_session']!;
      server.answers['join_session'] = () => {
        throw new Refuse('too_many', 7);
      };
      server.drop();
      await settle();
      server.answers['join_session'] = join;
      for (let time = 0; time < 6; time++) await pass(1000);
      assert.deepEqual([session.state.status, server.line.calls('join_session').length], ['reconnecting', 1]);
      await pass(1000);
      assert.equal(session.state.status, 'live');
    });

    it('is given up when the server says that it takes longer than the line is sought', async () => {
      const session = await live();
      server.answers['join_session'] = () => {
        throw new Refuse('too_many', 3_600);
      };
      server.drop();
      await settle();
      assert.equal(session.state.status, 'failed');
    });

    it('is refused with when to try again, for whoever starts', async () => {
      server.answers['create_session'] = () => {
        throw new Refuse('too_many', 7);
      };
      await assert.rejects((await make()).start(), {name: 'SessionError', code: 'too_many', retryAfter: 7});
    });

    for (const code of ['seat_lost', 'unknown_session'] as const) {
      it(`is given up at once when the server answers ${code}`, async () => {
        const session = await live();
        const details: unknown[] = [];
        session.on('error', (_session, payload) => details.push(payload.reason, payload.details));
        const join = server.answers['join_session'];
        server.answers['join_session'] = () => {
          throw new Refuse(code);
        };
        server.drop();
        await settle();
        assert.deepEqual(details, ['start_failed', {code, message: `Refused: ${code}.`}]);
        assert.deepEqual([session.state.status, server.line.closed], ['failed', true]);
        if (join) server.answers['join_session'] = join;
        await session.start();
        assert.equal(server.line.calls('create_session').length, 1, 'a start then makes another session');
      });
    }

    it('tells the end when the session ended meanwhile', async () => {
      const session = await live();
      server.answers['join_session'] = () => {
        throw new Refuse('session_ended');
      };
      server.drop();
      await settle();
      assert.deepEqual(heard, ['connection_lost', 'session_ended']);
      assert.equal(session.state.status, 'ended');
    });

    it('does not come back when the seat was taken in another window', async () => {
      const session = await live();
      const reasons: unknown[] = [];
      session.on('error', (_session, {reason}) => reasons.push(reason));
      server.drop(4001);
      await pass(5000);
      assert.deepEqual([session.state.status, reasons, server.lines.length], ['failed', ['other_connection'], 1]);
    });

    it('makes a start longer and no more when it happens during it', async () => {
      const session = await make();
      await settle();
      const join = server.answers['join_session'];
      server.answers['join_session'] = () => {
        if (join) server.answers['join_session'] = join;
        queueMicrotask(() => {
          server.miss(joined(0));
          server.drop();
        });
        return {
          client_index: 0,
          seat_token: 'seat',
          invite: 'letin',
          number: 1,
          snapshot: server.state,
        };
      };
      await session.start();
      await pass(0);
      assert.deepEqual(heard, ['session_created', 'session_started', 'participant_joined']);
    });
  });

  describe('when it is let go and taken again', () => {
    it('keeps the seat, and tells nothing but what was missed', async () => {
      const session = await live();
      const {line} = server;
      session.suspend();
      assert.deepEqual([line.closed, session.state.status], [true, 'reconnecting']);
      server.miss(joined(1));
      session.resume();
      await settle();
      assert.deepEqual(heard, ['participant_joined']);
      assert.deepEqual([session.state.status, session.state.me, server.lines.length], ['live', 0, 2]);
    });

    it('holds one line however often that happens', async () => {
      const session = await live();
      for (let count = 0; count < 5; count++) {
        session.suspend();
        session.resume();
      }
      await settle();
      assert.equal(server.lines.filter(({closed}) => !closed).length, 1);
      assert.equal(session.state.status, 'live');
    });

    it('finishes a start that is under way, then lets go', async () => {
      const session = await make();
      const started = session.start();
      session.suspend();
      await started;
      await settle();
      assert.deepEqual([server.line.closed, session.state.status], [true, 'reconnecting']);
      session.resume();
      await settle();
      assert.equal(session.state.status, 'live');
    });

    it('lets go of a session that was not started, and starts it nevertheless', async () => {
      const session = await make();
      session.suspend();
      await settle();
      assert.equal(server.line.closed, true);
      await session.start();
      assert.deepEqual([session.state.status, server.lines.length], ['live', 2]);
    });

    it('stops to seek a line that was lost', async () => {
      const session = await live();
      server.up = false;
      server.drop();
      await settle();
      session.suspend();
      const before = server.urls.length;
      await pass(10_000);
      assert.equal(server.urls.length, before);
      server.up = true;
      session.resume();
      await settle();
      assert.deepEqual(heard, ['connection_lost', 'connection_restored']);
    });
  });

  describe('with a storage key', () => {
    beforeEach(() => {
      globalThis.sessionStorage = fakeStorage();
    });
    afterEach(() => {
      Reflect.deleteProperty(globalThis, 'sessionStorage');
    });

    it('takes the seat again after the page was loaded anew', async () => {
      await live({storageKey: 'seat'});
      const again = await make({storageKey: 'seat'});
      await again.start();
      const {params} = server.line.sent[0] ?? {};
      assert.deepEqual(params, {session_id: 's1', user_data: {}, seat_token: 'seat'});
      assert.deepEqual([again.state.me, again.sessionLink], [0, LINK]);
    });

    it('takes it again also by a link that lost its secret', async () => {
      await live({storageKey: 'seat'}, LINK);
      const again = await make({storageKey: 'seat'}, 'https://co.example/ss1');
      await again.start();
      assert.equal(server.line.sent[0]?.params.seat_token, 'seat');
    });

    it('takes it again also without a link, where no session can be made', async () => {
      await live({storageKey: 'seat'}, LINK);
      const again = await make({storageKey: 'seat'}, undefined, '');
      await again.start();
      assert.equal(server.line.sent[0]?.params.seat_token, 'seat');
    });

    it('comes in as another participant when the seat is gone and no session can be made', async () => {
      await live({storageKey: 'seat'}, LINK);
      const join = server.answers['join_session'];
      server.answers['join_session'] = (params, line) => {
        if (params.seat_token) throw new Refuse('seat_lost');
        return join?.(params, line) ?? null;
      };
      const again = await make({storageKey: 'seat'}, undefined, '');
      await again.start();
      assert.deepEqual(server.line.sent.at(-1)?.params, {session_id: 's1', user_data: {}, invite: 'letin'});
    });

    it('says what is missing when there is neither a seat nor a link nor a key', async () => {
      const session = await make({storageKey: 'seat'}, undefined, '');
      await assert.rejects(session.start(), {code: 'invalid_invite', message: /^Expected an invite link/});
      assert.deepEqual([heard, server.lines.length], [['error'], 0]);
    });

    it('makes a new session when the seat is gone', async () => {
      await live({storageKey: 'seat'});
      const join = server.answers['join_session'];
      server.answers['join_session'] = (params, line) => {
        if (params.seat_token) throw new Refuse('seat_lost');
        return join?.(params, line) ?? null;
      };
      const again = await make({storageKey: 'seat'});
      await again.start();
      assert.deepEqual(
        server.line.sent.map(({method}) => method),
        ['join_session', 'create_session', 'join_session'],
      );
    });

    it('forgets the seat when the session ends', async () => {
      const session = await live({storageKey: 'seat'});
      await session.end();
      assert.equal(sessionStorage.getItem('seat'), null);
    });

    it('does without where storage is denied', async () => {
      Object.defineProperty(globalThis, 'sessionStorage', {
        configurable: true,
        get() {
          throw new DOMException('denied', 'SecurityError');
        },
      });
      const session = await live({storageKey: 'seat'});
      assert.equal(session.state.status, 'live');
    });
  });
});
