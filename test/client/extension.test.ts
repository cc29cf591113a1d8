import assert from 'node:assert/strict';
import {after, afterEach, before, describe, it, mock} from 'node:test';
import {run} from '../../src/client/inside/extension.ts';
import type {Command} from '../../src/model/commands.ts';
import {decide} from '../../src/model/decide.ts';
import {evolve} from '../../src/model/evolve.ts';
import {isRefusal} from '../../src/model/outcome.ts';
import {projectState} from '../../src/model/project.ts';
import {DEFAULT_SETTINGS} from '../../src/model/settings.ts';
import {INITIAL_STATE, type SessionState} from '../../src/model/state.ts';

/** A session in which Ada is alone. */
function adasSession(): SessionState {
  const commands: Command[] = [
    {name: 'create', args: {settings: DEFAULT_SETTINGS}},
    {name: 'join', args: {leader: true, user_data: {name: 'Ada', email: 'ada@example.com'}}},
  ];
  return commands.reduce<SessionState>((state, command) => {
    const outcome = decide(state, command, 'room');
    if (isRefusal(outcome)) throw new Error(outcome.message);
    return outcome.reduce(evolve, state);
  }, INITIAL_STATE);
}

interface Call {
  readonly id: number;
  readonly method: string;
  readonly params: Record<string, unknown>;
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into a world of every shape
type World = Record<string, any>;

const world = globalThis as World;

const ALL = {matches: ['^https?://'], excludes: [], runAt: 'document_start' as const};
const MESSAGE = {data: {event_type: 'countdown', left: 3}, origin: '', targetOrigin: '*'};

/** What the globals of an isolated world are taken back to. */
const GLOBALS = [
  'window',
  'document',
  'location',
  'self',
  'webfuseLine',
  'webfuseCall',
  'browser',
  'chrome',
  'reportError',
];

/** A document's isolated world, and the server at the other end of it. */
class Side {
  readonly calls: Call[] = [];
  readonly document = Object.assign(new EventTarget(), {
    readyState: 'loading',
    documentElement: {} as object | null,
  });
  code: string | null = null;
  /** Answers nothing, when it does. */
  silent = false;

  constructor(href = 'https://shop.example/#part', framed = false) {
    const window = {};
    Object.assign(world, {
      window: Object.assign(window, {top: framed ? {} : window}),
      document: this.document,
      location: {href, origin: 'https://shop.example'},
      self: {origin: 'https://shop.example'},
      webfuseCall: (text: string) => this.#answer(JSON.parse(text)),
    });
  }

  /** The server joins the world, and waits until the extension has its session. */
  async join(): Promise<void> {
    assert.deepEqual(world['webfuseLine'].open(), {origin: 'https://shop.example'});
    await this.settle();
  }

  async settle(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    mock.timers.tick(1);
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  }

  tell(name: string, payload: object): void {
    this.#send({jsonrpc: '2.0', method: 'event', params: {name, payload, number: 9}});
  }

  #answer(call: Call): void {
    this.calls.push(call);
    if (this.silent) return;
    const {id, method} = call;
    const attached = {
      client_index: 0,
      session_id: 's1',
      pin: '1234',
      number: 3,
      snapshot: projectState(adasSession(), 0),
    };
    const error = this.code && {code: -32000, message: 'Refused.', data: {code: this.code}};
    const result = method === 'attach_extension' ? attached : null;
    queueMicrotask(() => this.#send({jsonrpc: '2.0', id, ...(error ? {error} : {result})}));
  }

  #send(message: object): void {
    world['webfuseLine'].receive(JSON.stringify(message));
  }
}

