import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, it, mock} from 'node:test';
import {type OldResult, Surfly} from '../../src/client/drop-in/surfly.ts';
import {SurflySession} from '../../src/client/drop-in/surfly-session.ts';
import {Webfuse} from '../../src/client/webfuse.ts';
import {FakeServer, pass, Refuse, settle, takeHold} from './fake-server.ts';

const SETTINGS = {widget_key: 'wk_demo', server: 'https://co.example', ui_off: true};

describe('Surfly', () => {
  let server: FakeServer;
  let surfly: Surfly;

  beforeEach(async () => {
    takeHold();
    server = new FakeServer();
    surfly = new Surfly(new Webfuse(server.connect));
    surfly.init(SETTINGS);
    await settle();
  });
  afterEach(() => mock.timers.reset());

  it('makes sessions in the space that the key belongs to, with the settings of the page and of the call', async () => {
    assert.equal(surfly.settings, SETTINGS);
    surfly.session({widget_key: 'wk_demo', allow_pause: true}).create();
    await settle();
    assert.deepEqual(server.line.calls('create_session')[0]?.params, {
      widget_key: 'wk_demo',
      settings: {ui_off: true, allow_pause: true},
    });
  });

  it('wants to be set up first', () => {
    const fresh = new Surfly(new Webfuse(server.connect));
    assert.throws(() => fresh.session(), /Surfly.init\(\)/);
    assert.deepEqual([fresh.isInsideSession, fresh.currentSession, fresh.listSessions()], [false, null, []]);
  });

  it('gives the session back at once, and tells the rest by events of old', async () => {
    const heard: unknown[] = [];
    const session = surfly.session();
    const chained = session
      .on('session_started', function (given, payload) {
        heard.push(['started', this === session, given === session, payload]);
      })
      .on('viewer_joined', (_session, payload) => heard.push(payload))
      .on('control', (_session, payload) => heard.push(payload))
      .startLeader(null, {name: 'Lea'});
    assert.equal(chained, session);
    await settle();
    await pass(0);
    assert.deepEqual(heard, [
      ['started', true, true, {}],
      {count: 0, clientIndex: 0, userData: {}},
      {to: 0, gained: true, userData: {}},
    ]);
    assert.deepEqual([session.started, session.sessionId, session.node, session.window], [true, 's1', null, null]);
    assert.deepEqual(surfly.listSessions(), [session]);
  });

  it('knows a session by the same object wherever it comes from', async () => {
    const heard: unknown[] = [];
    const listener = function (this: SurflySession, session: SurflySession) {
      heard.push(this === session, session);
    };
    assert.equal(surfly.on('session_created', listener).on('session_created', listener), surfly);
    const session = surfly.session();
    await settle();
    assert.deepEqual(heard, [true, session]);
    surfly.off('session_created', listener);
    surfly.session().off('session_created', listener);
    await settle();
    assert.equal(heard.length, 2);
    assert.ok(session instanceof SurflySession);
  });

  it('does what a session does, and leaves no promise unheard', async () => {
    const session = surfly.session().startFollower(null);
    await settle();
    await pass(0);
    const refused = {code: 'not_allowed'};
    server.answers['make_host'] = () => {
      throw new Refuse('not_allowed');
    };
    await assert.rejects(session.giveControl(1), refused);
    void session.makeHost(1);
    session.requestControl();
    await settle();
    assert.equal(server.line.calls('make_host').length, 2);
    assert.equal(server.line.calls('request_to_host').length, 1);
    await session.start(null);
  });

  it('refuses what is no callback', () => {
    const session = surfly.session();
    assert.throws(() => session.on('session_started', undefined as never), {code: 'invalid_argument'});
    assert.throws(() => surfly.on('session_started', 1 as never), {code: 'invalid_argument'});
  });

  it('tells whether the server can be reached', async () => {
    const result = new Promise<OldResult>((resolve) => surfly.testConnection(resolve));
    // There is no server of that name.
    mock.timers.reset();
    const {success, errorMsg} = await result;
    assert.deepEqual([success, errorMsg], [false, 'No connection to co.example could be made.']);
  });
});
