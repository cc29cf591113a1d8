import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {WebSocket} from 'ws';
import {MAX_MESSAGE_BYTES, SOCKET_PATH} from '../../src/protocol/rpc.ts';
import {serve} from '../support/test-server.ts';
import type {WireClient} from '../support/wire-client.ts';

const DEMO = {space: 'demo', widget_key: 'wk_demo'};

/** What a client of the session sees of it, to compare before and after. */
async function pictureOf(client: WireClient, session: {session_id: string; invite: string}) {
  const {result} = await client.call('join_session', session);
  return result.snapshot;
}

describe('the gateway', () => {
  const malformed: [what: string, message: string | Uint8Array, code: string][] = [
    ['something that is not JSON', '{"jsonrpc":', 'malformed'],
    ['a batch', '[{"jsonrpc":"2.0","id":1,"method":"end"}]', 'invalid_request'],
    ['null', 'null', 'invalid_request'],
    ['a call without a version', '{"id":1,"method":"end"}', 'invalid_request'],
    ['a call whose id is an object', '{"jsonrpc":"2.0","id":{},"method":"end"}', 'invalid_request'],
    ['a binary message', new Uint8Array([1, 2, 3]), 'malformed'],
    ['a message that is too long', ' '.repeat(MAX_MESSAGE_BYTES + 1), 'too_large'],
    ['an unknown notification', '{"jsonrpc":"2.0","method":"explode"}', 'unknown_method'],
    ['a method of every object', '{"jsonrpc":"2.0","method":"constructor"}', 'unknown_method'],
    [
      'a notification with wrong params',
      '{"jsonrpc":"2.0","method":"frame_shown","params":{"ssid":"1"}}',
      'invalid_params',
    ],
  ];

  for (const [what, message, code] of malformed) {
    it(`answers ${what} with "${code}" and goes on`, async (test) => {
      const client = await (await serve(test)).connect();
      client.send(message);
      const id = typeof message === 'string' && message.startsWith('{"id":1') ? 1 : null;
      assert.equal((await client.answer(id)).error?.data.code, code);
      assert.equal(await client.refusal('end'), 'not_joined');
    });
  }

  it('numbers what went wrong as JSON-RPC does', async (test) => {
    const client = await (await serve(test)).connect();
    const numbers = {'{"jsonrpc":': -32700, '[]': -32600, '{"jsonrpc":"2.0","method":"explode"}': -32601};
    for (const [message, number] of Object.entries(numbers)) {
      client.send(message);
      assert.equal((await client.answer(null)).error?.code, number);
    }
  });

  it('names the params that it does not know', async (test) => {
    const client = await (await serve(test)).connect();
    const {error} = await client.call('create_session', {space: 'demo', widget_key: 'wk_demo', colour: 'red'});
    assert.equal(error?.message, 'Expected other params for "create_session": colour is not one of them.');
  });

  it('hangs up on a message that is too long even to be refused', async (test) => {
    const client = await (await serve(test)).connect();
    client.send('x'.repeat(17 * MAX_MESSAGE_BYTES));
    assert.equal(await client.hungUp(), 1009);
  });

  it('turns away a socket that does not speak its protocol', async (test) => {
    const {origin} = await serve(test);
    const socket = new WebSocket(origin.replace('http', 'ws') + SOCKET_PATH);
    const code = await new Promise((resolve) => socket.once('close', resolve));
    assert.equal(code, 1002);
  });

  const refused: [method: string, params: object, code: string][] = [
    ['create_session', {space: 'nowhere', widget_key: 'wk_demo'}, 'unknown_space'],
    ['create_session', {space: 'demo', widget_key: 'wk_wrong'}, 'invalid_key'],
    ['create_session', {space: 'demo'}, 'invalid_params'],
    ['join_session', {session_id: 'nothing'}, 'unknown_session'],
    ['join_session', {session_id: 'nothing', user_data: 'Ada'}, 'invalid_params'],
    ['join_session', {session_id: 'nothing', colour: 'red'}, 'invalid_params'],
    ['open_tab', {url: 'http://shop.localhost/'}, 'not_joined'],
    ['watch_tab', {ssid: 1}, 'not_joined'],
    ['input', {ssid: 1, input: {type: 'text', text: 'a'}}, 'not_joined'],
    ['input', {ssid: 1, input: {type: 'drop', x: 1, y: 1, files: ['a', 'b']}}, 'not_joined'],
    ['input', {ssid: 1, input: {type: 'drop', x: 1, y: 1, files: ['a', 'a']}}, 'invalid_params'],
    ['input', {ssid: 1, input: {type: 'answer', id: 1, answer: {files: ['a', 'a']}}}, 'invalid_params'],
  ];

  for (const [method, params, code] of refused) {
    it(`answers ${method} ${JSON.stringify(params)} with "${code}"`, async (test) => {
      const client = await (await serve(test)).connect();
      assert.equal(await client.refusal(method, params), code);
    });
  }

  it('lets nobody in with the invite of another session', async (test) => {
    const {connect} = await serve(test);
    const {session_id} = await (await connect()).lead();
    const {invite} = await (await connect()).lead();
    const stranger = await connect();
    assert.equal(await stranger.refusal('join_session', {session_id, invite}), 'invalid_invite');
    assert.equal(await stranger.refusal('join_session', {session_id}), 'invalid_invite');
    assert.equal(await stranger.refusal('join_session', {session_id, leader_token: invite}), 'invalid_invite');
    assert.equal(await stranger.refusal('join_session', {session_id, seat_token: invite}), 'seat_lost');
  });

  const byGuest: [method: string, params: object, code: string][] = [
    ['end', {}, 'not_allowed'],
    ['make_host', {to: 1}, 'not_allowed'],
    ['activate_tab', {ssid: 1}, 'not_allowed'],
    ['close_tab', {ssid: 1}, 'not_allowed'],
    ['relocate', {url: 'http://shop.localhost/about.html'}, 'not_allowed'],
    ['go_back', {}, 'not_allowed'],
    ['input', {ssid: 1, input: {type: 'text', text: 'a'}}, 'not_allowed'],
    ['transfer_tab_control', {to: 0}, 'not_allowed'],
    ['decline_tab_control', {to: 0}, 'not_requested'],
    ['return_tab_control', {}, 'nothing_to_do'],
    ['close_tab', {ssid: 7}, 'unknown_tab'],
    ['watch_tab', {ssid: 7}, 'unknown_tab'],
    ['open_tab', {url: 'shop.localhost'}, 'invalid_url'],
    ['open_tab', {url: 'file:///etc/passwd'}, 'invalid_url'],
    ['open_tab', {url: 'javascript:alert(1)'}, 'invalid_url'],
    ['input', {ssid: 1, input: {type: 'mouse', action: 'move', x: 'left', y: 0}}, 'invalid_params'],
    ['make_host', {to: -1}, 'invalid_params'],
    ['create_session', {space: 'demo', widget_key: 'wk_demo'}, 'already_joined'],
    ['join_session', {session_id: 'nothing'}, 'already_joined'],
  ];

  it('refuses a guest what is not theirs, and changes nothing', async (test) => {
    const {connect, pages} = await serve(test);
    const session = await (await connect()).lead();
    const {session_id, invite} = session;
    const guest = await connect();
    await guest.call('join_session', {session_id, invite});
    const host = await connect();
    await host.call('join_session', {session_id, seat_token: session.seat_token});
    await host.call('open_tab', {url: 'http://shop.localhost/'});
    await guest.event('tab_opened');
    const before = await pictureOf(await connect(), {session_id, invite});
    const asked = [...pages.asked];

    for (const [method, params, code] of byGuest) {
      assert.equal(await guest.refusal(method, params), code, `${method} ${JSON.stringify(params)}`);
    }

    const after = await pictureOf(await connect(), {session_id, invite});
    assert.deepEqual(
      {...after, participants: after.participants.slice(0, 2)},
      {...before, participants: before.participants.slice(0, 2)},
    );
    assert.deepEqual(pages.asked, asked);
  });

  const hugeData: [what: string, userData: string][] = [
    ['nested deeper than anyone could be told', `{"a":${'['.repeat(15_000)}${']'.repeat(15_000)}}`],
    ['too long to tell everyone', `{"a":"${'x'.repeat(20_000)}"}`],
  ];

  for (const [what, userData] of hugeData) {
    it(`refuses user data that is ${what}, and changes nothing`, async (test) => {
      const {connect} = await serve(test);
      const client = await connect();
      const session = await client.lead();
      client.send(`{"jsonrpc":"2.0","id":99,"method":"update_user_data","params":{"user_data":${userData}}}`);
      assert.equal((await client.answer(99)).error?.data.code, 'invalid_params');
      const {session_id, invite} = session;
      const snapshot = await pictureOf(await connect(), {session_id, invite});
      assert.deepEqual(snapshot.participants[0].userData, {name: 'Ada'});
    });
  }

  it('answers whoever asks whether it is there, joined or not', async (test) => {
    const client = await (await serve(test)).connect();
    assert.equal((await client.call('ping')).result, null);
  });

  it('answers a notification that asks for an answer', async (test) => {
    const client = await (await serve(test)).connect();
    await client.lead();
    assert.equal((await client.call('frame_shown', {ssid: 1})).result, null);
  });

  it('answers calls that come all at once, in their order', async (test) => {
    const {connect} = await serve(test);
    const client = await connect();
    const {session_id, leader_token} = (await (await connect()).call('create_session', DEMO)).result;
    const calls = [
      ['join_session', {session_id, leader_token}],
      ['join_session', {session_id, leader_token}],
      ['open_tab', {url: 'http://shop.localhost/'}],
      ['watch_tab', {ssid: 1}],
      ['close_tab', {ssid: 1}],
      ['watch_tab', {ssid: 1}],
      ['end', {}],
    ];
    for (const [id, [method, params]] of calls.entries()) {
      client.send(JSON.stringify({jsonrpc: '2.0', id, method, params}));
    }
    const codes: unknown[] = [];
    for (const id of calls.keys()) codes.push((await client.answer(id)).error?.data.code);
    assert.deepEqual(codes, [undefined, 'already_joined', undefined, undefined, undefined, 'unknown_tab', undefined]);
  });

  it('answers every call of a flood', async (test) => {
    const client = await (await serve(test)).connect();
    for (let id = 1; id <= 1_100; id++) client.send(`{"jsonrpc":"2.0","id":${id},"method":"end"}`);
    for (let id = 1; id <= 1_100; id++) await client.answer(id);
  });

  it('hangs up on a client that neither makes nor joins a session, and on no other', async (test) => {
    const {connect} = await serve(test, {times: {stranger: 2_000}});
    const [ada, ben] = [await connect(), await connect()];
    const {session_id, invite, leader_token} = (await ada.call('create_session', DEMO)).result;
    await ben.call('join_session', {session_id, invite});
    const stranger = await connect();
    const hungUp = stranger.hungUp();
    assert.equal(await stranger.refusal('join_session', {session_id}), 'invalid_invite');
    assert.equal(await hungUp, 1006);
    assert.equal(await ada.refusal('join_session', {session_id, leader_token}), undefined);
    assert.equal(await ben.refusal('send_chat_message', {message: 'Hello'}), undefined);
  });

  it('hangs up on a client that takes nothing, however it acknowledges', async (test) => {
    const {connect, pages} = await serve(test);
    const ada = await connect();
    const {session_id, invite} = await ada.lead();
    await ada.call('open_tab', {url: 'http://shop.localhost/'});
    const deaf = await connect();
    await deaf.call('join_session', {session_id, invite});
    await deaf.call('watch_tab', {ssid: 1});
    deaf.socket.pause();
    const picture = new Uint8Array(1024 * 1024);
    while (pages.senders.get(1)?.size) {
      for (const send of pages.senders.get(1) ?? []) send(picture);
      await ada.call('frame_shown', {ssid: 1});
    }
    assert.equal((await ada.event('participant_updated')).payload.online, false);
  });

  it('says in a sentence what is wrong with an address', async (test) => {
    const client = await (await serve(test)).connect();
    await client.lead();
    const {error} = await client.call('open_tab', {url: 'shop.localhost'});
    assert.equal(error?.message, 'Expected an address that starts with http:// or https://, got "shop.localhost".');
  });
});
