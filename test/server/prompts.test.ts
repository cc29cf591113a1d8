import assert from 'node:assert/strict';
import {describe, it, type TestContext} from 'node:test';
import type {Prompt} from '../../src/protocol/prompts.ts';
import {DEMO_SPACE} from '../../src/server/storage/spaces.ts';
import {serve} from '../support/test-server.ts';
import type {WireClient} from '../support/wire-client.ts';

const SHOP = 'http://shop.localhost/';

const NAME = {
  id: 1,
  box: null,
  hidden: false,
  question: {kind: 'prompt', origin: SHOP, message: 'Name?', value: 'secret'},
} as const;

const LIST = {
  id: 2,
  box: {x: 1, y: 2, width: 3, height: 4},
  hidden: false,
  question: {kind: 'select', label: 'Colour', rtl: false, options: [{label: 'Red'}], index: 0},
} as const;

/** What a client was told last that a tab asks, once all is told that happened so far. */
async function asking(client: WireClient): Promise<readonly Prompt[] | undefined> {
  await client.refusal('pause_tab', {ssid: 99});
  return client.asides.findLast((said) => said.kind === 'prompts')?.prompts;
}

/** Ada has a tab open, in control of it, and Bob looks at it too. */
async function scene(test: TestContext, settings: object = {}, ofSpace: object = {}) {
  const spaces = [{...DEMO_SPACE, settings: {...DEMO_SPACE.settings, ...ofSpace}}];
  const {connect, pages} = await serve(test, {spaces});
  const ada = await connect();
  const {session_id, invite} = await ada.lead('Ada', settings);
  await ada.call('open_tab', {url: SHOP});
  const bob = await connect();
  const {result} = await bob.call('join_session', {session_id, invite});
  return {ada, bob, pages, connect, session_id, bobsToken: result.seat_token as string};
}

describe('what a tab asks', () => {
  it('is told whole to the one in control, and in brief to the others who look at it', async (test) => {
    const {ada, bob, pages} = await scene(test);
    pages.listener.asked(1, [NAME, LIST]);
    const screen = {width: 1280, height: 720};
    assert.deepEqual(await asking(ada), [
      {id: 1, box: null, screen, waiting: false, ...NAME.question},
      {id: 2, box: LIST.box, screen, waiting: false, ...LIST.question},
    ]);
    assert.deepEqual(await asking(bob), [
      {id: 1, box: null, screen, waiting: true, kind: 'prompt', origin: SHOP, message: 'Name?'},
      {id: 2, box: LIST.box, screen, waiting: true, kind: 'select'},
    ]);
    pages.listener.asked(1, []);
    assert.deepEqual(await asking(ada), []);
    assert.deepEqual(await asking(bob), []);
  });

  it('is answered by the one in control alone', async (test) => {
    const {ada, bob, pages} = await scene(test);
    pages.listener.asked(1, [NAME]);
    const input = {type: 'answer', id: 1, answer: {value: 'Ada'}};
    assert.equal(await bob.refusal('input', {ssid: 1, input}), 'not_allowed');
    assert.ok(!pages.asked.some((line) => line.startsWith('answer')));
    assert.equal(await ada.refusal('input', {ssid: 1, input}), undefined);
    assert.ok(pages.asked.includes('answer(1, 1, {"value":"Ada"})'));
  });

  it('is for whoever is in control by then', async (test) => {
    const {ada, bob, pages} = await scene(test);
    pages.listener.asked(1, [NAME]);
    await ada.call('transfer_tab_control', {to: 1});
    assert.equal((await asking(bob))?.[0]?.waiting, false);
    assert.equal((await asking(ada))?.[0]?.waiting, true);
    await ada.call('revoke_tab_control');
    assert.equal((await asking(bob))?.[0]?.waiting, true);
    assert.equal((await asking(ada))?.[0]?.waiting, false);
  });

  it('keeps what is selected to the page where no clipboard is shared', async (test) => {
    const {ada, pages} = await scene(test, {}, {clipboard_enabled: false});
    const question = {kind: 'menu', link: '', image: '', text: 'secret', editable: false} as const;
    pages.listener.asked(1, [{id: 1, box: null, hidden: false, question}]);
    const [menu] = (await asking(ada)) ?? [];
    assert.equal(menu?.kind === 'menu' && !menu.waiting && menu.text, '');
  });

  it('is told to its owner alone where the page hides it from all others', async (test) => {
    const {ada, bob, pages} = await scene(test);
    await ada.call('transfer_tab_control', {to: 1});
    pages.listener.asked(1, [{...LIST, hidden: true}]);
    assert.equal((await asking(bob))?.[0]?.waiting, true);
    assert.equal((await asking(ada))?.[0]?.waiting, true);
    await ada.call('revoke_tab_control');
    assert.equal((await asking(ada))?.[0]?.waiting, false);
  });

  it('is told to those who look at the tab, and over when they look at another one', async (test) => {
    const {ada, bob, pages} = await scene(test);
    await ada.call('open_tab', {url: SHOP});
    pages.listener.asked(1, [NAME]);
    assert.equal(await asking(bob), undefined);
    await ada.call('activate_tab', {ssid: 1});
    assert.equal((await asking(bob))?.length, 1);
    await ada.call('activate_tab', {ssid: 2});
    assert.deepEqual(await asking(bob), []);
  });

  it('is told to nobody but its owner while a tab is paused', async (test) => {
    const {ada, bob, pages} = await scene(test, {pause_enabled: true});
    await ada.call('pause_tab');
    pages.listener.asked(1, [NAME]);
    assert.equal(await asking(bob), undefined);
    assert.equal((await asking(ada))?.length, 1);
    await ada.call('resume_tab');
    assert.equal((await asking(bob))?.length, 1);
  });

  it('is told to those who come later, or take their seat again', async (test) => {
    const {ada, bob, pages, connect, session_id, bobsToken} = await scene(test);
    pages.listener.asked(1, [NAME]);
    assert.equal((await asking(bob))?.length, 1);
    const again = await connect();
    await again.call('join_session', {session_id, seat_token: bobsToken});
    assert.equal((await asking(again))?.length, 1);
    await bob.close();
    await again.close();
    await ada.event('participant_updated');
    const later = await connect();
    await later.call('join_session', {session_id, seat_token: bobsToken});
    assert.equal((await asking(later))?.length, 1);
  });

  it('is over with its tab', async (test) => {
    const {ada, bob, pages} = await scene(test);
    pages.listener.asked(1, [NAME]);
    await asking(ada);
    await ada.call('close_tab', {ssid: 1});
    pages.listener.asked(1, []);
    assert.deepEqual(await asking(bob), []);
  });

  it('takes no answer of another form', async (test) => {
    const {ada} = await scene(test);
    const answers = [
      undefined,
      1,
      {accept: false},
      {value: 1},
      {value: 'x'.repeat(4_001)},
      {index: -1},
      {item: 'format'},
      {value: '', index: 1},
    ];
    for (const answer of answers) {
      const refused = await ada.refusal('input', {ssid: 1, input: {type: 'answer', id: 1, answer}});
      assert.equal(refused, 'invalid_params', JSON.stringify(answer));
    }
  });
});
