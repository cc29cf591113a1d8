import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {CODEC, encodeHeader} from '../../src/protocol/frames.ts';
import type {FakePages} from '../support/fake-pages.ts';
import {serve} from '../support/test-server.ts';
import type {WireClient} from '../support/wire-client.ts';

const SHOP = 'http://shop.localhost/';
const SECRET = '4929 1234 5678';

/** Says what is masked in tab 1, to whoever may know. */
function reveal(pages: FakePages): void {
  const header = encodeHeader({codec: CODEC.masked, ssid: 1, width: 1280, height: 720, time: 0, keyFrame: true});
  const message = Buffer.concat([header, Buffer.from(JSON.stringify([{text: SECRET}]))]);
  for (const send of pages.readers.get(1) ?? []) send(message);
}

/** Everything that has come to a client once it has had an answer. */
async function heard(client: WireClient): Promise<string> {
  await client.refusal('reload');
  return JSON.stringify([client.events, client.asides]) + client.pictures.map(String).join();
}

describe('what is masked in a tab', () => {
  it('is told to its owner alone, also while someone else is in control, and as long as they look', async (test) => {
    const {connect, pages} = await serve(test);
    const ada = await connect();
    const {session_id, invite} = await ada.lead('Ada');
    await ada.call('open_tab', {url: SHOP});
    const grace = await connect();
    await grace.call('join_session', {session_id, invite});
    for (const client of [grace, ada]) await client.call('watch_tab', {ssid: 1});
    await ada.call('transfer_tab_control', {to: 1});
    await grace.event('tab_control_transferred');

    reveal(pages);
    assert.match(await heard(ada), new RegExp(SECRET));
    assert.doesNotMatch(await heard(grace), new RegExp(SECRET));

    await ada.call('unwatch_tab', {ssid: 1});
    assert.equal(pages.readers.get(1)?.size, 0);
  });

  it('is what the space says, which pages are opened with', async (test) => {
    const {connect, pages} = await serve(test);
    const ada = await connect();
    const refused = await ada.refusal('create_session', {
      space: 'demo',
      widget_key: 'wk_demo',
      settings: {masked_elements: []},
    });
    assert.equal(refused, 'invalid_setting');
    await ada.lead('Ada');
    await ada.call('open_tab', {url: SHOP});
    assert.deepEqual(pages.setup.masked, []);
  });
});
