import assert from 'node:assert/strict';
import {describe, it, type TestContext} from 'node:test';
import type {Aside, Pointing} from '../../src/protocol/rpc.ts';
import {serve} from '../support/test-server.ts';
import type {WireClient} from '../support/wire-client.ts';

const DRAW: Pointing = {type: 'draw', line: 1, points: [1, 2, 30, 40], color: '#ff0000', stays: false};

/** Ada, who leads and is in control of tab 1, Grace and Linus; all watch it. */
async function play(test: TestContext, settings: object = {}) {
  const {connect, pages} = await serve(test);
  const ada = await connect();
  const {session_id, invite} = await ada.lead('Ada', settings);
  await ada.call('open_tab', {url: 'http://shop.localhost/'});
  const [grace, linus] = [await connect(), await connect()];
  for (const client of [grace, linus]) await client.call('join_session', {session_id, invite});
  for (const client of [ada, grace, linus]) await client.call('watch_tab', {ssid: 1});
  return {pages, ada, grace, linus};
}

const point = (client: WireClient, x: number, y: number, ssid = 1) =>
  client.call('input', {ssid, input: {type: 'point', at: {x, y}}});

/** The next that a client is told of where others point, and what they draw. */
async function told(client: WireClient): Promise<Extract<Aside, {kind: 'pointing'}>> {
  for (;;) {
    const found = client.asides.shift();
    if (found?.kind === 'pointing') return found;
    await client.call('ping');
  }
}

describe('pointing in a tab', () => {
  it('is seen by the others who look at it, and not by whoever points; no page hears of it', async (test) => {
    const {pages, ada, grace, linus} = await play(test);
    await linus.call('unwatch_tab', {ssid: 1});
    await point(grace, 100, 50);
    assert.deepEqual((await told(ada)).pointers, [{by: 1, at: {x: 100, y: 50}}]);
    await grace.call('input', {ssid: 1, input: {type: 'point', at: null}});
    assert.deepEqual((await told(ada)).pointers, [{by: 1, at: null}]);
    for (const client of [grace, linus]) await client.call('ping');
    assert.deepEqual([grace.asides, linus.asides], [[], []]);
    assert.ok(!pages.asked.some((line) => line.includes('point')));
    assert.ok(!ada.order.some((line) => line.includes('user_activity')));
  });

  it('is where the mouse of the one in control is, too', async (test) => {
    const {ada, grace} = await play(test);
    const move = {type: 'mouse', action: 'move', button: 'none', buttons: 0, clickCount: 0, modifiers: 0};
    await ada.call('input', {ssid: 1, input: {...move, x: 7, y: 8}});
    assert.deepEqual((await told(grace)).pointers, [{by: 0, at: {x: 7, y: 8}}]);
  });

  it('tells the newest place alone, however fast someone moves', async (test) => {
    const {ada, grace} = await play(test);
    const start = performance.now();
    await Promise.all(Array.from({length: 400}, (_, x) => point(grace, x, 1)));
    const seen = [];
    for (let x = -1; x !== 399; x = seen.at(-1)?.pointers[0]?.at?.x ?? x) seen.push(await told(ada));
    const time = performance.now() - start;
    // Each 40 ms, of which a timer may leave out one.
    assert.ok(seen.length <= 1 + time / 39, `told ${seen.length} times in ${time} ms`);
    assert.ok(seen.every(({pointers}) => pointers.length === 1));
  });

  it('is over when someone goes elsewhere, or is gone', async (test) => {
    const {ada, grace, linus} = await play(test);
    await point(grace, 1, 1);
    await told(ada);
    await grace.close();
    assert.deepEqual((await told(ada)).pointers, [{by: 1, at: null}]);
    await ada.call('set_huddle_mode', {enabled: true});
    await linus.call('open_tab', {url: 'http://shop.localhost/'});
    await ada.call('follow', {client_index: 2});
    await linus.call('input', {ssid: 1, input: {type: 'point', at: null}}).catch(() => {});
    assert.equal(await refusal(point(linus, 1, 1, 1)), 'not_allowed');
  });

  it('is for those who see the tab, and for the one in control alone where others hide', async (test) => {
    const {ada, grace} = await play(test, {hide_cursors: true, pause_enabled: true});
    assert.equal(await refusal(point(grace, 1, 1)), 'not_allowed');
    assert.equal(await refusal(grace.call('input', {ssid: 1, input: DRAW})), 'not_allowed');
    assert.equal(await refusal(point(grace, 1, 1, 9)), 'unknown_tab');
    await ada.call('transfer_tab_control', {to: 1});
    await point(grace, 1, 1);
    await told(ada);
    await ada.call('pause_tab');
    assert.equal(await refusal(point(grace, 2, 2)), 'not_allowed');
    await ada.call('input', {ssid: 1, input: {type: 'point', at: {x: 3, y: 3}}}).catch(() => {});
    await grace.call('ping');
    assert.deepEqual(grace.asides, []);
  });

  it('draws lines for the others, in bounds', async (test) => {
    const {ada, grace} = await play(test);
    await grace.call('input', {ssid: 1, input: DRAW});
    const {type: _, ...stroke} = DRAW;
    assert.deepEqual((await told(ada)).strokes, [{...stroke, by: 1}]);
    const long = {...DRAW, points: Array.from({length: 128}, () => 1)};
    const answers = await Promise.all(
      Array.from({length: 30}, () => refusal(grace.call('input', {ssid: 1, input: long}))),
    );
    assert.ok(answers.includes('too_many'));
    for (const input of [
      {...DRAW, color: 'red; background: url(x)'},
      {...DRAW, points: []},
      {...DRAW, points: Array.from({length: 130}, () => 1)},
      {type: 'point', at: {x: 1e9, y: 0}},
    ]) {
      assert.equal(await refusal(grace.call('input', {ssid: 1, input})), 'invalid_params');
    }
  });

  it('draws nothing where that is switched off', async (test) => {
    const {grace} = await play(test, {drawing_mode: 'disabled'});
    assert.equal(await refusal(grace.call('input', {ssid: 1, input: DRAW})), 'not_allowed');
    await point(grace, 1, 1);
  });
});

/** The code that a call was refused with, or undefined. */
async function refusal(call: Promise<{error?: {data: {code: string}}}>): Promise<string | undefined> {
  return (await call).error?.data.code;
}
