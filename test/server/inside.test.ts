import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, it, type TestContext} from 'node:test';
import {ExecutionError} from '../../src/server/browser/execute.ts';
import {DEMO_SPACE} from '../../src/server/storage/spaces.ts';
import {FakeCaller} from '../support/fake-caller.ts';
import {serve} from '../support/test-server.ts';

const ORIGIN = 'https://shop.example';
const KEY = {space: 'demo', widget_key: 'wk_demo'};

/** A session with two people and tab 1, which is the leader's. */
async function session(test: TestContext, space = {}, settings = {}, limits = {}) {
  const server = await serve(test, {spaces: [{...DEMO_SPACE, ...space}], limits});
  const [ada, ben] = [await server.connect(), await server.connect()];
  const {session_id, invite} = await ada.lead('Ada', settings);
  await ben.call('join_session', {session_id, invite, user_data: {name: 'Ben'}});
  await ada.call('open_tab', {url: `${ORIGIN}/`});
  const {listener} = server.pages;
  let id = 0;
  /** What a script in a page gets for a call. */
  const call = async (caller: FakeCaller, method: string, params: object = {}) => {
    const own = ++id;
    listener.called(caller, JSON.stringify({jsonrpc: '2.0', id: own, method, params}));
    const answer = await caller.answer(own);
    return answer.error ? answer.error.data.code : answer.result;
  };
  const page = async (options = {}) => {
    const caller = new FakeCaller(options);
    await call(caller, 'init_space', KEY);
    return caller;
  };
  const extension = async () => {
    const caller = new FakeCaller({kind: 'extension'});
    await call(caller, 'attach_extension');
    return caller;
  };
  return {ada, ben, pages: server.pages, listener, call, page, extension, session_id};
}

