import assert from 'node:assert/strict';
import {once} from 'node:events';
import {request} from 'node:http';
import {connect as connectSocket} from 'node:net';
import {json} from 'node:stream/consumers';
import {describe, it} from 'node:test';
import {GOING_AWAY, OTHER_CONNECTION, SESSION_ENDED} from '../../src/protocol/close-codes.ts';
import {SOCKET_PATH, SUBPROTOCOL} from '../../src/protocol/rpc.ts';
import {FakePages} from '../support/fake-pages.ts';
import {restServer} from '../support/rest-client.ts';
import {SlowStore} from '../support/slow-store.ts';
import {serve} from '../support/test-server.ts';

const SHOP = 'http://shop.localhost/';

describe('a server that closes', () => {
  it('ends its sessions, sends away whoever has none, and does not wait for a client that stays silent', async (test) => {
    const {origin, connect, close} = await serve(test);
    const silent = connectSocket(Number(new URL(origin).port), '127.0.0.1');
    silent.write(
      `GET ${SOCKET_PATH} HTTP/1.1\r\nHost: it\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        `Sec-WebSocket-Key: ${'A'.repeat(22)}==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: ${SUBPROTOCOL}\r\n\r\n`,
    );
    await once(silent, 'data');
    const [host, visitor] = [await connect(), await connect()];
    await host.lead();
    const codes = Promise.all([host.hungUp(), visitor.hungUp()]);
    const cutOff = once(silent, 'close');
    silent.on('error', () => {});
    await Promise.all([close(), close()]);
    assert.deepEqual(await codes, [SESSION_ENDED.code, GOING_AWAY.code]);
    await cutOff;
  });

  it('lets nobody begin a session while it waits for the pages of another one', async (test) => {
    const pages = new FakePages();
    const disposed = Promise.withResolvers<void>();
    const openPages: typeof pages.openPages = (listener) => ({
      ...pages.openPages(listener),
      dispose: () => disposed.promise,
    });
    const {connect, close} = await serve(test, {browser: {openPages, close: async () => {}}});
    const [host, visitor] = [await connect(), await connect()];
    await host.lead();
    await host.call('open_tab', {url: SHOP});
    const closing = close();
    await assert.rejects(visitor.call('create_session', {space: 'demo', widget_key: 'wk_demo'}), /hung up/);
    disposed.resolve();
    await closing;
  });

  it('takes the rest of a file that is on its way, and answers', async (test) => {
    const {origin, connect, close} = await serve(test);
    const {session_id, seat_token} = await (await connect()).lead();
    const sent = request(`${origin}/api/sessions/${session_id}/files?name=a.txt`, {
      method: 'POST',
      headers: {authorization: `Bearer ${seat_token}`, 'content-type': 'text/plain', expect: '100-continue'},
    });
    sent.flushHeaders();
    await once(sent, 'continue');
    sent.write('the first half, ');
    const closing = close();
    sent.end('and the other one');
    const [answer] = await once(sent, 'response');
    assert.deepEqual([answer.statusCode, await json(answer)], [200, {ssid: 1}]);
    await closing;
  });

  it('hangs up on connections that only wait, and on calls that come to no end', async (test) => {
    const {origin, close} = await serve(test);
    const port = Number(new URL(origin).port);
    const [idle, asking] = [connectSocket(port, '127.0.0.1'), connectSocket(port, '127.0.0.1')];
    // Cut off with something on its way.
    asking.on('error', () => {});
    asking.write(
      'POST /+demo/ HTTP/1.1\r\nHost: it\r\nContent-Type: application/json\r\nContent-Length: 9\r\n' +
        'Expect: 100-continue\r\n\r\n{',
    );
    idle.write('GET /healthz HTTP/1.1\r\nHost: it\r\n\r\n');
    await Promise.all([once(idle, 'data'), once(asking, 'data')]);
    const gone = [idle, asking].map((socket) => new Promise((resolve) => socket.once('close', resolve)));
    await close();
    await Promise.all(gone);
  });

  it('refuses with 503 to make a session, and answers what else is asked', async (test) => {
    const store = new SlowStore();
    const {ask, connect, close} = await restServer(test, {store});
    const ada = await connect();
    await ada.lead();
    store.hold();
    void ada.call('open_tab', {url: SHOP}).catch(() => {});
    await store.has(1);
    const closing = close();
    const made = await ask('POST /api/spaces/demo/sessions/', {body: {}});
    assert.equal(made.status, 503);
    assert.deepEqual(made.body, {detail: 'The server is stopping, and makes no session any more.', code: 'stopping'});
    assert.equal((await ask('POST /+demo/', {body: {widget_key: 'wk_demo'}})).status, 503);
    assert.equal((await ask('GET /api/spaces/')).status, 200);
    await store.goOn();
    await closing;
  });
});

describe('a client that was hung up on', () => {
  it('is not listened to any more', async (test) => {
    const {connect} = await serve(test);
    const first = await connect();
    const {session_id, seat_token} = await first.lead();
    const code = first.hungUp();
    const second = await connect();
    first.socket.pause();
    await second.call('join_session', {session_id, seat_token});
    first.send(JSON.stringify({jsonrpc: '2.0', id: 9, method: 'join_session', params: {session_id, seat_token}}));
    assert.deepEqual((await second.call('open_tab', {url: SHOP})).result, {ssid: 1});
    first.socket.resume();
    assert.equal(await code, OTHER_CONNECTION.code);
    assert.deepEqual((await second.call('open_tab', {url: SHOP})).result, {ssid: 2});
  });
});
