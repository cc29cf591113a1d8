import assert from 'node:assert/strict';
import {after, before, describe, it, mock} from 'node:test';
import {ChannelTransport} from '../../src/client/inside/channel.ts';
import {InsideWebfuse} from '../../src/client/inside/inside-webfuse.ts';
import {knockAgain} from '../../src/client/inside/knock-again.ts';
import {InsideSurfly} from '../../src/client/inside/surfly.ts';
import {takePlaces} from '../../src/client/inside/take-places.ts';

const LET_IN = {id: 'demo', slug: 'the-demo', session_id: 's1', pin: '1234'};

interface Call {
  readonly id: number;
  readonly method: string;
  readonly params: Record<string, unknown>;
}

/** A page's document, with what answers it at the other end of its channel. */
class Room extends EventTarget {
  readonly calls: Call[] = [];
  /** Refuses with this code, when it does. */
  code: string | null = null;

  constructor() {
    super();
    this.addEventListener('c-up', (event) => this.#answer(JSON.parse((event as CustomEvent).detail)));
  }

  /** What was asked, but for the looks whether the line is alive. */
  get asked(): unknown[] {
    return this.calls.map(({method, params}) => [method, params]);
  }

  tell(name: string, payload: object): void {
    this.#send({jsonrpc: '2.0', method: 'event', params: {name, payload, number: 1}});
  }

  #answer(call: Call): void {
    this.calls.push(call);
    const {id} = call;
    const error = this.code && {code: -32000, message: 'Refused.', data: {code: this.code}};
    const result = call.method === 'init_space' ? LET_IN : null;
    queueMicrotask(() => this.#send({jsonrpc: '2.0', id, ...(error ? {error} : {result})}));
  }

  #send(message: object): void {
    this.dispatchEvent(new CustomEvent('c-down', {detail: JSON.stringify(message)}));
  }
}

function page() {
  const room = new Room();
  return {room, webfuse: new InsideWebfuse(() => new ChannelTransport('c', room))};
}

async function letIn() {
  const {room, webfuse} = page();
  const space = await webfuse.initSpace('wk_demo', 'demo');
  return {room, webfuse, space, session: webfuse.currentSession!};
}

// A line asks now and then whether the other end is there, for as long as its page is.
before(() => mock.timers.enable({apis: ['setTimeout']}));
after(() => mock.timers.reset());

describe('webfuse in a page inside a session', () => {
  it('gives the session once the page is let in', async () => {
    const {room, webfuse} = page();
    assert.deepEqual([webfuse.isInsideSession, webfuse.currentSession, webfuse.listSessions()], [false, null, []]);
    const space = await webfuse.initSpace('wk_demo', 838);
    assert.deepEqual(room.asked, [['init_space', {widget_key: 'wk_demo', space: '838'}]]);
    assert.deepEqual([space.id, space.slug, space.button()], ['demo', 'the-demo', null]);
    assert.throws(() => space.session(), {name: 'SessionError', code: 'inside_session'});
    assert.equal(webfuse.isInsideSession, true);
    assert.deepEqual(webfuse.listSessions(), [webfuse.currentSession]);
    assert.equal(webfuse.currentSession?.pin, '1234');
  });

  it('gives the same session when it is asked again', async () => {
    const {webfuse, session} = await letIn();
    await webfuse.initSpace('wk_demo');
    assert.equal(webfuse.currentSession, session);
  });

  it('gives nothing to a page that is refused', async () => {
    const {room, webfuse} = page();
    room.code = 'invalid_key';
    await assert.rejects(webfuse.initSpace('wk_wrong', 'demo'), {name: 'SessionError', code: 'invalid_key'});
    await assert.rejects(webfuse.initSpace(undefined as never), {code: 'invalid_argument'});
    assert.deepEqual([webfuse.isInsideSession, webfuse.currentSession, webfuse.listSessions()], [false, null, []]);
  });

  it('passes on what the session is asked for', async () => {
    const {room, session} = await letIn();
    await session.sendMessage({a: 1}, 'https://outer.example');
    await session.log({seen: true});
    await session.end();
    await session.end('https://example.com/');
    await session.apiRequest({cmd: 'send_message', message: 1, target_origin: '*'});
    await session.apiRequest({cmd: 'log', msg: 'text'});
    await session.apiRequest({cmd: 'end'});
    assert.deepEqual(room.asked.slice(1), [
      ['send_message', {data: {a: 1}, target_origin: 'https://outer.example'}],
      ['log', {entry: {seen: true}}],
      ['end', {}],
      ['end', {}],
      ['send_message', {data: 1, target_origin: '*'}],
      ['log', {entry: 'text'}],
      ['end', {}],
    ]);
  });

  it('refuses what is wrong before anything is sent', async () => {
    const {room, session} = await letIn();
    for (const [attempt, code] of [
      [() => session.sendMessage(1, 'not an origin'), 'invalid_argument'],
      [() => session.sendMessage(undefined as never, '*'), 'invalid_argument'],
      [() => session.log((() => {}) as never), 'invalid_argument'],
      [() => session.end('nowhere'), 'invalid_url'],
      [() => session.apiRequest({cmd: 'open_tab', url: 'https://example.com/'}), 'unsupported'],
      [() => session.apiRequest(undefined as never), 'unsupported'],
    ] as const) {
      await assert.rejects(attempt, {name: 'SessionError', code});
    }
    assert.equal(room.calls.length, 1);
    assert.throws(() => session.on('nothing' as never, () => {}), {code: 'invalid_argument'});
    assert.throws(() => session.on('message', undefined as never), {code: 'invalid_argument'});
  });

  it('rejects with what the server says', async () => {
    const {room, session} = await letIn();
    room.code = 'not_allowed';
    await assert.rejects(session.end(), {name: 'SessionError', code: 'not_allowed'});
  });

  it('tells of what happens, under older names too, until it is stopped', async () => {
    const {room, webfuse, session} = await letIn();
    const heard: unknown[] = [];
    const listen = (from: unknown, payload: unknown) => heard.push([from === session, payload]);
    const also = (_: unknown, payload: unknown) => heard.push(payload);
    session.on('message', listen).on('tab_control', listen);
    webfuse.on('message', also);
    room.tell('message', {data: 1});
    room.tell('tab_control_transferred', {controlIndex: 1});
    session.off('message', listen);
    webfuse.off('message', also);
    room.tell('message', {data: 2});
    assert.deepEqual(heard, [[true, {data: 1}], {data: 1}, [true, {controlIndex: 1}]]);
  });

  it('is let in again after it was put by, and goes on as it was', async () => {
    const {room, webfuse, session} = await letIn();
    const heard: unknown[] = [];
    session.on('message', (_, payload) => heard.push(payload.data));
    await webfuse.resume();
    assert.deepEqual(room.asked.at(-1), ['init_space', {widget_key: 'wk_demo', space: 'demo'}]);
    assert.equal(webfuse.currentSession, session);
    room.tell('message', {data: 'back'});
    await session.log(1);
    assert.deepEqual(heard, ['back']);
  });

  it('asks for nothing after it was put by, when it never was let in', async () => {
    const {room, webfuse} = page();
    await webfuse.resume();
    assert.equal(room.calls.length, 0);
  });
});