describe('a page in a session', () => {
  it('is let in with the key of the space, from an origin that may', async (test) => {
    const {call, session_id} = await session(test, {origins: [ORIGIN]});
    const caller = new FakeCaller();
    const {pin, ...space} = await call(caller, 'init_space', KEY);
    assert.match(pin, /^\d{4}$/);
    assert.deepEqual(space, {id: 'demo', slug: 'demo', session_id});
    for (const [params, code] of [
      [{...KEY, widget_key: 'wk_other'}, 'invalid_key'],
      [{...KEY, space: 'other'}, 'unknown_space'],
      [{space: 'demo'}, 'invalid_params'],
    ] as const) {
      assert.equal(await call(new FakeCaller(), 'init_space', params), code);
    }
    for (const origin of ['https://evil.example', 'http://shop.example', 'https://shop.example:8443', 'null']) {
      assert.equal(await call(new FakeCaller({origin}), 'init_space', KEY), 'invalid_origin');
    }
  });

  it('gets and does nothing before, nor after it was refused', async (test) => {
    const {call, ada} = await session(test, {origins: [ORIGIN]});
    const caller = new FakeCaller({origin: 'https://evil.example'});
    for (const method of ['end', 'log', 'send_message', 'open_tab', 'get_state', 'join_session']) {
      const params = {end: {}, log: {entry: 1}, send_message: {data: 1, target_origin: '*'}, open_tab: {url: ORIGIN}};
      const code = await call(caller, method, params[method as keyof typeof params] ?? {session_id: 'x'});
      assert.ok(['not_joined', 'unknown_method', 'invalid_params'].includes(code), `${method}: ${code}`);
    }
    await call(caller, 'init_space', KEY);
    await ada.call('send_chat_message', {message: 'Hello'});
    await ada.call('send_message', {data: 'secret', target_origin: '*'});
    assert.deepEqual(caller.events, []);
    assert.equal(await call(caller, 'end'), 'not_joined');
  });

  it('may ask for what is public, and for nothing else', async (test) => {
    const {call, page, ada} = await session(test);
    const caller = await page();
    assert.equal(await call(caller, 'ping'), null);
    assert.equal(await call(caller, 'log', {entry: {seen: true}}), null);
    assert.deepEqual((await ada.event('client_log_added')).payload, {clientIndex: 0, entry: {seen: true}});
    for (const [method, params] of [
      ['open_tab', {url: ORIGIN}],
      ['relocate', {url: ORIGIN}],
      ['make_host', {to: 1}],
      ['execute', {code: '1', type: 'javascript'}],
      ['send_chat_message', {message: 'Hello'}],
      ['broadcast_message', {message: 'Hello'}],
      ['watch_tab', {ssid: 1}],
      ['input', {ssid: 1, input: {type: 'text', text: 'x'}}],
      ['get_session_info', {}],
      ['create_session', KEY],
      ['attach_extension', {}],
    ] as const) {
      assert.equal(await call(caller, method, params), 'not_allowed', method);
    }
    assert.equal(await call(caller, 'end'), null);
    await ada.event('session_ended');
  });

  it('ends the session only when the owner of its tab may', async (test) => {
    const {call, page, ben} = await session(test);
    await ben.call('open_tab', {url: 'https://other.example/'});
    assert.equal(await call(await page({ssid: 2}), 'end'), 'not_allowed');
    assert.equal(await call(await page({ssid: 1}), 'end'), null);
  });

  it('is told what the owner of its tab is told, without where the tabs go', async (test) => {
    const {page, listener, ada, ben} = await session(test);
    await ben.call('open_tab', {url: 'https://other.example/'});
    const [adas, bens] = [await page({ssid: 1}), await page({ssid: 2})];
    await ben.call('send_chat_message', {message: 'Hello'});
    await ben.call('request_to_host');
    listener.relocating(1, `${ORIGIN}/next`);
    listener.relocated(1, `${ORIGIN}/next`);
    await ada.call('make_host', {to: 1});
    assert.deepEqual(adas.events, ['chat_message', 'host_rights_requested', 'host_changed']);
    assert.deepEqual(adas.heard.at(-1).params.payload, {to: 1, gained: false, myIndex: 0});
    assert.deepEqual(bens.heard.at(-1).params.payload, {to: 1, gained: true, myIndex: 1});
  });

  it('talks with the page of its owner, both ways', async (test) => {
    const {page, call, ada, ben} = await session(test);
    const [one, two] = [await page(), await page()];
    assert.equal(await call(one, 'send_message', {data: {a: 1}, target_origin: 'https://outer.example'}), null);
    const {payload} = await ada.event('message');
    assert.deepEqual(payload, {
      data: {a: 1},
      origin: ORIGIN,
      targetOrigin: 'https://outer.example',
      ssid: 1,
      tabIndex: 0,
    });
    await ada.call('send_message', {data: 'for all', target_origin: '*', origin: 'https://outer.example'});
    await ada.call('send_message', {data: 'for the shop', target_origin: ORIGIN});
    await ada.call('send_message', {data: 'for someone else', target_origin: 'https://evil.example'});
    for (const {heard} of [one, two]) {
      const told = heard.filter(({params}) => params?.name === 'message').map(({params}) => params.payload);
      assert.deepEqual(
        told.map(({data, origin}) => [data, origin]),
        [
          ['for all', 'https://outer.example'],
          ['for the shop', ''],
        ],
      );
    }
    await ben.call('ping');
    assert.ok(!ben.events.some(({name}) => name === 'message'));
  });

  it('cannot say where it is from', async (test) => {
    const {page, call, ada} = await session(test);
    await call(await page(), 'send_message', {data: 1, target_origin: '*', origin: 'https://bank.example'});
    assert.equal((await ada.event('message')).payload.origin, ORIGIN);
  });

  it('is forgotten when its document goes', async (test) => {
    const {page, call, listener, ada} = await session(test);
    const caller = await page();
    listener.callerGone(caller);
    await ada.call('send_chat_message', {message: 'Hello'});
    assert.deepEqual(caller.events, []);
    assert.equal(await call(caller, 'end'), 'not_joined');
  });

  it('is answered whatever it says', async (test) => {
    const {listener, ada} = await session(test);
    const caller = new FakeCaller();
    for (const text of ['', 'no JSON', '[]', '{"jsonrpc": "2.0"}', `"${'x'.repeat(70_000)}"`]) {
      listener.called(caller, text);
    }
    const codes = caller.heard.map(({error}) => error.data.code);
    assert.deepEqual(codes, ['malformed', 'malformed', 'invalid_request', 'invalid_request', 'too_large']);
    assert.equal((await ada.call('ping')).result, null);
  });

  it('says as much as a participant may, with all others in its tab, and keeps nobody else from it', async (test) => {
    const limits = {messages: {atOnce: 2, aMinute: 0.001}};
    const {page, extension, call, ada} = await session(test, {}, {}, limits);
    const [caller, other, helper] = [await page(), await page(), await extension()];
    const message = {data: 1, target_origin: '*'};
    assert.notEqual(await call(caller, 'send_message', message), 'too_many');
    assert.notEqual(await call(other, 'log', {entry: 1}), 'too_many');
    assert.equal(await call(caller, 'send_message', message), 'too_many');
    assert.equal(await call(other, 'log', {entry: 2}), 'too_many');
    assert.equal(await call(helper, 'send_chat_message', {message: 'Hello'}), 'too_many');
    assert.notEqual(await call(helper, 'open_tab', {url: ORIGIN}), 'too_many');
    assert.notEqual(await call(await page({ssid: 2}), 'log', {entry: 3}), 'too_many');
    assert.equal(await ada.refusal('send_chat_message', {message: 'Hello'}), undefined);
  });

  it('that says too much at once is refused', async (test) => {
    const {page, call} = await session(test);
    const caller = await page();
    const answers = await Promise.all(Array.from({length: 2_000}, () => call(caller, 'ping')));
    assert.equal(answers[0], null);
    assert.ok(answers.includes('too_many'));
  });

  it('is not something that a client can pretend to be', async (test) => {
    const {ada} = await session(test);
    assert.equal(await ada.refusal('init_space', KEY), 'not_allowed');
    assert.equal(await ada.refusal('attach_extension'), 'not_allowed');
  });
});

