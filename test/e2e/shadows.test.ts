import assert from 'node:assert/strict';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';
import {pathToFileURL} from 'node:url';
import {build} from 'vite';
import type * as Server from '../../components/server/index.ts';
import {kit, page, serveAuthorSite} from '../support/author-site.ts';
import type {Site} from '../support/site.ts';
import {SHOP, Stage} from '../support/stage.ts';

describe('a page that a server wrote with the shadows of elements', {timeout: 180_000}, () => {
  const stage = Stage.inGroup();
  let folder = '';
  let site: Site;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'shadows-'));
    await build({mode: 'shadows', build: {outDir: folder}});
    const file = pathToFileURL(path.join(folder, 'node/webfuse-elements-server.js')).href;
    const {withShadows} = (await import(file)) as typeof Server;
    site = await serveAuthorSite(() => {
      const server = stage.server.origin;
      const session = `<wf-session server="${server}" space="demo" widget-key="wk_demo" url="${SHOP}"></wf-session>`;
      const hydrate = `<script src="${server}/webfuse-elements.hydrate.js"></script>`;
      return withShadows(page(`<main>${session}</main>`, hydrate + kit(server)));
    });
  });
  after(async () => {
    site?.close();
    await rm(folder, {recursive: true});
  });

  it('shows the empty session, with its looks, where no script runs', async () => {
    const own = await stage.driver.newPage();
    await own.setJavaScriptEnabled(false);
    await own.goto(site.origin);
    const button = await own.waitForSelector('::-p-aria([name="Start the session"][role="button"])');
    const {height} = (await button!.boundingBox())!;
    // As the styles of the kit have it: a button without them is smaller.
    assert.ok(height >= 32, `${height} px`);
    await own.close();
  });

  it('is taken over by the kit, which shows each thing once, and asks and keeps nothing before a click', async () => {
    const ada = await stage.visit(site.origin);
    await ada.inState('idle');
    await ada.page.waitForSelector('wf-session >>> wf-view >>> button');
    assert.equal((await ada.page.$$('wf-session >>> wf-room')).length, 1);
    assert.deepEqual(await ada.traces(stage.server), []);
    await ada.press('Start the session');
    await ada.inState('live');
    await ada.isAt(SHOP);
    assert.equal((await ada.page.$$('wf-session >>> wf-room >>> wf-view')).length, 1);
  });
});