describe('an extension in its world', () => {
  before(() => mock.timers.enable({apis: ['setTimeout']}));
  after(() => mock.timers.reset());
  afterEach(() => {
    for (const name of GLOBALS) delete world[name];
  });

  it('runs its scripts where they are meant to, when it is time', () => {
    const side = new Side();
    side.document.documentElement = null;
    const ran: number[] = [];
    const scripts = [
      ALL,
      {...ALL, runAt: 'document_end' as const},
      {...ALL, runAt: 'document_idle' as const},
      {...ALL, matches: ['^https://other\\.example/']},
      {...ALL, excludes: ['^https://shop\\.example/$']},
    ];
    const codes = scripts.map((_, index) => () => ran.push(index));
    let created = () => {};
    world['MutationObserver'] = class {
      constructor(callback: () => void) {
        created = callback;
      }
      observe() {}
      disconnect() {}
    };
    run({scripts, env: {}}, codes);
    assert.deepEqual(ran, []);
    created();
    assert.deepEqual(ran, [0]);
    side.document.dispatchEvent(new Event('DOMContentLoaded'));
    assert.deepEqual(ran, [0, 1]);
    mock.timers.tick(1);
    assert.deepEqual(ran, [0, 1, 2]);
    delete world['MutationObserver'];
  });

  it('does not wait for what has been, and goes on after a script that fails', () => {
    const side = new Side();
    side.document.readyState = 'complete';
    const ran: number[] = [];
    const failed = mock.fn();
    world['reportError'] = failed;
    const fails = () => {
      throw new Error('a mistake');
    };
    run({scripts: [ALL, {...ALL, runAt: 'document_end'}], env: {}}, [fails, () => ran.push(1)]);
    assert.deepEqual(ran, [1]);
    assert.equal(failed.mock.callCount(), 1);
  });

  for (const [where, side] of [
    ['a page that it is not meant for', () => new Side('https://other.example/')],
    ['a frame', () => new Side(undefined, true)],
  ] as const) {
    it(`does nothing in ${where}`, () => {
      side();
      const ran: number[] = [];
      run({scripts: [{...ALL, matches: ['^https://shop\\.example/']}], env: {}}, [() => ran.push(1)]);
      assert.deepEqual([ran, 'webfuseLine' in world, 'browser' in world], [[], false, false]);
    });
  }

  it('has the session at every name it had, and commands that wait until it is there', async () => {
    const side = new Side();
    world['chrome'] = {kept: true};
    run({scripts: [ALL], env: {NAME: 'value'}}, [() => {}]);
    const session = world['browser'].webfuseSession;
    for (const found of [
      world['browser'].virtualSession,
      world['chrome'].webfuseSession,
      world['chrome'].virtualSession,
    ]) {
      assert.equal(found, session);
    }
    assert.equal(world['chrome'].kept, true);
    assert.deepEqual(session.env, {NAME: 'value'});
    assert.deepEqual([session.sessionId, session.pin], [null, null]);

    const said = session.sendChatMessage('Hello');
    const people = session.getParticipants();
    assert.equal(side.calls.length, 0);
    await side.join();
    await said;
    assert.deepEqual(
      (await people).map(({name, self}: {name: string; self: boolean}) => [name, self]),
      [['Ada', true]],
    );
    assert.deepEqual([session.sessionId, session.pin, session.state.me], ['s1', '1234', 0]);
    assert.deepEqual(
      side.calls.map(({method}) => method),
      ['attach_extension', 'send_chat_message'],
    );
  });

  it('refuses what there is not', async () => {
    const side = new Side();
    run({scripts: [ALL], env: {}}, [() => {}]);
    const session = world['browser'].webfuseSession;
    await side.join();
    for (const attempt of [
      () => session.uploadFile(new Blob()),
      () => session.registerTool({}),
      () => session.sendAutomationProgress(1),
      () => session.automation.act.click('#id'),
      () => session.startScreensharing(),
    ]) {
      await assert.rejects(attempt, {name: 'SessionError', code: 'unsupported'});
    }
  });

  it('tells listeners of everything, flat, in both spellings, and what was sent as it is', async () => {
    const side = new Side();
    run({scripts: [ALL], env: {}}, [() => {}]);
    const session = world['browser'].webfuseSession;
    const heard: World[] = [];
    const named: unknown[] = [];
    const listener = (message: World) => heard.push(message);
    session.on.addListener(listener);
    session.onMessage.addListener(listener);
    const onName = (_: unknown, payload: unknown) => named.push(payload);
    assert.equal(session.on('host_changed', onName), session);
    assert.throws(() => session.on.addListener('x'), {code: 'invalid_argument'});
    await side.join();
    heard.length = 0;

    side.tell('host_changed', {to: 0, gained: true, myIndex: 0});
    side.tell('message', MESSAGE);
    side.tell('message', {...MESSAGE, data: 'text'});
    assert.deepEqual(heard[0], {event_type: 'host_changed', to: 0, gained: true, myIndex: 0, my_index: 0});
    assert.deepEqual([heard[1]?.['event_type'], heard[1]?.['left']], ['countdown', 3]);
    assert.deepEqual([heard[2]?.['event_type'], heard[2]?.['data']], ['message', 'text']);

    session.onMessage.removeListener(listener);
    assert.equal(session.off('host_changed', onName), session);
    side.tell('host_changed', {to: 0, gained: true, myIndex: 0});
    assert.deepEqual([heard.length, named.length], [3, 1]);
  });

  it('answers a request for who is there at the listeners as well', async () => {
    const side = new Side();
    run({scripts: [ALL], env: {}}, [() => {}]);
    const session = world['browser'].webfuseSession;
    await side.join();
    const heard: unknown[] = [];
    session.onMessage.addListener((message: unknown) => heard.push(message));
    await session.apiRequest({cmd: 'get_session_participants'});
    await session.apiRequest({cmd: 'send_chat_message', message: 'Hello'});
    assert.deepEqual(heard, [
      {
        msg: 'get_session_participants',
        participants: [{client_index: 0, name: 'Ada', email: 'ada@example.com', online: true, self: true}],
      },
    ]);
    await assert.rejects(session.apiRequest({cmd: 'nothing'}), {code: 'invalid_argument'});
  });

  it('gets its session although its page was put by in between', async () => {
    const side = new Side();
    run({scripts: [ALL], env: {}}, [() => {}]);
    side.silent = true;
    await side.join();
    side.silent = false;
    await side.join();
    await world['browser'].webfuseSession.log('here');
    assert.deepEqual(
      side.calls.map(({method}) => method),
      ['attach_extension', 'attach_extension', 'log'],
    );
  });

  it('says with each command why it got no session', async () => {
    const side = new Side();
    run({scripts: [ALL], env: {}}, [() => {}]);
    const session = world['browser'].webfuseSession;
    side.code = 'unknown_tab';
    const early = assert.rejects(session.log('early'), {code: 'unknown_tab'});
    await side.join();
    await early;
    await assert.rejects(session.apiRequest({cmd: 'log', msg: 'late'}), {code: 'unknown_tab'});
  });

  it('stays in its session when its page comes back twice before it is answered', async () => {
    const side = new Side();
    run({scripts: [ALL], env: {}}, [() => {}]);
    const session = world['browser'].webfuseSession;
    await side.join();
    const heard: string[] = [];
    for (const name of ['error', 'connection_restored']) session.on(name, () => heard.push(name));
    side.silent = true;
    await side.join();
    side.silent = false;
    await side.join();
    await session.log('still here');
    assert.deepEqual(heard, ['connection_restored']);
  });

  it('goes on when its page comes back from having been put by', async () => {
    const side = new Side();
    run({scripts: [ALL], env: {}}, [() => {}]);
    const session = world['browser'].webfuseSession;
    await side.join();
    const heard: string[] = [];
    for (const name of ['connection_lost', 'connection_restored', 'chat_message']) {
      session.on(name, () => heard.push(name));
    }
    await side.join();
    side.tell('chat_message', {message: 'Hello', clientIndex: 0});
    await session.log('still here');
    assert.deepEqual(heard, ['connection_lost', 'connection_restored', 'chat_message']);

    side.code = 'unknown_tab';
    await side.join();
    await assert.rejects(session.log('gone'), {code: 'unknown_tab'});
  });
});
