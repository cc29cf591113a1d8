import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, it, mock} from 'node:test';
import type {Session, SessionError, SessionOptions} from '../../src/client/index.ts';
import {Webfuse} from '../../src/client/webfuse.ts';
import {EVENT_NAMES} from '../../src/model/events.ts';
import {FakeServer, pass, Refuse, settle, takeHold} from './fake-server.ts';

const LINK = 'https://co.example/ss1#wf-invite=s1.letin';

describe('Session', () => {
  let server: FakeServer;
  let reported: unknown[];
  beforeEach(() => {
    reported = takeHold();
    server = new FakeServer();
  });
  afterEach(() => mock.timers.reset());

  async function make(options?: SessionOptions, link?: string): Promise<Session> {
    const space = await new Webfuse(server.connect).initSpace('wk_demo', 'demo', {server: 'https://co.example/'});
    return space.session(options, link);
  }

  /** Notes every event, and whatever else the test adds. */
  function listen(session: Session): string[] {
    const heard: string[] = [];
    for (const name of EVENT_NAMES) session.on(name, () => heard.push(name));
    return heard;
  }

  async function start(session: Session): Promise<void> {
    await session.start();
    await pass(0);
  }

  describe('start', () => {
    it('tells what happened in a fixed order: created, settled, started, joined, host', async () => {
      const session = await make();
      const heard = listen(session);
      assert.deepEqual([...heard], [], 'nothing happens before session() has returned');
      await session.start();
      heard.push('start() settled');
      assert.deepEqual(
        [...heard],
        ['session_created', 'start() settled'],
        'session_started comes in a task of its own',
      );
      await pass(0);
      assert.deepEqual(heard.slice(2), ['session_started', 'participant_joined', 'host_changed']);
    });

    it('creates the session in the background, whether it is started or not', async () => {
      const session = await make();
      const heard = listen(session);
      await settle();
      assert.deepEqual(heard, ['session_created']);
      assert.deepEqual([session.sessionId, session.started, session.state.status], ['s1', false, 'idle']);
      assert.equal(session.sessionLink, LINK);
    });

    it('makes no request for a link before the start, and then joins by its secret', async () => {
      const session = await make({}, LINK);
      await settle();
      assert.deepEqual(server.lines, []);
      await session.start();
      assert.deepEqual(server.line.sent[0]?.params, {session_id: 's1', user_data: {}, invite: 'letin'});
    });

    it('has oneself in the state when it settles', async () => {
      const session = await make();
      await session.start();
      assert.equal(session.state.me, 0);
      assert.deepEqual(
        session.state.participants.map(({clientIndex}) => clientIndex),
        [0],
      );
      assert.deepEqual([session.state.status, session.started], ['live', true]);
      await session.ready;
    });

    it('waits for oneself to be told of, however long that takes', async () => {
      const session = await make();
      const seated = {client_index: 0, seat_token: 'seat', invite: 'letin', number: 1};
      server.answers['join_session'] = () => ({...seated, snapshot: server.state});
      const settled: string[] = [];
      const started = session.start().then(() => settled.push('start'));
      await settle();
      assert.deepEqual([[...settled], session.state.status], [[], 'connecting']);
      server.tell({name: 'participant_joined', payload: {clientIndex: 0, userData: {}}});
      await started;
      assert.equal(session.state.status, 'live');
    });

    it('is the same start when it is called again meanwhile, and does nothing when called again later', async () => {
      const session = await make();
      assert.equal(session.start(), session.start());
      await session.start();
      await session.start();
      assert.equal(server.line.calls('join_session').length, 1);
    });

    it('reaches handlers that were added right after it', async () => {
      const session = await make();
      await session.start();
      const heard = listen(session);
      await pass(0);
      assert.deepEqual(heard, ['session_started', 'participant_joined', 'host_changed']);
    });

    it('keeps the order when a listener makes more happen', async () => {
      const session = await make();
      session.on('participant_joined', () => server.tell({name: 'tab_activated', payload: {ssid: 1, tabIndex: 0}}));
      const heard = listen(session);
      await start(session);
      assert.deepEqual(heard.slice(1), ['session_started', 'participant_joined', 'host_changed', 'tab_activated']);
    });

    it('opens the url in the first tab, for the one who made the session', async () => {
      const session = await make({url: 'https://shop.example'});
      await start(session);
      assert.deepEqual(
        session.state.tabs.map(({url}) => url),
        ['https://shop.example/'],
      );
    });

    it('leaves the tabs alone when someone else made the session', async () => {
      const session = await make({url: 'https://shop.example'}, LINK);
      await start(session);
      assert.equal(server.line.calls('open_tab').length, 0);
    });

    it('refuses a url without a scheme before it connects', async () => {
      const session = await make({url: 'shop.example'}, LINK);
      const errors: unknown[] = [];
      session.on('error', (_session, payload) => errors.push(payload));
      const message = 'Expected an address that starts with http:// or https://, got "shop.example".';
      await assert.rejects(session.start(), {code: 'invalid_url', message});
      assert.deepEqual(errors, [{reason: 'start_failed', details: {code: 'invalid_url', message}}]);
      assert.deepEqual(server.lines, []);
    });

    it('refuses a target and user data that is none, and can then be called as it should', async () => {
      const session = await make();
      await assert.rejects(session.start('#frame'), {code: 'invalid_argument'});
      await assert.rejects(session.start(undefined, 'Ada' as never), {
        code: 'invalid_argument',
        message: 'Expected an object of JSON as user data, got "Ada".',
      });
      await session.start();
      await assert.rejects(session.start('#frame'), {code: 'invalid_argument'});
    });
  });

  describe('failure', () => {
    const cases = [
      {method: 'create_session', code: 'invalid_key', reason: 'create_failed'},
      {method: 'create_session', code: 'unknown_space', reason: 'create_failed'},
      {method: 'join_session', code: 'invalid_invite', reason: 'start_failed', link: LINK},
      {method: 'join_session', code: 'unknown_session', reason: 'start_failed', link: LINK},
    ] as const;
    for (const {method, code, reason, ...given} of cases) {
      it(`tells ${reason} when the answer to ${method} is ${code}, and rejects start() with it`, async () => {
        server.answers[method] = () => {
          throw new Refuse(code);
        };
        const session = await make({}, 'link' in given ? given.link : undefined);
        const errors: unknown[] = [];
        session.on('error', (_session, payload) => errors.push(payload));
        await assert.rejects(session.start(), {code});
        assert.deepEqual(errors, [{reason, details: {code, message: `Refused: ${code}.`}}]);
        assert.equal(session.state.status, 'failed');
        assert.equal(server.line.closed, true, 'no line is left behind');
        assert.equal(server.line.calls(method).length, 1, 'what was refused is not asked again');
      });
    }

    it('tells start_failed when the link is none', async () => {
      const session = await make({}, 'https://co.example/');
      const heard = listen(session);
      await assert.rejects(session.start(), {code: 'invalid_invite'});
      assert.deepEqual(heard, ['error']);
    });

    it('tells connect_failed when there is no line, and starts when there is one later', async () => {
      server.up = false;
      const session = await make();
      const reasons: string[] = [];
      session.on('error', (_session, {reason}) => reasons.push(reason));
      await assert.rejects(session.start(), {code: 'connect_failed'});
      assert.deepEqual(reasons, ['connect_failed']);
      server.up = true;
      await session.start();
      assert.equal(session.state.status, 'live');
    });

    it('is made as soon as there is a line, however often create() failed before', async () => {
      server.up = false;
      const session = await make();
      await assert.rejects(session.create(), {code: 'connect_failed'});
      await assert.rejects(session.create(), {code: 'connect_failed'});
      server.up = true;
      await session.create();
      assert.equal(session.sessionId, 's1');
    });

    it('makes another session when the first was over before the start', async () => {
      const session = await make();
      await settle();
      const join = server.answers['join_session'];
      server.answers['join_session'] = () => {
        if (join) server.answers['join_session'] = join;
        server.log.length = 0;
        throw new Refuse('unknown_session');
      };
      await session.start();
      assert.equal(server.line.calls('create_session').length, 2);
      assert.equal(session.state.status, 'live');
    });
  });

  describe('commands', () => {
    type Call = (session: Session) => Promise<unknown>;
    const sent: {[name: string]: [Call, object]} = {
      end: [(session) => session.end(), {}],
      relocate: [(session) => session.relocate('https://a.example'), {url: 'https://a.example/'}],
      go_back: [(session) => session.goBack(), {}],
      go_forward: [(session) => session.goForward(2), {ssid: 2}],
      reload: [(session) => session.reload(2), {ssid: 2}],
      open_tab: [(session) => session.relocate('https://a.example', true), {url: 'https://a.example/'}],
      close_tab: [(session) => session.closeTab(2), {ssid: 2}],
      activate_tab: [(session) => session.activateTab(2), {ssid: 2}],
      request_tab_control: [(session) => session.requestTabControl(), {}],
      withdraw_tab_control_request: [(session) => session.withdrawTabControlRequest(), {}],
      decline_tab_control: [(session) => session.declineTabControl(1), {to: 1}],
      transfer_tab_control: [(session) => session.transferTabControl(1), {to: 1}],
      return_tab_control: [(session) => session.returnTabControl(), {}],
      revoke_tab_control: [(session) => session.revokeTabControl(), {}],
      request_to_host: [(session) => session.requestToHost(), {}],
      withdraw_host_request: [(session) => session.withdrawHostRequest(), {}],
      decline_host: [(session) => session.declineHost(1), {to: 1}],
      make_host: [(session) => session.makeHost(0), {to: 0}],
      pause_tab: [(session) => session.pauseTab(), {}],
      resume_tab: [(session) => session.resumeTab(2), {ssid: 2}],
      send_chat_message: [(session) => session.sendChatMessage('Hello'), {message: 'Hello'}],
      update_user_data: [(session) => session.updateUserData({name: 'Ada'}), {user_data: {name: 'Ada'}}],
    };
    for (const [name, [call, params]] of Object.entries(sent)) {
      it(`sends ${name}, and waits for the start before`, async () => {
        const session = await make();
        await assert.rejects(call(session), {code: 'not_started'});
        await start(session);
        await call(session);
        assert.deepEqual(
          server.line.calls(name).map((message) => message.params),
          [params],
        );
      });
    }

    const wrong: [string, (session: Session) => Promise<unknown>, string, string][] = [
      ['relocate', (session) => session.relocate('a.example'), 'invalid_url', 'got "a.example"'],
      ['relocate', (session) => session.relocate('javascript:alert(1)'), 'invalid_url', 'http:// or https://'],
      ['openTab', (session) => session.openTab(undefined as never), 'invalid_url', 'got undefined'],
      ['goBack', (session) => session.goBack('t7' as never), 'invalid_argument', 'the id of an open tab, got "t7"'],
      ['goForward', (session) => session.goForward(0), 'invalid_argument', 'the id of an open tab, got 0'],
      ['reload', (session) => session.reload(null as never), 'invalid_argument', 'the id of an open tab, got null'],
      ['closeTab', (session) => session.closeTab(undefined as never), 'invalid_argument', 'got undefined'],
      ['activateTab', (session) => session.activateTab(1.5), 'invalid_argument', 'got 1.5'],
      ['declineTabControl', (session) => session.declineTabControl('1' as never), 'invalid_argument', 'got "1"'],
      [
        'transferTabControl',
        (session) => session.transferTabControl(-1),
        'invalid_argument',
        'of a participant, got -1',
      ],
      ['declineHost', (session) => session.declineHost(-1), 'invalid_argument', 'of a participant, got -1'],
      ['pauseTab', (session) => session.pauseTab(0), 'invalid_argument', 'the id of an open tab, got 0'],
      ['resumeTab', (session) => session.resumeTab('1' as never), 'invalid_argument', 'got "1"'],
      [
        'sendChatMessage',
        (session) => session.sendChatMessage({} as never),
        'invalid_argument',
        'a text, got an object',
      ],
      ['makeHost', (session) => session.makeHost({} as never), 'invalid_argument', 'of a participant, got an object'],
      [
        'updateUserData',
        (session) => session.updateUserData([] as never),
        'invalid_argument',
        'an object of JSON as user data, got an array',
      ],
      [
        'updateUserData',
        (session) => session.updateUserData({big: 1n as never}),
        'invalid_argument',
        'an object of JSON as user data',
      ],
      ['input', (session) => session.input(1, 'a' as never), 'invalid_argument', 'an input to send, got "a"'],
    ];
    for (const [name, call, code, words] of wrong) {
      it(`${name} names what was expected when it got something else: ${words}`, async () => {
        const session = await make();
        await start(session);
        const before = server.line.sent.length;
        await assert.rejects(call(session), (error: SessionError) => {
          assert.equal(error.code, code);
          assert.ok(error.message.includes(words), error.message);
          return true;
        });
        assert.equal(server.line.sent.length, before, 'nothing was sent');
      });
    }

    it('openTab resolves with the tab, once it is in the state', async () => {
      const session = await make();
      await start(session);
      server.answers['open_tab'] = ({url}) => {
        const payload = {ssid: 1, tabIndex: 0, leaderIndex: 0, url};
        setImmediate(() => server.tell({name: 'tab_opened', payload}));
        return {ssid: 1};
      };
      const tab = await session.openTab('https://a.example');
      assert.deepEqual([tab.id, tab.ssid, tab.tabIndex, tab.active], [1, 1, 0, false]);
      assert.deepEqual(await session.getTabs(), [tab]);
      assert.equal(await session.getActiveTab(), null);
    });

    it('openTab rejects when the session ends before the tab is there', async () => {
      const session = await make();
      await start(session);
      server.answers['open_tab'] = () => {
        setImmediate(() => server.tell({name: 'session_ended', payload: {}}));
        return {ssid: 1};
      };
      await assert.rejects(session.openTab('https://a.example'), {code: 'session_ended'});
    });

    it('getParticipants tells names, who is host and who is oneself', async () => {
      const session = await make();
      await start(session);
      server.tell({name: 'participant_joined', payload: {clientIndex: 1, userData: {name: 'Grace'}}});
      const people = await session.getParticipants();
      assert.deepEqual(
        people.map(({name, self, isHost}) => [name, self, isHost]),
        [
          ['', true, true],
          ['Grace', false, false],
        ],
      );
    });

    it('end resolves also when the server hangs up before it answers, and when it is over already', async () => {
      const session = await make();
      await start(session);
      server.answers['end'] = () => {
        server.tell({name: 'session_ended', payload: {final_location: 'https://a.example/'}});
        server.drop(4000);
        return null;
      };
      await session.end();
      await session.end();
      assert.equal(session.state.status, 'ended');
      await assert.rejects(session.reload(), {code: 'session_ended'});
      await assert.rejects(session.start(), {code: 'session_ended'});
      assert.equal(server.lines.length, 1, 'nobody comes back to a session that ended');
    });
  });

  describe('state', () => {
    it('is frozen through and through, and another object after each change', async () => {
      const session = await make();
      await start(session);
      const before = session.state;
      server.tell({name: 'participant_joined', payload: {clientIndex: 1, userData: {tags: ['a']}}});
      assert.notEqual(session.state, before);
      assert.equal(session.state.participants[0], before.participants[0], 'what did not change is the same object');
      assert.throws(() => Object.assign(session.state, {host: 3}), TypeError);
      const tags = session.state.participants[1]?.userData['tags'] as string[] | undefined;
      assert.throws(() => tags?.push('b'), TypeError);
    });

    it('is told to whoever subscribed, after it changed and before the event', async () => {
      const session = await make();
      await start(session);
      const seen: unknown[] = [];
      const stop = session.subscribe((state) => seen.push([state === session.state, state.participants.length]));
      session.on('participant_joined', () => seen.push('event'));
      server.tell({name: 'participant_joined', payload: {clientIndex: 1, userData: {}}});
      server.tell({name: 'user_activity', payload: {}});
      stop();
      server.tell({name: 'participant_left', payload: {clientIndex: 1, userData: {}}});
      assert.deepEqual(seen, [[true, 2], 'event']);
    });

    it('goes on when a subscriber throws', async () => {
      const session = await make();
      const mistake = new Error('a mistake in a page');
      session.subscribe(() => {
        throw mistake;
      });
      await start(session);
      assert.equal(session.state.status, 'live');
      assert.ok(reported.includes(mistake));
    });
  });

  describe('on and off', () => {
    it('can be chained, and give the session and the payload', async () => {
      const session = await make();
      const heard: unknown[] = [];
      const no = () => heard.push('never');
      const same = session.on('session_started', no).off('session_started', no);
      same.on('participant_joined', (from, {clientIndex}) => heard.push(from === session, clientIndex));
      await start(session);
      assert.deepEqual(heard, [true, 0]);
    });

    it('refuse a handler that is none', async () => {
      const session = await make();
      assert.throws(() => session.on('message', 'handler' as never), {code: 'invalid_argument'});
      await settle();
    });
  });
});
