import assert from 'node:assert/strict';
import {once} from 'node:events';
import {describe, it} from 'node:test';
import {WebSocket} from 'ws';
import {SOCKET_PATH, SUBPROTOCOL} from '../../../src/protocol/rpc.ts';
import {restServer, SERVER_KEY} from '../../support/rest-client.ts';
import {serve} from '../../support/test-server.ts';

const MAKE = {space: 'demo', widget_key: 'wk_demo'};

/** A rate that is used up after so many. */
const only = (atOnce: number) => ({atOnce, aMinute: 1});

/** Holds that so many seconds are what is left of a minute that began after `start`. */
function isAMinute(seconds: number | undefined, start: number): void {
  const passed = (performance.now() - start) / 1_000;
  assert.ok(seconds !== undefined && seconds <= 60 && seconds >= 60 - passed, `${seconds} s after ${passed} s`);
}

/** With which status an address is refused a line. */
async function refusedLine(origin: string, headers: Record<string, string> = {}): Promise<number> {
  const socket = new WebSocket(origin.replace('http', 'ws') + SOCKET_PATH, SUBPROTOCOL, {headers});
  const [, response] = await once(socket, 'unexpected-response');
  response.destroy();
  return response.statusCode;
}

describe('a limit', () => {
  it('on making sessions says when to try again', async (test) => {
    const {connect} = await serve(test, {limits: {creations: only(2)}});
    const start = performance.now();
    for (const expected of [undefined, undefined, 'too_many']) {
      const {error} = await (await connect()).call('create_session', MAKE);
      assert.equal(error?.data.code, expected);
      if (error) isAMinute((error.data as {retry_after?: number}).retry_after, start);
    }
  });

  it('on making sessions holds for links of spaces as well', async (test) => {
    const {origin} = await serve(test, {limits: {creations: only(1)}});
    const post = () => fetch(`${origin}/+demo/`, {method: 'POST'});
    const start = performance.now();
    assert.equal((await post()).status, 201);
    const refused = await post();
    assert.equal(refused.status, 429);
    isAMinute(Number(refused.headers.get('retry-after')), start);
    const foreign = await fetch(`${origin}/+demo/`, {method: 'POST', headers: {origin: 'https://shop.example'}});
    assert.equal(foreign.headers.get('access-control-expose-headers'), 'retry-after');
    assert.equal(((await refused.json()) as {code: string}).code, 'too_many');
  });

  it('on the sessions of a space counts those that live', async (test) => {
    const {connect} = await serve(test, {limits: {sessionsOfSpace: 1}});
    const ada = await connect();
    await ada.lead();
    assert.equal(await (await connect()).refusal('create_session', MAKE), 'too_many');
    await ada.call('end');
    assert.equal(await (await connect()).refusal('create_session', MAKE), undefined);
  });

  it('on keys and webhooks holds for each space and for the server, whoever makes them', async (test) => {
    const {ask, shopKey} = await restServer(test, {limits: {keysOfSpace: 2, webhooksOfSpace: 1}});
    const webhook = {name: 'hook', url: 'https://receiver.example/'};
    for (const [what, key, body] of [
      ['POST /api/spaces/shop/keys/', shopKey, {type: 'wk'}],
      ['POST /api/spaces/demo/keys/', SERVER_KEY, {type: 'rk'}],
      ['POST /api/keys/', SERVER_KEY, {name: 'another'}],
      ['POST /api/spaces/shop/webhooks/', shopKey, webhook],
      ['POST /api/spaces/demo/webhooks/', SERVER_KEY, webhook],
      ['POST /api/company/webhooks/', SERVER_KEY, webhook],
    ] as const) {
      assert.equal((await ask(what, {key, body})).status, 201, what);
      const {status, body: refused, headers} = await ask(what, {key, body});
      assert.deepEqual([status, refused.code, headers.get('retry-after')], [429, 'too_many', null], what);
    }
    const [{id}] = (await ask('GET /api/spaces/shop/webhooks/')).body.results;
    await ask(`DELETE /api/spaces/shop/webhooks/${id}/`);
    assert.equal((await ask('POST /api/spaces/shop/webhooks/', {body: webhook})).status, 201);
  });

  it('on keys counts those that were revoked', async (test) => {
    const {ask, shopKeyId} = await restServer(test, {limits: {keysOfSpace: 1}});
    await ask(`DELETE /api/spaces/shop/keys/${shopKeyId}/`);
    assert.equal((await ask('POST /api/spaces/shop/keys/', {body: {type: 'wk'}})).body.code, 'too_many');
  });

  it('on joining holds for an address and for a session', async (test) => {
    for (const limits of [{joins: only(2)}, {joinsOfSession: only(2)}]) {
      const {connect} = await serve(test, {limits});
      const {session_id, invite} = await (await connect()).lead();
      const join = async () => (await connect()).refusal('join_session', {session_id, invite});
      assert.deepEqual([await join(), await join()], [undefined, 'too_many']);
    }
  });

  it('on wrong secrets lets nobody at that address try any, right ones either', async (test) => {
    const {connect} = await serve(test, {limits: {wrongSecrets: only(2)}});
    const {session_id, invite} = await (await connect()).lead();
    const client = await connect();
    assert.equal(await client.refusal('join_session', {session_id, invite: 'wrong'}), 'invalid_invite');
    assert.equal(await client.refusal('create_session', {...MAKE, widget_key: 'wk_wrong'}), 'invalid_key');
    assert.equal(await client.refusal('join_session', {session_id, invite}), 'too_many');
    assert.equal(await client.refusal('create_session', MAKE), 'too_many');
  });

  it('on wrong secrets counts a seat’s that never was, and none of a seat that is over', async (test) => {
    const {connect} = await serve(test, {limits: {wrongSecrets: only(2)}});
    const [ada, stranger] = [await connect(), await connect()];
    const {session_id, leader_token, invite} = (await ada.call('create_session', MAKE)).result;
    await ada.call('join_session', {session_id, leader_token});
    const bens = (await (await connect()).call('join_session', {session_id, invite})).result.seat_token;
    await ada.call('remove_participant', {client_index: 1});
    const old = (await (await connect()).call('join_session', {session_id, leader_token})).result.seat_token;
    await (await connect()).call('join_session', {session_id, leader_token});
    const retake = (seat_token: string) => stranger.refusal('join_session', {session_id, seat_token});
    for (let times = 0; times < 3; times++) {
      assert.deepEqual([await retake(bens), await retake(old)], ['removed', 'seat_lost']);
    }
    assert.deepEqual(
      [await retake('wrong'), await retake('wrong'), await retake('wrong')],
      ['seat_lost', 'seat_lost', 'too_many'],
    );
  });

  it('on joining a session is used up by nobody whose secret lets them in nowhere', async (test) => {
    const {connect} = await serve(test, {limits: {joinsOfSession: only(3)}});
    const [ada, stranger] = [await connect(), await connect()];
    const {session_id, invite} = await ada.lead();
    const bens = (await (await connect()).call('join_session', {session_id, invite})).result.seat_token;
    await ada.call('remove_participant', {client_index: 1});
    for (const wrong of [{invite: 'wrong'}, {seat_token: 'wrong'}, {seat_token: bens}]) {
      for (let times = 0; times < 3; times++) await stranger.refusal('join_session', {session_id, ...wrong});
    }
    assert.equal(await stranger.refusal('join_session', {session_id, invite}), undefined);
  });

  it('on messages is one participant’s own', async (test) => {
    const {connect} = await serve(test, {limits: {messages: only(2)}});
    const [ada, ben] = [await connect(), await connect()];
    const {session_id, invite} = await ada.lead();
    await ben.call('join_session', {session_id, invite});
    const chat = {message: 'Hello'};
    assert.equal(await ada.refusal('send_chat_message', chat), undefined);
    assert.equal(await ada.refusal('log', {entry: 1}), undefined);
    assert.equal(await ada.refusal('broadcast_message', {message: 1}), 'too_many');
    assert.equal(await ben.refusal('send_chat_message', chat), undefined);
    assert.equal(await ada.refusal('open_tab', {url: 'http://shop.localhost/'}), undefined);
  });

  it('on what is done besides is one participant’s own, and keeps nobody from saying something', async (test) => {
    const {connect} = await serve(test, {limits: {commands: only(2)}});
    const [ada, ben] = [await connect(), await connect()];
    const {session_id, invite} = await ada.lead();
    await ben.call('join_session', {session_id, invite});
    assert.equal(await ben.refusal('request_to_host', {}), undefined);
    assert.equal(await ben.refusal('withdraw_host_request', {}), undefined);
    assert.equal(await ben.refusal('request_to_host', {}), 'too_many');
    assert.equal(await ben.refusal('send_chat_message', {message: 'Hello'}), undefined);
    assert.equal(await ada.refusal('set_huddle_mode', {enabled: true}), undefined);
  });

  it('on calls over HTTP holds for all that one address asks in a minute', async (test) => {
    const {origin} = await serve(test, {limits: {calls: 2}});
    const call = async (path: string) => (await fetch(origin + path)).status;
    const answers = [await call('/+nowhere/'), await call('/oembed'), await call('/+nowhere/')];
    assert.deepEqual(answers, [404, 400, 429]);
  });

  it('on files is told before one is read', async (test) => {
    const {connect, origin} = await serve(test, {limits: {uploads: only(1)}});
    const {session_id, seat_token} = await (await connect()).lead();
    const send = () =>
      fetch(`${origin}/api/sessions/${session_id}/files?name=a.txt`, {
        method: 'POST',
        headers: {authorization: `Bearer ${seat_token}`},
        body: 'Hello',
      });
    assert.deepEqual([(await send()).status, (await send()).status], [200, 429]);
  });

  it('on lines turns those away that are too many, before there is a line, until one goes', async (test) => {
    const {connect, origin} = await serve(test, {limits: {linesOfAddress: 2}});
    const [first] = [await connect(), await connect()];
    assert.equal(await refusedLine(origin), 429);
    await first.close();
    await connect();
  });

  it('counts who is behind a proxy that is trusted, and the proxy that is not', async (test) => {
    const trusting = await serve(test, {limits: {linesOfAddress: 1}, proxies: ['127.0.0.1']});
    const doubting = await serve(test, {limits: {linesOfAddress: 1}});
    const open = async (origin: string, from: string) => {
      const headers = {'x-forwarded-for': from};
      const socket = new WebSocket(origin.replace('http', 'ws') + SOCKET_PATH, SUBPROTOCOL, {headers});
      test.after(() => socket.terminate());
      await once(socket, 'open');
    };
    for (const from of ['192.0.2.1', '192.0.2.2', '2001:db8::1']) await open(trusting.origin, from);
    assert.equal(await refusedLine(trusting.origin, {'x-forwarded-for': '2001:db8::2'}), 429);
    await open(doubting.origin, '192.0.2.1');
    assert.equal(await refusedLine(doubting.origin, {'x-forwarded-for': '192.0.2.2'}), 429);
  });

  it('on the head of a call names itself', async (test) => {
    const {origin} = await serve(test);
    assert.equal((await fetch(`${origin}/healthz?${'x'.repeat(20_000)}`)).status, 431);
    assert.equal((await fetch(`${origin}/+${'x'.repeat(1_000)}/`)).status, 400);
  });
});