describe('the places where pages look for it', () => {
  it('are taken, and what was asked of the stubs is done', async () => {
    const {room, webfuse} = page();
    const space = Promise.withResolvers<unknown>();
    const stub = {initSpace() {}, q: ['wk_demo', 'demo'], resolve: space.resolve};
    const globals: Record<string, unknown> = {webfuse: stub, Surfly: {q: [{widget_key: 'wk_demo'}]}};
    takePlaces(globals, webfuse);
    assert.equal(((await space.promise) as {id: string}).id, 'demo');
    assert.deepEqual([globals['webfuse'], globals['Webfuse']], [webfuse, webfuse]);
    assert.equal(room.calls.filter(({method}) => method === 'init_space').length, 2);
  });

  it('reject a stub’s call that is refused, although it has no way to', async () => {
    const {room, webfuse} = page();
    room.code = 'invalid_origin';
    const space = Promise.withResolvers<unknown>();
    takePlaces({webfuse: {initSpace() {}, q: ['wk_demo', 'demo'], resolve: space.resolve}}, webfuse);
    await assert.rejects(space.promise, {code: 'invalid_origin'});
  });

  it('are taken from what makes sessions of its own', () => {
    const {webfuse} = page();
    const globals: Record<string, unknown> = {webfuse: {on() {}}};
    takePlaces(globals, webfuse);
    assert.equal(globals['webfuse'], webfuse);
  });
});

describe('the global of old in a page inside a session', () => {
  it('calls back with how it went', async () => {
    const {room, webfuse} = page();
    const surfly = new InsideSurfly(webfuse);
    const init = (settings?: object) => new Promise((resolve) => surfly.init(settings, resolve));
    assert.deepEqual(await init(), {success: false, errorMsg: 'Expected a text, got undefined.'});
    assert.deepEqual([surfly.isInsideSession, surfly.currentSession, surfly.listSessions()], [false, null, []]);
    assert.deepEqual(await init({widget_key: 'wk_demo'}), {success: true});
    assert.equal(surfly.currentSession, webfuse.currentSession);
    assert.equal(surfly.isInsideSession, true);
    surfly.init({widget_key: 'wk_demo'});
    const heard: unknown[] = [];
    const listen = () => heard.push(1);
    surfly.on('message', listen);
    room.tell('message', {data: 1});
    surfly.off('message', listen);
    room.tell('message', {data: 2});
    assert.equal(heard.length, 1);
    assert.equal(surfly.button(), null);
    assert.throws(() => surfly.session(), {code: 'inside_session'});
  });
});

describe('a page that comes back from having been put by', () => {
  interface FakeScript {
    nonce: string;
    src: string;
    onload?: () => void;
    remove(): void;
  }

  /** A window whose document notes which scripts are put into it. */
  function fakeWindow(own: object | null) {
    const scripts: FakeScript[] = [];
    const document = {
      currentScript: own,
      createElement: () => ({nonce: '', src: '', remove() {}}),
      head: {append: (script: FakeScript) => scripts.push(script)},
    };
    return {scripts, window: Object.assign(new EventTarget(), {document}) as unknown as Window};
  }
  const show = (window: Window, persisted: boolean) =>
    window.dispatchEvent(Object.assign(new Event('pageshow'), {persisted}));

  it('asks for the script once more, and then to be let in', async () => {
    const {room, webfuse} = await letIn();
    const {scripts, window} = fakeWindow({src: 'https://server.example/webfuse.js', nonce: 'n'});
    knockAgain(window, webfuse);
    show(window, false);
    assert.equal(scripts.length, 0);
    show(window, true);
    assert.deepEqual([scripts[0]?.src, scripts[0]?.nonce], ['https://server.example/webfuse.js', 'n']);
    room.code = 'invalid_key';
    scripts[0]?.onload?.();
    assert.equal(room.calls.length, 2);
  });

  it('does not when nobody knows where the script was from', async () => {
    const {webfuse} = await letIn();
    const {scripts, window} = fakeWindow(null);
    knockAgain(window, webfuse);
    show(window, true);
    assert.equal(scripts.length, 0);
  });
});
