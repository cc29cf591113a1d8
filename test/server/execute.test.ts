import assert from 'node:assert/strict';
import {describe, it, type TestContext} from 'node:test';
import type {Json} from '../../src/model/events.ts';
import {ExecutionError} from '../../src/server/browser/execute.ts';
import {DEMO_SPACE} from '../../src/server/storage/spaces.ts';
import {serve} from '../support/test-server.ts';

const SHOP = 'http://shop.localhost/';
const LETS_CODE_RUN = {...DEMO_SPACE, settings: {...DEMO_SPACE.settings, code_execution_enabled: true}};

/** Ada leads, Ben is a guest; two tabs are open, and everyone sees the second. */
async function session(test: TestContext, space = LETS_CODE_RUN) {
  const server = await serve(test, {spaces: [space]});
  const [ada, ben] = [await server.connect(), await server.connect()];
  const {session_id, invite} = await ada.lead('Ada');
  await ben.call('join_session', {session_id, invite, user_data: {name: 'Ben'}});
  await ada.call('open_tab', {url: SHOP});
  await ada.call('open_tab', {url: `${SHOP}about.html`});
  server.pages.asked.length = 0;
  return {ada, ben, pages: server.pages};
}

const run = (code: string, more = {}) => ({code, type: 'javascript', ...more});

describe('execute', () => {
  it('answers with what the code comes to, in the tab that is named or the one that is seen', async (test) => {
    const {ada, pages} = await session(test);
    pages.run = async (code) => ({ran: code});
    assert.deepEqual((await ada.call('execute', run('1'))).result, {ran: '1'});
    assert.deepEqual((await ada.call('execute', {code: 'p {}', type: 'css', ssid: 1})).result, {ran: 'p {}'});
    assert.deepEqual(pages.asked, ['execute(2, "1", "javascript")', 'execute(1, "p {}", "css")']);
  });

  it('answers with what the page threw, and when the code comes to no end', async (test) => {
    const {ada, pages} = await session(test);
    for (const code of ['execution_failed', 'timeout', 'too_large'] as const) {
      pages.run = async () => {
        throw new ExecutionError(code, 'TypeError: no such thing');
      };
      const {error} = await ada.call('execute', run('nothing()'));
      assert.deepEqual(error, {
        code: code === 'too_large' ? -32600 : -32000,
        message: 'TypeError: no such thing',
        data: {code},
      });
    }
  });

  it('keeps nothing else waiting', async (test) => {
    const {ada, ben, pages} = await session(test);
    const running = Promise.withResolvers<Json>();
    pages.run = () => running.promise;
    ada.order.length = 0;
    ada.send(JSON.stringify({jsonrpc: '2.0', id: 'code', method: 'execute', params: run('slow()')}));
    await ada.call('send_chat_message', {message: 'Hello'});
    await ben.event('chat_message');
    running.resolve('done');
    assert.equal((await ada.answer('code')).result, 'done');
    assert.match(ada.order.join(), /^event chat_message,answer \d+,answer code$/);
  });

  it('is for the leader and the host, where the space allows it', async (test) => {
    const {ben, ada, pages} = await session(test);
    assert.equal(await ben.refusal('execute', run('1')), 'not_allowed');
    await ada.call('make_host', {to: 1});
    assert.equal((await ben.call('execute', run('1'))).result, null);
    assert.equal((await ada.call('execute', run('1'))).result, null);
    assert.equal(await ada.refusal('execute', run('1', {ssid: 7})), 'unknown_tab');
    assert.equal(pages.asked.length, 2);

    const forbidden = await session(test, DEMO_SPACE);
    assert.equal(await forbidden.ada.refusal('execute', run('1')), 'not_allowed');
    assert.deepEqual(forbidden.pages.asked, []);
  });

  it('refuses what is no code', async (test) => {
    const {ada} = await session(test);
    for (const params of [
      {},
      {code: 1, type: 'javascript'},
      {code: '1'},
      run('1', {type: 'wasm'}),
      run('x'.repeat(32_769)),
    ]) {
      assert.equal(await ada.refusal('execute', params), 'invalid_params');
    }
  });

  it('runs only so much at once', async (test) => {
    const {ada, pages} = await session(test);
    const running = Promise.withResolvers<Json>();
    pages.run = () => running.promise;
    const first = Array.from({length: 20}, () => ada.call('execute', run('slow()')));
    assert.equal(await ada.refusal('execute', run('1')), 'too_many');
    running.resolve(1);
    assert.deepEqual(new Set((await Promise.all(first)).map(({result}) => result)), new Set([1]));
    assert.equal((await ada.call('execute', run('1'))).result, 1);
  });

  it('and every other order means the tab that the caller sees in huddle mode', async (test) => {
    const {ada, ben, pages} = await session(test);
    await ada.call('set_huddle_mode', {enabled: true});
    await ben.call('open_tab', {url: SHOP});
    pages.asked.length = 0;
    for (const client of [ada, ben]) {
      for (const method of ['go_back', 'go_forward', 'reload']) await client.call(method);
      await client.call('relocate', {url: SHOP});
    }
    await ada.call('execute', run('1'));
    assert.deepEqual(pages.asked, [
      ...['goBack(2)', 'goForward(2)', 'reload(2)', `navigate(2, "${SHOP}")`],
      ...['goBack(3)', 'goForward(3)', 'reload(3)', `navigate(3, "${SHOP}")`],
      'execute(2, "1", "javascript")',
    ]);
    await ben.call('follow', {client_index: 0});
    assert.equal(await ben.refusal('reload'), 'not_allowed');
    await ada.call('transfer_tab_control', {to: 1});
    await ben.call('reload');
    assert.equal(pages.asked.at(-1), 'reload(2)');
  });
});
