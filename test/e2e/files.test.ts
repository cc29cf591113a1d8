import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {describe, it} from 'node:test';
import type {WfSession} from '../../components/index.ts';
import {DEMO_SPACE} from '../../src/server/storage/spaces.ts';
import {SHOP, Stage} from '../support/stage.ts';
import {placeInShop, type Visitor} from '../support/visitor.ts';

/** Runs code in the tab that everyone sees, as a script of the page does, and tells what came of it. */
function execute({page}: Visitor, code: string): Promise<unknown> {
  return page.$eval(
    'wf-session',
    (session, text) =>
      (session as WfSession).execute(text).catch(({code: reason, message}) => ({refused: reason, message})),
    code,
  );
}

describe('files and code in a session', {timeout: 240_000}, () => {
  const settings = {...DEMO_SPACE.settings, code_execution_enabled: true};
  const stage = Stage.inGroup({spaces: [{...DEMO_SPACE, settings}]});

  it('gives a file that was downloaded to the one in control, until the session ends', async () => {
    const link = await placeInShop(stage.driver, 'downloads.html', '[href$=txt]');
    const ada = await stage.hasHost();
    await ada.goTo(`${SHOP}downloads.html`);
    await ada.sees('Downloads · Shop, opened by you', 'tab');
    const bob = await stage.joins(ada);
    await bob.seesTheSameAs(ada);
    await ada.page.$eval('wf-session', (session) => (session as WfSession).transferTabControl(1));
    await bob.hears('wf-tab-control-transferred');

    await bob.clickRemote(link);
    const {detail} = await bob.hears('wf-file-downloaded');
    await bob.sees('Save: care-guide.txt', 'link');
    const {ssid, tabIndex, filename, url} = detail;
    assert.deepEqual({ssid, tabIndex, filename}, {ssid: 1, tabIndex: 0, filename: 'care-guide.txt'});
    assert.ok(url.startsWith(`${stage.server.origin}/files/`), url);
    const had = await bob.page.evaluate(async (address) => (await fetch(address)).text(), url);
    assert.equal(had, await readFile('demo/shop/files/care-guide.txt', 'utf8'));

    await bob.page.$eval('wf-session', (session) => (session as WfSession).sendChatMessage('I have it'));
    await ada.hears('wf-chat-message');
    assert.deepEqual(await ada.heard('wf-file-downloaded'), [], 'who is not in control is told nothing');

    await ada.press('End for everyone');
    await bob.inState('ended');
    const {status} = await fetch(url);
    assert.equal(status, 404);
  });

  it('shows a file that is shared to everyone', async () => {
    const ada = await stage.hasHost();
    const bob = await stage.joins(ada);
    const {ssid, url} = await ada.page.$eval('wf-session', async (session) => {
      const canvas = new OffscreenCanvas(1280, 720);
      const context = canvas.getContext('2d')!;
      context.fillStyle = 'rgb(20, 160, 80)';
      context.fillRect(0, 0, 1280, 720);
      const picture = new File([await canvas.convertToBlob()], 'grün & "groß".png', {type: 'image/png'});
      return (session as WfSession).uploadFile(picture);
    });
    assert.equal(ssid, 2);
    assert.match(url, /^http:\/\/files\.localhost\/[\w-]{22}\/gr%C3%BCn%20%26%20_gro%C3%9F_\.png$/);
    for (const visitor of [ada, bob]) {
      await visitor.isAt(url);
      await visitor.seesColour(20, 160, 80);
    }
    const refused = await bob.page.$eval('wf-session', async (session) => {
      const huge = new Blob([new Uint8Array(25 * 1024 * 1024 + 1)]) as File;
      return (session as WfSession).uploadFile(huge).catch(({code}) => code);
    });
    assert.equal(refused, 'too_large');
    await bob.hasTabs(2);
  });

  it('says how much of a file is sent', async () => {
    const ada = await stage.hasHost();
    const told = await ada.page.$eval('wf-session', async (session) => {
      const shares: number[] = [];
      const text = new File([new Uint8Array(8 * 1024 * 1024).fill(32)], 'long.txt', {type: 'text/plain'});
      await (session as WfSession).uploadFile(text, (share) => void shares.push(share));
      return shares;
    });
    assert.ok(told.length > 0);
    assert.deepEqual(
      told,
      told.toSorted((one, other) => one - other),
    );
    assert.equal(told.at(-1), 1);
  });

  it('runs code of the leader, and tells what came of it', async () => {
    const ada = await stage.hasHost();
    const bob = await stage.joins(ada);
    await ada.sees('Shop, opened by you', 'tab');
    assert.deepEqual(await execute(ada, '({title: document.title, at: location.href})'), {title: 'Shop', at: SHOP});
    assert.deepEqual(await execute(ada, 'nothing()'), {
      refused: 'execution_failed',
      message: 'ReferenceError: nothing is not defined',
    });
    assert.deepEqual(await execute(bob, 'document.title'), {
      refused: 'not_allowed',
      message: 'Only the leader and the host can run code.',
    });
    await ada.page.$eval('wf-session', (session) =>
      (session as WfSession).execute(
        'html::after {content: ""; position: fixed; inset: 0; background: rgb(20, 160, 80)}',
        {type: 'css'},
      ),
    );
    for (const visitor of [ada, bob]) await visitor.seesColour(20, 160, 80);
  });
});