describe('an extension on a page in a session', () => {
  it('is let in as the owner of the tab and gets the state', async (test) => {
    const {call, session_id} = await session(test);
    const {snapshot, ...joined} = await call(new FakeCaller({kind: 'extension'}), 'attach_extension');
    assert.equal(joined.client_index, 0);
    assert.equal(joined.session_id, session_id);
    assert.equal(snapshot.tabs.length, 1);
    assert.deepEqual(snapshot.roles, {});
  });

  it('may ask for what its owner may, and hears where the tabs go', async (test) => {
    const {call, extension, listener, ada} = await session(test);
    const caller = await extension();
    assert.deepEqual(await call(caller, 'open_tab', {url: 'https://next.example/'}), {ssid: 2});
    assert.equal(await call(caller, 'make_host', {to: 7}), 'unknown_participant');
    listener.relocated(1, `${ORIGIN}/next`);
    assert.equal((await call(caller, 'get_session_info')).space.id, 'demo');
    assert.ok(caller.events.includes('relocated'));
    assert.deepEqual(await call(caller, 'get_screen_size'), {width: 1280, height: 720});
    assert.equal(await call(caller, 'input', {ssid: 1, input: {type: 'text', text: 'x'}}), 'not_allowed');
    await ada.event('tab_opened');
  });

  it('may run code where the space allows it, and is told what that comes to', async (test) => {
    const settings = {...DEMO_SPACE.settings, code_execution_enabled: true};
    const {extension, listener, pages} = await session(test, {settings});
    const caller = await extension();
    pages.run = async (code) => {
      if (code === '1') return 1;
      throw new ExecutionError('execution_failed', 'Error: no');
    };
    for (const [id, code] of ['1', 'no()'].entries()) {
      const params = {code, type: 'javascript'};
      listener.called(caller, JSON.stringify({jsonrpc: '2.0', id: `run ${id}`, method: 'execute', params}));
    }
    await new Promise((resolve) => setImmediate(resolve));
    const [good, bad] = caller.heard.slice(-2);
    assert.deepEqual([good.id, good.result], ['run 0', 1]);
    assert.deepEqual([bad.id, bad.error.data.code, bad.error.message], ['run 1', 'execution_failed', 'Error: no']);
  });

  it('hears of a file that its owner downloads, with an address that works elsewhere', async (test) => {
    const {extension, listener} = await session(test);
    const caller = await extension();
    const folder = await mkdtemp(path.join(tmpdir(), 'webfuse-test-'));
    test.after(() => rm(folder, {recursive: true}));
    const file = {path: path.join(folder, 'a'), filename: 'a.txt'};
    await writeFile(file.path, 'Some text');
    await listener.downloaded(1, file);
    const {url} = caller.heard.find(({params}) => params?.name === 'file_downloaded').params.payload;
    assert.equal(await (await fetch(url)).text(), 'Some text');
  });

  it('hears what is said to pages and to everyone, but not what it said itself', async (test) => {
    const {call, extension, page, ada, ben} = await session(test);
    const [one, two] = [await extension(), await extension()];
    const inner = await page();
    await call(one, 'broadcast_message', {message: {event_type: 'countdown'}});
    await ada.call('send_message', {data: 'hello', target_origin: '*'});
    await ben.event('message');
    assert.deepEqual(one.events, ['message']);
    assert.deepEqual(two.events, ['message', 'message']);
    assert.deepEqual(inner.events, ['message', 'message']);
  });
});
