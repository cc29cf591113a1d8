import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, it, mock} from 'node:test';
import {Connection} from '../../src/client/wire/connection.ts';
import {FakeTransport, pass, takeHold} from './fake-server.ts';

describe('Connection', () => {
  let transport: FakeTransport;
  let connection: Connection;
  beforeEach(() => {
    takeHold();
    transport = new FakeTransport();
    connection = new Connection(transport);
  });
  afterEach(() => mock.timers.reset());

  it('pairs answers with calls, in whatever order they come', async () => {
    const first = connection.call('open_tab', {url: 'http://a.example/'});
    const second = connection.call('watch_tab', {ssid: 1});
    transport.say({id: 2, result: null});
    transport.say({id: 1, result: {ssid: 7}});
    assert.deepEqual([await first, await second], [{ssid: 7}, null]);
  });

  it('rejects with the code and the sentence that the server gives', async () => {
    const call = connection.call('end', {});
    transport.say({id: 1, error: {code: -32000, message: 'Only the host.', data: {code: 'not_allowed'}}});
    await assert.rejects(call, {name: 'SessionError', code: 'not_allowed', message: 'Only the host.'});
  });

  it('shows a result before the next message, when both come at once', () => {
    const seen: string[] = [];
    connection.onsaid = ({method, params}) => seen.push(method === 'event' ? params.name : method);
    void connection.call('end', {}, () => seen.push('result'));
    transport.say({id: 1, result: null});
    transport.say({method: 'event', params: {name: 'session_ended', payload: {}, number: 1}});
    assert.deepEqual(seen, ['result', 'session_ended']);
  });

  it('rejects all that wait when the line breaks, and what is called afterwards', async () => {
    const waiting = [connection.call('end', {}), connection.call('reload', {})];
    transport.onclose?.(1006);
    for (const call of waiting) await assert.rejects(call, {code: 'connection_closed'});
    await assert.rejects(connection.call('end', {}), {code: 'connection_closed'});
    assert.equal(transport.sent.length, 2);
  });

  it('says that the session is over when the server hung up for that', async () => {
    const call = connection.call('reload', {});
    transport.onclose?.(4000);
    await assert.rejects(call, {code: 'session_ended'});
  });

  it('tells nobody when it hangs up by itself', async () => {
    const codes: number[] = [];
    connection.onclose = (code) => codes.push(code);
    const call = connection.call('reload', {});
    connection.close();
    transport.onclose?.(1000);
    await assert.rejects(call, {code: 'connection_closed'});
    assert.deepEqual([transport.closed, codes], [true, []]);
  });

  it('waits no longer than 20 seconds for an answer, and passes over one that comes later', async () => {
    const call = connection.call('reload', {});
    const settled = assert.rejects(call, {code: 'timeout', message: /answer to reload in 20 s/});
    await pass(20_000);
    await settled;
    transport.say({id: 1, result: null});
  });

  it('takes a line for broken on which no answer comes', async () => {
    const codes: number[] = [];
    connection.onclose = (code) => codes.push(code);
    const late = assert.rejects(connection.call('reload', {}), {code: 'timeout'});
    await pass(5_000);
    const later = assert.rejects(connection.call('end', {}), {code: 'connection_closed'});
    await pass(15_000);
    await Promise.all([late, later]);
    assert.deepEqual([transport.closed, codes], [true, [1006]]);
  });

  it('asks whether anyone is there when it hears nothing, and hangs up when nobody is', async () => {
    const codes: number[] = [];
    connection.onclose = (code) => codes.push(code);
    transport.picture(1, 1);
    await pass(10_000);
    assert.deepEqual(transport.sent, []);
    await pass(10_000);
    assert.deepEqual(transport.sent, [{jsonrpc: '2.0', id: 1, method: 'ping', params: {}}]);
    transport.say({id: 1, result: null});
    for (let time = 0; time < 40; time += 10) await pass(10_000);
    assert.deepEqual(codes, [1006]);
    const {length} = transport.sent;
    await pass(10_000);
    assert.equal(transport.sent.length, length);
  });

  it('refuses to send what the server would not read', async () => {
    const call = connection.call('update_user_data', {user_data: {name: 'é'.repeat(40_000)}});
    await assert.rejects(call, {code: 'too_large'});
    assert.equal(transport.sent.length, 0);
  });

  it('passes over an answer to a notification', () => {
    connection.notify('frame_shown', {ssid: 9});
    transport.say({id: null, error: {code: -32000, message: 'No.', data: {code: 'unknown_tab'}}});
    assert.deepEqual(transport.sent, [{jsonrpc: '2.0', method: 'frame_shown', params: {ssid: 9}}]);
  });
});
