import assert from 'node:assert/strict';
import {describe, it, type TestContext} from 'node:test';
import {serve} from '../support/test-server.ts';
import type {WireClient} from '../support/wire-client.ts';

const FIT = {type: 'fit', ratio: 1, touch: false} as const;

/** Ada, who leads and owns tab 1, and Grace. */
async function play(test: TestContext, settings: object) {
  const {connect, pages} = await serve(test);
  const ada = await connect();
  const {session_id, invite} = await ada.lead('Ada', settings);
  await ada.call('open_tab', {url: 'http://shop.localhost/'});
  const grace = await connect();
  const {seat_token} = (await grace.call('join_session', {session_id, invite})).result;
  const fit = (client: WireClient, width: number, height: number, more: object = {}) =>
    client.call('input', {ssid: 1, input: {...FIT, width, height, ...more}});
  const told = async (client: WireClient) => (await client.call('get_screen_size', {ssid: 1})).result;
  const page = () => pages.viewports.get(1);
  const size = () => [page()?.width, page()?.height];
  return {connect, pages, ada, grace, fit, told, page, size, session_id, seat_token};
}

describe('the size of a tab', () => {
  it('is 1280 by 720, or what the session says, however large people see it', async (test) => {
    const first = await play(test, {});
    await first.fit(first.ada, 800, 600);
    assert.deepEqual(first.size(), [1280, 720]);
    const {ada, fit, told, size} = await play(test, {viewport_width: 1024, viewport_height: 768});
    await fit(ada, 800, 600);
    assert.deepEqual(size(), [1024, 768]);
    assert.deepEqual(await told(ada), {width: 1024, height: 768});
  });

  it("is its owner's, whoever is in control, and that of the next owner", async (test) => {
    const {ada, grace, fit, told, size, pages} = await play(test, {viewport: 'owner', viewport_width: 1024});
    assert.deepEqual(size(), [1024, 720]);
    await fit(grace, 500, 400);
    assert.deepEqual(size(), [1024, 720]);
    await fit(ada, 900, 700);
    assert.deepEqual(size(), [900, 700]);
    assert.deepEqual(await told(grace), {width: 900, height: 700});
    await ada.call('transfer_tab_control', {to: 1});
    assert.deepEqual(size(), [900, 700]);
    await grace.call('open_tab', {url: 'http://shop.localhost/'});
    assert.equal(pages.viewports.get(2)?.width, 500);
    await ada.call('remove_participant', {client_index: 1});
    assert.equal(pages.viewports.get(2)?.width, 900);
  });

  it('is the smallest of those who look at it, and grows when they go', async (test) => {
    const {ada, grace, fit, size} = await play(test, {viewport: 'smallest'});
    await fit(ada, 900, 500);
    assert.deepEqual(size(), [900, 500]);
    await fit(grace, 600, 800);
    assert.deepEqual(size(), [600, 500]);
    await ada.call('remove_participant', {client_index: 1});
    assert.deepEqual(size(), [900, 500]);
  });

  it('is not for those who look at another tab', async (test) => {
    const {ada, grace, fit, size, pages} = await play(test, {viewport: 'smallest'});
    await ada.call('set_huddle_mode', {enabled: true});
    await fit(ada, 900, 500);
    await fit(grace, 600, 800);
    assert.deepEqual(size(), [600, 500]);
    await grace.call('open_tab', {url: 'http://shop.localhost/'});
    assert.deepEqual(size(), [900, 500]);
    const {width, height} = pages.viewports.get(2) ?? {};
    assert.deepEqual([width, height], [600, 800]);
  });

  it('is as before for whoever comes back to their seat', async (test) => {
    const {connect, ada, grace, fit, size, session_id, seat_token} = await play(test, {viewport: 'smallest'});
    await fit(ada, 900, 500);
    await fit(grace, 600, 400);
    grace.socket.close();
    await ada.event('participant_updated');
    assert.deepEqual(size(), [900, 500]);
    const again = await connect();
    await again.call('join_session', {session_id, seat_token});
    await ada.event('participant_updated');
    assert.deepEqual(size(), [600, 400]);
  });

  it('is never one that no page is made for, nor one that costs the server too much', async (test) => {
    const {ada, fit, size} = await play(test, {viewport: 'owner'});
    await fit(ada, 12, 5_000);
    assert.deepEqual(size(), [320, 1200]);
    await fit(ada, 3_840, 2_160);
    assert.deepEqual(size(), [1920, 1080]);
    assert.equal(await ada.refusal('input', {ssid: 1, input: {...FIT, width: 0, height: 1e9}}), 'invalid_params');
    assert.equal(await ada.refusal('input', {ssid: 9, input: {...FIT, width: 800, height: 600}}), 'unknown_tab');
  });

  it("is a phone's while its owner has one", async (test) => {
    const {ada, grace, fit, page} = await play(test, {viewport: 'owner'});
    await fit(grace, 390, 700, {touch: true});
    assert.equal(page()?.mobile, false);
    await fit(ada, 390, 700, {touch: true});
    assert.equal(page()?.mobile, true);
    await fit(ada, 900, 700);
    assert.equal(page()?.mobile, false);
  });

  it('has twice the pixels while someone has a screen on which that is seen', async (test) => {
    const {ada, grace, fit, page, pages} = await play(test, {});
    for (const client of [ada, grace]) await client.call('watch_tab', {ssid: 1});
    const sharp = () => [...pages.sharp.values()].map((isSharp) => isSharp());
    await fit(ada, 1280, 720);
    assert.equal(page()?.ratio, 1);
    await fit(grace, 400, 225, {ratio: 2});
    assert.equal(page()?.ratio, 1, 'a picture with a pixel for each of the page is shown with more than it has');
    await fit(grace, 1280, 720, {ratio: 2});
    assert.equal(page()?.ratio, 2);
    assert.deepEqual(pages.sharpened, [1]);
    assert.deepEqual(sharp(), [false, true], 'for her alone');
    await ada.call('remove_participant', {client_index: 1});
    assert.equal(page()?.ratio, 1);
  });
});
