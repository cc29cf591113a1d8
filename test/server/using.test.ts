import assert from 'node:assert/strict';
import {describe, it, type TestContext} from 'node:test';
import type {SessionSettings} from '../../src/model/settings.ts';
import type {Aside} from '../../src/protocol/rpc.ts';
import {DEMO_SPACE} from '../../src/server/storage/spaces.ts';
import {serve} from '../support/test-server.ts';
import type {WireClient} from '../support/wire-client.ts';

const CURSOR: Aside = {kind: 'cursor', cursor: 'grab'};
const COPIED: Aside = {kind: 'copied', text: 'secret'};
const PASTE = {type: 'paste', text: 'mine'} as const;
const KEY = {
  type: 'key',
  action: 'down',
  key: 'a',
  code: 'KeyA',
  keyCode: 65,
  location: 0,
  repeat: false,
  modifiers: 0,
} as const;

/** Ada, who leads and is in control of tab 1, and Grace; both watch it. */
async function play(test: TestContext, settings: object = {}, ofSpace: Partial<SessionSettings> = {}) {
  const space = {...DEMO_SPACE, settings: {...DEMO_SPACE.settings, ...ofSpace}};
  const {connect, pages} = await serve(test, {spaces: [space]});
  const ada = await connect();
  const {session_id, invite} = await ada.lead('Ada', settings);
  await ada.call('open_tab', {url: 'http://shop.localhost/'});
  const grace = await connect();
  await grace.call('join_session', {session_id, invite});
  for (const client of [ada, grace]) await client.call('watch_tab', {ssid: 1});
  return {pages, ada, grace};
}

/** What was said to a client by the time it has an answer. */
async function heard(client: WireClient): Promise<readonly Aside[]> {
  await client.call('ping');
  return client.asides.splice(0);
}

describe('using a tab on the wire', () => {
  it('tells the one in control alone how things are there, and whoever is in control next', async (test) => {
    const {pages, ada, grace} = await play(test);
    for (const aside of [CURSOR, COPIED]) pages.listener.sensed(1, aside);
    assert.deepEqual([await heard(ada), await heard(grace)], [[CURSOR, COPIED], []]);
    await ada.call('transfer_tab_control', {to: 1});
    for (const aside of [CURSOR, COPIED]) pages.listener.sensed(1, aside);
    assert.deepEqual([await heard(ada), await heard(grace)], [[], [CURSOR, COPIED]]);
  });

  it('tells nobody who does not look at the tab, nor while its owner has paused it', async (test) => {
    const {pages, ada, grace} = await play(test, {pause_enabled: true});
    await ada.call('transfer_tab_control', {to: 1});
    await ada.call('pause_tab');
    pages.listener.sensed(1, CURSOR);
    assert.deepEqual([await heard(ada), await heard(grace)], [[], []]);
    await ada.call('resume_tab');
    await grace.call('unwatch_tab', {ssid: 1});
    pages.listener.sensed(1, CURSOR);
    assert.deepEqual([await heard(ada), await heard(grace)], [[], []]);
  });

  it('keeps none of it in the log', async (test) => {
    const {pages, ada} = await play(test);
    pages.listener.sensed(1, COPIED);
    await ada.call('input', {ssid: 1, input: PASTE});
    await heard(ada);
    assert.ok(!JSON.stringify(ada.events).includes('secret') && !JSON.stringify(ada.events).includes('mine'));
  });

  it('pastes for the one in control alone', async (test) => {
    const {pages, ada, grace} = await play(test);
    assert.equal(await grace.refusal('input', {ssid: 1, input: PASTE}), 'not_allowed');
    assert.equal(await ada.refusal('input', {ssid: 1, input: PASTE}), undefined);
    assert.deepEqual(
      pages.asked.filter((asked) => asked.startsWith('input')),
      ['input(1, {"type":"paste","text":"mine"})'],
    );
  });

  it('copies and pastes nothing where the session says so', async (test) => {
    const {pages, ada} = await play(test, {}, {clipboard_enabled: false});
    pages.listener.sensed(1, COPIED);
    assert.deepEqual(await heard(ada), []);
    assert.equal(await ada.refusal('input', {ssid: 1, input: PASTE}), 'not_allowed');
    assert.equal(await ada.refusal('input', {ssid: 1, input: KEY}), undefined);
  });

  it('refuses a paste that is too large, and goes on', async (test) => {
    const {ada} = await play(test);
    ada.send(
      JSON.stringify({
        jsonrpc: '2.0',
        id: 99,
        method: 'input',
        params: {ssid: 1, input: {...PASTE, text: 'x'.repeat(100_000)}},
      }),
    );
    assert.equal((await ada.answer(null)).error?.data.code, 'too_large');
    assert.equal(await ada.refusal('input', {ssid: 1, input: PASTE}), undefined);
  });

  it('refuses what a page cannot deal with any more, and goes on', async (test) => {
    const {pages, ada} = await play(test);
    pages.takesInput = false;
    assert.equal(await ada.refusal('input', {ssid: 1, input: KEY}), 'too_many');
    pages.takesInput = true;
    assert.equal(await ada.refusal('input', {ssid: 1, input: KEY}), undefined);
  });

  it('refuses places that are no numbers or far from any page, and fingers that no hand has', async (test) => {
    const {ada} = await play(test);
    const touch = (points: object[]) => ({type: 'touch', action: 'start', points, modifiers: 0});
    for (const input of [
      touch([{id: 0, x: 1e9, y: 0}]),
      touch([{id: 0, x: '1', y: 0}]),
      touch([{id: -1, x: 1, y: 0}]),
      touch(Array.from({length: 11}, (_, id) => ({id, x: 0, y: 0}))),
      {type: 'compose', text: 'a', start: -1, end: 1},
      {type: 'compose', text: 'a'.repeat(2_000), start: 0, end: 0},
    ]) {
      assert.equal(await ada.refusal('input', {ssid: 1, input}), 'invalid_params', JSON.stringify(input).slice(0, 80));
    }
    assert.equal(await ada.refusal('input', {ssid: 1, input: touch([{id: 0, x: 1, y: 1}])}), undefined);
  });

  it('lets go of what is held when control passes on, the tab is paused, or the line is lost', async (test) => {
    const {pages, ada, grace} = await play(test, {pause_enabled: true});
    const released = () => pages.asked.filter((asked) => asked === 'release(1)').length;
    await ada.call('transfer_tab_control', {to: 1});
    assert.equal(released(), 1);
    await ada.call('pause_tab');
    assert.equal(released(), 2);
    await ada.call('resume_tab');
    grace.socket.terminate();
    await ada.until(() => (released() === 3 ? true : undefined));
  });
});
