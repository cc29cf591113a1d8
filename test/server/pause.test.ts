import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {FakePages} from '../support/fake-pages.ts';
import {serve} from '../support/test-server.ts';
import type {WireClient} from '../support/wire-client.ts';

const SHOP = 'http://shop.localhost/';

/** Shows everyone who watches tab 1 a picture of one byte. */
function paint(pages: FakePages, byte: number): void {
  for (const send of pages.senders.get(1) ?? []) send(new Uint8Array([byte]));
}

/** The pictures that have come to a client once it has had an answer. */
async function pictures(client: WireClient): Promise<number[]> {
  await client.refusal('reload');
  return client.pictures.map((picture) => picture[0] as number);
}

describe('a paused tab on the wire', () => {
  it('sends nobody but its owner a picture, and everyone again when it is resumed', async (test) => {
    const {connect, pages} = await serve(test);
    const ada = await connect();
    const {session_id, invite} = await ada.lead('Ada', {pause_enabled: true});
    await ada.call('open_tab', {url: SHOP});
    const grace = await connect();
    await grace.call('join_session', {session_id, invite});
    for (const client of [ada, grace]) await client.call('watch_tab', {ssid: 1});

    paint(pages, 1);
    await ada.call('pause_tab');
    assert.deepEqual((await grace.event('tab_paused')).payload, {ssid: 1, tabIndex: 0, leaderIndex: 0});
    paint(pages, 2);
    await ada.call('resume_tab');
    paint(pages, 3);
    assert.deepEqual(await pictures(ada), [1, 2, 3]);
    assert.deepEqual(await pictures(grace), [1, 3]);
  });

  it('sends no picture to someone who comes while it is paused, and none once it is closed', async (test) => {
    const {connect, pages} = await serve(test);
    const ada = await connect();
    const {session_id, invite} = await ada.lead('Ada', {pause_enabled: true});
    await ada.call('open_tab', {url: SHOP});
    await ada.call('pause_tab');
    const grace = await connect();
    const {result} = await grace.call('join_session', {session_id, invite});
    assert.equal(result.snapshot.tabs[0].paused, true);
    await grace.call('watch_tab', {ssid: 1});
    paint(pages, 1);
    assert.deepEqual(await pictures(grace), []);
    await ada.call('close_tab', {ssid: 1});
    await grace.event('tab_closed');
    assert.equal(pages.senders.get(1)?.size ?? 0, 0);
  });
});
